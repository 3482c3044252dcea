"""The app as a user starts it, on a filled store of its own, in a real Chromium that reaches nothing else."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from config import read_config
from graph.facts import read_facts
from graph.load import load
from graph.store.embedded import EmbeddedServer
from graph.store.opening import FOLDER, open_store

ROOT = Path(__file__).resolve().parent.parent.parent
INVENTED = ROOT / "tests" / "ui" / "invented.jsonl"
HOSTILE = ROOT / "tests" / "browser" / "hostile.jsonl"
"""A document whose names and sentences would be markup, script, a formula, if anyone took them for it."""

ARTIFACTS = ROOT / "test-artifacts"
START_SECONDS = 60
LOOK = """
const root = () => [...document.querySelectorAll("*")]
  .map((row) => row.shadowRoot?.querySelector(".canvas")).find(Boolean);
window.canvasSettled = () => root()?.drawn && root().dataset.settled === root().drawn.data.revision;
window.canvasNames = () => root()?.drawn?.data?.nodes.map((row) => row.title.split("\\n")[0]) ?? [];
window.canvasPlace = (name) => {
  const canvas = root()?.drawn;
  const node = canvas?.data.nodes.find((row) => row.title.startsWith(name + "\\n"));
  if (!node) return null;
  const place = canvas.network.canvasToDOM(canvas.network.getPosition(node.id));
  const frame = canvas.stage.getBoundingClientRect();
  return { x: frame.x + place.x, y: frame.y + place.y };
};
"""
"""What the tests ask of the canvas, which draws in a shadow tree."""


@dataclass
class Visit:
    """A browser's page on the app, and what it asked of others."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        """Remember a request that goes anywhere but to the app."""
        own = (self.address, self.address.replace("http", "ws", 1), "blob:", "data:")
        if not request.url.startswith(own):
            self.outside.append(request.url)

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)

    def settle(self) -> None:
        """Wait until the page's script has ended and the canvas stands still."""
        self.page.locator(".canvas[data-settled]").wait_for()
        self.page.locator("[data-test-script-state=notRunning]").first.wait_for()
        self.until("canvasSettled()")

    def until(self, expression: str) -> None:
        """Wait until it is true; the page's policy forbids the eval of Playwright's own waiting."""
        end = time.monotonic() + 30
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            self.page.wait_for_timeout(60)

    def names(self) -> set[str]:
        """The names of the entities on the canvas."""
        return set(self.page.evaluate("canvasNames()"))

    def shows(self, name: str, *, shown: bool = True) -> None:
        """Wait until an entity is on the canvas, or off it: the address changes before the drawing does."""
        self.until(f"canvasNames().includes({json.dumps(name)}) === {json.dumps(shown)}")
        self.settle()

    def node(self, name: str) -> tuple[float, float]:
        """Where an entity stands on the screen, once the view is at rest."""
        place = None
        while True:
            before, place = place, self.page.evaluate("(name) => canvasPlace(name)", name)
            assert place, f"no {name} on the canvas"
            if place == before:
                return place["x"], place["y"]
            self.page.wait_for_timeout(120)

    def picture(self, name: str) -> None:
        ARTIFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTIFACTS / f"{name}.png")


@pytest.fixture(scope="session")
def app_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running app."""
    home = tmp_path_factory.mktemp("browser")
    store = open_store(replace(read_config(), neo4j_uri="", home=home))
    load(store, [*read_facts(INVENTED), *read_facts(HOSTILE)])
    store.close()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    environment |= {"POLICY_GRAPH_HOME": str(home), "POLICY_GRAPH_LANG": "zh"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (home / "app.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, address, home / "app.log")
        yield address
    finally:
        process.terminate()
        process.wait(30)
        EmbeddedServer(home / FOLDER).stop()


def _wait(process: subprocess.Popen, address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError) as error:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the app does not start:\n{log.read_text(errors='replace')}") from error
        time.sleep(0.2)


@pytest.fixture
def visit(browser: Browser, app_address: str) -> Iterator[Visit]:
    """A fresh page on the app; nothing may be asked of another host, and no script may fail."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.add_init_script(LOOK)
    page = context.new_page()
    page.set_default_timeout(30_000)
    found = Visit(page, app_address)
    context.on("request", found.note)
    page.on(
        "websocket",
        lambda socket: socket.url.startswith("ws://127.0.0.1:") or found.outside.append(socket.url),
    )
    page.on("pageerror", lambda error: found.problems.append(str(error)))
    yield found
    context.close()
    assert found.outside == []
    assert found.problems == []
