"""What is asked of a store: search, an entity by name, a neighbourhood, what is known of an entity."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial

from errors import Ambiguous, NotFound, RequestError
from graph.filters import Filters, trim
from graph.model import Entity, Facts, Hits, Link, Relation, Subgraph
from graph.naming import fold
from graph.resolve import document_id
from graph.schema import load_schema
from graph.store.base import Store
from graph.words import entity_word
from text import say

NEIGHBOUR_ORDER = "neighbours"
"""How `neighbourhood` ranks: the row graph.order.neighbours says it."""

LONGEST = 300
"""A longer name is none: what reads like it would be looked for piece by piece."""

NEAREST = 5
_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Neighbours:
    """An entity's relations of one type on one side: `outgoing` is None for an undirected type.

    `relations` and `others` go together, by the others' degree, most first, then name and id; they are
    the first of `total`.
    """

    type: str
    outgoing: bool | None
    relations: tuple[Relation, ...]
    others: tuple[Entity, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Description:
    """An entity and all its relations, in groups by type in the schema's order, outgoing first."""

    entity: Entity
    groups: tuple[Neighbours, ...]
    total: int


def find(store: Store, text: str, types: Sequence[str] = (), limit: int = 20) -> Hits:
    """Entities whose name or an alias holds `text`, best first as the store ranks them (`Store.find`).

    Raises RequestError for an empty text.
    """
    wanted = text.strip()
    if not wanted:
        raise RequestError(problem=partial(say, "graph.request.empty"))
    return store.find(wanted, types, limit)


def get_entity(store: Store, wanted: str, types: Sequence[str] = ()) -> Entity:
    """The entity with that id, or else that name, or else that alias (of the types where given).

    Names and aliases count as equal when they fold alike: width, quote and title marks, dashes and
    spaces aside. Raises NotFound with the nearest, or Ambiguous where several have it; both carry them as
    the field `entities`; RequestError for no name and for one of more than LONGEST characters.
    """
    wanted = wanted.strip()
    if not wanted:
        raise RequestError(problem=partial(say, "graph.request.empty"))
    if len(wanted) > LONGEST:
        raise RequestError(problem=partial(say, "graph.request.long_name", count=len(wanted), most=LONGEST))
    for entity in store.entities([wanted]):
        return entity
    folded = fold(wanted)
    candidates = _holding(store, wanted, types)
    named = [row for row in candidates if fold(row.name) == folded]
    found = named or [row for row in candidates if folded in map(fold, row.aliases)]
    if len(found) > 1:
        raise Ambiguous(wanted=wanted, choices=partial(_say_choices, found), entities=tuple(found))
    if not found:
        near = nearest(store, wanted, types)
        raise NotFound(wanted=wanted, nearest=partial(_say_nearest, near), entities=near)
    return found[0]


def nearest(store: Store, wanted: str, types: Sequence[str] = (), limit: int = NEAREST) -> tuple[Entity, ...]:
    """Entities with a name or alias that reads most like `wanted`, likest first, then by name and id."""
    folded = fold(wanted)
    pieces = {folded[i : i + 2] for i in range(max(1, len(folded) - 1))}
    hits = (store.find(piece, types, _CANDIDATES) for piece in sorted(pieces))
    found = {row.id: row for hit in hits for row in hit.entities}

    def unlike(entity: Entity) -> tuple[float, str, str]:
        forms = map(fold, (entity.name, *entity.aliases))
        return -max(SequenceMatcher(None, folded, form).ratio() for form in forms), entity.name, entity.id

    return tuple(sorted(found.values(), key=unlike)[:limit])


