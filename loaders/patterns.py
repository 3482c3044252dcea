"""Names by a regular expression of their own: 引汉济渭工程, 营商环境突破年活动."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from loaders.lines import Found, Line, find_beside
from loaders.rules import RULES, load_rules
from text import say


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A row of [[pattern]] in mentions.toml; group 1 of `pattern` is the name.

    `anchor` is a part of it that is looked for first; such a pattern reaches over none of ，。；.
    """

    id: str
    type: str
    pattern: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    anchor: str = ""


class Patterns:
    """The rows, ready to find names in lines. Raises DataFileError for a row whose pattern can't be used."""

    def __init__(self, path: Path = RULES / "mentions.toml") -> None:
        self.rows = load_rules(path, "pattern", PatternRow)
        self._patterns: list[tuple[PatternRow, re.Pattern[str], re.Pattern[str]]] = []
        for row in self.rows:
            try:
                compiled, anchor = re.compile(row.pattern), re.compile(row.anchor)
            except re.error as error:
                problem = say("names.data.pattern", reason=error)
                raise DataFileError(path=path, line=row.id, problem=problem) from error
            if compiled.groups != 1:
                problem = say("names.data.wrong_form", key="pattern")
                raise DataFileError(path=path, line=row.id, problem=problem)
            self._patterns.append((row, compiled, anchor))

    def find(self, line: Line) -> Iterator[Found]:
        """The names of a line, every row's own."""
        for row, pattern, anchor in self._patterns:
            for found in find_beside(pattern, anchor, line.text):
                start, end = found.span(1)
                if line.is_boundary(start) and (line.is_boundary(end) or line.text.startswith("段", end)):
                    yield Found(start, end, row.type, row.id)
