"""The two ends of a path, chosen while exploring."""

from dataclasses import replace

import streamlit as st

from graph.store.base import Store
from ui.parts import ways
from ui.parts.markup import plain
from ui.session import PATHS, get_view, note_action, set_view
from ui.state import PathsView
from ui.words import say


def set_end(end: str, entity: str) -> None:
    """Make the entity the paths page's `start` or `end`; what stood at the other end stays."""
    note_action()
    set_view(PATHS, replace(get_view(PATHS, PathsView()), **{end: entity}, chosen=0))


def show_ends(store: Store) -> None:
    """The ends chosen so far, and the way to their paths once there are both."""
    view = get_view(PATHS, PathsView())
    if not view.start and not view.end:
        return
    names = {entity.id: entity.name for entity in store.entities([view.start, view.end])}
    missing = say("ui.ends.missing")
    line = say("ui.ends.line", start=names.get(view.start, missing), end=names.get(view.end, missing))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ends"):
        st.caption(plain(line))
        if view.start in names and view.end in names:
            st.button(say("ui.ends.go"), key="ends.go", type="primary", on_click=ways.show_paths)
