"""Clean lines to blocks: headings with their levels, run-in headings, sentences with offsets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.facts import Span
from loaders.documents.cleaning import ENDS, MARK, Line
from loaders.documents.model import HEADING, META, PARAGRAPH, TITLE, Block

HEADING_LENGTH = 60
RUN_IN_LENGTH = 45
LONGEST_QUOTATION = 400

# Rank of a heading by the kind of its number; markdown levels of unnumbered headings fall between.
_RANKS = (
    (re.compile(r"第[^章编篇节条部]+(?:[章编篇]|部分)"), 1),
    (re.compile(r"第[^节]+节"), 2),
    (re.compile(r"[一二三四五六七八九十]+、"), 3),
    (re.compile(r"[（(][一二三四五六七八九十]+[）)]"), 4),
    (re.compile(r"第[^条]+条"), 5),
    (re.compile(r"\d{1,3}[.．、]"), 5),
    (re.compile(r"[（(]\d{1,2}[）)]"), 6),
)
_ITEM_RANK = 5
_MARKS = re.compile(rf"[{ENDS}]+[”’」』）)》]*|[“”（）《》]")


@dataclass(slots=True)
class _Outline:
    """The headings above the place that is read."""

    path: list[tuple[int, str]]

    def enter(self, rank: int, text: str) -> None:
        while self.path and self.path[-1][0] >= rank:
            self.path.pop()
        self.path.append((rank, text))

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.path)


def build_blocks(lines: Sequence[Line], titles: frozenset[int], metas: frozenset[int]) -> tuple[Block, ...]:
    """The blocks of the text that joins the lines with line feeds.

    `titles` and `metas` are the numbers of the lines that make up the title and the letterhead or
    closing; they stand outside the headings' outline.
    """
    blocks: list[Block] = []
    outline = _Outline([])
    start = 0
    for number, line in enumerate(lines):
        end = start + len(line.text)
        spans = tuple((start + a, start + b) for a, b in split_sentences(line.text))
        if number in titles or number in metas:
            kind = TITLE if number in titles else META
            section: tuple[str, ...] = ()
            level = 0
        else:
            following = lines[number + 1] if number + 1 < len(lines) else None
            kind, level = _classify(line, following)
            own = _own_heading(line.text, spans, start, kind)
            if own:
                outline.enter(level or _rank(line) or _ITEM_RANK, own)
            section = outline.section
            level = len(section) if kind == HEADING else 0
        blocks.append(Block(kind, start, end, level, section, spans))
        start = end + 1
    return tuple(blocks)


def split_sentences(text: str) -> list[Span]:
    """Spans of the sentences of one line, end marks and the quotes that close after them included.

    A full stop inside quotes or brackets does not end the sentence around them, unless the pair has
    been open for longer than any quotation is.
    """
    spans: list[Span] = []
    start = opened = depth = 0
    for mark in _MARKS.finditer(text):
        if mark[0] in "“（《":
            opened = mark.start() if not depth else opened
            depth += 1
            continue
        depth = max(0, depth - sum(char in "”）》" for char in mark[0]))
        if mark[0][0] not in ENDS:
            continue
        if depth == 0 or mark.end() - opened > LONGEST_QUOTATION:
            depth = 0
            end = mark.end()
            spans.append((start, end))
            start = end
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def is_heading(line: Line, following: Line | None = None) -> bool:
    """Whether the line is a heading by itself, not a paragraph that opens with one."""
    return _classify(line, following)[0] == HEADING


def _classify(line: Line, following: Line | None) -> tuple[str, int]:
    rank = _rank(line)
    if not rank or len(line.text) > HEADING_LENGTH:
        return PARAGRAPH, 0
    if line.hashes or not line.text.endswith(tuple(ENDS + "；;，、：:")):
        return HEADING, rank
    alone = line.text.rstrip(ENDS)
    if rank < _ITEM_RANK and len(alone) <= RUN_IN_LENGTH and not any(mark in alone for mark in ENDS):
        # A heading may close with a full stop; a list of one-sentence items is not headings.
        if following is not None and _rank(following) != rank:
            return HEADING, rank
    return PARAGRAPH, 0


def _rank(line: Line) -> int:
    """The rank of the heading or item that the line opens, 0 where it opens none."""
    if MARK.match(line.text):
        for pattern, rank in _RANKS:
            if pattern.match(line.text):
                return rank
    return min(line.hashes + 1, 6) if line.hashes else 0


def _own_heading(text: str, spans: tuple[Span, ...], start: int, kind: str) -> str:
    """The heading that the block gives to what stands below or after it, "" where it gives none."""
    if kind == HEADING:
        return text.rstrip(ENDS)
    if MARK.match(text) and len(spans) > 1:
        first = text[spans[0][0] - start : spans[0][1] - start].rstrip(ENDS)
        if len(first) <= RUN_IN_LENGTH:
            return first
    return ""
