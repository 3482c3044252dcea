"""`python -m benchmarks.paths`: speed and memory of path search, as Markdown. README.md says how."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.extraction.__main__ import count_cores, describe_processor, megabytes, say
from benchmarks.paths.folders import EMBEDDED, NEO4J, SIZES, Size
from benchmarks.paths.measuring import COUNT, HOPS, NETWORKX, OUTLINE, PATIENCE, SHORTEST, WARMING, Measured
from benchmarks.paths.neo4j_running import HEAP, JARS, PAGES, VERSION
from benchmarks.paths.pairs import EVENLY, KNOWN, WEIGHTED, draw_pairs
from config import ROOT
from graph.store.embedded_server import HEAP as EMBEDDED_HEAP

STORES = (EMBEDDED, NEO4J)
NAMES = {EMBEDDED: "embedded store", NEO4J: "Neo4j"}
LOADERS = {EMBEDDED: "embedded_loading", NEO4J: "neo4j_loading"}
MEMORY = 12_000_000_000
"""Bytes that must be free for networkx to read the largest graph."""

CLOSE = 1e-4
"""Costs that differ by less are the same: sums of roundings."""


@dataclass(frozen=True, slots=True)
class Tool:
    """What is measured: an argument of the measuring process, and how the tables call it."""

    argument: str
    name: str


def run(module: str, *arguments: str, given: str = "") -> str:
    """A process of the benchmark's own, with what it reads; what it printed."""
    command = [sys.executable, "-m", f"benchmarks.paths.{module}", *arguments]
    done = subprocess.run(  # noqa: S603 our own module
        command, cwd=ROOT, input=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr[-4000:] or done.stdout[-4000:])
    return done.stdout


def prepare(key: str, stores: Sequence[str]) -> Iterator[str]:
    """Make the graphs that are not there yet; rows of how long it took and how much they are."""
    size = SIZES[key]
    size.sample()
    for store in stores:
        if not size.store(store).is_dir():
            say(f"{key}: loading the {NAMES[store]}")
            run(LOADERS[store], key)
        seconds = json.loads(size.note(store).read_text(encoding="utf-8"))["seconds"]
        disk = megabytes(folder_bytes(size.store(store)))
        yield f"| {shape(size)} | {NAMES[store]} | {seconds:,.0f} | {disk} |"


def measure(key: str, stores: Sequence[str], pairs: int, networkx: bool) -> dict[Tool, Measured]:
    """All tools on one graph, one after the other; each starts its server anew."""
    tools = [Tool(f"{store}:{OUTLINE}", NAMES[store]) for store in stores]
    tools += [Tool(f"{store}:", f"`find_paths`, {NAMES[store]}") for store in stores]
    tools += [Tool(f"{store}:{SHORTEST}", f"`{SHORTEST}`, {NAMES[store]}") for store in stores]
    if networkx:
        tools.append(Tool(NETWORKX, "networkx in memory"))
    say(f"{key}: drawing pairs")
    drawn = json.dumps(draw_pairs(SIZES[key].sample(), pairs + WARMING))
    found = {}
    for tool in tools:
        say(f"{key}: {tool.name}")
        found[tool] = Measured(**json.loads(run("measuring", tool.argument, key, given=drawn)))
    return found


def timed(size: Size, found: dict[Tool, Measured]) -> Iterator[str]:
    """The rows of all tools, with what they take against the first."""
    asked = {tool: row for tool, row in found.items() if not row.disk}
    first = next(iter(asked.values()))
    for tool, row in asked.items():
        middle, late, most = milliseconds(row.seconds)
        same = np.percentile(first.seconds[: len(row.seconds)], (50, 95)) * 1000
        answered = len(row.seconds) - row.given_up
        processor = 1000 * (sum(row.processor) + row.server_processor) / len(row.seconds)
        yield (
            f"| {shape(size)} | {tool.name} | {answered} of {len(row.seconds)} "
            f"| {middle:,.1f} | {late:,.1f} | {most:,.1f} | {middle / same[0]:.2f} | {late / same[1]:.2f} "
            f"| {processor:,.1f} | {row.start:,.1f} | {1000 * row.first:,.1f} "
            f"| {megabytes(row.peak)} | {megabytes(row.server_peak) if row.server_peak else ''} |"
        )


def outlined(size: Size, found: dict[Tool, Measured]) -> Iterator[str]:
    """The rows of how the outlines were made."""
    for tool, row in found.items():
        if row.disk:
            yield (
                f"| {shape(size)} | {tool.name} | {row.seconds[0]:,.1f} | {row.processor[0]:,.1f} "
                f"| {row.server_processor:,.1f} | {megabytes(row.peak)} | {megabytes(row.server_peak)} "
                f"| {megabytes(row.disk)} |"
            )


def by_kind(size: Size, found: dict[Tool, Measured]) -> Iterator[str]:
    """The rows of `find_paths` per kind of pair, with what was read and left out."""
    for tool, row in found.items():
        for kind in (EVENLY, WEIGHTED, KNOWN) if row.links else ():
            places = [place for place, name in enumerate(row.kinds) if name == kind]
            middle, late, most = milliseconds([row.seconds[place] for place in places])
            links = np.percentile([row.links[place] for place in places], (50, 100))
            full = sum(row.paths[place] == COUNT for place in places)
            none = sum(row.paths[place] == 0 for place in places)
            cut = sum(row.cut[place] for place in places)
            yield (
                f"| {shape(size)} | {tool.name} | {kind} | {len(places)} "
                f"| {middle:,.1f} | {late:,.1f} | {most:,.1f} "
                f"| {links[0]:,.0f} | {links[1]:,.0f} "
                f"| {percent(full, places)} | {percent(none, places)} "
                f"| {percent(cut, places)} |"
            )


