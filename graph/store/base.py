"""What every store does: the primitives that queries, paths and loading are made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from graph.facts import DocumentFacts
from graph.model import (
    Entity,
    Facts,
    Hits,
    Link,
    Relation,
    Revision,
    SavedView,
    Spot,
    Summary,
    Table,
)

ALL = 2**31 - 1
"""The limit of a search that leaves nothing out."""

Progress = Callable[[str, int, int], None]
"""Called with a key of the interface words, how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Change:
    """What turns one state of the store into another; put means add or replace, by id."""

    put_entities: tuple[Entity, ...] = ()
    put_relations: tuple[Relation, ...] = ()
    drop_entities: tuple[str, ...] = ()
    drop_relations: tuple[str, ...] = ()
    put_archives: tuple[DocumentFacts, ...] = ()
    drop_archives: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not any(getattr(self, name) for name in self.__slots__)


class Store(Protocol):
    """A graph database. Every method raises StoreUnavailable where the server does not answer."""

    @property
    def address(self) -> str:
        """Where it is, for people: never a password in it."""

    @property
    def cache(self) -> Path:
        """The store's own folder for what is worked out from its graph and may be deleted at any time."""

    def close(self) -> None:
        """Let go of the connection; the store can't be used afterwards."""

    def summary(self) -> Summary:
        """The server's name and version, and counts per type."""

    def update(
        self,
        plan: Callable[[tuple[DocumentFacts, ...]], Change],
        progress: Progress | None = None,
    ) -> Change:
        """Read the archived facts, ask `plan` what to change, do all of it or nothing; the change done.

        Simultaneous updates follow one another: `plan` always sees the last committed state, and
        may be called again when the transaction is retried.
        """

    def archive(self, doc: str) -> DocumentFacts | None:
        """The facts, and the text where it came along, of the document with that id; None without one."""

    def relations_by_document(self) -> Mapping[str, Mapping[str, int]]:
        """How many relations of each type have evidence in each document, by the document's id."""

    def views(self) -> tuple[SavedView, ...]:
        """The saved views, by name."""

    def save_view(self, view: SavedView) -> bool:
        """Keep a view, unless there is one of that name: then nothing changes, and the answer is False."""

    def drop_view(self, name: str) -> None:
        """Forget the view of that name; nothing happens where there is none."""

    def entities(self, ids: Sequence[str]) -> tuple[Entity, ...]:
        """Those of the ids that exist, in the order asked."""

    def ids_beginning(self, beginnings: Sequence[str]) -> tuple[str, ...]:
        """The entities' ids that begin with any of these, which are of one length, in order.

        It looks at every entity: for what is asked once, as when a link is opened.
        """

    def relations(self, ids: Sequence[str], types: Sequence[str] | None = None) -> tuple[Relation, ...]:
        """Those of the ids that exist, with their evidence, in the order asked.

        Where the type of each id is known, as many `types`, they are found several times faster.
        """

    def find(self, text: str, types: Sequence[str] = (), limit: int = 20) -> Hits:
        """Entities whose name or an alias holds `text` (letters' case aside), of the types where given.

        Best first: name equal, alias equal, name starts so, alias starts so, name holds it, alias
        holds it; then by degree, most first; then by name and id.
        """

    def most_connected(self, type_id: str, limit: int) -> Hits:
        """The entities of a type, those with most relations first, then by name and id."""

    def links_of(
        self,
        ids: Sequence[str],
        types: Sequence[str] = (),
        limit: int | None = None,
        facts: Facts | None = None,
    ) -> tuple[Link, ...]:
        """The relations that touch any of the ids (of the types where given), at most `limit`, by id.

        With `facts`, only those that count: the limit is of these.
        """

    def links_between(
        self, ids: Sequence[str], types: Sequence[str] = (), facts: Facts | None = None
    ) -> tuple[Link, ...]:
        """The relations with both ends among the ids (of the types where given), by id; as in `links_of`."""

    def revision(self) -> Revision:
        """The state that the graph is in, told at once: a mark of the last update, and counts.

        Equal ones mean that the program changed nothing. What others change past it in the database is
        told only where it changes a count.
        """

    def spots(self) -> Iterator[Spot]:
        """Every entity with the relations of which it is the head, in no order; read as they are taken.

        Entities and relations of types that the schema does not have are left out.
        """

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        rows: int,
        seconds: int,
    ) -> Table:
        """Run a reader's Cypher, nothing written whatever it says.

        Raises QuerySyntax, QueryForbidden, QueryTimeout or QueryError.
        """
