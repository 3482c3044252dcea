"""What paths are asked for, as values: ends that may be sets, and the conditions of the ways between."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class End:
    """One end of paths: entities chosen by hand (ids), or all of `types`, which then count alone.

    Where `place` names an entity, only those that belong to it.
    """

    entities: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    place: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is chosen yet."""
        return not self.entities and not self.types


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must, must not, and alone may lie on paths; type ids and entity ids. Empty ones ask for nothing.

    `only_types` and `only_relations` are instead of what lies between, and of what joins, by default.
    """

    must_types: frozenset[str] = frozenset()
    not_types: frozenset[str] = frozenset()
    only_types: frozenset[str] = frozenset()
    must_relations: frozenset[str] = frozenset()
    not_relations: frozenset[str] = frozenset()
    only_relations: frozenset[str] = frozenset()
    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    directed: bool = False


ENTITY_TYPES = ("must_types", "not_types", "only_types")
RELATION_TYPES = ("must_relations", "not_relations", "only_relations")
ENTITIES = ("via", "avoid")
