// The chosen set: what gestures make of it here at once, and what Python is told.
export function pick(canvas, id) {
  const picked = new Set(canvas.view.picked);
  if (!picked.delete(id)) picked.add(id);
  show(canvas, picked, `${canvas.nameOf(id)} ${canvas.data.words[picked.has(id) ? "picked" : "unpicked"]} (${picked.size})`);
  canvas.mailbox.send("pick", { id });
}

export function gather(canvas, ids) {
  const before = canvas.view.picked;
  const fresh = ids.filter((id) => canvas.graph.nodes.has(id) && !canvas.isGroup(id) && !before.has(id));
  if (!fresh.length) return;
  const picked = new Set([...before, ...fresh]);
  show(canvas, picked, `${fresh.map((id) => canvas.nameOf(id)).join(" ")} ${canvas.data.words.picked} (${picked.size})`);
  canvas.mailbox.send("gather", { ids: fresh });
}

export function clear(canvas) {
  show(canvas, new Set(), canvas.data.words.cleared);
  canvas.mailbox.send("clear");
}

function show(canvas, picked, words) {
  canvas.network.unselectAll();
  canvas.view = { ...canvas.view, picked };
  canvas.voice.textContent = words;
  canvas.paint();
}
