"""Answers to compare: what an analyst finds in a document by hand (gold), and what extraction finds."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config import ROOT
from errors import DataFileError
from graph.facts import THIS_DOCUMENT, DocumentFacts
from graph.schema import load_schema
from loaders.folding import fold
from text import say

GOLD = ROOT / "data" / "gold"
"""A file per bundled document, and `passages.jsonl`: short texts with their gold beside them."""

DOCUMENT_FILES = "[0-9]*.json"
BOUNDS = (">=", "<=", "=")


@dataclass(frozen=True, slots=True)
class Thing:
    """A named thing with all forms of its name."""

    type: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def forms(self) -> frozenset[str]:
        """Its folded forms; two things that share one may be the same."""
        return frozenset(map(fold, (self.name, *self.aliases))) - {""}


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two things by their names."""

    type: str
    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A target or a reported figure."""

    subject: str
    name: str
    value: str
    unit: str
    bound: str
    deadline: str


@dataclass(frozen=True, slots=True)
class Answers:
    """All that one side knows of a document. `doc` of gold is the beginning of the document's id."""

    doc: str
    things: tuple[Thing, ...] = ()
    links: tuple[Link, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A short text and its gold."""

    text: str
    gold: Answers


def read_gold(folder: Path = GOLD) -> tuple[Answers, ...]:
    """The gold of a folder's documents, in the order of its files.

    Raises DataFileError where there is none, or where a row can't be scored: an unknown type, an end
    or a subject that is no entity of its file.
    """
    paths = sorted(folder.glob(DOCUMENT_FILES))
    if not paths:
        raise DataFileError(path=folder, line=0, problem=say("scoring.gold.none"))
    return tuple(_read_rows(path, 0, _load(path, 0, path.read_text(encoding="utf-8"))) for path in paths)


def read_passages(path: Path) -> tuple[Passage, ...]:
    """The passages of a file, one JSON object a line: the keys of gold, and `text`. Raises DataFileError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(path=path, line=0, problem=error) from error
    passages = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _load(path, number, line)
            gold = _read_rows(path, number, row)
            if not isinstance(row.get("text"), str):
                raise DataFileError(path=path, line=number, problem=say("scoring.gold.no_text"))
            passages.append(Passage(row["text"], gold))
    return tuple(passages)


def answers_of(facts: DocumentFacts) -> Answers:
    """What extraction says of a document, each thing and relation once, figures as often as they stand.

    Facts of one type whose names fold to the same are one thing, called as it is first; its aliases
    are those of all of them.
    """
    names: dict[tuple[str, str], str] = {}
    aliases: dict[tuple[str, str], dict[str, None]] = {}
    for fact in facts.entities:
        key = fact.type, fold(fact.name)
        names.setdefault(key, fact.name)
        aliases.setdefault(key, {}).update(dict.fromkeys(fact.aliases))
    return Answers(
        doc=facts.doc,
        things=tuple(Thing(key[0], name, tuple(aliases[key])) for key, name in names.items()),
        links=tuple(dict.fromkeys(Link(fact.type, fact.head, fact.tail) for fact in facts.relations)),
        figures=tuple(
            Figure(fact.subject, fact.name, fact.value, fact.unit, fact.bound, fact.deadline)
            for fact in facts.indicators
        ),
    )


def _load(path: Path, line: int, text: str) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except ValueError as error:
        raise DataFileError(path=path, line=line, problem=error) from error
    if not isinstance(row, dict):
        raise DataFileError(path=path, line=line, problem=say("scoring.gold.no_object"))
    return row


def _read_rows(path: Path, line: int, row: Mapping[str, Any]) -> Answers:
    try:
        gold = Answers(
            doc=row["doc"],
            things=tuple(Thing(one["type"], one["name"], tuple(one["aliases"])) for one in row["entities"]),
            links=tuple(Link(one["rel"], one["head"], one["tail"]) for one in row["relations"]),
            figures=tuple(Figure(*(str(one[key]) for key in Figure.__slots__)) for one in row["indicators"]),
        )
    except (KeyError, TypeError) as error:
        raise DataFileError(path=path, line=line, problem=say("scoring.gold.no_key", key=error)) from error
    for problem in _find_problems(gold):
        raise DataFileError(path=path, line=line, problem=problem)
    return gold


def _find_problems(gold: Answers) -> Iterable[str]:
    """What can't be scored in the gold, in words."""
    schema = load_schema()
    names = [thing.name for thing in gold.things]
    known = {*names, THIS_DOCUMENT}
    yield from _doubt("twice", (name for name in known if names.count(name) > 1))
    yield from _doubt("no_type", (row.type for row in gold.things if row.type not in schema.entities))
    yield from _doubt("no_type", (row.type for row in gold.links if row.type not in schema.relations))
    ends = [end for row in gold.links for end in (row.head, row.tail)]
    yield from _doubt("no_entity", (name for name in ends if name not in known))
    yield from _doubt("no_entity", (row.subject for row in gold.figures if row.subject not in known))
    yield from _doubt("no_bound", (row.bound for row in gold.figures if row.bound not in BOUNDS))


def _doubt(key: str, values: Iterable[str]) -> Iterable[str]:
    return (say(f"scoring.gold.{key}", value=value) for value in values)
