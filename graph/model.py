"""What the graph holds and what its queries answer: all that views and exports take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.facts import Evidence

Detail = str | int | float


@dataclass(frozen=True, slots=True)
class Entity:
    """A node. `type` is a schema id; `id` is our own, stable over loads and stores.

    `details` holds what only some types have: of a document its file, title, issuer, number, date
    and genre; of an indicator its subject, value, unit, bound and deadline. `degree` counts its
    relations in the whole graph, 提及 and 设定 apart.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    details: Mapping[str, Detail] = field(default_factory=dict, hash=False)
    degree: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge: one a (head, type, tail), with every place that states it as its evidence.

    An undirected relation has the smaller id as its head. `status` is "" or planned, under_way,
    done, reported: the furthest that any evidence states.
    """

    id: str
    type: str
    head: str
    tail: str
    evidence: tuple[Evidence, ...] = ()
    status: str = ""

    def other(self, end: str) -> str:
        """The id of the entity at the other end."""
        return self.tail if end == self.head else self.head


@dataclass(frozen=True, slots=True)
class Merge:
    """Why forms that differ became one entity: resolution's own evidence."""

    entity: str
    name: str
    doc: str
    reason: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The resolved graph of some documents, ordered by id."""

    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Subgraph:
    """A part of the graph, as shown: `entities` and `relations` of `total_entities` and `total_relations`.

    `order` names what the kept ones were ranked by ("" where nothing was left out). `left` counts the
    entities of a neighbourhood that were left out, by type.
    """

    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    total_entities: int = 0
    total_relations: int = 0
    order: str = ""
    left: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def truncated(self) -> bool:
        """Whether something that was found is not in it."""
        return len(self.entities) < self.total_entities or len(self.relations) < self.total_relations


@dataclass(frozen=True, slots=True)
class Hits:
    """A search's answer: the best entities, of `total` that match."""

    entities: tuple[Entity, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Link:
    """An edge without its evidence, as path finding needs it.

    `documents` is how many state it, each once, of those that count; at least 1.
    """

    id: str
    type: str
    head: str
    tail: str
    documents: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """Which relations count: those that a document of `documents` states, with one of the `statuses`.

    None is any. Documents are ids as in `Evidence.doc`. "" is a status too: the text says nothing of how
    far it is. A status is the whole relation's, whichever of its documents it comes from.
    """

    documents: frozenset[str] | None = None
    statuses: frozenset[str] | None = None


class Spot(NamedTuple):
    """An entity with the relations of which it is the head, as a pass over the whole graph gives it.

    `key` names it within that pass alone. Each of `relations` is the key of its tail, its id, type, the
    documents that state it (one may come several times) and its status. A tail may be no entity of ours.
    """

    key: str
    id: str
    type: str
    name: str
    degree: int
    relations: Sequence[tuple[str, str, str, Sequence[str], str]]


class Revision(NamedTuple):
    """A state of the graph: `mark` changes with every update; the numbers tell of changes from outside.

    The mark is "" where nothing was ever updated. `relations` is None where counting them is slow, and nobody
    but the program itself can write.
    """

    mark: str
    entities: int
    relations: int | None


@dataclass(frozen=True, slots=True)
class Path:
    """A way from the first entity to the last; hop i holds all relations between entities i and i + 1.

    `cost` is the sum of its hops' and middle entities' weights: less is better.
    """

    entities: tuple[Entity, ...]
    hops: tuple[tuple[Relation, ...], ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What a store holds: the server, counts by type id."""

    server: str
    entities: Mapping[str, int]
    relations: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SavedView:
    """What somebody wants to come back to: a page of the app and the query of its address, under a name."""

    name: str
    page: str
    link: str


@dataclass(frozen=True, slots=True)
class Table:
    """A Cypher answer: plain JSON values, and the nodes and relations that stand in it.

    `truncated` says that the server had more rows than the `limit` that was asked for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    subgraph: Subgraph
    limit: int
    truncated: bool
    seconds: float
