"""One measurement, in a process of its own: its time and its peak of memory, as JSON on standard output.

`python -m benchmarks.extraction.measuring TOOL WORKERS FILE…`, the files' names on standard input
where none is given. Reading the dictionaries and rules is timed apart.
"""

import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba
import jieba.posseg

from loaders.documents.reading import parse_document
from loaders.pipeline import extract, extract_all, load_knowledge

MEGABYTE = 1_000_000
LIMIT = 100 * MEGABYTE

Work = Callable[[Sequence[Path]], int]
"""Does the work on the files and says how many words or facts it found."""


def prepare_cut() -> Work:
    """`jieba.cut` with the settings that it comes with."""
    jieba.initialize()
    return lambda paths: sum(1 for text in read_texts(paths) for _ in jieba.cut(text))


def prepare_posseg() -> Work:
    """`jieba.posseg.cut`: words with their parts of speech."""
    jieba.initialize()
    list(jieba.posseg.cut("第一次调用时才读入词性表"))
    return lambda paths: sum(1 for text in read_texts(paths) for _ in jieba.posseg.cut(text))


def prepare_extract() -> Work:
    """`extract`, and the parsing before it, document by document."""
    knowledge = load_knowledge()
    extract(parse_document("warm", "云川新区推进青石水库建设。"), knowledge)

    def work(paths: Sequence[Path]) -> int:
        facts = 0
        for path, text in zip(paths, read_texts(paths), strict=True):
            found = extract(parse_document(path.stem, text), knowledge)
            facts += len(found.entities) + len(found.relations) + len(found.indicators)
        return facts

    return work


def prepare_all(workers: int) -> Work:
    """`extract_all` as the command line runs it; other processes' start is part of the work."""
    knowledge = load_knowledge()

    def work(paths: Sequence[Path]) -> int:
        facts = 0
        for found in extract_all(paths, knowledge, LIMIT, stop, workers=workers):
            facts += len(found.entities) + len(found.relations) + len(found.indicators)
        return facts

    return work


def read_texts(paths: Sequence[Path]) -> list[str]:
    """The texts of all files."""
    return [path.read_text(encoding="utf-8") for path in paths]


def stop(_path: Path, error: Exception) -> None:
    """A document of the benchmark that can't be read is a fault of the benchmark."""
    raise error


def peak_memory() -> tuple[int, int]:
    """The most bytes that this process held, and that the largest of its children did.

    Linux counts the memory of a process's parent into its maximum, so our own comes from /proc there.
    """
    unit = 1 if platform.system() == "Darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    status = Path("/proc/self/status")
    if status.exists():
        rows = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        own = int(rows["VmHWM"].split()[0]) * 1024
    return own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    tool, workers, *names = arguments
    paths = [Path(name) for name in names or sys.stdin.read().splitlines()]
    prepare = {
        "cut": prepare_cut,
        "posseg": prepare_posseg,
        "extract": prepare_extract,
        "all": lambda: prepare_all(int(workers)),
    }[tool]
    began = time.perf_counter()
    work = prepare()
    ready = time.perf_counter()
    idle, _ = peak_memory()
    found = work(paths)
    done = time.perf_counter()
    own, child = peak_memory()
    row = {"start": ready - began, "seconds": done - ready, "found": found}
    print(json.dumps({**row, "idle": idle, "peak": own, "child": child}))
    sys.stdout.flush()
    os._exit(0)  # tearing down large dictionaries is no part of the work


if __name__ == "__main__":
    main(sys.argv[1:])
