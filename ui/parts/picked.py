"""What was chosen on the canvas: the names, each with a way to take it out, and what to do with all."""

from collections.abc import Callable, Mapping

import streamlit as st

from graph.model import Entity, Subgraph
from ui.parts import ways
from ui.parts.ends import set_end
from ui.parts.markup import plain
from ui.session import EXPLORE, act
from ui.state import ExploreView, clear_picked, expand_picked, hide_picked, keep_picked, pick
from ui.words import full_name, say

NAMED = 12
"""How many of the chosen are named; how many more there are is said."""

MOST_EXPANDED = 12
"""How many can be expanded at once."""


def show_picked(view: ExploreView, known: Mapping[str, Entity], subgraph: Subgraph) -> None:
    """The chosen of the neighbourhood, in the order of choosing; nothing where none is."""
    if not view.picked:
        return
    shown = [entity.id for entity in subgraph.entities]
    with st.container(border=True, key="picked", gap="xsmall"):
        with st.container(horizontal=True, gap="small", horizontal_alignment="distribute", key="picked.head"):
            st.markdown(f"**{say('ui.picked.title', count=len(view.picked))}**")
            _button("clear", lambda: act(EXPLORE, clear_picked), kind="tertiary")
        with st.container(horizontal=True, gap="xsmall", key="picked.names"):
            for entity in view.picked[:NAMED]:
                name = full_name(known[entity])
                label = name if entity in shown else say("ui.picked.undrawn", name=name)
                st.button(
                    f"{plain(label)} ✕",
                    key=f"picked.{entity}",
                    help=say("ui.picked.remove"),
                    on_click=act,
                    args=(EXPLORE, pick, entity),
                )
        if len(view.picked) > NAMED:
            st.caption(say("ui.picked.more", count=len(view.picked) - NAMED))
        with st.container(horizontal=True, gap="xsmall", key="actions.picked"):
            if len(view.picked) <= MOST_EXPANDED:
                _button("expand", lambda: act(EXPLORE, expand_picked))
            _button("hide", lambda: act(EXPLORE, hide_picked))
            _button("keep", lambda: act(EXPLORE, keep_picked, shown))
            if len(view.picked) == 2:
                _button("paths", lambda: _seek_paths(*view.picked), kind="primary")


def _button(name: str, run: Callable[[], None], kind: str = "secondary") -> None:
    words = say(f"ui.picked.{name}")
    st.button(words, key=f"picked.do.{name}", help=say(f"ui.picked.{name}_help"), type=kind, on_click=run)


def _seek_paths(start: str, end: str) -> None:
    set_end("start", start)
    set_end("end", end)
    ways.show_paths()
