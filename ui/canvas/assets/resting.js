// Where the person left the view of a picture, and back to it.
import { keepCamera, keptCamera } from "./registry.js";

// After each movement that a person made: when the canvas goes, it has no size any more to tell the middle
// of the view by, and vis-network scales the view with every change of size.
export function saveCamera(canvas) {
  const { network, data, following } = canvas;
  const camera = following ? null : { position: network.getViewPosition(), scale: network.getScale() };
  canvas.resting = camera;
  keepCamera(data, camera);
}

// Where the person was in this picture, or all of it. The canvas may get its size only later: `resting` is
// gone to again then, until the person moves the view.
export function takeCamera(canvas) {
  const kept = keptCamera(canvas.data);
  canvas.following = !kept;
  canvas.resting = kept ?? null;
  if (kept) canvas.network.moveTo({ ...kept });
  else canvas.fit();
}
