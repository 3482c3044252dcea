// The small channel beside the canvas: selection, lit path and pins, so that a click never resends the graph.
import { show } from "../policy-graph.canvas/registry.js";

export default function ({ data }) {
  show(data.canvas, data);
}
