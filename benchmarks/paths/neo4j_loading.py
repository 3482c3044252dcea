"""A sample into a Neo4j of the benchmark's own: `python -m benchmarks.paths.neo4j_loading SIZE`.

Comma-separated files, then `neo4j-admin database import full`; constraints and indexes are those that the
program makes before its first write.
"""

import json
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from benchmarks.paths.folders import NEO4J, SIZES
from benchmarks.paths.graphs import KINDS
from benchmarks.paths.neo4j_running import run_admin, run_neo4j, write_home
from benchmarks.paths.rows import Rows
from graph.schema import ENTITY_LABEL, load_schema
from graph.store.base import Change
from graph.store.rows import entity_row, relation_row

AWAIT_INDEXES = "CALL db.awaitIndexes(1800)"
LISTS = ";"
"""What parts the items of a list in a cell; no invented word holds it."""

Row = dict[str, object]


def main(arguments: list[str]) -> None:
    """Fill the folder of a size, whole or not at all, and note the seconds that it took."""
    size = SIZES[arguments[0]]
    began = time.monotonic()
    part, done = size.store(NEO4J + ".part"), size.store(NEO4J)
    shutil.rmtree(part, ignore_errors=True)
    write_home(part)
    files = part / "import"
    nodes, relations = write_files(files, Rows(size.sample()))
    run_admin(
        part,
        *("database", "import", "full", "neo4j", "--overwrite-destination", "--id-type=integer"),
        *("--ignore-empty-strings=false", f"--array-delimiter={LISTS}"),
        f"--report-file={part / 'logs' / 'import.report'}",
        *(f"--nodes={path}" for path in nodes),
        f"--relationships={relations}",
    )
    shutil.rmtree(files)
    files.mkdir()
    with run_neo4j(part) as running, running.store() as store, running.driver() as driver:
        store.update(lambda _: Change())
        with driver.session() as session:
            session.run(AWAIT_INDEXES).consume()
    part.rename(done)
    size.note(NEO4J).write_text(json.dumps({"seconds": time.monotonic() - began}), encoding="utf-8")


def write_files(folder: Path, rows: Rows) -> tuple[list[Path], Path]:
    """A file of nodes per type, and one of all relations."""
    nodes = []
    for kind, name in enumerate(KINDS):
        places = np.flatnonzero(rows.sample.kinds == kind)
        labels = LISTS.join([ENTITY_LABEL, load_schema().entities[name].name])
        found = zip(places, map(entity_row, rows.entities(places)), strict=True)
        path = folder / f"{name}.csv"
        write_file(path, ({":ID": int(place), ":LABEL": labels, **row} for place, row in found))
        nodes.append(path)
    path = folder / "relations.csv"
    write_file(path, relation_cells(rows))
    return nodes, path


def relation_cells(rows: Rows) -> Iterator[Row]:
    """The relations with the nodes' places as their ends."""
    sample, titles, schema = rows.sample, rows.titles(), load_schema()
    for place, relation in enumerate(rows.relations(range(len(sample.heads)))):
        row = relation_row(relation, titles)
        del row["head"], row["tail"]
        ends = {":START_ID": int(sample.heads[place]), ":END_ID": int(sample.tails[place])}
        yield {**ends, ":TYPE": schema.relations[relation.type].name, **row}


def write_file(path: Path, rows: Iterable[Row]) -> None:
    """A file with the types of its columns in the first line."""
    rows = iter(rows)
    first = next(rows)
    with path.open("w", encoding="utf-8") as out:
        out.write(",".join(column(name, value) for name, value in first.items()) + "\n")
        for row in chain([first], rows):
            out.write(",".join(map(cell, row.values())) + "\n")


def column(name: str, value: object) -> str:
    """A column's name with the type that Neo4j shall read its cells as."""
    if name.startswith(":"):
        return name
    many = isinstance(value, list)
    example = next(iter(value), "") if many else value
    return f"{name}:{'long' if isinstance(example, int) else 'string'}{'[]' if many else ''}"


def cell(value: object) -> str:
    """A value as a cell; an empty word stays one, it is not nothing."""
    if isinstance(value, int):
        return str(value)
    text = LISTS.join(map(str, value)) if isinstance(value, list) else str(value)
    return f'"{text}"'


if __name__ == "__main__":
    main(sys.argv[1:])
