"""The store over Bolt: one implementation with the official driver, for Neo4j and the embedded server."""

import hashlib
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from neo4j import Driver, ManagedTransaction, Session
from neo4j.exceptions import DriverError, Neo4jError
from neo4j.graph import Node, Relationship

from errors import StoreUnavailable
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
    Subgraph,
    Summary,
    Table,
)
from graph.schema import Schema
from graph.store import cypher
from graph.store.asking import ask
from graph.store.base import Change, Progress
from graph.store.failures import store_error
from graph.store.rows import read_entity, read_relation, read_spot, unpack
from graph.store.server import Server
from graph.store.values import nodes_in, plain_rows, relations_in
from graph.store.writing import apply

Result = TypeVar("Result")

_ARCADE = re.compile(r"\((ArcadeDB [^)]*)\)")


class BoltStore:
    """A Store (see base.py) on any server that speaks Bolt.

    It connects at once and may be shared by threads. When the connection is lost the call that
    notices raises StoreUnavailable, and the next call connects anew.
    """

    def __init__(self, server: Server, schema: Schema, caches: Path) -> None:
        self._caches = caches
        self._server = server
        self._schema = schema
        self._lock = threading.Lock()
        self._driver: Driver | None = None
        self._users: Counter[Driver] = Counter()
        self._failed = 0.0
        """When connecting failed last."""
        with self._connected():
            """Fail here, where the settings are known, rather than at the first question."""

    @property
    def address(self) -> str:
        return self._server.address

    @property
    def cache(self) -> Path:
        where = f"{self._server.address} {self._server.database}"
        return self._caches / hashlib.sha256(where.encode()).hexdigest()[:20]

    def close(self) -> None:
        with self._lock:
            if self._driver is not None:
                self._driver.close()
                self._driver = None
            self._server.close()

    def summary(self) -> Summary:
        with self._connected() as driver, self._session(driver) as session:
            agent = driver.get_server_info().agent
            nodes = session.execute_read(lambda tx: dict(tx.run(cypher.COUNT_ENTITIES).values()))
            edges = session.execute_read(lambda tx: dict(tx.run(cypher.COUNT_RELATIONS).values()))
        arcade = _ARCADE.search(agent)
        return Summary(
            server=arcade[1] if arcade else agent.replace("/", " "),
            entities={r.id: nodes[r.name] for r in self._schema.entities.values() if r.name in nodes},
            relations={r.id: edges[r.name] for r in self._schema.relations.values() if r.name in edges},
        )

    def update(
        self,
        plan: Callable[[tuple[DocumentFacts, ...]], Change],
        progress: Progress | None = None,
    ) -> Change:
        return self._write(apply, self._schema, plan, progress)

    def archive(self, doc: str) -> DocumentFacts | None:
        rows = self._read(cypher.ARCHIVE, id=doc)
        return unpack(rows[0]["facts"]) if rows else None

    def relations_by_document(self) -> Mapping[str, Mapping[str, int]]:
        types = {row.name: row.id for row in self._schema.relations.values()}
        found: dict[str, dict[str, int]] = {}
        for row in self._read(cypher.COUNT_BY_DOCUMENT):
            if row["type"] in types:
                found.setdefault(row["doc"], {})[types[row["type"]]] = row["n"]
        return found

    def views(self) -> tuple[SavedView, ...]:
        return tuple(SavedView(row["name"], row["page"], row["link"]) for row in self._read(cypher.VIEWS))

    def save_view(self, view: SavedView) -> bool:
        def save(transaction: ManagedTransaction) -> bool:
            transaction.run(cypher.TAKE_LOCK, id=cypher.LOCK).consume()
            if transaction.run(cypher.VIEW_NAMES, name=view.name).peek():
                return False
            transaction.run(cypher.ADD_VIEW, name=view.name, page=view.page, link=view.link).consume()
            return True

        return self._write(save)

    def drop_view(self, name: str) -> None:
        self._write(lambda transaction: transaction.run(cypher.DROP_VIEW, name=name).consume())

    def entities(self, ids: Sequence[str]) -> tuple[Entity, ...]:
        rows = self._read(cypher.ENTITIES, ids=list(dict.fromkeys(ids)))
        found = {entity.id: entity for entity in self._entities(row["n"] for row in rows)}
        return tuple(found[wanted] for wanted in ids if wanted in found)

    def ids_beginning(self, beginnings: Sequence[str]) -> tuple[str, ...]:
        if not beginnings:
            return ()
        wanted = dict.fromkeys(beginnings, True)
        rows = self._read(cypher.IDS_BEGINNING, beginnings=wanted, length=len(beginnings[0]))
        return tuple(row["id"] for row in rows)

    def relations(self, ids: Sequence[str], types: Sequence[str] | None = None) -> tuple[Relation, ...]:
        found: dict[str, Relation] = {}
        for row in self._read_each_type(cypher.relations, ids, types):
            relation = read_relation(self._schema, row["r"].type, row["head"], row["tail"], dict(row["r"]))
            if relation is not None:
                found[relation.id] = relation
        return tuple(found[wanted] for wanted in ids if wanted in found)

    def find(self, text: str, types: Sequence[str] = (), limit: int = 20) -> Hits:
        labels = [self._schema.entity(name).name for name in types]
        rows = self._read(cypher.find(labels), text=text.lower())
        found = sorted(self._entities(row["n"] for row in rows), key=_rank_by(text.lower()))
        return Hits(tuple(found[:limit]), len(found))

    def most_connected(self, type_id: str, limit: int) -> Hits:
        label = self._schema.entity(type_id).name
        rows = self._read(cypher.most_connected(label), limit=limit)
        total = self._read(cypher.count_label(label))[0]["n"]
        return Hits(tuple(self._entities(row["n"] for row in rows)), total)

    def links_of(
        self,
        ids: Sequence[str],
        types: Sequence[str] = (),
        limit: int | None = None,
        facts: Facts | None = None,
    ) -> tuple[Link, ...]:
        facts = facts or Facts()
        text = cypher.links_of(cypher.type_names(self._schema, types), facts, limited=limit is not None)
        return self._links(self._read(text, ids=list(dict.fromkeys(ids)), limit=limit, **_asked(facts)))

    def links_between(
        self, ids: Sequence[str], types: Sequence[str] = (), facts: Facts | None = None
    ) -> tuple[Link, ...]:
        facts = facts or Facts()
        text = cypher.links_between(cypher.type_names(self._schema, types), facts)
        return self._links(self._read(text, ids=list(dict.fromkeys(ids)), **_asked(facts)))

    def revision(self) -> Revision:
        rows = self._read(self._server.revision_text, lock=cypher.LOCK)
        mark, entities, *relations = (row["value"] for row in rows)
        return Revision(mark or "", entities, relations[0] if relations else None)

    def spots(self) -> Iterator[Spot]:
        with self._connected() as driver, self._session(driver) as session:
            kinds = {row.name: row.id for row in self._schema.entities.values()}
            types = {row.name: row.id for row in self._schema.relations.values()}
            for label in kinds:
                for row in session.run(cypher.spots(label)):
                    spot = read_spot(kinds, types, row)
                    if spot is not None:
                        yield spot

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        rows: int,
        seconds: int,
    ) -> Table:
        began = time.monotonic()
        with self._connected() as driver:
            answer = ask(self._server, driver, cypher, parameters or {}, rows, seconds)
        entities, relations = self._shown(answer.records)
        ends = {relation.id: (relation.head, relation.tail) for relation in relations}
        return Table(
            columns=answer.columns,
            rows=plain_rows(answer.records, ends),
            subgraph=Subgraph(entities, relations, len(entities), len(relations)),
            limit=rows,
            truncated=answer.truncated,
            seconds=time.monotonic() - began,
        )

    def _shown(self, records: Sequence[Sequence[object]]) -> tuple[tuple[Entity, ...], tuple[Relation, ...]]:
        """What stands in an answer, each once, in the order of its rows; relations bring their ends."""
        values = [value for record in records for value in record]
        edges = {edge["id"]: edge for edge in relations_in(values) if "id" in edge}
        nodes = {node.element_id: node for node in nodes_in(values)}
        entities = {entity.id: entity for entity in self._entities(nodes.values())}
        ends = self._ends(edges, nodes)
        relations = []
        for key, edge in edges.items():
            head, tail = ends.get(key, (None, None))
            if head is None or tail is None:
                continue
            relation = read_relation(self._schema, edge.type, head.id, tail.id, dict(edge))
            if relation is not None:
                relations.append(relation)
                entities.setdefault(head.id, head)
                entities.setdefault(tail.id, tail)
        return tuple(entities.values()), tuple(relations)

    def _ends(
        self, edges: Mapping[str, Relationship], nodes: Mapping[str, Node]
    ) -> dict[str, tuple[Entity, Entity]]:
        """The head and tail of each relation, by its id: those that did not come along are asked for."""
        pairs: dict[str, tuple[Node, Node]] = {}
        for key, edge in edges.items():
            head, tail = (nodes.get(node.element_id) if node else None for node in edge.nodes)
            if head is not None and tail is not None:
                pairs[key] = head, tail
        missing = [key for key in edges if key not in pairs]
        pairs |= {
            row["id"]: (row["a"], row["b"]) for row in self._read_each_type(cypher.relation_ends, missing)
        }
        found = {key: tuple(self._entities(pair)) for key, pair in pairs.items()}
        return {key: pair for key, pair in found.items() if len(pair) == 2}

    def _entities(self, nodes: Iterable) -> Iterator[Entity]:
        for node in nodes:
            entity = read_entity(self._schema, node.labels, dict(node))
            if entity is not None:
                yield entity

    def _links(self, rows: Iterable[Mapping[str, object]]) -> tuple[Link, ...]:
        types = {row.name: row.id for row in self._schema.relations.values()}
        return tuple(
            Link(row["id"], types[row["type"]], row["head"], row["tail"], max(1, row["documents"]))
            for row in rows
            if row["type"] in types
        )

    def _write(self, work: Callable[..., Result], *arguments: object) -> Result:
        with self._connected() as driver, self._server.alone(), self._session(driver) as session:
            self._prepare(session)
            return session.execute_write(work, *arguments)

    def _read(self, statement: str, /, **parameters: object) -> list:
        with self._connected() as driver, self._session(driver) as session:
            return session.execute_read(lambda tx: list(tx.run(statement, parameters)))

    def _read_each_type(
        self, text_of: Callable[[str, str], str], ids: Sequence[str], types: Sequence[str] | None = None
    ) -> list:
        """The rows of one text per relation type, in one round trip; of each id's own where `types` tells.

        An index on ids is of one type: a text that names none would read every relation.
        """
        if not ids:
            return []
        names = cypher.type_names(self._schema, self._schema.relations)
        if types is None:
            texts = (text_of(name, "ids") for name in names)
            return self._read(" UNION ALL ".join(texts), ids=list(dict.fromkeys(ids)))
        places = {kind: f"ids{place}" for place, kind in enumerate(self._schema.relations)}
        wanted: dict[str, list[str]] = {name: [] for name in places.values()}
        for relation, kind in dict(zip(ids, types, strict=True)).items():
            wanted[places[kind]].append(relation)
        # Types that are not wanted stay in: a text that is always the same is planned once.
        return self._read(" UNION ALL ".join(map(text_of, names, wanted)), **_alike(wanted))

    def _prepare(self, session: Session) -> None:
        self._server.prepare(session, self._schema)
        for text in cypher.CONSTRAINTS:
            session.run(text).consume()
        for row in self._schema.relations.values():
            session.run(cypher.index_relation(row.name)).consume()

    def _session(self, driver: Driver) -> Session:
        return driver.session(database=self._server.database or None)

    @contextmanager
    def _connected(self) -> Iterator[Driver]:
        """The driver, connected; the driver's errors within become ours.

        One that lost its connection is given up, and closed when the last who works with it has ended:
        what others do with it may still go well.
        """
        driver = None
        try:
            driver = self._take()
            yield driver
        except (DriverError, Neo4jError) as error:
            server = self._server
            failure = store_error(error, server.address, server.user, server.database)
            if isinstance(failure, StoreUnavailable):
                with self._lock:
                    if self._driver is driver:  # else another has noticed, and connected anew
                        self._driver = None
            raise failure from error
        finally:
            if driver is not None:
                self._give_back(driver)

    def _take(self) -> Driver:
        """The driver, connected anew where there is none: by the first who needs it, while others wait."""
        asked = time.monotonic()
        with self._lock:
            if self._driver is None:
                if self._failed > asked:  # while we waited: trying again at once would double the wait
                    raise StoreUnavailable(address=self._server.address)
                try:
                    self._driver = self._server.open()
                except BaseException:
                    self._failed = time.monotonic()
                    raise
            self._users[self._driver] += 1
            return self._driver

    def _give_back(self, driver: Driver) -> None:
        with self._lock:
            self._users[driver] -= 1
            if self._users[driver] == 0:
                del self._users[driver]
                if driver is not self._driver:
                    driver.close()


def _asked(facts: Facts) -> dict[str, object]:
    """The parameters of texts with `facts`: documents as keys, which both servers look up without a scan."""
    asked: dict[str, object] = {}
    if facts.documents is not None:
        asked["documents"] = dict.fromkeys(sorted(facts.documents), True)
    if facts.statuses is not None:
        asked["statuses"] = sorted(facts.statuses)
    return asked


def _rank_by(text: str) -> Callable[[Entity], tuple]:
    """A sort key, best first: see Store.find."""

    def rank(entity: Entity) -> tuple:
        name, forms = entity.name.lower(), [form.lower() for form in entity.aliases]
        tests = (
            name == text,
            text in forms,
            name.startswith(text),
            any(form.startswith(text) for form in forms),
            text in name,
        )
        best = tests.index(True) if True in tests else len(tests)
        return best, -entity.degree, entity.name, entity.id

    return rank


def _alike(lists: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The lists filled up to one length, a power of ten, with what is no id.

    Neo4j plans anew for each order of magnitude of a list's length, and for lists of nothing: a third of a
    second for a text of many parts.
    """
    length = 10 ** max(1, len(str(max(map(len, lists.values())) - 1)))
    return {name: [*row, *[""] * (length - len(row))] for name, row in lists.items()}
