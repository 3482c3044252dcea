"""The embedded server's process: who starts it, who shares it, when it ends, what it leaves to others."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from config import ROOT, Config
from errors import StoreStartFailed, StoreUnavailable, StoreUnsupported
from graph.schema import load_schema
from graph.store import embedded
from graph.store.base import Change
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedServer
from graph.store.opening import FOLDER, open_store
from graph.store.rendezvous import CONNECTION_FILE, HOST, LOG_FILE

SHORT = 0.5
"""Idle seconds for tests that wait for the server's end."""

OPEN = """
import sys
from pathlib import Path
from dataclasses import replace
from config import read_config
from graph.facts import DocumentFact, DocumentFacts
from graph.store.base import Change
from graph.store.opening import open_store
store = open_store(replace(read_config(), neo4j_uri="", home=Path(sys.argv[1])))
facts = DocumentFacts(DocumentFact(sys.argv[2], "题"))
store.update(lambda archives: Change(put_archives=(facts,)))
print(store.query("MATCH (n:存档) WHERE n.facts IS NOT NULL RETURN count(n)", rows=1, seconds=9).rows[0][0])
print("arcadedb_embedded" in sys.modules or "jpype" in sys.modules)
"""


def connection(folder: Path) -> dict:
    return json.loads((folder / CONNECTION_FILE).read_text(encoding="utf-8"))


def wait_until(true: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def answers(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture
def home(settings: Config, tmp_path: Path) -> Config:
    """A home folder of the test's own."""
    return replace(settings, home=tmp_path)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A server of the test's own that ends soon after its last client."""
    made = EmbeddedServer(tmp_path / FOLDER, idle_seconds=SHORT)
    yield made
    made.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_only_its_owner_may_read_the_data_and_the_passwords(server: EmbeddedServer) -> None:
    server.open().close()
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((server.folder / CONNECTION_FILE).stat().st_mode) == 0o600


def test_it_listens_on_loopback_alone(server: EmbeddedServer) -> None:
    server.open().close()
    found = connection(server.folder)
    assert found["uri"].startswith(f"bolt://{HOST}:")
    ports = [int(found["uri"].rsplit(":", 1)[1]), found["control"]]
    others = {row[4][0] for row in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {HOST}
    for address in others:
        for port in ports:
            with pytest.raises(OSError), socket.create_connection((address, port), timeout=1):
                pass


def test_its_log_holds_no_password(server: EmbeddedServer) -> None:
    server.open().close()
    found = connection(server.folder)
    log = (server.folder / LOG_FILE).read_text(encoding="utf-8", errors="replace")
    assert log
    assert all(found[key] not in log for key in ("password", "reader_password", "token"))


def test_three_at_once_share_one_server(home: Config) -> None:
    command = [sys.executable, "-c", OPEN, str(home.home)]
    children = [
        subprocess.Popen([*command, f"d{n}"], cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for n in range(3)
    ]
    said = [child.communicate(timeout=120)[0].split() for child in children]
    assert [child.returncode for child in children] == [0, 0, 0]
    assert sorted(int(lines[0]) for lines in said)[-1] == 3
    assert {lines[1] for lines in said} == {"False"}  # no client loaded the Java machine
    shared = EmbeddedServer(home.home / FOLDER)
    shared.open().close()
    shared.stop()


def test_the_server_goes_when_its_last_client_has_gone(server: EmbeddedServer) -> None:
    server.open().close()
    second = EmbeddedServer(server.folder)
    second.open().close()
    pid, port = connection(server.folder)["pid"], connection(server.folder)["control"]
    server.close()
    time.sleep(4 * SHORT)
    assert answers(port)
    assert connection(server.folder)["pid"] == pid
    second.close()
    assert wait_until(lambda: not (server.folder / CONNECTION_FILE).exists())
    assert wait_until(lambda: not answers(port))


def test_a_server_that_is_stopping_is_waited_for_and_the_data_is_kept(
    tmp_path: Path, whole: Change, write: Callable
) -> None:
    server = EmbeddedServer(tmp_path / FOLDER)
    first = BoltStore(server, load_schema(), tmp_path)
    write(first, whole)
    pid = connection(server.folder)["pid"]
    server.stop()
    again = EmbeddedServer(tmp_path / FOLDER)
    second = BoltStore(again, load_schema(), tmp_path)
    assert second.entities(["a1"]) == whole.put_entities[:1]
    assert connection(again.folder)["pid"] != pid
    again.stop()


def test_after_kill_9_the_next_call_says_so_and_the_one_after_works(
    home: Config, whole: Change, write: Callable
) -> None:
    store = open_store(home)
    write(store, whole)
    folder = home.home / FOLDER
    old = connection(folder)
    os.kill(old["pid"], signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    with pytest.raises(StoreUnavailable):
        store.summary()
    assert connection(folder) == old  # what it left behind is stale
    assert store.relations(["r1"]) == whole.put_relations[:1]
    assert connection(folder)["pid"] != old["pid"]
    assert open_store(home).entities(["a2"]) == whole.put_entities[1:2]
    stopper = EmbeddedServer(folder)
    stopper.open().close()
    stopper.stop()


def test_half_a_connection_file_does_not_matter(server: EmbeddedServer) -> None:
    server.folder.mkdir()
    (server.folder / CONNECTION_FILE).write_text('{"pid": 1, "uri"', encoding="utf-8")
    server.open().close()
    assert connection(server.folder)["uri"]


def test_a_stranger_at_the_control_port_is_no_client(server: EmbeddedServer) -> None:
    server.open().close()
    with socket.create_connection((HOST, connection(server.folder)["control"]), timeout=5) as stranger:
        stranger.sendall(b"guess\nstop\n")
        assert stranger.recv(10) == b""
    assert (server.folder / CONNECTION_FILE).exists()


def test_a_server_that_can_not_start_is_told_with_its_log(server: EmbeddedServer) -> None:
    (server.folder / "databases").parent.mkdir()
    (server.folder / "databases").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreStartFailed) as caught:
        server.open()
    log = Path(str(caught.value.fields["log"]))
    assert log.read_text(encoding="utf-8", errors="replace")
    assert str(log) in caught.value.message("en")


def test_a_machine_without_the_engine_is_told_to_use_neo4j(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "find_spec", lambda name: None)
    with pytest.raises(StoreUnsupported) as caught:
        server.open()
    assert "Neo4j" in caught.value.message("en")


TAKEN = """
import os, socket, sys
from pathlib import Path
from graph.store import embedded_server
from graph.store.rendezvous import HOST
taken = socket.create_server((HOST, 0))
ports = iter([embedded_server.free_port(), taken.getsockname()[1]])
embedded_server.free_port = lambda: next(ports)
embedded_server.start(Path(sys.argv[1]), "password 1", "password 2", 5)
print("started", flush=True)
os._exit(0)
"""


def test_a_server_starts_though_its_http_port_was_taken_meanwhile(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TAKEN, str(tmp_path)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert "started" in found.stdout, found.stderr
