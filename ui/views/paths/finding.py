"""What the question is answered with, found once: looking at a hop does not search again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from graph.model import Entity, Facts, Path, Subgraph
from graph.paths import (
    LinkingAnswer,
    PathAnswer,
    PathEnd,
    find_linking,
    find_paths,
    path_subgraph,
    shown_paths,
    types_end,
)
from graph.store.base import Store
from ui.asking import request_of
from ui.canvas.lanes import place_paths
from ui.parts.ends import say_end
from ui.parts.markup import plain
from ui.state import PathsView, Selection
from ui.wanted import End
from ui.words import say

ANSWER = "paths.answer"
"""The session key of the last answer and its question."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question, its answer, and how that is drawn."""

    question: PathsView
    start: PathEnd
    end: PathEnd
    answer: PathAnswer | LinkingAnswer
    subgraph: Subgraph
    places: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the answer's list: a path, and what links by it where that was asked for."""

    path: Path
    entity: Entity | None = None


def list_answer(answer: PathAnswer | LinkingAnswer) -> tuple[Row, ...]:
    """What is listed, best first: the paths or what links, else the nearest paths."""
    if isinstance(answer, LinkingAnswer) and answer.links:
        return tuple(Row(row.path, row.entity) for row in answer.links)
    return tuple(map(Row, shown_paths(answer)))


def find(store: Store, view: PathsView, facts: Facts) -> Found | None:
    """What answers the view's question; None where an end means nobody, which is said.

    Errors are those of `find_paths`.
    """
    question = replace(
        view, chosen=0, selection=Selection(), off_entities=frozenset(), off_relations=frozenset()
    )
    kept = st.session_state.get(ANSWER)
    if kept and kept.question == question:
        return kept
    with st.spinner(say("ui.paths.searching")):
        start, end = mean(store, view.start), mean(store, view.end)
        for side in (start, end):
            if not side.entities:
                st.warning(plain(say("ui.paths.nobody", words=side.words)))
        if not start.entities or not end.entities:
            return None
        ids = [[row.id for row in side.entities] for side in (start, end)]
        request = request_of(view, facts)
        if view.linking:
            answer = find_linking(store, *ids, view.linking, request)
        else:
            answer = find_paths(store, *ids, request)
        places = place_paths(shown_paths(answer))
    found = Found(question, start, end, answer, path_subgraph(answer), places)
    st.session_state[ANSWER] = found
    return found


def mean(store: Store, end: End) -> PathEnd:
    """Whom an end means; what it means by its types is read from the store."""
    words = say_end(store, end)
    if not end.types:
        entities = store.entities(end.entities)
        return PathEnd(words, entities, len(entities))
    return types_end(store, words, end.types, store.entities([end.place])[0] if end.place else None)
