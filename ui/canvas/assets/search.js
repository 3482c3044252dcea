// The search box: suggestions come from Python as one types; only what was chosen changes the page.
import { icon, make, swatch } from "../policy-graph.canvas/dom.js";
import { Mailbox } from "../policy-graph.canvas/mailbox.js";

const PAUSE = 160;
const mounted = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".search");
  let box = mounted.get(root);
  if (!box) {
    box = new SearchBox(root);
    mounted.set(root, box);
  }
  box.mailbox.deliver = (batch) => setTriggerValue("events", batch);
  box.update(data);
  return () => {
    mounted.delete(root);
    box.destroy();
  };
}

class SearchBox {
  constructor(root) {
    this.root = root;
    root.lang = "zh-CN";
    this.mailbox = new Mailbox(16);
    this.input = make("input");
    this.list = make("ul");
    this.list.hidden = true;
    this.list.id = "suggestions";
    this.at = 0;
    this.timer = 0;
    this.describe();
    root.replaceChildren(icon("M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13", "m15.5 15.5 4.5 4.5"), this.input, this.list);
    this.listen();
  }

  describe() {
    const attributes = { type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false", "aria-controls": "suggestions", "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.list.setAttribute("role", "listbox");
  }

  listen() {
    this.input.addEventListener("input", (event) => event.isComposing || this.type());
    this.input.addEventListener("compositionend", () => this.type());
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.shortcut = (event) => {
      const target = event.composedPath()[0];
      if (!this.data.shortcut || event.key !== "/" || /^(INPUT|TEXTAREA)$/.test(target.tagName)) return;
      event.preventDefault();
      this.input.focus();
    };
    document.addEventListener("keydown", this.shortcut);
  }

  update(data) {
    const renamed = data.value !== this.data?.value;
    this.data = data;
    this.input.placeholder = data.words.placeholder;
    this.input.setAttribute("aria-label", data.words.label);
    if (data.shortcut && !this.root.querySelector("kbd")) this.root.append(make("kbd", "", "/"));
    if (renamed || (!this.focused() && this.input.value.trim() === "")) this.input.value = data.value;
    if (this.focused() && this.typed && data.asked === this.input.value.trim()) this.open();
  }

  focused() {
    return this.root.getRootNode().activeElement === this.input;
  }

  type() {
    clearTimeout(this.timer);
    this.typed = true;
    const text = this.input.value.trim();
    if (!text) return this.close();
    this.timer = setTimeout(() => this.mailbox.send("typed", { text }), PAUSE);
  }

  open() {
    this.at = 0;
    const rows = this.data.rows.map((row, place) => this.option(row, place));
    const notes = this.data.note ? [make("li", "note", this.data.note)] : [];
    this.list.replaceChildren(...rows, ...notes);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  option(row, place) {
    const item = make("li");
    item.id = `option-${place}`;
    item.setAttribute("role", "option");
    const name = make("span", "name");
    name.append(...emphasise(row.name, this.data.asked));
    item.append(swatch(row.shape, row.color), name);
    if (row.alias) item.append(make("span", "alias", row.alias));
    item.append(make("span", "count", row.note));
    if (this.data.adds) item.append(this.adder(row));
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.pick(row);
    });
    return item;
  }

  // Puts an entity on the canvas and leaves the list open: several can be added one after another.
  adder(row) {
    const button = make("span", "add", "+");
    button.title = this.data.words.add;
    button.addEventListener("mousedown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.add(row, button);
    });
    return button;
  }

  add(row, button) {
    button.textContent = "✓";
    this.mailbox.send("added", { id: row.id });
  }

  mark() {
    const items = [...this.list.querySelectorAll("[role=option]")];
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === this.at)));
    items[this.at]?.scrollIntoView({ block: "nearest" });
    if (items[this.at]) this.input.setAttribute("aria-activedescendant", items[this.at].id);
  }

  press(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    const count = open ? this.data.rows.length : 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (count) this.at = (this.at + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      this.mark();
    } else if (event.key === "Enter" && event.shiftKey && this.data.adds && count) {
      this.add(this.data.rows[this.at], this.list.querySelectorAll(".add")[this.at]);
    } else if (event.key === "Enter") {
      if (count && this.data.asked === this.input.value.trim()) this.pick(this.data.rows[this.at]);
      else if (this.input.value.trim()) this.submit();
    } else if (event.key === "Escape") {
      this.input.value = this.data.value;
      this.input.blur();
    }
    event.stopPropagation();
  }

  pick(row) {
    this.typed = false;
    this.input.value = row.name;
    this.mailbox.send("picked", { id: row.id, name: row.name });
    this.input.blur();
  }

  submit() {
    clearTimeout(this.timer);
    this.typed = false;
    this.mailbox.send("submitted", { text: this.input.value.trim() });
    this.input.blur();
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  destroy() {
    clearTimeout(this.timer);
    document.removeEventListener("keydown", this.shortcut);
  }
}

function emphasise(name, text) {
  const place = name.toLowerCase().indexOf(text.toLowerCase());
  if (!text || place < 0) return [name];
  const end = place + text.length;
  return [name.slice(0, place), make("b", "", name.slice(place, end)), name.slice(end)];
}
