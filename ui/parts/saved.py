"""Saved views: what a page shows, kept in the store under a name, for everybody who uses it."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from errors import PolicyGraphError
from graph.model import SavedView
from graph.store.base import Store
from ui.links import (
    link_of,
    read_ask_link,
    read_cypher_link,
    read_documents_link,
    read_explore_link,
    read_indicators_link,
    read_paths_link,
    read_statistics_link,
)
from ui.parts.markup import plain
from ui.session import (
    ASK,
    CYPHER,
    DOCUMENTS,
    EXPLORE,
    INDICATORS,
    PATHS,
    STATISTICS,
    leave_for,
    note_action,
    set_view,
)
from ui.state import View
from ui.words import language, say

_log = logging.getLogger("policy_graph.app")

READERS: Mapping[str, Callable[[Mapping[str, str]], View]] = {
    EXPLORE: read_explore_link,
    PATHS: read_paths_link,
    ASK: read_ask_link,
    DOCUMENTS: read_documents_link,
    INDICATORS: read_indicators_link,
    STATISTICS: read_statistics_link,
    CYPHER: read_cypher_link,
}
"""How each page's link is read back."""

LONGEST = 60
"""Characters of a name at most."""

_NAME, _SAID, _ASKED = "saved.name", "saved.said", "saved.asked"


def show_saved(store: Store, page: str) -> None:
    """A menu of the saved views, and a field to save what the page shows now."""
    with st.popover(say("ui.saved.menu")):
        _show_form(store, page)
        views = [row for row in store.views() if row.page in READERS]
        if not views:
            st.caption(say("ui.saved.none"))
        for row in views:
            with st.container(horizontal=True, gap="small", key=f"saved.{row.name}"):
                st.button(
                    plain(say("ui.saved.row", name=row.name, page=say(f"ui.page.{row.page}"))),
                    key=f"saved.open.{row.name}",
                    type="tertiary",
                    on_click=_open,
                    args=(row,),
                )
                _offer_to_drop(store, row.name)


def _offer_to_drop(store: Store, name: str) -> None:
    """A cross, then the question whether one is sure: the view is everybody's."""
    if st.session_state.get(_ASKED) != name:
        told = say("ui.saved.drop")
        st.button("✕", key=f"saved.drop.{name}", type="tertiary", help=told, on_click=_ask, args=(name,))
        return
    st.caption(say("ui.saved.sure"))
    yes, no = (say(f"ui.saved.{word}") for word in ("yes", "no"))
    st.button(yes, key=f"saved.yes.{name}", type="tertiary", on_click=_drop, args=(store, name))
    st.button(no, key=f"saved.no.{name}", type="tertiary", on_click=_ask, args=("",))


def _show_form(store: Store, page: str) -> None:
    st.text_input(
        say("ui.saved.name"),
        key=_NAME,
        placeholder=say("ui.saved.name"),
        max_chars=LONGEST,
        label_visibility="collapsed",
    )
    st.button(say("ui.saved.save"), key="saved.save", on_click=_save, args=(store, page))
    if said := st.session_state.pop(_SAID, ""):
        st.caption(plain(said))


def _save(store: Store, page: str) -> None:
    note_action()
    with _saying_errors():
        _keep(store, page)


def _keep(store: Store, page: str) -> None:
    name = st.session_state[_NAME].strip()
    view = st.session_state.get(f"{page}.view")
    link = link_of(view) if view else {}
    if not name or not link:
        st.session_state[_SAID] = say("ui.saved.nameless" if link else "ui.saved.empty")
    elif store.save_view(SavedView(name, page, urlencode(link))):
        st.session_state[_SAID] = say("ui.saved.done", name=name)
        st.session_state[_NAME] = ""
    else:
        st.session_state[_SAID] = say("ui.saved.taken", name=name)


def _open(row: SavedView) -> None:
    set_view(row.page, READERS[row.page](dict(parse_qsl(row.link, keep_blank_values=True))))
    leave_for(row.page)


def _ask(name: str) -> None:
    note_action()
    st.session_state[_ASKED] = name


def _drop(store: Store, name: str) -> None:
    _ask("")
    with _saying_errors():
        store.drop_view(name)


@contextmanager
def _saying_errors() -> Iterator[None]:
    """An error becomes the sentence under the field: no boundary stands round what a button calls."""
    try:
        yield
    except PolicyGraphError as error:
        _log.warning("%s: %s", type(error).__name__, error, exc_info=error.__cause__)
        st.session_state[_SAID] = error.message(language())
