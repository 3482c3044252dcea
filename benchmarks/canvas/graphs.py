"""Invented policy graphs, near to scale-free, with every type of entity and relation: the same for a seed."""

import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

from graph.facts import Evidence
from graph.model import Entity, Graph, Relation
from graph.resolve import UNCOUNTED, document_id, make_id
from graph.schema import DOCUMENT, INDICATOR, load_schema

EDGES = 3
"""Relations for each entity."""

_NAMES = Path(__file__).with_name("names.toml")
_FIRST = ("NewArea", DOCUMENT, INDICATOR)
"""The types of the first entities: every other type can be joined to one of them."""

_JOINED = 2
"""Relations that an entity comes with where the types let it; the rest joins what is there."""

_ATTEMPTS = 20

_PLACES = (70, 22, 8)
"""How often a relation is stated by one, two, three sentences."""

Row = tuple[str, int, int]
"""A relation before it has ids: its type, its ends' numbers."""


def invent_graph(nodes: int, seed: int = 1) -> Graph:
    """A connected graph of so many entities and three times as many relations, ordered by id.

    Entities come one after another and join earlier ones, rather those that have many relations (Barabási
    and Albert 1999), as far as the schema lets types join. Needs one entity of each type at least: raises
    ValueError for fewer.
    """
    if nodes < len(load_schema().entities):
        raise ValueError(f"{nodes} entities are fewer than the types")
    draw = random.Random(f"{seed} {nodes}")  # noqa: S311 the same graph every time
    words = tomllib.loads(_NAMES.read_text(encoding="utf-8"))
    entities = _invent_entities(nodes, draw, words)
    rows = _join([entity.type for entity in entities], draw)
    documents = [entity for entity in entities if entity.type == DOCUMENT]
    state = _sentences(draw, words["quotes"], documents)
    relations = tuple(sorted((_relation(row, entities, state) for row in rows), key=lambda row: row.id))
    counted = (row for row in relations if row.type not in UNCOUNTED)
    degrees = Counter(end for row in counted for end in (row.head, row.tail))
    counts = (replace(entity, degree=degrees[entity.id]) for entity in entities)
    return Graph(tuple(sorted(counts, key=lambda entity: entity.id)), relations)


def _invent_entities(nodes: int, draw: random.Random, words: Mapping) -> list[Entity]:
    types = list(load_schema().entities)
    kinds = [*_FIRST, *(kind for kind in types if kind not in _FIRST)]
    kinds += draw.choices(types, [words["share"][kind] for kind in types], k=nodes - len(kinds))
    known: set[tuple[str, str]] = set()
    entities = []
    for number, kind in enumerate(kinds):
        name = _invent_name(kind, draw, words)
        while (kind, name) in known:
            name = _invent_name(kind, draw, words)
        known.add((kind, name))
        entities.append(_entity(kind, name, number, draw))
    return entities


def _invent_name(kind: str, draw: random.Random, words: Mapping) -> str:
    a, b = (draw.choice(words["first"]) + draw.choice(words["second"]) for _ in range(2))
    return draw.choice(words["forms"][kind]).format(
        a=a,
        b=b,
        manner=draw.choice(words["manner"]),
        trade=draw.choice(words["trade"]),
        family=draw.choice(words["family"]),
        given=draw.choice(words["given"]),
        given2=draw.choice(words["given"]),
    )


def _entity(kind: str, name: str, number: int, draw: random.Random) -> Entity:
    """An entity with the details that its type has in the store."""
    if kind == DOCUMENT:
        doc = f"{number:04d}"
        details = {"file": doc, "title": name, "issuer": "", "number": "", "date": "", "genre": ""}
        return Entity(document_id(doc), kind, name, details=details)
    details = {}
    if kind == INDICATOR:
        figures = {"value": str(draw.randint(5, 900)), "unit": draw.choice(("家", "亿元", "%", "公里"))}
        details = {"subject": "", **figures, "bound": ">=", "deadline": str(draw.randint(2030, 2040))}
    return Entity(make_id(kind, name), kind, name, details=details)


