// What Streamlit calls: once when the canvas is mounted, again whenever its data changes.
import { Canvas } from "./canvas.js";
import { enter, leave } from "./registry.js";

const text = new TextDecoder();

export default function ({ data: bytes, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".canvas");
  const data = JSON.parse(text.decode(bytes));
  const canvas = (root.drawn ??= new Canvas(root));
  canvas.mailbox.deliver = (batch) => setTriggerValue("events", batch);
  canvas.draw(data);
  enter(data.name, canvas);
  return () => {
    leave(data.name, canvas);
    canvas.destroy();
    delete root.drawn;
  };
}
