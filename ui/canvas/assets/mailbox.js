// Events on their way to Python. A trigger may be overtaken by the next one, so each carries the last
// events with their numbers, and Python applies those above the last number that it saw.
const KEPT = 64;

export class Mailbox {
  constructor() {
    this.mount = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
    this.number = 0;
    this.events = [];
    this.deliver = () => {};
  }

  send(kind, fields = {}) {
    this.number += 1;
    this.events.push({ number: this.number, kind, ...fields });
    this.events = this.events.slice(-KEPT);
    this.deliver({ mount: this.mount, events: [...this.events] });
  }
}
