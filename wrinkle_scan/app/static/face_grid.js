/* Millimetres on a face: from a place, as treatments.csv has it, to the picture and back, by a grid of known places. */

export class FaceGrid {
  constructor({ left, low, step, columns, rows, nodes }) {
    Object.assign(this, { left, low, step, columns, rows, nodes });
  }

  /** Where a place in mm, [to the patient's left, up], lies in the picture. */
  toPicture([u, v]) {
    const x = clamp((u - this.left) / this.step, 0, this.columns - 1.001);
    const y = clamp((v - this.low) / this.step, 0, this.rows - 1.001);
    const [i, j, a, b] = [Math.floor(x), Math.floor(y), x % 1, y % 1];
    const [p, q, r, s] = [this.nodes[j][i], this.nodes[j][i + 1], this.nodes[j + 1][i], this.nodes[j + 1][i + 1]];
    return [0, 1].map((k) => (p[k] * (1 - a) + q[k] * a) * (1 - b) + (r[k] * (1 - a) + s[k] * a) * b);
  }

  /** The place in mm of a point of the picture: the nearest node, then Newton's steps. */
  toMm(point) {
    let best = [0, 0];
    let least = Infinity;
    this.nodes.forEach((row, j) =>
      row.forEach((node, i) => {
        const away = Math.hypot(node[0] - point[0], node[1] - point[1]);
        if (away < least) [least, best] = [away, [i, j]];
      }),
    );
    let place = [this.left + best[0] * this.step, this.low + best[1] * this.step];
    for (let round = 0; round < 8; round += 1) {
      const here = this.toPicture(place);
      const [e, f] = [point[0] - here[0], point[1] - here[1]];
      const [du, dv] = [[0.5, 0], [0, 0.5]].map(([a, b]) => {
        const [more, less] = [1, -1].map((sign) => this.toPicture([place[0] + sign * a, place[1] + sign * b]));
        return [more[0] - less[0], more[1] - less[1]];
      });
      const area = du[0] * dv[1] - du[1] * dv[0];
      if (Math.abs(area) < 1e-6) break;
      place = this.within([
        place[0] + (e * dv[1] - f * dv[0]) / area,
        place[1] + (f * du[0] - e * du[1]) / area,
      ]);
    }
    return place.map((mm) => Math.round(mm * 10) / 10);
  }

  /** The nearest place that the grid covers. */
  within([u, v]) {
    const right = this.left + (this.columns - 1) * this.step;
    return [clamp(u, this.left, right), clamp(v, this.low, this.low + (this.rows - 1) * this.step)];
  }
}

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
