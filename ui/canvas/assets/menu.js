// The menu of a node: what can be done with it, where the pointer or the selection is.
import { make } from "./dom.js";

export class Menu {
  constructor(stage, choose) {
    this.stage = stage;
    this.choose = choose;
    this.list = make("div", "menu");
    this.list.setAttribute("role", "menu");
    this.list.hidden = true;
    this.list.addEventListener("keydown", (event) => this.press(event));
    stage.addEventListener("pointerdown", () => this.close());
    stage.addEventListener("wheel", () => this.close(), { passive: true });
  }

  // `rows` are [kind, words]; `place` is in pixels from the canvas's corner.
  open(id, rows, place) {
    if (!rows.length) return;
    this.list.replaceChildren(
      ...rows.map(([kind, words]) => {
        const button = make("button", "", words);
        button.type = "button";
        button.setAttribute("role", "menuitem");
        button.addEventListener("click", () => {
          this.close();
          this.choose(kind, id);
        });
        return button;
      }),
    );
    this.list.hidden = false;
    const { clientWidth, clientHeight } = this.stage;
    this.list.style.left = `${Math.max(0, Math.min(place.x, clientWidth - this.list.offsetWidth - 8))}px`;
    this.list.style.top = `${Math.max(0, Math.min(place.y, clientHeight - this.list.offsetHeight - 8))}px`;
    this.list.firstChild.focus();
  }

  press(event) {
    const items = [...this.list.children];
    const at = items.indexOf(this.list.getRootNode().activeElement);
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
    else if (event.key === "ArrowUp") items[(at + items.length - 1) % items.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  close() {
    if (this.list.hidden) return;
    this.list.hidden = true;
    this.stage.focus({ preventScroll: true });
  }
}
