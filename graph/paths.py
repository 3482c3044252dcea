"""Ways between two entities, the ones worth reading first, and the truth where there is none.

Ranking follows the degree-weighted path count of Himmelstein and Baranzini (2015, PLoS Computational
Biology 11(7), e1004259), where a path counts the less the more relations its nodes have: the negative
logarithm of their product over nodes is a sum of logarithms of degrees, which is added up here with the
weights of the relations' types, so that the best path is a cheapest one. The inverse logarithm of the
degree as a measure of how much a shared neighbour says goes back to Adamic and Adar (2003, Social
Networks 25(3)). The weights are rows of `data/schema/paths.toml` and `relations.toml`.
"""

import math
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice, pairwise
from pathlib import Path as FilePath

from config import ROOT
from errors import DataFileError, NotFound, RequestError
from graph.filters import all_entity_types, telling_relation_types
from graph.model import Entity, Link, Path, Relation, Subgraph
from graph.ranking import MILLION, Found, Network, Steps, cheapest, distances, ranked_paths
from graph.schema import DOCUMENT, INDICATOR, MENTIONED_IN, load_schema
from graph.store.base import Store
from text import say

FILE = ROOT / "data" / "schema" / "paths.toml"

LONGEST = 8
"""More hops than this join everything with everything and are refused."""

PATH_ORDER = "paths"
"""How the shown part was chosen: the row graph.order.paths says it."""

LONGER, NOT_VIA, UNCONNECTED = "longer", "not_via", "unconnected"
"""Why there is no path: rows `graph.path.none.*` of the text."""


@dataclass(frozen=True, slots=True)
class PathWeights:
    """The rows of paths.toml."""

    degree_scale: float
    documents_discount: float
    links: int
    steps: int
    longer: int
    near: int


@cache
def load_weights(path: FilePath = FILE) -> PathWeights:
    """The weights of a file. Raises DataFileError where it can't be used."""
    try:
        with path.open("rb") as handle:
            return PathWeights(**tomllib.load(handle))
    except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
        raise DataFileError(path=path, line=0, problem=error) from error


def _middle_types() -> frozenset[str]:
    return all_entity_types() - {DOCUMENT, INDICATOR}


@dataclass(frozen=True, slots=True)
class PathRequest:
    """What paths are wanted: at most `max_length` hops, the `count` best.

    `via_types`: at least one middle entity must be of one of these. `relation_types`: what hops may be
    made of. `middle_types`: what may lie between, beside the via types. A via type 文档 lets 提及 join.
    """

    max_length: int = 4
    count: int = 10
    via_types: frozenset[str] = frozenset()
    relation_types: frozenset[str] = field(default_factory=telling_relation_types)
    middle_types: frozenset[str] = field(default_factory=_middle_types)


@dataclass(frozen=True, slots=True)
class NearEntity:
    """An entity of a via type near the ends: its hops from each, None where no way is known."""

    entity: Entity
    from_start: int | None
    from_end: int | None


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """The best paths, best first, and what there is to know where there is none.

    `more`: there are more than these. `cut`: the search met its bounds (`links_limit` relations read,
    or steps of ranking), so better or more paths may exist. Without a path `reason` says why: "longer" (only
    longer ones: `nearest`), "not_via" (only without the via types: `nearest`), "unconnected" (none is
    known, even with some more hops); `near` are entities of the via types near to both ends.
    """

    start: Entity
    end: Entity
    request: PathRequest
    paths: tuple[Path, ...] = ()
    more: bool = False
    cut: bool = False
    links_read: int = 0
    links_limit: int = 0
    reason: str = ""
    nearest: tuple[Path, ...] = ()
    near: tuple[NearEntity, ...] = ()


def find_paths(store: Store, start: str, end: str, request: PathRequest | None = None) -> PathAnswer:
    """The best simple paths between two entities (ids), each hop with all its relations and evidence.

    Directions are not followed, they are shown. A path costs, over its hops, the weight of the cheapest
    relation (somewhat less when several documents state it) and, over its middle entities, a toll that
    grows with the logarithm of their degree. Equal costs: by the entities' names along the way. The
    store is read level by level from both ends, the side with fewer relations to read first; where the
    limit does not suffice, hubs are left unread first and the answer says `cut`. Raises NotFound for an
    unknown id, RequestError for equal ends or a length that is not 1 to 8.
    """
    request = request or PathRequest()
    _check(start, end, request)
    found = {row.id: row for row in store.entities([start, end])}
    for wanted in (start, end):
        if wanted not in found:
            raise NotFound(wanted=wanted, nearest="")
    search = _Search(store, found[start], found[end], request)
    paths = search.best(request.max_length, request.via_types)
    if paths:
        return search.answer(paths[: request.count], more=len(paths) > request.count)
    longest = request.max_length + load_weights().longer
    if longer := search.best(longest, request.via_types):
        return search.answer((), reason=LONGER, nearest=longer[: request.count])
    if not request.via_types:
        return search.answer((), reason=UNCONNECTED)
    freely = search.best(request.max_length, frozenset()) or search.best(longest, frozenset())
    return search.answer((), reason=NOT_VIA if freely else UNCONNECTED, nearest=freely[: request.count])


