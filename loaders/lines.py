"""A block of the document as the finders see it: its text, its words, and what the gazetteer knows in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from loaders.gazetteer import Gazetteer, Hit
from loaders.segment import Segmenter, Token

RUN = re.compile(r"[0-9A-Za-z+.%·〇\u3400-\u9fff]+")
"""Text that words can run through: no punctuation, no spaces."""

_STOP = re.compile("[，。；]")

DASHES = "—–―-－~～"

NEAR = 48
"""How many words before a place are looked at: more than any name has."""


@dataclass(slots=True)
class Found:
    """A name that a rule sees at line[start:end]; `name` is what it is called, the words where empty."""

    start: int
    end: int
    type: str
    rule: str
    name: str = ""


class Line:
    """The text of a block with offsets of its own, 0 at the block's start (`offset` in the document).

    `hits` are the gazetteer's forms in it that don't overlap, the longest, then the earliest. Words
    are only split where someone asks for them, run by run. Every look-up costs the same in a long line.
    """

    def __init__(self, text: str, offset: int, kind: str, gazetteer: Gazetteer, segmenter: Segmenter) -> None:
        self.text = text
        self.offset = offset
        self.kind = kind
        self.hits: tuple[Hit, ...] = settle_hits(gazetteer.hits(text), len(text))
        self._hit_starts = [hit.start for hit in self.hits]
        self._segmenter = segmenter
        self._spans = [found.span() for found in RUN.finditer(text)]
        self._span_starts = [start for start, _ in self._spans]
        self._runs: dict[int, list[Token]] = {}
        self._starts: dict[int, list[int]] = {}

    def tokens(self, at: int) -> list[Token]:
        """The words of the run around the place `at`; none where a mark or space stands there."""
        place = bisect_right(self._span_starts, at) - 1
        if place < 0 or at >= self._spans[place][1]:
            return []
        start, end = self._spans[place]
        if start not in self._runs:
            tokens = self._segmenter.tokens(self.text[start:end], start)
            self._runs[start] = tokens
            self._starts[start] = [token.start for token in tokens]
        return self._runs[start]

    def tokens_before(self, at: int) -> list[Token]:
        """The words of the run around `at` that start before it, the last NEAR of them."""
        return self._up_to(self.tokens(at), at)

    def tokens_until(self, at: int) -> list[Token]:
        """The words of the run that reaches up to `at`, the last NEAR of them."""
        return self._up_to(self.tokens(at - 1), at) if at > 0 else []

    def _up_to(self, tokens: list[Token], at: int) -> list[Token]:
        if not tokens:
            return tokens
        place = bisect_left(self._starts[tokens[0].start], at)
        return tokens[max(0, place - NEAR) : place]

    def tokens_within(self, start: int, end: int) -> list[Token]:
        """The words of the run around `start` that lie in line[start:end]."""
        tokens = self.tokens(start)
        if not tokens:
            return []
        starts = self._starts[tokens[0].start]
        found = tokens[bisect_left(starts, start) : bisect_left(starts, end)]
        return found[:-1] if found and found[-1].end > end else found

    def token_ending(self, at: int) -> Token | None:
        """The word that ends at the place."""
        before = self.tokens_until(at)
        return before[-1] if before and before[-1].end == at else None

    def is_boundary(self, at: int) -> bool:
        """Whether a word ends or starts at the place."""
        if at in (0, len(self.text)):
            return True
        tokens = self.tokens(at)
        if not tokens:
            return True
        starts = self._starts[tokens[0].start]
        place = bisect_left(starts, at)
        return place < len(starts) and starts[place] == at

    def is_common(self, start: int, end: int) -> bool:
        """Whether line[start:end] is a word of the dictionary that names nobody and nothing."""
        return self._segmenter.is_common(self.text[start:end])

    def hit_at(self, at: int) -> Hit | None:
        """The gazetteer's form that covers the place."""
        place = bisect_right(self._hit_starts, at) - 1
        return self.hits[place] if place >= 0 and at < self.hits[place].end else None

    def hit_ending(self, at: int) -> Hit | None:
        """The gazetteer's form that ends at the place."""
        hit = self.hit_at(at - 1) if at > 0 else None
        return hit if hit is not None and hit.end == at else None


def find_beside(pattern: re.Pattern[str], anchor: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The places of a pattern that holds the anchor and reaches over none of ，。；, in order.

    A pattern that may start with any character is slow to search for: only stretches that hold its
    anchor are looked through. Without an anchor it may stand anywhere and reach over any mark.
    """
    if not anchor.pattern:
        yield from pattern.finditer(text)
        return
    stop = 0
    for found in anchor.finditer(text):
        if found.start() >= stop:
            start = 1 + max(text.rfind(mark, stop, found.start()) for mark in "，。；")
            end = _STOP.search(text, found.end())
            stop = end.start() if end else len(text)
            yield from pattern.finditer(text, start, stop)


def settle_hits(hits: list[Hit], length: int) -> tuple[Hit, ...]:
    """Those that don't overlap: strong before weak, the longest, then the earliest; in the text's order."""
    taken: list[Hit] = []
    free = bytearray(length)
    for hit in sorted(hits, key=lambda hit: (hit.weak, hit.start - hit.end, hit.start)):
        if not any(free[hit.start : hit.end]):
            free[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            taken.append(hit)
    return tuple(sorted(taken, key=lambda hit: hit.start))


def settle(found: Iterable[Found], length: int, rank: Mapping[str, int]) -> list[Found]:
    """Those that don't overlap, by place: the longest, the earliest, by `rank` of rules, called by name."""
    taken: list[Found] = []
    free = bytearray(length)
    for one in sorted(
        found,
        key=lambda one: (
            one.start - one.end,
            one.start,
            rank.get(one.rule, rank[""]),
            not one.name,
            one.rule,
        ),
    ):
        if not any(free[one.start : one.end]):
            free[one.start : one.end] = b"\1" * (one.end - one.start)
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)
