"""The part of the graph in which a search ranks paths: what lies on walks that are cheap enough."""

from dataclasses import dataclass

import numpy as np

from graph.paths.walking import Walking

NEVER = 1 << 60
"""The cost of what can't be reached; sums of several still fit into 64 bits."""


@dataclass(frozen=True, slots=True)
class Arrays:
    """The hops of a network, one an ordered pair of entities: from, to, cost, bits paid. Of entities: tolls,
    the bits paid between, whether paths begin or end there.
    """

    tail: np.ndarray
    head: np.ndarray
    cost: np.ndarray
    paid: np.ndarray
    toll: np.ndarray
    between: np.ndarray
    terminal: np.ndarray


class Network:
    """Entities and the hops between them that rules allow, given from where to where.

    Entities go by their place in `numbers`, which are the outline's: `ranks` order paths of equal cost,
    `tolls`, `paid` (the bits that an entity pays between), `terminal`; `starts` and `ends` are those that
    are here. `hops[a][b]` is the number of the hop from a to b, by which `costs` and `hop_paid` go.
    """

    def __init__(
        self, walking: Walking, tails: np.ndarray, heads: np.ndarray, costs: np.ndarray, paid: np.ndarray
    ) -> None:
        self.rules = walking.rules
        numbers = np.unique(np.concatenate([tails, heads]))
        tails, heads = np.searchsorted(numbers, tails), np.searchsorted(numbers, heads)
        order = np.lexsort((costs, heads, tails))
        tails, heads = tails[order], heads[order]
        new = np.flatnonzero(np.r_[True, (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])][: len(tails)])
        hop_paid = np.bitwise_or.reduceat(paid[order], new) if len(new) else paid
        self.arrays = Arrays(
            tails[new],
            heads[new],
            costs[order][new],
            hop_paid.astype(np.int64),
            walking.tolls(numbers),
            walking.paid_between(numbers).astype(np.int64),
            walking.is_terminal(numbers),
        )
        self.numbers: list[int] = numbers.tolist()
        self.ranks: list[int] = walking.outline.ranks[numbers].tolist()
        self.tolls: list[int] = self.arrays.toll.tolist()
        self.paid: list[int] = self.arrays.between.tolist()
        self.terminal: list[bool] = self.arrays.terminal.tolist()
        self.starts: list[int] = np.flatnonzero(np.isin(numbers, walking.starts)).tolist()
        self.ends: list[int] = np.flatnonzero(np.isin(numbers, walking.ends)).tolist()
        self.costs: list[int] = self.arrays.cost.tolist()
        self.hop_paid: list[int] = self.arrays.paid.tolist()
        self.hops: list[dict[int, int]] = [{} for _ in self.numbers]
        for hop, (tail, head) in enumerate(zip(tails[new].tolist(), heads[new].tolist(), strict=True)):
            self.hops[tail][head] = hop
