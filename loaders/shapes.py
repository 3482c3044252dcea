"""Names by their shape: an ending of a known kind, and a start that words and known names show.

The ending is looked up by its first character; the start is found by walking left over the words of
the run until a word that no name reaches over (a verb, a preposition, a classifier). What stands
between must say that this is one thing and no kind of things: `need` of the row.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from errors import DataFileError
from graph.schema import load_schema
from loaders.documents.model import META, TITLE
from loaders.lines import Found, Line
from loaders.reach import Reach
from loaders.rules import RULES, load_rules
from loaders.segment import Segmenter
from loaders.starts import KNOWN, Starts
from loaders.words import Words
from text import say

NEEDS = (
    "name",
    "site",
    "stem",
    "level",
    "place",
    "places",
    "start",
    "opening",
    "word",
    "number",
    "long",
    "none",
)
STOPS = ("usual", "few")


_COUNTED = re.compile(r"[0-9一二三四五六七八九十两几多]余?[条个座项家处所批]$")


def _is_of_many(line: Line, start: int, at: int) -> bool:
    """Whether what starts there is counted, or is one character that says nothing: 6条道路项目."""
    return at - start < 2 or bool(_COUNTED.search(line.text, max(0, start - 4), start))


_TITLE_END = re.compile(r"\s*(?:[（(][^（()）]*[）)])*\s*$")
"""Nothing but brackets: the line is the document's own title, which is the document and no name in it."""


@dataclass(frozen=True, slots=True)
class ShapeRow:
    """A row of [[shape]] in mentions.toml; the file says what its keys mean."""

    id: str
    type: str
    suffixes: str
    need: str
    reach: int
    yes: tuple[str, ...]
    no: tuple[str, ...]
    tail: str = ""
    stops: str = "usual"
    across: bool = False
    before: str = ""
    without: str = ""
    more: bool = False
    soft: str = ""


@dataclass(frozen=True, slots=True)
class _Ending:
    suffix: str
    row: ShapeRow
    tail: re.Pattern[str] | None = field(compare=False)
    reach: Reach = field(compare=False)


def load_shapes(path: Path = RULES / "mentions.toml") -> tuple[ShapeRow, ...]:
    """The rows of the file. Raises DataFileError for one that can't be used."""
    rows = load_rules(path, "shape", ShapeRow)
    types = load_schema().entities
    for row in rows:
        if row.type not in types:
            raise DataFileError(path=path, line=row.id, problem=say("names.data.unknown_type", type=row.type))
        for key, known in (("need", NEEDS), ("stops", STOPS)):
            if getattr(row, key) not in known:
                raise DataFileError(path=path, line=row.id, problem=say("names.data.wrong_form", key=key))
        try:
            re.compile(row.tail)
        except re.error as error:
            problem = say("names.data.pattern", reason=error)
            raise DataFileError(path=path, line=row.id, problem=problem) from error
    return rows


