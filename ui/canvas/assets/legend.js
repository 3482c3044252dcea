// The legend: types with their counts; each is a button that shows or hides its type.
import { draw, make, swatch } from "./dom.js";

const NARROW = 640;

export function fillLegend(panel, data, toggle) {
  // On a narrow canvas it would cover the graph: there one opens it oneself.
  panel.dataset.open ??= panel.parentElement.clientWidth && panel.parentElement.clientWidth < NARROW ? "no" : "yes";
  const open = panel.dataset.open !== "no";
  const head = make("button", "legend-head", data.words.legend);
  head.type = "button";
  head.setAttribute("aria-expanded", String(open));
  const body = make("div", "legend-body");
  head.addEventListener("click", () => {
    panel.dataset.open = panel.dataset.open === "no" ? "yes" : "no";
    head.setAttribute("aria-expanded", String(panel.dataset.open !== "no"));
  });
  for (const kind of ["entity", "relation"]) {
    const rows = data.legend.filter((row) => row.kind === kind);
    if (!rows.length) continue;
    body.append(make("h4", "", data.words[kind]));
    for (const row of rows) body.append(entry(row, data.words, toggle));
  }
  panel.replaceChildren(head, body);
}

function entry(row, words, toggle) {
  const button = make("button", "legend-row");
  button.type = "button";
  button.dataset.type = row.id;
  button.title = row.off ? words.turn_on : words.turn_off;
  button.setAttribute("aria-pressed", String(!row.off));
  const mark = row.kind === "entity" ? swatch(row.shape, row.color) : line(row);
  button.append(mark, make("span", "name", row.name), make("span", "count", row.off ? "–" : String(row.count)));
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "true" ? "false" : "true");
    toggle(row.kind, row.id);
  });
  return button;
}

function line(row) {
  const parts = [draw("path", { d: row.directed ? "M0 5h13" : "M0 5h18", stroke: row.color, "stroke-width": 2.4 })];
  if (row.directed) parts.push(draw("polygon", { points: "12,1.6 18,5 12,8.4", fill: row.color }));
  return draw("svg", { viewBox: "0 0 18 10", width: 18, height: 10, "aria-hidden": "true" }, ...parts);
}
