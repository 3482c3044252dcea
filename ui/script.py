"""What each session runs: the store that all share, navigation, and the boundary round every page."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from config import Config, read_config
from graph.model import Summary
from graph.store.base import Store
from graph.store.opening import open_store
from text import LANGUAGES
from ui.boundary import REOPEN, guard
from ui.canvas.component import fetch_early
from ui.parts.saved import show_saved
from ui.session import EXPLORE, PAGES, forget_answers, forget_old_answers, link_to, note_action, take_leave
from ui.views import ask, cypher, documents, explore, indicators, paths, statistics
from ui.words import LANGUAGE, language, say

HERE = Path(__file__).resolve().parent
FIRST = "first"
"""The name of the page at the bare address: its own, as people type it, is an address beside that."""

SUMMARY_SECONDS = 30
"""How old the counts in the header may be."""


@st.cache_resource(show_spinner=False)
def open_shared(config: Config) -> Store:
    """The store of these settings, opened once for all sessions."""
    return open_store(config)


@st.cache_data(ttl=SUMMARY_SECONDS, show_spinner=False)
def count(address: str, _store: Store) -> Summary:
    """What the store at `address` holds."""
    return _store.summary()


def main() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title=say("ui.app.name"), page_icon=str(HERE / "icon.png"), layout="wide")
    st.html(HERE / "style.css")
    fetch_early()
    _take_language()
    pages: dict[str, st.Page] = {}
    views = (
        explore.show,
        paths.show,
        _show_ask,
        documents.show,
        indicators.show,
        statistics.show,
        _show_cypher,
    )
    for name, draw in zip(PAGES, views, strict=True):
        pages[name] = st.Page(
            partial(_show_page, name, draw),
            title=say(f"ui.page.{name}"),
            url_path=FIRST if name == EXPLORE else name,
            default=name == EXPLORE,
        )
    typed = st.Page(
        partial(_show_page, EXPLORE, explore.show), title=say("ui.page.explore"), url_path=EXPLORE
    )
    page = st.navigation([*pages.values(), typed], position="hidden")
    if wanted := take_leave():
        st.switch_page(pages[wanted], query_params=link_to(wanted))
    with st.container(horizontal=True, gap="small", key="pages"):
        for name, other in pages.items():
            st.page_link(other, query_params=link_to(name))
    page.run()


def _show_page(name: str, draw: Callable[[Store], None]) -> None:
    guard(partial(_open_and_draw, name, draw), name)


def _open_and_draw(name: str, draw: Callable[[Store], None]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="corner"):
        badge = st.empty()
        saved = st.container(width="content")
        _show_languages()
    if st.session_state.pop(REOPEN, False):
        open_shared.clear()
        count.clear()
        forget_answers()
    config = read_config()
    with st.spinner(say("ui.app.opening")):
        store = open_shared(config)
        held = count(store.address, store)
    forget_old_answers(held)
    entities, relations = sum(held.entities.values()), sum(held.relations.values())
    badge.caption(
        say("ui.app.store", server=held.server, entities=entities, relations=relations), help=store.address
    )
    if not entities:
        st.info(say("ui.app.empty"))
        st.code(say("ui.app.load_command"), language=None)
        st.button(say("ui.app.look_again"), key="look_again", on_click=_look_again)
        return
    draw(store)
    with saved:
        show_saved(store, name)


def _show_ask(store: Store) -> None:
    ask.show(store, read_config())


def _show_cypher(store: Store) -> None:
    cypher.show(store, read_config())


def _show_languages() -> None:
    st.session_state["language.choice"] = language()
    st.segmented_control(
        say("ui.app.language"),
        list(LANGUAGES),
        required=True,
        format_func=lambda row: say(f"ui.app.in_{row}"),
        key="language.choice",
        label_visibility="collapsed",
        on_change=_choose_language,
    )


def _choose_language() -> None:
    note_action()
    st.session_state[LANGUAGE] = st.session_state["language.choice"]


def _take_language() -> None:
    """The language that a link names, where this session has not chosen one."""
    wanted = st.query_params.get("lang", "")
    if wanted in LANGUAGES and LANGUAGE not in st.session_state:
        st.session_state[LANGUAGE] = wanted


def _look_again() -> None:
    note_action()
    count.clear()


main()