class Shapes:
    """The rows, ready to find names in lines."""

    def __init__(self, rows: tuple[ShapeRow, ...], words: Words, segmenter: Segmenter) -> None:
        self.rows = rows
        self._starts = Starts(words, segmenter)
        self._endings: dict[str, list[_Ending]] = defaultdict(list)
        for row in rows:
            tail = re.compile(row.tail) if row.tail else None
            soft = frozenset(row.soft.split())
            for suffix in dict.fromkeys(row.suffixes.split()):
                reach = Reach(row.need, row.reach, row.stops, row.across, len(suffix), row.more, soft)
                self._endings[suffix[0]].append(_Ending(suffix, row, tail, reach))
        for endings in self._endings.values():
            endings.sort(key=lambda ending: -len(ending.suffix))
        self._by_rule = {
            row.id: sorted(dict.fromkeys(row.suffixes.split()), key=len, reverse=True) for row in rows
        }
        self._by_suffix: dict[str, list[_Ending]] = defaultdict(list)
        for group in self._endings.values():
            for ending in group:
                self._by_suffix[ending.suffix].append(ending)
        self._rows = tuple(self._by_suffix.values())
        self._finder = AhoCorasick(self._by_suffix, store_patterns=False)

    def find(self, line: Line) -> Iterator[Found]:
        """The names of a line, every row's own; they may overlap."""
        matches = self._finder.find_matches_as_indexes(line.text, overlapping=True)
        begins: dict[int, int] = {}
        for _, start, end in matches:
            begins[end] = min(start, begins.get(end, start))
        begun, done = -1, set[str]()
        for number, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
            if start != begun:
                begun, done = start, set()
            # A longer ending may have this one at its end: 电站 of 变电站.
            if begins[end] == start:
                yield from self._named(
                    line, [one for one in self._rows[number] if one.row.id not in done], start
                )
                done.update(one.row.id for one in self._rows[number])

    def _named(self, line: Line, endings: list[_Ending], start: int) -> Iterator[Found]:
        """The names that end with the one suffix that stands there, every row's own."""
        for ending in endings:
            found = self._name(line, ending, start)
            if found is not None:
                yield found

    def _name(self, line: Line, ending: _Ending, at: int) -> Found | None:
        row = ending.row
        end = at + len(ending.suffix)
        if ending.tail is not None:
            tail = ending.tail.match(line.text, end)
            if tail is None:
                return None
            end = tail.end()
        stopped = bool(row.before) and end < len(line.text) and line.text[end] in row.before
        if stopped or not self._ends(line, end):
            return None
        if self._is_known_through(line, at, end):
            return None
        start = self._starts.find(line, ending.reach, at)
        if row.need == "none":
            return Found(at, end, row.type, row.id) if start is None else None
        if start is None and line.kind == META and row.type == "Organization" and end == len(line.text):
            start = 0 if line.text[:1].isalpha() and len(line.tokens(0)) > 1 else None
        if start is None or (row.need == "start" and _is_of_many(line, start, at)):
            return None
        if row.without and line.text[start:at].endswith(tuple(row.without.split())):
            return None
        if line.kind == TITLE and row.type == "Policy" and start == 0 and _TITLE_END.match(line.text, end):
            return None
        return Found(start, end, row.type, row.id)

    def _ends(self, line: Line, end: int) -> bool:
        """Whether a word ends here; 工程建设 is one in the dictionary and two here."""
        return line.is_boundary(end) or line.text.startswith(("建设", "段"), end)

    def _is_known_through(self, line: Line, at: int, end: int) -> bool:
        """Whether the gazetteer has the name: a form of its own starts before the ending and holds it."""
        hit = line.hit_at(end - 1)
        if hit is None or hit.start >= at or not line.is_boundary(hit.start):
            return False
        if hit.weak:
            own_word = line.is_boundary(hit.start) and line.is_boundary(hit.end)
            return hit.end == end and own_word and hit.entry.type in KNOWN
        return hit.entry.type in KNOWN or hit.end >= end

    def is_unknown(self, word: str) -> bool:
        """Whether the word can only be (part of) a name."""
        return self._starts.is_unknown(word)

    def kind_at(self, line: Line, at: int) -> tuple[int, int, ShapeRow] | None:
        """The ending (start, end, row) that stands at `at`, or after digits and Latin letters there."""
        start = at
        while start < len(line.text) and line.text[start].isascii() and line.text[start].isalnum():
            start += 1
        for ending in self._endings.get(line.text[start : start + 1], ()):
            end = start + len(ending.suffix)
            if (
                ending.row.type == "Project"
                and line.text.startswith(ending.suffix, start)
                and self._ends(line, end)
            ):
                return (start, end, ending.row) if ending.row.id not in ("works",) else None
        return None

    def is_ending(self, word: str) -> bool:
        """Whether names of some row end with just this word."""
        return any(ending.suffix == word for ending in self._endings.get(word[0], ()))

    def ending_of(self, name: str, rule: str) -> str:
        """The longest ending of the rule that the name has."""
        return next((suffix for suffix in self._by_rule.get(rule, ()) if name.endswith(suffix)), "")
