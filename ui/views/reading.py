"""A document to read: its text with headings and mentions, the passage looked for, the selected beside it."""

import hashlib
from dataclasses import replace

import streamlit as st

from graph.facts import TextBlock
from graph.model import Entity
from graph.reading import Reading, cut_block, read_stored
from graph.schema import load_schema
from graph.store.base import Store
from graph.words import say_details
from ui.canvas.component import draw_reader, steer_canvas
from ui.parts import ways
from ui.parts.ends import set_end, show_ends
from ui.parts.markup import facts_list, write
from ui.parts.panel import Action, show_selected
from ui.session import DOCUMENTS, act, get_view, note_action, set_view, take_events
from ui.state import DocumentsView, read, select
from ui.words import entity_type, language, say

ANSWER = "documents.answer"
"""The session key of the document read last, and which."""

LINES = 1500
"""How many lines of a long document are drawn at once."""

READER = "documents.reader"
ABOVE = 127 + 15 + 30 + 17
"""What of the window's height the page needs beside the reader, in pixels."""

WORDS = ("outline", "entities", "before_mention", "after_mention")


def find_reading(store: Store, doc: str) -> Reading:
    """The document with that id, read once while it is looked at. Raises NotFound."""
    kept = st.session_state.get(ANSWER)
    if kept and kept[0] == doc:
        return kept[1]
    reading = read_stored(store, doc)
    st.session_state[ANSWER] = (doc, reading)
    return reading


def show_reading(store: Store, view: DocumentsView, reading: Reading) -> None:
    """Draw the document with what is selected in it beside."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="above.documents"):
        st.button(say("ui.documents.back"), key="documents.leave", type="tertiary", on_click=_leave)
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
        "words": {name: say(f"ui.documents.{name}") for name in WORDS},
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
    kind = load_schema().entities[entity.type]
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity_type(entity.type),
        "color": kind.color,
        "shape": kind.shape,
    }


def _show_panel(store: Store, view: DocumentsView, reading: Reading) -> None:
    if view.selection.kind:
        actions = (
            Action("explore", ways.explore),
            Action("start", lambda entity: set_end("start", entity)),
            Action("end", lambda entity: set_end("end", entity)),
        )
        show_selected(store, DOCUMENTS, view.selection, actions, "ui.documents.about")
        return
    st.html(facts_list(say_details(reading.document, language())))
    st.caption(say("ui.documents.hint"))


def _hear() -> None:
    note_action()
    for event in take_events(READER):
        if event["kind"] == "open":
            ways.explore(str(event["id"]))
        elif event["kind"] == "select":
            act(DOCUMENTS, select, "entity", str(event["id"]))


def _leave() -> None:
    act(DOCUMENTS, read, "")


def _look_at(start: int) -> None:
    note_action()
    view = get_view(DOCUMENTS, DocumentsView())
    set_view(DOCUMENTS, replace(view, passage=(start, start)))
