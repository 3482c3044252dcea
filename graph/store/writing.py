"""A change of the graph as the statements of one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar
from uuid import uuid4

from neo4j import ManagedTransaction, unit_of_work

from errors import StoreError
from graph.facts import DocumentFacts
from graph.model import Entity, Relation
from graph.schema import Schema
from graph.store import cypher
from graph.store.base import Change, Progress
from graph.store.rows import RELATION_KEYS, entity_row, pack, relation_row, unpack
from graph.store.server import TURN_SECONDS

BATCH = 1000
"""Rows of one statement: larger ones gain nothing on either store."""

Item = TypeVar("Item")


@unit_of_work(timeout=TURN_SECONDS)
def apply(
    transaction: ManagedTransaction,
    schema: Schema,
    plan: Callable[[tuple[DocumentFacts, ...]], Change],
    progress: Progress | None,
) -> Change:
    """Take the lock, read the archives, ask the plan, write what it says; the change."""
    transaction.run(cypher.TAKE_LOCK, id=cypher.LOCK).consume()
    archives = tuple(unpack(row["facts"]) for row in transaction.run(cypher.ARCHIVES))
    change = plan(archives)
    titles = {facts.doc: facts.document.title for facts in (*archives, *change.put_archives)}
    _Writer(transaction, schema, titles, progress or _silent).write(change)
    if not change.empty:
        transaction.run(cypher.MARK, lock=cypher.LOCK, mark=uuid4().hex).consume()
    return change


class _Writer:
    """Writes one change; drops come first, nodes before their edges."""

    def __init__(
        self, transaction: ManagedTransaction, schema: Schema, titles: Mapping[str, str], progress: Progress
    ) -> None:
        self._run = transaction.run
        self._schema = schema
        self._titles = titles
        self._progress = progress

    def write(self, change: Change) -> None:
        self._drop_relations(change)
        self._each("drop", cypher.DROP_ENTITIES, change.drop_entities)
        self._put_entities(change.put_entities)
        self._put_relations(change.put_relations)
        self._put_archives(change)

    def _drop_relations(self, change: Change) -> None:
        """Those to drop, and those to replace: written anew they need no slow look-up of their own."""
        wanted = {kind: list(change.drop_relations) for kind in self._schema.relations}
        for relation in change.put_relations:
            wanted[relation.type].append(relation.id)
        found = {kind: self._present(kind, ids) for kind, ids in wanted.items()}
        done, total = 0, sum(len(ids) for ids in found.values())
        for kind, ids in found.items():
            text = cypher.drop_relations(self._schema.relation(kind).name)
            self._each("drop", text, ids, done, total)
            done += len(ids)

    def _present(self, kind: str, ids: Sequence[str]) -> list[str]:
        text = cypher.relation_ids(self._schema.relation(kind).name)
        return [row["id"] for _, batch in _batches(ids) for row in self._run(text, ids=batch)]

    def _put_entities(self, entities: Sequence[Entity]) -> None:
        known: set[str] = set()
        for _, batch in _batches([entity.id for entity in entities]):
            known.update(row["id"] for row in self._run(cypher.ENTITY_IDS, ids=batch))
        self._each(
            "replace",
            cypher.REPLACE_ENTITIES,
            [entity_row(entity) for entity in entities if entity.id in known],
        )
        fresh = [entity for entity in entities if entity.id not in known]
        done = 0
        for (kind, keys), group in groupby(sorted(fresh, key=_shape), key=lambda entity: _shape(entity)[:2]):
            rows = [entity_row(entity) for entity in group]
            text = cypher.add_entities(self._schema.entity(kind).name, keys)
            self._each("entities", text, rows, done, len(fresh))
            done += len(rows)

    def _put_relations(self, relations: Sequence[Relation]) -> None:
        done = 0
        ordered = sorted(relations, key=lambda relation: (relation.type, relation.id))
        for kind, group in groupby(ordered, key=lambda relation: relation.type):
            text = cypher.add_relations(self._schema.relation(kind).name, RELATION_KEYS)
            for _, batch in _batches(list(group)):
                rows = [relation_row(relation, self._titles) for relation in batch]
                written = self._run(text, rows=rows).single(strict=True)["n"]
                if written != len(rows):
                    raise StoreError(reason=f"{kind}: {written} / {len(rows)}")
                done += len(rows)
                self._progress("store.progress.relations", done, len(relations))

    def _put_archives(self, change: Change) -> None:
        ids = [*change.drop_archives, *(facts.doc for facts in change.put_archives)]
        for _, batch in _batches(ids):
            self._run(cypher.DROP_ARCHIVES, ids=batch).consume()
        for done, facts in enumerate(change.put_archives, 1):
            self._run(cypher.ADD_ARCHIVES, rows=[{"id": facts.doc, "facts": pack(facts)}]).consume()
            self._progress("store.progress.archives", done, len(change.put_archives))

    def _each(
        self, step: str, text: str, items: Sequence[object], before: int = 0, total: int | None = None
    ) -> None:
        name = "rows" if "$rows" in text else "ids"
        for done, batch in _batches(items):
            self._run(text, {name: batch}).consume()
            self._progress(f"store.progress.{step}", before + done, len(items) if total is None else total)


def _shape(entity: Entity) -> tuple[str, tuple[str, ...], str]:
    keys = tuple(entity_row(entity))
    return entity.type, (*keys[:4], *sorted(keys[4:])), entity.id


def _batches(items: Sequence[Item]) -> Iterator[tuple[int, list[Item]]]:
    """The items in runs of BATCH, each with how many are done after it."""
    for start in range(0, len(items), BATCH):
        batch = list(items[start : start + BATCH])
        yield start + len(batch), batch


def _silent(key: str, done: int, total: int) -> None:
    """Progress that nobody asked for."""
