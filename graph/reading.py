"""A document as people read it: its lines, cut where a mention or the passage looked for begins or ends."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from errors import NotFound
from graph.facts import Span, TextBlock
from graph.model import Entity, Relation
from graph.resolve import document_id
from graph.schema import DOCUMENT, MENTIONED_IN
from graph.store.base import ALL, Store


@dataclass(frozen=True, slots=True)
class Mention:
    """Entities (ids) that the text names at [start, end): several where one word stands for more."""

    start: int
    end: int
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its cleaned text with its lines, and every mention of an entity of the graph in it.

    `text` is "" and there are no lines where the document was loaded from facts that came without it.
    Mentions do not overlap: of two the longer stands, of equals the first. `entities` are those mentioned,
    by id.
    """

    document: Entity
    text: str
    blocks: tuple[TextBlock, ...]
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line; `entities` are what it names, `lit` says that the passage looked for holds it."""

    text: str
    entities: tuple[str, ...] = ()
    lit: bool = False


def list_documents(store: Store) -> tuple[Entity, ...]:
    """All documents, the latest first (undated ones last), then by title and id."""
    found = store.find("", (DOCUMENT,), ALL).entities
    ordered = sorted(found, key=lambda row: (row.name, row.id))
    return tuple(sorted(ordered, key=lambda row: str(row.details.get("date", "")), reverse=True))


def read_stored(store: Store, doc: str) -> Reading:
    """The document with that id (its file's name without the ending). Raises NotFound."""
    node = document_id(doc)
    found = store.entities([node])
    if not found:
        raise NotFound(wanted=doc, nearest="")
    archive = store.archive(doc)
    text = archive.text if archive is not None else None
    links = store.links_of([node], [MENTIONED_IN])
    relations = store.relations([link.id for link in links])
    entities = {row.id: row for row in store.entities([row.head for row in relations])}
    mentions = _mentions(relations, doc) if text is not None else ()
    return Reading(
        found[0], text.text if text else "", text.blocks if text else (), tuple(mentions), entities
    )


def cut_block(reading: Reading, block: TextBlock, passage: Span | None = None) -> tuple[Part, ...]:
    """The line in pieces that join to its text; `passage` is the span that is looked for."""
    first = bisect_left(reading.mentions, block.start, key=lambda row: row.start)
    within = takewhile(lambda row: row.start < block.end, islice(reading.mentions, first, None))
    mentions = [row for row in within if row.end <= block.end]
    edges = {block.start, block.end}
    edges.update(edge for row in mentions for edge in (row.start, row.end))
    edges.update(edge for edge in passage or () if block.start < edge < block.end)
    starts = {row.start: row for row in mentions}
    ordered = sorted(edges)
    parts, inside = [], None
    for start, end in pairwise(ordered):
        inside = starts.get(start, inside if inside and start < inside.end else None)
        lit = passage is not None and passage[0] <= start and end <= passage[1]
        parts.append(Part(reading.text[start:end], inside.entities if inside else (), lit))
    return tuple(parts)


def _mentions(relations: Iterable[Relation], doc: str) -> Iterator[Mention]:
    spans: dict[Span, list[str]] = {}
    for relation in relations:
        for place in relation.evidence:
            if place.doc == doc:
                for mark in place.marks:
                    spans.setdefault(mark, []).append(relation.head)
    return _outermost([Mention(*span, tuple(dict.fromkeys(ids))) for span, ids in spans.items()])


def _outermost(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Those that no longer one overlaps, in the order of the text."""
    taken: list[Mention] = []
    end = -1
    for row in sorted(mentions, key=lambda row: (row.start, -row.end)):
        if row.start >= end and row.end > row.start:
            taken.append(row)
            end = row.end
        elif taken and row.end - row.start > taken[-1].end - taken[-1].start:
            taken[-1] = row
            end = row.end
    yield from taken
