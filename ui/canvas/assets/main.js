// What Streamlit calls: once when the canvas is mounted, again whenever its data changes.
import { Canvas } from "./canvas.js";
import { enter, leave } from "./registry.js";

const text = new TextDecoder();

export default function ({ data: bytes, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".canvas");
  const data = JSON.parse(text.decode(bytes));
  const canvas = (root.drawn ??= new Canvas(root));
  canvas.mailbox.deliver = (batch) => setTriggerValue("events", batch);
  const gone = new AbortController();
  whenStyled(root, gone.signal, () => {
    canvas.draw(data);
    enter(data.name, canvas);
  });
  return () => {
    gone.abort();
    leave(data.name, canvas);
    canvas.destroy();
    delete root.drawn;
  };
}

// Colours and sizes are the stylesheet's, and the scripts, fetched early, may be there before it.
function whenStyled(root, signal, draw) {
  const sheet = root.getRootNode().querySelector("link[rel=stylesheet]");
  if (!sheet || sheet.sheet) draw();
  else for (const end of ["load", "error"]) sheet.addEventListener(end, draw, { once: true, signal });
}
