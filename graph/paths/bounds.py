"""What the cheapest walks through a network cost, by how many hops they may have: bounds from below.

A walk may meet an entity twice, a path may not: so a walk's cost never exceeds that of a path between the
same ends, which is what a search in order of cost (A*, Hart, Nilsson and Raphael 1968) needs.
"""

from collections.abc import Sequence

import numpy as np

from graph.paths.network import NEVER, Network


def costs_left(network: Network, ends: Sequence[int], longest: int, owed: int) -> np.ndarray:
    """`[h][bits][entity]`: the least cost of going on from an entity to an end, with 1 to h hops left.

    `bits` are those of `owed` that what follows must still pay. The entity's own toll is not in it.
    """
    arrays = network.arrays
    between = ~arrays.terminal
    enter = np.where(between, arrays.toll, NEVER)
    ends = list(ends)
    enter[ends] = 0
    arrives = np.isin(arrays.head, ends)
    pays = arrays.paid | np.where(between, arrays.between, 0)[arrays.head]
    least = np.full((longest + 1, owed + 1, len(network.numbers)), NEVER, dtype=np.int64)
    for hops in range(longest if len(arrays.tail) else 0):
        for bits in (bits for bits in range(owed + 1) if bits & owed == bits):
            least[hops + 1, bits] = least[hops, bits]
            still = bits & ~pays
            rest = np.where(arrives, np.where(still == 0, 0, NEVER), least[hops, still, arrays.head])
            costs = np.minimum(rest + enter[arrays.head] + arrays.cost, NEVER)
            np.minimum.at(least[hops + 1, bits], arrays.tail, costs)
    return least
