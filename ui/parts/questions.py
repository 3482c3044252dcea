"""Questions to begin with: examples about what the store holds, and those of this session."""

import streamlit as st

from graph.questions.names import Gazetteer
from ui.parts import ways
from ui.parts.markup import plain
from ui.words import say

RECENT = "ask.recent"
"""The session key of the questions that were asked, the last first."""

KEPT = 8

EXAMPLES = (
    "links",
    "between",
    "develops",
    "has",
    "figures",
    "partners",
    "learns",
    "documents",
    "state",
    "clashes",
)
_TYPES = {"area": "NewArea", "town": "NewTown", "park": "Park", "industry": "Industry"}
"""What fills an example: the entity of the type with most relations."""


def show_examples(gazetteer: Gazetteer) -> None:
    """Examples as buttons; those that need an entity that the store lacks are left out."""
    named = _best(gazetteer)
    st.markdown(f"**{say('ui.ask.examples')}**")
    with st.container(horizontal=True, gap="small", key="examples"):
        for name in EXAMPLES:
            wanted = _wanted(name)
            if wanted <= set(named):
                question = say(f"ui.ask.example.{name}", **{key: named[key] for key in wanted})
                st.button(plain(question), key=f"ask.example.{name}", on_click=ways.ask, args=(question,))


def show_recent(shown: str) -> None:
    """The questions of this session but the one that is shown."""
    recent = [row for row in st.session_state.get(RECENT, []) if row != shown]
    if not recent:
        return
    st.markdown(f"**{say('ui.ask.recent')}**")
    with st.container(horizontal=True, gap="small", key="recent"):
        for number, question in enumerate(recent):
            st.button(plain(question), key=f"ask.recent.{number}", on_click=ways.ask, args=(question,))


def remember(question: str) -> None:
    """Keep a question among those that were asked."""
    before = [row for row in st.session_state.get(RECENT, []) if row != question]
    st.session_state[RECENT] = [question, *before][:KEPT]


def _best(gazetteer: Gazetteer) -> dict[str, str]:
    """The names that fill examples, by blank."""
    found = {}
    for blank, kind in _TYPES.items():
        rows = sorted(
            (row for row in gazetteer.entities if row.type == kind), key=lambda row: (-row.degree, row.name)
        )
        if rows:
            found[blank] = gazetteer.written(rows[0])
    return found


def _wanted(name: str) -> set[str]:
    """The blanks of an example."""
    marks = {blank: f"\x00{blank}\x00" for blank in _TYPES}
    said = say(f"ui.ask.example.{name}", **marks)
    return {blank for blank, mark in marks.items() if mark in said}