def path_subgraph(answer: PathAnswer) -> Subgraph:
    """What the answer's paths (else the nearest ones) are made of, in the order in which it first occurs.

    Its `order` is "paths" where more paths exist; how many entities these hold is not known.
    """
    paths = answer.paths or answer.nearest
    entities = {row.id: row for path in paths for row in path.entities}
    relations = {row.id: row for path in paths for hop in path.hops for row in hop}
    return Subgraph(
        tuple(entities.values()),
        tuple(relations.values()),
        len(entities),
        len(relations),
        PATH_ORDER if answer.more else "",
    )


def _check(start: str, end: str, request: PathRequest) -> None:
    if start == end:
        raise RequestError(problem=partial(say, "graph.request.same_ends"))
    if not 1 <= request.max_length <= LONGEST:
        raise RequestError(
            problem=partial(say, "graph.request.length", value=request.max_length, most=LONGEST)
        )
    if request.count < 1:
        raise RequestError(problem=partial(say, "graph.request.count", value=request.count))


class _Search:
    """What was read of the graph around two entities, level by level, and the paths in it."""

    def __init__(self, store: Store, start: Entity, end: Entity, request: PathRequest) -> None:
        self._store = store
        self._start, self._end, self._request = start, end, request
        mentions = {MENTIONED_IN} if DOCUMENT in request.via_types else set()
        self._types = sorted(request.relation_types | mentions)
        self._middle = request.middle_types | request.via_types
        self._limit = load_weights().links
        self._steps = Steps(load_weights().steps)
        self._cut = False
        self._entities = {start.id: start, end.id: end}
        self._links: dict[str, Link] = {}
        self._hops: dict[str, dict[str, list[str]]] = {start.id: {}, end.id: {}}
        self._seen = ({start.id}, {end.id})
        self._frontiers = ([start], [end])
        self._levels = 0

    def answer(self, paths: Iterable[Path], **parts: object) -> PathAnswer:
        near = self._near() if self._request.via_types and not paths else ()
        return PathAnswer(
            self._start,
            self._end,
            self._request,
            tuple(paths),
            cut=self._cut or self._steps.cut,
            links_read=len(self._links),
            links_limit=self._limit,
            near=near,
            **parts,
        )

    def best(self, longest: int, via_types: Collection[str]) -> tuple[Path, ...]:
        """The best paths of at most `longest` hops: one more than the request's count, if there are."""
        if not self._types:
            return ()
        self._read(longest)
        network, links = self._corridor(longest)
        via = None
        if via_types:
            via = {node for node in network.hops if self._entities[node].type in via_types}
        ranked = ranked_paths(network, self._start.id, self._end.id, longest, via, self._steps)
        return self._paths(list(islice(ranked, self._request.count + 1)), links)

    def _read(self, levels: int) -> None:
        """Read until every path of so many hops is in: some levels from one end, the rest from the other."""
        while self._levels < levels:
            expected = [sum(row.degree for row in frontier) for frontier in self._frontiers]
            side = 0 if expected[0] <= expected[1] else 1
            self._frontiers[side][:] = self._expand(side)
            self._levels += 1

    def _expand(self, side: int) -> list[Entity]:
        """Read the relations of one side's outermost entities, the least connected first; the next ones."""
        frontier = sorted(self._frontiers[side], key=lambda row: (row.degree, row.name, row.id))
        room = self._limit - len(self._links)
        taken, expected = [], 0
        for row in frontier:
            expected += row.degree
            if expected > room and taken:
                break
            taken.append(row.id)
        if not taken:
            return []
        links = self._store.links_of(taken, self._types, room + 1)
        if len(taken) < len(frontier) or len(links) > room:
            self._cut = True
        ends = self._add(links[: max(0, room)], set(taken)) - self._seen[side]
        self._seen[side].update(ends)
        other_end = (self._end, self._start)[side].id
        return [self._entities[node] for node in sorted(ends) if node != other_end and self._passable(node)]

    def _add(self, links: Iterable[Link], roots: set[str]) -> set[str]:
        """Take in links; all entities at the far ends of those that touch the roots."""
        ends: set[str] = set()
        for link in links:
            if link.id not in self._links:
                self._links[link.id] = link
                for one, other in ((link.head, link.tail), (link.tail, link.head)):
                    self._hops.setdefault(one, {}).setdefault(other, []).append(link.id)
            ends.update({link.head, link.tail})
        unknown = sorted(end for end in ends if end not in self._entities)
        self._entities.update((row.id, row) for row in self._store.entities(unknown))
        return {end for end in ends if end in self._entities}

    def _passable(self, node: str) -> bool:
        return self._entities[node].type in self._middle

    def _walls(self) -> set[str]:
        return {node for node, row in self._entities.items() if row.type not in self._middle}

    def _distances(self) -> tuple[dict[str, int], dict[str, int]]:
        walls = self._walls()
        start, end = self._start.id, self._end.id
        return (
            distances(self._hops, start, walls | {end}),
            distances(self._hops, end, walls | {start}),
        )

    def _corridor(self, longest: int) -> tuple[Network, dict[str, Relation]]:
        """The part that paths of at most `longest` hops can lie in, with its costs, and its relations."""
        from_start, from_end = self._distances()
        far = longest + 1
        inside = {
            node
            for node in self._entities
            if from_start.get(node, far) + from_end.get(node, far) <= longest
            and (node in (self._start.id, self._end.id) or self._passable(node))
        }
        hops = {node: set(self._hops.get(node, {})) & inside for node in inside}
        _drop_dead_ends(hops, (self._start.id, self._end.id))
        wanted = sorted({link for a in hops for b in hops[a] for link in self._hops[a][b]})
        relations = {row.id: row for row in self._store.relations(wanted)}
        costs = {
            a: {b: min(_hop_cost(relations[link]) for link in self._hops[a][b]) for b in hops[a]}
            for a in hops
        }
        order = sorted(hops, key=lambda node: (self._entities[node].name, node))
        toll = {node: _toll(self._entities[node]) for node in hops}
        return Network(costs, toll, {node: place for place, node in enumerate(order)}), relations

    def _paths(self, found: Iterable[Found], relations: Mapping[str, Relation]) -> tuple[Path, ...]:
        paths = []
        for cost, nodes in found:
            hops = tuple(self._hop(a, b, relations) for a, b in pairwise(nodes))
            paths.append(Path(tuple(self._entities[node] for node in nodes), hops, cost / MILLION))
        return tuple(paths)

    def _hop(self, a: str, b: str, relations: Mapping[str, Relation]) -> tuple[Relation, ...]:
        rows = [relations[link] for link in self._hops[a][b]]
        return tuple(sorted(rows, key=lambda row: (_hop_cost(row), row.type, row.id)))

    def _near(self) -> tuple[NearEntity, ...]:
        """Entities of the via types: with a way to both ends first, then by the ways' cost, name and id."""
        from_start, from_end = self._distances()
        ends = self._start.id, self._end.id
        costs = [cheapest(self._whole(), root, self._walls() | set(ends)) for root in ends]

        def remoteness(row: Entity) -> tuple:
            ways = [cost[row.id] for cost in costs if row.id in cost]
            return -len(ways), sum(ways), row.name, row.id

        rows = [
            row
            for row in self._entities.values()
            if row.type in self._request.via_types and row.id not in ends
        ]
        return tuple(
            NearEntity(row, from_start.get(row.id), from_end.get(row.id))
            for row in sorted(rows, key=remoteness)[: load_weights().near]
        )

    def _whole(self) -> Network:
        """All that was read, with the costs of the relations' types."""
        weight = {row.id: round(MILLION * row.weight) for row in load_schema().relations.values()}
        hops = {
            a: {b: min(weight[self._links[link].type] for link in links) for b, links in ends.items()}
            for a, ends in self._hops.items()
        }
        toll = {node: _toll(row) for node, row in self._entities.items()}
        return Network(hops, toll, {node: place for place, node in enumerate(sorted(hops))})


def _drop_dead_ends(hops: dict[str, set[str]], ends: Collection[str]) -> None:
    """Take out nodes that no simple path between the ends can lead through: those with one hop only."""
    doubtful = [node for node in hops if node not in ends]
    while doubtful:
        node = doubtful.pop()
        if node in hops and len(hops[node]) < 2:
            for other in hops.pop(node):
                hops[other].discard(node)
                if other not in ends:
                    doubtful.append(other)


def _hop_cost(relation: Relation) -> int:
    documents = len({place.doc for place in relation.evidence}) or 1
    discount = load_weights().documents_discount * (1 - 1 / documents)
    return round(MILLION * load_schema().relations[relation.type].weight * (1 - discount))


def _toll(entity: Entity) -> int:
    return round(MILLION * load_weights().degree_scale * math.log2(1 + entity.degree))
