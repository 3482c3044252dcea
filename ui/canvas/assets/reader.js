// The document reader: a text with its headings, its mentions marked, the passage looked for in view.
import { make } from "../policy-graph.canvas/dom.js";
import { Mailbox } from "../policy-graph.canvas/mailbox.js";
import { enter, leave } from "../policy-graph.canvas/registry.js";
import { Sides } from "../policy-graph.reader/sides.js";

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
    this.page = make("div", "page");
    this.page.tabIndex = 0;
    this.root = root;
    this.selected = null;
    this.sides = new Sides((id) => this.seek(id));
    this.steps = this.makeSteps();
    const sheet = make("div", "sheet");
    sheet.append(this.page, this.steps);
    root.replaceChildren(this.sides.root, sheet);
    this.page.addEventListener("scroll", () => this.sides.follow(this.page), { passive: true });
    root.addEventListener("keydown", (event) => {
      const way = { n: 1, p: -1 }[event.key.toLowerCase()];
      if (way && !event.ctrlKey && !event.metaKey && !event.altKey) this.step(way);
    });
  }

  draw(data) {
    if (data.revision === this.data?.revision) return;
    const moved = data.place !== this.data?.place;
    this.data = data;
    this.root.style.setProperty("--reader-height", data.height);
    this.page.setAttribute("aria-label", data.title);
    const headings = [];
    const lines = data.lines.map(([kind, level, parts]) => {
      const line = make(level ? `h${Math.min(6, level + 1)}` : kind === "title" ? "h1" : "p", kind);
      line.append(...parts.map((part) => this.part(part)));
      if (level) headings.push([line, level]);
      return line;
    });
    this.page.replaceChildren(...lines);
    this.marks = [...this.page.querySelectorAll(".mention")];
    this.sides.draw(data, headings, this.marks);
    for (const [name, button] of Object.entries(this.buttons)) {
      button.title = data.words[name];
      button.setAttribute("aria-label", data.words[name]);
    }
    this.light();
    if (moved) this.page.scrollTop = 0;
    if (moved) this.page.querySelector(".lit")?.scrollIntoView({ block: "center" });
    this.sides.follow(this.page);
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
    const select = () => {
      this.at = mark;
      this.mailbox.send("select", { of: "entity", id: known[0].id });
    };
    mark.addEventListener("click", select);
    mark.addEventListener("dblclick", () => this.mailbox.send("open", { id: known[0].id }));
    mark.addEventListener("keydown", (event) => {
      if (event.key === "Enter") select();
    });
    return mark;
  }

  // Where the selected one's mention stands among its mentions, and the ways to the others.
  makeSteps() {
    const bar = make("div", "steps");
    this.name = make("span", "name");
    this.count = make("span", "count");
    this.buttons = { before_mention: make("button", "", "‹"), after_mention: make("button", "", "›") };
    this.buttons.before_mention.addEventListener("click", () => this.step(-1));
    this.buttons.after_mention.addEventListener("click", () => this.step(1));
    bar.append(this.name, this.count, ...Object.values(this.buttons));
    bar.hidden = true;
    return bar;
  }

  // The first mention of an entity that was chosen in the list.
  seek(id) {
    this.at = this.marks.find((mark) => mark.dataset.ids.split(" ").includes(id));
    this.at?.scrollIntoView({ block: "center", behavior: "smooth" });
    this.mailbox.send("select", { of: "entity", id });
  }

  step(way) {
    if (!this.chosen?.length) return;
    const count = this.chosen.length;
    const place = this.chosen.indexOf(this.at);
    this.at = this.chosen[(Math.max(place, way > 0 ? -1 : 0) + way + count) % count];
    this.at.scrollIntoView({ block: "center", behavior: "smooth" });
    this.light();
  }

  // Python's word on what is selected: all its mentions stand out.
  show({ selected }) {
    this.selected = selected;
    this.light();
  }

  light() {
    this.chosen = this.marks.filter((mark) => mark.dataset.ids.split(" ").includes(this.selected));
    for (const mark of this.marks) {
      mark.classList.toggle("chosen", this.chosen.includes(mark));
      mark.classList.toggle("here", mark === this.at && this.chosen.length > 1);
    }
    const place = this.chosen.indexOf(this.at) + 1;
    this.steps.hidden = this.chosen.length < 2;
    this.name.textContent = this.data.entities.find((row) => row.id === this.selected)?.name ?? "";
    this.count.textContent = `${place || "–"} / ${this.chosen.length}`;
    this.sides.choose(this.selected);
  }
}
