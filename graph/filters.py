"""What is shown: types, and which documents' facts, as data that views, links and commands share."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from errors import RequestError
from graph.model import Entity, Facts, Relation
from graph.resolve import UNCOUNTED
from graph.schema import EntityType, RelationType, load_schema
from text import say

_YEAR = re.compile(r"[0-9]{4}(?![0-9])")


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
    An entity that was itself asked for is shown whatever its type. Of the relations only those that
    `facts` counts, with the sentences of the documents that count.
    """

    entity_types: frozenset[str] = field(default_factory=all_entity_types)
    relation_types: frozenset[str] = field(default_factory=telling_relation_types)
    facts: Facts = field(default_factory=Facts)

    def shows(self, entity: Entity) -> bool:
        """Whether entities of its type are shown."""
        return entity.type in self.entity_types


def year_of(document: Entity) -> int | None:
    """The year of a document's date; None where it has none: a year in its title may be one it plans for."""
    found = _YEAR.match(str(document.details.get("date", "")))
    return int(found[0]) if found else None


def documents_of_years(documents: Iterable[Entity], first: int, last: int, undated: bool) -> frozenset[str]:
    """The ids, as in evidence, of the documents dated `first` to `last`, both included.

    Those without a date are among them only where `undated` asks for them.
    """
    years = ((str(row.details["file"]), year_of(row)) for row in documents)
    return frozenset(doc for doc, year in years if (undated if year is None else first <= year <= last))


def trim(relation: Relation, facts: Facts) -> Relation:
    """The relation with the evidence of the documents that count alone, which may be none.

    Its status stays the whole relation's, the furthest that any document states: a store knows no other.
    """
    if facts.documents is None:
        return relation
    kept = tuple(place for place in relation.evidence if place.doc in facts.documents)
    return replace(relation, evidence=kept)


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
