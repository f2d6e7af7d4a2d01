/* The whole folder: measured in the background; its numbers as tables and a plot. */

import { ask, follow, post } from "./app.js";
import { plot } from "./severity_plot.js";
import { SortedTable, element } from "./sorted_table.js";
import { day, howFar, showIn } from "./waiting.js";
import { say } from "./words.js";

const SIGNS = { improved: "↓", worsened: "↑", unchanged: "=", cannot_tell: "?" };
const measuring = document.getElementById("measuring");
const status = measuring.querySelector("[role=status]");
const far = measuring.querySelector("[data-say=progress]");
const bar = measuring.querySelector("progress");
const stop = measuring.querySelector("[data-do=stop]");
let job = measuring.dataset.job;

/* ---- measuring ---- */

function state(name) {
  for (const part of measuring.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== name;
}

async function watch() {
  state("running");
  status.textContent = "";
  stop.focus();
  try {
    await follow(job, (now) => {
      showIn(bar, now);
      far.textContent = now.stopping ? say("ending") : howFar(now);
      stop.textContent = say(now.stopping ? "stop_at_once" : "stop");
    });
    location.reload();
  } catch (error) {
    state("idle");
    measuring.querySelector("[data-do=measure]").focus();
    status.textContent = error.message;
  }
}

async function measure(retry) {
  try {
    job = (await post(`${measuring.dataset.begin}${retry ? "?retry=1" : ""}`)).id;
    watch();
  } catch (error) {
    status.textContent = error.message;
  }
}

measuring.querySelector("[data-do=measure]").addEventListener("click", () => measure(false));
document.querySelector("[data-do=retry]")?.addEventListener("click", () => measure(true));
stop.addEventListener("click", () => post(`/jobs/${encodeURIComponent(job)}/stop`));
if (job) watch();

/* ---- what was found ---- */

const results = document.getElementById("results");
if (results) {
  const form = results.querySelector(".filter");
  const found = await ask(results.dataset.rows);
  const title = (row) => {
    const words = found.expressions[row.expression ?? ""] ?? row.expression;
    return row.view && row.view !== "front" ? say(`${row.view}_side`, { words }) : words;
  };
  const { regions } = found;
  const pairs = new SortedTable(results.querySelector("[data-table=pairs]"), say("follow_ups"), pairColumns(regions, title), found.pairs);
  const photos = new SortedTable(results.querySelector("[data-table=photos]"), say("photos"), photoColumns(regions, title), found.photos);
  const place = results.querySelector("[data-plot]");
  const caption = results.querySelector("figcaption");
  const word = (photo) => [photo.patient, day(photo.visit_date), title(photo)].filter(Boolean).join(", ");
  const show = () => {
    const wanted = keeps(form);
    pairs.filter((pair) => wanted(pair, pair.after_date));
    photos.filter((photo) => wanted(photo, photo.visit_date));
    draw();
  };
  const draw = () => {
    caption.textContent = `${plot(place, regions, photos.shown, word)} ${say("dots")}`;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  let width = 0;
  new ResizeObserver(() => {
    if (place.clientWidth !== width) draw();
    width = place.clientWidth;
  }).observe(place);
}

function keeps(form) {
  const { patient, expression, from, to } = Object.fromEntries(new FormData(form));
  const words = patient.toLowerCase().split(/\s+/).filter(Boolean);
  return (row, when) =>
    words.every((one) => (row.patient ?? "").toLowerCase().includes(one)) &&
    (expression === "any" || (row.expression ?? "") === expression) &&
    (!from || (when ?? "") >= from) &&
    (!to || (when !== null && when <= to));
}

function photoColumns(regions, title) {
  return [
    { title: say("patient"), value: (row) => row.patient, cell: (row) => whose(row) },
    { title: say("day"), value: (row) => row.visit_date, cell: (row) => when(row.visit_date) },
    { title: say("expression"), value: title, cell: title },
    ...regions.map(([name, region]) => ({
      title: region,
      number: true,
      value: (row) => row.regions[name]?.severity ?? null,
      cell: (row) => severity(row.regions[name]),
    })),
    { title: say("photo"), value: (row) => row.path, cell: (row) => bdi(row.path) },
  ];
}

function pairColumns(regions, title) {
  return [
    { title: say("patient"), value: (row) => row.patient, cell: (row) => whose(row) },
    { title: say("expression"), value: title, cell: title },
    { title: say("first_visit"), value: (row) => row.before_date, cell: (row) => when(row.before_date) },
    { title: say("follow_up"), value: (row) => row.after_date, cell: (row) => when(row.after_date) },
    ...regions.map(([name, region]) => ({
      title: region,
      value: (row) => row.regions[name]?.change_percent ?? null,
      cell: (row) => verdict(row.regions[name], row.reason),
    })),
  ];
}

function whose(row) {
  if (!row.patient) return say("not_known");
  const link = Object.assign(element("a"), { href: `/patients/${encodeURIComponent(row.patient)}` });
  link.append(bdi(row.patient));
  return link;
}

function when(iso) {
  return Object.assign(element("span", "day"), { textContent: day(iso) || say("not_known") });
}

function bdi(text) {
  return Object.assign(element("bdi"), { textContent: text });
}

function severity(region) {
  return typeof region?.severity === "number" ? String(Math.round(region.severity)) : why("–", region?.reason);
}

function verdict(region, reason) {
  if (!region) return why(say("not_compared"), reason);
  const cell = element("span", `${region.verdict} verdict-cell`);
  const sign = Object.assign(element("span", "sign"), { textContent: SIGNS[region.verdict] });
  sign.setAttribute("aria-hidden", "true");
  const changed = region.verdict === "improved" || region.verdict === "worsened";
  cell.append(sign, say(region.verdict) + (changed ? ` ${percent(region.change_percent)}` : ""));
  return why(cell, [measured(region), region.reason].filter(Boolean).join(". "));
}

function measured({ change_percent: change, ci95_low_percent: low, ci95_high_percent: high }) {
  return low === null ? "" : say("measured", { change: percent(change), low: percent(low), high: percent(high) });
}

function percent(number) {
  const whole = Math.round(number);
  return `${whole > 0 ? "+" : whole < 0 ? "−" : ""}${Math.abs(whole)}\u00a0%`;
}

/* What is short in the table, and opens to say why. */
function why(short, reason) {
  if (!reason) return short;
  const cell = element("details", "why");
  const summary = element("summary");
  summary.append(short);
  cell.append(summary, Object.assign(element("p"), { textContent: reason.replace(/[^.]$/, "$&.") }));
  return cell;
}
