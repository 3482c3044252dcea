// The clusters of a large picture: a soft ground behind the nodes of each, and its name, readable at any zoom.
import { FONT, thin } from "./drawing.js";

const MARGIN = 44;
const HUES = ["#2563eb", "#0d9488", "#d97706", "#9333ea", "#db2777", "#65a30d", "#0891b2", "#b45309"];
const SMALL = 13;
const LARGE = 22;
const WEIGHT = 650;
const UPPER = 66;

export class Regions {
  constructor() {
    this.rows = [];
    this.shown = [];
    this.of = new Map();
  }

  // `clusters`: names, the largest first, and for each node in order the number of its cluster.
  fill({ names, of }, nodes) {
    this.rows = names.map((name, number) => ({ name, number, ids: [] }));
    of.forEach((number, at) => this.rows[number]?.ids.push(nodes[at].id));
    this.of = new Map(this.rows.flatMap(({ ids, number }) => ids.map((id) => [id, number])));
    this.shown = [];
  }

  // Takes the regions' shapes from where the nodes stand now.
  measure(places) {
    for (const row of this.rows) {
      const points = nearOnes(row.ids.map((id) => places[id]).filter(Boolean));
      row.hull = hullOf(points);
      row.box = {
        left: Math.min(...points.map(({ x }) => x)) - MARGIN,
        right: Math.max(...points.map(({ x }) => x)) + MARGIN,
        top: Math.min(...points.map(({ y }) => y)) - MARGIN,
        bottom: Math.max(...points.map(({ y }) => y)) + MARGIN,
      };
    }
  }

  drawGrounds(pen, theme) {
    pen.lineJoin = "round";
    pen.lineCap = "round";
    pen.lineWidth = 2 * MARGIN;
    for (const { hull, number } of this.rows) {
      if (!hull) continue;
      pen.fillStyle = pen.strokeStyle = thin(HUES[number % HUES.length], theme.paper, 0.1);
      pen.beginPath();
      for (const { x, y } of hull) pen.lineTo(x, y);
      pen.closePath();
      pen.fill();
      pen.stroke();
    }
  }

  // The names in pixels of the window: the largest first, each at its region's upper edge or where else of
  // it there is room; one that would lie on another is left out. Gives the boxes that they take.
  drawNames(pen, frame, halo, theme) {
    this.shown = [];
    pen.textBaseline = "middle";
    pen.textAlign = "center";
    pen.lineJoin = "round";
    for (const row of this.rows) {
      if (!row.box) continue;
      row.ems ??= widthOf(pen, row.name);
      const size = Math.max(SMALL, Math.min(LARGE, ((row.box.right - row.box.left) * frame.scale) / row.ems));
      const spot = freeSpot(row.box, frame, size, row.ems * size, this.shown);
      if (!spot) continue;
      this.shown.push({ ...spot, row });
      pen.font = `${WEIGHT} ${size}px ${FONT}`;
      pen.strokeStyle = theme.paper;
      pen.lineWidth = 5;
      const x = (spot.left + spot.right) / 2;
      const y = (spot.top + spot.bottom) / 2;
      if (halo) pen.strokeText(row.name, x, y);
      pen.fillStyle = theme.ink;
      pen.fillText(row.name, x, y);
    }
    return this.shown;
  }

  // The region whose name stands at this place of the window.
  at({ x, y }) {
    return this.shown.find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)?.row ?? null;
  }
}

function widthOf(pen, text) {
  pen.font = `${WEIGHT} 10px ${FONT}`;
  return pen.measureText(text).width / 10;
}

function freeSpot(box, frame, size, width, taken) {
  const [left, top] = frame.toWindow(box.left, box.top);
  const [right, bottom] = frame.toWindow(box.right, box.bottom);
  if (right < frame.free || left > frame.width || bottom < 0 || top > frame.height) return null;
  const half = width / 2 + 4;
  const clamp = (value, least, most) => Math.max(least, Math.min(most, value));
  const x = clamp((left + right) / 2, frame.free + half + 4, Math.max(frame.free + half + 4, frame.width - half - 4));
  if (x < left || x > right) return null;
  for (const part of [0.08, 0.5, 0.92]) {
    const y = clamp(top + (bottom - top) * part, UPPER, frame.height - size);
    const spot = { left: x - half, right: x + half, top: y - size * 0.75, bottom: y + size * 0.75 };
    if (!taken.some((other) => overlap(spot, other))) return spot;
  }
  return null;
}

export function overlap(one, other) {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

// Those that lie together: one that was drawn far away would stretch the region over its neighbours.
function nearOnes(points) {
  const middle = (axis) => points.map((point) => point[axis]).sort((a, b) => a - b)[points.length >> 1];
  const x = middle("x");
  const y = middle("y");
  const reach = (point) => Math.hypot(point.x - x, point.y - y);
  const far = points.map(reach).sort((a, b) => a - b)[Math.floor(points.length * 0.75)] * 2 + MARGIN;
  return points.filter((point) => reach(point) <= far);
}

// The convex hull by Andrew's monotone chain (1979).
function hullOf(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = (rows) => {
    const kept = [];
    for (const point of rows) {
      while (kept.length > 1 && turn(kept.at(-2), kept.at(-1), point) <= 0) kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

function turn(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
