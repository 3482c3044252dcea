// A picture of all regions, threads and nodes of a crowd: moved and scaled in their stead while the view moves.
const LARGEST = 2400;
const SHARPER = 1.3;
const FEW = 110;

export class Snapshot {
  constructor() {
    this.image = null;
  }

  // What it shows looks or stands otherwise now.
  drop() {
    this.image = null;
  }

  // Whether so many nodes are in the window that they are better moved as a picture.
  serves(bodies, frame) {
    let seen = 0;
    for (const { x, y } of Object.values(bodies)) {
      const [left, top] = frame.toWindow(x, y);
      if (left > 0 && left < frame.width && top > 0 && top < frame.height && ++seen > FEW) return true;
    }
    return false;
  }

  // Puts it where the nodes would be; `paint` draws them all once, when there is none yet.
  draw(pen, nodes, scale, margin, paint) {
    if (!this.image || scale > 2.5 * this.scale) this.take(nodes, scale, margin, paint);
    const { image, box } = this;
    pen.drawImage(image, box.left, box.top, image.width / this.scale, image.height / this.scale);
  }

  take(nodes, scale, margin, paint) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const { x, y } of nodes) {
      box.left = Math.min(box.left, x - margin);
      box.right = Math.max(box.right, x + margin);
      box.top = Math.min(box.top, y - margin);
      box.bottom = Math.max(box.bottom, y + margin);
    }
    const wide = box.right - box.left;
    const high = box.bottom - box.top;
    this.box = box;
    this.scale = Math.min(LARGEST / Math.max(wide, high), scale * SHARPER);
    this.image = new OffscreenCanvas(Math.ceil(wide * this.scale), Math.ceil(high * this.scale));
    const pen = this.image.getContext("2d");
    pen.setTransform(this.scale, 0, 0, this.scale, -box.left * this.scale, -box.top * this.scale);
    paint(pen, this.scale);
  }
}
