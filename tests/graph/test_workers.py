"""What takes long is worked out in processes of its own, which may be slow, overrun or die."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from errors import WorkUnfinished
from graph.heavy import GROUPS, LAYOUT, SHARES, WORK, layout_request
from graph.in_rows import lay_in_rows
from graph.label import label_box
from graph.model import Entity, Relation, Subgraph
from graph.workers import Workers

ROOT = Path(__file__).resolve().parent.parent.parent
LONG = 120
"""Seconds that no test takes."""


@pytest.fixture
def workers() -> Iterator[Workers]:
    found = Workers(1, 1)
    yield found
    found.close()


@pytest.fixture(scope="module")
def crowd() -> Subgraph:
    """Four hundred entities in a tree, and some loops."""
    kinds = ("NewTown", "Park", "Project")
    entities = tuple(Entity(f"n{i}", kinds[i % 3], f"第{i}号新城", (), {}, i % 7) for i in range(400))
    pairs = [(i, i // 3) for i in range(1, 400)] + [(i, i + 50) for i in range(0, 300, 9)]
    return Subgraph(entities, tuple(Relation(f"r{a}.{b}", "", f"n{a}", f"n{b}") for a, b in pairs))


@pytest.fixture(scope="module")
def endless() -> dict[str, object]:
    """A network whose betweenness takes minutes."""
    count = 60_000
    return {"count": count, "edges": [(i, (i * 7 + 1) % count) for i in range(count)]}


def test_a_worker_answers_what_this_process_would(workers: Workers, crowd: Subgraph) -> None:
    fixed = {"n5": (10.5, -3.25)}
    network = {"count": 4, "edges": [(0, 1), (1, 2), (2, 3)]}
    groups = {"nodes": ["a", "b", "c", "d"], "edges": [("a", "b", 1.0), ("c", "d", 0.5)]}
    for kind, request in (
        (LAYOUT, layout_request(crowd, {}, None)),
        (LAYOUT, layout_request(Subgraph(crowd.entities[:30], crowd.relations), fixed, "n0")),
        (SHARES, network),
        (GROUPS, groups),
    ):
        answer, here = workers.run(kind, request, LONG), WORK[kind](request)
        if isinstance(here, dict):
            assert {key: tuple(place) for key, place in answer.items()} == here
        else:
            assert [tuple(row) if isinstance(row, list) else row for row in answer] == list(here)
    assert len(workers.pids()) == 1, "one process does all, one after another"


def test_a_request_that_takes_too_long_is_given_up_and_the_next_is_answered(
    workers: Workers, endless: dict, crowd: Subgraph
) -> None:
    with pytest.raises(WorkUnfinished):
        workers.run(SHARES, endless, 1)
    assert workers.pids() == ()
    assert len(workers.run(LAYOUT, layout_request(crowd, {}, None), LONG)) == 400


def test_a_worker_that_was_killed_is_replaced(workers: Workers, crowd: Subgraph) -> None:
    request = layout_request(crowd, {}, None)
    first = workers.run(LAYOUT, request, LONG)
    (dead,) = workers.pids()
    os.kill(dead, signal.SIGTERM)
    assert workers.run(LAYOUT, request, LONG) == first
    assert workers.pids() != (dead,)


def test_what_kills_its_worker_each_time_is_given_up(
    workers: Workers, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WorkUnfinished):
        workers.run(SHARES, {"count": "many", "edges": []}, LONG)
    assert "TypeError" in capfd.readouterr().err, "the log tells what went wrong"
    assert workers.run(SHARES, {"count": 1, "edges": []}, LONG) == [0.0]


def test_more_than_may_wait_are_sent_away_at_once(workers: Workers, endless: dict) -> None:
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            with suppress(WorkUnfinished):
                workers.run(SHARES, endless, 3)

    others = [threading.Thread(target=ask) for _ in range(2)]
    for other in others:
        other.start()
    refused = 0
    for _ in range(20):
        time.sleep(0.1)
        try:
            workers.run(SHARES, {"count": 1, "edges": []}, LONG)
        except WorkUnfinished:
            refused += 1
    stop.set()
    for other in others:
        other.join()
    assert refused
    assert workers.run(SHARES, {"count": 1, "edges": []}, LONG) == [0.0]


def test_nothing_is_begun_once_they_are_closed(workers: Workers) -> None:
    workers.close()
    with pytest.raises(WorkUnfinished):
        workers.run(SHARES, {"count": 1, "edges": []}, LONG)


def test_a_workers_process_loads_no_page_and_no_store() -> None:
    command = "import sys, graph.worker; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"streamlit", "pandas", "neo4j", "ui", "loaders"} & set(done.stdout.split())


def test_a_worker_ends_when_nobody_is_left_to_answer() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "graph.worker"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        child.stdin.write(b'["shares", {"count": 2, "edges": [[0, 1]]}]\n')
        child.stdin.flush()
        assert child.stdout.readline() == b"[0.0, 0.0]\n"
        child.stdin.close()
        assert child.wait(LONG) == 0


@pytest.mark.parametrize("kept", [0, 3])
def test_rows_keep_what_is_placed_and_overlap_nothing(
    crowd: Subgraph, kept: int, boxes_apart: Callable
) -> None:
    fixed = {f"n{i}": (400.0 * i, 20.0 * i) for i in range(kept)}
    places = lay_in_rows(crowd, fixed)
    assert set(places) == {row.id for row in crowd.entities}
    assert {key: places[key] for key in fixed} == fixed
    boxes_apart([(label_box(row), places[row.id]) for row in crowd.entities])
    assert lay_in_rows(Subgraph(tuple(reversed(crowd.entities))), fixed) == places


@pytest.fixture
def boxes_apart() -> Callable[[list], None]:
    def check(placed: list) -> None:
        rows = [(x + b.left, y + b.top, x + b.right, y + b.bottom) for b, (x, y) in placed]
        for number, (left, top, right, bottom) in enumerate(rows):
            for other in rows[:number]:
                assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top

    return check


def test_rows_of_nothing_are_nothing() -> None:
    assert lay_in_rows(Subgraph(), {"gone": (1.0, 2.0)}) == {}
