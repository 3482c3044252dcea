"""The part of the graph that a search has read: entities as numbers, the hops between them as arrays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.model import Entity, Hop
from graph.paths.rules import Rules
from graph.paths.weights import hop_cost, toll

NEVER = 1 << 60
"""The cost of what can't be reached; sums of several still fit into 64 bits."""

NOTHING, TERMINALS, EVERYTHING = -1, 0, 1 << 31
"""How far an entity is read: not at all; its hops to terminals; all, whatever the far ends' degree."""


@dataclass(frozen=True, slots=True)
class Arrays:
    """The hops of a network, one an ordered pair of entities: from, to, cost, bits paid; entities' tolls."""

    tail: np.ndarray
    head: np.ndarray
    cost: np.ndarray
    paid: np.ndarray
    toll: np.ndarray


class Network:
    """Entities and the hops that rules allow between them, as far as they were read.

    `ids`, `keys` (name and id, which order paths of equal cost; the name is "" until it is known), `tolls`,
    `degrees`, `paid` (the bits that an entity pays between), `terminal` and `read_to` go by an entity's
    number: all its hops to terminals, and to entities of at most `read_to` relations, are in (NOTHING
    before it is read). `hops[a][b]` is the number of the hop from a to b, by which `costs` and `hop_paid` go.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.number: dict[str, int] = {}
        self.ids: list[str] = []
        self.keys: list[tuple[str, str]] = []
        self.tolls: list[int] = []
        self.degrees: list[int] = []
        self.paid: list[int] = []
        self.read_to: list[int] = []
        self.terminal: list[bool] = []
        self.hops: list[dict[int, int]] = []
        self.costs: list[int] = []
        self.hop_paid: list[int] = []
        self._tails: list[int] = []
        self._heads: list[int] = []
        self._arrays: Arrays | None = None

    def add_entities(self, entities: Iterable[Entity]) -> None:
        """Take in entities, or the names of those that are known."""
        for row in entities:
            self.keys[self._add(row.id, row.type, row.degree)] = row.name, row.id

    def add_hops(self, hops: Iterable[Hop]) -> None:
        """Take in hops from known entities; those that no path may have are left out."""
        rules = self.rules
        for hop in hops:
            far = self.number.get(hop.far)
            if far is None:
                if not rules.passable(hop.far, hop.far_type):
                    continue
                far = self._add(hop.far, hop.far_type, hop.far_degree)
            near = self.number[hop.near]
            there, back = rules.walks(hop.type, hop.outgoing)
            cost, paid = hop_cost(hop.type, hop.documents), rules.paid_by_hop(hop.type)
            if there:
                self._join(near, far, cost, paid)
            if back:
                self._join(far, near, cost, paid)
        self._arrays = None

    def mark_read(self, degrees: Mapping[int, int]) -> None:
        """Note that the hops of these entities to such of at most so many relations are in."""
        for number, degree in degrees.items():
            self.read_to[number] = max(degree, self.read_to[number])

    def arrays(self) -> Arrays:
        """All hops as arrays."""
        if self._arrays is None:
            self._arrays = Arrays(
                *(
                    np.array(values, dtype=np.int64)
                    for values in (self._tails, self._heads, self.costs, self.hop_paid, self.tolls)
                )
            )
        return self._arrays

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """The numbers of known entities."""
        return [self.number[entity] for entity in ids]

    def _add(self, entity: str, type_id: str, degree: int) -> int:
        known = self.number.get(entity)
        if known is not None:
            return known
        number = self.number[entity] = len(self.ids)
        self.ids.append(entity)
        self.keys.append(("", entity))
        self.tolls.append(toll(degree))
        self.degrees.append(degree)
        self.paid.append(self.rules.paid_between(entity, type_id))
        self.read_to.append(NOTHING)
        self.terminal.append(self.rules.terminal(entity))
        self.hops.append({})
        self._arrays = None
        return number

    def _join(self, tail: int, head: int, cost: int, paid: int) -> None:
        hop = self.hops[tail].get(head)
        if hop is None:
            self.hops[tail][head] = len(self.costs)
            self._tails.append(tail)
            self._heads.append(head)
            self.costs.append(cost)
            self.hop_paid.append(paid)
        else:
            self.costs[hop] = min(cost, self.costs[hop])
            self.hop_paid[hop] |= paid
