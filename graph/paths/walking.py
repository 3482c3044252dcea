"""Which hops of the outline a request's paths may be made of, and what each costs: many at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.outline import Outline, spread
from graph.paths.rules import Rules
from graph.paths.weights import hop_costs, tolls
from graph.schema import load_schema

_BARRED, _START, _END = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Hops:
    """Hops that may be walked, a place each: `near`, a place in what was asked for; the number of the far
    entity; what it costs, and the bits that it pays. Of one pair of entities there may be several.
    """

    near: np.ndarray
    far: np.ndarray
    cost: np.ndarray
    paid: np.ndarray


class Walking:
    """An outline under the rules of one request.

    `looked` counts the hops that were looked at. `starts` and `ends` are numbers; a start or end that the
    outline does not have is missing there.
    """

    def __init__(self, outline: Outline, rules: Rules) -> None:
        schema = load_schema()
        self.outline, self.rules = outline, rules
        self.looked = 0
        self.starts, self.ends = (self._numbers(ids) for ids in (rules.starts, rules.ends))
        self._role = np.zeros(len(outline.ids), dtype=np.uint8)
        self._role[self._numbers(rules.avoid)] = _BARRED
        self._role[self.starts] |= _START
        self._role[self.ends] |= _END
        self._bits = np.zeros(len(outline.ids), dtype=np.uint8)
        for entity, bit in rules.bits.items():
            self._bits[self._numbers([entity])] = bit
        self._between = np.array([name in rules.middle for name in schema.entities])
        self._type_paid = np.array(
            [rules.must_type * (name in rules.must_types) for name in schema.entities], dtype=np.uint8
        )
        types = schema.relations.values()
        self._weights = np.array([row.weight for row in types])
        self._hop_paid = np.array(
            [rules.must_relation * (row.id in rules.must_relations) for row in types], dtype=np.uint8
        )
        ways = [[rules.walks(row.id, outgoing) for outgoing in (False, True)] for row in types]
        wanted = np.repeat([row.id in rules.types for row in types], 2)
        self._walked = [wanted & np.array(ways)[:, :, back].ravel() for back in (0, 1)]
        self._every_way = wanted
        facts = rules.facts
        self._statuses = np.array(
            [facts.statuses is None or word in facts.statuses for word in outline.status_words], dtype=bool
        )
        self._documents = None
        if facts.documents is not None:
            named = np.array([doc.encode() for doc in facts.documents], dtype=bytes)
            self._documents = np.isin(outline.document_ids, named)

    @property
    def least(self) -> int:
        """A cost that no hop goes below."""
        allowed = self._weights[self._every_way[::2]]
        return int(hop_costs(allowed, np.array(1 << 30)).min()) if len(allowed) else 0

    def hops(self, numbers: np.ndarray, back: bool, arriving: bool) -> Hops:
        """The hops that lead on from entities through others, or with `back` to them.

        Where they may be `arriving`, those to the other end too.
        """
        near, at = self.outline.hops_of(numbers)
        self.looked += len(at)
        codes = self.outline.codes[at]
        kept = np.flatnonzero(self._walked[back][codes])
        near, at, codes = near[kept], at[kept], codes[kept]
        far = self.outline.far[at]
        goes = self.passable(far)
        if arriving:
            goes |= self._role[far] & (_START if back else _END) > 0
        kept = np.flatnonzero(goes)
        return self._merged(self._counted(near[kept], at[kept], far[kept], codes[kept] >> 1))

    def joining(self, one: int, other: int) -> tuple[list[str], list[str]]:
        """The ids and the types of the relations that count between two entities, whichever way they read."""
        outline = self.outline
        if outline.first[one + 1] - outline.first[one] > outline.first[other + 1] - outline.first[other]:
            one, other = other, one
        at = np.arange(outline.first[one], outline.first[one + 1])
        at = at[outline.far[at] == other]
        at = at[self._every_way[outline.codes[at]]]
        at = at[self._documents_of(at) > 0]
        types = list(load_schema().relations)
        ids = outline.relation_ids[outline.relations[at]].tolist()
        return [row.decode() for row in ids], [types[code >> 1] for code in outline.codes[at].tolist()]

    def passable(self, numbers: np.ndarray) -> np.ndarray:
        """Which entities paths may lead through."""
        return (self._role[numbers] == 0) & (
            self._between[self.outline.types[numbers]] | (self._bits[numbers] > 0)
        )

    def is_terminal(self, numbers: np.ndarray) -> np.ndarray:
        """Which entities paths begin or end at."""
        return self._role[numbers] & (_START | _END) > 0

    def paid_between(self, numbers: np.ndarray) -> np.ndarray:
        """The bits that entities pay where they lie between; none where paths begin or end there."""
        paid = self._bits[numbers] | self._type_paid[self.outline.types[numbers]]
        return np.where(self._role[numbers] == 0, paid, 0) if self.rules.must_type else paid

    def tolls(self, numbers: np.ndarray) -> np.ndarray:
        """What it costs to lead through entities; nothing for starts and ends."""
        found = tolls(self.outline.degrees[numbers])
        found[self.is_terminal(numbers)] = 0
        return found

    def _numbers(self, ids: Iterable[str]) -> np.ndarray:
        found = (self.outline.number(entity) for entity in ids)
        return np.array(sorted(number for number in found if number is not None), dtype=np.int64)

    def _counted(self, near: np.ndarray, at: np.ndarray, far: np.ndarray, types: np.ndarray) -> Hops:
        """The hops whose relations count, with what they cost."""
        counts = self._documents_of(at)
        if self.rules.facts.documents is not None or self.rules.facts.statuses is not None:
            kept = np.flatnonzero(counts)
            near, far, types, counts = near[kept], far[kept], types[kept], counts[kept]
        cost = hop_costs(self._weights[types], counts)
        return Hops(near, far.astype(np.int64), cost, self._hop_paid[types])

    def _merged(self, hops: Hops) -> Hops:
        """Where relations pay: one hop for all of a pair, as cheap as the cheapest; it pays as any does."""
        if not self.rules.must_relation or not len(hops.far):
            return hops
        order = np.lexsort((hops.cost, hops.far, hops.near))
        near, far = hops.near[order], hops.far[order]
        new = np.flatnonzero(np.r_[True, (near[1:] != near[:-1]) | (far[1:] != far[:-1])])
        paid = np.bitwise_or.reduceat(hops.paid[order], new)
        return Hops(near[new], far[new], hops.cost[order][new], paid)

    def _documents_of(self, at: np.ndarray) -> np.ndarray:
        """How many documents that count state the relation of each hop; 0 where it does not count."""
        outline = self.outline
        counts = outline.counts[at].astype(np.int64)
        if self._documents is not None:
            relations = outline.relations[at]
            first = outline.first_document[relations]
            runs, places = spread(first, outline.first_document[relations + 1] - first)
            named = self._documents[outline.documents[places]]
            counts = np.bincount(runs[named], minlength=len(at))
        if self.rules.facts.statuses is not None:
            counts = np.where(self._statuses[outline.statuses[outline.relations[at]]], counts, 0)
        return counts
