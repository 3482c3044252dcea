"""Heads with their tails: all with all, or each with its own (甲、乙分别发展A、B)."""

import re
from collections.abc import Iterator
from itertools import product

from graph.facts import Span
from loaders.clauses import Sentence
from loaders.names import Named
from loaders.places import Place

EACH, PARTS = re.compile(r"分别|依次|各自"), (re.compile(r"[、和及与]"), re.compile(r"、"), re.compile(r"和"))
"""Words that give each head its own tail, and what stands between these."""

OWN = frozenset(("BUILDS",))
"""What each does by itself, so that one of several tails may be unnamed."""

Marked = tuple[Named, Span | None]
"""A name and the words that stand for it, None where none do."""
Head = tuple[Marked, str, Sentence]


def paired(place: Place, heads: list[Head], tails: list[Marked]) -> Iterator[tuple[Head, Marked]]:
    """Every head with every tail; where each has its own (甲、乙分别发展A、B), in the order of both.

    Nothing where they can't be told apart: as many heads as parts of the row there must be.
    """
    first = min((mark[0] for _, mark in tails if mark), default=place.hit.end)
    each = place.cue.row.tail == "after" and place.cue.row.relation in OWN
    if (
        len(heads) < 2
        or (len(tails) < 2 and not each)
        or not EACH.search(place.sentence.between(place.clause.start, first))
    ):
        yield from product(heads, tails)
        return
    for between in PARTS:
        parts = _parts(place, tails, between)
        if len(parts) == len(heads):
            for head, part in zip(heads, parts, strict=True):
                yield from product((head,), part)
            return


def _parts(place: Place, tails: list[Marked], between: re.Pattern[str]) -> list[list[Marked]]:
    """The tails in their order, cut where `between` stands between two."""
    parts: list[list[Marked]] = []
    at = 0
    for tail in tails:
        start, end = tail[1] or (at, at)
        if not parts or between.search(place.sentence.between(at, start)):
            parts.append([])
        parts[-1].append(tail)
        at = end
    return parts
