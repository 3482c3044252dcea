"""The ends that paths are asked for between: drawn evenly, by degree, at a known distance."""

from collections.abc import Iterator

import numpy as np

from benchmarks.paths.graphs import KINDS, SEED, Sample
from graph.schema import DOCUMENT, INDICATOR

EVENLY, WEIGHTED, KNOWN = "evenly", "weighted", "known"

DISTANCES = (2, 3, 4, 5)
"""Hops between the ends of the pairs at a known distance, in turn; farther ones where there are none."""

Pair = tuple[str, int, int, int]
"""How it was drawn, its ends as places of the sample, and the hops between them (0: not known)."""


def draw_pairs(sample: Sample, count: int, seed: int = SEED) -> list[Pair]:
    """So many pairs, a third of each kind, in turn."""
    random = np.random.default_rng(seed)
    ends = np.flatnonzero((sample.degrees > 0) & ~np.isin(sample.kinds, walls()))
    weights = sample.degrees[ends] / sample.degrees[ends].sum()
    near = Neighbours(sample)
    pairs: list[Pair] = []
    for number in range(count):
        how = (EVENLY, WEIGHTED, KNOWN)[number % 3]
        if how == KNOWN:
            wanted = DISTANCES[number // 3 % len(DISTANCES)]
            pairs.append((how, *_far_apart(near, random, ends, wanted)))
        else:
            one, other = random.choice(ends, 2, replace=False, p=weights if how == WEIGHTED else None)
            pairs.append((how, int(one), int(other), 0))
    return pairs


def walls() -> list[int]:
    """The types that no path leads through."""
    return [place for place, kind in enumerate(KINDS) if kind in (DOCUMENT, INDICATOR)]


class Neighbours:
    """Who is joined with whom by relations that paths use, as one column with a part for each node."""

    def __init__(self, sample: Sample) -> None:
        heads, tails = sample.heads[sample.telling], sample.tails[sample.telling]
        ones, others = np.concatenate([heads, tails]), np.concatenate([tails, heads])
        order = np.argsort(ones, kind="stable")
        self._others = others[order]
        self._starts = np.searchsorted(ones[order], np.arange(len(sample.kinds) + 1))
        self._walls = np.isin(sample.kinds, walls())

    def levels(self, root: int) -> Iterator[np.ndarray]:
        """The nodes at one hop, at two, and so on; none when there are no more."""
        seen = self._walls.copy()
        seen[root] = True
        level = np.array([root])
        while len(level):
            counts = self._starts[level + 1] - self._starts[level]
            shifts = np.repeat(self._starts[level] - np.cumsum(counts) + counts, counts)
            reached = self._others[shifts + np.arange(counts.sum())]
            level = np.unique(reached[~seen[reached]])
            seen[level] = True
            yield level


def _far_apart(
    near: Neighbours, random: np.random.Generator, ends: np.ndarray, wanted: int
) -> tuple[int, int, int]:
    """A node, one that is so many hops away, and how many: fewer where nothing is so far."""
    one = int(random.choice(ends))
    found = (one, 0)
    for hops, level in enumerate(near.levels(one), 1):
        if len(level):
            found = (int(random.choice(level)), hops)
        if hops == wanted:
            break
    other, hops = found
    return (one, other, hops) if hops else _far_apart(near, random, ends, wanted)
