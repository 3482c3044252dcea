"""A block of the document as the finders see it: its text, its words, and what the gazetteer knows in it."""

import re
from dataclasses import dataclass

from loaders.gazetteer import Gazetteer, Hit
from loaders.segment import Segmenter, Token

RUN = re.compile(r"[0-9A-Za-z+.%·〇\u3400-\u9fff]+")
"""Text that words can run through: no punctuation, no spaces."""

DASHES = "—–―-－~～"


@dataclass(frozen=True, slots=True)
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
    are only split where someone asks for them, run by run.
    """

    def __init__(self, text: str, offset: int, kind: str, gazetteer: Gazetteer, segmenter: Segmenter) -> None:
        self.text = text
        self.offset = offset
        self.kind = kind
        self.hits: tuple[Hit, ...] = settle_hits(gazetteer.hits(text))
        self._segmenter = segmenter
        self._runs: dict[int, list[Token]] = {}
        self._spans = [found.span() for found in RUN.finditer(text)]

    def tokens(self, at: int) -> list[Token]:
        """The words of the run around the place `at`; none where a mark or space stands there."""
        for start, end in self._spans:
            if start <= at < end:
                if start not in self._runs:
                    self._runs[start] = self._segmenter.tokens(self.text[start:end], start)
                return self._runs[start]
        return []

    def is_boundary(self, at: int) -> bool:
        """Whether a word ends or starts at the place."""
        if at in (0, len(self.text)):
            return True
        tokens = self.tokens(at)
        return not tokens or any(token.start == at for token in tokens)

    def hit_at(self, at: int) -> Hit | None:
        """The gazetteer's form that covers the place."""
        return next((hit for hit in self.hits if hit.start <= at < hit.end), None)

    def hit_ending(self, at: int) -> Hit | None:
        """The gazetteer's form that ends at the place."""
        return next((hit for hit in self.hits if hit.end == at), None)


def settle_hits(hits: list[Hit]) -> tuple[Hit, ...]:
    """Those that don't overlap: strong before weak, the longest, then the earliest; in the text's order."""
    taken: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.weak, hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
    return tuple(sorted(taken, key=lambda hit: hit.start))
