"""Reading of the graph no more than the best paths need, in batches, within bounds.

After each batch the best paths of what was read are ranked; the cost of the last one wanted bounds what is
worth reading (see frontier.py). Hubs have high tolls: as soon as cheaper ways are known they stay unread,
and the answer is exact all the same. An end that is a hub itself is not read but asked which of the
entities that were reached from the other end it is joined to.
"""

import time
from collections.abc import Callable, Collection, Iterable, Sequence

from errors import QueryTimeout
from graph.paths.frontier import Frontier, Leg, Side
from graph.paths.network import Network
from graph.paths.weights import load_weights
from graph.store.base import Store

Rank = Callable[[Network], int]
"""Ranks what was read; the cost above which nothing matters any more, NEVER where all does."""


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
        self._joined: dict[int, set[int]] = {}

    def read_for(self, rank: Rank, longest: int) -> None:
        """Read until nothing unread can change what `rank` finds in paths of at most `longest` hops."""
        if not self._types:
            return
        while True:
            legs = Frontier(self._network, longest, rank(self._network)).legs()
            if not self._go_on(legs):
                self.cut = self.cut or (bool(legs) and self._open(legs))
                return

    def _go_on(self, legs: Sequence[Leg]) -> bool:
        """Read or join one batch; False where there is nothing left to do, or no room for it."""
        if self.cut or time.monotonic() > self._deadline:
            return False
        self.rounds += 1
        reading = {entity for leg in legs for entity in self._to_read(leg)}
        if reading:
            self._batch *= 2
            return self._read(sorted(reading))
        return any([self._join(*sides) for leg in legs for sides in [self._to_join(leg)] if sides])

    def _open(self, legs: Sequence[Leg]) -> bool:
        """Whether something that matters was left."""
        return any(leg.to_read[0].entities or self._to_join(leg) for leg in legs)

    def _to_read(self, leg: Leg) -> Iterable[int]:
        """The entities that are best read next: of the side on which a batch gets further."""
        if not leg.to_read[0].entities:
            return ()
        near, far = (self._batch_of(side, self._batch) for side in leg.to_read)
        if near[0] and far[0] and self._weight(near[0] + far[0]) <= load_weights().batch:
            return near[0] + far[0] if self.rounds == 1 else near[0]
        chosen = max((near, far), key=lambda batch: (bool(batch[0]), batch[1], -self._weight(batch[0])))
        if chosen[0]:
            return chosen[0]
        least = min(
            (entity for side in leg.to_read for entity in side.entities),
            key=lambda entity: (self._network.degrees[entity], entity),
        )
        return [least] if self._network.degrees[least] <= self._room() else ()

    def _batch_of(self, side: Side, most: int) -> tuple[list[int], int]:
        """The first entities of a side whose degrees sum up to at most `most`; the next one's bound."""
        taken: list[int] = []
        room = min(most, self._room())
        for entity, bound in zip(side.entities, side.bounds, strict=True):
            room -= self._network.degrees[entity]
            if room < 0:
                return taken, bound
            taken.append(entity)
        return taken, 1 << 62

    def _to_join(self, leg: Leg) -> tuple[list[int], list[int]] | None:
        """Entities at either side of a leg whose hops between were not asked for yet."""
        near, far = (list(side.entities) for side in leg.to_join)
        if self._weight(near) > self._weight(far):
            near, far = far, near
        wanted = set(far)
        near = [entity for entity in near if wanted - self._joined.get(entity, set()) - {entity}]
        return (near, far) if near and far else None

    def _weight(self, entities: Iterable[int]) -> int:
        return sum(self._network.degrees[entity] for entity in entities)

    def _room(self) -> int:
        return self._limit - self.links_read

    def _read(self, entities: Sequence[int]) -> bool:
        complete = self._ask(entities, None)
        if complete:
            self._network.mark_read(entities)
        return complete

    def _join(self, near: Sequence[int], far: Sequence[int]) -> bool:
        complete = self._ask(near, far)
        if complete:
            for entity in near:
                self._joined.setdefault(entity, set()).update(far)
        return complete

    def _ask(self, entities: Sequence[int], to: Collection[int] | None) -> bool:
        """Take in the hops of the entities; False, and `cut`, where there are more than there is room for."""
        ids = self._network.ids
        room = self._room()
        left = self._deadline - time.monotonic()
        try:
            hops = self._store.hops_of(
                [ids[entity] for entity in entities],
                self._types,
                limit=room + 1,
                seconds=max(left, 0.1),
                to=None if to is None else [ids[entity] for entity in to],
                facts=self._network.rules.facts,
            )
        except QueryTimeout:
            self.cut = True
            return False
        self.links_read += min(len(hops), room)
        self._network.add_hops(hops[:room])
        self.cut = len(hops) > room
        return not self.cut
