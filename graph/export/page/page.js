"use strict";
/* The side panel. Text from documents only ever becomes text nodes. */
(function () {
  const data = JSON.parse(document.getElementById("graph-data").textContent);
  const panel = document.getElementById("panel");
  const entities = new Map(data.entities.map((row) => [row.id, row]));
  const relations = new Map(data.relations.map((row) => [row.id, row]));

  function add(parent, tag, text, className) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    parent.appendChild(element);
    return element;
  }

  function chip(parent, color) {
    add(parent, "span", "", "chip").style.backgroundColor = color;
  }

  function quote(place) {
    const block = add(panel, "blockquote");
    let at = 0;
    for (const [start, end] of place.marks) {
      if (start < at) continue;
      block.appendChild(document.createTextNode(place.quote.slice(at, start)));
      add(block, "mark", place.quote.slice(start, end));
      at = end;
    }
    block.appendChild(document.createTextNode(place.quote.slice(at)));
    add(panel, "p", place.source, "quiet");
  }

  function head(title, quiet) {
    panel.replaceChildren();
    const back = add(panel, "button", "← " + data.words.back, "back");
    back.addEventListener("click", showAll);
    add(panel, "h1", title);
    add(panel, "p", quiet, "quiet");
    panel.scrollTop = 0;
  }

  function sentence(row) {
    const arrow = row.directed ? " → " : " — ";
    const status = row.status ? "（" + row.status + "）" : "";
    return entities.get(row.head).name + arrow + row.label + status + arrow + entities.get(row.tail).name;
  }

  function showAll() {
    panel.replaceChildren();
    add(panel, "h1", data.title);
    add(panel, "p", data.shown, "quiet");
    add(panel, "p", data.words.hint, "quiet");
    add(panel, "h2", data.words.legend);
    for (const row of data.legend) {
      const line = add(panel, "p");
      chip(line, row.color);
      line.appendChild(document.createTextNode(" " + row.name + " " + row.count));
    }
    network.unselectAll();
  }

  function showEntity(id) {
    const row = entities.get(id);
    head(row.name, row.type);
    if (row.aliases.length) add(panel, "p", data.words.aliases + ": " + row.aliases.join(data.words.list));
    if (row.details.length) {
      const list = add(panel, "dl");
      for (const [word, value] of row.details) {
        add(list, "dt", word);
        add(list, "dd", value);
      }
    }
    add(panel, "h2", data.words.relations);
    for (const relation of data.relations) {
      if (relation.head !== id && relation.tail !== id) continue;
      const button = add(panel, "button");
      chip(button, relation.color);
      add(button, "span", sentence(relation));
      button.addEventListener("click", () => showRelation(relation.id));
    }
    network.selectNodes([id]);
  }

  function showRelation(id) {
    const row = relations.get(id);
    head(sentence(row), data.words.evidence + " " + row.evidence.length);
    row.evidence.forEach(quote);
    for (const end of [row.head, row.tail]) {
      const button = add(panel, "button");
      chip(button, entities.get(end).color);
      add(button, "span", entities.get(end).name);
      button.addEventListener("click", () => showEntity(end));
    }
    network.selectEdges([id]);
  }

  network.on("click", (event) => {
    if (event.nodes.length) showEntity(event.nodes[0]);
    else if (event.edges.length) showRelation(event.edges[0]);
    else showAll();
  });
  showAll();
  network.fit({ animation: false });
})();
