// Events on their way to Python. A trigger may be overtaken by the next one, so each carries the last
// events with their numbers, and Python applies those above the last number that it saw.
const KEPT = 64;

export class Mailbox {
  // `kept`: how many events are repeated at most; few where Python does not say what it has heard.
  constructor(kept = KEPT) {
    this.kept = kept;
    this.mount = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("");
    this.number = 0;
    this.events = [];
    this.deliver = () => {};
  }

  send(kind, fields = {}) {
    this.number += 1;
    this.events.push({ number: this.number, kind, ...fields });
    this.events = this.events.slice(-this.kept);
    this.deliver({ mount: this.mount, events: [...this.events] });
  }

  // Python has applied the events up to `number`: they are repeated no more. Says whether that is all.
  acknowledge({ mount, number }) {
    if (mount !== this.mount) return this.number === 0;
    this.events = this.events.filter((event) => event.number > number);
    return number >= this.number;
  }
}
