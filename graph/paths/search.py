"""One search for paths: rules applied to the graph's outline, and what was found fetched from the store."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import TypeVar

import numpy as np

from errors import NotFound
from graph.filters import trim
from graph.model import Entity, Path, Relation
from graph.outline import Outline
from graph.paths.answer import Reading
from graph.paths.explaining import count_documents
from graph.paths.flood import Flood, Found
from graph.paths.network import NEVER, Network
from graph.paths.ranking import Steps, ranked_paths
from graph.paths.request import PathRequest, check, ids_of
from graph.paths.rules import make_rules
from graph.paths.walking import Walking
from graph.paths.weights import MILLION, hop_cost, load_weights
from graph.store.base import Store

Ranked = tuple[int, tuple[int, ...]]
"""A path: its cost in millionths and its entities' numbers in the outline, from start to end."""

Row = TypeVar("Row")

FIRST_BOUND = 4 * MILLION
"""What walks cost at most that are looked for first: two or three cheap hops."""

STEP = 5 * MILLION // 2
"""So much more they may cost each further time: some times as many hops are looked at then."""

JUMP = 10 * MILLION
"""So much more at most, where that leads through nothing that was not looked through already."""

FIRST_HOPS = 400
"""In so many hops paths are ranked first, those on the cheapest walks; then in four times as many."""

LAST_HOPS = 200_000
"""In no more than so many: each is an object then, and what walks must still cost is known for each state."""


class Stale(Exception):
    """The store no longer has what the outline says: it was changed past the program."""


@dataclass(frozen=True, slots=True)
class Question:
    """A checked request and the entities that it names."""

    starts: tuple[Entity, ...]
    ends: tuple[Entity, ...]
    via: tuple[Entity, ...]
    request: PathRequest


def ask(
    store: Store, starts: str | Sequence[str], ends: str | Sequence[str], request: PathRequest
) -> Question:
    """The question of a request, its entities read. Raises RequestError, or NotFound for an unknown id."""
    start_ids, end_ids = ids_of(starts), ids_of(ends)
    check(start_ids, end_ids, request)
    wanted = dict.fromkeys((*start_ids, *end_ids, *request.via))
    found = {row.id: row for row in store.entities(list(wanted))}
    for entity in wanted:
        if entity not in found:
            raise NotFound(wanted=entity, nearest="")
    start, end, via = (tuple(found[row] for row in ids) for ids in (start_ids, end_ids, ids_of(request.via)))
    return Question(start, end, via, request)


