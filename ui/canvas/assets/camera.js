// Where the view stands: fitting what is drawn between the overlays, and gliding nodes to their places.
const EDGE = 22;
const TOOLS = 54;
const LARGEST = 1.15;
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

export function fit(network, ids, stage, legend, duration = 0) {
  // What was moved or renamed since the last frame has its old box until it is drawn.
  network.redraw();
  const boxes = ids.map((id) => network.getBoundingBox(id)).filter(Boolean);
  if (!boxes.length || stage.clientWidth < 50) return;
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  stage.querySelectorAll(".vis-tooltip").forEach((tip) => (tip.style.visibility = "hidden"));
  const taken = legend.offsetWidth && stage.clientWidth > 640 ? legend.offsetWidth + 14 : 0;
  const wide = stage.clientWidth - taken - 2 * EDGE;
  const high = stage.clientHeight - EDGE - TOOLS;
  const scale = Math.min(LARGEST, wide / (right - left), high / (bottom - top));
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale: Math.max(scale, 0.05),
    offset: { x: taken / 2, y: (TOOLS - EDGE) / 2 },
    animation: duration && !CALM.matches ? { duration, easingFunction: "easeInOutQuad" } : false,
  });
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
