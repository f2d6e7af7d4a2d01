"use strict";
(() => {
  const { schema, page, items } = JSON.parse(document.getElementById("data").textContent);
  const words = JSON.parse(document.getElementById("words").textContent);
  const filled = (name, parts) => words[name].replace(/{(\w+)}/g, (_, part) => parts[part]);
  const part = (id) => document.getElementById(id);
  const answers = [...document.querySelectorAll("[data-grade]")];
  const place = `wrinkle-scan-review-${page}`;
  let grades = {};
  let saved = true;
  let at = 0;

  /* A file opened from a disk may have no storage: the page then remembers until it is closed. */
  function remember() {
    try {
      localStorage.setItem(place, JSON.stringify({ grades, saved, rater: part("rater").value }));
    } catch {
      /* see above */
    }
  }

  function recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(place));
      if (!kept) return;
      for (const { id } of items) if (id in kept.grades) grades[id] = kept.grades[id];
      saved = kept.saved;
      part("rater").value = kept.rater;
    } catch {
      /* see above */
    }
  }

  const rated = () => items.filter(({ id }) => id in grades).length;

  function show(index) {
    at = Math.min(Math.max(index, 0), items.length - 1);
    const { id, title, shape, width, height, left, right } = items[at];
    part("what").textContent = title;
    part("place").textContent = at + 1;
    part("stage").className = `stage ${shape}`;
    for (const [side, uri] of [["left", left], ["right", right]]) {
      const image = part(side);
      image.width = width;
      image.height = height;
      image.alt = filled(side, { title: title.toLowerCase() });
      image.src = uri;
    }
    for (const button of answers) button.setAttribute("aria-pressed", String(grades[id] === Number(button.dataset.grade)));
    part("back").disabled = at === 0;
    part("next").disabled = at === items.length - 1;
    const done = rated();
    part("progress").value = done;
    part("kept").textContent = filled("rated", { number: done, of: items.length });
  }

  function say(words) {
    part("said").textContent = words;
  }

  function rate(grade) {
    grades[items[at].id] = grade;
    saved = false;
    remember();
    show(at + 1);
    say(rated() === items.length ? filled("all", { of: items.length }) : "");
  }

  function save() {
    const rater = part("rater").value.trim();
    part("rater").setAttribute("aria-invalid", String(!rater));
    if (!rater) {
      part("rater").focus();
      return say(words.name_first);
    }
    const ratings = Object.fromEntries(items.filter(({ id }) => id in grades).map(({ id }) => [id, grades[id]]));
    const text = `${JSON.stringify({ schema, page, rater, ratings }, null, 2)}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `ratings-${rater.normalize("NFC").replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "rater"}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = true;
    remember();
    say(filled("saved", { number: rated(), of: items.length, file: link.download }));
  }

  function restart() {
    if (rated() && !confirm(words.sure)) return;
    grades = {};
    saved = true;
    part("rater").value = "";
    remember();
    show(0);
    say(words.forgotten);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === part("rater")) return;
    const { key, repeat } = event;
    if (key === "ArrowLeft" || key === "Backspace") show(at - 1);
    else if (key === "ArrowRight") show(at + 1);
    else if (/^[0-5]$/.test(key) && part("keys").checked && !repeat) rate(Number(key));
    else return;
    event.preventDefault();
  });
  for (const button of answers) button.addEventListener("click", () => rate(Number(button.dataset.grade)));
  part("back").addEventListener("click", () => show(at - 1));
  part("next").addEventListener("click", () => show(at + 1));
  part("save").addEventListener("click", save);
  part("restart").addEventListener("click", restart);
  part("rater").addEventListener("input", () => {
    part("rater").removeAttribute("aria-invalid");
    remember();
  });
  addEventListener("beforeunload", (event) => {
    if (saved) return;
    event.preventDefault();
    event.returnValue = "";
  });

  recall();
  part("review").hidden = false;
  show(items.findIndex(({ id }) => !(id in grades)) < 0 ? items.length - 1 : items.findIndex(({ id }) => !(id in grades)));
  if (rated()) say(words.kept);
})();
