"""One search for paths: rules applied, the graph read as far as needed, what was found fetched whole."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TypeVar

from errors import NotFound
from graph.filters import trim
from graph.model import Entity, Path, Relation
from graph.paths.answer import Reading
from graph.paths.bounds import within
from graph.paths.explaining import count_documents
from graph.paths.network import NEVER, Network
from graph.paths.ranking import Found, Steps, ranked_paths
from graph.paths.reading import Reader
from graph.paths.request import PathRequest, check, ids_of
from graph.paths.rules import make_rules
from graph.paths.weights import MILLION, hop_cost, load_weights
from graph.store.base import Store

Row = TypeVar("Row")


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
    """A search for what one question asks; it reads when `best` or `linking` is called.

    `limit` bounds the relations read, by default the weights' own bound.
    """

    def __init__(self, store: Store, question: Question, limit: int | None = None) -> None:
        self._store = store
        self._question = question
        self._longest = question.request.max_length
        rules = make_rules(
            (row.id for row in question.starts),
            (row.id for row in question.ends),
            question.request,
            question.via,
        )
        self.network = Network(rules)
        self._entities = {row.id: row for row in (*question.starts, *question.ends, *question.via)}
        self.network.add_entities(self._entities.values())
        self._limit = load_weights().links if limit is None else limit
        self._reader = Reader(store, self.network, self._limit)
        self._steps_cut = False

    @property
    def reading(self) -> Reading:
        """How much was read so far."""
        reader = self._reader
        return Reading(reader.links_read, self._limit, reader.rounds, reader.cut or self._steps_cut)

    def best(self, count: int) -> list[Found]:
        """The `count` best paths, best first, and one more where there are more."""

        def rank() -> list[Found]:
            return list(islice(self._ranked(()), count + 1))

        return self._read_for(rank, lambda row: row[0], count)

    def linking(self, count: int, most: int) -> list[tuple[int, Found]]:
        """The first `count` entities of the types that must lie between, by number, each with its best path.

        More may follow, up to `most`: those that were met, whose path may not be their best.
        """

        def rank() -> list[tuple[int, Found]]:
            return list(islice(self._linking(), count + 1))

        found = self._read_for(rank, lambda row: row[1][0], count)
        if len(found) > count:  # the first are known by now: what follows only tells how many there are
            cut = self._steps_cut
            found = list(islice(self._linking(), most))
            self._steps_cut = cut
        return found

    def whole(self, found: Iterable[Found]) -> dict[Found, Path]:
        """What was found as paths: entities, and each hop's relations with the evidence that counts.

        In the order given. A path of which the store has lost a part since it was read is left out.
        """
        rows = list(found)
        hops = {pair for _, nodes in rows for pair in pairwise(nodes)}
        relations = self._relations(hops)
        paths = {}
        for cost, nodes in rows:
            ids = [self.network.ids[node] for node in nodes]
            along = tuple(self._entities[entity] for entity in ids if entity in self._entities)
            steps = tuple(relations[pair] for pair in pairwise(ids) if pair in relations)
            if len(along) == len(nodes) == len(steps) + 1:
                paths[cost, nodes] = Path(along, steps, cost / MILLION)
        return paths

    def _relations(self, hops: Iterable[tuple[int, int]]) -> dict[tuple[str, str], tuple[Relation, ...]]:
        """The relations of each hop, given by numbers, by the ids of its ends: the cheapest first."""
        network = self.network
        rules, ids, degrees = network.rules, network.ids, network.degrees
        pairs = {tuple(sorted(pair, key=lambda node: (degrees[node], ids[node]))) for pair in hops}
        stored = self._store.relations_between(
            [(ids[a], ids[b]) for a, b in sorted(pairs)], sorted(rules.types), rules.facts
        )
        found: dict[tuple[str, str], list[Relation]] = {}
        for row in sorted((trim(row, rules.facts) for row in stored), key=_hop_order):
            along, back = rules.walks(row.type, True)
            for pair in ((row.head, row.tail),) * along + ((row.tail, row.head),) * back:
                found.setdefault(pair, []).append(row)
        return {pair: tuple(rows) for pair, rows in found.items()}

    def _read_for(self, rank: Callable[[], list[Row]], cost: Callable[[Row], int], count: int) -> list[Row]:
        """What `rank` finds in what must be read for the first `count`; equal ones by name."""

        def bound() -> int:
            found = rank()
            return cost(found[count - 1]) if len(found) > count else NEVER

        self._reader.read_for(bound, self._longest)
        found = rank()
        if not found:
            return found
        self._name_within(max(map(cost, found)))
        return rank()

    def _name_within(self, most: int) -> None:
        """Read the entities that paths of at most this cost may lead through: names order equal ones."""
        network = self.network
        ids = [
            network.ids[node] for node in within(network, self._longest, most) if not network.terminal[node]
        ]
        entities = self._store.entities(ids)
        network.add_entities(entities)
        self._entities.update((row.id, row) for row in entities)

    def _ranked(self, spent: Collection[int]) -> Iterator[Found]:
        self._steps_cut = False
        steps = Steps(load_weights().steps)
        yield from ranked_paths(self.network, self._longest, steps, spent)
        self._steps_cut = steps.cut

    def _linking(self) -> Iterator[tuple[int, Found]]:
        spent: set[int] = set()
        bit = self.network.rules.must_type
        for path in self._ranked(spent):
            for node in path[1][1:-1]:
                if self.network.paid[node] & bit and node not in spent:
                    spent.add(node)
                    yield node, path


def _hop_order(relation: Relation) -> tuple[int, str, str]:
    return hop_cost(relation.type, count_documents(relation)), relation.type, relation.id
