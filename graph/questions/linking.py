"""Answers that the path search gives: what links two things, how they are related, the shortest ways."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from graph.model import Entity, Path, Subgraph
from graph.paths import (
    LONGEST,
    UNCONNECTED,
    LinkingAnswer,
    PathAnswer,
    PathEnd,
    PathRequest,
    find_linking,
    find_paths,
    types_end,
)
from graph.questions.answers import ANSWERED, NOTHING, Answer, Cell, Limits, WantedPaths, Words
from graph.questions.cypher_text import Named, relations_query
from graph.questions.forms import ENTITY_SLOTS
from graph.questions.patterns import Pattern
from graph.questions.understanding import Slots
from graph.questions.wording import LENGTH, say_end, say_types
from graph.store.base import Store
from text import say

PATHS_SHOWN = 10
LINKS_SHOWN = 50
"""So many paths, and so many things that lie on paths, are shown at most."""

FARTHEST = 6
"""Shortest paths are looked for up to so many hops."""

_LENGTH = "length"
"""The condition without which there are paths, though longer ones."""

Ends = Mapping[str, Named]


def answer_paths(
    store: Store, frame: Answer, pattern: Pattern, slots: Slots, ends: Ends, limits: Limits
) -> Answer:
    """The best paths between the two ends; longer ones, said so, where there is none of the length asked."""
    request = PathRequest(
        max_length=min(slots.number or LENGTH, LONGEST), count=min(PATHS_SHOWN, limits.rows)
    )
    frame, ids = _meet(store, frame, slots, ends, request)
    if not all(ids):
        return frame
    found = find_paths(store, *ids, request)
    return _with_paths(frame, found, found.paths or found.nearest, "paths")


def answer_shortest(
    store: Store, frame: Answer, pattern: Pattern, slots: Slots, ends: Ends, limits: Limits
) -> Answer:
    """The paths with the fewest hops, the best of them first."""
    length = 1
    while True:
        request = PathRequest(length, min(PATHS_SHOWN, limits.rows))
        told, ids = _meet(store, frame, slots, ends, request)
        found = find_paths(store, *ids, request)
        if found.paths or length >= FARTHEST or found.reason == UNCONNECTED:
            return _with_paths(told, found, found.paths, "shortest")
        length += 1


def answer_links(
    store: Store, frame: Answer, pattern: Pattern, slots: Slots, ends: Ends, limits: Limits
) -> Answer:
    """What of the types asked for lies on a path between the ends, each with its best path."""
    request = PathRequest(LENGTH, min(LINKS_SHOWN, limits.rows))
    frame, ids = _meet(store, frame, slots, ends, request, slots.types)
    if not all(ids):
        return frame
    found = find_linking(store, *ids, slots.types, request)
    rows: list[tuple[Cell, ...]] = [(row.entity, row.path, len(row.path.hops)) for row in found.links]
    paths = tuple(dict.fromkeys(row.path for row in found.links))
    answer = _with_paths(frame, found, paths, "links")
    notes = answer.notes
    if not rows and found.reason != UNCONNECTED:
        notes = (*notes, partial(_say_unlinked, slots.types))
    return replace(
        answer,
        columns=("entity", "path", "hops"),
        rows=tuple(rows),
        total=found.total,
        total_known=not found.at_least,
        notes=notes,
    )


def paths_subgraph(paths: Iterable[Path]) -> Subgraph:
    """What paths are made of, in the order in which it first occurs."""
    kept = list(paths)
    entities = {row.id: row for path in kept for row in path.entities}
    relations = {row.id: row for path in kept for hop in path.hops for row in hop}
    return Subgraph(tuple(entities.values()), tuple(relations.values()), len(entities), len(relations))


def _with_paths(
    frame: Answer, found: PathAnswer | LinkingAnswer, paths: Sequence[Path], order: str
) -> Answer:
    """The answer with these paths, a row each, and the query that lists what they are made of."""
    subgraph = paths_subgraph(paths)
    notes: list[Words] = list(frame.notes)
    if found.reason == _LENGTH and paths:
        notes.append(lambda language: say("questions.note.longer", language, length=found.request.max_length))
    if found.more:
        notes.append(partial(say, "questions.note.more_paths"))
    if found.reading.cut:
        notes.append(partial(say, "questions.note.cut"))
    return replace(
        frame,
        outcome=ANSWERED if paths else NOTHING,
        columns=("path", "hops", "cost"),
        rows=tuple((path, len(path.hops), f"{path.cost:.2f}") for path in paths),
        total=len(paths),
        total_known=not found.more and not found.reading.cut,
        order=order,
        subgraph=subgraph,
        cypher=relations_query(subgraph.entities, subgraph.relations).inlined if paths else "",
        cypher_note=_say_cypher if paths else None,
        lists_paths=bool(paths),
        paths=tuple(paths),
        notes=tuple(notes),
    )


def _meet(
    store: Store,
    frame: Answer,
    slots: Slots,
    ends: Ends,
    request: PathRequest,
    linking: tuple[str, ...] = (),
) -> tuple[Answer, tuple[list[str], list[str]]]:
    """The ids of either end, and the answer so far with what was asked for and how many a set is.

    Where a set has nobody in it, that is the answer.
    """
    named = {slot: row.entity for slot, row in ends.items()}
    met = {slot: _whom(store, slots, named, slot) for slot in ENTITY_SLOTS}
    wanted = [(named.get(slot), slots.sets.get(slot, ())) for slot in ENTITY_SLOTS]
    frame = replace(
        frame,
        outcome=NOTHING,
        wanted=WantedPaths(*wanted, request.max_length, request.count, linking),
        notes=(*frame.notes, *(partial(_say_met, slots, named, slot, met[slot]) for slot in slots.sets)),
    )
    start, end = ([row.id for row in side.entities] for side in met.values())
    return frame, (start, end)


def _whom(store: Store, slots: Slots, named: Mapping[str, Entity], slot: str) -> PathEnd:
    if slot in slots.sets:
        return types_end(store, "", slots.sets[slot], named.get(slot))
    return PathEnd(named[slot].name, (named[slot],), 1)


def _say_met(slots: Slots, named: Mapping[str, Entity], slot: str, met: PathEnd, language: str | None) -> str:
    """How many a set is, and how many of them were asked about."""
    words, shown = say_end(slots, named, slot, language, whole=True), len(met.entities)
    key = "set_at_least" if met.at_least else "set_cut" if shown < met.total else "set_all"
    return say(f"questions.note.{key}", language, words=words, shown=shown, total=met.total)


def _say_cypher(language: str | None) -> str:
    return say("questions.note.paths_cypher", language)


def _say_unlinked(types: Sequence[str], language: str | None) -> str:
    return say("questions.note.unlinked", language, length=LENGTH, types=say_types(types, language))
