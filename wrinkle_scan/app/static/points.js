/* Injection points on a face: set by a tap, moved by drag or arrow keys, deleted, undone. A point is as the server
   has it: { muscle, side, place_mm, units }; a muscle's point has no place of its own until it is moved. */

import { FaceGrid } from "./face_grid.js";
import { say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const element = (name, values = {}) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
  return made;
};

export class Points {
  /** `changed` is called after each change, by the user's hand or by undo. */
  constructor(svg, points, changed) {
    Object.assign(this, { svg, points, changed, past: [], face: null });
    svg.addEventListener("click", (event) => this.face && !event.target.closest(".point") && this.add(this.mmAt(event)));
  }

  /** Shows another face below the points. */
  show(face) {
    this.face = face;
    this.grid = new FaceGrid(face.grid);
    const [width, height] = face.size;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.radius = width / 38;
    this.draw();
  }

  /** Where a point lies, in mm; a muscle's is its usual one on this face. */
  place(point) {
    if (point.place_mm) return point.place_mm;
    const usual = this.face?.muscles.find(({ muscle, side }) => muscle === point.muscle && side === point.side);
    return usual?.mm ?? [0, 0];
  }

  words(point) {
    if (point.muscle) return [say(point.muscle), point.side && say(`${point.side}_side`)].filter(Boolean).join(", ");
    const [u, v] = point.place_mm.map(Math.round);
    const across = u === 0 ? say("middle") : say(u > 0 ? "to_left" : "to_right", { mm: Math.abs(u) });
    return say(v < 0 ? "below_eyes" : "above_eyes", { across, mm: Math.abs(v) });
  }

  /** Regions in which points lie. */
  regions() {
    if (!this.face) return [];
    const inside = (name) => this.points.some((point) => within(this.place(point), this.face.regions[name]));
    return Object.keys(this.face.regions).filter(inside);
  }

  add(mm) {
    const units = this.points.at(-1)?.units ?? null;
    this.change([...this.points, { muscle: null, side: null, place_mm: this.grid.within(mm), units }]);
    this.focus(this.points.length - 1);
  }

  move(index, mm, remember = true) {
    const moved = { ...this.points[index], muscle: null, side: null, place_mm: this.grid.within(mm) };
    this.change(this.points.with(index, moved), remember);
  }

  remove(index) {
    this.change(this.points.toSpliced(index, 1));
    this.focus(Math.min(index, this.points.length - 1));
  }

  setUnits(index, units) {
    this.points[index].units = units;
    this.drawMarkers();
    this.changed(false);
  }

  undo() {
    const at = [...(this.markers?.children ?? [])].indexOf(document.activeElement);
    this.points = this.past.pop() ?? this.points;
    this.draw();
    this.changed(true);
    if (at >= 0) this.focus(Math.min(at, this.points.length - 1));
  }

  /** Where there is no point any more, the button that adds one has the focus. */
  focus(index) {
    (this.svg.querySelectorAll(".point")[index] ?? document.getElementById("add")).focus();
  }

  change(points, remember = true) {
    if (remember) this.past.push(this.points.map((point) => ({ ...point })));
    this.points = points;
    this.drawMarkers();
    this.changed(true);
  }

  draw() {
    if (!this.face) return;
    const [width, height] = this.face.size;
    const below = this.face.picture
      ? [element("image", { href: this.face.picture, width, height })]
      : this.face.lines.map((d) => element("path", { d, class: "line" }));
    this.markers = element("g");
    this.svg.replaceChildren(...below, this.markers);
    this.drawMarkers();
  }

  /* Markers are kept where they can be: one that has the focus or is dragged must stay the same element. */
  drawMarkers() {
    if (!this.face) return;
    while (this.markers.children.length > this.points.length) this.markers.lastChild.remove();
    while (this.markers.children.length < this.points.length) this.markers.append(this.marker(this.markers.children.length));
    this.points.forEach((point, index) => {
      const marker = this.markers.children[index];
      const [x, y] = this.grid.toPicture(this.place(point));
      marker.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      const { units } = point;
      const words = say("point", { number: index + 1 }) + this.words(point);
      marker.setAttribute("aria-label", units == null || units === "" ? words : say("with_units", { words, units }));
    });
  }

  marker(index) {
    const marker = element("g", { class: "point", tabindex: 0, role: "button", "aria-keyshortcuts": "Delete" });
    const text = element("text", { "font-size": this.radius * 1.25, "text-anchor": "middle", dy: "0.36em" });
    text.textContent = index + 1;
    marker.append(element("circle", { r: this.radius * 1.7, class: "reach" }), element("circle", { r: this.radius }), text);
    marker.addEventListener("keydown", (event) => this.key(event, index));
    marker.addEventListener("pointerdown", (event) => this.drag(event, marker, index));
    return marker;
  }

  key(event, index) {
    const step = KEYS[event.key];
    if (step) {
      const by = event.shiftKey ? 5 : 1;
      const [u, v] = this.place(this.points[index]);
      this.move(index, [u + step[0] * by, v + step[1] * by]);
    } else if (event.key === "Delete" || event.key === "Backspace") this.remove(index);
    else if (event.key === "z" && (event.ctrlKey || event.metaKey)) this.undo();
    else return;
    event.preventDefault();
  }

  drag(event, marker, index) {
    marker.setPointerCapture(event.pointerId);
    marker.focus();
    event.preventDefault();
    let moved = false;
    const follow = (now) => {
      if (!moved && Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) < 4) return;
      this.move(index, this.mmAt(now), !moved);
      moved = true;
    };
    marker.addEventListener("pointermove", follow);
    const end = () => marker.removeEventListener("pointermove", follow);
    marker.addEventListener("pointerup", end, { once: true });
    marker.addEventListener("pointercancel", end, { once: true });
  }

  mmAt(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return this.grid.toMm([at.x, at.y]);
  }
}

function within([x, y], polygon) {
  let inside = false;
  polygon.forEach(([x1, y1], index) => {
    const [x2, y2] = polygon.at(index - 1);
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}
