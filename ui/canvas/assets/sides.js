// Beside the text: its headings, of which the one being read is marked, and the entities that it names.
import { make, swatch } from "../policy-graph.canvas/dom.js";

const FACES = ["outline", "entities"];

export class Sides {
  constructor(seek) {
    this.seek = seek;
    this.root = make("aside", "side");
    this.tabs = make("div", "tabs");
    this.tabs.setAttribute("role", "tablist");
    this.bodies = {};
    this.buttons = {};
    for (const face of FACES) {
      const button = make("button", "tab");
      button.type = "button";
      button.setAttribute("role", "tab");
      button.addEventListener("click", () => this.open(face));
      this.buttons[face] = button;
      this.bodies[face] = make("nav", face);
      this.tabs.append(button);
    }
    this.root.append(this.tabs, ...Object.values(this.bodies));
    this.root.dataset.open = "no";
    this.headings = [];
  }

  draw(data, headings, marks) {
    this.headings = headings.map(([line, level]) => [line, this.heading(line, level)]);
    this.bodies.outline.replaceChildren(...this.headings.map(([, button]) => button));
    const counts = count(marks);
    const named = data.entities;
    const order = (row) => [named.findIndex((other) => other.type === row.type), -(counts.get(row.id) ?? 0)];
    const ranked = named.map((row) => [order(row), row]).sort(([[a, b]], [[c, d]]) => a - c || b - d);
    this.rows = new Map();
    const rows = ranked.flatMap(([, row], place) => {
      // One whose every mention lies within a longer name, or in another part of the text, has none here.
      const entry = this.entity(row, counts.get(row.id) ?? "–");
      this.rows.set(row.id, entry);
      return place && ranked[place - 1][1].type === row.type ? [entry] : [make("h4", "", row.type), entry];
    });
    this.bodies.entities.replaceChildren(...rows);
    const totals = { outline: headings.length, entities: named.length };
    for (const face of FACES) {
      this.buttons[face].textContent = `${data.words[face]} ${totals[face]}`;
      this.bodies[face].setAttribute("aria-label", data.words[face]);
    }
    this.show(this.face ?? (headings.length > 1 ? "outline" : "entities"));
  }

  // On a narrow window the lists are shut until they are asked for, and again after a choice.
  open(face) {
    const shut = this.root.dataset.open === "yes" && this.face === face;
    this.root.dataset.open = shut ? "no" : "yes";
    this.face = face;
    this.show(face);
  }

  show(face) {
    for (const other of FACES) {
      this.bodies[other].hidden = other !== face;
      this.buttons[other].setAttribute("aria-selected", other === face);
    }
  }

  heading(line, level) {
    const button = make("button", "", line.textContent);
    button.type = "button";
    button.title = line.textContent;
    button.style.setProperty("--level", level - 1);
    button.addEventListener("click", () => {
      this.root.dataset.open = "no";
      line.scrollIntoView({ block: "start", behavior: "smooth" });
    });
    return button;
  }

  entity(row, mentions) {
    const button = make("button", "");
    button.type = "button";
    button.title = `${row.name}\n${row.type}`;
    button.append(swatch(row.shape, row.color), make("span", "name", row.name), make("span", "count", mentions));
    button.addEventListener("click", () => {
      this.root.dataset.open = "no";
      this.seek(row.id);
    });
    return button;
  }

  choose(id) {
    for (const [other, button] of this.rows) button.setAttribute("aria-current", other === id);
  }

  // Marks the heading under which the lines in the upper part of the view stand, and keeps it in sight.
  follow(page) {
    const edge = page.getBoundingClientRect().top + page.clientHeight * 0.3;
    const passed = this.headings.filter(([line]) => line.getBoundingClientRect().top <= edge).at(-1);
    if (passed?.[1] === this.current) return;
    this.current?.removeAttribute("aria-current");
    this.current = passed?.[1];
    this.current?.setAttribute("aria-current", "true");
    const list = this.bodies.outline;
    if (!this.current || list.hidden) return;
    const [top, height] = [this.current.offsetTop - list.offsetTop, this.current.offsetHeight];
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
  }
}

function count(marks) {
  const counts = new Map();
  for (const mark of marks) for (const id of mark.dataset.ids.split(" ")) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
