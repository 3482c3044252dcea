"""What is shown: a menu of all types, and of the documents and statuses that count."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from graph.model import Entity
from graph.schema import load_schema
from ui.parts.sources import show_sources
from ui.session import get_view, note_action, set_view
from ui.sources import Sources
from ui.state import QUIET_TYPES, ExploreView
from ui.words import entity_type, relation_type, say


def show_filters(page: str, view: ExploreView, documents: Sequence[Entity]) -> None:
    """The menu; the canvas's legend switches the same types."""
    schema = load_schema()
    off = len(view.off_entities) + len(view.off_relations)
    label = say("ui.filter.menu", off=off) if off else say("ui.filter.menu_all")
    with st.popover(label if view.sources == Sources() else say("ui.filter.some"), width="stretch"):
        for of, types, gone, name in (
            ("entity", schema.entities, view.off_entities, entity_type),
            ("relation", schema.relations, view.off_relations, relation_type),
        ):
            key = f"{page}.filter.{of}"
            st.session_state[key] = [type_id for type_id in types if type_id not in gone]
            st.pills(
                say(f"ui.filter.{of}"),
                list(types),
                selection_mode="multi",
                format_func=name,
                key=key,
                on_change=_choose,
                args=(page, of, key),
            )
        show_sources(page, view.sources, documents)
        st.button(say("ui.filter.reset"), key=f"{page}.filter.reset", on_click=_reset, args=(page,))


def _choose(page: str, of: str, key: str) -> None:
    note_action()
    schema = load_schema()
    types = schema.entities if of == "entity" else schema.relations
    off = frozenset(types) - frozenset(st.session_state[key])
    field = "off_entities" if of == "entity" else "off_relations"
    set_view(page, replace(get_view(page, ExploreView()), **{field: off}))


def _reset(page: str) -> None:
    note_action()
    view = get_view(page, ExploreView())
    set_view(page, replace(view, off_entities=QUIET_TYPES, off_relations=frozenset(), sources=Sources()))
