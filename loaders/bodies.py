"""Government and party bodies: what follows a place (西安市发改委), or stands without one (省委)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from loaders.lines import Found, Line, find_beside
from loaders.rules import RULES, load_rules
from loaders.words import Words
from text import say

PLACES = frozenset(("Region", "NewArea", "NewTown", "Park"))
SITES = frozenset(("Park", "Project"))


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of [[body]] in mentions.toml; the file says what its keys mean."""

    id: str
    type: str
    pattern: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    anchor: str = ""


def load_bodies(
    path: Path = RULES / "mentions.toml", kinds: Path = RULES / "bodies.toml"
) -> tuple[BodyRow, ...]:
    """The rows of both files. Raises DataFileError for one that can't be used."""
    read = [(file, row) for file in (path, kinds) for row in load_rules(file, "body", BodyRow)]
    for file, row in read:
        try:
            re.compile(row.pattern)
        except re.error as error:
            problem = say("names.data.pattern", reason=error)
            raise DataFileError(path=file, line=row.id, problem=problem) from error
    return tuple(row for _, row in read)


def _is_after(row: BodyRow) -> bool:
    """Whether it only stands right after a place or site."""
    return row.id in ("government", "department") or row.id.endswith(("-of-place", "-of-site"))


def _owners(row: BodyRow) -> frozenset[str]:
    """Types of names that it stands after."""
    return SITES if row.id.endswith("-of-site") else PLACES


class Bodies:
    """The rows, ready to find bodies in lines."""

    def __init__(self, rows: tuple[BodyRow, ...], words: Words) -> None:
        self.rows = rows
        self._idle = words.stops - _GOVERNING
        self._after = [(row, _owners(row), re.compile(row.pattern)) for row in rows if _is_after(row)]
        self._bare = [
            (row, re.compile(row.pattern), re.compile(row.anchor)) for row in rows if not _is_after(row)
        ]
        references = (word for word, kind in words.references.items() if kind == "NewArea")
        self._references = re.compile("|".join(sorted((*references, *words.own), key=len, reverse=True)))

    def find(self, line: Line, places: Iterator[Found]) -> Iterator[Found]:
        """The bodies of a line; `places` are what the shapes have found in it."""
        heads = {(hit.start, hit.end, hit.entry.type) for hit in line.hits if not hit.weak}
        heads |= {(found.start, found.end, found.type) for found in places}
        heads |= {(*found.span(), "NewArea") for found in self._references.finditer(line.text)}
        heads = {head for head in heads if head[2] in PLACES | SITES}
        named = frozenset(start for start, _, _ in heads)
        for start, at, type_ in sorted(heads):
            for row, owners, pattern in self._after:
                found = pattern.match(line.text, at) if type_ in owners else None
                if found and self._ends(line, found.end()) and self._is_plain(line, at, found.end()):
                    yield Found(start, found.end(), row.type, row.id)
                    yield from self._chained(line, line.text[start:at], found.end(), named)
        ends = {end for _, end, type_ in heads if type_ in PLACES}
        starts = {start for start, _, type_ in heads if type_ in PLACES}
        for row, pattern, anchor in self._bare:
            for found in find_beside(pattern, anchor, line.text):
                start, end = found.span()
                if (
                    start not in ends
                    and not (row.id == "bare-bureau" and start in starts)
                    and line.is_boundary(start)
                    and self._ends(line, end)
                    and self._is_plain(line, start, end)
                ):
                    yield Found(start, end, row.type, row.id)

    def _ends(self, line: Line, end: int) -> bool:
        """Whether a word ends here; 省委书记 is one in the dictionary and two here."""
        return line.is_boundary(end) or line.text.startswith(_OFFICES, end)

    def _chained(self, line: Line, head: str, at: int, named: frozenset[int]) -> Iterator[Found]:
        """新区党工委、管委会和研究院: what follows in the list has the same head, unless it has its own.

        `named` are where the line's places and sites start.
        """
        while (found := _NEXT.match(line.text, at)) is not None and line.is_boundary(found.end()):
            if found.start(1) in named:
                return
            body = found[1]
            if body[0] in "省市区县" and head.endswith(body[0]):
                body = body[1:]
            yield Found(found.start(1), found.end(), "Organization", "chained-body", head + body)
            at = found.end()

    def _is_plain(self, line: Line, start: int, end: int) -> bool:
        """Whether no word inside is one that no name holds."""
        inner = line.tokens_within(start, end)
        return not any(len(token.word) > 1 and token.word in self._idle for token in inner)


_OFFICES = ("书记", "副书记", "常委", "委员")
_NEXT = re.compile(
    r"(?:、|和|及|与)((?:[省市区县])?(?:党工委|管委会|人民政府|政府|纪委|党政办公室|办公室|研究室|政研室|研究院)(?:研究室|办公室|办公厅)?"
    r"|[\u4e00-\u9fff]{2,5}(?<![布格结全大开])局)"
)
# Words of action that departments carry in their names.
_GOVERNING = frozenset(
    (
        "发展",
        "建设",
        "规划",
        "服务",
        "保障",
        "招商",
        "合作",
        "规定",
        "改革",
        "结合",
        "促进",
        "协调",
        "推进",
        "指导",
        "监督",
        "保护",
        "利用",
        "承接",
        "转移",
    )
)
