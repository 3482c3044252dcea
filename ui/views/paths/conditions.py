"""The conditions of a question: a menu to set them, and each in words with a way to lift it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import streamlit as st

from graph.model import Entity
from graph.schema import load_schema
from graph.store.base import Store
from ui.asking import (
    clear_conditions,
    condition,
    count_conditions,
    drop_entity,
    name_entity,
    unname_entity,
)
from ui.parts.markup import plain
from ui.parts.search import Box, search_box
from ui.parts.sources import say_sources, show_sources, show_timeline
from ui.session import PATHS, act
from ui.state import PathsView, clear_sources
from ui.wanted import ENTITIES, ENTITY_TYPES, RELATION_TYPES
from ui.words import entity_type, relation_type, say

Chip = tuple[str, str, Callable[..., PathsView], tuple]
"""A condition's key and words, and the reducer, with its arguments, that lifts it."""


def show_conditions(store: Store, view: PathsView, documents: Sequence[Entity]) -> None:
    """The menu; its label says how many conditions are set."""
    count = count_conditions(view)
    label = say("ui.paths.conditions", count=count) if count else say("ui.paths.no_conditions")
    with st.popover(label, width="content"), st.container(key="paths.conditions", gap="small"):
        for column, of in zip(st.columns(2, gap="small"), ENTITIES, strict=True):
            with column:
                st.caption(say(f"ui.paths.of.{of}"))
                search_box(store, Box(f"paths.{of}", "", of, partial(act, PATHS, name_entity, of)))
        for row in zip(ENTITY_TYPES, RELATION_TYPES, strict=True):
            for column, name in zip(st.columns(2, gap="small"), row, strict=True):
                with column:
                    _choose_types(view, name)
        key = "paths.directed"
        st.session_state[key] = view.conditions.directed
        st.toggle(
            say("ui.paths.of.directed"),
            key=key,
            help=say("ui.paths.directed_help"),
            on_change=_take_directed,
            args=(key,),
        )
        st.caption(say("ui.paths.of.facts"))
        show_timeline(PATHS, view.sources, documents, {})
        show_sources(PATHS, view.sources, documents)


def has_chips(view: PathsView) -> bool:
    """Whether there is anything that `show_chips` draws."""
    return count_conditions(view) > 0 or len(view.start.entities) > 1 or len(view.end.entities) > 1


def show_chips(view: PathsView, known: Mapping[str, Entity], documents: Sequence[Entity]) -> None:
    """Each condition in words, and each entity of an end that has several; a click lifts it."""
    chips = [*_ends(view, known), *_conditions(view, known, documents)]
    with st.container(horizontal=True, gap="xsmall", key="paths.chips", vertical_alignment="center"):
        for key, words, run, arguments in chips:
            st.button(
                f"{plain(words)} ✕",
                key=f"paths.chip.{key}",
                help=say("ui.paths.lift"),
                on_click=act,
                args=(PATHS, run, *arguments),
            )
        if count_conditions(view) > 1:
            st.button(
                say("ui.paths.lift_all"),
                key="paths.chip.all",
                type="tertiary",
                on_click=act,
                args=(PATHS, clear_conditions),
            )


def _ends(view: PathsView, known: Mapping[str, Entity]) -> Iterator[Chip]:
    for side in ("start", "end"):
        entities = getattr(view, side).entities
        for row in entities if len(entities) > 1 else ():
            if row in known:
                words = say(f"ui.paths.chip.{side}", name=known[row].name)
                yield f"{side}.{row}", words, drop_entity, (side, row)


def _conditions(view: PathsView, known: Mapping[str, Entity], documents: Sequence[Entity]) -> Iterator[Chip]:
    rows = view.conditions
    for of in ENTITIES:
        for entity in getattr(rows, of):
            words = say(f"ui.paths.chip.{of}", name=known[entity].name)
            yield f"{of}.{entity}", words, unname_entity, (of, entity)
    for names, word in ((ENTITY_TYPES, entity_type), (RELATION_TYPES, relation_type)):
        for name in names:
            types = getattr(rows, name)
            if types:
                listed = say("ui.ends.or" if not name.startswith("not") else "ui.list")
                told = listed.join(word(row) for row in _all(name) if row in types)
                words = say(f"ui.paths.chip.{name}", names=told)
                yield name, words + (say("ui.paths.idle") if _is_idle(view, name) else ""), _without, (name,)
    if rows.directed:
        yield "directed", say("ui.paths.chip.directed"), _undirected, ()
    told = say_sources(view.sources, documents)
    if told:
        yield "sources", told.strip("（）() "), clear_sources, ()


def _choose_types(view: PathsView, name: str) -> None:
    key = f"paths.{name}"
    chosen = getattr(view.conditions, name)
    options = _all(name)
    st.session_state[key] = [row for row in options if row in chosen]
    st.multiselect(
        say(f"ui.paths.of.{name}"),
        options,
        format_func=entity_type if name in ENTITY_TYPES else relation_type,
        placeholder=say("ui.paths.any"),
        key=key,
        disabled=_is_idle(view, name),
        help=say("ui.paths.idle_help") if _is_idle(view, name) else None,
        on_change=_take_types,
        args=(name, key),
    )


def _is_idle(view: PathsView, name: str) -> bool:
    """Whether a condition counts for nothing: where one asks what links, its types are what must be there."""
    return name == "must_types" and bool(view.linking)


def _all(name: str) -> list[str]:
    schema = load_schema()
    return list(schema.entities if name in ENTITY_TYPES else schema.relations)


def _take_types(name: str, key: str) -> None:
    act(PATHS, _with, name, frozenset(st.session_state[key]))


def _take_directed(key: str) -> None:
    act(PATHS, _with, "directed", st.session_state[key])


def _with(view: PathsView, name: str, value: object) -> PathsView:
    return condition(view, **{name: value})


def _without(view: PathsView, name: str) -> PathsView:
    return condition(view, **{name: frozenset()})


def _undirected(view: PathsView) -> PathsView:
    return condition(view, directed=False)
