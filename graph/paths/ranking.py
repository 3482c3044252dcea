"""The best simple paths of a network, exactly, one after the other."""

import heapq
from collections.abc import Container, Iterator
from dataclasses import dataclass

from graph.paths.bounds import costs_left
from graph.paths.network import NEVER, Network

Found = tuple[int, tuple[int, ...]]
"""A path: its cost in millionths and its entities' numbers from start to end."""


@dataclass(slots=True)
class Steps:
    """How many beginnings of paths may still be looked at; `cut` when they did not suffice."""

    left: int
    cut: bool = False


def ranked_paths(network: Network, longest: int, steps: Steps, spent: Container[int] = ()) -> Iterator[Found]:
    """Simple paths from a start to an end of at most `longest` hops that pay all that the rules ask for.

    Cheapest first, equal ones by their entities' names (then ids) along the way. Of a way and its way
    back, where both ends are starts and ends and no arrows are followed, only the one that begins at the
    end that comes first by name. The search is best-first (A*): what a beginning still must cost is bounded
    from below by the cheapest walk that pays what is owed. Ends early when `steps` run out.

    Entities in `spent`, which may grow between two answers, no longer pay for the types that must lie
    between.
    """
    return _Ranking(network, longest, steps, spent).paths()


Beginning = tuple[int, tuple[int, ...], int, tuple[int, ...], int]
"""The least that a whole path costs, its entities' ranks, the cost so far, its entities, the bits owed."""


class _Ranking:
    def __init__(self, network: Network, longest: int, steps: Steps, spent: Container[int]) -> None:
        self._network, self._longest, self._steps, self._spent = network, longest, steps, spent
        rules = network.rules
        self._starts, self._ends = network.starts, set(network.ends)
        self._type_bit = rules.must_type
        self._left = costs_left(network, network.ends, longest, rules.owed)
        self._both = set() if rules.directed else self._ends & set(self._starts)

    def paths(self) -> Iterator[Found]:
        heap = list(self._beginnings())
        heapq.heapify(heap)
        while heap:
            total, ranks, cost, path, owed = heapq.heappop(heap)
            again = self._owed_again(path, owed)
            if again != owed:
                self._push(heap, ranks, cost, path, again)
            elif len(path) > 1 and path[-1] in self._ends:
                if not (path[-1] in self._both and path[0] in self._both and ranks[0] > ranks[-1]):
                    yield total, path
            elif self._steps.left <= 0:
                self._steps.cut = True
                return
            else:
                self._steps.left -= 1
                self._go_on(heap, (total, ranks, cost, path, owed))

    def _beginnings(self) -> Iterator[Beginning]:
        owed = self._network.rules.owed
        for start in self._starts:
            least = int(self._left[self._longest, owed, start])
            if least < NEVER:
                yield least, (self._network.ranks[start],), 0, (start,), owed

    def _go_on(self, heap: list[Beginning], begun: Beginning) -> None:
        _, ranks, cost, path, owed = begun
        network = self._network
        for other, hop in network.hops[path[-1]].items():
            if other in path or (network.terminal[other] and other not in self._ends):
                continue
            paid = network.hop_paid[hop]
            spent = cost + network.costs[hop]
            if other not in self._ends:
                paid |= network.paid[other]
                spent += network.tolls[other]
            self._push(heap, (*ranks, network.ranks[other]), spent, (*path, other), owed & ~paid)

    def _push(
        self, heap: list[Beginning], ranks: tuple[int, ...], cost: int, path: tuple[int, ...], owed: int
    ) -> None:
        if path[-1] in self._ends and len(path) > 1:
            rest = NEVER if owed else 0
        else:
            rest = int(self._left[self._longest - len(path) + 1, owed, path[-1]])
        if rest < NEVER:
            heapq.heappush(heap, (cost + rest, ranks, cost, path, owed))

    def _owed_again(self, path: tuple[int, ...], owed: int) -> int:
        """What is owed when those that were spent meanwhile pay nothing for their type."""
        if not self._spent or not self._type_bit or owed & self._type_bit:
            return owed
        payers = (node for node in path[1:-1] if self._network.paid[node] & self._type_bit)
        last = path[-1]
        if last not in self._ends and self._network.paid[last] & self._type_bit and last not in self._spent:
            return owed
        return owed if any(node not in self._spent for node in payers) else owed | self._type_bit
