"""The two ends of a path, chosen while exploring."""

import streamlit as st

from graph.store.base import Store
from ui.asking import set_entity
from ui.parts import ways
from ui.parts.markup import plain
from ui.session import PATHS, get_view, note_action, set_view
from ui.state import PathsView
from ui.wanted import End
from ui.words import entity_type, say

NAMED = 3
"""How many entities of an end are named; how many there are is said."""


def set_end(end: str, entity: str) -> None:
    """Make the entity the paths page's `start` or `end`; what stood at the other end stays."""
    note_action()
    set_view(PATHS, set_entity(get_view(PATHS, PathsView()), end, entity))


def show_ends(store: Store) -> None:
    """The ends chosen so far, and the way to their paths once there are both."""
    view = get_view(PATHS, PathsView())
    if view.start.empty and view.end.empty:
        return
    start, end = say_end(store, view.start), say_end(store, view.end)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ends"):
        missing = say("ui.ends.missing")
        st.caption(plain(say("ui.ends.line", start=start or missing, end=end or missing)))
        if start and end:
            st.button(say("ui.ends.go"), key="ends.go", type="primary", on_click=ways.show_paths)


def say_end(store: Store, end: End) -> str:
    """An end in words: a name, several, or each of some types; "" where the store has none of it."""
    if end.types:
        types = say("ui.ends.or").join(map(entity_type, end.types))
        places = store.entities([end.place]) if end.place else ()
        if end.place and not places:
            return ""
        key = "ui.ends.each_of" if places else "ui.ends.each"
        return say(key, types=types, place=places[0].name if places else "")
    names = [row.name for row in store.entities(end.entities)]
    if len(names) > NAMED:
        return say("ui.ends.several", names=say("ui.list").join(names[:NAMED]), count=len(names))
    return say("ui.list").join(names)
