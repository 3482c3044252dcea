"""A sample into the files of an embedded store: `python -m benchmarks.paths.embedded_loading SIZE`.

The store itself makes its types, constraints and indexes; then ArcadeDB's batch importer fills the closed
store's files. A process of its own, for the Java machine that it loads.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import arcadedb_embedded
import jpype
import numpy as np
from arcadedb_embedded.jvm import start_jvm
from filelock import FileLock

from benchmarks.paths.folders import EMBEDDED, SIZES
from benchmarks.paths.graphs import KINDS, TYPES
from benchmarks.paths.rows import Rows
from graph.model import Entity
from graph.schema import ENTITY_LABEL, load_schema
from graph.store.base import Change
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedServer
from graph.store.embedded_server import DATABASE
from graph.store.rendezvous import SERVER_LOCK
from graph.store.rows import entity_row, relation_row

HEAP = "3g"
CHUNK = 20_000
BUFFER = 200_000
"""Relations that the importer sorts and writes at once."""

STOP_SECONDS = 60


def main(arguments: list[str]) -> None:
    """Fill the folder of a size, whole or not at all, and note the seconds that it took."""
    size = SIZES[arguments[0]]
    began = time.monotonic()
    part, done = size.store(EMBEDDED + ".part"), size.store(EMBEDDED)
    shutil.rmtree(part, ignore_errors=True)
    prepare(part)
    rows = Rows(size.sample())
    os.chdir(part)  # ArcadeDB writes its log below the working directory
    start_jvm(heap_size=HEAP, jvm_args=["-Xrs"])
    database = arcadedb_embedded.open_database(str(part / "databases" / DATABASE))
    with database.graph_batch(batch_size=BUFFER, expected_edge_count=size.relations) as batch:
        places = put_entities(batch, rows)
        put_relations(batch, rows, places)
    compact(database)
    database.close()
    part.rename(done)
    size.note(EMBEDDED).write_text(json.dumps({"seconds": time.monotonic() - began}), encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)  # the Java machine's threads would keep the process


def prepare(folder: Path) -> None:
    """An empty store in which every type, constraint and index is as the program makes them."""
    server = EmbeddedServer(folder)
    store = BoltStore(server, load_schema(), folder)
    first = tuple(Entity(f"first {kind}", kind, kind) for kind in KINDS)
    store.update(lambda _: Change(put_entities=first))
    store.update(lambda _: Change(drop_entities=tuple(row.id for row in first)))
    server.stop()
    store.close()
    with FileLock(folder / SERVER_LOCK, timeout=STOP_SECONDS):
        """The server holds the lock until its files are closed."""


def put_entities(batch: arcadedb_embedded.GraphBatch, rows: Rows) -> list[str]:
    """All nodes; the server's own id of each, by place."""
    create = jpype.JClass("com.arcadedb.python.VertexBatcher").createVerticesJson  # the one way for lists
    places = [""] * len(rows.sample.kinds)
    for kind, name in enumerate(KINDS):
        label = "~".join(sorted([ENTITY_LABEL, load_schema().entities[name].name]))
        for nodes in chunks(np.flatnonzero(rows.sample.kinds == kind)):
            texts = json.dumps([entity_row(row) for row in rows.entities(nodes)])
            found = str(create(batch._java_graph_batch, label, texts)).split(";")
            for node, place in zip(nodes, found, strict=True):
                places[node] = place
    return places


def put_relations(batch: arcadedb_embedded.GraphBatch, rows: Rows, places: list[str]) -> None:
    """All relations, a type at a time."""
    create = jpype.JClass("com.arcadedb.python.EdgeBatcher").newEdgesJson
    sample, titles = rows.sample, rows.titles()
    for kind, name in enumerate(TYPES):
        for wanted in chunks(np.flatnonzero(sample.types == kind)):
            found = [relation_row(row, titles) for row in rows.relations(wanted)]
            for row, place in zip(found, wanted, strict=True):
                del row["head"], row["tail"]
                row["_src"], row["_dst"] = places[sample.heads[place]], places[sample.tails[place]]
            create(batch._java_graph_batch, load_schema().relations[name].name, json.dumps(found))


def compact(database: arcadedb_embedded.Database) -> None:
    """Bring the indexes in order, as the server does by and by: else a look-up reads all of their pages."""
    for index in database.get_java_database().getSchema().getIndexes():
        index.scheduleCompaction()
        index.compact()


def chunks(places: Iterable[int]) -> Iterator[list[int]]:
    """The places in runs of CHUNK."""
    rest = iter(places)
    while run := list(islice(rest, CHUNK)):
        yield run


if __name__ == "__main__":
    main(sys.argv[1:])
