"""The types of the graph, read from `data/schema/`: adding one is adding a row."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from config import ROOT
from errors import DataFileError

FOLDER = ROOT / "data" / "schema"

DOCUMENT = "Document"
INDICATOR = "Indicator"
MENTIONED_IN = "MENTIONED_IN"
HAS_INDICATOR = "HAS_INDICATOR"
ENTITY_LABEL = "实体"
"""The label that every node carries beside its type's."""


@dataclass(frozen=True, slots=True)
class EntityType:
    """A row of entities.toml: `id` in code, `name` in the store, `en` in the English interface."""

    id: str
    name: str
    en: str
    color: str
    shape: str


@dataclass(frozen=True, slots=True)
class RelationType:
    """A row of relations.toml.

    `weight` is what a hop of this type costs a path, 1 being plain: the more it says, the less.
    `heads` and `tails` are the types that it may join; `label` reads from head to tail.
    """

    id: str
    name: str
    en: str
    color: str
    directed: bool
    weight: float
    heads: frozenset[str]
    tails: frozenset[str]


@dataclass(frozen=True, slots=True)
class Schema:
    """All types, in the order of the files, by id and by Chinese name."""

    entities: dict[str, EntityType]
    relations: dict[str, RelationType]

    def entity(self, name: str) -> EntityType:
        """The entity type of an id, a Chinese or an English name; KeyError where there is none."""
        return _named(self.entities, name)

    def relation(self, name: str) -> RelationType:
        """The relation type of an id, a Chinese or an English name; KeyError where there is none."""
        return _named(self.relations, name)


Row = TypeVar("Row", EntityType, RelationType)


def _named(types: dict[str, Row], name: str) -> Row:
    if name in types:
        return types[name]
    wanted = name.casefold()
    for row in types.values():
        if wanted in (row.name, row.en.casefold(), row.id.casefold()):
            return row
    raise KeyError(name)


@cache
def load_schema(folder: Path = FOLDER) -> Schema:
    """The schema of the files in `folder`. Raises DataFileError for a row that can't be used."""
    entities = {row["id"]: EntityType(**row) for row in _rows(folder / "entities.toml", "entity", EntityType)}
    relations = {}
    for row in _rows(folder / "relations.toml", "relation", RelationType):
        for end in ("heads", "tails"):
            unknown = [name for name in row[end] if name not in entities]
            if unknown:
                raise DataFileError(path=folder / "relations.toml", line=row["id"], problem=unknown)
            row[end] = frozenset(row[end])
        relations[row["id"]] = RelationType(**row)
    return Schema(entities, relations)


def _rows(path: Path, table: str, kind: type) -> list[dict]:
    try:
        with path.open("rb") as handle:
            rows = tomllib.load(handle)[table]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DataFileError(path=path, line=0, problem=error) from error
    for row in rows:
        if set(row) != set(kind.__slots__):
            problem = sorted(set(row) ^ set(kind.__slots__))
            raise DataFileError(path=path, line=row.get("id", "?"), problem=problem)
    return rows
