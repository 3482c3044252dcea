"""The embedded server's own process: `python -m graph.store.embedded_server FOLDER`.

The only place that loads ArcadeDB's Java machine: the program itself talks to it over Bolt. The
server listens on loopback alone, on free ports and with passwords of this run, which the
connection file (mode 0600) tells. It lives while clients hold their control connections open, and
for `--idle` seconds after the last one is gone.
"""

import argparse
import json
import os
import secrets
import signal
import socket
import threading
import time
from pathlib import Path

import arcadedb_embedded
import jpype
from arcadedb_embedded.jvm import start_jvm
from filelock import FileLock

from graph.store.rendezvous import ADMITTED, CONNECTION_FILE, HOST, SERVER_LOCK, STOP

DATABASE = "policy"
IDLE_SECONDS = 30.0
"""Long enough that commands in a row meet the same server, which starts in seconds."""
COMMAND_SECONDS = 600
"""The last resort against a query whose client is gone; clients end theirs earlier."""
HEAP = "1g"
"""What the Java machine may take; a change is held there whole until it is committed."""
SPARE_PORTS = 20
LAST_PORT = 65_535
STOP_SECONDS = 20
"""After which a server that can't stop cleanly is ended; its log of changes recovers the data."""
FOLDER_SECONDS = 40
"""How long to wait for a server that is stopping in the same folder."""
HELLO_SECONDS = 5

_GROUPS = {
    "admin": {
        "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
        "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
    },
    "reader": {"access": [], "types": {"*": {"access": ["readRecord"]}}},
    "*": {"access": [], "types": {"*": {"access": []}}},
}


class Clients:
    """Who uses the server: the open control connections, counted, and since when there are none."""

    def __init__(self, token: str, idle_seconds: float) -> None:
        self.stopping = threading.Event()
        self._token = token
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._open = 0
        self._left = time.monotonic()
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]

    def serve(self) -> None:
        """Take clients in until the server stops; each is served by a thread of its own."""
        while not self.stopping.is_set():
            connection, _ = self._listener.accept()
            threading.Thread(target=self._keep, args=(connection,), daemon=True).start()

    def wait(self) -> None:
        """Return when the server shall stop: told to, or unused for the idle time."""
        while not self.stopping.wait(0.2):
            with self._lock:
                if not self._open and time.monotonic() - self._left > self._idle_seconds:
                    self.stopping.set()

    def _keep(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(HELLO_SECONDS)
            try:
                with connection.makefile("rwb") as stream:
                    if self._admit(stream.readline()):
                        stream.write(ADMITTED)
                        stream.flush()
                        connection.settimeout(None)
                        self._follow(stream)
            except OSError:
                return  # a client that vanishes has left: that is all there is to know

    def _admit(self, line: bytes) -> bool:
        if not secrets.compare_digest(line.strip(), self._token.encode()):
            return False
        with self._lock:
            if self.stopping.is_set():
                return False
            self._open += 1
        return True

    def _follow(self, stream: socket.SocketIO) -> None:
        try:
            for line in stream:
                if line == STOP:
                    self.stopping.set()
                    return
        finally:
            with self._lock:
                self._open -= 1
                self._left = time.monotonic()


def main() -> None:
    """Serve the folder's database until nobody uses it; the exit status is 0 after a clean stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--idle", type=float, default=IDLE_SECONDS, help="seconds to live on without clients")
    parser.add_argument("--limit", type=int, default=COMMAND_SECONDS, help="seconds that a query may run")
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chdir(folder)  # ArcadeDB writes its log below the working directory
    with FileLock(folder / SERVER_LOCK, timeout=FOLDER_SECONDS):
        serve(folder, options.idle, options.limit)


def serve(folder: Path, idle_seconds: float, limit_seconds: int) -> None:
    """Start the server, tell where it is, wait for the last client to leave, stop it."""
    token, password, reader = (secrets.token_urlsafe(24) for _ in range(3))
    clients = Clients(token, idle_seconds)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: clients.stopping.set())
    server, port = start(folder, password, reader, limit_seconds)
    connection = {
        "pid": os.getpid(),
        "uri": f"bolt://{HOST}:{port}",
        "database": DATABASE,
        "password": password,
        "reader_password": reader,
        "control": clients.port,
        "token": token,
    }
    write_private(folder / CONNECTION_FILE, json.dumps(connection))
    threading.Thread(target=clients.serve, daemon=True).start()
    clients.wait()
    (folder / CONNECTION_FILE).unlink(missing_ok=True)
    threading.Timer(STOP_SECONDS, os._exit, (1,)).start()
    server.stop()
    os._exit(0)  # the Java machine's threads would keep the process


def start(
    folder: Path, password: str, reader_password: str, limit_seconds: int
) -> tuple[arcadedb_embedded.ArcadeDBServer, int]:
    """The running server over the folder's database, and its Bolt port."""
    start_jvm(heap_size=HEAP, jvm_args=["-Xrs", f"-XX:ErrorFile={folder / 'java-crash.log'}"])
    limits = jpype.JClass("com.arcadedb.GlobalConfiguration")
    limits.COMMAND_TIMEOUT.setValue(limit_seconds * 1000)
    limits.TX_WAL_FLUSH.setValue(2)
    write_accounts(folder / "config")
    port = free_port()
    server = arcadedb_embedded.create_server(
        str(folder),
        root_password=password,
        config={
            "host": HOST,
            "http_port": spread(free_port()),
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt_port": port,
            "bolt_host": HOST,
            "opencypher_loadCsv_allowFileUrls": False,
            "opencypher_loadCsv_allowRemoteUrls": False,
        },
    )
    server.start()
    server.create_database(DATABASE)
    add_reader(server, reader_password)
    return server, port


def write_accounts(folder: Path) -> None:
    """Lay down the groups of users; accounts of the last run are forgotten with their passwords."""
    folder.mkdir(exist_ok=True)
    (folder / "server-users.jsonl").unlink(missing_ok=True)
    groups = {name: {"resultSetLimit": -1, "readTimeout": -1, **rights} for name, rights in _GROUPS.items()}
    rows = {"databases": {"*": {"groups": groups}}, "version": 2}
    write_private(folder / "server-groups.json", json.dumps(rows))


def add_reader(server: arcadedb_embedded.ArcadeDBServer, password: str) -> None:
    """Give the server the account of ad-hoc queries, which may read records and nothing else."""
    security = server._java_server.getSecurity()  # the bindings have no way of their own
    account = {
        "name": "reader",
        "password": str(security.encodePassword(password)),
        "databases": {DATABASE: ["reader"]},
    }
    security.createUser(jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(account)))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    part.replace(path)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server((HOST, 0)) as probe:
        return probe.getsockname()[1]


def spread(port: int) -> str:
    """The port and those after it, of which the server takes the first that is still free when it starts."""
    first = min(port, LAST_PORT - SPARE_PORTS)
    return f"{first}-{first + SPARE_PORTS}"


if __name__ == "__main__":
    main()
