// What the benchmark asks of a page, the same on both sides: every network of vis-network is watched from
// its making, and times are the page's own clock (milliseconds since navigation), taken after a paint.
(() => {
  const LIMIT = 180_000;
  const at = {};
  let network = null;
  let draws = 0;
  let frames = 0;

  const painted = (tell) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => tell(performance.now());
      channel.port2.postMessage(0);
    });

  // The first time of each thing that happens, told to whoever listens to the console too: a page that is
  // busy for minutes answers no question.
  const note = (name, time) => {
    if (name in at) return;
    at[name] = time;
    console.debug(`bench ${JSON.stringify([name, time])}`);
  };

  const watch = (made) => {
    network = made;
    network.on("afterDrawing", () => {
      draws += 1;
      if (!("drawn" in at) && network.body.nodeIndices.length) painted((time) => note("drawn", time));
    });
    for (const name of ["stabilizationIterationsDone", "stabilized"])
      network.on(name, () => painted((time) => note(name, time)));
  };

  const library = {};
  let Watched;
  Object.defineProperty(library, "Network", {
    get: () => Watched,
    set(Network) {
      Watched = class extends Network {
        constructor(...parts) {
          super(...parts);
          watch(this);
        }
      };
    },
  });
  window.vis = library;

  const count = () => {
    frames += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);

  for (const name of ["pointerdown", "click", "dblclick"])
    addEventListener(name, (event) => (at[name] = event.timeStamp), true);

  const root = () =>
    [...document.querySelectorAll("*")].map((row) => row.shadowRoot?.querySelector(".canvas")).find(Boolean);
  const overlaid = (x, y) => {
    let top = document.elementFromPoint(x, y);
    while (top?.shadowRoot?.elementFromPoint(x, y)) top = top.shadowRoot.elementFromPoint(x, y);
    return top?.tagName !== "CANVAS";
  };
  const corner = () => network.canvas.frame.canvas.getBoundingClientRect();

  window.bench = {
    at,
    counts: () => ({ draws, frames, time: performance.now() }),
    // The app draws the relations of a crowd itself.
    size: () => {
      const edges = root()?.drawn?.data?.edges ?? network?.body.data.edges;
      return { nodes: network?.body.data.nodes.length ?? 0, edges: edges?.length ?? 0 };
    },
    area: () => [corner().width, corner().height],

    // Resolves with the time of the paint after `test` became true.
    when: (test) =>
      new Promise((resolve, reject) => {
        const end = performance.now() + LIMIT;
        const look = () => {
          if (test()) painted(resolve);
          else if (performance.now() > end) reject(new Error(`never true: ${test}`));
          else requestAnimationFrame(look);
        };
        look();
      }),

    settled: () => Boolean(root()?.drawn?.data) && root().dataset.settled === root().drawn.data.revision,
    revision: () => root().dataset.settled,
    ended: () => Boolean(document.querySelector("[data-test-script-state=notRunning]")),

    // The panel's head is the entity's, and so is its first sentence.
    told: (name) =>
      document.querySelector(".pg-head h2")?.textContent === name &&
      [...(document.querySelector(".pg-quote")?.querySelectorAll("mark") ?? [])].some((mark) => mark.textContent === name),

    // Where a node can be clicked: nothing lies over its middle; null where something does.
    place: (id) => {
      if (!network.body.nodes[id]) return null;
      const place = network.canvasToDOM(network.getPosition(id));
      const { x, y } = corner();
      // In an overview of clusters a region's name takes the click.
      const named = root()?.drawn?.overview?.regions.at(place);
      const free = network.getNodeAt(place) === id && !named && !overlaid(x + place.x, y + place.y);
      return free ? { x: x + place.x, y: y + place.y } : null;
    },

    // A spot from which the view can be panned, `room` pixels free around it of anything but the canvas.
    spot: (room) => {
      const { x, y, width, height } = corner();
      for (let down = room; down < Math.min(height, innerHeight - y) - room; down += 8)
        for (let right = room; right < width - room; right += 8) {
          if (network.getNodeAt({ x: right, y: down }) !== undefined || network.getEdgeAt({ x: right, y: down }) !== undefined) continue;
          if (![[0, 0], [-room, 0], [room, 0], [0, -room], [0, room]].some(([dx, dy]) => overlaid(x + right + dx, y + down + dy)))
            return { x: x + right, y: y + down };
        }
      return null;
    },
  };
})();
