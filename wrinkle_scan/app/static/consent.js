/* Consents: all photos of a purpose at once, and the export of what was consented to. */

import { ask, follow, hide, post } from "./app.js";
import { howFar, showIn } from "./waiting.js";
import { say } from "./words.js";

for (const all of document.querySelectorAll("[data-all]")) {
  const own = [...document.querySelectorAll(`[data-purpose="${all.dataset.all}"]`)];
  const show = () => {
    const ticked = own.filter((box) => box.checked).length;
    all.checked = ticked === own.length;
    all.indeterminate = ticked > 0 && ticked < own.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => own.forEach((box) => (box.checked = all.checked)));
  own.forEach((box) => box.addEventListener("change", show));
  show();
}

for (const image of document.querySelectorAll("img.thumbnail")) {
  image.addEventListener("error", () => (image.style.visibility = "hidden"));
}

const form = document.getElementById("exporting");
if (form) {
  const words = form.querySelector("[role=status]");
  const running = form.querySelector("[data-when=running]");
  const made = form.querySelector(".exported");
  const purpose = () => form.elements.purpose.value;
  let job = "";
  let saved = true;

  document.querySelector(".consent").addEventListener("change", () => (saved = false));
  form.querySelector("[data-do=stop]").addEventListener("click", () => post(`/jobs/${encodeURIComponent(job)}/stop`));
  form.addEventListener("change", (event) => {
    if (event.target.name === "purpose") form.elements.deidentify.checked = purpose() !== "record";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!saved) return (words.textContent = say("save_first"));
    made.hidden = true;
    running.hidden = false;
    const query = new URLSearchParams({ purpose: purpose(), deidentify: form.elements.deidentify.checked ? 1 : 0 });
    try {
      job = (await post(`${form.dataset.begin}?${query}`)).id;
      const end = await follow(job, (now) => {
        showIn(form.querySelector("progress"), now);
        words.textContent = howFar(now);
      });
      if (end.state !== "done") throw new Error(end.error ?? say("stopped"));
      show(await ask(form.dataset.shown.replace("JOB", encodeURIComponent(job))));
    } catch (error) {
      words.textContent = error.message;
    }
    hide(running, form.querySelector("button.main"));
  });

  const show = (found) => {
    words.textContent = say("exported", { number: found.photos, left: found.left_out.length });
    made.hidden = false;
    made.querySelector("a").href = found.address;
    const lines = found.left_out.map(({ photo, reason }) => [photo, reason]);
    if (found.without_report) lines.push([say("no_report"), found.without_report]);
    made.querySelector("ul").replaceChildren(
      ...lines.map(([name, reason]) => {
        const item = document.createElement("li");
        const strong = document.createElement("strong");
        strong.append(Object.assign(document.createElement("bdi"), { textContent: name }));
        item.append(strong, ` ${reason}`);
        return item;
      }),
    );
    made.querySelector("a").focus();
  };
}
