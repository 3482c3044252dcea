"""What lies on walks between two ends that cost at most so much: found from both ends at once.

Least costs by number of hops spread from either end until they meet (bidirectional search, Pohl 1971). A walk
leads on over an entity only where what it has cost so far, the entity's toll, one more hop and the least that
is left from there to the other end stay within the bound: so hubs, whose tolls are high, are hardly ever
looked through. A walk may meet an entity twice, a path may not: its cost never exceeds that of a path, and no
path within the bound is missed.
"""

import time
from dataclasses import dataclass

import numpy as np

from graph.paths.network import NEVER
from graph.paths.walking import Hops, Walking

_BITS = 6
"""A state is an entity and the bits that a walk to it has paid: so many at most."""


@dataclass(frozen=True, slots=True)
class Level:
    """The states that so many hops reach: entities and bits paid, by both; the least cost of each.

    An entity's own toll is not in its cost. Walks that arrived at the other end lead no further.
    """

    entities: np.ndarray
    paid: np.ndarray
    costs: np.ndarray
    tolls: np.ndarray
    arrived: np.ndarray


@dataclass(frozen=True, slots=True)
class Stage:
    """The hops from the states of a level, by place, to those of the next, by place."""

    near: np.ndarray
    far: np.ndarray
    hops: Hops


@dataclass(frozen=True, slots=True)
class Found:
    """Hops on walks within a bound, along the way: numbers of entities, costs, bits paid.

    `least` is what the cheapest walk over each costs; `left` bounds from below what the cheapest walk
    beyond the bound costs, NEVER where there is none; below `shut` no more has to be looked at than was.
    """

    tails: np.ndarray
    heads: np.ndarray
    costs: np.ndarray
    paid: np.ndarray
    least: np.ndarray
    left: int
    shut: int


@dataclass(frozen=True, slots=True)
class _Side:
    """The levels of one end, the stages between them, and which of the other's levels each one meets."""

    levels: list[Level]
    stages: list[Stage]
    met: list[list[int]]


