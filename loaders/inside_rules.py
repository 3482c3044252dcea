"""The rows about names inside names and names that touch: [[inside]] and [[touching]] of relations.toml."""

import re
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from graph.schema import load_schema
from loaders.cues import FILE
from loaders.rules import load_rules, load_toml
from text import say

LINKS = ("whole_part", "part_whole", "pairs", "second_first")


@dataclass(frozen=True, slots=True)
class InsideRow:
    """A row of [[inside]]: a name of a type in `wholes`, with names of types in `parts` inside it.

    `pattern` is searched in the masked name; the letters in what it matches are the parts. `link` says
    which is head and which is tail; `part_names` is what a part's full name must match, and where
    `rest` is set, the name without its part must be a name of the same thing.
    """

    id: str
    relation: str
    wholes: tuple[str, ...]
    parts: tuple[str, ...]
    pattern: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    link: str = "whole_part"
    part_names: str = ""
    rest: bool = False


@dataclass(frozen=True, slots=True)
class TouchingRow:
    """A row of [[touching]]: `owners` stand right before `items`, nothing between.

    The item is the head unless `turned`; `shared` gives the owner also to the item's sisters in the row.
    `item_names` and `owner_names` are patterns of full names, `around` one of the item's words and the
    few behind them. Nothing is said where one of `not_after` stands before the owner.
    """

    id: str
    relation: str
    owners: tuple[str, ...]
    items: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    turned: bool = False
    shared: bool = False
    item_names: str = ""
    owner_names: str = ""
    around: str = ""
    not_after: tuple[str, ...] = ()


TouchingRule = tuple[TouchingRow, re.Pattern[str], re.Pattern[str], re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class InsideRules:
    """Both tables, with their patterns compiled."""

    inside: tuple[tuple[InsideRow, re.Pattern[str], re.Pattern[str]], ...]
    touching: tuple[TouchingRule, ...]
    only_first: frozenset[str]


def load_inside(folder: Path) -> InsideRules:
    """The rows of data/rules/relations.toml; raises DataFileError for a row that can't be used."""
    path = folder / "rules" / FILE
    inside = []
    for row in load_rules(path, "inside", InsideRow):
        if row.link not in LINKS or row.relation not in load_schema().relations:
            raise DataFileError(path=path, line=row.id, problem=say("relations.data.unknown", value=row.link))
        inside.append((row, re.compile(row.pattern), re.compile(row.part_names)))
    touching = [
        (row, re.compile(row.item_names), re.compile(row.owner_names), re.compile(row.around))
        for row in load_rules(path, "touching", TouchingRow)
    ]
    only_first = load_toml(path).get("forms", {}).get("only_first", ())
    return InsideRules(tuple(inside), tuple(touching), frozenset(only_first))
