// The canvases of this page by name, the last view that Python asked of each (either may come first), and
// where people had their cameras when a canvas went: coming back, they find the picture as they left it.
const MOST = 60;
const canvases = new Map();
const views = new Map();
const cameras = new Map();

export function enter(name, canvas) {
  canvases.set(name, canvas);
  if (views.has(name)) canvas.show(views.get(name));
}

export function leave(name, canvas) {
  if (canvases.get(name) === canvas) canvases.delete(name);
}

export function show(name, view) {
  views.set(name, view);
  canvases.get(name)?.show(view);
}

// The camera of a picture; null where the whole is in view anyway.
export function keepCamera({ name, fresh }, camera) {
  const key = `${name} ${fresh}`;
  cameras.delete(key);
  if (!camera) return;
  cameras.set(key, camera);
  if (cameras.size > MOST) cameras.delete(cameras.keys().next().value);
}

export function keptCamera({ name, fresh }) {
  return cameras.get(`${name} ${fresh}`);
}