class Flood:
    """Walks of at most `longest` hops that pay all that is owed.

    It looks at no more than `most` hops, and stops at `deadline` (time.monotonic): then `cut` says so, and
    what was found may lack something.
    """

    def __init__(self, walking: Walking, longest: int, most: int, deadline: float) -> None:
        self.cut = False
        self._walking, self._longest = walking, longest
        self._most, self._deadline = most, deadline
        self._hop = walking.least
        self._roots = [_level(roots) for roots in (walking.starts, walking.ends)]
        self._first: dict[tuple[bool, bool], Hops] = {}
        self._left = self._shut = NEVER

    def within(self, bound: int) -> Found:
        """What lies on walks that cost at most `bound`.

        Each step takes the side on which less has to be looked at one hop further. A walk of so many hops as
        there were steps has met then; shorter ones met before.
        """
        self._left = self._shut = NEVER
        sides = [_Side([self._roots[0]], [], [[]]), _Side([self._roots[1]], [], [[]])]
        for _ in range(self._longest):
            opened = [self._opened(sides[back], sides[not back].levels[-1], bound) for back in (False, True)]
            back = self._weight(sides[1], opened[1]) < self._weight(sides[0], opened[0])
            self._step(sides, back, opened[back], bound)
        parts = [*self._traced(sides[0], sides[1], False), *self._traced(sides[1], sides[0], True)]
        columns = [np.concatenate([part[place] for part in parts]) for place in range(5)]
        kept = np.flatnonzero(self._inside(columns[4], bound))
        return Found(*(column[kept] for column in columns), left=self._left, shut=self._shut)

    def _opened(self, side: _Side, other: Level, bound: int) -> tuple[np.ndarray, int]:
        """The states of a side's last level that lead on within the bound; the least sum of the others.

        All walks that need this step lead through the other side's last level too.
        """
        level = side.levels[-1]
        rest = _least((other.costs + other.tolls)[~other.arrived])
        sums = np.where(level.arrived, NEVER, level.costs + level.tolls + self._hop + rest)
        return np.flatnonzero(sums <= min(bound, NEVER - 1)), _least(sums[sums > bound])

    def _weight(self, side: _Side, opened: tuple[np.ndarray, int]) -> int:
        """How many hops a step of this side looks at."""
        first, entities = self._walking.outline.first, side.levels[-1].entities[opened[0]]
        return int((first[entities + 1] - first[entities]).sum())

    def _step(self, sides: list[_Side], back: bool, opened: tuple[np.ndarray, int], bound: int) -> None:
        """Add the next level to one side, and note where the sides meet."""
        walking, side, other = self._walking, sides[back], sides[not back]
        places, shut = opened
        self._left, self._shut = min(self._left, shut), min(self._shut, shut)
        level, facing = side.levels[-1], other.levels[-1]
        arriving = not other.stages
        hops = self._hops(level.entities[places], back, not side.stages, arriving)
        near = places[hops.near]
        costs = (level.costs + level.tolls)[near] + hops.cost
        on = walking.tolls(hops.far) + (self._hop if arriving else _least(facing.costs[~facing.arrived]))
        if arriving:
            on[walking.is_terminal(hops.far)] = 0
        kept = np.flatnonzero(self._inside(costs + on, bound))
        hops = Hops(*(column[kept] for column in (hops.near, hops.far, hops.cost, hops.paid)))
        near, costs = near[kept], costs[kept]
        keys = hops.far << _BITS | level.paid[near] | hops.paid | walking.paid_between(hops.far)
        states, far, least = _cheapest(keys, costs)
        entities = states >> _BITS
        arrived = walking.is_terminal(entities)
        side.levels.append(
            Level(entities, states & (1 << _BITS) - 1, least, walking.tolls(entities), arrived)
        )
        side.stages.append(Stage(near, far, hops))
        side.met.append([])
        here, there = len(side.levels) - 1, len(other.levels) - 1
        side.met[here].append(there)
        other.met[there].append(here)

    def _hops(self, entities: np.ndarray, back: bool, roots: bool, arriving: bool) -> Hops:
        """The hops of entities, as many as may be looked at: those from the roots are kept."""
        whole = roots and len(entities) == len(self._roots[back].entities)
        if whole and (back, arriving) in self._first:
            return self._first[back, arriving]
        outline = self._walking.outline
        room = self._most - self._walking.looked if time.monotonic() < self._deadline else 0
        fits = np.cumsum(outline.first[entities + 1] - outline.first[entities]) <= room
        if not fits.all():
            self.cut = True
            entities = entities[fits]
        hops = self._walking.hops(entities, back, arriving)
        if whole and len(entities) == len(self._roots[back].entities):
            self._first[back, arriving] = hops
        return hops

    def _inside(self, sums: np.ndarray, bound: int) -> np.ndarray:
        """Which sums are within the bound; the least of the others is noted."""
        self._left = min(self._left, _least(sums[(sums > bound)]))
        return sums <= min(bound, NEVER - 1)

    def _traced(self, side: _Side, other: _Side, back: bool) -> list[tuple[np.ndarray, ...]]:
        """The hops of one side with what the cheapest walks over them cost, last level first."""
        parts = []
        rest = np.full(len(side.levels[-1].costs), NEVER, dtype=np.int64)
        for place in range(len(side.stages), 0, -1):
            level, stage, near = side.levels[place], side.stages[place - 1], side.levels[place - 1]
            for met in side.met[place]:
                rest = np.minimum(rest, self._met(level, other.levels[met]))
            on = (stage.hops.cost + level.tolls[stage.far]) + rest[stage.far]
            least = (near.costs + near.tolls)[stage.near] + on
            numbers = near.entities[stage.near], stage.hops.far
            tails, heads = numbers[::-1] if back else numbers
            parts.append((tails, heads, stage.hops.cost, stage.hops.paid, np.minimum(least, NEVER)))
            rest = np.full(len(near.costs), NEVER, dtype=np.int64)
            np.minimum.at(rest, stage.near, on)
        return parts

    def _met(self, level: Level, other: Level) -> np.ndarray:
        """The least cost at which walks from the other side reach each state, with what it owes paid."""
        owed = self._walking.rules.owed & ~level.paid
        found = np.full(len(level.costs), NEVER, dtype=np.int64)
        for paid in np.unique(other.paid).tolist():
            chosen = np.flatnonzero(other.paid == paid)
            entities = other.entities[chosen]
            places = np.minimum(np.searchsorted(entities, level.entities), len(chosen) - 1)
            met = (entities[places] == level.entities) & (owed & ~paid == 0)
            found = np.where(met, np.minimum(found, other.costs[chosen][places]), found)
        return found


def _level(roots: np.ndarray) -> Level:
    none = np.zeros(len(roots), dtype=np.int64)
    return Level(roots, none, none, none, none > 0)


def _cheapest(keys: np.ndarray, costs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each key once, in order; the place of each given one among these; the least cost of each."""
    order = np.argsort(keys)
    ordered = keys[order]
    new = np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)]
    places = np.empty(len(keys), dtype=np.int64)
    places[order] = np.cumsum(new) - 1
    first = np.flatnonzero(new)
    least = np.minimum.reduceat(costs[order], first) if len(first) else costs
    return ordered[first], places, least


def _least(costs: np.ndarray) -> int:
    return int(costs.min()) if len(costs) else NEVER
