// How nodes and edges look, lit or dimmed: one vis-network row each.
export const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const LABELLED_EDGES = 14;
const CROWDED = 40;

export function readTheme(root) {
  const style = getComputedStyle(root);
  return {
    paper: toHex(style.backgroundColor, "#ffffff"),
    ink: toHex(style.color, "#1e293b"),
    primary: toHex(style.getPropertyValue("--st-primary-color"), "#2f5fd0"),
  };
}

// Any CSS colour as #rrggbb: a canvas understands it however the theme wrote it.
function toHex(color, fallback) {
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  pen.fillStyle = fallback;
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue, opacity] = pen.getImageData(0, 0, 1, 1).data;
  if (opacity < 255) return fallback;
  return toText([red, green, blue]);
}

// The colour laid thinly on paper: unlike opacity, it hides the lines behind.
export function thin(color, paper, share) {
  const [over, under] = [parts(color), parts(paper)];
  return toText(over.map((part, at) => Math.round(part * share + under[at] * (1 - share))));
}

// The colour, with as much ink in it as makes it stand out from the paper by `least` : 1 (WCAG 2 says how).
export function legible(color, { paper, ink }, least) {
  let share = 1;
  while (share > 0 && contrast(thin(color, ink, share), paper) < least) share -= 0.04;
  return thin(color, ink, Math.max(0, share));
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color) {
  const [red, green, blue] = parts(color).map((part) => (part <= 10 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parts(color) {
  return [16, 8, 0].map((shift) => (parseInt(color.slice(1), 16) >> shift) & 255);
}

function toText(rgb) {
  return `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function fade(color, opacity) {
  return `rgba(${parts(color).join(", ")}, ${opacity})`;
}

// `crowd` is a picture of so many that only what is lit changes its look, `named` whether vis-network draws names.
export function nodeRow(node, { lit, spotlit, selected, picked, crowd, named, fonts }, theme) {
  const bright = crowd || !lit || spotlit;
  const fill = node.many ? thin(node.color, theme.paper, bright ? 0.22 : 0.08) : bright ? node.color : thin(node.color, theme.paper, lit.soft ? 0.45 : 0.15);
  const ring = picked ? theme.primary : node.many ? thin(node.color, theme.paper, bright ? 0.8 : 0.2) : selected || node.centre || (crowd && spotlit) ? theme.ink : theme.paper;
  return {
    id: node.id,
    label: named ? node.label : "",
    borderWidth: picked ? 6 : selected ? 3.5 : node.centre ? 2.5 : crowd && !spotlit ? 1 : 2,
    color: { background: fill, border: ring, highlight: { background: fill, border: ring } },
    font: {
      ...fonts,
      face: FONT,
      color: bright ? theme.ink : thin(theme.ink, theme.paper, lit.soft ? 0.5 : 0.2),
      strokeWidth: bright ? 4 : 0,
      strokeColor: theme.paper,
      vadjust: -1,
    },
  };
}

export function edgeRow(edge, { lit, spotlit, litCount, total, crowd }, theme) {
  const named = crowd ? false : spotlit ? litCount <= LABELLED_EDGES : !lit && total <= LABELLED_EDGES;
  const crowded = litCount > CROWDED;
  const opacity = spotlit ? (crowded ? 0.55 : 0.95) : lit?.soft ? 0.32 : lit ? 0.13 : 0.5;
  return {
    id: edge.id,
    label: named ? edge.name : " ",
    width: spotlit && !crowded ? 2.2 : 1.3,
    color: { color: fade(edge.color, opacity), highlight: edge.color, inherit: false },
    font: { face: FONT, size: 12, color: legible(edge.color, theme, 4.5), strokeWidth: 5, strokeColor: theme.paper, align: "horizontal" },
  };
}
