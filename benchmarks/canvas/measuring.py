"""One round on each side: the app's pages, and pyvis's page of the same graph."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Browser

from benchmarks.canvas.browsing import Visit, visit
from benchmarks.canvas.table import Measures
from graph.model import Entity, Graph
from graph.schema import DOCUMENT, INDICATOR
from text import say

QUERY = "MATCH (a:实体)-[r]->(b:实体) RETURN a, r, b"
"""Every relation with its ends: in an invented graph each entity has one."""

REST = 350
"""Milliseconds that the pointer rests on a node before it clicks, as a hand's does."""

QUIET = 400
"""Milliseconds without a message after which nothing more is expected."""

KEYS = 70
"""Steps from node to node by the keyboard that make a session long: more than the events that are kept."""

MOST = 300
"""The most entities that the explore page shows."""


@dataclass(frozen=True, slots=True)
class Task:
    """A graph, and which of its entities are clicked: one with many relations, one with few."""

    graph: Graph
    address: str

    @property
    def ranked(self) -> list[Entity]:
        """Entities that have relations and are on at first on the explore page, largest degree first."""
        off = (DOCUMENT, INDICATOR)
        plain = [row for row in self.graph.entities if row.degree and row.type not in off]
        return sorted(plain, key=lambda entity: (-entity.degree, entity.id))


def measure_cypher(browser: Browser, task: Task, long: bool) -> Measures:
    """The whole graph on the Cypher page: first draw from the click on Run, clicks, panning, memory.

    Where `long`, also the bytes of a click after KEYS other events.
    """
    with visit(browser) as found:
        found.open(f"{task.address}/cypher?{urlencode({'query': QUERY})}")
        run = found.page.get_by_role("button", name=say("ui.cypher.run", "zh"))
        run.wait_for()
        found.ask("bench.when(bench.ended)")
        found.page.wait_for_timeout(QUIET)
        found.take_traffic()
        run.click()
        drawn = found.ask("bench.when(() => bench.at.drawn && bench.settled())")
        start = found.ask("bench.at.click")
        _check_whole(found, task.graph)
        measures = {"draw": (found.noted["drawn"] - start) / 1000, "still": (drawn - start) / 1000}
        _calm(found)
        measures["answer"] = found.take_traffic().received
        measures |= _click(found, task.ranked, "hub")
        measures |= _click(found, task.ranked[::-1], "leaf")
        panned = found.pan()
        if panned is not None:
            measures["frames"] = panned
        measures["memory"] = found.memory()
        if long:
            measures |= _click_late(found, task)
    return measures


def measure_whole(browser: Browser, task: Task) -> Measures:
    """The whole graph on the explore page, all but one entity added by its link: first draw, clicks.

    Nothing where the page does not show as many.
    """
    if len(task.graph.entities) > MOST:
        return {}
    centre, *others = task.ranked
    added = ",".join(entity.id for entity in task.graph.entities if entity != centre)
    link = urlencode({"node": centre.id, "add": added, "off": "none", "limit": MOST})
    with visit(browser) as found:
        found.open(f"{task.address}/?{link}")
        found.ask("bench.when(() => bench.at.drawn && bench.settled())")
        _check_whole(found, task.graph)
        measures = {"draw": found.noted["drawn"] / 1000}
        _calm(found)
        return measures | _click(found, others, "hub") | _click(found, others[::-1], "leaf")


def measure_neighbourhood(browser: Browser, task: Task) -> Measures:
    """A neighbourhood as the explore page opens it: first draw, clicks, and the expansion of a neighbour."""
    centre, *others = task.ranked
    with visit(browser) as found:
        found.open(f"{task.address}/?{urlencode({'node': centre.id})}")
        found.ask("bench.when(() => bench.at.drawn && bench.settled())")
        measures = {"draw": found.noted["drawn"] / 1000, "nodes": found.ask("bench.size().nodes")}
        _calm(found)
        measures |= _click(found, others, "hub") | _click(found, others[::-1], "leaf")
        return measures | _expand(found, others)


