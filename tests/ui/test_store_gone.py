"""The embedded server is killed while a page is open: one sentence, a retry that works, the view is kept."""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from config import Config
from graph.facts import read_facts
from graph.load import load
from graph.store.embedded import EmbeddedServer
from graph.store.opening import FOLDER, open_store
from graph.store.rendezvous import CONNECTION_FILE
from text import say
from ui.parts import search
from ui.views import documents, indicators, statistics

OpenApp = Callable[..., AppTest]
Ask = Callable[..., Any]

INVENTED = Path(__file__).resolve().parent / "invented.jsonl"


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory, app_config: Config) -> Iterator[Path]:
    """The home of a filled store that no other test uses."""
    home = tmp_path_factory.mktemp("gone")
    store = open_store(replace(app_config, home=home))
    load(store, read_facts(INVENTED))
    store.close()
    yield home
    EmbeddedServer(home / FOLDER).stop()


@pytest.fixture
def kill(own_home: Path) -> Callable[[], None]:
    """Kills the server, as a machine that runs out of memory does."""

    def kill_server() -> None:
        found = json.loads((own_home / FOLDER / CONNECTION_FILE).read_text(encoding="utf-8"))
        os.kill(found["pid"], signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)

    return kill_server


def links(id_of: Callable[[str], str]) -> dict[str, tuple[str, dict[str, str]]]:
    """Each page with something to see, by a name: the page and its query."""
    town, park = id_of("临港新城"), id_of("星火科创园")
    return {
        "explore": ("explore", {"node": town, "open": park}),
        "start": ("explore", {}),
        "paths": ("paths", {"from": town, "to": id_of("禾丰区"), "path": "2"}),
        "documents": ("documents", {}),
        "reader": ("documents", {"doc": "plan", "at": "0-3"}),
        "table": ("indicators", {"subject": "临港新城"}),
        "chart": ("indicators", {"face": "chart"}),
        "clashes": ("indicators", {"face": "clashes"}),
        "connected": ("statistics", {"face": "connected", "type": "Park"}),
        "bridges": ("statistics", {"face": "bridges"}),
        "communities": ("statistics", {"face": "communities"}),
        "cypher": ("cypher", {"query": "MATCH (a:新城)-[r]->(b) RETURN a, r, b"}),
    }


NAMES = tuple(links(str))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_whose_store_is_killed_says_so_and_goes_on(
    name: str,
    open_app: OpenApp,
    id_of: Callable[[str], str],
    own_home: Path,
    kill: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    document: str,
    click: Ask,
    address: Ask,
    texts: Ask,
) -> None:
    monkeypatch.setenv("POLICY_GRAPH_HOME", str(own_home))
    page, query = links(id_of)[name]
    if "doc" in query:
        query["doc"] = document
    app = open_app(page, **query)
    if page == "cypher":
        click(app, say("ui.cypher.run", "zh"))
    assert not app.error and not app.exception
    view, words = app.session_state[f"{page}.view"], texts(app)
    kill()
    forget(app, page)
    app.run()
    assert not app.exception and "Traceback" not in texts(app)
    assert [row.value for row in app.error if "编号" in row.value] == [], "a known error, not a fault"
    assert 1 <= len(app.error) <= 2, "the page, and the search box of its own"
    assert app.session_state[f"{page}.view"] == view
    for _ in range(2):
        if app.error:
            click(app, say("ui.error.retry", "zh"))
    assert not app.error and not app.exception
    assert app.session_state[f"{page}.view"] == view
    assert {key: value for key, value in address(app).items() if key in query} == query
    assert strip(texts(app)) == strip(words)
    assert [row for row in caplog.records if row.levelname == "ERROR"] == []


def strip(words: str) -> str:
    """The page's words without how long a query took."""
    return "\n".join(row for row in words.splitlines() if "秒" not in row)


def forget(app: AppTest, page: str) -> None:
    """Make the page ask its store again, as in a session that comes to it for the first time."""
    if f"{page}.answer" in app.session_state:
        del app.session_state[f"{page}.answer"]
    for kept in (
        search._lookup,
        documents._counts,
        indicators._figures,
        indicators._clashes,
        statistics._survey,
    ):
        kept.clear()


@pytest.fixture(scope="module")
def document(own_home: Path, app_config: Config) -> str:
    """The file of a document."""
    store = open_store(replace(app_config, home=own_home))
    found = store.find("", ["Document"], 1).entities[0].details["file"]
    store.close()
    return str(found)


def test_a_view_that_can_not_be_saved_or_dropped_is_one_sentence(
    open_app: OpenApp,
    id_of: Callable[[str], str],
    own_home: Path,
    kill: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    click: Ask,
    texts: Ask,
) -> None:
    monkeypatch.setenv("POLICY_GRAPH_HOME", str(own_home))
    app = open_app("explore", node=id_of("临港新城"))
    app.text_input("saved.name").set_value("我的视图").run()
    kill()
    click(app, say("ui.saved.save", "zh"))
    assert not app.exception and str(own_home) in texts(app)
    app.text_input("saved.name").set_value("我的视图").run()
    click(app, say("ui.saved.save", "zh"))
    assert not app.error and say("ui.saved.done", "zh", name="我的视图") in texts(app)
    click(app, "✕")
    kill()
    app.button("saved.yes.我的视图").click().run()
    assert not app.exception and str(own_home) in texts(app)
    click(app, "✕")
    app.button("saved.yes.我的视图").click().run()
    assert not app.error and "我的视图" not in texts(app)