def agreement(key: str, found: dict[Tool, Measured]) -> Iterator[str]:
    """How many answers of `find_paths` cost what networkx's cost; only where both came to an end."""
    exact = next((row for tool, row in found.items() if tool.argument == NETWORKX), None)
    for tool, row in found.items() if exact else ():
        if not row.links:
            continue
        whole = [
            place
            for place, costs in enumerate(exact.costs)
            if exact.seconds[place] < PATIENCE and not row.cut[place]
        ]
        same = sum(alike(row.costs[place], exact.costs[place]) for place in whole)
        yield f"- {key}, {tool.name}: {same} of {len(whole)} answers are networkx's, cost by cost."


def alike(mine: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two answers have the same costs."""
    return len(mine) == len(others) and all(
        abs(one - other) < CLOSE for one, other in zip(mine, others, strict=True)
    )


def report(keys: Sequence[str], stores: Sequence[str], pairs: int, without: bool, command: str) -> str:
    """The whole benchmark as Markdown."""
    loads: list[str] = []
    outlines: list[str] = []
    times: list[str] = []
    kinds: list[str] = []
    notes: list[str] = []
    for key in keys:
        loads += prepare(key, stores)
        fits = not without and (key != "1m" or free_memory() > MEMORY)
        if not fits:
            notes.append(f"- {key}: networkx was left out{'' if without else ', for want of free memory'}.")
        found = measure(key, stores, pairs, fits)
        outlines += outlined(SIZES[key], found)
        times += timed(SIZES[key], found)
        kinds += by_kind(SIZES[key], found)
        notes += agreement(key, found)
    packages = ", ".join(f"{name} {version(name)}" for name in ("neo4j", "arcadedb-embedded", "networkx"))
    return "\n".join(
        [
            "# Speed and memory of path search",
            f"{describe_processor()}, {count_cores()} cores, Python {platform.python_version()}, {packages}, "
            f"Neo4j {VERSION}; heap {EMBEDDED_HEAP} (embedded), {HEAP} and {PAGES} of pages (Neo4j); "
            f"load of the machine at the end: {', '.join(f'{load:.1f}' for load in os.getloadavg())}; "
            f"command: `{command}`.",
            "",
            f"## The {COUNT} best paths of at most {HOPS} hops, {pairs} pairs",
            "| graph | tool | answered | p50, ms | p95, ms | most, ms | p50, first = 1 | p95, first = 1 "
            "| processor, ms a pair | start, s | first question, ms | peak memory, MB | of the server, MB |",
            "| --- | --- | --- |" + " ---: |" * 10,
            *times,
            "",
            "## By kind of pair",
            "| graph | tool | pairs | number | p50, ms | p95, ms | most, ms | looks at relations, p50 | most "
            f"| {COUNT} paths | none | cut |",
            "| --- | --- | --- |" + " ---: |" * 9,
            *kinds,
            "",
            "## Making the outline",
            "| graph | store | time, s | processor, client, s | of the server, s | peak memory, MB "
            "| of the server, MB | on disk, MB |",
            "| --- | --- |" + " ---: |" * 6,
            *outlines,
            "",
            "## Loading",
            "| graph | store | time, s | on disk, MB |",
            "| --- | --- | ---: | ---: |",
            *loads,
            "",
            *(["## Notes", *notes, ""] if notes else []),
        ]
    )


def milliseconds(seconds: Sequence[float]) -> tuple[float, float, float]:
    """The middle, the 95th of a hundred, and the longest."""
    middle, late, most = np.percentile(seconds, (50, 95, 100)) * 1000
    return float(middle), float(late), float(most)


def percent(part: int, whole: Sequence) -> str:
    return f"{100 * part / len(whole):.0f} %" if whole else ""


def shape(size: Size) -> str:
    return f"{size.nodes:,} / {size.relations:,}"


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def free_memory() -> int:
    """The bytes that could be had; none known of where there is no /proc."""
    path = Path("/proc/meminfo")
    if not path.exists():
        return 0
    rows = dict(line.split(":", 1) for line in path.read_text(encoding="ascii").splitlines())
    return int(rows["MemAvailable"].split()[0]) * 1024


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paths", description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["10k"], help="graphs, as nodes")
    parser.add_argument("--stores", nargs="+", choices=STORES, default=None, help="all that there are")
    parser.add_argument("--pairs", type=int, default=60, help="pairs of ends, a third of each kind")
    parser.add_argument("--without-networkx", action="store_true", help="only the stores")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the tables there, not to the screen")
    options = parser.parse_args()
    stores = options.stores or [name for name in STORES if name != NEO4J or has_neo4j()]
    command = " ".join(["python -m benchmarks.paths", *sys.argv[1:]])
    text = report(options.sizes, stores, options.pairs, options.without_networkx, command)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        print(text)


def has_neo4j() -> bool:
    """Whether Java and Neo4j's jars are there."""
    return shutil.which("java") is not None and JARS.is_dir()


if __name__ == "__main__":
    main()
