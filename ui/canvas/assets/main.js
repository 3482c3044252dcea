// What Streamlit calls: once when the canvas is mounted, again whenever its data changes.
import { Canvas } from "./canvas.js";
import { enter, leave } from "./registry.js";

const mounted = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".canvas");
  let canvas = mounted.get(root);
  if (!canvas) {
    canvas = new Canvas(root);
    mounted.set(root, canvas);
  }
  canvas.mailbox.deliver = (batch) => setTriggerValue("events", batch);
  canvas.draw(data);
  enter(data.name, canvas);
  return () => {
    leave(data.name, canvas);
    mounted.delete(root);
    canvas.destroy();
  };
}
