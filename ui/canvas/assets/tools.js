// The buttons on the canvas: steps back and forth where there are any, fit, zoom, help, picture.
import { icon, make } from "./dom.js";
import { FONT } from "./drawing.js";

const ICONS = {
  undo: ["M9 7 4.5 11.5 9 16", "M5 11.5h9a5 5 0 0 1 0 10h-2"],
  redo: ["M15 7l4.5 4.5L15 16", "M19 11.5h-9a5 5 0 0 0 0 10h2"],
  fit: ["M4 9V5.5A1.5 1.5 0 0 1 5.5 4H9", "M15 4h3.5A1.5 1.5 0 0 1 20 5.5V9", "M20 15v3.5a1.5 1.5 0 0 1-1.5 1.5H15", "M9 20H5.5A1.5 1.5 0 0 1 4 18.5V15"],
  closer: ["M12 5v14", "M5 12h14"],
  farther: ["M5 12h14"],
  help: ["M8.6 9.2a3.5 3.5 0 1 1 5 3.2c-1 .5-1.6 1.2-1.6 2.3v.4", "M12 18.6v.1"],
  picture: ["M12 4v11", "M7.5 11 12 15.5 16.5 11", "M5 19.5h14"],
};

export function fillTools(panel, words, actions) {
  const offered = Object.keys(ICONS).filter((name) => actions[name]);
  const buttons = offered.map((name) => {
    const button = make("button");
    button.type = "button";
    button.title = words[name];
    button.setAttribute("aria-label", words[name]);
    button.append(icon(...ICONS[name]));
    button.addEventListener("click", actions[name]);
    return button;
  });
  panel.replaceChildren(...buttons);
}

// A PNG of what the canvas shows, with its title, on paper-coloured ground.
export function savePicture(stage, title, theme) {
  const drawn = stage.querySelector("canvas");
  const scale = drawn.width / stage.clientWidth;
  const picture = document.createElement("canvas");
  const head = Math.round(44 * scale);
  picture.width = drawn.width;
  picture.height = drawn.height + head;
  const pen = picture.getContext("2d");
  pen.fillStyle = theme.paper;
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.drawImage(drawn, 0, head);
  pen.fillStyle = theme.ink;
  pen.font = `600 ${Math.round(18 * scale)}px ${FONT}`;
  pen.fillText(title, Math.round(18 * scale), Math.round(30 * scale));
  picture.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${title}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
