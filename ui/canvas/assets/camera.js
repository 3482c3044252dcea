// Where the view stands: fitting what is drawn between the overlays, and gliding nodes to their places.
const EDGE = 22;
const TOOLS = 54;
const LARGEST = 1.15;
const SMALLEST = 0.03;
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

export function fit(network, ids, stage, legend, duration = 0) {
  // What was moved or renamed since the last frame has its old box until it is drawn.
  network.redraw();
  stage.querySelectorAll(".vis-tooltip").forEach((tip) => (tip.style.visibility = "hidden"));
  look(network, boxOf(network, ids), stage, legend, LARGEST, duration);
}

// Zooms out and pans just as far as these nodes come into view beside what is in view already.
export function reveal(network, ids, stage, legend, duration) {
  network.redraw();
  const wanted = boxOf(network, ids);
  if (!wanted || stage.clientWidth < 50) return;
  const taken = room(stage, legend);
  const least = network.DOMtoCanvas({ x: taken, y: TOOLS });
  const most = network.DOMtoCanvas({ x: stage.clientWidth - EDGE, y: stage.clientHeight - EDGE });
  if (wanted.left >= least.x && wanted.right <= most.x && wanted.top >= least.y && wanted.bottom <= most.y) return;
  const whole = {
    left: Math.min(wanted.left, least.x),
    right: Math.max(wanted.right, most.x),
    top: Math.min(wanted.top, least.y),
    bottom: Math.max(wanted.bottom, most.y),
  };
  look(network, whole, stage, legend, network.getScale(), duration);
}

// Brings a rectangle of the drawing into view between the overlays, at no larger a scale than `largest`.
export function look(network, box, stage, legend, largest, duration) {
  if (!box || stage.clientWidth < 50) return;
  const taken = room(stage, legend);
  const wide = stage.clientWidth - taken - 2 * EDGE;
  const high = stage.clientHeight - EDGE - TOOLS;
  const scale = Math.min(largest, wide / (box.right - box.left), high / (box.bottom - box.top));
  network.moveTo({
    position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
    scale: Math.max(scale, SMALLEST),
    offset: { x: taken / 2, y: (TOOLS - EDGE) / 2 },
    animation: duration && !CALM.matches ? { duration, easingFunction: "easeInOutQuad" } : false,
  });
}

// What the legend takes of the width; on a narrow canvas it lies over the drawing.
function room(stage, legend) {
  return legend.offsetWidth && stage.clientWidth > 640 ? legend.offsetWidth + 14 : 0;
}

function boxOf(network, ids) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const id of ids) {
    const { left, right, top, bottom } = network.getBoundingBox(id) ?? box;
    box.left = Math.min(box.left, left);
    box.right = Math.max(box.right, right);
    box.top = Math.min(box.top, top);
    box.bottom = Math.max(box.bottom, bottom);
  }
  return box.left < box.right ? box : null;
}

// Moves each { id, from, to } along an ease-out; returns what stops it. `done` is called at the end.
export function glide(nodes, moves, duration, done) {
  const place = (part) =>
    nodes.update(
      moves
        .filter(({ id }) => nodes.get(id))
        .map(({ id, from, to }) => ({ id, x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part })),
    );
  if (!moves.length || CALM.matches) {
    place(1);
    done();
    return () => {};
  }
  const start = performance.now();
  let frame = 0;
  const step = (now) => {
    const time = Math.min(1, Math.max(0, (now - start) / duration));
    place(1 - (1 - time) ** 3);
    if (time < 1) frame = requestAnimationFrame(step);
    else done();
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
