// The document reader: a text with its headings, its mentions marked, the passage looked for in view.
import { make } from "../policy-graph.canvas/dom.js";
import { Mailbox } from "../policy-graph.canvas/mailbox.js";
import { enter, leave } from "../policy-graph.canvas/registry.js";

const mounted = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".reader");
  let reader = mounted.get(root);
  if (!reader) mounted.set(root, (reader = new Reader(root)));
  reader.mailbox.deliver = (batch) => setTriggerValue("events", batch);
  reader.draw(data);
  enter(data.name, reader);
  return () => {
    leave(data.name, reader);
    mounted.delete(root);
  };
}

class Reader {
  constructor(root) {
    root.lang = "zh-CN";
    this.mailbox = new Mailbox(16);
    this.outline = make("nav", "outline");
    this.page = make("div", "page");
    this.page.tabIndex = 0;
    this.root = root;
    this.selected = null;
    root.replaceChildren(this.outline, this.page);
  }

  draw(data) {
    if (data.revision === this.data?.revision) return;
    const moved = data.place !== this.data?.place;
    this.data = data;
    this.root.style.setProperty("--reader-height", data.height);
    this.outline.setAttribute("aria-label", data.words.outline);
    this.page.setAttribute("aria-label", data.title);
    const headings = [];
    const lines = data.lines.map(([kind, level, parts]) => {
      const line = make(level ? `h${Math.min(6, level + 1)}` : kind === "title" ? "h1" : "p", kind);
      line.append(...parts.map((part) => this.part(part)));
      if (level) headings.push([line, level]);
      return line;
    });
    this.page.replaceChildren(...lines);
    this.outline.replaceChildren(...headings.map(([line, level]) => this.entry(line, level)));
    this.outline.hidden = headings.length < 2;
    this.light();
    if (moved) this.page.scrollTop = 0;
    if (moved) this.page.querySelector(".lit")?.scrollIntoView({ block: "center" });
  }

  // A piece of text: bare, or a mention that can be pressed; what the passage holds is lit.
  part([text, ids, lit]) {
    if (!ids.length) return lit ? make("span", "lit", text) : document.createTextNode(text);
    // No button element: those do not break over lines.
    const mark = make("span", lit ? "mention lit" : "mention", text);
    mark.tabIndex = 0;
    mark.setAttribute("role", "button");
    const known = ids.map((place) => this.data.entities[place]);
    mark.dataset.ids = known.map((row) => row.id).join(" ");
    mark.title = known.map((row) => `${row.name}\n${row.type}`).join("\n");
    mark.style.setProperty("--c", known[0].color);
    const select = () => this.mailbox.send("select", { of: "entity", id: known[0].id });
    mark.addEventListener("click", select);
    mark.addEventListener("dblclick", () => this.mailbox.send("open", { id: known[0].id }));
    mark.addEventListener("keydown", (event) => {
      if (event.key === "Enter") select();
    });
    return mark;
  }

  entry(line, level) {
    const button = make("button", "", line.textContent);
    button.type = "button";
    button.title = line.textContent;
    button.style.setProperty("--level", level - 1);
    button.addEventListener("click", () => line.scrollIntoView({ block: "start", behavior: "smooth" }));
    return button;
  }

  // Python's word on what is selected: all its mentions stand out.
  show({ selected }) {
    this.selected = selected;
    this.light();
  }

  light() {
    for (const mark of this.page.querySelectorAll(".mention")) {
      mark.classList.toggle("chosen", mark.dataset.ids.split(" ").includes(this.selected));
    }
  }
}
