// The canvas: pyvis's network data drawn by vis-network, with a legend, tools and a view that Python steers.
import "../policy-graph.vis/vis-network.min.js";
import { fit, glide } from "./camera.js";
import { make } from "./dom.js";
import { edgeRow, nodeRow, readTheme } from "./drawing.js";
import { listenToKeys, listenToPointer } from "./input.js";
import { fillLegend } from "./legend.js";
import { Mailbox } from "./mailbox.js";
import { Menu } from "./menu.js";
import { index, spotlight } from "./state.js";
import { fillTools, savePicture } from "./tools.js";

const { DataSet, Network } = globalThis.vis;
const GLIDE = 450;

export class Canvas {
  constructor(root) {
    this.root = root;
    root.lang = "zh-CN";
    this.stage = make("div", "stage");
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "application");
    this.legend = make("div", "legend");
    this.tools = make("div", "tools");
    this.voice = make("div", "voice");
    this.voice.setAttribute("aria-live", "polite");
    this.mailbox = new Mailbox();
    this.menu = new Menu(this.stage, (kind, id) => this.mailbox.send(kind, { id }));
    root.replaceChildren(this.stage, this.legend, this.tools, this.menu.list, this.voice);
    this.nodes = new DataSet();
    this.edges = new DataSet();
    this.painted = new Map();
    this.view = { selected: null, path: null };
    this.told = null;
    this.hovered = null;
    this.data = null;
    this.graph = index({ nodes: [], edges: [] });
    this.following = true;
    this.stopGlide = () => {};
  }

  draw(data) {
    if (this.data && JSON.stringify(data) === this.drawn) return;
    this.drawn = JSON.stringify(data);
    const before = this.network ? this.network.getPositions() : {};
    const first = !this.network || data.fresh !== this.data.fresh;
    this.data = data;
    this.graph = index(data);
    this.root.style.setProperty("--canvas-height", data.height);
    this.theme = readTheme(this.root);
    const moves = this.place(first ? {} : before);
    if (!this.network) this.start();
    fillLegend(this.legend, data, (of, id) => this.mailbox.send("toggle", { of, id }));
    this.labelTools();
    this.paint();
    this.root.dataset.nodes = data.nodes.length;
    this.stopGlide();
    if (first) {
      this.following = true;
      this.fit();
      this.settled();
    } else {
      this.stopGlide = glide(this.nodes, moves, GLIDE, () => this.settled(moves.length > 0));
    }
  }

  // Puts the new rows in; what was drawn before starts from where it is, what is new from the anchor.
  place(before) {
    this.painted.clear();
    this.edges.remove(this.edges.getIds().filter((id) => !this.graph.edges.has(id)));
    this.nodes.remove(this.nodes.getIds().filter((id) => !this.graph.nodes.has(id)));
    const origin = before[this.data.anchor];
    const moves = [];
    const rows = this.data.nodes.map((node) => {
      const from = before[node.id] ?? origin;
      if (from && (from.x !== node.x || from.y !== node.y)) moves.push({ id: node.id, from, to: { x: node.x, y: node.y } });
      const { x, y } = from ?? node;
      return { ...node, x, y, title: tip(node.title) };
    });
    this.nodes.update(rows);
    this.edges.update(this.data.edges.map((edge) => ({ ...edge, title: tip(edge.title) })));
    return moves;
  }

  start() {
    this.network = new Network(this.stage, { nodes: this.nodes, edges: this.edges }, this.data.options);
    listenToPointer(this);
    listenToKeys(this);
    this.watcher = new ResizeObserver(() => {
      this.network.redraw();
      if (this.following) this.fit();
    });
    this.watcher.observe(this.stage);
  }

  labelTools() {
    this.stage.setAttribute("aria-label", this.data.words.canvas);
    fillTools(this.tools, this.data.words, {
      fit: () => this.fit(250),
      closer: () => this.zoom(1.25),
      farther: () => this.zoom(0.8),
      picture: () => savePicture(this.stage, this.data.title, this.theme),
      undo: this.data.steps && (() => this.mailbox.send("undo")),
      redo: this.data.steps && (() => this.mailbox.send("redo")),
    });
  }

  settled(moved = false) {
    if (moved) this.fit(300);
    this.root.dataset.settled = this.data.revision;
  }

  // Python's word on selection and path; what the person just did is told to Python, which repeats it.
  show(view) {
    this.view = view;
    this.paint();
  }

  select(id, kind) {
    this.network.unselectAll();
    // What Python repeats may be older than the last click: only both together say that nothing is new.
    if (id === this.view.selected && id === this.told) return;
    this.told = id;
    this.view = { ...this.view, selected: id };
    this.voice.textContent = id === null ? "" : (this.graph.nodes.get(id) ?? this.graph.edges.get(id)).title;
    this.paint();
    if (!this.isGroup(id)) this.mailbox.send("select", { id, of: kind });
  }

  // The node's menu, without what is already so: an expanded node is not expanded, the centre not hidden.
  openMenu(id, place) {
    const node = this.graph.nodes.get(id);
    const idle = node.centre ? ["centre", "hide", "expand", "collapse"] : [node.opened ? "expand" : "collapse"];
    this.menu.open(id, this.data.menu.filter(([kind]) => !idle.includes(kind)), place);
  }

  // A node that stands for all neighbours of a type that are not drawn.
  isGroup(id) {
    return Boolean(this.graph.nodes.get(id)?.many);
  }

  grow(id) {
    this.mailbox.send("grow", { id: this.graph.nodes.get(id).type });
  }

  // Where a node stands, in pixels from the canvas's corner.
  placeOf(id) {
    return this.network.canvasToDOM(this.network.getPosition(id));
  }

  point(id) {
    this.hovered = id;
    this.stage.style.cursor = id === null ? "" : "pointer";
    this.paint();
  }

  paint() {
    if (!this.data) return;
    const lit = spotlight(this.graph, this.view, this.hovered);
    const { selected } = this.view;
    this.nodes.update(this.changed(this.data.nodes, (node) =>
      nodeRow(node, { lit, spotlit: Boolean(lit?.nodes.has(node.id)), selected: node.id === selected, total: this.data.nodes.length, fonts: this.data.options.nodes.font }, this.theme)));
    this.edges.update(this.changed(this.data.edges, (edge) =>
      edgeRow(edge, { lit, spotlit: Boolean(lit?.edges.has(edge.id)), litCount: lit?.edges.size ?? 0, total: this.data.edges.length }, this.theme)));
  }

  // The rows that look other than they did: vis-network redraws for each.
  changed(items, row) {
    const rows = [];
    for (const item of items) {
      const next = row(item);
      const key = JSON.stringify(next);
      if (this.painted.get(item.id) === key) continue;
      this.painted.set(item.id, key);
      rows.push(next);
    }
    return rows;
  }

  fit(duration = 0) {
    this.following = true;
    fit(this.network, this.nodes.getIds(), this.stage, this.legend, duration);
  }

  zoom(factor) {
    this.holdView();
    this.network.moveTo({ scale: this.network.getScale() * factor, animation: { duration: 160, easingFunction: "easeOutQuad" } });
  }

  // The person has taken hold of the view: a resize no longer refits it.
  holdView() {
    this.following = false;
  }

  destroy() {
    this.stopGlide();
    this.watcher?.disconnect();
    this.network?.destroy();
  }
}

function tip(text) {
  return make("div", "", text);
}
