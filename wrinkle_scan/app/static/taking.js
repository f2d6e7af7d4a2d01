/* Take photos: the series step by step, indicators while the camera is pointed, a shutter, and what was filed. */

import { ask, post } from "./app.js";
import { burst, cameras, frame, start, stop } from "./camera.js";
import { dayWords } from "./days.js";
import { lay } from "./ghost.js";
import { say } from "./words.js";

const LIGHT_EVERY_MS = 2000; // it takes as long as all else that is judged
const PAUSE_MS = 60; // between two frames
const AFTER_ERROR_MS = 1500;
const BURST = 3;
const STATES = { good: say("good"), note: say("note"), mend: say("mend"), wait: "" };

const root = document.getElementById("taking");
const find = (selector) => root.querySelector(selector);
const address = root.dataset.address;
const [stage, video, ghost, outline] = [".stage", "video", ".ghost", ".outline"].map(find);
const [hint, news, shutter, opacity] = [".hint", ".news", "#shutter", "#opacity"].map(find);
const steps = [...root.querySelectorAll("[data-step]")];
const indicatorItems = [...root.querySelectorAll("[data-indicator]")];
const baselines = new Map(); // a step's name -> the photo that its own is to be like, once it is known; or null

let step = steps[0];
let indicators = {};
let eyes = null;
let cutout = null;
let lightAt = 0;
let busy = false;
let running = false;

/* ---- the series ---- */

function choose(chosen) {
  step = chosen;
  for (const other of steps) {
    if (other === step) other.setAttribute("aria-current", "step");
    else other.removeAttribute("aria-current");
  }
  find("#step-title .name").textContent = `${step.dataset.title}:`;
  find(".say").textContent = say("said", { words: step.dataset.say });
  find(".for").textContent = step.dataset.title;
  forget();
  if (!shutter.disabled) shutter.focus({ preventScroll: true });
  fetchBaseline(step);
}

function forget() {
  [indicators, eyes, lightAt] = [{}, null, 0];
  ghost.removeAttribute("src");
  show();
}

function next() {
  const at = steps.indexOf(step);
  const left = [...steps.slice(at + 1), ...steps.slice(0, at)].find((other) => !other.matches(".filed, .skipped"));
  if (left) choose(left);
  return left;
}

async function fetchBaseline(of) {
  const name = of.dataset.step;
  if (!baselines.has(name)) {
    try {
      const found = await ask(`${address}/${name}/baseline`);
      baselines.set(name, found.baseline);
    } catch (error) {
      return tell(error.message, true);
    }
  }
  if (of !== step) return;
  const earlier = baselines.get(name);
  if (earlier) ghost.src = `${address}/ghost?${like(earlier)}`;
  find(".like").textContent = earlier
    ? say("like", { day: dayWords(earlier.date) })
    : say("first");
  find(".opacity").hidden = !earlier;
  show();
}

function like(earlier) {
  return earlier ? new URLSearchParams({ baseline: earlier.path, date: earlier.date }) : "";
}

/* ---- indicators ---- */

async function watch() {
  if (running) return;
  running = true;
  while (video.srcObject) {
    const of = step;
    const earlier = baselines.get(of.dataset.step);
    if (busy || document.hidden || earlier === undefined || !video.videoWidth) {
      await pause(PAUSE_MS);
      continue;
    }
    try {
      const withLight = performance.now() - lightAt > LIGHT_EVERY_MS;
      const form = await frame(video, cutout, withLight);
      const seen = await ask(`${address}/${of.dataset.step}/frame?${like(earlier)}`, { method: "POST", body: form });
      if (of === step && !busy) take(seen, withLight);
      await pause(PAUSE_MS);
    } catch (error) {
      tell(error.message, true);
      await pause(AFTER_ERROR_MS);
    }
  }
  running = false;
}

/* Light and sharpness stay as they were last measured, as long as a face is seen. */
function take(seen, withLight) {
  if (withLight) lightAt = performance.now();
  ({ eyes } = seen);
  cutout = seen.cutout ?? null;
  const { light, sharp } = eyes ? indicators : {};
  if (!eyes) lightAt = 0;
  indicators = { ...(light && { light }), ...(sharp && { sharp }), ...seen.indicators };
  show();
}

