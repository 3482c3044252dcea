"""What is still unread and may matter: the proof that the best paths found are the best that there are.

A path that was not found has a hop that was not read, so both ends of that hop are unread. Going along it
from its start, all is known up to the first unread entity that it leaves by an unread hop, and going back
from its end up to the last that it enters by one. Between these two lie one unread hop, or two and more
with something between. What is known of the cheapest walks to either, their tolls and the least that a hop
and an entity cost bound the path's cost from below; where no two unread entities are left whose bound is
below the cost of the last path wanted, nothing unread can change the answer (after the stopping rule of
bidirectional search, Pohl 1971; Goldberg and Harrelson 2005 for bounds on what was not searched).

A path by given entities is a row of legs between them, and the hop that was not read lies in one: the
bound is then of its leg, with the least that the others cost.
"""

from dataclasses import dataclass
from itertools import pairwise, permutations

import numpy as np

from graph.paths.bounds import walks_from
from graph.paths.network import NEVER, Network
from graph.paths.weights import LEAST_DEGREE, least_hop_cost, toll

Anchor = tuple[int, ...]
"""The entities, by number, at one end of a leg: all starts, all ends, or one to go by."""


@dataclass(frozen=True, slots=True)
class Side:
    """The unread entities at one side of a leg that matter, those of the least bound first."""

    entities: tuple[int, ...]
    bounds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """What matters of one leg: `near` and `far` sides of what needs reading, and of what needs joining.

    Reading is needed where two or more unread hops may lie between the sides: then either side must be
    read. Where only one can, it is enough to ask for the hops that join the sides.
    """

    to_read: tuple[Side, Side]
    to_join: tuple[Side, Side]


class Frontier:
    """The legs of a network in which paths of at most `longest` hops cheaper than `bound` may be unread."""

    def __init__(self, network: Network, longest: int, bound: int) -> None:
        self._network = network
        self._bound = bound
        rules = network.rules
        via = [(number,) for number in sorted(network.numbers(rules.bits))]
        starts, ends = (tuple(sorted(network.numbers(row))) for row in (rules.starts, rules.ends))
        self._longest = longest - len(via)
        rows = permutations(via) if self._longest > 0 else ()
        self._rows = [(starts, *between, ends) for between in rows]
        self._hop = least_hop_cost(rules.types)
        self._through = 2 * self._hop + toll(LEAST_DEGREE)
        pairs = {leg for row in self._rows for leg in pairwise(row)}
        self._costs = {leg: self._measure(*leg) for leg in sorted(pairs)}

    def legs(self) -> list[Leg]:
        """The legs in which something unread matters."""
        found = []
        for ends, (read, join, _) in self._costs.items():
            room = self._bound - self._rest(ends)
            leg = Leg(*(tuple(_side(bounds, room) for bounds in both) for both in (read, join)))
            if any(side.entities for side in leg.to_read + leg.to_join):
                found.append(leg)
        return found

    def _measure(self, near: Anchor, far: Anchor) -> tuple:
        """For each side the bounds of what needs reading, then joining; and the leg's least cost."""
        network = self._network
        there = walks_from(network, near, self._longest)
        back = walks_from(network, far, self._longest, back=True)
        known = int(there[self._longest, list(far)].min())
        one, other = self._keys(there, near), self._keys(back, far)
        read = _pairs(one, other, self._longest - 2, self._through)
        join = _pairs(one, other, self._longest - 1, self._hop)
        least = min(known, int(read[0].min()), int(join[0].min()))
        return read, join, least

    def _keys(self, walks: np.ndarray, roots: Anchor) -> np.ndarray:
        """What leading a walk through each unread entity costs; NEVER for those that were read."""
        network = self._network
        unread = np.array(network.unread, dtype=bool)
        leave = np.where(np.array(network.terminal, dtype=bool), NEVER, network.arrays().toll)
        leave[list(roots)] = 0
        return np.minimum(np.where(unread, walks + leave, NEVER), NEVER)

    def _rest(self, leg: tuple[Anchor, Anchor]) -> int:
        """The least that a path with this leg costs beside it."""
        least = NEVER
        for row in self._rows:
            legs = list(pairwise(row))
            if leg in legs:
                others = sum(self._costs[other][2] for other in legs if other != leg)
                tolls = sum(self._network.tolls[anchor[0]] for anchor in row[1:-1])
                least = min(least, others + tolls)
        return min(least, NEVER)


def _pairs(one: np.ndarray, other: np.ndarray, hops: int, between: int) -> tuple[np.ndarray, np.ndarray]:
    """For each entity at either side: the least cost of a pair with a different entity at the other.

    `hops` are those of the walks to both together.
    """
    count = one.shape[1]
    least = np.full((2, count), NEVER, dtype=np.int64)
    for near in range(hops + 1):
        mine, yours = one[near], other[hops - near]
        least[0] = np.minimum(least[0], mine + _least_of_others(yours) + between)
        least[1] = np.minimum(least[1], yours + _least_of_others(mine) + between)
    return np.minimum(least[0], NEVER), np.minimum(least[1], NEVER)


def _least_of_others(values: np.ndarray) -> np.ndarray:
    """For each place the least value at any other place."""
    if len(values) < 2:
        return np.full(len(values), NEVER, dtype=np.int64)
    first, second = np.argpartition(values, 1)[:2]
    least = np.full(len(values), values[first], dtype=np.int64)
    least[first] = values[second]
    return least


def _side(bounds: np.ndarray, room: int) -> Side:
    inside = np.flatnonzero(bounds < min(room, NEVER))
    order = inside[np.argsort(bounds[inside], kind="stable")]
    return Side(tuple(order.tolist()), tuple(bounds[order].tolist()))
