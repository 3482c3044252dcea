"""The app under AppTest, on an embedded store that holds an invented graph."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from config import Config, read_config
from graph.facts import DocumentFact, DocumentFacts, DocumentText, TextBlock, read_facts
from graph.load import load, remove
from graph.model import Graph
from graph.resolve import resolve
from graph.store.base import Store
from graph.store.embedded import EmbeddedServer
from graph.store.opening import FOLDER, open_store
from ui.state import select

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


def read_texts(app: AppTest) -> str:
    """Everything that can be read on the page, markup and marks of Markdown taken out."""
    parts = [
        row.value for kind in (app.caption, app.error, app.warning, app.info, app.markdown) for row in kind
    ]
    parts += [re.sub("<[^>]*>", "", row.proto.body) for row in app.get("html")]
    parts += [row.label for row in app.button]
    parts += ["".join(part for part, _ in row["parts"]) + row["source"] for row in read_quotes(app)]
    for group in read_groups(app):
        parts += [group["word"], *(f"{row['arrow']} {row['name']}" for row in group["rows"]), group["more"]]
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", "\n".join(parts))


def read_drawn(app: AppTest, key: str) -> dict:
    """What a component was given to draw."""
    (found,) = [row for row in app.get("bidi_component") if row.proto.id.endswith(key)]
    return json.loads(found.proto.bytes or found.proto.json or found.proto.mixed.json)


def read_groups(app: AppTest) -> list[dict]:
    """The relations of the panel, by groups."""
    lists = [row for row in app.get("bidi_component") if row.proto.id.endswith(".sentences")]
    return [group for row in lists for group in json.loads(row.proto.bytes)["groups"]]


def read_quotes(app: AppTest) -> list[dict]:
    """The sentences of the panel."""
    lists = [row for row in app.get("bidi_component") if row.proto.id.endswith(".sentences")]
    alone = [quote for row in lists for quote in json.loads(row.proto.bytes)["quotes"]]
    return alone + [quote for group in read_groups(app) for row in group["rows"] for quote in row["quotes"]]


def look_at(app: AppTest, label: str, page: str = "explore") -> AppTest:
    """Look at the relation that a row of the panel, arrow and name, is of: AppTest clicks in no component."""
    rows = (row for group in read_groups(app) for row in group["rows"])
    wanted = next(row["id"] for row in rows if f"{row['arrow']} {row['name']}" == label)
    app.session_state[f"{page}.view"] = select(app.session_state[f"{page}.view"], "relation", wanted)
    app.session_state["acted"] = True
    return app.run()


def read_nodes(app: AppTest, page: str = "explore") -> list[dict]:
    """The entities on a page's canvas, a row each; those that a group stands for are not among them."""
    data = read_drawn(app, f"{page}.canvas")
    rows = [dict(zip(data["nodes"], row, strict=True)) for row in zip(*data["nodes"].values(), strict=True)]
    return [{**row, "type": data["kinds"]["entities"][row["type"]]["id"]} for row in rows]


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button whose label holds the text."""
    return next(row for row in app.button if label in row.label.replace("\\", "")).click().run()


def read_address(app: AppTest) -> dict[str, str]:
    """The query of the address bar; AppTest gives a value as a list where the app has not written it."""
    return {key: value if isinstance(value, str) else value[-1] for key, value in app.query_params.items()}


def read_names(app: AppTest, page: str = "explore") -> set[str]:
    """The names of the entities on a page's canvas."""
    data = read_drawn(app, f"{page}.canvas")
    labels = enumerate(data["nodes"]["label"])
    return {data["full"].get(str(at)) or label.replace("\n", "") for at, label in labels}


@pytest.fixture
def texts() -> Callable[[AppTest], str]:
    return read_texts


@pytest.fixture
def drawn() -> Callable[[AppTest, str], dict]:
    return read_drawn


@pytest.fixture
def nodes() -> Callable[[AppTest], list[dict]]:
    return read_nodes


@pytest.fixture
def click() -> Callable[[AppTest, str], AppTest]:
    return press


@pytest.fixture
def look() -> Callable[[AppTest, str], AppTest]:
    return look_at


@pytest.fixture
def groups() -> Callable[[AppTest], list[dict]]:
    return read_groups


@pytest.fixture
def address() -> Callable[[AppTest], dict[str, str]]:
    return read_address


@pytest.fixture
def names() -> Callable[..., set[str]]:
    return read_names


@pytest.fixture
def bare_document(filled: Store) -> Iterator[str]:
    """A document in the store that was loaded from facts without its text."""
    load(filled, [DocumentFacts(DocumentFact("bare", "青禾新区简报"))])
    yield "bare"
    remove(filled, ["bare"])


@pytest.fixture
def long_document(filled: Store) -> Iterator[str]:
    """A document in the store of 1,600 lines."""
    lines = [f"第{number}条。" for number in range(1600)]
    blocks, at = [], 0
    for line in lines:
        blocks.append(TextBlock(at, at + len(line), "paragraph", 0))
        at += len(line)
    text = DocumentText("".join(lines), tuple(blocks))
    load(filled, [DocumentFacts(DocumentFact("long", "青禾新区大全"), text=text)])
    yield "long"
    remove(filled, ["long"])
