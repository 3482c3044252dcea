"""One measurement, in a process of its own: `python -m benchmarks.paths.measuring TOOL SIZE`, as JSON.

The pairs come as JSON on standard input. Measured are seconds of the clock and of the processors, and memory
at its peak of this process and of the server. The last pairs are asked for first, unmeasured: they let the
server read its files and compile its code.
"""

import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from neo4j import Driver

from benchmarks.paths.folders import EMBEDDED, NEO4J, SIZES, Size
from benchmarks.paths.in_memory import Memory
from benchmarks.paths.neo4j_running import run_neo4j
from benchmarks.paths.pairs import Pair
from benchmarks.paths.rows import Rows
from graph.filters import telling_relation_types
from graph.outline import outline_of
from graph.paths import PathRequest, find_paths
from graph.schema import ENTITY_LABEL, load_schema
from graph.store.base import Store
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedServer
from graph.store.rendezvous import CONNECTION_FILE

COUNT, HOPS = 10, 4
WARMING = 20
"""Other pairs that are asked for first, unmeasured."""

IN_MEMORY = 6
"""Pairs for networkx: some of them take it minutes."""

PATIENCE = 10
"""Seconds after which a pair counts as given up."""

SHORTEST, NETWORKX, OUTLINE = "shortestPath", "networkx", "outline"


@dataclass(slots=True)
class Measured:
    """What was measured, a place a pair; bytes and seconds."""

    kinds: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    paths: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    cut: list[bool] = field(default_factory=list)
    costs: list[list[float]] = field(default_factory=list)
    given_up: int = 0
    start: float = 0
    first: float = 0
    disk: int = 0
    peak: int = 0
    server_peak: int = 0
    server_processor: float = 0

    def add(self, pair: Pair, work: Callable[[], None]) -> None:
        """Time the work on a pair."""
        began, used = time.perf_counter(), time.process_time()
        work()
        self.seconds.append(time.perf_counter() - began)
        self.processor.append(time.process_time() - used)
        self.kinds.append(pair[0])


def measure_paths(store: Store, ids: Rows, pairs: Sequence[Pair], measured: Measured) -> None:
    """`find_paths` over the store, as the program calls it."""
    request = PathRequest(max_length=HOPS, count=COUNT)

    def ask(pair: Pair) -> None:
        answer = find_paths(store, ids.entity_id(pair[1]), ids.entity_id(pair[2]), request)
        measured.paths.append(len(answer.paths))
        measured.links.append(answer.reading.links)
        measured.cut.append(answer.reading.cut)
        measured.costs.append([round(path.cost, 6) for path in answer.paths])

    for pair in pairs:
        measured.add(pair, lambda pair=pair: ask(pair))


def measure_outline(store: Store, process: int, measured: Measured) -> None:
    """Make the outline of a store anew, as its first question would."""
    shutil.rmtree(store.cache, ignore_errors=True)
    used = processor_seconds(process)
    measured.add(("", 0, 0, 0), lambda: outline_of(store))
    measured.server_processor = processor_seconds(process) - used
    measured.server_peak = peak_memory(f"/proc/{process}/status")
    measured.disk = sum(path.stat().st_size for path in store.cache.rglob("*") if path.is_file())


def measure_shortest(driver: Driver, database: str, ids: Rows, pairs: Sequence[Pair], out: Measured) -> None:
    """The server's own shortest path over the same types of relations: one path, by hops alone."""
    types = "|".join(f"`{load_schema().relations[name].name}`" for name in sorted(telling_relation_types()))
    text = (
        f"MATCH (a:`{ENTITY_LABEL}` {{id: $a}}), (b:`{ENTITY_LABEL}` {{id: $b}}) "
        f"MATCH p = shortestPath((a)-[:{types}*..{HOPS}]-(b)) RETURN length(p) AS hops"
    )
    with driver.session(database=database or None) as session:

        def ask(pair: Pair) -> None:
            found = session.run(text, a=ids.entity_id(pair[1]), b=ids.entity_id(pair[2])).values()
            out.paths.append(len(found))

        for pair in pairs:
            out.add(pair, lambda pair=pair: ask(pair))


