"""Names of ordinary words only (大学城, 空港片区), where what stands around them shows one certain thing.

A phrase with an ending of a row is a candidate where no word of number, rank or praise leads to it. It
counts where one place of the document shows that it is one thing: it acts, something stands in it, it is
listed with names of its kind, a named actor builds it, or it is named again. Then it counts everywhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from loaders.lines import Found, Line
from loaders.rules import RULES, load_rules
from loaders.segment import Segmenter, Token
from loaders.starts import KNOWN, PLACES
from loaders.words import Words
from text import say

SHOWS = frozenset(("acts", "place", "listed", "built", "again"))
_WITH = frozenset("与同跟")
_PHASE = re.compile("[一二三四五六七八九十]期")
_PAUSE = "，。；：！？、\n"
_STOP = re.compile("[。；！？\n]")
_LABEL = re.compile(r"\s*(?:[0-9]{1,2}[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、.．])\s*")
_ACTORS = KNOWN - {"Project"}


@dataclass(frozen=True, slots=True)
class BareRow:
    """A row of [[bare]] in mentions.toml; the file says what its keys mean."""

    id: str
    type: str
    endings: str
    shows: str
    least: int
    reach: int
    yes: tuple[str, ...]
    no: tuple[str, ...]
    alone: str = ""
    before: str = ""
    sure: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: Line
    row: BareRow
    start: int
    end: int
    body: tuple[Token, ...]
    opener: str
    """The word that the phrase follows; "" where a mark or nothing stands before it."""

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]


def load_bare(path: Path = RULES / "mentions.toml") -> tuple[BareRow, ...]:
    """The rows of the file. Raises DataFileError for one that can't be used."""
    rows = load_rules(path, "bare", BareRow)
    for row in rows:
        if not SHOWS.issuperset(row.shows.split()):
            raise DataFileError(path=path, line=row.id, problem=say("names.data.wrong_form", key="shows"))
    return rows


