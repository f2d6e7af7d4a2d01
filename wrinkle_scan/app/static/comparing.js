/* Compare two photos: each is sent as soon as it is chosen, and measured while the others are. */

import { arrange, ask, filled, post, takeOut } from "./app.js";

const POLL_MS = 150;
const form = document.getElementById("comparing");
const status = document.getElementById("status");
const heard = document.getElementById("heard");
const words = JSON.parse(form.dataset.words);
const previews = new Map(); // a photo's id -> its object URL, until the server has a thumbnail
const sending = new Map(); // a made-up id -> a photo that is on its way
let photos = [];
let arrived = 0; // how many photos the server has taken
let address = form.dataset.comparison;
let polling = false;
let wanted = false;

/* ---- photos in ---- */

async function comparison() {
  if (!address) {
    address = post(form.dataset.begin).then((made) => made.address);
    try {
      address = await address;
    } catch (error) {
      address = ""; // the next photo asks again
      throw error;
    }
    history.replaceState(null, "", address);
  }
  return address;
}

async function send(file, visit) {
  const id = crypto.randomUUID();
  const url = URL.createObjectURL(file);
  const photo = { id, name: file.name, visit, state: "sending", notes: [] };
  previews.set(id, url);
  sending.set(id, photo);
  show();
  try {
    if (file.size > Number(form.dataset.mostBytes)) {
      throw new Error(filled(words.large, { most: Math.round(form.dataset.mostBytes / 1e6) }));
    }
    const query = new URLSearchParams({ visit, name: file.name });
    const headers = { "Content-Type": "application/octet-stream" };
    const taken = await ask(`${await comparison()}/photos?${query}`, { method: "POST", headers, body: file });
    sending.delete(id);
    previews.set(taken.id, url);
    if (!photos.some((known) => known.id === taken.id)) photos.push(taken);
    arrived += 1;
    poll();
  } catch (error) {
    Object.assign(photo, { state: "failed", problem: error.message, unsent: true });
  }
  show();
}

/* Two photos at once are one of each visit, if there is none yet: by their names, else in order. */
function take(files, visit) {
  const chosen = [...files];
  if (!chosen.length) return;
  say("");
  for (const photo of all()) if (photo.visit === visit && photo.state === "failed") remove(photo.id);
  if (chosen.length === 2 && !all().length) {
    const later = (file) => /after|follow|post|nach|depois|despu/i.test(file.name);
    chosen.sort((a, b) => later(a) - later(b) || a.name.localeCompare(b.name, undefined, { numeric: true }));
    send(chosen[0], "before");
    send(chosen[1], "after");
    return;
  }
  const room = Number(form.dataset.most) - all().filter((photo) => photo.visit === visit).length;
  for (const file of chosen.slice(0, room)) send(file, visit);
  if (chosen.length > room) say(filled(words.many, { most: form.dataset.most }));
}

/* ---- what the server knows ---- */

async function poll() {
  wanted = true; // also by a photo that came while the last answer was under way
  if (polling || !address) return;
  polling = true;
  try {
    while (wanted) {
      wanted = false;
      const known = arrived;
      const answer = await ask(`${await address}/photos`);
      if (known !== arrived) continue; // it may be from before a photo that has come since
      ({ photos } = answer);
      show();
      if (!photos.some((photo) => photo.state === "measuring")) continue;
      await new Promise((resume) => setTimeout(resume, POLL_MS));
      wanted = true;
    }
  } catch (error) {
    say(error.message);
  }
  polling = false;
}

async function change(path, values) {
  try {
    ({ photos } = await post(`${await comparison()}${path}`, values));
    show();
    poll();
  } catch (error) {
    say(error.message);
  }
}

/* ---- what is seen ---- */

const all = () => [...photos, ...sending.values()];
const say = (sentence) => (status.textContent = sentence);
/** For who does not see it. */
const hear = (photo) => (heard.textContent = [photo.name, words[photo.state], photo.problem].filter(Boolean).join(": "));

function show() {
  for (const section of form.querySelectorAll(".visit")) {
    const list = section.querySelector(".photos");
    const own = all().filter((photo) => photo.visit === section.dataset.visit);
    const items = new Map([...list.children].map((item) => [item.dataset.id, item]));
    for (const [id, item] of items) if (!own.some((photo) => photo.id === id)) takeOut(item, section.querySelector("input[type=file]"));
    arrange(list, own.map((photo) => draw(items.get(photo.id) || newItem(photo), photo)));
    section.classList.toggle("empty", own.length === 0);
    section.classList.toggle("failed", own.length > 0 && own.every((photo) => photo.state === "failed"));
    section.querySelector(".place").hidden = own.length >= Number(form.dataset.most);
  }
  const times = ["before", "after"].map((visit) => photos.find((photo) => photo.visit === visit)?.captured_at);
  document.getElementById("order").hidden = !(times[0] && times[1] && times[0].slice(0, 10) > times[1].slice(0, 10));
  guessExpression();
  prepare();
}

