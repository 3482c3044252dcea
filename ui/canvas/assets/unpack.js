// The graph as Python sends it, in columns, spelt out: a row for each node and edge as vis-network takes them.
import { legible } from "./drawing.js";

const CLEAR = 3;

// The types' colours are made to stand out from the theme's paper.
export function unpack(sent, theme) {
  const adapt = (rows) => rows.map((row) => ({ ...row, color: legible(row.color, theme, CLEAR) }));
  const looks = { entities: adapt(sent.kinds.entities), relations: adapt(sent.kinds.relations) };
  const data = { ...sent, kinds: looks, legend: adapt(sent.legend) };
  const kinds = new Map(looks.entities.map((kind) => [kind.id, kind]));
  const nodes = data.nodes.id.map((id, at) => node(data, id, at));
  const edges = data.edges.id.map((id, at) => edge(data, nodes, id, at));
  for (const group of data.groups) {
    const { color, shape } = kinds.get(group.type);
    const { id, type, size, x, y } = group;
    nodes.push({ id, type, size, x, y, color, shape, label: group.label, title: `${group.label}\n${group.help}`, many: true });
    edges.push({ id: `${id} line`, from: data.centre, to: id, name: "", title: group.label, color, arrows: "", smooth: false, dashes: [4, 4] });
  }
  return { ...data, nodes, edges };
}

function node({ nodes, kinds, full, strut, centre, opened }, id, at) {
  const kind = kinds.entities[nodes.type[at]];
  const lines = nodes.label[at].split("\n");
  return {
    id,
    label: lines.map((line) => line + strut).join("\n"),
    title: `${full[at] ?? lines.join("").replaceAll("\u200b", "")}\n${kind.name}`,
    type: kind.id,
    color: kind.color,
    shape: kind.shape,
    size: nodes.size[at],
    x: nodes.x[at],
    y: nodes.y[at],
    centre: id === centre,
    opened: opened.includes(id),
  };
}

function edge({ edges, kinds, bends }, nodes, id, at) {
  const kind = kinds.relations[edges.type[at]];
  const [from, to] = [nodes[edges.from[at]], nodes[edges.to[at]]];
  const [head, tail] = [from, to].map(({ title }) => title.split("\n")[0]);
  const bend = bends[at];
  return {
    id,
    from: from.id,
    to: to.id,
    name: kind.name,
    title: `${head} ${kind.directed ? "→" : "↔"} ${tail}\n${kind.name}`,
    type: kind.id,
    color: kind.color,
    arrows: kind.directed ? "to" : "",
    smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false,
  };
}
