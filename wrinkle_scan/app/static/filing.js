/* Photos dropped on a patient: each is sent and looked at as it comes; all are filed after one look by the user. */

import { arrange, ask, post, takeOut } from "./app.js";
import { say as word } from "./words.js";

const POLL_MS = 300;
const SENT_AT_ONCE = 3;
const section = document.getElementById("filing");
const input = document.getElementById("choose");
const heard = document.getElementById("filing-heard"); // for who does not see it
const form = document.getElementById("checking");
const list = section.querySelector(".dropped");
const status = document.getElementById("filing-status");
const say = (sentence) => (status.textContent = sentence);
const waiting = []; // files that are not sent yet
const chosen = new Map(); // a photo's id -> what the user entered: { date, expression }
let photos = [];
let tray = null;
let under_way = 0;
let polling = false;
let arrived = 0; // how many photos the server has taken

/* ---- photos in ---- */

function take(files) {
  say("");
  waiting.push(...files);
  while (under_way < SENT_AT_ONCE && waiting.length) send();
}

/** The address of the tray, which the first photo makes; asked for again where that failed. */
const own_tray = () =>
  (tray ??= post(section.dataset.begin).then(
    (made) => made.address,
    (error) => {
      tray = null;
      throw error;
    },
  ));

async function send() {
  under_way += 1;
  while (waiting.length) {
    const file = waiting.shift();
    show();
    try {
      if (file.size > Number(section.dataset.mostBytes)) throw new Error(word("large"));
      const headers = { "Content-Type": "application/octet-stream" };
      const query = new URLSearchParams({ name: file.name });
      photos.push(await ask(`${await own_tray()}/photos?${query}`, { method: "POST", headers, body: file }));
      arrived += 1;
      poll();
    } catch (error) {
      say(error.message.startsWith(file.name) ? error.message : `${file.name}: ${error.message}`);
    }
  }
  under_way -= 1;
  show();
}

async function poll() {
  if (polling) return;
  polling = true;
  try {
    do {
      const known = arrived;
      const answer = await ask(await tray);
      if (known === arrived) ({ photos } = answer); // else it may be from before a photo that has come since
      show();
      await new Promise((resume) => setTimeout(resume, POLL_MS));
    } while (photos.some((photo) => photo.state === "looking"));
  } catch (error) {
    say(error.message);
  }
  polling = false;
  show();
}

async function change(path, values) {
  try {
    ({ photos } = await post(`${await tray}${path}`, values));
    show();
    poll();
  } catch (error) {
    say(error.message);
  }
}

/* ---- what is seen ---- */

const usable = (photo) => photo.state === "ready" && !photo.same_as && !photo.composite;
const entered = (photo) => {
  const own = chosen.get(photo.id) ?? {};
  return { date: own.date ?? photo.date ?? "", expression: own.expression ?? photo.expression };
};

function show() {
  const begun = photos.length > 0 || waiting.length > 0 || under_way > 0;
  form.hidden = !begun;
  section.classList.toggle("empty", !begun);
  section.querySelector(".place .button").textContent = word(begun ? "add_more" : "add");
  const items = new Map([...list.children].map((item) => [item.dataset.id, item]));
  for (const [id, item] of items) if (!photos.some((photo) => photo.id === id)) takeOut(item, input);
  const named = (one, other) => one.name.localeCompare(other.name, undefined, { numeric: true });
  arrange(list, [...photos].sort(named).map((photo) => draw(items.get(photo.id) ?? newItem(photo), photo)));
  const count = photos.filter(usable).length;
  const busy = waiting.length + under_way > 0 || photos.some((photo) => photo.state === "looking");
  const button = document.getElementById("file");
  button.textContent = word(count === 1 ? "file_one" : "file_many", { count });
  if (heard.dataset.busy && !busy) heard.textContent = [...list.querySelectorAll(".problem:not([hidden])"), button].map(spoken).join(" ");
  heard.dataset.busy = busy || "";
  button.disabled = busy || count === 0;
  form.querySelector(".all-days").hidden = count < 2;
}

/** What is wrong with a photo, with its name, or what the button does. */
function spoken(element) {
  const name = element.closest(".photo")?.querySelector(".name").textContent;
  return [name, element.textContent].filter(Boolean).join(": ");
}

