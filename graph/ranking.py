"""The k best simple paths of a small network in memory, exactly, one after the other.

Costs are whole numbers (millionths), so that equal paths are equal and ties are broken by rule.
"""

import heapq
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

MILLION = 1_000_000
"""Costs are counted in millionths of a plain hop."""

NEVER = 1 << 60

Found = tuple[int, tuple[str, ...]]
"""A path: its cost and its nodes from start to end."""


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and hops between two ends.

    `hops[a][b]` is what the hop costs, the same both ways; `toll` is what a node costs when a path
    leads through it; `place` orders nodes where costs are equal.
    """

    hops: Mapping[str, Mapping[str, int]]
    toll: Mapping[str, int]
    place: Mapping[str, int]


@dataclass(slots=True)
class Steps:
    """How many beginnings of paths may still be looked at; `cut` when they did not suffice."""

    left: int
    cut: bool = False


def distances(hops: Mapping[str, Collection[str]], root: str, walls: Collection[str]) -> dict[str, int]:
    """How many hops each node is from the root; paths may end in one of the walls but not lead through."""
    found = {root: 0}
    queue = deque([root])
    while queue:
        node = queue.popleft()
        if node in walls and node != root:
            continue
        for other in hops.get(node, ()):
            if other not in found:
                found[other] = found[node] + 1
                queue.append(other)
    return found


def cheapest(network: Network, root: str, walls: Collection[str]) -> dict[str, int]:
    """What the cheapest way from the root to each node costs (Dijkstra), tolls of what lies between included.

    Ways may end in one of the walls but not lead through.
    """
    found: dict[str, int] = {}
    heap = [(0, network.place[root], root)]
    while heap:
        cost, _, node = heapq.heappop(heap)
        if node in found:
            continue
        found[node] = cost
        if node in walls and node != root:
            continue
        leave = cost + (0 if node == root else network.toll[node])
        for other, hop in network.hops[node].items():
            if other not in found:
                heapq.heappush(heap, (leave + hop, network.place[other], other))
    return found


def ranked_paths(
    network: Network,
    start: str,
    end: str,
    longest: int,
    via: Collection[str] | None,
    steps: Steps,
) -> Iterator[Found]:
    """Simple paths of at most `longest` hops, cheapest first, equal ones by their nodes' places.

    With `via`, only paths of which a middle node is in it. The search is best-first (A*): what a
    beginning still must cost is bounded from below by the cheapest walk to the end with the hops that
    are left, computed backwards from the end; a walk may meet a node twice, so the bound never exceeds
    the cost of a simple path, and paths come out in order. Ends early when `steps` run out.
    """
    bounds = _bounds(network, start, end, longest, via)
    begin = (start,)
    least = bounds[longest][via is not None].get(start, NEVER)
    heap = [(least, (network.place[start],), 0, begin, via is not None)] if least < NEVER else []
    while heap:
        total, places, spent, path, needs = heapq.heappop(heap)
        node = path[-1]
        if node == end:
            yield total, path
            continue
        if steps.left <= 0:
            steps.cut = True
            return
        steps.left -= 1
        left = longest - len(path)
        for other, hop in network.hops[node].items():
            if other in path:
                continue
            cost = spent + hop + (0 if other == end else network.toll[other])
            still = needs and (via is None or other not in via)
            rest = 0 if other == end and not still else bounds[left][still].get(other, NEVER)
            if (other == end and still) or rest >= NEVER:
                continue
            entry = (cost + rest, (*places, network.place[other]), cost, (*path, other), still)
            heapq.heappush(heap, entry)


def _bounds(
    network: Network, start: str, end: str, longest: int, via: Collection[str] | None
) -> list[tuple[dict[str, int], dict[str, int]]]:
    """For each number of hops left: the least cost from a node to the end, freely and through via."""
    free: dict[str, int] = {end: 0}
    needing: dict[str, int] = {}
    layers = [(free, needing)]
    for _ in range(longest):
        next_free: dict[str, int] = {end: 0}
        next_needing: dict[str, int] = {}
        for node, hop, other in _entered(network, start, end, free):
            cost = hop + free[other] + (0 if other == end else network.toll[other])
            next_free[node] = min(cost, next_free.get(node, NEVER))
            if via is not None and other in via and other != end:
                next_needing[node] = min(cost, next_needing.get(node, NEVER))
        for node, hop, other in _entered(network, start, end, needing):
            cost = hop + needing[other] + network.toll[other]
            next_needing[node] = min(cost, next_needing.get(node, NEVER))
        free, needing = next_free, next_needing
        layers.append((free, needing))
    return layers


def _entered(
    network: Network, start: str, end: str, known: Mapping[str, int]
) -> Iterator[tuple[str, int, str]]:
    """Hops (from, cost, to) into the known nodes; none leaves the end, none leads into the start."""
    for other in known:
        if other == start:
            continue
        for node, hop in network.hops.get(other, {}).items():
            if node != end:
                yield node, hop, other
