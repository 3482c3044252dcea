// What is lit: pure functions of the graph, the view that Python asked for, and the pointer.

export function index(data) {
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const touching = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    touching.get(edge.from)?.push(edge);
    touching.get(edge.to)?.push(edge);
  }
  return { nodes, edges, touching };
}

// The ids that stay bright, or null where nothing is singled out. The pointer comes before the chosen, these
// before the selection, that before the path. Chosen ones and a path dim the others softly: one compares.
export function spotlight(graph, view, hovered) {
  if (hovered !== null && graph.nodes.has(hovered)) return view.picked.size ? join(among(graph, view), around(graph, hovered)) : around(graph, hovered);
  if (view.picked.size) return among(graph, view);
  if (graph.nodes.has(view.selected)) return withPath(around(graph, view.selected), view.path);
  if (graph.edges.has(view.selected)) return along(graph.edges.get(view.selected));
  if (view.path) return { ...withPath({ nodes: new Set(), edges: new Set() }, view.path), soft: true };
  return null;
}

function around(graph, id) {
  const nodes = new Set([id]);
  const edges = new Set();
  for (const edge of graph.touching.get(id)) {
    nodes.add(edge.from).add(edge.to);
    edges.add(edge.id);
  }
  return { nodes, edges };
}

// The chosen with what joins them, and what is selected.
function among(graph, { picked, selected }) {
  const nodes = new Set(picked);
  const edges = new Set();
  for (const id of picked) {
    for (const edge of graph.touching.get(id) ?? []) if (picked.has(edge.from) && picked.has(edge.to)) edges.add(edge.id);
  }
  const edge = graph.edges.get(selected);
  if (edge) edges.add(edge.id);
  for (const id of edge ? [edge.from, edge.to] : [selected]) if (id) nodes.add(id);
  return { nodes, edges, soft: true };
}

function join(one, other) {
  return { nodes: new Set([...one.nodes, ...other.nodes]), edges: new Set([...one.edges, ...other.edges]) };
}

function along(edge) {
  return { nodes: new Set([edge.from, edge.to]), edges: new Set([edge.id]) };
}

function withPath(lit, path) {
  for (const id of path?.nodes ?? []) lit.nodes.add(id);
  for (const id of path?.edges ?? []) lit.edges.add(id);
  return lit;
}

// The node that lies best in the arrow's direction from `from`: near, and straight ahead.
export function neighbourInDirection(positions, from, [dx, dy]) {
  const start = positions[from];
  let best = null;
  let least = Infinity;
  for (const [id, { x, y }] of Object.entries(positions)) {
    const ahead = (x - start.x) * dx + (y - start.y) * dy;
    if (id === from || ahead <= 0) continue;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    if (ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      best = id;
    }
  }
  return best;
}
