"""What lies between two entities: whom their only ways pass, and who lies on most of the shortest."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import rustworkx as rx

from graph.model import Entity, Link, Subgraph
from graph.statistics import Survey
from graph.store.base import Store

BETWEEN_ORDER = "between"
"""How the shown part was chosen: the row graph.order.between says it."""

Neighbours = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Joint:
    """An entity between two others: the share, 0 to 1, of their shortest ways that pass it.

    `separates`: without it there is no way between the two at all.
    """

    entity: Entity
    separates: bool
    share: float


@dataclass(frozen=True, slots=True)
class Between:
    """What joins two entities: how many hops apart they are, in how many shortest ways, through whom.

    `hops` is 0 where no way is known. `steps` are how far each entity on a shortest way is from `start`.
    """

    start: Entity
    end: Entity
    hops: int
    ways: int
    joints: tuple[Joint, ...]
    steps: Mapping[str, int]
    links: tuple[Link, ...]


def find_between(found: Survey, start: Entity, end: Entity) -> Between:
    """The entities between two others in the graph that was surveyed, relations without their direction.

    Those that separate the two come first, then those on most of the shortest ways, then by name and id.
    Who separates dominates the end in the flow from the start (Cooper, Harvey and Kennedy 2006); ways are
    counted as Brandes (2001) counts them. Several relations between the same two are one hop.
    """
    neighbours: dict[str, list[str]] = defaultdict(list)
    for link in found.relations:
        neighbours[link.head].append(link.tail)
        neighbours[link.tail].append(link.head)
    once = {node: tuple(dict.fromkeys(others)) for node, others in neighbours.items()}
    far, ways = _count_ways(once, start.id)
    back, back_ways = _count_ways(once, end.id)
    if start.id == end.id or end.id not in far:
        return Between(start, end, 0, 0, (), {}, ())
    hops, total = far[end.id], ways[end.id]
    between = {node: step for node, step in far.items() if step + back.get(node, hops + 1) == hops}
    shares = {node: ways[node] * back_ways[node] / total for node in between}
    separating = _dominators(once, start.id, end.id)
    known = {row.id: row for row in found.entities}
    inner = {*between, *separating} - {start.id, end.id}
    joints = [Joint(known[node], node in separating, shares.get(node, 0.0)) for node in inner]
    joints.sort(key=lambda row: (not row.separates, -row.share, row.entity.name, row.entity.id))
    links = tuple(
        link
        for link in found.relations
        if {link.head, link.tail} <= between.keys() and abs(between[link.head] - between[link.tail]) == 1
    )
    return Between(start, end, hops, total, tuple(joints), between, links)


def between_subgraph(store: Store, found: Between, limit: int) -> Subgraph:
    """The two, the first `limit` joints of their shortest ways, and what joins these; totals count all."""
    kept = (found.start, found.end, *(row.entity for row in found.joints[:limit]))
    ids = {row.id for row in kept}
    links = [link.id for link in found.links if {link.head, link.tail} <= ids]
    total = len(found.joints) + 2
    order = BETWEEN_ORDER if len(kept) < total else ""
    return Subgraph(kept, store.relations(links), total, len(found.links), order)


def _count_ways(neighbours: Neighbours, start: str) -> tuple[dict[str, int], dict[str, int]]:
    """How far each entity is from `start`, and in how many shortest ways it is reached."""
    far, ways = {start: 0}, defaultdict(int, {start: 1})
    edge = [start]
    while edge:
        reached: list[str] = []
        for node in edge:
            for other in neighbours.get(node, ()):
                if other not in far:
                    far[other] = far[node] + 1
                    reached.append(other)
                if far[other] == far[node] + 1:
                    ways[other] += ways[node]
        edge = reached
    return far, ways


def _dominators(neighbours: Neighbours, start: str, end: str) -> set[str]:
    """Those whom every way from `start` to `end` passes, the two themselves apart."""
    names = list(neighbours)
    index = {node: number for number, node in enumerate(names)}
    network = rx.PyDiGraph()
    network.add_nodes_from(names)
    network.add_edges_from_no_data(
        [(index[node], index[other]) for node, others in neighbours.items() for other in others]
    )
    above = rx.immediate_dominators(network, index[start])
    passed, node = set(), above[index[end]]
    while node != index[start]:
        passed.add(names[node])
        node = above[node]
    return passed