def neighbourhood(
    store: Store,
    centres: Sequence[str],
    filters: Filters | None = None,
    limit: int = 60,
    *,
    grown: Collection[str] = (),
    most: int = 300,
    bare: bool = False,
) -> Subgraph:
    """The centres (ids), what a shown relation joins to any of them, and all shown relations between these.

    At most `limit` entities, but always the centres: these first, in the order given, then neighbours
    by number of relations to the centres (most first), their cheapest relation's weight in the schema,
    degree (most first), name and id. Of the types `grown` all are shown, while `most` in all are not
    reached. The totals count what the filters would show without a limit. What the filters' facts don't
    count joins nothing, and relations come with the sentences of the documents that count. Where it is
    `bare`, the relations are counted, but left out: for who asks for those between other entities anyway.
    Raises NotFound for an id that the store does not have.
    """
    filters = filters or Filters()
    types = sorted(filters.relation_types)
    wanted = list(dict.fromkeys(centres))
    shown = list(store.entities(wanted))
    for missing in set(wanted) - {row.id for row in shown}:
        raise NotFound(wanted=missing, nearest="")
    if not types:
        return Subgraph(tuple(shown), (), len(shown), 0)
    links = store.links_of(wanted, types, facts=filters.facts)
    weight = {row.id: row.weight for row in load_schema().relations.values()}
    ties: dict[str, list[float]] = {}
    for link in links:
        for end in (link.head, link.tail):
            if end not in wanted:
                ties.setdefault(end, []).append(weight[link.type])
    neighbours = [row for row in store.entities(sorted(ties)) if filters.shows(row)]
    neighbours.sort(key=lambda row: (-len(ties[row.id]), min(ties[row.id]), -row.degree, row.name, row.id))
    all_ids = [row.id for row in (*shown, *neighbours)]
    room = max(0, limit - len(shown))
    more = [row for row in neighbours[room:] if row.type in grown][: max(0, most - limit)]
    kept = [*shown, *neighbours[:room], *more]
    kept_ids = {row.id for row in kept}
    between = store.links_between(all_ids, types, filters.facts)
    shown_links = [link.id for link in between if link.head in kept_ids and link.tail in kept_ids]
    relations = () if bare else store.relations(shown_links)
    return Subgraph(
        entities=tuple(kept),
        relations=tuple(trim(row, filters.facts) for row in relations),
        total_entities=len(all_ids),
        total_relations=len(between),
        order=NEIGHBOUR_ORDER if len(kept) < len(all_ids) else "",
        left=Counter(row.type for row in neighbours if row.id not in kept_ids),
    )


def describe(store: Store, wanted: str, limit: int | None = None, facts: Facts | None = None) -> Description:
    """An entity (by id) with its relations of every type; at most `limit` of each group, all by default.

    With `facts`, only relations that count, with the sentences of the documents that count. Raises
    NotFound for an id that the store does not have.
    """
    found = store.entities([wanted])
    if not found:
        raise NotFound(wanted=wanted, nearest="")
    facts = facts or Facts()
    links = store.links_of([wanted], facts=facts)
    others = {row.id: row for row in store.entities(sorted({_other(link, wanted) for link in links}))}
    sides: dict[tuple[str, bool | None], list[tuple[Entity, str]]] = {}
    for link in links:
        directed = load_schema().relations[link.type].directed
        side = link.type, (link.head == wanted) if directed else None
        sides.setdefault(side, []).append((others[_other(link, wanted)], link.id))
    place = {kind: number for number, kind in enumerate(load_schema().relations)}
    kept = {}
    for side, rows in sorted(sides.items(), key=lambda row: (place[row[0][0]], row[0][1] is False)):
        rows.sort(key=lambda row: (-row[0].degree, row[0].name, row[0].id))
        kept[side] = rows[:limit]
    # One question for all groups: each costs a store's round trip.
    wanted_relations = [relation for rows in kept.values() for _, relation in rows]
    relations = {row.id: trim(row, facts) for row in store.relations(wanted_relations)}
    groups = [
        Neighbours(
            kind,
            outgoing,
            tuple(relations[relation] for _, relation in rows),
            tuple(other for other, _ in rows),
            len(sides[kind, outgoing]),
        )
        for (kind, outgoing), rows in kept.items()
    ]
    return Description(found[0], tuple(groups), len(links))


def document_titles(store: Store, relations: Iterable[Relation]) -> dict[str, str]:
    """The title of each document that is evidence of the relations, by the document's id in evidence."""
    return title_documents(store, {place.doc for row in relations for place in row.evidence})


def title_documents(store: Store, wanted: Iterable[str]) -> dict[str, str]:
    """The title of each document by its id in evidence; the id itself for one that is not in the store."""
    docs = sorted(wanted)
    titles = {row.id: row.name for row in store.entities([document_id(doc) for doc in docs])}
    return {doc: titles.get(document_id(doc), doc) for doc in docs}


def _other(link: Link, end: str) -> str:
    return link.tail if link.head == end else link.head


def _holding(store: Store, wanted: str, types: Sequence[str]) -> tuple[Entity, ...]:
    """Entities that may have a name that folds like `wanted`: those that hold its longest plain piece."""
    pieces = re.split(r"\W+", fold(wanted))
    texts = dict.fromkeys((wanted, fold(wanted), max(pieces, key=len) or wanted))
    found = {row.id: row for text in texts for row in store.find(text, types, _CANDIDATES).entities}
    return tuple(sorted(found.values(), key=lambda row: (row.name, row.type, row.id)))


def _say_choices(entities: Sequence[Entity], language: str | None) -> str:
    choices = (
        say("graph.choice", language, name=row.name, type=entity_word(row.type, language), id=row.id)
        for row in entities
    )
    return say("graph.list", language).join(choices)


def _say_nearest(entities: Sequence[Entity], language: str | None) -> str:
    if not entities:
        return ""
    names = say("graph.list", language).join(row.name for row in entities)
    return say("graph.nearest", language, names=names)
