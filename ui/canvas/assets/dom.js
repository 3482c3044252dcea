// Elements made from text, never from markup.
const SVG = "http://www.w3.org/2000/svg";

export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== "") element.textContent = text;
  return element;
}

// What a node or edge says when the pointer rests on it: an element, for vis-network might read a text as markup.
export function tip(text) {
  return make("div", "", text);
}

export function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function icon(...paths) {
  const lines = { fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round" };
  const parts = paths.map((d) => draw("path", { d, "stroke-linejoin": "round" }));
  return draw("svg", { viewBox: "0 0 24 24", width: 17, height: 17, "aria-hidden": "true", ...lines }, ...parts);
}

const POLYGONS = {
  square: "2.2,2.2 13.8,2.2 13.8,13.8 2.2,13.8",
  diamond: "8,0.8 15.2,8 8,15.2 0.8,8",
  triangle: "8,1.4 15.2,14 0.8,14",
  triangleDown: "0.8,2 15.2,2 8,14.6",
  hexagon: "4.2,1.6 11.8,1.6 15.6,8 11.8,14.4 4.2,14.4 0.4,8",
  star: "8,0.6 10.2,5.7 15.6,6.1 11.4,9.7 12.8,15 8,12 3.2,15 4.6,9.7 0.4,6.1 5.8,5.7",
};

export function swatch(shape, color) {
  const figure = POLYGONS[shape]
    ? draw("polygon", { points: POLYGONS[shape], fill: color })
    : draw("circle", { cx: 8, cy: 8, r: 6.4, fill: color });
  return draw("svg", { viewBox: "0 0 16 16", width: 13, height: 13, "aria-hidden": "true" }, figure);
}