class Bare:
    """The rows, ready to find names in all lines of a document."""

    def __init__(self, rows: tuple[BareRow, ...], words: Words, segmenter: Segmenter) -> None:
        self.rows = rows
        self._words = words
        self._segmenter = segmenter
        self._stops = words.stops - words.soft
        self._vague = words.vague | words.tasks
        self._rows = {ending: row for row in rows for ending in row.endings.split()}
        self._alone = frozenset(ending for row in rows for ending in row.alone.split())
        longest = sorted(self._rows, key=len, reverse=True)
        self._ending = re.compile("|".join(longest)) if longest else re.compile("(?!)")

    def find(self, every: Mapping[Line, list[Found]]) -> dict[Line, list[Found]]:
        """What the lines name by ordinary words; `every` is all that the other finders saw in each."""
        seen = [one for line, found in every.items() for one in self._candidates(line, found)]
        counts = Counter(one.text for one in seen)
        shown = {
            (one.text, one.row.id) for one in seen if self._is_shown(one, every[one.line], counts[one.text])
        }
        shown |= self._beside(seen, shown)
        fuller = _fuller(every, {text for text, _ in shown})
        names: dict[Line, list[Found]] = {}
        for one in seen:
            if (one.text, one.row.id) in shown:
                full = fuller.get((one.text, one.row.type), "")
                found = Found(one.start, one.end, one.row.type, one.row.id, full)
                names.setdefault(one.line, []).append(found)
        return names

    def _beside(self, seen: list[_Candidate], shown: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """The candidates that a list joins with shown ones, from one member to the next."""
        names: dict[Line, list[Found]] = {}
        for one in seen:
            if (one.text, one.row.id) in shown:
                names.setdefault(one.line, []).append(Found(one.start, one.end, one.row.type, one.row.id))
        more: set[tuple[str, str]] = set()
        open_ = [one for one in seen if one.line in names and "listed" in one.row.shows.split()]
        for one in (*open_, *reversed(open_)):
            if (one.text, one.row.id) not in shown | more and self._is_listed(one, names[one.line]):
                names[one.line].append(Found(one.start, one.end, one.row.type, one.row.id))
                more.add((one.text, one.row.id))
        return more

    def _candidates(self, line: Line, found: list[Found]) -> Iterator[_Candidate]:
        for ending in self._ending.finditer(line.text):
            row = self._rows[ending[0]]
            phase = _PHASE.match(line.text, ending.end())
            end = phase.end() if phase else ending.end()
            if line.text[end : end + 1] in tuple(row.before) or not line.is_boundary(end):
                continue
            if any(one.start < ending.end() <= one.end and one.type != "Industry" for one in found):
                continue
            body, opener = self._body(line, ending.start(), row.reach)
            long = ending.start() - (body[0].start if body else ending.start()) >= row.least
            if opener in self._words.vague or not (long or (not body and ending[0] in self._alone)):
                continue
            start = body[0].start if body else ending.start()
            if not body or not self._is_vague(body[0]):
                yield _Candidate(line, row, start, end, tuple(body), opener)

    def _body(self, line: Line, at: int, reach: int) -> tuple[list[Token], str]:
        """The words before the ending up to one that no name holds, and that word.

        Of 新区启动区 only what is in the area, not the word for the area.
        """
        body: list[Token] = []
        owned = False
        for token in reversed(line.tokens_before(at)):
            if token.end > at:
                return [], token.word
            if owned or token.word in self._stops or at - token.start > reach:
                return body, token.word
            if token.word in self._words.references:
                owned = True
            else:
                body.insert(0, token)
        return body, ""

    def _is_vague(self, token: Token) -> bool:
        """Whether the word counts, ranks or praises: what it stands before is a kind of things."""
        word = token.word
        return word in self._words.vague or word in self._words.level or word[0].isdigit()

    def _is_shown(self, one: _Candidate, found: list[Found], count: int) -> bool:
        shows = one.row.shows.split()
        plain = len(one.body) == 1 and one.body[0].word in self._words.plain
        return (
            (len(one.body) == 1 and one.body[0].word in one.row.sure.split())
            or ("acts" in shows and self._acts(one))
            or ("place" in shows and one.opener in self._words.within and not (plain and one.row.least > 2))
            or ("listed" in shows and self._is_listed(one, found))
            or ("built" in shows and not plain and self._is_built(one, found))
            or ("again" in shows and count > 1 and not plain)
        )

    def _next(self, one: _Candidate) -> str:
        after = one.line.tokens(one.end)
        return next((token.word for token in after if token.start == one.end), "")

    def _acts(self, one: _Candidate) -> bool:
        """Whether a clause opens with the phrase, and a verb follows it."""
        before = one.line.text[one.start - 1 : one.start]
        after = self._next(one)
        label = _LABEL.match(one.line.text)
        if label and label.end() == one.start and one.line.text[one.end : one.end + 1] in ("", "。", "："):
            return True  # （一）空港组团。: a heading of its own
        joint = one.body and one.opener in _WITH
        if (
            (one.opener and not joint)
            or (before and before not in _PAUSE and not joint)
            or after in self._vague
        ):
            return False
        if after in self._words.built and one.line.text[one.end + len(after) :][:1].isdigit():
            return False  # 产业园新建2个: how many, and no name
        return bool(after) and (after in self._words.stops or self._segmenter.is_action(after))

    def _is_listed(self, one: _Candidate, found: Iterable[Found]) -> bool:
        """Whether 、 or 和 joins the phrase and a name of its kind."""
        text = one.line.text
        kinds = PLACES - {"Region"} if one.row.type in PLACES else {one.row.type}
        left = one.start - 1 if text[one.start - 1 : one.start] in ("、", *"和与及") else None
        right = one.end + 1 if text[one.end : one.end + 1] in ("、", *"和与及") else None
        return any((other.end == left or other.start == right) and other.type in kinds for other in found)

    def _is_built(self, one: _Candidate, found: Iterable[Found]) -> bool:
        """Whether somebody named before builds it: a verb of building governs it, and no noun follows."""
        if one.opener not in self._words.built:
            return False
        after = self._next(one)
        if after and after not in self._words.stops and not self._segmenter.is_action(after):
            return False
        stops = [stop.end() for stop in _STOP.finditer(one.line.text, 0, one.start)]
        opens = stops[-1] if stops else 0
        return any(
            opens <= other.start and other.end < one.start and other.type in _ACTORS for other in found
        )


def _fuller(every: Mapping[Line, list[Found]], texts: set[str]) -> dict[tuple[str, str], str]:
    """For phrases that end just one longer name of a type that name: 岳麓山大学科技城 for 大学科技城."""
    names: dict[tuple[str, str], set[str]] = {}
    for line, found in every.items():
        for one in found:
            name = one.name or line.text[one.start : one.end]
            for text in texts:
                if name.endswith(text) and len(name) > len(text):
                    names.setdefault((text, one.type), set()).add(name)
    return {key: next(iter(full)) for key, full in names.items() if len(full) == 1}
