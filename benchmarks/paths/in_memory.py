"""The same graph and costs in networkx: what one would use without a search of one's own."""

from collections.abc import Iterator
from itertools import islice

import networkx
import numpy as np

from benchmarks.paths.graphs import TYPES, Sample
from benchmarks.paths.pairs import walls
from graph.paths.weights import LEAST_DEGREE, load_weights
from graph.schema import load_schema


class Memory:
    """A graph in which a hop weighs its cost and half of both ends' tolls: sums rank as the program's do."""

    def __init__(self, sample: Sample) -> None:
        weights = load_weights()
        self._toll = weights.degree_scale * np.log2(1 + np.maximum(sample.degrees, LEAST_DEGREE))
        kept = np.flatnonzero(sample.telling & ~np.isin(sample.kinds[sample.tails], walls()))
        heads, tails = sample.heads[kept], sample.tails[kept]
        plain = np.array([load_schema().relations[name].weight for name in TYPES])[sample.types[kept]]
        hops = plain * (1 - weights.documents_discount * (1 - 1 / sample.stated[kept]))
        costs = hops + (self._toll[heads] + self._toll[tails]) / 2
        order = np.argsort(-costs, kind="stable")  # of several relations the cheapest is written last
        self._graph = networkx.Graph()
        rows = zip(heads[order].tolist(), tails[order].tolist(), costs[order].tolist(), strict=True)
        self._graph.add_weighted_edges_from(rows)

    def ranked(self, one: int, other: int, hops: int, count: int) -> Iterator[float]:
        """What the cheapest simple paths of at most so many hops cost, cheapest first.

        networkx knows no most hops: longer ones are passed over as they come.
        """
        if one not in self._graph or other not in self._graph:
            return
        ends = (self._toll[one] + self._toll[other]) / 2
        paths = networkx.shortest_simple_paths(self._graph, one, other, weight="weight")
        short = (path for path in paths if len(path) <= hops + 1)
        for path in islice(short, count):
            yield round(networkx.path_weight(self._graph, path, "weight") - ends, 6)
