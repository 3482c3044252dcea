"""Documents: the list of all, and one of them to read, its mentions leading into the graph."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from errors import NotFound
from graph.facts import TextBlock
from graph.model import Entity, Summary
from graph.reading import Reading, cut_block, list_documents, read_stored
from graph.schema import HAS_INDICATOR, MENTIONED_IN, load_schema
from graph.store.base import Store
from graph.words import say_details
from ui.canvas.component import draw_reader, steer_canvas
from ui.links import DOCUMENTS_KEYS, documents_link, read_documents_link
from ui.parts import ways
from ui.parts.ends import set_end, show_ends
from ui.parts.markup import plain, write
from ui.parts.panel import Action, show_entity, show_relation
from ui.session import (
    DOCUMENTS,
    HELD,
    act,
    follow_link,
    get_view,
    note_action,
    set_view,
    take_events,
    write_link,
)
from ui.state import DocumentsView, read, select
from ui.words import entity_type, language, say

ANSWER = "documents.answer"
"""The session key of the document read last, and which."""

EACH = 30
"""How many documents a page of the list shows."""

LINES = 1500
"""How many lines of a long document are drawn at once."""

READER = "documents.reader"
ABOVE = 122 + 15 + 30 + 17
"""What of the window's height the page needs beside the reader, in pixels."""


def show(store: Store) -> None:
    """Draw the page: the list, or the document that the view names."""
    follow_link(DOCUMENTS, DOCUMENTS_KEYS, read_documents_link)
    view = get_view(DOCUMENTS, DocumentsView())
    write_link(DOCUMENTS, documents_link(view))
    if view.doc:
        try:
            reading = _read(store, view.doc)
        except NotFound:
            st.warning(plain(say("ui.documents.unknown", doc=view.doc)))
        else:
            _show_reading(store, view, reading)
            return
    _show_list(store, view)


def _read(store: Store, doc: str) -> Reading:
    kept = st.session_state.get(ANSWER)
    if kept and kept[0] == doc:
        return kept[1]
    reading = read_stored(store, doc)
    st.session_state[ANSWER] = (doc, reading)
    return reading


@st.cache_data(show_spinner=False, max_entries=4)
def _counts(address: str, _held: Summary, _store: Store) -> Mapping[str, Mapping[str, int]]:
    """How many relations of each type each document states; kept while the store holds what it held."""
    return _store.relations_by_document()


