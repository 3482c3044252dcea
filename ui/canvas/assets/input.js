// Pointer and keyboard: what a person does on the canvas, told to Python through the mailbox.
import { neighbourInDirection } from "./state.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function listenToPointer(canvas) {
  const { network, mailbox } = canvas;
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length && canvas.isGroup(nodes[0])) canvas.grow(nodes[0]);
    else if (nodes.length) canvas.select(nodes[0], "entity");
    else if (edges.length) canvas.select(edges[0], "relation");
    else canvas.select(null, "");
  });
  network.on("doubleClick", ({ pointer }) => {
    const id = network.getNodeAt(pointer.DOM);
    if (id !== undefined && !canvas.isGroup(id)) mailbox.send("expand", { id });
  });
  network.on("oncontext", ({ event, pointer }) => {
    event.preventDefault();
    const id = network.getNodeAt(pointer.DOM);
    if (id !== undefined && !canvas.isGroup(id)) canvas.openMenu(id, pointer.DOM);
  });
  network.on("hoverNode", ({ node }) => canvas.point(node));
  network.on("blurNode", () => canvas.point(null));
  network.on("dragStart", () => canvas.holdView());
  network.on("zoom", () => canvas.holdView());
  network.on("dragEnd", ({ nodes }) => {
    for (const [id, { x, y }] of Object.entries(network.getPositions(nodes))) {
      if (!nodes.length) return;
      mailbox.send("drag", { id, x: Math.round(x), y: Math.round(y) });
    }
  });
}

export function listenToKeys(canvas) {
  canvas.stage.addEventListener("keydown", (event) => {
    if (event.altKey) return;
    const used = event.ctrlKey || event.metaKey ? step(canvas, event) : act(canvas, event.key);
    if (used) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
}

// Ctrl+Z steps back, Ctrl+Y and Ctrl+Shift+Z forth.
function step(canvas, { key, shiftKey }) {
  const wanted = { z: shiftKey ? "redo" : "undo", y: "redo" }[key.toLowerCase()];
  if (!wanted || !canvas.data.steps) return false;
  canvas.mailbox.send(wanted);
  return true;
}

function act(canvas, key) {
  const { selected } = canvas.view;
  const group = canvas.isGroup(selected);
  const onNode = canvas.graph.nodes.has(selected);
  if (key in ARROWS) return walk(canvas, ARROWS[key], onNode ? selected : null);
  if (key === "f" || key === "0") canvas.fit(250);
  else if (key === "+" || key === "=") canvas.zoom(1.25);
  else if (key === "-") canvas.zoom(0.8);
  else if (key === "Escape") canvas.select(null, "");
  else if (group && key === "Enter") canvas.grow(selected);
  else if (group && key !== "Escape") return false;
  else if (key === "Enter" && onNode) canvas.mailbox.send("expand", { id: selected });
  else if ((key === "ContextMenu" || key === "m") && onNode) canvas.openMenu(selected, canvas.placeOf(selected));
  else if (key === "Delete" && onNode) canvas.mailbox.send("hide", { id: selected });
  else return false;
  return true;
}

function walk(canvas, direction, from) {
  const positions = canvas.network.getPositions();
  const start = from ?? canvas.data.centre ?? canvas.data.nodes[0]?.id;
  const next = from === null ? start : neighbourInDirection(positions, start, direction);
  if (next !== null && next !== undefined) canvas.select(next, "entity");
  return true;
}
