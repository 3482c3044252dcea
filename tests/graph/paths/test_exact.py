"""The search, which looks at as little as it can, held against looking at every path there is."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest

from graph.facts import Evidence
from graph.model import Entity, Facts, Relation
from graph.paths import PathRequest, find_linking, find_paths
from graph.paths.weights import hop_cost, toll
from graph.schema import load_schema
from graph.store.base import Change, Store

TYPES = ("NewTown", "Park", "Project", "Industry", "Document")
RELATIONS = ("COORDINATES_WITH", "PART_OF", "BUILDS", "DEVELOPS", "CONNECTS", "MENTIONED_IN")
DOCUMENTS = ("甲", "乙", "丙")
STATUSES = ("", "planned", "done")
GRAPHS, REQUESTS = 4, 40

Way = tuple[int, tuple[tuple[str, str], ...]]
"""A path's cost in millionths, and the name and id of each entity along it."""


class Town:
    """A random typed multigraph with a hub, whose every path can be looked at."""

    def __init__(self, dice: random.Random) -> None:
        kinds = [dice.choice(TYPES) for _ in range(11)]
        pairs = {(dice.choice([0, *range(11)]), dice.choice([0, *range(11)])) for _ in range(34)}
        self.relations = tuple(
            Relation(
                f"r{number}",
                dice.choice(RELATIONS),
                f"n{head}",
                f"n{tail}",
                tuple(_place(doc) for doc in dice.choices(DOCUMENTS, k=dice.randrange(1, 4))),
                dice.choice(STATUSES),
            )
            for number, (head, tail) in enumerate(sorted(pairs))
            if head != tail
        )
        degrees = [sum(f"n{place}" in (row.head, row.tail) for row in self.relations) for place in range(11)]
        names = [f"{dice.choice('东西南北')}{place % 3}" for place in range(11)]
        self.entities = {
            f"n{place}": Entity(f"n{place}", kinds[place], names[place], degree=degrees[place])
            for place in range(11)
        }

    def every_path(self, starts: set[str], ends: set[str], request: PathRequest) -> list[Way]:
        """All paths that meet the request, cheapest first."""
        network = self._network(request)
        found = set()
        for start in starts - request.avoid:
            for end in ends - request.avoid - {start}:
                within = self._within({start, end}, starts | ends, request, network)
                for way in nx.all_simple_paths(within, start, end, cutoff=request.max_length):
                    if self._meets(way, request, network) and not self._is_way_back(
                        way, starts, ends, request
                    ):
                        found.add((self._cost(way, network), tuple(map(self._key, way))))
        return sorted(found)

    def _network(self, request: PathRequest) -> nx.DiGraph:
        by_document = DOCUMENT_TYPE in request.must_types or any(
            self.entities[row].type == DOCUMENT_TYPE for row in request.via
        )
        types = request.relation_types | request.must_relations | ({"MENTIONED_IN"} if by_document else set())
        network = nx.DiGraph()
        network.add_nodes_from(self.entities)
        for row in self.relations:
            if row.type not in types - request.not_relations:
                continue
            docs = {place.doc for place in row.evidence}
            if request.facts.documents is not None:
                docs &= request.facts.documents
            if not docs or (request.facts.statuses is not None and row.status not in request.facts.statuses):
                continue
            both = not (request.directed and load_schema().relations[row.type].directed)
            for tail, head in ((row.head, row.tail), (row.tail, row.head))[: 1 + both]:
                known = network.get_edge_data(tail, head) or {"cost": 10**9, "types": set()}
                cost = min(known["cost"], hop_cost(row.type, len(docs)))
                network.add_edge(tail, head, cost=cost, types={*known["types"], row.type})
        return network

    def _within(
        self, kept: set[str], terminals: set[str], request: PathRequest, network: nx.DiGraph
    ) -> nx.DiGraph:
        middle = (request.middle_types | request.must_types) - request.not_types
        free = {row.id for row in self.entities.values() if row.type in middle or row.id in request.via}
        return network.subgraph(kept | (free - terminals - request.avoid))

    def _meets(self, way: Sequence[str], request: PathRequest, network: nx.DiGraph) -> bool:
        between = {self.entities[row].type for row in way[1:-1]}
        hops = {kind for hop in pairwise(way) for kind in network.edges[hop]["types"]}
        return (
            set(request.via) <= set(way[1:-1])
            and (not request.must_types or bool(between & (request.must_types - request.not_types)))
            and (not request.must_relations or bool(hops & request.must_relations))
        )

    def _is_way_back(
        self, way: Sequence[str], starts: set[str], ends: set[str], request: PathRequest
    ) -> bool:
        both = {way[0], way[-1]} <= starts & ends and not request.directed
        return both and self._key(way[0]) > self._key(way[-1])

    def _cost(self, way: Sequence[str], network: nx.DiGraph) -> int:
        hops = sum(network.edges[hop]["cost"] for hop in pairwise(way))
        return hops + sum(toll(self.entities[row].degree) for row in way[1:-1])

    def _key(self, entity: str) -> tuple[str, str]:
        return self.entities[entity].name, entity