def _show_list(store: Store, view: DocumentsView) -> None:
    documents = list_documents(store)
    counts = _counts(store.address, st.session_state[HELD], store)
    key = "documents.text"
    st.session_state[key] = view.text
    st.text_input(
        say("ui.documents.find"),
        key=key,
        placeholder=say("ui.documents.find"),
        label_visibility="collapsed",
        on_change=_search,
    )
    wanted = view.text.strip().lower()
    found = [row for row in documents if wanted in _searched(row)]
    page = min(view.page, max(0, (len(found) - 1) // EACH))
    shown = found[page * EACH : (page + 1) * EACH]
    first = page * EACH + 1
    line = say("ui.documents.shown", first=first, last=first + len(shown) - 1, total=len(found))
    st.caption(line if shown else say("ui.documents.none"))
    for row in shown:
        _show_row(row, counts.get(str(row.details["file"]), {}))
    if len(found) > EACH:
        _show_turns(page, len(found))


def _searched(document: Entity) -> str:
    """What of a document the list is searched by."""
    return " ".join((document.name, *document.aliases, *map(str, document.details.values()))).lower()


def _show_row(document: Entity, counts: Mapping[str, int]) -> None:
    file = str(document.details["file"])
    with st.container(border=True, gap="xxsmall", key=f"document.{document.id}"):
        st.button(
            plain(document.name),
            key=f"documents.open.{document.id}",
            type="tertiary",
            on_click=_open,
            args=(file,),
        )
        about = [document.details.get(key, "") for key in ("issuer", "number", "date", "genre")]
        stated = sum(n for kind, n in counts.items() if kind not in (MENTIONED_IN, HAS_INDICATOR))
        holds = say(
            "ui.documents.holds",
            entities=counts.get(MENTIONED_IN, 0),
            relations=stated,
            indicators=counts.get(HAS_INDICATOR, 0),
        )
        st.caption(plain(" · ".join(str(part) for part in (*about, holds) if part)))


def _show_turns(page: int, total: int) -> None:
    with st.container(horizontal=True, gap="small"):
        for name, to, off in (
            ("before", page - 1, page == 0),
            ("after", page + 1, (page + 1) * EACH >= total),
        ):
            st.button(
                say(f"ui.documents.{name}"),
                key=f"documents.{name}",
                disabled=off,
                on_click=_turn,
                args=(to,),
            )


def _show_reading(store: Store, view: DocumentsView, reading: Reading) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="above.documents"):
        st.button(say("ui.documents.back"), key="documents.back", type="tertiary", on_click=_open, args=("",))
        st.html(write('<b class="pg-title" lang="zh-CN">{name}</b>', name=reading.document.name))
    page, panel = st.columns([2.75, 1.1], gap="small")
    with page:
        if reading.blocks:
            _draw(view, reading)
        else:
            st.info(say("ui.documents.no_text"))
    with panel, st.container(border=True, key="panel.documents", gap="small"):
        show_ends(store)
        _show_panel(store, view, reading)


def _draw(view: DocumentsView, reading: Reading) -> None:
    """The lines round the passage looked for; a document of more than LINES is drawn in parts."""
    first = _first_line(reading.blocks, view)
    blocks = reading.blocks[first : first + LINES]
    places = {key: place for place, key in enumerate(reading.entities)}
    lines = [
        [
            block.kind,
            block.level,
            [
                [part.text, [places[key] for key in part.entities], part.lit]
                for part in cut_block(reading, block, view.passage)
            ],
        ]
        for block in blocks
    ]
    data = {
        "name": DOCUMENTS,
        "title": reading.document.name,
        "place": f"{view.doc} {view.passage} {first}",
        "height": f"calc(100vh - {ABOVE}px)",
        "lines": lines,
        "entities": [_entity(row) for row in reading.entities.values()],
        "words": {"outline": say("ui.documents.outline")},
    }
    data["revision"] = hashlib.sha256(repr(data).encode()).hexdigest()[:12]
    draw_reader(data, key=READER, on_events=_hear)
    steer_canvas({"canvas": DOCUMENTS, "selected": view.selection.id or None}, key="documents.canvas.view")
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.documents"):
        st.caption(_say_lines(reading, first, len(blocks)))
        if len(blocks) < len(reading.blocks):
            for name, at in (("before", first - LINES), ("after", first + LINES)):
                if -LINES < at < len(reading.blocks):
                    start = reading.blocks[max(0, at)].start
                    st.button(
                        say(f"ui.documents.{name}"),
                        key=f"documents.lines.{name}",
                        type="tertiary",
                        on_click=_look_at,
                        args=(start,),
                    )


def _first_line(blocks: tuple[TextBlock, ...], view: DocumentsView) -> int:
    """The part of a long document that holds the passage, by its first line."""
    at = view.passage[0] if view.passage else 0
    line = next((number for number, block in enumerate(blocks) if at < block.end), 0)
    return line - line % LINES


def _say_lines(reading: Reading, first: int, count: int) -> str:
    words = say(
        "ui.documents.size",
        characters=len(reading.text),
        mentions=len(reading.mentions),
        entities=len(reading.entities),
    )
    if count < len(reading.blocks):
        words += say("ui.documents.lines", first=first + 1, last=first + count, total=len(reading.blocks))
    return words


def _entity(entity: Entity) -> dict[str, str]:
    color = load_schema().entities[entity.type].color
    return {"id": entity.id, "name": entity.name, "type": entity_type(entity.type), "color": color}


def _show_panel(store: Store, view: DocumentsView, reading: Reading) -> None:
    if not view.selection.kind:
        for word, value in say_details(reading.document, language()):
            st.caption(plain(say("ui.panel.detail", name=word, value=value)))
        st.caption(say("ui.documents.hint"))
        return
    st.button(
        say("ui.documents.about"), key="documents.about", type="tertiary", on_click=_look, args=("", None)
    )
    if view.selection.kind == "relation":
        show_relation(store, view.selection.id, DOCUMENTS, _look)
        return
    actions = (
        Action("explore", ways.explore),
        Action("start", lambda entity: set_end("start", entity)),
        Action("end", lambda entity: set_end("end", entity)),
    )
    show_entity(store, view.selection.id, DOCUMENTS, actions, _look)


def _hear() -> None:
    note_action()
    for event in take_events(READER):
        if event["kind"] == "open":
            ways.explore(str(event["id"]))
        elif event["kind"] == "select":
            _look("entity", str(event["id"]))


def _open(doc: str) -> None:
    act(DOCUMENTS, read, doc)


def _look_at(start: int) -> None:
    note_action()
    view = get_view(DOCUMENTS, DocumentsView())
    set_view(DOCUMENTS, replace(view, passage=(start, start)))


def _search() -> None:
    note_action()
    view = get_view(DOCUMENTS, DocumentsView())
    set_view(DOCUMENTS, replace(view, text=st.session_state["documents.text"], page=0))


def _turn(page: int) -> None:
    note_action()
    set_view(DOCUMENTS, replace(get_view(DOCUMENTS, DocumentsView()), page=page))


def _look(kind: str, wanted: str | None) -> None:
    act(DOCUMENTS, select, kind, wanted)
