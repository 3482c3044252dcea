"""`python -m benchmarks.extraction`: speed and memory of extraction, as Markdown. README.md says how."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.extraction.documents import write_documents

ROOT = Path(__file__).resolve().parent.parent.parent
BUNDLED = ROOT / "data" / "documents"
SIZES = (10, 100, 1_000, 10_000)
COMPARED = 200
"""Generated documents on which the tools are compared."""

ALONE = 1_000
"""The most documents that one process alone is measured on: ten times as many take ten times as long."""

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process of its own measured: seconds, and bytes at their peak."""

    start: float
    seconds: float
    found: int
    idle: int
    peak: int
    child: int
    workers: int

    @property
    def largest(self) -> int:
        """The peak of the process that holds most; a child's counts where there are any."""
        return max(self.peak, self.child if self.workers > 1 else 0)


def measure(tool: str, paths: Sequence[Path], workers: int = 1) -> Measured:
    """One measurement in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.extraction.measuring", tool, str(workers)]
    names = "\n".join(map(str, paths))
    done = subprocess.run(  # noqa: S603 our own module
        command, cwd=ROOT, input=names, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    return Measured(**json.loads(done.stdout), workers=workers)


def count_characters(paths: Sequence[Path]) -> int:
    """The characters of all files as they stand."""
    return sum(len(path.read_text(encoding="utf-8")) for path in paths)


def compare(name: str, paths: Sequence[Path]) -> Iterator[str]:
    """The rows of the tools on the same text: their rounds taken in turn, the middle one told."""
    characters = count_characters(paths)
    cores = count_cores()
    tools = {
        "`jieba.cut`": ("cut", 1),
        "`jieba.posseg.cut`": ("posseg", 1),
        "`extract`, one core": ("extract", 1),
        f"`extract_all`, {cores} cores": ("all", cores),
    }
    rounds: dict[str, list[Measured]] = {tool: [] for tool in tools}
    for number in range(ROUNDS):
        say(f"{name}: round {number + 1} of {ROUNDS}")
        for tool, rows in rounds.items():
            rows.append(measure(tools[tool][0], paths, tools[tool][1]))
    seconds = {tool: median(row.seconds for row in rows) for tool, rows in rounds.items()}
    peaks = {tool: max(row.largest for row in rows) for tool, rows in rounds.items()}
    for tool, rows in rounds.items():
        speeds = sorted(characters / row.seconds for row in rows)
        shares = (
            f"{share[tool] / share[other]:.2f}" for share in (seconds, peaks) for other in list(tools)[:2]
        )
        yield (
            f"| {name} | {tool} | {characters / seconds[tool]:,.0f} "
            f"| {speeds[0]:,.0f} to {speeds[-1]:,.0f} | {median(row.start for row in rows):.2f} "
            f"| {megabytes(peaks[tool])} | {' | '.join(shares)} |"
        )


def grow(paths: Sequence[Path], most: int) -> Iterator[str]:
    """The rows of ever more documents, on one core and on all."""
    cores = count_cores()
    for size in (size for size in SIZES if size <= most):
        characters = count_characters(paths[:size])
        for workers in dict.fromkeys((1, cores) if size <= ALONE else (cores,)):
            say(f"{size} documents, {workers} of {cores} cores")
            row = measure("all", paths[:size], workers)
            yield (
                f"| {size:,} | {workers} | {row.start:.2f} | {row.seconds:.2f} "
                f"| {row.seconds / size * 1000:.1f} | {characters / row.seconds:,.0f} "
                f"| {row.found:,} | {megabytes(row.largest)} |"
            )


def report(most: int) -> str:
    """The whole benchmark as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        say("writing documents")
        paths = write_documents(Path(folder), max(most, COMPARED))
        compared = [
            *compare("bundled", sorted(BUNDLED.glob("*.md"))),
            *compare("generated", paths[:COMPARED]),
        ]
        growth = list(grow(paths, most))
    packages = ", ".join(f"{name} {version(name)}" for name in ("jieba", "rjieba", "ahocorasick-rs"))
    heads = "| text | tool | characters a second | slowest to fastest | start, s | peak memory, MB "
    return "\n".join(
        [
            "# Speed and memory of extraction",
            f"{describe_processor()}, {count_cores()} cores, Python {platform.python_version()}, {packages}; "
            f"command: `python -m benchmarks.extraction --most {most}`.",
            "",
            f"## Against jieba, the middle of {ROUNDS} rounds",
            f"{heads}| time, cut = 1 | time, posseg = 1 | memory, cut = 1 | memory, posseg = 1 |",
            "| --- | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
            *compared,
            "",
            "## Many documents",
            "| documents | processes | start, s | time, s | ms a document | characters a second | facts "
            "| peak memory of the largest process, MB |",
            "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
            *growth,
            "",
        ]
    )


def describe_processor() -> str:
    """The processor as the system calls it."""
    rows = Path("/proc/cpuinfo")
    if rows.exists():
        for line in rows.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def count_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def megabytes(size: int) -> str:
    """Bytes as whole megabytes."""
    return f"{size / 1_000_000:,.0f}"


def say(progress: str) -> None:
    """Where the run is, on the error stream."""
    print(progress, file=sys.stderr, flush=True)


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    parser.add_argument(
        "--most", type=int, choices=SIZES, default=1_000, help="the most documents of the second table"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the tables there, not to the screen")
    options = parser.parse_args()
    text = report(options.most)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
