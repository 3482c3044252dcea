// The list of gestures and keys, over the canvas until one has read it.
import { make } from "./dom.js";

export class Help {
  constructor(stage) {
    this.stage = stage;
    this.panel = make("div", "help");
    this.panel.setAttribute("role", "dialog");
    this.panel.tabIndex = -1;
    this.panel.hidden = true;
    this.panel.addEventListener("keydown", (event) => {
      if (!["Escape", "?"].includes(event.key)) return;
      event.stopPropagation();
      this.close();
    });
    stage.addEventListener("pointerdown", () => (this.panel.hidden = true));
  }

  // `rows` are [gesture, what it does].
  fill(title, rows) {
    this.panel.setAttribute("aria-label", title);
    const list = make("dl");
    for (const [gesture, effect] of rows) list.append(make("dt", "", gesture), make("dd", "", effect));
    const close = make("button", "", "✕");
    close.type = "button";
    close.setAttribute("aria-label", "✕");
    close.addEventListener("click", () => this.close());
    this.panel.replaceChildren(make("h4", "", title), close, list);
  }

  toggle() {
    if (!this.panel.hidden) return this.close();
    this.panel.hidden = false;
    this.panel.focus({ preventScroll: true });
  }

  close() {
    this.panel.hidden = true;
    this.stage.focus({ preventScroll: true });
  }
}
