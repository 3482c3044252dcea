"""Saved views: kept in the store by name, opened as they were."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from graph.model import SavedView
from graph.store.base import Store
from text import say

OpenApp = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def no_views(filled: Store) -> Iterator[None]:
    """Views that a test saves are gone after it."""
    yield
    for row in filled.views():
        filled.drop_view(row.name)


def test_what_is_shown_is_saved_and_opened_again(
    open_app: OpenApp, id_of: Callable, click: Callable, texts: Callable, address: Callable, names: Callable
) -> None:
    query = {"node": id_of("临港新城"), "open": id_of("星火科创园")}
    app = open_app(**query)
    app.text_input("saved.name").set_value("临港一带").run()
    click(app, say("ui.saved.save", "zh"))
    assert say("ui.saved.done", "zh", name="临港一带") in texts(app)
    other = open_app("cypher")
    click(other, "临港一带")
    assert address(other) == query and "晨曦光电" in names(other)


def test_a_name_is_used_once(
    open_app: OpenApp, id_of: Callable, click: Callable, texts: Callable, filled: Store
) -> None:
    filled.save_view(SavedView("甲", "paths", "from=x"))
    app = open_app(node=id_of("临港新城"))
    app.text_input("saved.name").set_value("甲").run()
    click(app, say("ui.saved.save", "zh"))
    assert say("ui.saved.taken", "zh", name="甲") in texts(app)
    assert filled.views() == (SavedView("甲", "paths", "from=x"),)


def test_nothing_is_saved_without_a_name_or_of_an_empty_page(
    open_app: OpenApp, id_of: Callable, click: Callable, texts: Callable, filled: Store
) -> None:
    app = open_app(node=id_of("临港新城"))
    click(app, say("ui.saved.save", "zh"))
    assert say("ui.saved.nameless", "zh") in texts(app)
    app = open_app()
    app.text_input("saved.name").set_value("空").run()
    click(app, say("ui.saved.save", "zh"))
    assert say("ui.saved.empty", "zh") in texts(app)
    assert filled.views() == ()


def test_a_view_is_deleted_once_one_is_sure(
    open_app: OpenApp, click: Callable, texts: Callable, filled: Store
) -> None:
    filled.save_view(SavedView("甲", "explore", "node=x"))
    app = open_app()
    click(app, "✕")
    assert say("ui.saved.sure", "zh") in texts(app) and filled.views()
    app.button("saved.no.甲").click().run()
    assert say("ui.saved.sure", "zh") not in texts(app) and filled.views()
    click(app, "✕")
    app.button("saved.yes.甲").click().run()
    assert filled.views() == () and say("ui.saved.none", "zh") in texts(app)