def measure_plain(browser: Browser, address: str, limit: float) -> Measures:
    """One round on the page of pyvis: first draw and settled from navigation, panning, memory.

    What did not come within `limit` (s) is missing.
    """
    with visit(browser) as found:
        found.open(address)
        end = time.monotonic() + limit
        while "stabilized" not in found.noted and time.monotonic() < end:
            found.page.wait_for_timeout(100)
        names = {"drawn": "draw", "stabilizationIterationsDone": "settled", "stabilized": "still"}
        measures = {name: found.noted[key] / 1000 for key, name in names.items() if key in found.noted}
        if "drawn" in found.noted:
            panned = found.pan()
            if panned is not None:
                measures["frames"] = panned
            measures["memory"] = found.memory()
    return measures


def _click(found: Visit, entities: Sequence[Entity], name: str) -> Measures:
    """Click the first of the entities that nothing covers: until its sentence, until its whole panel."""
    entity, (x, y) = _reachable(found, entities)
    found.page.mouse.move(x, y)
    found.page.wait_for_timeout(REST)
    found.take_traffic()
    found.page.mouse.click(x, y)
    shown = found.page.evaluate("(name) => bench.when(() => bench.told(name))", entity.name)
    whole = found.ask("bench.when(bench.ended)")
    start = found.ask("bench.at.pointerdown")
    _calm(found)
    traffic = found.take_traffic()
    return {
        f"{name}.panel": (shown - start) / 1000,
        f"{name}.whole": (max(shown, whole) - start) / 1000,
        f"{name}.sent": traffic.sent,
        f"{name}.received": traffic.received,
        f"{name}.degree": entity.degree,
    }


def _click_late(found: Visit, task: Task) -> Measures:
    """The bytes of a click when many events have gone before."""
    found.page.locator(".stage").focus()
    for number in range(KEYS):
        found.page.keyboard.press("ArrowLeft" if number % 2 else "ArrowRight")
        found.page.wait_for_timeout(20)
    _calm(found)
    return {"late.sent": _click(found, task.ranked, "late")["late.sent"]}


def _expand(found: Visit, others: Sequence[Entity]) -> Measures:
    """Double-click the first of the entities that is shown: until the canvas stands still with what came."""
    _, (x, y) = _reachable(found, others)
    before, size = found.ask("bench.revision()"), found.ask("bench.size().nodes")
    found.page.mouse.move(x, y)
    found.page.wait_for_timeout(REST)
    found.page.mouse.dblclick(x, y)
    changed = "(before) => bench.when(() => bench.settled() && bench.revision() !== before)"
    still = found.page.evaluate(changed, before)
    start = found.ask("bench.at.dblclick")
    return {"expand": (still - start) / 1000, "grown": found.ask("bench.size().nodes") - size}


def _reachable(found: Visit, entities: Sequence[Entity]) -> tuple[Entity, tuple[float, float]]:
    for entity in entities:
        place = _place(found, entity)
        if place is not None:
            return entity, place
    raise RuntimeError("no entity can be clicked")


def _place(found: Visit, entity: Entity) -> tuple[float, float] | None:
    """Where the entity stands once the view is at rest; None where it can't be clicked."""
    place = None
    while True:
        before, place = place, found.page.evaluate("(id) => bench.place(id)", entity.id)
        if place is None:
            return None
        if place == before:
            return place["x"], place["y"]
        found.page.wait_for_timeout(120)


def _calm(found: Visit) -> None:
    """Wait until the page's script has ended and no message came for a while."""
    while True:
        before = found.traffic.received
        found.ask("bench.when(bench.ended)")
        found.page.wait_for_timeout(QUIET)
        if found.traffic.received == before:
            return


def _check_whole(found: Visit, graph: Graph) -> None:
    shown, wanted = found.ask("bench.size()"), {"nodes": len(graph.entities), "edges": len(graph.relations)}
    if shown != wanted:
        raise RuntimeError(f"the page shows {shown}, not {wanted}")
