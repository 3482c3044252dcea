"""The app under AppTest, on an embedded store that holds an invented graph."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from config import Config, read_config
from graph.facts import read_facts
from graph.load import load
from graph.model import Graph
from graph.resolve import resolve
from graph.store.base import Store
from graph.store.embedded import EmbeddedServer
from graph.store.opening import FOLDER, open_store

INVENTED = Path(__file__).resolve().parent / "invented.jsonl"
APP = Path(__file__).resolve().parent.parent.parent / "ui" / "script.py"

OpenApp = Callable[..., AppTest]


@pytest.fixture(scope="session")
def invented() -> Graph:
    """The invented documents' graph, as it lies in the store."""
    return resolve(list(read_facts(INVENTED)))


@pytest.fixture(scope="session")
def id_of(invented: Graph) -> Callable[[str], str]:
    """The id of the entity of a name; documents and indicators apart."""
    ids = {row.name: row.id for row in invented.entities if row.type not in ("Document", "Indicator")}
    return ids.__getitem__


@pytest.fixture(scope="session")
def app_config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Config]:
    """Settings that lead to a filled embedded store of this run."""
    config = replace(read_config(), neo4j_uri="", home=tmp_path_factory.mktemp("app"))
    store = open_store(config)
    load(store, read_facts(INVENTED))
    store.close()
    yield config
    EmbeddedServer(config.home / FOLDER).stop()


@pytest.fixture(scope="session")
def filled(app_config: Config) -> Iterator[Store]:
    """The store that the app shows."""
    store = open_store(app_config)
    yield store
    store.close()


@pytest.fixture
def open_app(app_config: Config, monkeypatch: pytest.MonkeyPatch) -> OpenApp:
    """Opens the app as an address does: the page's name, then the query's parts."""
    monkeypatch.setenv("POLICY_GRAPH_HOME", str(app_config.home))
    monkeypatch.setenv("POLICY_GRAPH_LANG", "zh")
    for name in ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    st.cache_resource.clear()
    st.cache_data.clear()

    def open_page(page: str = "explore", **query: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        app._page_hash = calc_hash(page)  # AppTest names pages by file only; ours are functions
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    return open_page
