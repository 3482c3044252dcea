// Pointer and keyboard: what a person does on the canvas, told to Python through the mailbox.
import { clear, gather, pick } from "./picking.js";
import { neighbourInDirection } from "./state.js";

const DOUBLE = 400;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function listenToPointer(canvas) {
  const { network, mailbox } = canvas;
  network.on("click", ({ nodes, edges, event, pointer }) => {
    const marking = canvas.data.picking && marks(event);
    const { overview } = canvas;
    const region = overview.regions.at(pointer.DOM);
    const relation = edges[0] ?? overview.threadAt(pointer.DOM)?.id;
    if (region) overview.enter(region);
    else if (nodes.length && canvas.isGroup(nodes[0])) canvas.grow(nodes[0]);
    else if (nodes.length && marking) pick(canvas, nodes[0]);
    else if (nodes.length) canvas.select(nodes[0], "entity");
    else if (marking) network.unselectAll();
    else if (relation) canvas.select(relation, "relation");
    else canvas.select(null, "");
  });
  listenToDoubles(canvas.stage, (pointer) => {
    const id = network.getNodeAt(pointer);
    if (id === undefined && !canvas.overview.regions.at(pointer)) canvas.overview.leave();
    else if (id !== undefined && !canvas.isGroup(id)) mailbox.send("expand", { id });
  });
  network.on("oncontext", ({ event, pointer }) => {
    event.preventDefault();
    const id = network.getNodeAt(pointer.DOM);
    if (id !== undefined && !canvas.isGroup(id)) canvas.openMenu(id, pointer.DOM);
  });
  network.on("hold", ({ event, pointer }) => {
    const id = network.getNodeAt(pointer.DOM);
    if (event.srcEvent.pointerType !== "mouse" && id !== undefined && !canvas.isGroup(id)) canvas.openMenu(id, pointer.DOM);
  });
  network.on("hoverNode", ({ node }) => canvas.point(node));
  network.on("blurNode", () => canvas.point(null));
  network.on("zoom", () => canvas.holdView());
  listenToDrags(canvas);
}

// Two taps at one place, by when the hand made them: a busy page hears of them late, and vis-network then
// takes the second for another first.
function listenToDoubles(stage, act) {
  let down = null;
  let last = null;
  const near = (one, other) => one && Math.hypot(one.x - other.x, one.y - other.y) < (other.touch ? 28 : 8);
  const read = ({ clientX: x, clientY: y, timeStamp: time, pointerType }) => ({ x, y, time, touch: pointerType !== "mouse" });
  stage.addEventListener("pointerdown", (event) => (down = read(event)), true);
  stage.addEventListener(
    "pointerup",
    (event) => {
      const up = read(event);
      if (!event.isPrimary || event.button > 0 || marks({ srcEvent: event }) || !near(down, up)) return (last = null);
      const double = near(last, up) && up.time - last.time < DOUBLE;
      last = double ? null : up;
      const corner = stage.getBoundingClientRect();
      if (double) act({ x: up.x - corner.x, y: up.y - corner.y });
    },
    true,
  );
}

// One of several chosen nodes takes all along; a drag over paper with Shift chooses what is in the box.
function listenToDrags(canvas) {
  const { network, mailbox, stage } = canvas;
  stage.addEventListener(
    "pointerdown",
    ({ clientX, clientY }) => {
      const corner = stage.getBoundingClientRect();
      const id = network.getNodeAt({ x: clientX - corner.x, y: clientY - corner.y });
      const { picked } = canvas.view;
      if (picked.has(id)) network.selectNodes([...picked].filter((row) => canvas.graph.nodes.has(row)), false);
    },
    true,
  );
  let boxing = false;
  network.on("dragStart", ({ nodes, event }) => {
    boxing = Boolean(canvas.data.picking && !nodes.length && event.srcEvent.shiftKey);
    network.body.selectionBox.show = boxing;
    canvas.menu.close();
    if (!boxing) canvas.holdView();
  });
  network.on("dragEnd", ({ nodes }) => {
    if (boxing) gather(canvas, network.getSelectedNodes());
    else if (nodes.length) mailbox.send("drag", { moved: Object.entries(network.getPositions(nodes)).map(([id, { x, y }]) => [id, Math.round(x), Math.round(y)]) });
    network.unselectAll();
    if (nodes.length) canvas.overview.measure();
    boxing = false;
  });
}

// Whether a click with this key held chooses the node: Shift, Ctrl, and Cmd.
function marks({ srcEvent }) {
  return srcEvent.shiftKey || srcEvent.ctrlKey || srcEvent.metaKey;
}

export function listenToKeys(canvas) {
  canvas.stage.addEventListener("keydown", (event) => {
    if (event.altKey) return;
    const used = event.ctrlKey || event.metaKey ? step(canvas, event) : act(canvas, event.key, event.shiftKey);
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

function act(canvas, key, shift) {
  const { selected, picked } = canvas.view;
  const group = canvas.isGroup(selected);
  const onNode = canvas.graph.nodes.has(selected);
  if (key in ARROWS) return walk(canvas, ARROWS[key], onNode ? selected : null);
  if (key === "f" || key === "0") canvas.fit(250);
  else if (key === "+" || key === "=") canvas.zoom(1.25);
  else if (key === "-") canvas.zoom(0.8);
  else if (key === "?") canvas.help.toggle();
  else if (key === "Escape" && picked.size) clear(canvas);
  else if (key === "Escape" && selected) canvas.select(null, "");
  else if (key === "Escape") return canvas.overview.leave();
  else if (key >= "1" && key <= "9") return canvas.overview.enter(canvas.overview.regions.rows[Number(key) - 1]);
  else if (group && key === "Enter") canvas.grow(selected);
  else if (group) return false;
  else if (onNode && canvas.data.picking && (key === " " || (key === "Enter" && shift))) pick(canvas, selected);
  else if (key === "Enter" && onNode) canvas.mailbox.send("expand", { id: selected });
  else if (key === "Enter" && !onNode) return canvas.overview.leave();
  else if ((key === "ContextMenu" || key === "m") && onNode) canvas.openMenu(selected, canvas.placeOf(selected));
  else if (key === "Delete" && onNode) canvas.mailbox.send("hide", { id: selected });
  else return false;
  return true;
}

function walk(canvas, direction, from) {
  const positions = canvas.network.getPositions();
  const start = from ?? canvas.data.centre ?? canvas.data.nodes[0]?.id;
  const next = from === null ? start : neighbourInDirection(positions, start, direction);
  if (next !== null && next !== undefined) {
    canvas.select(next, "entity");
    canvas.reveal([next]);
  }
  return true;
}
