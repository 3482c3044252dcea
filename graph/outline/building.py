"""A graph's outline, made from one pass over the store."""

from array import array
from collections.abc import Iterable

import numpy as np

from graph.model import Spot
from graph.outline.arrays import Outline, spread
from graph.schema import Schema

_NOBODY = -1
_RUN = 100_000
"""So many relations' ids are kept as text before they become a column."""


def build_outline(schema: Schema, spots: Iterable[Spot]) -> Outline:
    """The outline of all entities and their relations. Memory grows with columns, not with sentences."""
    builder = _Builder(schema)
    for spot in spots:
        builder.add(spot)
    return builder.outline()


class _Builder:
    """Columns that grow. Entities count in the order in which their keys are first seen, until the end."""

    def __init__(self, schema: Schema) -> None:
        self._types = {name: place for place, name in enumerate(schema.entities)}
        self._relation_types = {name: place for place, name in enumerate(schema.relations)}
        self._seen: dict[str, int] = {}
        self._ids: list[bytes] = []
        self._names: list[str] = []
        self._known, self._kinds, self._degrees = array("i"), array("b"), array("i")
        self._heads, self._tails, self._sorts = array("i"), array("i"), array("b")
        self._statuses, self._counts, self._documents = array("b"), array("i"), array("i")
        self._relation_ids: list[bytes] = []
        self._runs: list[np.ndarray] = []
        self._status_words: dict[str, int] = {}
        self._document_ids: dict[str, int] = {}

    def add(self, spot: Spot) -> None:
        seen = self._seen
        head = seen.setdefault(spot.key, len(seen))
        self._known.append(head)
        self._ids.append(spot.id.encode())
        self._names.append(spot.name)
        self._kinds.append(self._types[spot.type])
        self._degrees.append(spot.degree)
        for tail, relation, kind, documents, status in spot.relations:
            self._heads.append(head)
            self._tails.append(seen.setdefault(tail, len(seen)))
            self._sorts.append(self._relation_types[kind])
            self._relation_ids.append(relation.encode())
            self._statuses.append(self._status_words.setdefault(status, len(self._status_words)))
            found = dict.fromkeys(documents)
            self._counts.append(len(found))
            for doc in found:
                self._documents.append(self._document_ids.setdefault(doc, len(self._document_ids)))
        if len(self._relation_ids) >= _RUN:
            self._end_run()

    def outline(self) -> Outline:
        self._end_run()
        ids = np.array(self._ids, dtype=bytes)
        order = np.argsort(ids, kind="stable")
        numbers = np.full(len(self._seen), _NOBODY, dtype=np.int32)
        numbers[_column(self._known)[order]] = np.arange(len(order), dtype=np.int32)
        heads, tails = numbers[_column(self._heads)], numbers[_column(self._tails)]
        kept = np.flatnonzero((heads >= 0) & (tails >= 0))  # others join what is no entity of ours
        counts = _column(self._counts)
        first = np.cumsum(counts, dtype=np.int64) - counts
        _, places = spread(first[kept], counts[kept])
        return Outline(
            ids=ids[order],
            types=_column(self._kinds)[order],
            degrees=_column(self._degrees)[order],
            ranks=self._ranks(order),
            **_hops(len(order), heads[kept], tails[kept], _column(self._sorts)[kept], counts[kept]),
            relation_ids=np.concatenate([np.array([], dtype="S1"), *self._runs])[kept],
            statuses=_column(self._statuses)[kept],
            first_document=_sums(counts[kept]),
            documents=_column(self._documents)[places],
            document_ids=np.array([doc.encode() for doc in self._document_ids], dtype=bytes),
            status_words=tuple(self._status_words),
        )

    def _end_run(self) -> None:
        if self._relation_ids:
            self._runs.append(np.array(self._relation_ids, dtype=bytes))
            self._relation_ids = []

    def _ranks(self, order: np.ndarray) -> np.ndarray:
        """The place of each entity by name, equal ones by id: sorting keeps the order that they have."""
        names = [self._names[place] for place in order.tolist()]
        ranks = np.empty(len(names), dtype=np.int32)
        ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names), dtype=np.int32)
        return ranks


def _hops(
    entities: int, heads: np.ndarray, tails: np.ndarray, sorts: np.ndarray, counts: np.ndarray
) -> dict[str, np.ndarray]:
    """The columns of hops: each relation seen from its head, then from its tail, in the order of the near."""
    near = np.concatenate([heads, tails])
    order = np.argsort(near, kind="stable")
    relations = (order % max(1, len(heads))).astype(np.int32)
    outgoing = order < len(heads)
    return {
        "first": _sums(np.bincount(near, minlength=entities)),
        "far": np.where(outgoing, tails[relations], heads[relations]),
        "codes": (2 * sorts[relations] + outgoing).astype(np.int8),
        "counts": np.clip(counts, 1, np.iinfo(np.uint16).max).astype(np.uint16)[relations],
        "relations": relations,
    }


def _sums(counts: np.ndarray) -> np.ndarray:
    """Where each run begins, and behind the last one where all end."""
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])


def _column(values: array) -> np.ndarray:
    return np.frombuffer(values, dtype=values.typecode) if values else np.zeros(0, dtype=values.typecode)
