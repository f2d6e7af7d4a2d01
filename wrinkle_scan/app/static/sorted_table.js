/* A table that is sorted by its headers and filtered from outside: some rows at a time, the rest by a button. */

import { hide } from "./app.js";
import { say } from "./words.js";

const AT_ONCE = 100;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

export class SortedTable {
  /** columns: title, value(row) to sort by, cell(row) -> text or node, number: whether it is one. */
  constructor(place, caption, columns, rows) {
    Object.assign(this, { columns, rows, shown: rows, by: columns[0], down: false, most: AT_ONCE });
    this.all = rows.length;
    this.table = element("table", "rows");
    this.table.append(Object.assign(element("caption", "unseen"), { textContent: caption }));
    const head = this.table.createTHead().insertRow();
    for (const column of columns) head.append(this.header(column));
    this.body = this.table.createTBody();
    const frame = element("div", "wide");
    this.frame = Object.assign(frame, { tabIndex: 0 });
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", say("table", { caption }));
    frame.append(this.table);
    this.count = element("p", "small");
    this.count.setAttribute("role", "status");
    this.more = Object.assign(element("button"), { type: "button", textContent: say("more", { number: AT_ONCE }) });
    this.more.addEventListener("click", () => {
      this.most += AT_ONCE;
      this.draw();
    });
    place.replaceChildren(this.count, frame, this.more);
    this.draw();
  }

  header(column) {
    const cell = element("th", column.number ? "number" : "");
    cell.scope = "col";
    const button = Object.assign(element("button"), { type: "button", textContent: column.title });
    button.addEventListener("click", () => {
      this.down = this.by === column ? !this.down : false;
      this.by = column;
      this.draw();
    });
    cell.append(button);
    column.header = cell;
    return cell;
  }

  filter(keep) {
    this.shown = this.rows.filter(keep);
    this.most = AT_ONCE;
    this.draw();
  }

  draw() {
    const { value } = this.by;
    const sign = this.down ? -1 : 1;
    const sorted = [...this.shown].sort((a, b) => compare(value(a), value(b), sign));
    for (const column of this.columns) {
      if (column === this.by) column.header.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      else column.header.removeAttribute("aria-sort");
    }
    this.body.replaceChildren(...sorted.slice(0, this.most).map((row) => this.line(row)));
    this.more.hidden = false;
    if (sorted.length <= this.most) hide(this.more, this.frame);
    const some = Math.min(this.most, sorted.length);
    this.count.textContent = say(some < sorted.length ? "counted_some" : "counted", { number: sorted.length, of: this.all, some });
  }

  line(row) {
    const line = element("tr");
    this.columns.forEach((column, place) => {
      const cell = element(place ? "td" : "th", column.number ? "number" : "");
      if (!place) cell.scope = "row";
      cell.append(column.cell(row));
      line.append(cell);
    });
    return line;
  }
}

/* What is missing comes last, whichever way it is sorted. */
function compare(a, b, sign) {
  if (a === null || b === null) return (a === null) - (b === null);
  return sign * (typeof a === "number" ? a - b : collator.compare(a, b));
}

export function element(name, kind = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  return made;
}
