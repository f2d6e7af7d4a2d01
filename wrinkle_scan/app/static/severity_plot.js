/* Severities by region, each photo a dot; a box for the middle half, a bar for the median. */

import { say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST_DOTS = 600;
const HEIGHT = 320;
const EDGE = { left: 44, right: 8, top: 12, bottom: 64 };
const NARROW = 100;

/** regions: each name with its title; photos: as the server lists them; word(photo) names one. */
export function plot(place, regions, photos, word) {
  const width = Math.max(place.clientWidth, 260);
  const svg = make("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": say("plot") });
  const severities = photos.flatMap((photo) => regions.map(([name]) => photo.regions[name]?.severity ?? 0));
  const most = Math.max(0, ...severities) > 50 ? 100 : 50;
  const y = (severity) => EDGE.top + ((most - severity) / most) * (HEIGHT - EDGE.top - EDGE.bottom);
  for (const tick of [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => share * most)) {
    svg.append(make("line", { class: "grid", x1: EDGE.left, x2: width - EDGE.right, y1: y(tick), y2: y(tick) }));
    svg.append(make("text", { x: EDGE.left - 8, y: y(tick) + 5, "text-anchor": "end" }, Math.round(tick)));
  }
  const step = (width - EDGE.left - EDGE.right) / regions.length;
  const words = [];
  regions.forEach(([name, title], place) => {
    const x = EDGE.left + step * (place + 0.5);
    const seen = photos.filter((photo) => typeof photo.regions[name]?.severity === "number");
    const values = seen.map((photo) => photo.regions[name].severity).sort((a, b) => a - b);
    const half = Math.min(step * 0.32, 46);
    if (values.length > 3) {
      const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
      svg.append(make("rect", { class: "box", x: x - half, width: 2 * half, y: y(high), height: Math.max(y(low) - y(high), 1) }));
    }
    if (seen.length <= MOST_DOTS) {
      seen.forEach((photo, number) => {
        const beside = (((number * 0.618034) % 1) - 0.5) * half * 1.5;
        const severity = photo.regions[name].severity;
        const dot = make("circle", { class: "dot", cx: x + beside, cy: y(severity), r: 4 });
        dot.append(make("title", {}, `${word(photo)}: ${Math.round(severity)}`));
        svg.append(dot);
      });
    }
    if (values.length) {
      const middle = y(quantile(values, 0.5));
      svg.append(make("line", { class: "median", x1: x - half, x2: x + half, y1: middle, y2: middle }));
    }
    lines(title, step).forEach((part, row) => {
      svg.append(make("text", { x, y: HEIGHT - EDGE.bottom + 20 + 18 * row, "text-anchor": "middle" }, part));
    });
    words.push(summary(title, values));
  });
  place.replaceChildren(svg);
  return words.join(" ");
}

/* A region's title in as many lines as there is room for. */
function lines(title, width) {
  return width < NARROW ? title.replace(",", "").split(" ") : title.split(", ");
}

function summary(title, values) {
  if (!values.length) return say("unseen", { title });
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => Math.round(quantile(values, share)));
  return say("spread", { title, low, middle, high });
}

function quantile(sorted, share) {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  return sorted[below] + (place - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}

function make(name, values, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}
