// The relations of a large picture: straight and thin at any zoom, drawn colour by colour in one stroke each.
import { thin } from "./drawing.js";

const WIDTH = 0.8;
const LIT = 1.8;
const REACH = 5;

// Those between regions are fainter: they would cover what lies within. Lit ones stand out.
export function drawThreads(pen, edges, bodies, scale, { lit, regionOf }, theme) {
  const quiet = new Map();
  const bright = new Map();
  for (const { id, from, to, color } of edges) {
    const one = bodies[from];
    const other = bodies[to];
    if (!one || !other) continue;
    const far = regionOf.get(from) !== regionOf.get(to);
    const shown = lit?.edges.has(id);
    const paths = shown ? bright : quiet;
    const ink = shown ? color : thin(color, theme.paper, lit ? 0.14 : far ? 0.15 : 0.4);
    if (!paths.has(ink)) paths.set(ink, new Path2D());
    const path = paths.get(ink);
    path.moveTo(one.x, one.y);
    path.lineTo(other.x, other.y);
  }
  pen.lineCap = "butt";
  for (const [paths, width] of [[quiet, WIDTH], [bright, LIT]]) {
    pen.lineWidth = width / scale;
    for (const [ink, path] of paths) {
      pen.strokeStyle = ink;
      pen.stroke(path);
    }
  }
}

// The relation whose line passes nearest to a place of the drawing, within a few pixels of the window.
export function threadAt({ x, y }, edges, bodies, scale) {
  let best = null;
  let least = REACH / scale;
  for (const edge of edges) {
    const one = bodies[edge.from];
    const other = bodies[edge.to];
    if (!one || !other) continue;
    const [wide, high] = [other.x - one.x, other.y - one.y];
    const part = Math.max(0, Math.min(1, ((x - one.x) * wide + (y - one.y) * high) / (wide * wide + high * high || 1)));
    const away = Math.hypot(one.x + part * wide - x, one.y + part * high - y);
    if (away < least) [best, least] = [edge, away];
  }
  return best;
}
