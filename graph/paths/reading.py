"""Reading of the graph no more than the best paths need, in batches, within bounds.

After each batch the best paths of what was read are ranked; the cost of the last one wanted bounds what is
worth reading (see frontier.py). Hubs have high tolls: as soon as cheaper ways are known they stay unread,
and the answer is exact all the same. An end that is a hub itself is not read but asked which of the
entities that were reached from the other end it is joined to.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from errors import QueryTimeout
from graph.paths.frontier import Frontier, Leg, Side
from graph.paths.network import EVERYTHING, NEVER, Network
from graph.paths.weights import load_weights
from graph.store.base import Store

Bound = Callable[[], int]
"""Ranks what was read; the cost from which on nothing matters any more, NEVER where all does."""


SCANNED = 6000
"""So many hops a server looks through at first for those that join two sides, some milliseconds' work."""


class Reader:
    """Reads a network's hops from a store; `links_read` counts them, `cut` says that a bound was met."""

    def __init__(self, store: Store, network: Network, limit: int) -> None:
        weights = load_weights()
        self.links_read = 0
        self.rounds = 0
        self.cut = False
        self._store, self._network = store, network
        self._types = sorted(network.rules.types)
        self._limit, self._batch = limit, weights.batch
        self._deadline = time.monotonic() + weights.seconds
        self._just_joined = False
        self._scanned = SCANNED
        self._joined: list[tuple[frozenset[int], frozenset[int]]] = []

    def read_for(self, bound: Bound, longest: int) -> None:
        """Read until nothing unread can lie on a path of at most `longest` hops below the bound's cost."""
        while self._types:
            most = bound()
            frontier = Frontier(self._network, longest, most)
            legs = frontier.legs()
            if not self._go_on(legs, frontier.wanted, most):
                self.cut = self.cut or any(leg.to_read[0].entities or self._to_join(leg) for leg in legs)
                return

    def _go_on(self, legs: Sequence[Leg], wanted: np.ndarray, most: int) -> bool:
        """Read or join one batch; False where there is nothing left to do, or no room or time for it.

        While too few paths are known, and from time to time later, what was reached from both ends is joined
        before more is read: that costs little and lowers the bound.
        """
        if not legs or self.cut or time.monotonic() > self._deadline:
            return False
        self.rounds += 1
        batches = [batch for batch in map(self._to_read, legs) if batch[0]]
        near, far = (sorted({entity for batch in batches for entity in batch[side]}) for side in (0, 1))
        if self._joins_first(near, most) and self._join_any(legs):
            self._just_joined = True
            return not self.cut
        self._just_joined = False
        if near:
            self._batch *= 2
            return self._read({entity: int(wanted[entity]) for entity in near}, far)
        return self._join_any(legs) and not self.cut

    def _joins_first(self, near: Sequence[int], most: int) -> bool:
        """Whether joining is worth a round trip of its own before these are read."""
        if self.rounds == 1 or not near:
            return False
        return most >= NEVER or (not self._just_joined and self._weight(near) > load_weights().batch)

    def _join_any(self, legs: Sequence[Leg]) -> bool:
        """Ask for the hops between the sides of each leg where that was not done; False where it was."""
        joins = [join for join in map(self._to_join, legs) if join]
        self._scanned *= 2
        return any([self._join(*join) for join in joins])

    def _to_read(self, leg: Leg) -> tuple[list[int], Sequence[int]]:
        """The entities that are best read next, of the side on which a batch gets further; the other side."""
        near, far = (self._batch_of(side, self._batch) for side in leg.to_read)
        if self.rounds == 1 and self._weight(near[0] + far[0]) <= self._batch:
            return near[0] + far[0], ()
        side = 0 if self._further(near) >= self._further(far) else 1
        chosen = (near, far)[side][0]
        if not chosen:
            rest = [(entity, place) for place in (0, 1) for entity in leg.to_read[place].entities]
            least = min(rest, key=lambda row: (self._network.degrees[row[0]], row), default=None)
            if least is None or self._network.degrees[least[0]] > self._room():
                return [], ()
            chosen, side = [least[0]], least[1]
        return chosen, leg.to_join[1 - side].entities

    def _further(self, batch: tuple[list[int], int]) -> tuple[bool, int, int]:
        return bool(batch[0]), batch[1], -self._weight(batch[0])

    def _batch_of(self, side: Side, most: int) -> tuple[list[int], int]:
        """The first entities of a side whose degrees sum up to at most `most`; the next one's bound."""
        taken: list[int] = []
        room = min(most, self._room())
        for entity, bound in zip(side.entities, side.bounds, strict=True):
            room -= self._network.degrees[entity]
            if room < 0:
                return taken, bound
            taken.append(entity)
        return taken, NEVER

    def _to_join(self, leg: Leg) -> tuple[list[int], list[int]] | None:
        """Entities of one side of a leg, and those of the other whose hops between were not asked for yet.

        The server looks through the hops of the first: so these are of the side that has fewer, and
        at first no more than SCANNED, each time twice as many, but one at least.
        """
        sides = sorted((list(side.entities) for side in leg.to_join), key=self._weight)
        near, far = sides
        wanted = set(far)
        known: set[int] = set()
        for one, other in self._joined:
            known.update(one if wanted <= other else (), other if wanted <= one else ())
        new = [entity for entity in near if entity not in known]
        taken, room = [], self._scanned
        for entity in new:
            room -= self._network.degrees[entity]
            if room < 0 and taken:
                break
            taken.append(entity)
        return (taken, far) if taken and far else None

    def _weight(self, entities: Iterable[int]) -> int:
        return sum(self._network.degrees[entity] for entity in entities)

    def _room(self) -> int:
        return self._limit - self.links_read

    def _read(self, degrees: Mapping[int, int], far: Sequence[int]) -> bool:
        """Read hops to entities of at most so many relations, to terminals, and to the far ones."""
        if min(degrees.values()) >= EVERYTHING:
            far = ()
        complete = self._ask(list(degrees), far, degrees)
        if complete:
            self._network.mark_read(degrees)
            self._joined.append((frozenset(degrees), frozenset(far)))
        return complete

    def _join(self, near: Sequence[int], far: Sequence[int]) -> bool:
        complete = self._ask(near, far)
        if complete:
            self._joined.append((frozenset(near), frozenset(far)))
        return complete

    def _ask(
        self, entities: Sequence[int], to: Sequence[int], degrees: Mapping[int, int] | None = None
    ) -> bool:
        """Take in the hops of the entities; False, and `cut`, where there are more than there is room for."""
        network = self._network
        rules, ids = network.rules, network.ids
        terminals = () if degrees is None else (*rules.starts, *rules.ends)
        room = self._room()
        try:
            hops = self._store.hops_of(
                [ids[entity] for entity in entities],
                self._types,
                limit=room + 1,
                seconds=max(self._deadline - time.monotonic(), 0.1),
                to=list({*terminals, *(ids[entity] for entity in to)}),
                degrees=degrees and {ids[entity]: degree for entity, degree in degrees.items()},
                facts=rules.facts,
            )
        except QueryTimeout:
            self.cut = True
            return False
        self.links_read += min(len(hops), room)
        network.add_hops(hops[:room])
        self.cut = len(hops) > room
        return not self.cut
