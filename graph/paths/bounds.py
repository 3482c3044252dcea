"""What the cheapest walks through a network cost, by how many hops they may have: bounds from below.

A walk may meet an entity twice, a path may not: so a walk's cost never exceeds that of a path between the
same ends, which is what a search in order of cost (A*, Hart, Nilsson and Raphael 1968) needs.
"""

from collections.abc import Sequence

import numpy as np

from graph.paths.network import NEVER, Network


def walks_from(network: Network, roots: Sequence[int], longest: int, back: bool = False) -> np.ndarray:
    """`[h][entity]`: the least cost of a walk of at most h hops from any of the roots to an entity.

    The tolls of what lies between are in it, those of its two ends are not. With `back`, hops are walked
    the wrong way round: the cost from an entity to the roots. No walk leads through a terminal.
    """
    arrays = network.arrays()
    tail, head = (arrays.head, arrays.tail) if back else (arrays.tail, arrays.head)
    leave = np.where(np.array(network.terminal, dtype=bool), NEVER, arrays.toll)
    roots = list(roots)
    leave[roots] = 0
    least = np.full((longest + 1, len(network.ids)), NEVER, dtype=np.int64)
    least[0, roots] = 0
    for hops in range(longest):
        least[hops + 1] = least[hops]
        if len(tail):
            costs = np.minimum(least[hops, tail] + leave[tail] + arrays.cost, NEVER)
            np.minimum.at(least[hops + 1], head, costs)
    return least


def costs_left(network: Network, ends: Sequence[int], longest: int, owed: int) -> np.ndarray:
    """`[h][bits][entity]`: the least cost of going on from an entity to an end, with 1 to h hops left.

    `bits` are those of `owed` that what follows must still pay. The entity's own toll is not in it.
    """
    arrays = network.arrays()
    between = ~np.array(network.terminal, dtype=bool)
    enter = np.where(between, arrays.toll, NEVER)
    ends = list(ends)
    enter[ends] = 0
    arrives = np.isin(arrays.head, ends)
    pays = arrays.paid | np.where(between, np.array(network.paid, dtype=np.int64), 0)[arrays.head]
    least = np.full((longest + 1, owed + 1, len(network.ids)), NEVER, dtype=np.int64)
    for hops in range(longest if len(arrays.tail) else 0):
        for bits in (bits for bits in range(owed + 1) if bits & owed == bits):
            least[hops + 1, bits] = least[hops, bits]
            still = bits & ~pays
            rest = np.where(arrives, np.where(still == 0, 0, NEVER), least[hops, still, arrays.head])
            costs = np.minimum(rest + enter[arrays.head] + arrays.cost, NEVER)
            np.minimum.at(least[hops + 1, bits], arrays.tail, costs)
    return least


def within(network: Network, longest: int, most: int) -> list[int]:
    """The entities on walks of at most so many hops, and of at most that cost, from a start to an end."""
    rules = network.rules
    there = walks_from(network, network.numbers(rules.starts), longest)[longest]
    back = walks_from(network, network.numbers(rules.ends), longest, back=True)[longest]
    tolls = np.where(np.array(network.terminal, dtype=bool), 0, network.arrays().toll)
    return np.flatnonzero(there + tolls + back <= min(most, NEVER - 1)).tolist()