function newItem(photo) {
  const item = document.getElementById("photo").content.firstElementChild.cloneNode(true);
  item.dataset.id = photo.id;
  item.querySelector(".name bdi").textContent = photo.name;
  item.querySelector(".remove .unseen").textContent = ` ${photo.name}`;
  item.querySelector(".placeholder").textContent = photo.name.split(".").pop().toUpperCase();
  const image = item.querySelector("img");
  image.addEventListener("error", () => picture(item, false));
  image.addEventListener("load", () => picture(item, true));
  item.querySelector(".remove").addEventListener("click", () => remove(item.dataset.id));
  for (const button of item.querySelectorAll("[data-how]")) {
    button.addEventListener("click", () => change(`/photos/${item.dataset.id}/cut`, { how: button.dataset.how }));
  }
  return item;
}

function picture(item, shown) {
  item.querySelector("img").hidden = !shown;
  item.querySelector(".placeholder").hidden = shown;
}

function draw(item, photo) {
  const image = item.querySelector("img");
  const source = photo.thumbnail || (photo.part ? "" : previews.get(photo.id)) || "";
  if (image.getAttribute("src") !== source) {
    if (source) image.setAttribute("src", source);
    else picture(item, false);
  }
  if (item.dataset.state === "measuring" && photo.state !== "measuring") hear(photo);
  item.dataset.state = photo.state;
  const parts = [photo.taken, photo.part && words[photo.part], words[photo.state]];
  item.querySelector(".state").textContent = parts.filter(Boolean).join(" · ");
  item.querySelector("progress").hidden = !["sending", "measuring"].includes(photo.state);
  const problem = item.querySelector(".problem");
  problem.hidden = !photo.problem;
  problem.textContent = photo.problem || "";
  const notes = item.querySelector(".notes");
  notes.hidden = !photo.notes.length;
  notes.replaceChildren(...photo.notes.map((note) => Object.assign(document.createElement("li"), { textContent: note })));
  item.querySelector(".cut").hidden = !photo.composite;
  return item;
}

function remove(id) {
  if (sending.delete(id)) show();
  else change(`/photos/${id}/remove`);
}

/* What all names say is chosen for the user, until the user chooses. */
let chosenByUser = Boolean(form.querySelector("input[name=expression]:checked"));
function guessExpression() {
  const said = new Set(photos.map((photo) => photo.expression));
  if (chosenByUser || said.size !== 1 || said.has(null)) return;
  const radio = form.querySelector(`input[name=expression][value="${[...said][0]}"]`);
  if (radio) radio.checked = true;
}

/* Once all is known the answer is asked for, before the user does: that is the time it takes to reach the button. */
let prepared = "";
function prepare() {
  const chosen = form.querySelector("input[name=expression]:checked");
  const ready = !sending.size && photos.every((photo) => photo.state !== "failed");
  if (!chosen || !ready || new Set(photos.map((photo) => photo.visit)).size < 2) return;
  const question = JSON.stringify([photos.map((photo) => [photo.id, photo.visit]), chosen.value]);
  if (question === prepared) return;
  prepared = question;
  askAbout(chosen.value).catch(() => {});
}
const askAbout = async (expression) => post(`${await comparison()}/ask`, { expression: expression || null });

/* ---- what the user does ---- */

for (const section of form.querySelectorAll(".visit")) {
  const input = section.querySelector("input[type=file]");
  input.addEventListener("change", () => {
    take(input.files, section.dataset.visit);
    input.value = "";
  });
  section.addEventListener("dragover", (event) => {
    event.preventDefault();
    section.classList.add("over");
  });
  section.addEventListener("dragleave", () => section.classList.remove("over"));
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    section.classList.remove("over");
    take(event.dataTransfer.files, section.dataset.visit);
  });
}
/* Beside the places a dropped photo would be opened instead of the page. */
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());

form.addEventListener("change", (event) => {
  if (event.target.name !== "expression") return;
  chosenByUser = true;
  prepare();
});
document.getElementById("swap").addEventListener("click", () => change("/swap"));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const missing = ["before", "after"].filter((visit) => !all().some((photo) => photo.visit === visit));
  const expression = form.elements.expression.value;
  const failed = all().find((photo) => photo.state === "failed");
  if (missing.length) return say(words[missing.length > 1 ? "none" : `none_${missing[0]}`]);
  if (failed) return say(filled(words.refused, { name: failed.name }));
  if (!form.querySelector("input[name=expression]:checked")) {
    form.querySelector("input[name=expression]").focus();
    return say(words.expression);
  }
  say("");
  document.getElementById("compare").disabled = true;
  try {
    while (sending.size) await new Promise((resume) => setTimeout(resume, 50));
    location.assign((await askAbout(expression)).address);
  } catch (error) {
    say(error.message);
    document.getElementById("compare").disabled = false;
    document.getElementById("compare").focus();
  }
});

/* Back to this page: what the browser kept of it may be old. */
addEventListener("pageshow", () => {
  document.getElementById("compare").disabled = false;
  show();
  poll();
});
