"""Entities meant together, as people write them: 项目 (every project), 园区@咸阳市 (every park of 咸阳市)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.filters import entity_type_ids
from graph.model import Entity
from graph.outline import Outline, outline_of, renew_outline
from graph.paths.weights import load_weights
from graph.queries import get_entity
from graph.schema import load_schema
from graph.store.base import Store

OF = "@"
"""Stands between a type and a place."""

INSIDE = ("LOCATED_IN", "PART_OF")
"""The relations that say of their head that it lies in their tail, or belongs to it."""

PLACES = frozenset(("NewArea", "NewTown", "Park", "Region"))
"""The types that something can lie in: these are followed down."""


@dataclass(frozen=True, slots=True)
class EntitySet:
    """The entities of a type, those of a place where one is named: `members` are the first of `total`.

    They come by degree, most first, then by name and id. `at_least` says that the place has so much in it
    that not all was read: then `total` counts what was found.
    """

    type: str
    place: Entity | None
    members: tuple[Entity, ...]
    total: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class PathEnd:
    """Whom one end of paths means: the first of `total`, or of at least so many where `at_least`.

    `words` name it for people: an entity's name, or the set as it was asked for.
    """

    words: str
    entities: tuple[Entity, ...]
    total: int
    at_least: bool = False


def read_set(store: Store, words: str) -> EntitySet | None:
    """The set that words like 项目 or 园区@咸阳市 mean; None where they don't begin with a type's name.

    Types go by id, Chinese or English name, places by name, alias or id. What belongs to a place is what
    隶属 or 位于 joins to it, or to a place that belongs to it, and so on down. At most `ends` of
    paths.toml are members. Raises RequestError or NotFound where there is an @ and no such type or place.
    """
    type_words, of, place_words = words.partition(OF)
    if of:
        [type_id] = entity_type_ids([type_words])
        return place_set(store, type_id, get_entity(store, place_words))
    wanted = words.strip().casefold()
    for row in load_schema().entities.values():
        if wanted in (row.id.casefold(), row.name, row.en.casefold()):
            return type_set(store, row.id)
    return None


def type_set(store: Store, type_id: str) -> EntitySet:
    """All entities of a type."""
    hits = store.most_connected(type_id, load_weights().ends)
    return EntitySet(type_id, None, hits.entities, hits.total)


def place_set(store: Store, type_id: str, place: Entity) -> EntitySet:
    """The entities of a type that belong to a place, however far down; the place itself does not."""
    outline = outline_of(store)
    if outline.number(place.id) is None:
        outline = renew_outline(store, outline)
    found, cut = _inside(outline, place.id)
    numbers = found[outline.types[found] == list(load_schema().entities).index(type_id)]
    order = np.lexsort((outline.ranks[numbers], -outline.degrees[numbers]))[: load_weights().ends]
    members = store.entities([outline.id_of(number) for number in numbers[order].tolist()])
    return EntitySet(type_id, place, members, len(numbers), cut)


def types_end(store: Store, words: str, types: Sequence[str], place: Entity | None) -> PathEnd:
    """The end of paths that `words` name: all entities of any of the types, of a place where one is given."""
    found = [place_set(store, kind, place) if place else type_set(store, kind) for kind in types]
    entities = {row.id: row for one in found for row in one.members}
    total = sum(one.total for one in found)
    return PathEnd(words, tuple(entities.values()), total, any(one.at_least for one in found))


def _inside(outline: Outline, place: str) -> tuple[np.ndarray, bool]:
    """The numbers of what lies in a place, found level by level; whether a bound was met."""
    schema = load_schema()
    # Of hops at the relation's tail, which is the larger place.
    codes = [2 * list(schema.relations).index(kind) for kind in INSIDE]
    places = [list(schema.entities).index(kind) for kind in PLACES]
    number = outline.number(place)
    level = np.array([] if number is None else [number], dtype=np.int64)
    seen, room = level, load_weights().links
    while len(level):
        _, at = outline.hops_of(level)
        room -= len(at)
        if room < 0:
            break
        far = outline.far[at[np.isin(outline.codes[at], codes)]].astype(np.int64)
        found = np.setdiff1d(far, seen)
        seen = np.union1d(seen, found)
        level = found[np.isin(outline.types[found], places)]
    return seen[seen != (-1 if number is None else number)], room < 0
