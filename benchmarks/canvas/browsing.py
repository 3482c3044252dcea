"""A page in a real Chromium that reaches nothing but this machine: its clock, its frames, its bytes."""

import json
import math
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebSocket,
    sync_playwright,
)

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=AutofillServerCommunication",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
INSTRUMENT = Path(__file__).with_name("instrument.js").read_text(encoding="utf-8")
SIZE = {"width": 1280, "height": 800}
WAIT = 180_000
"""Milliseconds after which a page that has not come never will."""

PAN_SECONDS = 3.0
PAN_REACH = 48
"""Pixels from the middle of the circle that panning goes along."""


@dataclass(slots=True)
class Traffic:
    """Bytes of WebSocket messages: from the browser, and from the server."""

    sent: int = 0
    received: int = 0


@dataclass
class Visit:
    """A page that is measured, with what it told and what it asked of others."""

    page: Page
    context: BrowserContext
    traffic: Traffic = field(default_factory=Traffic)
    noted: dict[str, float] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Navigate there; the page need not have been read to its end."""
        self.page.goto(address, wait_until="commit")

    def ask(self, expression: str) -> object:
        """What an expression of the page's is, promises awaited."""
        return self.page.evaluate(expression)

    def take_traffic(self) -> Traffic:
        """What went over the page's WebSockets since the last call."""
        taken, self.traffic = self.traffic, Traffic()
        return taken

    def memory(self) -> int:
        """Bytes of the JavaScript heap in use, after a collection."""
        session = self.context.new_cdp_session(self.page)
        session.send("HeapProfiler.collectGarbage")
        session.send("Performance.enable")
        metrics = session.send("Performance.getMetrics")["metrics"]
        session.detach()
        return next(int(row["value"]) for row in metrics if row["name"] == "JSHeapUsedSize")

    def pan(self) -> float | None:
        """Redraws of the network a second while a mouse drags the view; None where no spot is free."""
        spot = self.ask(f"bench.spot({PAN_REACH})")
        if spot is None:
            return None
        mouse = self.page.mouse
        mouse.move(spot["x"], spot["y"])
        mouse.down()
        mouse.move(spot["x"] + 6, spot["y"])
        before = self.ask("bench.counts()")
        start = time.monotonic()
        while (passed := time.monotonic() - start) < PAN_SECONDS:
            turn = passed * 2 * math.pi
            mouse.move(
                spot["x"] + PAN_REACH * math.sin(turn), spot["y"] + PAN_REACH * (1 - math.cos(turn)) / 2
            )
        after = self.ask("bench.counts()")
        mouse.up()
        return (after["draws"] - before["draws"]) / (after["time"] - before["time"]) * 1000

    def _hear(self, message: ConsoleMessage) -> None:
        if message.text.startswith("bench "):
            name, value = json.loads(message.text.removeprefix("bench "))
            self.noted[name] = value

    def _listen(self, socket: WebSocket) -> None:
        def send(payload: str | bytes) -> None:
            self.traffic.sent += _length(payload)

        def receive(payload: str | bytes) -> None:
            self.traffic.received += _length(payload)

        socket.on("framesent", send)
        socket.on("framereceived", receive)

    def _note(self, request: Request) -> None:
        """What goes elsewhere is refused by Chromium, whose resolver knows only this machine."""
        if not request.url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:")):
            self.outside.append(request.url)


def find_browser() -> str | None:
    """Where this machine has its Chromium; None where it has none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def launch(program: str) -> Iterator[Browser]:
    """That Chromium, kept from every other host; closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser) -> Iterator[Visit]:
    """A fresh page, with nothing in its cache; RuntimeError where it asked something of another host."""
    context = browser.new_context(viewport=SIZE)
    context.add_init_script(INSTRUMENT)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    found = Visit(page, context)
    page.on("console", found._hear)
    page.on("websocket", found._listen)
    page.on("request", found._note)
    yield found
    context.close()
    if found.outside:
        raise RuntimeError(f"asked of others: {found.outside}")


def _length(payload: str | bytes) -> int:
    return len(payload.encode() if isinstance(payload, str) else payload)
