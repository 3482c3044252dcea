"""The question: its ends, what is wanted of what lies between, and how much of it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from graph.model import Entity
from graph.paths import LONGEST
from graph.schema import load_schema
from graph.store.base import Store
from ui.asking import add_entity, ask, set_entity, swap
from ui.links import MOST_PATHS
from ui.parts.ends import say_end
from ui.parts.markup import plain
from ui.parts.search import Box, search_box
from ui.session import PATHS, act, get_view
from ui.state import PathsView
from ui.views.paths.conditions import show_conditions
from ui.wanted import End
from ui.words import entity_type, say

COUNTS = (5, 8, 12, 20, MOST_PATHS)
ONE, EACH = "one", "each"
PATHS_WANTED, LINKS_WANTED = "paths", "links"
LINKING = "Project"
"""The type that is asked for at first where one asks what links."""


def show_question(
    store: Store, view: PathsView, known: Mapping[str, Entity], documents: Sequence[Entity]
) -> None:
    """Both ends in a row, all else in the one below."""
    start, between, end = st.columns([5, 0.5, 5], vertical_alignment="center", gap="small")
    with start:
        _show_end(store, view, known, "start")
    with between:
        st.button(
            "⇄",
            key="paths.swap",
            help=say("ui.paths.swap"),
            on_click=act,
            args=(PATHS, swap),
            width="stretch",
        )
    with end:
        _show_end(store, view, known, "end")
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="paths.wanted"):
        _show_wanted(view)
        _choice("max_length", range(1, LONGEST + 1), view.max_length, "at_most")
        _choice("count", sorted({*COUNTS, view.count}), view.count, "best")
        show_conditions(store, view, documents)


def _show_end(store: Store, view: PathsView, known: Mapping[str, Entity], side: str) -> None:
    """One end: an entity or several, else each of some types."""
    end: End = getattr(view, side)
    kind, box = st.columns([1.15, 4], vertical_alignment="center", gap="xsmall")
    with kind:
        key = f"paths.{side}.kind"
        chosen = EACH if end.types else ONE
        _choose_one("kind", key, (ONE, EACH), chosen, partial(_switch, side, key, _type_of(end, known)))
    with box:
        if end.types:
            _show_set(store, end, known, side)
        else:
            names = [known[row].name for row in end.entities if row in known]
            add = partial(act, PATHS, add_entity, side) if names else None
            value = names[0] if len(names) == 1 else ""
            search_box(store, Box(f"paths.{side}", value, side, partial(act, PATHS, set_entity, side), add))


def _type_of(end: End, known: Mapping[str, Entity]) -> str:
    return next((known[row].type for row in end.entities if row in known), LINKING)


def _show_set(store: Store, end: End, known: Mapping[str, Entity], side: str) -> None:
    with st.popover(plain(say_end(store, end)) or say("ui.paths.kind_each"), width="stretch"):
        key = f"paths.{side}.types"
        st.session_state[key] = list(end.types)
        st.multiselect(
            say("ui.paths.set_types"),
            list(load_schema().entities),
            format_func=entity_type,
            placeholder=say("ui.paths.set_types"),
            key=key,
            on_change=_take_types,
            args=(side, key),
        )
        place = known.get(end.place)
        with st.container(key=f"paths.{side}.in", gap="xsmall"):
            st.caption(say("ui.paths.set_place"))
            search_box(
                store,
                Box(f"paths.{side}.place", place.name if place else "", "place", partial(_take_place, side)),
            )
        if end.place:
            st.button(
                say("ui.paths.anywhere"), key=f"paths.{side}.anywhere", on_click=_take_place, args=(side, "")
            )


def _switch(side: str, key: str, kind: str) -> None:
    end = End((), (kind,)) if st.session_state[key] == EACH else End()
    act(PATHS, ask_end, side, end)


def ask_end(view: PathsView, side: str, end: End) -> PathsView:
    """The view with another end."""
    return ask(view, **{side: end})


def _take_types(side: str, key: str) -> None:
    end: End = getattr(get_view(PATHS, PathsView()), side)
    types = tuple(st.session_state[key])
    act(PATHS, ask_end, side, End((), types, end.place) if types else End())


def _take_place(side: str, place: str) -> None:
    end: End = getattr(get_view(PATHS, PathsView()), side)
    act(PATHS, ask_end, side, End((), end.types, place))


def _show_wanted(view: PathsView) -> None:
    """Whether paths are wanted, or what of some types lies on them."""
    key = "paths.wants"
    chosen = LINKS_WANTED if view.linking else PATHS_WANTED
    _choose_one("wants", key, (PATHS_WANTED, LINKS_WANTED), chosen, partial(_take_wants, key))
    if view.linking:
        key = "paths.linking"
        st.session_state[key] = [row for row in load_schema().entities if row in view.linking]
        st.multiselect(
            say("ui.paths.linking"),
            list(load_schema().entities),
            format_func=entity_type,
            key=key,
            label_visibility="collapsed",
            width=220,
            on_change=_take_linking,
            args=(key,),
        )


def _choose_one(
    name: str, key: str, options: Sequence[str], chosen: str, on_change: Callable[[], None]
) -> None:
    """One of few, side by side; the words are `ui.paths.{name}` and `ui.paths.{name}_{option}`."""
    st.session_state[key] = chosen
    st.segmented_control(
        say(f"ui.paths.{name}"),
        options,
        required=True,
        format_func=lambda row: say(f"ui.paths.{name}_{row}"),
        key=key,
        label_visibility="collapsed",
        width="content",
        on_change=on_change,
    )


def _take_wants(key: str) -> None:
    links = st.session_state[key] == LINKS_WANTED
    act(PATHS, _set, {"linking": frozenset({LINKING}) if links else frozenset()})


def _take_linking(key: str) -> None:
    act(PATHS, _set, {"linking": frozenset(st.session_state[key])})


def _choice(name: str, options: Sequence[int], chosen: int, words: str) -> None:
    """A number to choose."""
    key = f"paths.{name}"
    st.session_state[key] = chosen
    st.selectbox(
        say(f"ui.paths.{name}"),
        options,
        format_func=_counted(words),
        key=key,
        label_visibility="collapsed",
        width=128,
        on_change=_take,
        args=(name, key),
    )


def _counted(words: str) -> Callable[[int], str]:
    return lambda count: say(f"ui.paths.{words}", count=count)


def _take(name: str, key: str) -> None:
    if st.session_state[key] is not None:
        act(PATHS, _set, {name: st.session_state[key]})


def _set(view: PathsView, changes: Mapping[str, object]) -> PathsView:
    return ask(view, **changes)
