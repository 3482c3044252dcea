// What is lit, drawn: only the rows that look other than they did, for vis-network redraws for each.
import { edgeRow, nodeRow } from "./drawing.js";
import { spotlight } from "./state.js";

export class Painter {
  constructor(nodes, edges) {
    this.nodes = nodes;
    this.edges = edges;
    this.painted = new Map();
  }

  // The rows were given anew: how they look is not known.
  forget() {
    this.painted.clear();
  }

  paint({ data, graph, view, hovered, theme }) {
    const lit = spotlight(graph, view, hovered);
    const fonts = data.options.nodes.font;
    const total = data.nodes.length;
    const litCount = lit?.edges.size ?? 0;
    this.nodes.update(
      this.changed(data.nodes, (node) => {
        const { id } = node;
        const marks = { spotlit: Boolean(lit?.nodes.has(id)), selected: id === view.selected, picked: view.picked.has(id) };
        return nodeRow(node, { lit, ...marks, total, fonts }, theme);
      }),
    );
    this.edges.update(
      this.changed(data.edges, (edge) =>
        edgeRow(edge, { lit, spotlit: Boolean(lit?.edges.has(edge.id)), litCount, total: data.edges.length }, theme),
      ),
    );
  }

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
}
