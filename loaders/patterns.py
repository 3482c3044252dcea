"""Names by a regular expression of their own: 引汉济渭工程, 营商环境突破年活动."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from loaders.lines import Found, Line
from loaders.rules import RULES, load_rules
from text import say


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A row of [[pattern]] in mentions.toml; group 1 of `pattern` is the name."""

    id: str
    type: str
    pattern: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


class Patterns:
    """The rows, ready to find names in lines. Raises DataFileError for a row whose pattern can't be used."""

    def __init__(self, path: Path = RULES / "mentions.toml") -> None:
        self.rows = load_rules(path, "pattern", PatternRow)
        self._patterns: list[tuple[PatternRow, re.Pattern[str]]] = []
        for row in self.rows:
            try:
                compiled = re.compile(row.pattern)
            except re.error as error:
                problem = say("names.data.pattern", reason=error)
                raise DataFileError(path=path, line=row.id, problem=problem) from error
            if compiled.groups != 1:
                problem = say("names.data.wrong_form", key="pattern")
                raise DataFileError(path=path, line=row.id, problem=problem)
            self._patterns.append((row, compiled))

    def find(self, line: Line) -> Iterator[Found]:
        """The names of a line, every row's own."""
        for row, pattern in self._patterns:
            for found in pattern.finditer(line.text):
                start, end = found.span(1)
                if line.is_boundary(start) and (line.is_boundary(end) or line.text.startswith("段", end)):
                    yield Found(start, end, row.type, row.id)
