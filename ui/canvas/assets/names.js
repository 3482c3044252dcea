// Names of nodes where not all can be drawn: those in the window, the largest symbols first, none on another.
import { FONT, thin } from "./drawing.js";
import { overlap } from "./regions.js";

export const NAMED = 100;
const MOST = 110;
const SIZE = 13;
const LINE = 16;
const LEAST_RADIUS = 4.2;
const INVISIBLE = /<code>\u200b<\/code>|\u200b/g;

export class Names {
  constructor() {
    this.rows = [];
  }

  fill(nodes) {
    this.rows = nodes
      .map(({ id, size, label, many }) => ({ id, size, many, lines: label.replace(INVISIBLE, "").split("\n") }))
      .sort((one, other) => other.size - one.size);
  }

  // `first` are ids that are named before all others; `far` is the picture of which most stay without names.
  draw(pen, frame, { first, lit, taken, far, halo }, theme) {
    pen.font = `${SIZE}px ${FONT}`;
    pen.textAlign = "center";
    pen.textBaseline = "top";
    pen.lineJoin = "round";
    pen.lineWidth = 3.5;
    pen.strokeStyle = theme.paper;
    const boxes = [...taken];
    const before = boxes.length;
    for (const row of [...this.rows.filter(({ id }) => first.has(id)), ...this.rows]) {
      if (boxes.length - before >= MOST) break;
      const wanted = row.many || first.has(row.id);
      if (far && !wanted && row.size * frame.scale < LEAST_RADIUS) break;
      const box = this.boxOf(row, frame, pen);
      if (!box || boxes.some((other) => overlap(box, other))) continue;
      boxes.push(box);
      pen.fillStyle = !lit || far || lit.nodes.has(row.id) ? theme.ink : thin(theme.ink, theme.paper, lit.soft ? 0.5 : 0.2);
      row.lines.forEach((line, number) => {
        if (halo) pen.strokeText(line, box.x, box.top + number * LINE);
        pen.fillText(line, box.x, box.top + number * LINE);
      });
    }
  }

  boxOf(row, frame, pen) {
    const place = frame.placeOf(row.id);
    // vis-network draws while it is given new nodes: some are not there yet.
    if (!place) return null;
    const [middle, y] = place;
    if (middle < frame.free || middle > frame.width || y < 0 || y > frame.height) return null;
    row.width ??= Math.max(...row.lines.map((line) => pen.measureText(line).width));
    const half = row.width / 2 + 3;
    const x = Math.max(frame.free + half, Math.min(frame.width - half, middle));
    const reach = row.size * frame.scale + 4;
    const high = row.lines.length * LINE;
    // Below its symbol; above it where the window ends.
    const top = y + reach + high > frame.height ? y - reach - high : y + reach;
    return { x, left: x - half, right: x + half, top, bottom: top + high };
  }
}
