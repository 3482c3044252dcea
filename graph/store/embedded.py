"""The embedded store's client side: attach to the server of a folder, or start it as a child process.

Nothing here loads the Java machine: see embedded_server.py for the other side.
"""

import json
import platform
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock, Timeout
from neo4j import Driver, Result, Session
from neo4j.exceptions import DriverError, Neo4jError

from config import ROOT
from errors import QueryForbidden, StoreStartFailed, StoreUnavailable, StoreUnsupported
from graph.children import detached
from graph.schema import Schema
from graph.store import cypher
from graph.store.lexer import first_forbidden
from graph.store.rendezvous import (
    ADMITTED,
    CONNECTION_FILE,
    HOST,
    LOG_FILE,
    START_LOCK,
    STOP,
    UPDATE_LOCK,
)
from graph.store.server import FIRST_LINE, PROCEDURES, TURN_SECONDS, Reading, drive

WRITER = "root"
READER = "reader"
START_SECONDS = 90.0
ANSWER_SECONDS = 10.0


class EmbeddedServer:
    """The ArcadeDB server of one folder, shared by all processes that use it.

    `idle_seconds` is how long a server that this client starts lives on after its last client; None
    leaves the server's own default.
    """

    user = WRITER
    revision_text = cypher.REVISION

    def __init__(self, folder: Path, idle_seconds: float | None = None) -> None:
        self.folder = folder.resolve()
        self.address = str(self.folder)
        self.database = ""
        self._idle_seconds = idle_seconds
        self._control: socket.socket | None = None
        self._found: dict = {}

    def open(self) -> Driver:
        """A connected driver; the server is started where none runs.

        Raises StoreUnsupported, StoreStartFailed or StoreUnavailable.
        """
        self.close()
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self.folder / START_LOCK, timeout=START_SECONDS):
                if not self._attach():
                    self._start()
        except Timeout as error:
            raise StoreUnavailable(address=self.address) from error
        except OSError as error:
            raise StoreStartFailed(folder=self.folder, log=self.folder / LOG_FILE) from error
        self.database = self._found["database"]
        return self._drive(WRITER, "password")

    def prepare(self, session: Session, schema: Schema) -> None:
        """Nothing to do: labels and types come with the first node and relation."""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One update at a time: ArcadeDB would let both run and refuse the later commit."""
        try:
            with FileLock(self.folder / UPDATE_LOCK, timeout=TURN_SECONDS):
                yield
        except Timeout as error:
            raise StoreUnavailable(address=self.address) from error

    @contextmanager
    def reading(self, driver: Driver, fetch: int) -> Iterator[Reading]:
        """A connection of its own, dropped on exit: closing a session would read all that is left."""
        reader = self._drive(READER, "reader_password")
        session = reader.session(database=self.database, fetch_size=fetch)
        reading = _EmbeddedReading(session, driver, self.database)
        try:
            yield reading
        finally:
            reading.watch.cancel()
            reader.close()
            with suppress(DriverError, Neo4jError):  # its connection is gone on purpose
                session.close()

    def close(self) -> None:
        """Tell the server that this client has left."""
        if self._control is not None:
            self._control.close()
            self._control = None

    def stop(self) -> None:
        """Ask the server to stop at once, whoever else uses it; from now on it takes no client in."""
        if self._control is not None:
            with suppress(OSError):
                self._control.sendall(STOP)
                self._control.recv(1)  # it hangs up once it has heard: who comes now finds it stopping
        self.close()

    def _drive(self, user: str, password: str) -> Driver:
        return drive(self._found["uri"], user, self._found[password], self.database)

    def _attach(self) -> bool:
        """Join the server that the connection file tells of; False where there is none."""
        try:
            found = json.loads((self.folder / CONNECTION_FILE).read_text(encoding="utf-8"))
            control = socket.create_connection((HOST, found["control"]), timeout=ANSWER_SECONDS)
        except (OSError, ValueError, KeyError):
            return False  # no file, half a file, or a server that is gone: start one
        try:
            control.sendall(found["token"].encode() + b"\n")
            admitted = control.recv(len(ADMITTED)) == ADMITTED
        except OSError:
            admitted = False
        if not admitted:
            control.close()
            return False
        self._control, self._found = control, found
        return True

    def _start(self) -> None:
        if find_spec("arcadedb_embedded") is None:
            raise StoreUnsupported(platform=f"{platform.system()} {platform.machine()}")
        log = self.folder / LOG_FILE
        command = [sys.executable, "-m", "graph.store.embedded_server", str(self.folder)]
        if self._idle_seconds is not None:
            command += ["--idle", str(self._idle_seconds)]
        with log.open("wb") as output:
            child = subprocess.Popen(  # noqa: S603 our own module, no shell
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, **detached()
            )
        patience = time.monotonic() + START_SECONDS
        while not self._attach():
            if child.poll() is not None or time.monotonic() > patience:
                child.kill()
                raise StoreStartFailed(folder=self.folder, log=log)
            time.sleep(0.05)
        # The child outlives us on purpose; a thread of its own takes in its end.
        threading.Thread(target=child.wait, daemon=True).start()


class _EmbeddedReading:
    """The account that may read records only, and the plan's CALLs; the time limit is ours to keep."""

    def __init__(self, session: Session, owner: Driver, database: str) -> None:
        self._session = session
        self._owner = owner
        self._database = database
        self.watch = threading.Timer(0, _stop)
        """Ends the query at its time; cancelled when its rows are here."""

    def check(self, text: str, parameters: Mapping[str, object], seconds: float) -> None:
        summary = self._session.run(f"EXPLAIN {FIRST_LINE}{text}", parameters).consume()
        if summary.plan is None:  # ArcadeDB plans every query, and no command
            raise QueryForbidden(reason=first_forbidden(text))
        for line in summary.plan["args"]["string-representation"].splitlines():
            step, _, called = line.strip().removeprefix("+ ").partition(" ")
            name = called.split("(", 1)[0]
            if step == "CALL" and "(" in called and name not in PROCEDURES:
                raise QueryForbidden(reason=f"CALL {name}")

    def run(self, text: str, parameters: Mapping[str, object], seconds: float) -> Result:
        mark = f"//{secrets.token_hex(8)}\n"
        self.watch.cancel()
        self.watch = _watch(seconds, self._owner, self._database, mark)
        return self._session.run(mark + text, parameters)


def _watch(seconds: float, driver: Driver, database: str, mark: str) -> threading.Timer:
    """What ends the query that begins with the mark, so many seconds from now; running."""
    watch = threading.Timer(seconds, _stop, (driver, database, mark))
    watch.daemon = True
    watch.start()
    return watch


def _stop(driver: Driver, database: str, mark: str) -> None:
    """Find the query by its mark among those that run, and end it."""
    with suppress(DriverError, Neo4jError), driver.session(database=database) as session:
        for row in session.run(cypher.RUNNING).data():
            if row["currentQuery"].startswith(mark):
                session.run(cypher.STOP, id=row["transactionId"]).consume()
