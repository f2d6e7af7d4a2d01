"use strict";
(() => {
  /* One swap in 0.7 s: well below three flashes a second (WCAG 2.3.1). */
  const SWAP_MS = 700;
  const viewers = [...document.querySelectorAll(".viewer")].filter((viewer) => viewer.querySelector(".controls"));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;

  const part = (viewer, name) => viewer.querySelector(`[data-do="${name}"]`);
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));

  function setMode(viewer, mode) {
    if (viewer.dataset.mode === "flicker") clearInterval(timer);
    viewer.dataset.mode = mode;
    viewer.classList.remove("swapped");
    press(part(viewer, "pair"), mode === "pair");
    press(part(viewer, "flicker"), mode === "flicker");
  }

  function wipe(viewer, value) {
    if (viewer.dataset.mode !== "wipe") setMode(viewer, "wipe");
    const range = viewer.querySelector("input[type=range]");
    range.value = value;
    const { before, after } = viewer.dataset;
    range.setAttribute("aria-valuetext", `${range.value} % ${before}, ${100 - range.value} % ${after}`);
    viewer.querySelector(".stage").style.setProperty("--cut", `${range.value}%`);
  }

  /* Starts and stops; for people who asked for less motion each press shows the other picture instead. */
  function flicker(viewer) {
    if (still.matches) {
      const swapped = !viewer.classList.contains("swapped");
      if (viewer.dataset.mode !== "flicker") setMode(viewer, "flicker");
      viewer.classList.toggle("swapped", swapped);
      press(part(viewer, "flicker"), swapped);
      return;
    }
    if (viewer.dataset.mode === "flicker") return setMode(viewer, "pair");
    for (const other of viewers) if (other.dataset.mode === "flicker") setMode(other, "pair");
    setMode(viewer, "flicker");
    timer = setInterval(() => viewer.classList.toggle("swapped"), SWAP_MS);
  }

  function nearestViewer() {
    const focused = document.activeElement && document.activeElement.closest(".viewer");
    const fromMiddle = (viewer) => {
      const box = viewer.getBoundingClientRect();
      return Math.max(box.top - innerHeight / 2, innerHeight / 2 - box.bottom);
    };
    return focused || viewers.reduce((a, b) => (fromMiddle(b) < fromMiddle(a) ? b : a));
  }

  function nameFlicker() {
    for (const viewer of viewers) {
      const name = part(viewer, "flicker").firstElementChild;
      name.textContent = still.matches ? name.dataset.swap : name.dataset.flicker;
    }
  }

  for (const viewer of viewers) {
    const stage = viewer.querySelector(".stage");
    for (const controls of viewer.querySelectorAll(".controls")) controls.hidden = false;
    viewer.querySelector("input[type=range]").addEventListener("input", (event) => wipe(viewer, event.target.value));
    part(viewer, "pair").addEventListener("click", () => setMode(viewer, "pair"));
    part(viewer, "flicker").addEventListener("click", () => flicker(viewer));
    const frames = [...viewer.querySelectorAll("[data-frame]")];
    const later = [...viewer.querySelectorAll(".shot.after")];
    const show = (index) => {
      later.forEach((shot, i) => { shot.hidden = i !== index; });
      frames.forEach((choice, i) => press(choice, i === index));
      viewer.dataset.after = later[index].querySelector(".tag").textContent;
    };
    if (frames.length) show(frames.length - 1);
    frames.forEach((choice, i) => choice.addEventListener("click", () => show(i)));
    const lines = part(viewer, "lines");
    if (lines) lines.addEventListener("click", () => press(lines, viewer.classList.toggle("with-lines")));
    const drag = (event) => {
      if (viewer.dataset.mode !== "wipe" || !event.buttons) return;
      const box = stage.getBoundingClientRect();
      wipe(viewer, Math.round((100 * (event.clientX - box.left)) / box.width));
    };
    stage.addEventListener("pointerdown", drag);
    stage.addEventListener("pointermove", drag);
  }

  const keys = document.getElementById("keys");
  if (!keys || !viewers.length) return;
  keys.closest("[hidden]").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "f" || !keys.checked) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    flicker(nearestViewer());
  });
  still.addEventListener("change", () => {
    for (const viewer of viewers) if (viewer.dataset.mode === "flicker") setMode(viewer, "pair");
    nameFlicker();
  });
  nameFlicker();
})();
