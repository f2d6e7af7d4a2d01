/* One treatment: its fields, its points on a face, and what happens where another window was faster. */

import { ask, follow, post } from "./app.js";
import { Points } from "./points.js";
import { say as word } from "./words.js";

const form = document.getElementById("treatment");
const list = form.querySelector(".points");
const status = document.getElementById("status");
const conflict = document.getElementById("conflict");
const sum = document.getElementById("sum");
const say = (sentence) => (status.textContent = sentence);
const inWords = (value) => value.toLocaleString(document.documentElement.lang, { useGrouping: false });
const number = (text) => Number(String(text).trim().replace(",", "."));
const points = new Points(document.getElementById("canvas"), JSON.parse(form.dataset.points), changed);
const ticked = new Set(); // regions that were ticked for the user
let unitsTyped = form.elements.units.value !== "";
let saved = true;

/* ---- points and their list ---- */

function changed(anew) {
  saved = false;
  if (anew) drawList();
  document.getElementById("undo").disabled = !points.past.length;
  if (points.face) tick(new Set(points.regions()));
  showSum();
}

/* What a point lies in is ticked for the user, and no longer when it has gone; what the user has ticked stays. */
function tick(regions) {
  for (const box of form.querySelectorAll("[name=region]")) {
    if (regions.has(box.value) && !box.checked) {
      box.checked = true;
      ticked.add(box.value);
    } else if (!regions.has(box.value) && ticked.delete(box.value)) box.checked = false;
  }
}

function showSum() {
  const units = points.points.map((point) => number(point.units ?? "")).filter((value) => value > 0);
  const total = Math.round(units.reduce((one, other) => one + other, 0) * 100) / 100;
  sum.textContent = units.length ? word("sum", { total: inWords(total) }) : "";
  if (units.length && !unitsTyped) form.elements.units.value = inWords(total);
}

function drawList() {
  const items = points.points.map((point, index) => {
    const item = document.getElementById("point").content.firstElementChild.cloneNode(true);
    item.querySelector(".number").textContent = index + 1;
    item.querySelector(".where").textContent = points.words(point);
    item.querySelector("label .unseen").textContent = word("point", { number: index + 1 });
    item.querySelector("button .unseen").textContent = word("this_point", { number: index + 1 });
    const input = item.querySelector("input");
    input.value = typeof point.units === "number" ? inWords(point.units) : (point.units ?? "");
    input.addEventListener("input", () => points.setUnits(index, input.value));
    item.querySelector("button").addEventListener("click", () => points.remove(index));
    return item;
  });
  list.replaceChildren(...items);
}

async function showFace(path) {
  try {
    const query = path ? `?${new URLSearchParams({ path })}` : "";
    const begun = await post(`${form.dataset.face}${query}`);
    const ended = await follow(begun.job);
    if (ended.state !== "done") throw new Error(ended.error ?? word("no_face"));
    points.show(await ask(begun.address));
    drawList();
    say("");
  } catch (error) {
    say(word("drawn_face", { why: error.message }));
  }
}

document.getElementById("face").addEventListener("change", (event) => showFace(event.target.value));
document.getElementById("add").addEventListener("click", () => points.face && points.add([0, 15]));
document.getElementById("undo").addEventListener("click", () => {
  points.undo();
  if (!points.past.length) document.getElementById("add").focus(); // this button is disabled now
});

/* ---- saving ---- */

function values() {
  const { date, product, batch, injector, units } = form.elements;
  const regions = [...form.querySelectorAll("[name=region]:checked")].map((box) => box.value);
  const line = form.dataset.line === "" ? null : Number(form.dataset.line);
  return {
    date: date.value, product: product.value, batch: batch.value, injector: injector.value, units: units.value,
    regions, points: points.points, line, mark: form.dataset.mark,
  };
}

async function save() {
  const button = form.querySelector("button.main");
  button.disabled = true;
  conflict.hidden = true;
  say("");
  try {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const response = await fetch(form.dataset.save, { method: "POST", headers, body: JSON.stringify(values()) });
    const answer = await response.json();
    if (response.status === 409) showConflict(answer);
    else if (!response.ok) throw new Error(answer.error);
    else {
      saved = true;
      location.assign(answer.address);
      return;
    }
  } catch (error) {
    say(error instanceof TypeError || error instanceof SyntaxError ? word("ended") : error.message);
  }
  button.disabled = false;
  (conflict.hidden ? button : conflict.querySelector(".mine")).focus();
}

function showConflict(answer) {
  conflict.hidden = false;
  conflict.querySelector("p").textContent = answer.error;
  const other = conflict.querySelector("a");
  other.hidden = !answer.now;
  if (answer.now) other.href = answer.now;
  const mine = conflict.querySelector(".mine");
  mine.textContent = word(answer.now ? "mine_instead" : "mine_as_new");
  mine.onclick = () => {
    if (answer.now) form.dataset.mark = answer.mark;
    else form.dataset.line = "";
    save();
  };
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!form.elements.date.value) {
    form.elements.date.focus();
    return say(word("no_day"));
  }
  if (!form.querySelector("[name=region]:checked")) {
    form.querySelector("[name=region]").focus();
    return say(word("no_region"));
  }
  save();
});
form.addEventListener("input", (event) => {
  saved = false;
  if (event.target.name === "region") ticked.delete(event.target.value);
});
form.elements.units.addEventListener("input", () => {
  unitsTyped = form.elements.units.value !== "";
  showSum();
});
addEventListener("beforeunload", (event) => saved || event.preventDefault());

drawList();
showSum();
showFace("");
