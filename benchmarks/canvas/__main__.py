"""`python -m benchmarks.canvas`: the app's canvas against plain pyvis, as Markdown. README.md says how."""

import argparse
import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import pyvis
from playwright.sync_api import Browser

from benchmarks.canvas.browsing import find_browser, launch
from benchmarks.canvas.graphs import invent_graph
from benchmarks.canvas.measuring import (
    Task,
    measure_cypher,
    measure_neighbourhood,
    measure_plain,
    measure_whole,
)
from benchmarks.canvas.plain import write_page
from benchmarks.canvas.serving import serve
from benchmarks.canvas.table import Results, write_tables
from benchmarks.extraction.__main__ import count_cores, describe_processor

SIZES = (30, 100, 300, 1_000, 3_000)
ROUNDS = 3
LIMIT = 45
"""Seconds that pyvis gets to settle. Where it does not, it gets no other round: each would end the same."""

LIBRARY = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"


def measure(browser: Browser, nodes: int, rounds: int, limit: float) -> Results:
    """All rounds of one size; the app and pyvis take turns."""
    results = Results(nodes, limit)
    graph = invent_graph(nodes)
    with tempfile.TemporaryDirectory() as folder:
        home, page = Path(folder) / "home", Path(folder) / "plain.html"
        home.mkdir()
        write_page(graph, page)
        say(f"{nodes} nodes: filling a store, starting the app")
        with serve(graph, home) as address:
            task = Task(graph, address)
            for number in range(rounds):
                say(f"{nodes} nodes: round {number + 1} of {rounds}")
                results.cypher.append(measure_cypher(browser, task, long=number == 0))
                results.whole.append(measure_whole(browser, task))
                results.neighbourhood.append(measure_neighbourhood(browser, task))
                if all("settled" in row for row in results.plain):
                    results.plain.append(measure_plain(browser, page.as_uri(), limit))
    return results


def reports(sizes: Sequence[int], rounds: int, limit: float) -> Iterator[str]:
    """The benchmark as Markdown after each size: what was measured is kept where a later size fails."""
    measured: list[Results] = []
    program = find_browser()
    if program is None:
        sys.exit("missing: a Chromium (Debian and Ubuntu: apt install chromium)")
    with launch(program) as browser:
        for nodes in sizes:
            measured.append(measure(browser, nodes, rounds, limit))
            yield report(measured, browser.version, rounds, limit)


def report(measured: Sequence[Results], chromium: str, rounds: int, limit: float) -> str:
    """The sizes that were measured, as Markdown."""
    command = f"python -m benchmarks.canvas --rounds {rounds} --limit {limit:g}"
    vis = re.search(r"@version (\S+)", LIBRARY.read_text(encoding="utf-8"))[1]
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "pyvis"))
    return "\n".join(
        [
            "# The canvas against plain pyvis",
            f"{describe_processor()}, {count_cores()} cores, Python {platform.python_version()}, "
            f"Chromium {chromium} without a graphics card, {packages}, vis-network {vis}; "
            f"command: `{command}`. Medians of {rounds} rounds, lowest to highest in brackets; load of the "
            f"machine at the end, the benchmark's own counted: {os.getloadavg()[1]:.1f}.",
            "",
            *write_tables(measured),
        ]
    )


def say(progress: str) -> None:
    """Where the run is, on the error stream."""
    print(progress, file=sys.stderr, flush=True)


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.canvas", description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="nodes of the graphs, 12 at least"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of each measurement")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds that pyvis gets to settle")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the tables there, not to the screen")
    options = parser.parse_args()
    text = ""
    for text in reports(options.sizes, options.rounds, options.limit):
        if options.out:
            options.out.write_text(text, encoding="utf-8")
    if not options.out:
        print(text)


if __name__ == "__main__":
    main()
