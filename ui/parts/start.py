"""Where to begin: the entities that most relations touch, a few of each telling type."""

from collections.abc import Callable

import streamlit as st

from graph.schema import load_schema
from graph.store.base import Store
from ui.links import LONGEST_QUESTION
from ui.parts import ways
from ui.parts.markup import chip, plain
from ui.session import EXPLORE
from ui.words import entity_type, say

TYPES = ("NewArea", "NewTown", "Park", "Project", "Policy", "Industry")
"""Types of which some are offered, in this order."""

EACH = 5


def show_start(store: Store, pick: Callable[[str], None], words: str = EXPLORE) -> None:
    """Buttons that open an entity each; `words` is the row of ui.start that says what for.

    On the explore page a question can be asked too.
    """
    with st.container(border=True, key="start", gap="small"):
        st.subheader(say(f"ui.start.{words}.title"), anchor=False)
        st.caption(say(f"ui.start.{words}.hint"))
        if words == EXPLORE:
            _show_question()
        for type_id in TYPES:
            found = _best(store, type_id)
            if not found:
                continue
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.html(chip(load_schema().entities[type_id], entity_type(type_id)), width=96)
                for entity_id, name in found:
                    st.button(plain(name), key=f"start.{entity_id}", on_click=pick, args=(entity_id,))


def _show_question() -> None:
    st.text_input(
        say("ui.ask.box"),
        key="start.ask",
        placeholder=say("ui.start.explore.ask"),
        label_visibility="collapsed",
        max_chars=LONGEST_QUESTION,
        on_change=_ask,
    )


def _ask() -> None:
    if question := st.session_state["start.ask"].strip():
        ways.ask(question)


def _best(store: Store, type_id: str) -> tuple[tuple[str, str], ...]:
    """Ids and names of the type's entities with most relations, then by name."""
    hits = store.find("", (type_id,), EACH)
    return tuple((entity.id, entity.name) for entity in hits.entities)
