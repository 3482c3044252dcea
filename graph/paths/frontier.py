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

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, permutations

import numpy as np

from graph.paths.bounds import walks_from
from graph.paths.network import EVERYTHING, NEVER, NOTHING, TERMINALS, Network
from graph.paths.weights import LEAST_DEGREE, degrees_below, least_hop_cost, toll

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
        legs = sorted({leg for row in self._rows for leg in pairwise(row)})
        self._known = np.array(network.read_to)
        keys = {leg: self._keys(*leg) for leg in legs}
        sides = [side for near, far, _ in keys.values() for side in (near, far)]
        self._unread = self._far_degrees(sides) > self._known
        self.wanted = np.full(len(network.ids), NOTHING, dtype=np.int64)
        """How far to read each entity: on to one of more relations, with two hops unread, no path is good."""
        self._costs = {leg: self._measure(*keys[leg]) for leg in legs}

    def legs(self) -> list[Leg]:
        """The legs in which something unread matters."""
        found = []
        for ends, (read, join, _) in self._costs.items():
            room = self._bound - self._rest(ends)
            leg = Leg(*(tuple(_side(bounds, room) for bounds in both) for both in (read, join)))
            if any(side.entities for side in leg.to_read + leg.to_join):
                found.append(leg)
        return found

    def _keys(self, near: Anchor, far: Anchor) -> tuple[np.ndarray, np.ndarray, int]:
        """What leading a walk from either end of a leg through each entity costs; the leg's known cost."""
        there = walks_from(self._network, near, self._longest)
        back = walks_from(self._network, far, self._longest, back=True)
        known = int(there[self._longest, list(far)].min())
        return there + self._leave(near), back + self._leave(far), known

    def _leave(self, roots: Anchor) -> np.ndarray:
        """What it costs to leave each entity: nothing for the roots; other terminals are never left."""
        network = self._network
        leave = np.where(np.array(network.terminal, dtype=bool), NEVER, network.arrays().toll)
        leave[list(roots)] = 0
        return leave

    def _far_degrees(self, keys: Iterable[np.ndarray]) -> np.ndarray:
        """How many relations the far end of an unread hop may have: its toll and one more hop must fit."""
        least = np.full(len(self._network.ids), NEVER, dtype=np.int64)
        for key in keys:
            least = np.minimum(least, key[-1])
        room = self._bound - least - self._hop
        return np.maximum(self._degrees(room - self._hop, least), np.where(room > 0, TERMINALS, NOTHING))

    def _degrees(self, tolls: np.ndarray, costs: np.ndarray) -> np.ndarray:
        """The greatest degrees whose toll is below; all where no bound is known, but a cost is."""
        if self._bound >= NEVER:
            return np.where(costs < NEVER, EVERYTHING, NOTHING)
        return degrees_below(tolls)

    def _measure(self, there: np.ndarray, back: np.ndarray, known: int) -> tuple:
        """For each side the bounds of what needs reading, then joining; and the leg's least cost."""
        one, other = (np.where(self._unread, np.minimum(key, NEVER), NEVER) for key in (there, back))
        join = _pairs(one, other, self._longest - 1, self._hop)
        read = self._to_read(one, other)
        least = min(known, int(read[0].min()), int(join[0].min()), self._bound)
        return read, join, least

    def _to_read(self, one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The bounds of either side's entities behind which two unread hops and more may lie.

        What lies behind the first of these hops has a toll: those already read as far as that matters
        are left out.
        """
        bounds = _pairs(one, other, self._longest - 2, self._through)
        sides = []
        for costs, key in zip(bounds, (one, other), strict=True):
            degrees = self._degrees(self._bound - costs + toll(LEAST_DEGREE), costs)
            self.wanted = np.maximum(self.wanted, degrees)
            sides.append(np.where(degrees > self._known, key, NEVER))
        return _pairs(*sides, self._longest - 2, self._through)

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
