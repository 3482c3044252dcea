"""How a store is found, and what is said when it is not, or no longer, there."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from neo4j.exceptions import DriverError, ServiceUnavailable

from config import Config
from errors import SettingError, StoreDatabaseMissing, StoreRefused, StoreStartFailed, StoreUnavailable
from graph.store.base import Change
from graph.store.opening import open_store

HOST = "127.0.0.1"


class Relay:
    """A way to a server that can be cut and mended, so that no test has to stop the shared server."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._open: list[socket.socket] = []
        self._cut = False
        self._listener = socket.create_server((HOST, 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self._cut = True
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # closing alone would wait for a thread that reads
            end.close()
        self._open.clear()

    def mend(self) -> None:
        self._cut = False

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._cut:
                client.close()
                continue
            server = socket.create_connection((HOST, self._target))
            self._open += [client, server]
            for pair in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=pair, daemon=True).start()

    @staticmethod
    def _pump(come: socket.socket, go: socket.socket) -> None:
        try:
            while data := come.recv(65536):
                go.sendall(data)
            go.shutdown(socket.SHUT_WR)
        except OSError:
            return


@pytest.fixture
def relayed(neo4j_server: object) -> Iterator[tuple[Relay, Config]]:
    """Settings that lead to Neo4j through a relay."""
    relay = Relay(urlsplit(neo4j_server.config.neo4j_uri).port)
    yield relay, replace(neo4j_server.config, neo4j_uri=f"bolt://{HOST}:{relay.port}")
    relay.close()


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return probe.getsockname()[1]


def test_nothing_set_means_the_embedded_store(embedded_server: object) -> None:
    store = open_store(embedded_server.config)
    assert store.summary().server.startswith("ArcadeDB")
    assert store.address.startswith(str(embedded_server.config.home))
    store.close()


def test_an_address_means_that_neo4j(neo4j_server: object) -> None:
    store = open_store(neo4j_server.config)
    assert store.summary().server.startswith("Neo4j")
    assert store.address == neo4j_server.config.neo4j_uri
    store.close()


def test_a_missing_server_is_unavailable(settings: Config) -> None:
    uri = f"bolt://{HOST}:{free_port()}"
    with pytest.raises(StoreUnavailable) as caught:
        open_store(replace(settings, neo4j_uri=uri))
    assert uri in caught.value.message("en")


def test_something_else_behind_the_address_is_unavailable(settings: Config) -> None:
    with socket.create_server((HOST, 0)) as mute:
        threading.Thread(
            target=lambda: mute.accept()[0].sendall(b"HTTP/1.1 400 no\r\n\r\n"), daemon=True
        ).start()
        with pytest.raises(StoreUnavailable):
            open_store(replace(settings, neo4j_uri=f"bolt://{HOST}:{mute.getsockname()[1]}"))


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost:7687", "neo4j//x", "bolt://"])
def test_an_address_of_the_wrong_form_is_a_setting_error(settings: Config, uri: str) -> None:
    with pytest.raises((SettingError, StoreUnavailable)) as caught:
        open_store(replace(settings, neo4j_uri=uri))
    assert uri in caught.value.message("en")


def test_a_wrong_password_is_refused_and_said_nowhere(
    neo4j_server: object, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "a-wrong-password"
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreRefused) as caught:
        open_store(replace(neo4j_server.config, neo4j_password=wrong))
    for language in ("zh", "en"):
        assert wrong not in caught.value.message(language)
    assert "neo4j" in caught.value.message("en")
    assert wrong not in caplog.text
    assert wrong not in repr(caught.value)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_missing_database_is_named(neo4j_server: object, scheme: str) -> None:
    uri = neo4j_server.config.neo4j_uri.replace("bolt://", f"{scheme}://")
    with pytest.raises(StoreDatabaseMissing) as caught:
        open_store(replace(neo4j_server.config, neo4j_uri=uri, neo4j_database="nowhere"))
    assert "nowhere" in caught.value.message("en")


def test_a_lost_connection_is_told_and_the_same_store_works_again(
    relayed: tuple[Relay, Config], whole: Change, write: Callable, neo4j_server: object
) -> None:
    relay, config = relayed
    neo4j_server.empty()
    store = open_store(config)
    write(store, whole)
    relay.cut()
    for call in (
        store.summary,
        lambda: store.query("RETURN 1", rows=1, seconds=5),
        lambda: write(store, whole),
    ):
        with pytest.raises(StoreUnavailable):
            call()
    relay.mend()
    assert store.entities(["a1"])[0].name == "云岭新城"
    assert store.query("RETURN 1", rows=1, seconds=5).rows == ((1,),)
    store.close()


def test_a_connection_lost_within_an_update_leaves_nothing(
    relayed: tuple[Relay, Config], whole: Change, neo4j_server: object
) -> None:
    relay, config = relayed
    neo4j_server.empty()
    store = open_store(config)

    def plan(archives: tuple) -> Change:
        relay.cut()
        return whole

    with pytest.raises(StoreUnavailable):
        store.update(plan)
    relay.mend()
    assert store.summary().entities == {}
    store.close()


def test_a_loss_that_one_notices_late_does_not_cut_the_connection_made_since(
    relayed: tuple[Relay, Config], neo4j_server: object
) -> None:
    relay, config = relayed
    neo4j_server.empty()
    store = open_store(config)
    with pytest.raises(StoreUnavailable), store._connected() as old:
        relay.cut()
        with pytest.raises(StoreUnavailable):
            store.summary()
        relay.mend()
        store.summary()
        with store._connected() as fresh:
            assert fresh is not old
        old.verify_connectivity()  # it is not closed below who still works with it
        raise ServiceUnavailable("noticed late")
    with store._connected() as still:
        assert still is fresh
    with pytest.raises(DriverError):
        old.verify_connectivity()
    store.close()


def test_those_who_wait_for_a_server_that_is_gone_do_not_try_one_after_another(
    relayed: tuple[Relay, Config], monkeypatch: pytest.MonkeyPatch
) -> None:
    relay, config = relayed
    store = open_store(config)
    relay.cut()
    with pytest.raises(StoreUnavailable):
        store.summary()
    waiting, tries = threading.Barrier(4), []
    inside = store._server.open

    def open_slowly() -> object:
        tries.append(1)
        waiting.wait()
        time.sleep(0.5)
        return inside()

    monkeypatch.setattr(store._server, "open", open_slowly)
    failures: list[StoreUnavailable] = []

    def ask() -> None:
        with pytest.raises(StoreUnavailable) as caught:
            store.views()
        failures.append(caught.value)

    def ask_meanwhile() -> None:
        waiting.wait()
        ask()

    threads = [threading.Thread(target=ask), *(threading.Thread(target=ask_meanwhile) for _ in range(3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failures) == 4 and len(tries) == 1
    relay.mend()
    monkeypatch.undo()
    assert store.views() == ()
    store.close()


def test_nothing_is_printed_about_labels_that_are_not_there(
    store: object, capfd: pytest.CaptureFixture[str]
) -> None:
    store.query("MATCH (n:没有)-[r:也没有]->(m) RETURN n.nothing", rows=1, seconds=5)
    store.find("x")
    assert capfd.readouterr() == ("", "")


def test_the_drivers_warnings_do_not_reach_the_log(store: object, caplog: pytest.LogCaptureFixture) -> None:
    store.query("MATCH (n:没有) RETURN n.nothing", rows=1, seconds=5)
    assert [row for row in caplog.records if row.name.startswith("neo4j")] == []


def test_a_home_that_can_not_be_made_is_told(settings: Config, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("in the way")
    with pytest.raises(StoreStartFailed) as caught:
        open_store(replace(settings, home=blocker))
    assert str(blocker) in caught.value.message("en")
