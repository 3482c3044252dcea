// Relations with the sentences that state them, as one list: what is clicked in it is told to Python.
import { make, swatch } from "../policy-graph.canvas/dom.js";
import { Mailbox } from "../policy-graph.canvas/mailbox.js";

const text = new TextDecoder();
const mounted = new WeakMap();

export default function ({ data: bytes, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".pg-sentences");
  let list = mounted.get(root);
  if (!list) mounted.set(root, (list = new List(root)));
  list.mailbox.deliver = (batch) => setTriggerValue("events", batch);
  list.draw(text.decode(bytes));
  return () => mounted.delete(root);
}

class List {
  constructor(root) {
    root.lang = "zh-CN";
    this.root = root;
    this.mailbox = new Mailbox(8);
    this.sent = "";
  }

  draw(sent) {
    if (sent === this.sent) return;
    this.sent = sent;
    const { of, words, groups, quotes } = JSON.parse(sent);
    this.words = words;
    this.root.replaceChildren(...groups.map((group) => this.group(group)), ...quotes.map((row) => this.quote(row)));
    // Of another one nothing was read yet.
    if (of !== this.of) this.root.closest("[class*=st-key-panel]")?.scrollTo(0, 0);
    this.of = of;
  }

  group({ type, word, color, arrows, total, rows, more, side }) {
    const head = make("div", "pg-group");
    const tag = make("span", "pg-tag", word);
    tag.style.setProperty("--c", color);
    head.append(...arrows.map((arrow) => (arrow ? make("i", "", arrow) : tag)), make("span", "count", total));
    const list = make("ul");
    list.append(...rows.map((row) => this.row(row)));
    const section = make("section");
    section.append(head, list);
    if (more) section.append(this.button("all", more, "", () => this.mailbox.send("group", { type, side })));
    return section;
  }

  // A relation by its other end, with its first sentence; the others unfold, or are shown with the relation
  // where they did not come along.
  row({ id, arrow, name, kind, color, shape, quotes, left, whole }) {
    const look = () => this.mailbox.send("look", { id });
    const button = this.button("name", "", `${kind}\n${this.words.look}`, look);
    button.style.setProperty("--c", color);
    button.append(make("i", "", arrow), swatch(shape, color), make("b", "", name));
    const [first, ...others] = quotes.map((row) => this.quote(row));
    const row = make("li");
    row.append(button, ...(first ? [first] : []));
    if (!left) return row;
    const unfold = this.button("left", left, "", () => {
      if (!whole) return look();
      unfold.replaceWith(...others);
      others[0].querySelector("button").focus();
    });
    row.append(unfold);
    return row;
  }

  quote({ parts, source, note, doc, at }) {
    const figure = make("figure", "pg-quote");
    const words = make("blockquote");
    words.append(...parts.map(([part, marked]) => (marked ? make("mark", "", part) : document.createTextNode(part))));
    const caption = make("figcaption");
    caption.append(make("span", "", source));
    if (note) caption.append(make("span", "pg-note", note));
    caption.append(this.button("read", this.words.read, this.words.read_help, () => this.mailbox.send("read", { doc, at })));
    figure.append(words, caption);
    return figure;
  }

  button(kind, label, help, act) {
    const button = make("button", kind, label);
    button.type = "button";
    if (help) button.title = help;
    button.addEventListener("click", act);
    return button;
  }
}
