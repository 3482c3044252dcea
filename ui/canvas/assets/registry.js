// The canvases of this page by name, and the last view that Python asked of each: either may come first.
const canvases = new Map();
const views = new Map();

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
