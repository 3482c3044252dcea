"""What is shown: the types of entities and of relations, as data that views, links and commands share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from errors import RequestError
from graph.model import Entity
from graph.resolve import UNCOUNTED
from graph.schema import EntityType, RelationType, load_schema
from text import say


def all_entity_types() -> frozenset[str]:
    """The ids of all entity types."""
    return frozenset(load_schema().entities)


def telling_relation_types() -> frozenset[str]:
    """The ids of all relation types but 提及 and 设定, which say little and join nearly everything."""
    return frozenset(load_schema().relations) - UNCOUNTED


@dataclass(frozen=True, slots=True)
class Filters:
    """The ids of the types that are shown; at first all entities, and all relations but 提及 and 设定.

    So indicators, and documents but for their authors, come only when those relations are asked for.
    An entity that was itself asked for is shown whatever its type.
    """

    entity_types: frozenset[str] = field(default_factory=all_entity_types)
    relation_types: frozenset[str] = field(default_factory=telling_relation_types)

    def shows(self, entity: Entity) -> bool:
        """Whether entities of its type are shown."""
        return entity.type in self.entity_types


def entity_type_ids(words: Iterable[str]) -> tuple[str, ...]:
    """The ids of entity types given by id, Chinese or English name; RequestError for an unknown one."""
    return tuple(_type_id(load_schema().entities, word) for word in words)


def relation_type_ids(words: Iterable[str]) -> tuple[str, ...]:
    """The ids of relation types given by id, Chinese or English name; RequestError for an unknown one."""
    return tuple(_type_id(load_schema().relations, word) for word in words)


def _type_id(types: Mapping[str, EntityType] | Mapping[str, RelationType], word: str) -> str:
    wanted = word.strip().casefold()
    for row in types.values():
        if wanted in (row.id.casefold(), row.name, row.en.casefold()):
            return row.id
    known = ", ".join(f"{row.name} ({row.id})" for row in types.values())
    raise RequestError(problem=partial(say, "graph.request.type", word=word, known=known))
