// What is drawn under and over vis-network's nodes: regions, threads and names, where there are many.
import { look } from "./camera.js";
import { NAMED, Names } from "./names.js";
import { Regions } from "./regions.js";
import { Snapshot } from "./snapshot.js";
import { drawThreads, threadAt } from "./threads.js";

const CROWD = 300;
const LARGEST = 1.15;
const FORCED = 60;
const MARGIN = 60;

export function isCrowd(nodes) {
  return nodes.filter(({ many }) => !many).length > CROWD;
}

export class Overview {
  constructor(canvas) {
    this.canvas = canvas;
    this.regions = new Regions();
    this.names = new Names();
    this.snapshot = new Snapshot();
    this.flying = false;
  }

  fill(data) {
    this.crowd = isCrowd(data.nodes);
    this.many = data.nodes.length > NAMED;
    this.regions.fill(data.clusters, data.nodes);
    this.names.fill(this.many ? data.nodes : []);
  }

  listen() {
    const { network, stage } = this.canvas;
    network.on("beforeDrawing", (pen) => this.drawUnder(pen));
    network.on("afterDrawing", (pen) => this.drawOver(pen));
    network.on("animationFinished", () => this.fly(false));
    stage.addEventListener("pointermove", ({ offsetX: x, offsetY: y }) => {
      if (this.canvas.hovered === null) stage.style.cursor = this.regions.at({ x, y }) ? "pointer" : "";
    });
  }

  // To be called when nodes have come to rest.
  measure() {
    this.snapshot.drop();
    if (this.regions.rows.length) this.regions.measure(this.canvas.network.getPositions());
    this.canvas.network.redraw();
  }

  // The view begins or ends to move by itself.
  fly(flying) {
    if (this.flying === flying) return;
    this.flying = flying;
    this.canvas.network.redraw();
  }

  drawUnder(pen) {
    if (!this.many) return;
    const { network, stage } = this.canvas;
    const { renderer, body } = network;
    const frame = frameOf(network, stage);
    const draggingNode = renderer.dragging && network.interactionHandler.drag.nodeId !== undefined;
    this.moving = !draggingNode && (renderer.dragging || renderer.zooming || this.flying);
    this.lifted = this.moving && this.snapshot.serves(body.nodes, frame);
    pen.save();
    if (this.lifted) {
      // vis-network draws no nodes in this frame; drawOver gives it back its own word on that.
      this.dragging = renderer.dragging;
      renderer.dragging = renderer.options.hideNodesOnDrag = renderer.options.hideEdgesOnDrag = true;
      this.snapshot.draw(pen, Object.values(body.nodes), frame.scale, MARGIN, (board, scale) => {
        this.drawGround(board, scale);
        for (const edge of Object.values(body.edges)) edge.draw(board);
        for (const node of Object.values(body.nodes)) node.draw(board);
      });
    } else this.drawGround(pen, frame.scale);
    pen.restore();
  }

  drawGround(pen, scale) {
    if (!this.crowd) return;
    const { data, network, painter, theme } = this.canvas;
    this.regions.drawGrounds(pen, theme);
    drawThreads(pen, data.edges, network.body.nodes, scale, { lit: painter.lit, regionOf: this.regions.of }, theme);
  }

  drawOver(pen) {
    const { network, stage, legend, theme, painter, view, hovered, data } = this.canvas;
    if (this.lifted) {
      network.renderer.dragging = this.dragging;
      network.renderer.options.hideNodesOnDrag = network.renderer.options.hideEdgesOnDrag = this.lifted = false;
    }
    if (!this.many) return;
    const ratio = pen.canvas.width / stage.clientWidth;
    const frame = frameOf(network, stage, legend);
    const { lit } = painter;
    const halo = !this.moving;
    const first = new Set([hovered, view.selected, data.centre, ...view.picked]);
    if (lit && lit.nodes.size <= FORCED) for (const id of lit.nodes) first.add(id);
    pen.save();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const taken = this.regions.drawNames(pen, frame, halo, theme);
    this.names.draw(pen, frame, { first, lit, taken, far: this.crowd, halo }, theme);
    pen.restore();
  }

  // The relation at a place of the window, where vis-network does not draw them.
  threadAt(point) {
    const { data, network } = this.canvas;
    return this.crowd ? threadAt(network.DOMtoCanvas(point), data.edges, network.body.nodes, network.getScale()) : null;
  }

  // Goes into a region: it fills the window.
  enter(row) {
    const { network, stage, legend, voice } = this.canvas;
    if (!row?.box) return false;
    this.canvas.holdView();
    voice.textContent = row.name;
    this.fly(true);
    look(network, row.box, stage, legend, LARGEST, 450);
    return true;
  }

  // Back from within to the whole; says whether there was a way back.
  leave() {
    if (!this.crowd || this.canvas.following) return false;
    this.fly(true);
    this.canvas.fit(450);
    return true;
  }
}

function frameOf(network, stage, legend) {
  const scale = network.getScale();
  const { x: middleX, y: middleY } = network.getViewPosition();
  const { clientWidth: width, clientHeight: height } = stage;
  const bodies = network.body.nodes;
  const toWindow = (x, y) => [(x - middleX) * scale + width / 2, (y - middleY) * scale + height / 2];
  const free = legend && width > 640 ? legend.offsetLeft + legend.offsetWidth : 0;
  return { scale, width, height, free, toWindow, placeOf: (id) => bodies[id] && toWindow(bodies[id].x, bodies[id].y) };
}