def measure_memory(size: Size, pairs: Sequence[Pair], measured: Measured) -> None:
    """networkx: all of the graph read once, then k shortest simple paths by the same costs."""
    began = time.perf_counter()
    memory = Memory(size.sample())
    measured.start = time.perf_counter() - began

    def ask(pair: Pair) -> None:
        costs: list[float] = []
        try:
            with patience(PATIENCE):
                costs.extend(memory.ranked(pair[1], pair[2], HOPS, COUNT))
        except TimeoutError:
            measured.given_up += 1
        measured.paths.append(len(costs))
        measured.costs.append(costs)

    for pair in pairs[:IN_MEMORY]:
        measured.add(pair, lambda pair=pair: ask(pair))


@contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Raise TimeoutError within, after so many seconds."""

    def stop(number: int, frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


@contextmanager
def open_embedded(size: Size) -> Iterator[tuple[Store, Driver, str, int]]:
    """The embedded store of a size: the store, a driver past it, its database, its process."""
    folder = size.store(EMBEDDED)
    server, past = EmbeddedServer(folder), EmbeddedServer(folder)
    store = BoltStore(server, load_schema(), size.outlines)
    driver = past.open()
    process = json.loads((folder / CONNECTION_FILE).read_text(encoding="utf-8"))["pid"]
    try:
        yield store, driver, past.database, process
    finally:
        driver.close()
        server.stop()
        store.close()
        past.close()


@contextmanager
def open_neo4j(size: Size) -> Iterator[tuple[Store, Driver, str, int]]:
    """The Neo4j of a size, likewise."""
    with (
        run_neo4j(size.store(NEO4J)) as running,
        running.store(size.outlines) as store,
        running.driver() as driver,
    ):
        yield store, driver, "", running.process


def measure_store(tool: str, name: str, size: Size, pairs: list[Pair], warming: list[Pair]) -> Measured:
    """A store, by `find_paths` or by the server's shortest path; or how its outline is made."""
    measured, ids = Measured(), Rows(size.sample())
    began = time.perf_counter()
    with (open_embedded if name == EMBEDDED else open_neo4j)(size) as (store, driver, database, process):
        measured.start = time.perf_counter() - began

        if tool == OUTLINE:
            measure_outline(store, process, measured)
            return measured

        def run(asked: list[Pair], out: Measured) -> None:
            if tool == SHORTEST:
                measure_shortest(driver, database, ids, asked, out)
            else:
                measure_paths(store, ids, asked, out)

        warm = Measured()
        run(warming, warm)
        measured.first = warm.seconds[0]
        used = processor_seconds(process)
        run(pairs, measured)
        measured.server_processor = processor_seconds(process) - used
        measured.server_peak = peak_memory(f"/proc/{process}/status")
    return measured


def processor_seconds(process: int) -> float:
    """What a process has used of the processors so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory(status: str = "/proc/self/status") -> int:
    """The most bytes that a process held; this one's also where there is no /proc."""
    path = Path(status)
    if not path.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = dict(line.split(":", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return int(rows["VmHWM"].split()[0]) * 1024


def main(arguments: Sequence[str]) -> None:
    """Measure and print; the tool is "networkx", or a store's name, a colon and what is asked of it."""
    tool, size = arguments[0], SIZES[arguments[1]]
    drawn = [tuple(pair) for pair in json.load(sys.stdin)]
    pairs, warming = drawn[:-WARMING], drawn[-WARMING:]
    name, _, way = tool.partition(":")
    if name == NETWORKX:
        measured = Measured()
        measure_memory(size, pairs, measured)
    else:
        measured = measure_store(way, name, size, pairs, warming)
    measured.peak = peak_memory()
    print(json.dumps(asdict(measured)))


if __name__ == "__main__":
    main(sys.argv[1:])