function newItem(photo) {
  const item = document.getElementById("dropped").content.firstElementChild.cloneNode(true);
  item.dataset.id = photo.id;
  item.querySelector(".name bdi").textContent = photo.name;
  item.querySelector(".name").append(photo.part ? ` (${photo.part})` : "");
  item.querySelector(".remove .unseen").textContent = ` ${photo.name}`;
  item.querySelector(".placeholder").textContent = photo.name.split(".").pop().toUpperCase();
  for (const radio of item.querySelectorAll("input[type=radio]")) {
    radio.name = `expression-${photo.id}`;
    radio.addEventListener("change", () => enter(photo.id, { expression: radio.value }));
  }
  item.querySelector("legend").textContent = word("asked", { name: photo.name });
  item.querySelector("input[type=date]").addEventListener("input", (event) => enter(photo.id, { date: event.target.value }));
  item.querySelector(".remove").addEventListener("click", () => change(`/photos/${photo.id}/remove`));
  for (const button of item.querySelectorAll("[data-how]")) {
    button.addEventListener("click", () => change(`/photos/${photo.id}/cut`, { how: button.dataset.how }));
  }
  return item;
}

const enter = (id, values) => chosen.set(id, { ...chosen.get(id), ...values });

function draw(item, photo) {
  const image = item.querySelector("img");
  if (photo.thumbnail && image.getAttribute("src") !== photo.thumbnail) image.src = photo.thumbnail;
  image.hidden = !photo.thumbnail;
  item.querySelector(".placeholder").hidden = Boolean(photo.thumbnail);
  item.querySelector("progress").hidden = photo.state !== "looking";
  const same = photo.same_as ? word("same", { path: photo.same_as }) : "";
  const problem = item.querySelector(".problem");
  problem.textContent = same || [photo.problem, photo.remedy, photo.note].filter(Boolean).join(" ");
  problem.hidden = !problem.textContent;
  problem.classList.toggle("known", Boolean(same));
  item.querySelector(".cut").hidden = !photo.composite || Boolean(photo.same_as);
  item.querySelector(".filed-as").hidden = !usable(photo);
  const { date, expression } = entered(photo);
  const day = item.querySelector("input[type=date]");
  if (document.activeElement !== day) day.value = date;
  for (const radio of item.querySelectorAll("input[type=radio]")) radio.checked = radio.value === (expression ?? null);
  return item;
}

/* ---- what the user does ---- */

input.addEventListener("change", () => {
  take([...input.files]);
  input.value = "";
});
addEventListener("dragover", (event) => {
  event.preventDefault();
  section.classList.add("over");
});
addEventListener("dragleave", (event) => event.relatedTarget || section.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  section.classList.remove("over");
  take([...event.dataTransfer.files]);
});

form.querySelector(".all-days button").addEventListener("click", () => {
  const day = document.getElementById("all-days").value;
  if (!day) return say(word("day_first"));
  for (const photo of photos) enter(photo.id, { date: day });
  show();
});

document.getElementById("discard").addEventListener("click", () => {
  input.focus();
  photos = [];
  waiting.length = 0;
  tray = null;
  chosen.clear();
  say("");
  show();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const filed = photos.filter(usable).map((photo) => ({ photo, ...entered(photo) }));
  const lacking = filed.find(({ date, expression }) => !date || expression == null);
  if (lacking) {
    const item = list.querySelector(`[data-id="${CSS.escape(lacking.photo.id)}"]`);
    item.querySelector(lacking.date ? "input[type=radio]" : "input[type=date]").focus();
    return say(word(lacking.date ? "no_expression" : "no_day", { name: lacking.photo.name }));
  }
  const button = document.getElementById("file");
  button.disabled = true;
  try {
    const sent = filed.map(({ photo, date, expression }) => ({ id: photo.id, date, expression: expression || null }));
    const answer = await post(`${await tray}/file`, { photos: sent });
    leaving = true;
    location.assign(answer.address);
  } catch (error) {
    say(error.message);
    button.disabled = false;
    button.focus();
  }
});

/* Photos that are not filed would be lost: the browser asks. */
let leaving = false;
addEventListener("beforeunload", (event) => {
  if (photos.some(usable) && !leaving) event.preventDefault();
});
