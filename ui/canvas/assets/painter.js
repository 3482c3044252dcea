// What is lit, drawn: only the rows that look other than they did, for vis-network redraws for each.
import { tip } from "./dom.js";
import { edgeRow, nodeRow } from "./drawing.js";
import { spotlight } from "./state.js";

export class Painter {
  constructor(nodes, edges) {
    this.nodes = nodes;
    this.edges = edges;
    this.painted = new Map();
    this.lit = null;
  }

  // The rows were given anew: how they look is not known.
  forget() {
    this.painted.clear();
  }

  paint({ data, graph, view, hovered, theme, overview }) {
    const lit = (this.lit = spotlight(graph, view, overview.crowd ? null : hovered));
    const fonts = data.options.nodes.font;
    const { crowd, many } = overview;
    overview.snapshot.drop();
    const litCount = lit?.edges.size ?? 0;
    this.nodes.update(
      this.changed(data.nodes, (node) => {
        const { id } = node;
        const marks = { spotlit: Boolean(lit?.nodes.has(id)), selected: id === view.selected, picked: view.picked.has(id) };
        return nodeRow(node, { lit, ...marks, crowd, named: !many, fonts }, theme);
      }),
    );
    const drawn = crowd ? this.litOnly(data.edges, lit) : data.edges;
    this.edges.update(
      this.changed(drawn, (edge) =>
        edgeRow(edge, { lit, spotlit: Boolean(lit?.edges.has(edge.id)), litCount, total: data.edges.length, crowd }, theme),
      ),
    );
  }

  // Of a crowd's relations vis-network is given those that are lit: the others are threads.
  litOnly(edges, lit) {
    const wanted = edges.filter(({ id }) => lit?.edges.has(id));
    const ids = new Set(wanted.map(({ id }) => id));
    this.edges.remove(this.edges.getIds().filter((id) => !ids.has(id)));
    const fresh = wanted.filter(({ id }) => !this.edges.get(id));
    for (const { id } of fresh) this.painted.delete(id);
    this.edges.update(fresh.map((edge) => ({ ...edge, title: tip(edge.title) })));
    return wanted;
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