DOCUMENT_TYPE = "Document"


def _place(doc: str) -> Evidence:
    return Evidence(doc, "", 0, 2, "原文", "r1", ((0, 2),))


def requests(dice: random.Random, town: Town) -> Iterator[tuple[list[str], list[str], PathRequest]]:
    """Random requests, each with some of the conditions that there are."""

    def some(rows: Sequence[str], share: float) -> frozenset[str]:
        return frozenset(row for row in rows if dice.random() < share)

    def maybe(value: object, other: object, share: float) -> object:
        return value if dice.random() < share else other

    everything = PathRequest()
    while True:
        starts, ends = (dice.sample(sorted(town.entities), dice.choice([1, 1, 2, 3])) for _ in range(2))
        rest = sorted(set(town.entities) - {*starts, *ends})
        if len({*starts, *ends}) == 1:
            continue
        via = tuple(dice.sample(rest, dice.choice([0, 0, 0, 1, 2])))
        facts = Facts(
            maybe(some(DOCUMENTS, 0.6), None, 0.3),
            maybe(some(STATUSES, 0.7), None, 0.3),
        )
        yield (
            starts,
            ends,
            PathRequest(
                max_length=dice.randrange(1, 6),
                count=dice.choice([1, 2, 5, 20]),
                middle_types=maybe(some(TYPES, 0.8), everything.middle_types, 0.4),
                must_types=maybe(some(TYPES, 0.3), frozenset(), 0.3),
                not_types=maybe(some(TYPES, 0.2), frozenset(), 0.3),
                relation_types=maybe(some(RELATIONS, 0.8), everything.relation_types, 0.4),
                must_relations=maybe(some(RELATIONS, 0.3), frozenset(), 0.3),
                not_relations=maybe(some(RELATIONS, 0.2), frozenset(), 0.2),
                via=via,
                avoid=frozenset(row for row in rest if row not in via and dice.random() < 0.1),
                directed=dice.random() < 0.3,
                facts=facts,
            ),
        )


@pytest.fixture(params=range(GRAPHS))
def seeded(request: pytest.FixtureRequest, store: Store) -> tuple[random.Random, Town, Store]:
    """Dice, a town, and a store that holds it."""
    dice = random.Random(request.param)  # noqa: S311 no secret in it
    town = Town(dice)
    store.update(lambda archives: Change(tuple(town.entities.values()), town.relations))
    return dice, town, store


def test_the_best_paths_are_found_whatever_is_asked(
    seeded: tuple[random.Random, Town, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    dice, town, store = seeded
    asked = requests(dice, town)
    found = 0
    for _ in range(REQUESTS):
        starts, ends, request = next(asked)
        monkeypatch.setattr("graph.paths.search.FIRST_HOPS", dice.choice([1, 6, 400]))
        monkeypatch.setattr("graph.paths.search.FIRST_BOUND", dice.choice([0, 4_000_000]))
        expected = town.every_path(set(starts), set(ends), request)
        answer = find_paths(store, starts, ends, request)
        ways = [
            (round(path.cost * 1e6), tuple((row.name, row.id) for row in path.entities))
            for path in answer.paths
        ]
        assert ways == expected[: request.count], (starts, ends, request)
        assert answer.more == (len(expected) > request.count)
        assert not answer.reading.cut and bool(answer.reason) == (not expected)
        found += bool(expected)
    assert found > REQUESTS / 10


def test_what_links_two_ends_is_found_by_its_best_path(seeded: tuple[random.Random, Town, Store]) -> None:
    dice, town, store = seeded
    asked = requests(dice, town)
    for _ in range(REQUESTS // 2):
        starts, ends, request = next(asked)
        types = frozenset({"Project", "Park"}) - request.not_types or frozenset({"Industry"})
        request = replace(request, must_types=types)
        best: dict[str, Way] = {}
        for way in town.every_path(set(starts), set(ends), request):
            for _, entity in way[1][1:-1]:
                if town.entities[entity].type in types - request.not_types:
                    best.setdefault(entity, way)
        answer = find_linking(store, starts, ends, types, request)
        ways = {
            row.entity.id: (
                round(row.path.cost * 1e6),
                tuple((one.name, one.id) for one in row.path.entities),
            )
            for row in answer.links
        }
        assert list(ways.items()) == list(best.items())[: request.count], (starts, ends, request)
        assert answer.total == len(best) or answer.at_least
