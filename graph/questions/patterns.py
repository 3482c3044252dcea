"""What can be asked: the rows of data/questions/patterns.toml, their forms made ready to match."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config import ROOT
from errors import DataFileError
from graph.questions.forms import Form, compile_form
from graph.schema import load_schema

FILE = ROOT / "data" / "questions" / "patterns.toml"

ROWS, LINKS, PATHS, SHORTEST, CONTRADICTIONS, FIGURES = KINDS = (
    "rows",
    "links",
    "paths",
    "shortest",
    "contradictions",
    "figures",
)
"""What answers a question: a query of its own, typed links, ranked paths, shortest paths, contradictions,
figures compared."""

LANGUAGES = ("zh", "en")
_TYPES = ("types", "not_types", "a_types")
_TEXTS = ("gloss", "say", "example")


@dataclass(frozen=True, slots=True)
class Shape:
    """How an answer's rows are listed: its columns, the end of its query, how all its rows are counted."""

    columns: tuple[str, ...]
    order: str
    count: str
    tail: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of patterns.toml; texts by language. data/questions/README.md tells the fields."""

    id: str
    rank: int
    kind: str
    slots: tuple[str, ...]
    forms: tuple[Form, ...]
    shape: Shape | None
    match: str
    where: tuple[str, ...]
    types: frozenset[str]
    not_types: frozenset[str]
    a_types: frozenset[str]
    typed: bool
    sets: bool
    undirected: bool | None
    limit: int
    gloss: Mapping[str, str]
    say: Mapping[str, str]
    example: Mapping[str, str]


@cache
def load_patterns(path: Path = FILE) -> tuple[Pattern, ...]:
    """The patterns of a file, in its order. Raises DataFileError for a row that can't be used."""
    row: Mapping = {}
    found = []
    try:
        with path.open("rb") as handle:
            file = tomllib.load(handle)
        shapes = {
            name: Shape(tuple(shape["columns"]), shape["order"], shape["count"], shape["tail"].strip())
            for name, shape in file["shape"].items()
        }
        for row in file["pattern"]:
            found.append(_read(row, shapes, file["parts"]))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataFileError(path=path, line=row.get("id", 0), problem=error) from error
    return tuple(found)


def _read(row: Mapping, shapes: Mapping[str, Shape], parts: Mapping[str, str]) -> Pattern:
    texts = {key: {language: row[f"{key}_{language}"] for language in LANGUAGES} for key in _TEXTS}
    known = {*Pattern.__slots__, *(f"{key}_{language}" for key in _TEXTS for language in LANGUAGES)}
    if unknown := sorted(set(row) - known):
        raise ValueError(", ".join(unknown))
    if row.get("kind", ROWS) not in KINDS:
        raise ValueError(f"{row['kind']}: {', '.join(KINDS)}")
    schema = load_schema()
    return Pattern(
        id=row["id"],
        rank=row["rank"],
        kind=row.get("kind", ROWS),
        slots=tuple(row["slots"]),
        forms=tuple(compile_form(form, parts) for form in row["forms"]),
        shape=shapes[row.get("shape", "entities")] if "match" in row else None,
        match=row.get("match", ""),
        where=tuple(row.get("where", ())),
        **{key: frozenset(schema.entity(name).id for name in row.get(key, ())) for key in _TYPES},
        typed=row.get("typed", False),
        sets=row.get("sets", False),
        undirected=row.get("undirected"),
        limit=row.get("limit", 0),
        **texts,
    )
