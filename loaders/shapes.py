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

from errors import DataFileError
from graph.schema import load_schema
from loaders.lines import DASHES, Found, Line
from loaders.rules import RULES, load_rules
from loaders.segment import Segmenter, Token
from loaders.words import Words
from text import say

NEEDS = ("name", "level", "place", "places", "start", "opening", "word", "number", "unknown", "none")
STOPS = ("usual", "few")
PLACES = frozenset(("Region", "NewArea", "NewTown", "Park"))
KNOWN = PLACES | frozenset(("Organization", "Enterprise", "Project"))
OPENERS = frozenset(("新一轮", "关于"))
ACROSS = frozenset(("至", "到"))


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


@dataclass(frozen=True, slots=True)
class _Ending:
    suffix: str
    row: ShapeRow
    tail: re.Pattern[str] | None = field(compare=False)


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
        self._words = words
        self._segmenter = segmenter
        self._endings: dict[str, list[_Ending]] = defaultdict(list)
        for row in rows:
            tail = re.compile(row.tail) if row.tail else None
            for suffix in dict.fromkeys(row.suffixes.split()):
                self._endings[suffix[0]].append(_Ending(suffix, row, tail))
        for endings in self._endings.values():
            endings.sort(key=lambda ending: -len(ending.suffix))
        self._first = re.compile(f"[{re.escape(''.join(sorted(self._endings)))}]")

    def find(self, line: Line) -> Iterator[Found]:
        """The names of a line, every row's own; they may overlap."""
        text = line.text
        for first in self._first.finditer(text):
            start = first.start()
            done: set[str] = set()
            for ending in self._endings[first[0]]:
                if ending.row.id not in done and text.startswith(ending.suffix, start):
                    done.add(ending.row.id)
                    found = self._name(line, ending, start)
                    if found is not None:
                        yield found

    def _name(self, line: Line, ending: _Ending, at: int) -> Found | None:
        row = ending.row
        end = at + len(ending.suffix)
        if ending.tail is not None:
            tail = ending.tail.match(line.text, end)
            end = tail.end() if tail else end
            if tail is None:
                return None
        if row.before and line.text[end : end + 1] in tuple(row.before):
            return None
        if not line.is_boundary(end):
            return None
        body = self._body(line, row, at)
        if row.need == "none":
            return Found(at, end, row.type, row.id) if not self._is_named(line, body, row) else None
        if not body:
            return None
        body = self._trim(line, body, row)
        if not body or not self._is_named(line, body, row):
            return None
        return Found(body[0].start, end, row.type, row.id)

    def _body(self, line: Line, row: ShapeRow, at: int) -> list[Token]:
        """The words before the ending that may belong to the name, in order."""
        tokens = line.tokens(at)
        before = [token for token in tokens if token.start < at]
        if before and before[-1].end > at:
            last = before[-1]
            before[-1] = Token(last.start, at, line.text[last.start : at])
        stops = self._words.few if row.stops == "few" else self._words.stops
        body: list[Token] = []
        while True:
            while before and at - before[-1].start <= row.reach:
                token = before[-1]
                hit = line.hit_at(token.start)
                crossing = row.across and token.word in ACROSS and len(before) > 1
                if hit is None and token.word in stops and not crossing:
                    return body
                body.insert(0, before.pop())
            if before or not row.across or not body:
                return body
            joined = self._over_dash(line, body[0].start)
            if not joined or at - joined[0].start > row.reach + 6:
                return body
            before = joined

    def _over_dash(self, line: Line, start: int) -> list[Token]:
        """The words before a dash that stands right before `start`, where they are a name's."""
        at = start
        while at > 0 and line.text[at - 1] in DASHES:
            at -= 1
        if at in (start, 0):
            return []
        hit = line.hit_ending(at)
        dash = Token(at, start, line.text[at:start])
        if hit is not None:
            return [Token(hit.start, at, line.text[hit.start : at]), dash]
        words = [token for token in line.tokens(at - 1) if token.end <= at]
        kept: list[Token] = []
        while words and words[-1].word not in self._words.stops and at - words[-1].start <= 6:
            kept.insert(0, words.pop())
        return [*kept, dash] if any(self.is_unknown(token.word) for token in kept) else []

    def _trim(self, line: Line, body: list[Token], row: ShapeRow) -> list[Token]:
        """The body without the plain words in front that only describe."""
        if row.need in ("start", "place", "places", "opening"):
            return self._from_opening(line, body, row)
        first = 0
        while first < len(body):
            token = body[first]
            if line.hit_at(token.start) or token.word not in self._words.lead:
                break
            first += 1
        return body[first:]

    def _from_opening(self, line: Line, body: list[Token], row: ShapeRow) -> list[Token]:
        for first, token in enumerate(body):
            hit = line.hit_at(token.start)
            known = hit is not None and hit.start == token.start and not hit.weak and hit.entry.type in KNOWN
            if row.need in ("place", "places"):
                if known and hit.entry.type in PLACES:
                    return body[first:]
                continue
            if known or token.word in self._words.references:
                return body[first:]
            if row.need == "opening" and (token.word in OPENERS or token.word in self._words.level):
                return body[first:]
            if row.need == "start" and (self.is_unknown(token.word) or token.word in self._words.level):
                return body[first:]
        return []

    def _is_named(self, line: Line, body: list[Token], row: ShapeRow) -> bool:
        if row.need in ("start", "place", "opening"):
            return bool(body)
        if row.need == "number":
            return any(token.word[-1:].isdigit() for token in body)
        if row.need == "places":
            return self._all_places(line, body)
        if row.need == "word":
            return sum(len(token.word) for token in body) >= 2
        if row.need == "unknown":
            return any(self.is_unknown(token.word) and not line.hit_at(token.start) for token in body) or any(
                (hit := line.hit_at(token.start)) and hit.entry.type in KNOWN for token in body
            )
        if row.need == "level" and body and body[0].word in self._words.level and len(body) > 1:
            return True
        return any(self._says_which(line, token) for token in body)

    def _all_places(self, line: Line, body: list[Token]) -> bool:
        places = 0
        for token in body:
            hit = line.hit_at(token.start)
            if hit is not None and hit.entry.type in PLACES:
                places += 1
            elif token.word[0] not in DASHES and token.word not in ("与", "和"):
                return False
        return places > 0

    def _says_which(self, line: Line, token: Token) -> bool:
        hit = line.hit_at(token.start)
        if hit is not None:
            return hit.entry.type in KNOWN
        return token.word in self._words.references or self.is_unknown(token.word)

    def is_unknown(self, word: str) -> bool:
        """Whether the word can only be (part of) a name: the dictionary has it as one, or not at all."""
        if word in self._words.plain or word in self._words.stops or word in self._words.lead:
            return False
        if len(word) == 1:
            return word not in self._words.singles and "\u3400" <= word <= "\u9fff"
        if word.isascii():
            return word.isalnum() and not word.isdigit() and word.isupper()
        return self._segmenter.is_proper(word) or not self._segmenter.is_word(word)

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
                and line.is_boundary(end)
            ):
                return (start, end, ending.row) if ending.row.id not in ("works",) else None
        return None

    def ending_of(self, name: str, rule: str) -> str:
        """The longest ending of the rule that the name has."""
        suffixes = (suffix for row in self.rows if row.id == rule for suffix in row.suffixes.split())
        return max((suffix for suffix in suffixes if name.endswith(suffix)), key=len, default="")
