"""What all files of rules share: rows read from `data/rules/`, checked, with examples that run as tests.

A rule keeps what it must find (`yes`) and what it must leave (`no`). In an example [ ] stand around
the words that the rule should find: "加快建设[青石水库]。"
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from config import ROOT
from errors import DataFileError
from graph.facts import Span
from text import say

RULES = ROOT / "data" / "rules"

Rule = TypeVar("Rule")
_MARKS = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the places in it that a rule should find; none for a `no` example."""

    text: str
    spans: tuple[Span, ...]


def read_example(marked: str) -> Example:
    """The example that a row writes down: its text without [ ], and what stood between them."""
    spans: list[Span] = []
    text = ""
    at = 0
    for found in _MARKS.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[1])))
        text += found[1]
        at = found.end()
    return Example(text + marked[at:], tuple(spans))


def load_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises DataFileError where there is none or it can't be parsed."""
    try:
        with path.open("rb") as handle:
            return tomllib.load(handle)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise DataFileError(path=path, line=line[1] if line else 0, problem=error) from error
    except OSError as error:
        raise DataFileError(path=path, line=0, problem=error.strerror) from error


def load_rules(path: Path, table: str, kind: type[Rule]) -> tuple[Rule, ...]:
    """The rows of [[table]] as objects of the dataclass `kind`, in the file's order.

    `kind` has a field `id`; lists become tuples. Where it has `yes` and `no`, a row must give both.
    Raises DataFileError with the row's line: a key that is missing, unknown or of the wrong form, or
    an id that stands twice.
    """
    rows = load_toml(path).get(table)
    if not isinstance(rows, list) or not rows:
        raise DataFileError(path=path, line=0, problem=say("names.data.no_rows", table=table))
    lines = _lines_of_rows(path, table)
    rules: dict[str, Rule] = {}
    for row, line in zip(rows, lines, strict=True):
        rule = _make(row, kind, path, line)
        if rule.id in rules:
            raise DataFileError(path=path, line=line, problem=say("names.data.twice", form=rule.id))
        rules[rule.id] = rule
    return tuple(rules.values())


def _lines_of_rows(path: Path, table: str) -> Iterator[int]:
    head = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if head.match(line):
            yield number


def _make(row: dict[str, Any], kind: type[Rule], path: Path, line: int) -> Rule:
    known = {field.name: field for field in fields(kind)}
    unknown = sorted(set(row) - set(known))
    if unknown:
        raise DataFileError(
            path=path, line=line, problem=say("names.data.unknown_key", keys=", ".join(unknown))
        )
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name not in row:
            if field.default is MISSING:
                raise DataFileError(path=path, line=line, problem=say("names.data.missing_key", key=name))
            continue
        value = row[name]
        wanted = field.type if isinstance(field.type, type) else getattr(field.type, "__origin__", object)
        if wanted is tuple:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise DataFileError(path=path, line=line, problem=say("names.data.wrong_form", key=name))
            value = tuple(value)
        elif not isinstance(value, wanted):
            raise DataFileError(path=path, line=line, problem=say("names.data.wrong_form", key=name))
        if name in ("yes", "no") and not value:
            raise DataFileError(path=path, line=line, problem=say("names.data.missing_key", key=name))
        values[name] = value
    return kind(**values)
