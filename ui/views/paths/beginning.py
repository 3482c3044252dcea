"""Before there is a question: what can be asked, whom to begin with, and names that nobody has."""

from collections.abc import Iterator, Mapping
from functools import partial

import streamlit as st

from graph.model import Entity
from graph.store.base import Store
from ui.asking import ask, set_entity
from ui.parts.markup import brief, plain
from ui.parts.search import suggest
from ui.parts.start import show_start
from ui.session import PATHS, act
from ui.state import PathsView
from ui.wanted import End
from ui.words import entity_type, say

PLACES = ("NewTown", "Park", "NewArea", "Region")
"""The types of which examples are made, in this order."""

LINKING = "Project"


def show_beginning(store: Store, view: PathsView, known: Mapping[str, Entity]) -> bool:
    """Say what is missing of the question and offer it; whether something was.

    Unknown entities of an end are named together; an end that has others goes without them.
    """
    unknown = [row for row in _ids(view) if row not in known]
    if unknown:
        _show_unknown(store, view, unknown)
    missing = [side for side in ("start", "end") if not _whole(getattr(view, side), known)]
    if not missing:
        return False
    if len(missing) == 2 and not unknown:
        _show_examples(store)
    words = "paths_both" if len(missing) == 2 else f"paths_{missing[0]}"
    show_start(store, partial(act, PATHS, set_entity, missing[0]), words)
    return True


def _ids(view: PathsView) -> Iterator[str]:
    for end in (view.start, view.end):
        yield from dict.fromkeys((*end.entities, *([end.place] if end.place else [])))


def _whole(end: End, known: Mapping[str, Entity]) -> bool:
    if end.types:
        return not end.place or end.place in known
    return any(row in known for row in end.entities)


def _show_unknown(store: Store, view: PathsView, unknown: list[str]) -> None:
    """One sentence for all that is not known, and what reads alike."""
    names = say("ui.list").join(brief(row) for row in unknown[:3])
    st.warning(plain(say("ui.paths.unknown", id=brief(names), count=len(unknown))))
    for side in ("start", "end"):
        end: End = getattr(view, side)
        for row in unknown:
            offered = suggest(store, brief(row)) if row in (*end.entities, end.place) else ()
            if not offered:
                continue
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.caption(plain(say(f"ui.paths.suggest_{side}", id=brief(row))), width="content")
                for entity in offered:
                    st.button(
                        plain(say("ui.search.choice", name=entity.name, type=entity_type(entity.type))),
                        key=f"paths.suggest.{side}.{row[:40]}.{entity.id}",
                        on_click=act,
                        args=(PATHS, _replace, side, row, entity.id),
                    )


def _replace(view: PathsView, side: str, unknown: str, entity: str) -> PathsView:
    """The view with an entity instead of an unknown one."""
    end: End = getattr(view, side)
    entities = dict.fromkeys(entity if row == unknown else row for row in end.entities)
    place = entity if end.place == unknown else end.place
    return ask(view, **{side: End(tuple(entities), end.types, place)})


def _show_examples(store: Store) -> None:
    """Questions that can be asked of what the store holds."""
    places = [row for kind in PLACES for row in store.most_connected(kind, 1).entities][:2]
    if len(places) < 2:
        return
    one, two = places
    ends = {"start": End((one.id,)), "end": End((two.id,))}
    sets = {"start": End((), (one.type,)), "end": End((), (two.type,))}
    names = {"start": one.name, "end": two.name}
    kinds = {"start": entity_type(one.type), "end": entity_type(two.type)}
    with st.container(border=True, key="paths.examples", gap="xsmall"):
        st.subheader(say("ui.paths.ask"), anchor=False)
        st.caption(say("ui.paths.ask_hint"))
        linking = frozenset({LINKING})
        _offer("pair", say("ui.paths.example_pair", **names), ends)
        kind = entity_type(LINKING)
        _offer("links", say("ui.paths.example_links", type=kind, **names), {**ends, "linking": linking})
        _offer("sets", say("ui.paths.example_sets", **kinds), sets)


def _offer(key: str, words: str, question: dict[str, object]) -> None:
    st.button(
        plain(words),
        key=f"paths.example.{key}",
        type="tertiary",
        on_click=act,
        args=(PATHS, _ask, question),
    )


def _ask(view: PathsView, question: Mapping[str, object]) -> PathsView:
    return ask(view, **question)
