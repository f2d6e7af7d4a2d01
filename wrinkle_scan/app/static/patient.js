/* A patient's grid: pictures and numbers as they come, and two photos of a row chosen to be compared. */

import { ask, post } from "./app.js";
import { dayWords } from "./days.js";
import { say as word } from "./words.js";

const POLL_MS = 400;
const grid = document.querySelector(".grid");
const form = document.getElementById("compare");

/* ---- what comes while the page is open ---- */

const places = new Map();
for (const place of document.querySelectorAll(".thumbnail")) places.set(place.dataset.path, place);

function draw(photo) {
  const place = places.get(photo.path);
  if (!place) return;
  if (photo.thumbnail && !place.querySelector("img")) {
    const words = place.querySelector(".placeholder")?.textContent || "";
    place.replaceChildren(Object.assign(document.createElement("img"), { src: photo.thumbnail, alt: words, width: 180, height: 216 }));
  }
  const capture = place.closest(".capture");
  if (!capture) return;
  capture.querySelector(".numbers").replaceChildren(
    ...photo.numbers.map(({ title, severity }) => {
      const item = Object.assign(document.createElement("li"), { textContent: `${title} ` });
      item.append(Object.assign(document.createElement("b"), { textContent: severity ?? word("not_seen") }));
      return item;
    }),
  );
  const problem = capture.querySelector(".problem");
  problem.hidden = !photo.problem;
  problem.textContent = photo.problem || "";
}

async function watch(address) {
  const working = document.getElementById("progress");
  const words = working.querySelector("[role=status]");
  for (;;) {
    const now = await ask(address);
    now.photos.forEach(draw);
    const running = now.job?.state === "running";
    working.hidden = !running;
    if (!running) {
      if (now.job?.error) say(now.job.error);
      const busy = document.querySelector(".dropped li") || form.querySelector(":checked");
      if (now.rows.join(" ") !== grid.dataset.rows && !busy) location.reload(); // views are known now
      return;
    }
    words.textContent = word("far", now.job);
    Object.assign(working.querySelector("progress"), { max: now.job.of, value: now.job.done });
    await new Promise((resume) => setTimeout(resume, POLL_MS));
  }
}

if (grid?.dataset.job) {
  const stop = () => post(`/jobs/${encodeURIComponent(grid.dataset.job)}/stop`).catch((error) => say(error.message));
  document.querySelector("#progress button").addEventListener("click", stop);
  watch(grid.dataset.progress).catch((error) => say(error.message));
}
if (grid) grid.scrollLeft = grid.scrollWidth; // the latest visit is what is asked for

/* ---- two photos of a row ---- */

function say(sentence) {
  document.getElementById("chosen").textContent = sentence;
}

function choose(box) {
  const boxes = [...form.querySelectorAll("input[name=photo]")];
  for (const other of boxes) if (other.dataset.row !== box.dataset.row) other.checked = false;
  const chosen = boxes.filter((other) => other.checked);
  if (chosen.length > 2) chosen.find((other) => other !== box).checked = false;
  showChosen();
}

function showChosen() {
  const chosen = [...form.querySelectorAll("input[name=photo]:checked")];
  const days = chosen.map((box) => dayWords(box.dataset.day));
  form.querySelector(".compare-bar button").disabled = chosen.length !== 2;
  say([word("two"), word("second")][chosen.length] ?? `${chosen[0].dataset.title}: ${days.join(" → ")}`);
}

if (form) {
  form.addEventListener("change", (event) => choose(event.target));
  addEventListener("pageshow", () => form.querySelector(":checked") && showChosen()); // the browser may have kept it
}
