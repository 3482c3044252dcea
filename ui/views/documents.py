"""Documents: the list of all, searched and ordered; a document that is opened is read in its place."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from errors import NotFound
from graph.model import Entity, Summary
from graph.reading import list_documents
from graph.schema import HAS_INDICATOR, MENTIONED_IN
from graph.store.base import Store
from ui.links import DOCUMENTS_KEYS, documents_link, read_documents_link
from ui.parts.markup import Markup, brief, join, plain, write
from ui.session import DOCUMENTS, HELD, act, follow_link, get_view, note_action, set_view, write_link
from ui.state import DOCUMENT_ORDERS, DocumentsView, read
from ui.views.reading import find_reading, show_reading
from ui.words import say

EACH = 30
"""How many documents a page of the list shows."""

COUNTED = ("entities", "relations", "indicators")

Counts = Mapping[str, Mapping[str, int]]


def show(store: Store) -> None:
    """Draw the page: the list, or the document that the view names."""
    follow_link(DOCUMENTS, DOCUMENTS_KEYS, read_documents_link)
    view = get_view(DOCUMENTS, DocumentsView())
    write_link(DOCUMENTS, documents_link(view))
    if view.doc:
        try:
            reading = find_reading(store, view.doc)
        except NotFound:
            st.warning(plain(say("ui.documents.unknown", doc=brief(view.doc))))
        else:
            show_reading(store, view, reading)
            return
    _show_list(store, view)


@st.cache_data(show_spinner=False, max_entries=4)
def _counts(address: str, _held: Summary, _store: Store) -> Counts:
    """What each document holds, by its file; kept while the store holds what it held."""
    stated = _store.relations_by_document()
    return {
        file: {
            "entities": row.get(MENTIONED_IN, 0),
            "relations": sum(n for kind, n in row.items() if kind not in (MENTIONED_IN, HAS_INDICATOR)),
            "indicators": row.get(HAS_INDICATOR, 0),
        }
        for file, row in stated.items()
    }


def _show_list(store: Store, view: DocumentsView) -> None:
    counts = _counts(store.address, st.session_state[HELD], store)
    _show_head(view)
    wanted = view.text.strip().lower()
    found = [row for row in list_documents(store) if wanted in _searched(row)]
    found = order_documents(found, view.order, counts)
    page = min(view.page, max(0, (len(found) - 1) // EACH))
    shown = found[page * EACH : (page + 1) * EACH]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.list"):
        st.caption(_say_shown(page, len(shown), len(found), view.order))
        if len(found) > EACH:
            _show_turns(page, len(found))
    if shown:
        with st.container(border=True, gap=None, key="documents.list"):
            for row in shown:
                _show_row(row, counts.get(_file(row), {}))


def order_documents(documents: list[Entity], order: str, counts: Counts) -> list[Entity]:
    """The documents, which come latest first, by one of DOCUMENT_ORDERS; equals stay as they come.

    Documents that do not name an issuing body stand last among bodies.
    """
    if order in COUNTED:
        return sorted(documents, key=lambda row: -counts.get(_file(row), {}).get(order, 0))
    if order == "title":
        return sorted(documents, key=lambda row: row.name)
    if order == "issuer":
        return sorted(documents, key=lambda row: str(row.details.get("issuer", "\U0010ffff")))
    return documents


def _file(document: Entity) -> str:
    return str(document.details["file"])


def _searched(document: Entity) -> str:
    """What of a document the list is searched by."""
    return " ".join((document.name, *document.aliases, *map(str, document.details.values()))).lower()


def _show_head(view: DocumentsView) -> None:
    """What is searched for, and what the list is ordered by."""
    find, order = st.columns([2.75, 1.1], gap="small")
    st.session_state["documents.text"] = view.text
    st.session_state["documents.order"] = view.order
    with find:
        st.text_input(
            say("ui.documents.find"),
            key="documents.text",
            placeholder=say("ui.documents.find"),
            label_visibility="collapsed",
            on_change=_take,
            args=("text",),
        )
    with order:
        st.selectbox(
            say("ui.documents.order"),
            DOCUMENT_ORDERS,
            format_func=lambda row: say(f"ui.documents.by_{row}"),
            key="documents.order",
            label_visibility="collapsed",
            on_change=_take,
            args=("order",),
        )


def _say_shown(page: int, shown: int, total: int, order: str) -> str:
    if not shown:
        return say("ui.documents.none")
    first = page * EACH + 1
    words = say(f"ui.documents.by_{order}")
    return say("ui.documents.shown", first=first, last=first + shown - 1, total=total, order=words)


def _show_row(document: Entity, counts: Mapping[str, int]) -> None:
    file = _file(document)
    key = f"document.{document.id}"
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=key):
        with st.container(gap=None):
            st.button(
                plain(document.name),
                key=f"documents.open.{document.id}",
                type="tertiary",
                on_click=_open,
                args=(file,),
            )
            about = [document.details.get(key, "") for key in ("date", "issuer", "number", "genre")]
            st.caption(plain(" · ".join(str(part) for part in about if part)))
        st.html(write('<div class="pg-counts">{cells}</div>', cells=_cells(counts)), width="content")


def _cells(counts: Mapping[str, int]) -> Markup:
    words = {name: say(f"ui.documents.count.{name}") for name in COUNTED}
    return join(
        write("<span><b>{count}</b> {word}</span>", count=counts.get(name, 0), word=word)
        for name, word in words.items()
    )


def _show_turns(page: int, total: int) -> None:
    for name, to, off in (
        ("before", page - 1, page == 0),
        ("after", page + 1, (page + 1) * EACH >= total),
    ):
        st.button(
            say(f"ui.documents.{name}"), key=f"documents.{name}", disabled=off, on_click=_turn, args=(to,)
        )


def _open(doc: str) -> None:
    act(DOCUMENTS, read, doc)


def _take(name: str) -> None:
    note_action()
    view = get_view(DOCUMENTS, DocumentsView())
    set_view(DOCUMENTS, replace(view, **{name: st.session_state[f"documents.{name}"]}, page=0))


def _turn(page: int) -> None:
    note_action()
    set_view(DOCUMENTS, replace(get_view(DOCUMENTS, DocumentsView()), page=page))
