// The canvas: a graph drawn by vis-network, with a legend, tools and a view that Python steers.
import "../policy-graph.vis/vis-network.min.js";
import { fit, glide, reveal } from "./camera.js";
import { make, tip } from "./dom.js";
import { readTheme } from "./drawing.js";
import { Help } from "./help.js";
import { listenToKeys, listenToPointer } from "./input.js";
import { fillLegend } from "./legend.js";
import { Mailbox } from "./mailbox.js";
import { Menu } from "./menu.js";
import { isCrowd, Overview } from "./overview.js";
import { Painter } from "./painter.js";
import { pick } from "./picking.js";
import { saveCamera, takeCamera } from "./resting.js";
import { index } from "./state.js";
import { fillTools, savePicture } from "./tools.js";
import { unpack } from "./unpack.js";

const { DataSet, Network } = globalThis.vis;
const GLIDE = 450;
const MARKS = ["pick", "unpick"];

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
    this.menu = new Menu(this.stage, (kind, id) => (MARKS.includes(kind) ? pick(this, id) : this.mailbox.send(kind, { id })));
    this.help = new Help(this.stage);
    root.replaceChildren(this.stage, this.legend, this.tools, this.menu.list, this.help.panel, this.voice);
    this.nodes = new DataSet();
    this.edges = new DataSet();
    this.painter = new Painter(this.nodes, this.edges);
    this.overview = new Overview(this);
    this.view = { selected: null, picked: new Set(), path: null };
    this.hovered = null;
    this.data = null;
    this.graph = index({ nodes: [], edges: [] });
    this.following = true;
    this.resting = null;
    this.stopGlide = () => {};
  }

  draw(sent) {
    if (sent.revision === this.data?.revision) return;
    this.sent = sent;
    this.theme = readTheme(this.root);
    const data = unpack(sent, this.theme);
    const before = this.network ? this.network.getPositions() : {};
    const seenAt = this.windowPlaces(before);
    const first = !this.network || data.fresh !== this.data.fresh;
    this.data = data;
    this.graph = index(data);
    this.overview.fill(data);
    this.root.style.setProperty("--canvas-height", data.height);
    const moves = this.place(first ? {} : before);
    // Before vis-network makes its own of each row: it does so again for each that changes.
    this.paint();
    if (!this.network) this.start();
    this.fillLegend();
    this.labelTools();
    this.root.dataset.nodes = data.nodes.length;
    this.stopGlide();
    if (first) this.seen = new Set();
    const fresh = data.nodes.map(({ id }) => id).filter((id) => !this.seen.has(id));
    for (const id of fresh) this.seen.add(id);
    if (first) {
      takeCamera(this);
      this.glide(this.from(seenAt), []);
    } else {
      // Where most of what stays stands elsewhere now, the view of before shows nothing that one knows.
      if (moves.filter(({ id }) => before[id]).length > data.nodes.length / 2) this.following = true;
      this.glide(moves, fresh);
    }
  }

  // Another theme: the same picture, in colours that stand out from its paper.
  recolour() {
    if (!this.network) return;
    this.theme = readTheme(this.root);
    this.data = unpack(this.sent, this.theme);
    this.graph = index(this.data);
    this.overview.fill(this.data);
    this.paint();
    this.fillLegend();
    this.overview.measure();
  }

  fillLegend() {
    fillLegend(this.legend, this.data, (of, id) => this.mailbox.send("toggle", { of, id }));
  }

  glide(moves, fresh) {
    this.stopGlide = glide(this.nodes, moves, GLIDE, () => this.settled(fresh));
  }

  windowPlaces(places) {
    return new Map(Object.entries(places).map(([id, place]) => [id, this.network.canvasToDOM(place)]));
  }

  // Another picture: what both show begins where it stood in the window.
  from(seenAt) {
    const stay = this.data.nodes.filter(({ id }) => seenAt.has(id));
    const moves = stay.map(({ id, x, y }) => ({ id, from: this.network.DOMtoCanvas(seenAt.get(id)), to: { x, y } }));
    this.nodes.update(moves.map(({ id, from }) => ({ id, ...from })));
    return moves;
  }

  // Puts the new rows in; what was drawn before starts from where it is, what is new from the anchor.
  place(before) {
    this.painter.forget();
    const crowd = isCrowd(this.data.nodes);
    this.edges.remove(this.edges.getIds().filter((id) => crowd || !this.graph.edges.has(id)));
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
    const drawn = crowd ? [] : this.data.edges;
    this.edges.update(drawn.map((edge) => ({ ...edge, title: tip(edge.title) })));
    return moves;
  }

  start() {
    this.network = new Network(this.stage, { nodes: this.nodes, edges: this.edges }, this.data.options);
    // The stage is what Tab comes to; vis-network would be a second stop within it.
    this.network.canvas.frame.tabIndex = -1;
    listenToPointer(this);
    listenToKeys(this);
    this.overview.listen();
    for (const kind of ["zoom", "dragEnd", "animationFinished"]) this.network.on(kind, () => saveCamera(this));
    this.watcher = new ResizeObserver(() => {
      this.network.redraw();
      if (this.following) this.fit();
      else if (this.resting) this.network.moveTo({ ...this.resting });
    });
    this.watcher.observe(this.stage);
    // Whatever changes the theme, the paper's transition ends with the new one.
    this.root.addEventListener("transitionend", ({ target, propertyName }) => {
      if (target === this.root && propertyName === "background-color") this.recolour();
    });
  }

  labelTools() {
    this.stage.setAttribute("aria-label", this.data.words.canvas);
    this.help.fill(this.data.words.help, this.data.help);
    fillTools(this.tools, this.data.words, {
      fit: () => this.fit(250),
      closer: () => this.zoom(1.25),
      farther: () => this.zoom(0.8),
      picture: () => savePicture(this.stage, this.data.title, this.theme),
      help: () => this.help.toggle(),
      undo: this.data.steps && (() => this.mailbox.send("undo")),
      redo: this.data.steps && (() => this.mailbox.send("redo")),
    });
  }

  // The camera stays, unless there are nodes that were never in this picture.
  settled(fresh) {
    this.overview.measure();
    if (fresh.length && this.following) this.fit(300);
    else if (fresh.length) this.reveal(fresh);
    this.root.dataset.settled = this.data.revision;
  }

  // Python's word on selection, chosen set and path. What the person just did is told to Python, which
  // repeats it: until it has heard all, its word is older than what stands here.
  show({ selected, picked, path, heard }) {
    const all = this.mailbox.acknowledge(heard);
    this.view = all ? { selected, picked: new Set(picked), path } : { ...this.view, path };
    this.paint();
  }

  select(id, kind) {
    this.network.unselectAll();
    if (id === this.view.selected) return;
    this.view = { ...this.view, selected: id };
    this.voice.textContent = id === null ? "" : (this.graph.nodes.get(id) ?? this.graph.edges.get(id)).title;
    this.paint();
    if (!this.isGroup(id)) this.mailbox.send("select", { id, of: kind });
  }

  nameOf(id) {
    return this.graph.nodes.get(id).title.split("\n")[0];
  }

  // The node's menu, without what is already so: an expanded node is not expanded, the centre not hidden.
  openMenu(id, place) {
    const node = this.graph.nodes.get(id);
    const idle = node.centre ? ["centre", "hide", "expand", "collapse"] : [node.opened ? "expand" : "collapse"];
    idle.push(this.view.picked.has(id) ? "pick" : "unpick");
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
    if (this.data) this.painter.paint(this);
  }

  fit(duration = 0) {
    this.following = true;
    fit(this.network, this.nodes.getIds(), this.stage, this.legend, duration);
  }

  reveal(ids) {
    reveal(this.network, ids, this.stage, this.legend, 300);
  }

  zoom(factor) {
    this.holdView();
    this.network.moveTo({ scale: this.network.getScale() * factor, animation: { duration: 160, easingFunction: "easeOutQuad" } });
  }

  // The person has taken hold of the view: a resize no longer refits it.
  holdView() {
    this.following = false;
    this.resting = null;
  }

  destroy() {
    this.stopGlide();
    this.watcher?.disconnect();
    this.network?.destroy();
  }
}