class Search:
    """A search for what one question asks; it looks when `best` or `linking` is called.

    `limit` bounds the relations looked at, `deadline` (time.monotonic) the time; by default the weights' own
    bounds. Raises Stale where the outline does not have an entity of the question.
    """

    def __init__(
        self,
        store: Store,
        outline: Outline,
        question: Question,
        limit: int | None = None,
        deadline: float | None = None,
    ) -> None:
        self._store, self._outline = store, outline
        self._longest = question.request.max_length
        named = (*question.starts, *question.ends, *question.via)
        if any(outline.number(row.id) is None for row in named):
            raise Stale
        rules = make_rules(
            (row.id for row in question.starts),
            (row.id for row in question.ends),
            question.request,
            question.via,
        )
        self.walking = Walking(outline, rules)
        self._entities = {row.id: row for row in named}
        weights = load_weights()
        self._limit = weights.links if limit is None else limit
        end = time.monotonic() + weights.seconds if deadline is None else deadline
        self._flood = Flood(self.walking, self._longest, self._limit, end)
        self._steps_cut = False

    @property
    def reading(self) -> Reading:
        """How much was looked at so far."""
        return Reading(self.walking.looked, self._limit, self._flood.cut or self._steps_cut)

    def best(self, count: int) -> list[Ranked]:
        """The `count` best paths, best first, and one more where there are more."""
        return self._first(count + 1, self._ranked, lambda row: row[0])[0]

    def linking(self, count: int, most: int) -> list[tuple[int, Ranked]]:
        """The first `count` entities of the types that must lie between, by number, each with its best path.

        More may follow, up to `most`: those that were met, whose path may not be their best.
        """
        found, flooded = self._first(count + 1, self._linking, lambda row: row[1][0])
        if len(found) > count:  # the first are known by now: what follows only tells how many there are
            cut = self._steps_cut
            hops = FIRST_HOPS
            while len(found) < most and hops // 4 < len(flooded.least) and hops <= LAST_HOPS:
                found = list(islice(self._linking(self._network(flooded, hops)[0]), most))
                hops *= 4
            self._steps_cut = cut
        return found

    def whole(self, found: Iterable[Ranked]) -> dict[Ranked, Path]:
        """What was found as paths: entities, and each hop's relations with the evidence that counts.

        In the order given. Raises Stale where the store has lost a part of one.
        """
        rows = list(found)
        numbers = dict.fromkeys(number for _, along in rows for number in along)
        ids = {number: self._outline.id_of(number) for number in numbers}
        entities = self._entities
        entities.update(
            (row.id, row)
            for row in self._store.entities([row for row in ids.values() if row not in entities])
        )
        relations = self._relations({pair for _, along in rows for pair in pairwise(along)})
        paths = {}
        for cost, along in rows:
            keys = [ids[number] for number in along]
            steps = [relations.get(pair, ()) for pair in pairwise(keys)]
            if not all(steps) or any(key not in entities for key in keys):
                raise Stale
            paths[cost, along] = Path(tuple(entities[key] for key in keys), tuple(steps), cost / MILLION)
        return paths

    def _relations(self, hops: Iterable[tuple[int, int]]) -> dict[tuple[str, str], tuple[Relation, ...]]:
        """The relations of each hop, given by numbers, by the ids of its ends: the cheapest first."""
        rules = self.walking.rules
        ids: list[str] = []
        types: list[str] = []
        for pair in {tuple(sorted(pair)) for pair in hops}:
            for all_, some in zip((ids, types), self.walking.joining(*pair), strict=True):
                all_ += some
        stored = self._store.relations(ids, types)
        if len(stored) < len(ids):
            raise Stale
        found: dict[tuple[str, str], list[Relation]] = {}
        for row in sorted((trim(row, rules.facts) for row in stored), key=_hop_order):
            along, back = rules.walks(row.type, True)
            for pair in ((row.head, row.tail),) * along + ((row.tail, row.head),) * back:
                found.setdefault(pair, []).append(row)
        return {pair: tuple(rows) for pair, rows in found.items()}

    def _first(
        self, wanted: int, rank: Callable[[Network], Iterator[Row]], cost: Callable[[Row], int]
    ) -> tuple[list[Row], Found]:
        """The first rows that there are, as many as wanted; and what was flooded to know them.

        Within a bound all walks are known. So those of its paths that cost no more are the best that there
        are; where they are too few, the bound is raised, until nothing lies beyond it.
        """
        bound = FIRST_BOUND
        while True:
            flooded = self._flood.within(bound)
            last = flooded.left >= NEVER or self._flood.cut
            rows = self._best_of(flooded, NEVER if last else bound, wanted, rank, cost)
            if len(rows) == wanted or last or self._steps_cut:
                return rows, flooded
            bound = max(bound + STEP, flooded.left, min(flooded.shut - 1, bound + JUMP))

    def _best_of(
        self,
        flooded: Found,
        bound: int,
        wanted: int,
        rank: Callable[[Network], Iterator[Row]],
        cost: Callable[[Row], int],
    ) -> list[Row]:
        """The first rows within the bound, as many as wanted: looked for in as few hops as will do."""
        hops = FIRST_HOPS
        while True:
            network, known = self._network(flooded, hops)
            most = min(bound, known)
            within = takewhile(lambda row, most=most: cost(row) <= most, rank(network))
            rows = list(islice(within, wanted))
            if len(rows) == wanted or known >= NEVER or self._steps_cut:
                return rows
            if hops * 4 > LAST_HOPS:
                self._steps_cut = True
                return rows
            hops *= 4

    def _network(self, flooded: Found, hops: int) -> tuple[Network, int]:
        """The network of so many hops, on the cheapest walks, and the cost up to which it is whole."""
        least = flooded.least
        known = int(np.partition(least, hops)[hops]) - 1 if hops < len(least) else NEVER
        kept = np.flatnonzero(least <= known)
        columns = (flooded.tails, flooded.heads, flooded.costs, flooded.paid)
        return Network(self.walking, *(column[kept] for column in columns)), known

    def _ranked(self, network: Network, spent: Sequence[int] | set[int] = ()) -> Iterator[Ranked]:
        self._steps_cut = False
        steps = Steps(load_weights().steps)
        for cost, along in ranked_paths(network, self._longest, steps, spent):
            yield cost, tuple(network.numbers[place] for place in along)
        self._steps_cut = steps.cut

    def _linking(self, network: Network) -> Iterator[tuple[int, Ranked]]:
        spent: set[int] = set()
        bit = network.rules.must_type
        places = {number: place for place, number in enumerate(network.numbers)}
        for row in self._ranked(network, spent):
            for number in row[1][1:-1]:
                place = places[number]
                if network.paid[place] & bit and place not in spent:
                    spent.add(place)
                    yield number, row


def _hop_order(relation: Relation) -> tuple[int, str, str]:
    return hop_cost(relation.type, count_documents(relation)), relation.type, relation.id