def _join(types: list[str], draw: random.Random) -> list[Row]:
    """The relations by their ends' numbers: one of each type at least, and every entity has one."""
    allowed = _allowed()
    rows: dict[Row, None] = {}
    ends: list[int] = []
    """Every entity as often as it has relations, and once more: a draw prefers who has many."""

    def add(one: int, other: int) -> bool:
        choices = allowed[types[one], types[other]]
        if one == other or not choices:
            return False
        kind, turned = draw.choice(choices)
        row = _row(kind, other, one) if turned else _row(kind, one, other)
        if row in rows:
            return False
        rows[row] = None
        ends.extend((one, other))
        return True

    for number in range(len(types)):
        joined = 0
        for attempt in count():
            if not number or joined == _JOINED or (joined and attempt > _ATTEMPTS):
                break
            joined += add(number, draw.choice(ends))
        ends.append(number)
    _add_missing_types(types, rows, draw)
    while len(rows) < EDGES * len(types):
        add(draw.choice(ends), draw.choice(ends))
    return list(rows)


def _allowed() -> Mapping[tuple[str, str], list[tuple[str, bool]]]:
    """What may join two types: a type of relation, and whether the first of the two is its tail."""
    found: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    for kind in load_schema().relations.values():
        for head in sorted(kind.heads):
            for tail in sorted(kind.tails):
                found[head, tail].append((kind.id, False))
                if kind.directed:
                    found[tail, head].append((kind.id, True))
    return found


def _row(kind: str, head: int, tail: int) -> Row:
    """The ends of an undirected relation stand in one order only."""
    if not load_schema().relations[kind].directed and tail < head:
        head, tail = tail, head
    return kind, head, tail


def _add_missing_types(types: list[str], rows: dict[Row, None], draw: random.Random) -> None:
    """One relation of each type that none is of."""
    there = {kind for kind, _, _ in rows}
    for kind in load_schema().relations.values():
        while kind.id not in there:
            head = draw.choice([number for number, row in enumerate(types) if row in kind.heads])
            tail = draw.choice([number for number, row in enumerate(types) if row in kind.tails])
            if head != tail:
                rows[_row(kind.id, head, tail)] = None
                there.add(kind.id)


Say = Callable[[Entity, Entity, str], tuple[Evidence, ...]]


def _sentences(draw: random.Random, quotes: Mapping[str, list[str]], documents: list[Entity]) -> Say:
    """What states a relation: each call writes on in one of the documents."""
    at: Counter[str] = Counter()

    def state(head: Entity, tail: Entity, kind: str) -> tuple[Evidence, ...]:
        told = (head,) if tail.type == DOCUMENT else (head, tail)
        word = load_schema().relations[kind].name
        places = []
        for _ in range(draw.choices((1, 2, 3), _PLACES)[0]):
            doc = str((tail if tail.type == DOCUMENT else draw.choice(documents)).details["file"])
            form = draw.choice(quotes["with_one" if len(told) == 1 else "with_both"])
            quote = form.format(head=head.name, tail=tail.name, word=word)
            start = at[doc]
            at[doc] += len(quote)
            marks = tuple(_marks(quote, told, start))
            places.append(Evidence(doc, "一、重点任务", start, at[doc], quote, "invented", marks))
        return tuple(sorted(places, key=lambda place: (place.doc, place.start)))

    return state


def _marks(quote: str, told: tuple[Entity, ...], start: int) -> Iterator[tuple[int, int]]:
    for entity in told:
        place = quote.index(entity.name)
        yield start + place, start + place + len(entity.name)


def _relation(row: Row, entities: list[Entity], state: Say) -> Relation:
    kind, one, other = row
    head, tail = entities[one], entities[other]
    if not load_schema().relations[kind].directed and tail.id < head.id:
        head, tail = tail, head
    return Relation(make_id(head.id, kind, tail.id), kind, head.id, tail.id, state(head, tail, kind))