function show() {
  const order = indicatorItems.map((item) => indicators[item.dataset.indicator]);
  for (const [index, item] of indicatorItems.entries()) {
    const { state, words } = order[index] ?? { state: "wait", words: "" };
    if (item.dataset.state !== state) item.dataset.state = state;
    put(item.querySelector(".state"), STATES[state] && `: ${STATES[state]}`);
    put(item.querySelector(".words"), words);
  }
  const mend = order.find((indicator) => indicator?.state === "mend");
  const note = order.find((indicator) => indicator?.state === "note");
  const ready = !mend && order.every(Boolean);
  const state = mend ? "mend" : ready ? "good" : "wait";
  stage.dataset.state = state;
  hint.dataset.state = ready && note ? "note" : state;
  put(hint, mend?.words ?? (ready ? (note?.words ?? say("take")) : ""));
  const earlier = baselines.get(step.dataset.step);
  const laid = Boolean(earlier && eyes && video.srcObject && ghost.hasAttribute("src"));
  if (laid) lay(ghost, stage, earlier, eyes);
  ghost.hidden = !laid;
  outline.toggleAttribute("hidden", laid || !video.srcObject);
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/* ---- the shutter, and files of another camera ---- */

async function shoot() {
  if (busy || shutter.disabled) return;
  stage.classList.remove("flash");
  const photos = burst(video, BURST); // first of all: what is seen now
  void stage.offsetWidth; // starts the flash anew
  stage.classList.add("flash");
  await send(photos, { from: "camera", keep: find("[name=keep]:checked").value });
}

async function sendFiles(files) {
  const chosen = [...files];
  const { most, mostBytes } = root.dataset;
  if (!chosen.length || busy) return;
  if (chosen.length > most) return tell(say("many", { most }), true);
  if (chosen.reduce((sum, file) => sum + file.size, 0) > mostBytes) {
    return tell(say("large", { most: Math.round(mostBytes / 1e6) }), true);
  }
  await send(chosen, { from: "files", keep: "all" });
}

async function send(photos, how) {
  const of = step;
  busy = true;
  shutter.disabled = true;
  tell(say("filing"));
  try {
    if (!baselines.has(of.dataset.step)) await fetchBaseline(of);
    const form = new FormData();
    for (const photo of await photos) form.append("photo", photo, photo.name ?? "photo.jpg");
    const earlier = baselines.get(of.dataset.step);
    const query = `${new URLSearchParams(how)}&${like(earlier)}`;
    const filed = await ask(`${address}/${of.dataset.step}/photos?${query}`, { method: "POST", body: form });
    list(of, filed);
    of.classList.add("filed");
    of.classList.remove("skipped");
    of.querySelector(".done").textContent = "✓";
    tell(say("filed", { title: of.dataset.title }));
    if (!next()) tell(say("all_filed"));
  } catch (error) {
    tell(error.message, true);
  } finally {
    busy = false;
    shutter.disabled = !video.srcObject;
    if (!shutter.disabled) shutter.focus({ preventScroll: true });
  }
}

function list(of, filed) {
  const items = filed.photos.map((photo) => {
    const item = document.getElementById("filed").content.cloneNode(true).firstElementChild;
    const title = of.dataset.title;
    item.querySelector("img").src = photo.thumbnail;
    item.querySelector(".title").textContent = photo.date === today() ? title : `${title}, ${dayWords(photo.date)}`;
    const wrong = Object.values(photo.indicators).filter((indicator) => indicator.state === "mend");
    if (photo.note) wrong.unshift({ words: photo.note, state: "doubt" }); // somebody else’s photo matters most
    const notes = wrong.length ? wrong : [{ words: say("fine"), state: "good" }];
    const line = ({ words, state }) => Object.assign(document.createElement("li"), { textContent: words, className: state });
    item.querySelector(".notes").append(...notes.map(line));
    item.querySelector(".undo .unseen").textContent = ` ${title}`;
    return item;
  });
  for (const item of items) {
    const button = item.querySelector(".undo");
    button.addEventListener("click", () => undo(of, filed.change, items));
    button.hidden = item !== items[0];
  }
  find(".taken").prepend(...items);
}

async function undo(of, change, items) {
  try {
    await post(`${address}/undo/${change}`);
    for (const item of items) item.remove();
    tell(say("undone", { title: of.dataset.title }));
    of.classList.remove("filed");
    of.querySelector(".done").textContent = "";
    choose(of);
    if (shutter.disabled) find("#choose").focus();
  } catch (error) {
    tell(error.message, true);
  }
}

function today() {
  return new Date().toLocaleDateString("sv");
}

function tell(words, wrong = false) {
  news.classList.toggle("wrong", wrong);
  put(news, words);
}

function pause(milliseconds) {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}

/* ---- the camera ---- */

async function begin(deviceId) {
  try {
    await start(video, deviceId);
  } catch (error) {
    return without(error.message);
  }
  root.classList.remove("without");
  video.hidden = false;
  find(".instead").hidden = true;
  shutter.disabled = busy;
  fit();
  video.srcObject.getVideoTracks()[0].addEventListener("ended", () => without(say("switched_off")));
  const all = await cameras(video);
  find(".cameras").hidden = all.length < 2;
  find("#cameras").replaceChildren(...all.map(({ id, name, used }) => new Option(name, id, used, used)));
  watch();
}

function without(why) {
  stop(video);
  root.classList.add("without");
  video.hidden = true;
  const pressed = document.activeElement === shutter;
  shutter.disabled = true;
  find(".instead").hidden = false;
  find(".why").textContent = say("without", { why });
  find(".again").hidden = false;
  if (pressed) find("#again").focus();
  forget();
}

function fit() {
  if (video.videoWidth) stage.style.setProperty("--ratio", video.videoWidth / video.videoHeight);
  show();
}

/* ---- what the user does ---- */

for (const button of steps) button.addEventListener("click", () => choose(button));
shutter.addEventListener("click", shoot);
find("#again").addEventListener("click", () => begin());
find("#skip").addEventListener("click", () => {
  if (!step.matches(".filed")) step.classList.add("skipped");
  next();
});
find("#cameras").addEventListener("change", (event) => begin(event.target.value));
opacity.addEventListener("input", () => (ghost.style.opacity = opacity.value / 100));
ghost.style.opacity = opacity.value / 100;
video.addEventListener("resize", fit);
addEventListener("resize", show);
addEventListener("pagehide", () => stop(video));
addEventListener("pageshow", (event) => event.persisted && begin());
addEventListener("keydown", (event) => {
  const own = event.target.closest?.("button, input, select, a, label, summary");
  if (event.code !== "Space" || event.repeat || own || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  shoot();
});

find("#choose").addEventListener("change", (event) => {
  sendFiles(event.target.files);
  event.target.value = "";
});
for (const place of [stage, find(".dropping")]) {
  place.addEventListener("dragover", () => place.classList.add("over"));
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    place.classList.remove("over");
    sendFiles(event.dataTransfer.files);
  });
}
/* Beside the places a dropped photo would be opened instead of the page. */
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());

choose(step);
begin();
