"""A Neo4j that the benchmark starts and stops itself, on loopback, with the jars that the tests fetch."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from config import ROOT
from graph.schema import load_schema
from graph.store.bolt import BoltStore
from graph.store.server import Neo4jServer

POM = ROOT / "tests" / "servers" / "pom.xml"
VERSION = re.search(r"<neo4j\.version>(.+?)<", POM.read_text(encoding="utf-8"))[1]
JARS = ROOT / ".cache" / "neo4j" / VERSION / "lib"
HOST = "127.0.0.1"
HEAP, PAGES = "1g", "1g"
"""What the server may take for its objects and for pages of its files."""

IMPORT_HEAP = "2g"
START_SECONDS = 300
STOP_SECONDS = 120

CONF = """\
server.http.enabled=false
server.https.enabled=false
server.directories.import=import
server.memory.heap.initial_size={heap}
server.memory.heap.max_size={heap}
server.memory.pagecache.size={pages}
dbms.security.auth_enabled=false
dbms.usage_report.enabled=false
server.bolt.listen_address={host}:{port}
"""


@dataclass(frozen=True, slots=True)
class Running:
    """A started server."""

    uri: str
    process: int

    @contextmanager
    def store(self, caches: Path) -> Iterator[BoltStore]:
        store = BoltStore(Neo4jServer(self.uri, "neo4j", "", ""), load_schema(), caches)
        try:
            yield store
        finally:
            store.close()

    def driver(self) -> Driver:
        return GraphDatabase.driver(self.uri, notifications_min_severity="OFF")


def write_home(home: Path) -> None:
    """An empty home folder of a server."""
    for folder in ("conf", "data", "logs", "import", "plugins"):
        (home / folder).mkdir(parents=True)
    _configure(home)


def run_admin(home: Path, *arguments: str) -> None:
    """One of the server's admin commands, the server being stopped; exits with its words where it fails."""
    command = [*_java(IMPORT_HEAP), "org.neo4j.server.startup.Neo4jAdminCommand", *arguments]
    done = subprocess.run(  # noqa: S603 Neo4j's own
        command, env=_environment(home), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stdout[-2000:] + done.stderr[-2000:])


@contextmanager
def run_neo4j(home: Path) -> Iterator[Running]:
    """The server of a home folder, answering; stopped at the end."""
    port = _configure(home)
    folders = [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    command = [*_java(HEAP), "org.neo4j.server.CommunityEntryPoint", *folders]
    with (home / "logs" / "console.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 Neo4j's own
            command, env=_environment(home), stdout=log, stderr=log
        )
    try:
        running = Running(f"bolt://{HOST}:{port}", process.pid)
        _wait_for(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def _configure(home: Path) -> int:
    """Write the settings for this start; the port that it shall listen on.

    The one of the start before where it is free: the server's outline is kept under its address.
    """
    path = home / "conf" / "neo4j.conf"
    last = re.search(r"listen_address=.+:(\d+)", path.read_text(encoding="utf-8")) if path.exists() else None
    port = _free_port(int(last[1])) if last else _free_port(0)
    text = CONF.format(heap=HEAP, pages=PAGES, host=HOST, port=port)
    path.write_text(text, encoding="utf-8")
    return port


def _free_port(wanted: int) -> int:
    try:
        with socket.create_server((HOST, wanted)) as probe:
            return probe.getsockname()[1]
    except OSError:
        return _free_port(0)


def _java(heap: str) -> list[str]:
    java = shutil.which("java")
    if java is None or not JARS.is_dir():
        sys.exit(f"Neo4j {VERSION} wants Java 17 and its jars in {JARS}: `make test` fetches them")
    return [java, f"-Xmx{heap}", "-cp", f"{JARS}{os.sep}*"]


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}


def _wait_for(running: Running, process: subprocess.Popen) -> None:
    """Ready means that the driver gets an answer."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with running.driver() as driver:
                driver.verify_connectivity()
                return
        except (DriverError, Neo4jError) as error:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("Neo4j does not start; its logs tell why") from error
        time.sleep(0.5)
