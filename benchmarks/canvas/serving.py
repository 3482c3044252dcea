"""The app as a user starts it, on an embedded store of its own that holds one graph."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from config import read_config
from graph.facts import DocumentFact, DocumentFacts
from graph.model import Graph
from graph.schema import DOCUMENT
from graph.store.base import Change, Store
from graph.store.embedded import EmbeddedServer
from graph.store.opening import FOLDER, open_store

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60
QUERY_ROWS = 20_000
QUERY_SECONDS = 120
"""Limits of a Cypher answer in the measured app: the largest graph has more relations than rows are shown."""


@contextmanager
def serve(graph: Graph, home: Path) -> Iterator[str]:
    """The address of the app on a store in `home` that holds exactly this graph; all stops at the end.

    Raises RuntimeError with the app's log where it does not start.
    """
    # Open while the app runs: so the store's server is not stopped and started anew.
    store = open_store(replace(read_config(), neo4j_uri="", home=home))
    _fill(graph, store)
    limits = {
        "POLICY_GRAPH_QUERY_ROWS": str(QUERY_ROWS),
        "POLICY_GRAPH_QUERY_SECONDS": str(QUERY_SECONDS),
    }
    try:
        with run_app(home, limits) as address:
            yield address
    finally:
        store.close()
        EmbeddedServer(home / FOLDER).stop()


@contextmanager
def run_app(home: Path, settings: Mapping[str, str]) -> Iterator[str]:
    """The address of the app, in Chinese, on the embedded store in `home` with these environment variables.

    Raises RuntimeError with the app's log where it does not start.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    environment |= {"POLICY_GRAPH_HOME": str(home), "POLICY_GRAPH_LANG": "zh", **settings}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    log = home / "app.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=stream, stderr=stream)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, address, log)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _fill(graph: Graph, store: Store) -> None:
    """Write the graph as it stands, past resolution: what is drawn has exactly its entities and relations."""
    documents = [entity.details for entity in graph.entities if entity.type == DOCUMENT]
    archives = tuple(DocumentFacts(DocumentFact(str(row["file"]), str(row["title"]))) for row in documents)
    change = Change(graph.entities, graph.relations, put_archives=archives)
    store.update(lambda _: change)


def _wait(process: subprocess.Popen, address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError) as error:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the app does not start:\n{log.read_text(errors='replace')}") from error
        time.sleep(0.2)
