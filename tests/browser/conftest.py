"""The app as a user starts it, on a filled store of its own, in a real Chromium that reaches nothing else."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ProxySettings, Request

from benchmarks.canvas.serving import run_app
from config import read_config
from graph.facts import read_facts
from graph.load import load
from graph.store.embedded import EmbeddedServer
from graph.store.opening import FOLDER, open_store

ROOT = Path(__file__).resolve().parent.parent.parent
INVENTED = ROOT / "tests" / "ui" / "invented.jsonl"
HOSTILE = ROOT / "tests" / "browser" / "hostile.jsonl"
"""A document whose names and sentences would be markup, script, a formula, if anyone took them for it."""

WATCH = ROOT / "tests" / "browser" / "watch"
ARTIFACTS = ROOT / "test-artifacts"
LOOK = """
const root = () => [...document.querySelectorAll("*")]
  .map((row) => row.shadowRoot?.querySelector(".canvas")).find(Boolean);
window.canvasSettled = () => root()?.drawn && root().dataset.settled === root().drawn.data.revision;
window.canvasNames = () => root()?.drawn?.data?.nodes.map((row) => row.title.split("\\n")[0]) ?? [];
window.canvasPaper = () => parseInt(root().drawn.theme.paper.slice(1, 3), 16);
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


class Outside:
    """What was asked of other machines: by the browser and the Java machine, who are led to a proxy that
    refuses all, and by Python's processes, who are watched (see watch/sitecustomize.py).
    """

    def __init__(self, folder: Path) -> None:
        self._log = folder / "outside.log"
        self._heard: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._refuse, daemon=True).start()

    @property
    def environment(self) -> dict[str, str]:
        """What the app's process, and those that it starts, are to inherit."""
        return {
            "OUTSIDE_LOG": str(self._log),
            "PYTHONPATH": str(WATCH),
            "JAVA_TOOL_OPTIONS": f"-DsocksProxyHost=127.0.0.1 -DsocksProxyPort={self.port}",
        }

    @property
    def proxy(self) -> ProxySettings:
        """What a browser's context is told: only this machine is reached directly."""
        return {"server": f"http://127.0.0.1:{self.port}", "bypass": "127.0.0.1"}

    def attempts(self) -> list[str]:
        """Every attempt so far, a line each."""
        watched = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
        return [*self._heard, *watched]

    def forget(self) -> None:
        """Begin anew: what was tried on purpose does not count."""
        self._heard.clear()
        self._log.unlink(missing_ok=True)

    def close(self) -> None:
        self._listener.close()

    def _refuse(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return  # closed: the tests are over
            with connection:
                connection.settimeout(5)
                try:
                    self._heard.append(repr(connection.recv(300)))
                except OSError as error:
                    self._heard.append(f"a connection without a word: {error}")


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

    def paper(self) -> int:
        """How much red is in what the canvas takes for its ground, 0 to 255."""
        return self.page.evaluate("canvasPaper()")

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
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """What the app and its pages tried to reach in this run."""
    found = Outside(tmp_path_factory.mktemp("outside"))
    yield found
    found.close()


@pytest.fixture(scope="session")
def app_address(tmp_path_factory: pytest.TempPathFactory, outside: Outside) -> Iterator[str]:
    """The address of the running app, which, like the store that it starts, is kept from other machines."""
    home = tmp_path_factory.mktemp("browser")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in outside.environment.items():
            patch.setenv(name, value)  # for the store's server, which starts here
        store = open_store(replace(read_config(), neo4j_uri="", home=home))
    load(store, [*read_facts(INVENTED), *read_facts(HOSTILE)])
    try:
        with run_app(home, outside.environment) as address:
            yield address
    finally:
        store.close()
        EmbeddedServer(home / FOLDER).stop()


@pytest.fixture
def open_visit(browser: Browser, app_address: str, outside: Outside) -> Iterator[Callable[[], Visit]]:
    """Opens fresh browsers' pages on the app; nobody may be asked for anything, and no script may fail."""
    visits: list[Visit] = []

    def open_page() -> Visit:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, accept_downloads=True, proxy=outside.proxy
        )
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
        visits.append(found)
        return found

    yield open_page
    for found in visits:
        found.page.context.close()
    assert [url for found in visits for url in found.outside] == []
    assert [problem for found in visits for problem in found.problems] == []
    assert outside.attempts() == []


@pytest.fixture
def visit(open_visit: Callable[[], Visit]) -> Visit:
    """A fresh page on the app."""
    return open_visit()
