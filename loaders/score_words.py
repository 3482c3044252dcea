"""Scores as people and programs read them: cells of tables, lists of what is missed or extra, JSON."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from loaders.answers import Figure, Link, Thing
from loaders.scoring import DocumentScore, Row, Score, Tally
from text import say

_GROUPS = {Thing: "entities", Link: "relations", Figure: "indicators"}


@dataclass(frozen=True, slots=True)
class Group:
    """The first rows of one list of one document, and how many there are in all, in the side's own order."""

    doc: str
    key: str
    total: int
    title: str
    rows: tuple[str, ...]


def tally_cells(tally: Tally) -> list[object]:
    """right, gold, found, precision, recall, F1; a share of nothing is –."""
    shares = (
        (tally.precision, tally.found),
        (tally.recall, tally.gold),
        (tally.f1, tally.gold + tally.found),
    )
    return [
        tally.right,
        tally.gold,
        tally.found,
        *(f"{share:7.1%}" if whole else f"{'–':>7}" for share, whole in shares),
    ]


def list_differences(
    documents: Iterable[DocumentScore], misses: int, extras: int, language: str
) -> tuple[Group, ...]:
    """What differs, document by document: at most so many rows of each list, and how many there are."""
    return tuple(
        _group(document.doc, key, rows, most, language)
        for document in documents
        for key, rows, most in _lists(document, misses, extras)
        if rows and most
    )


def score_data(
    documents: Sequence[DocumentScore], total: Score, groups: Sequence[Group]
) -> dict[str, object]:
    """All of a run's scores as plain values."""
    return {
        **_plain(total),
        "documents": {row.doc: _plain(row.score) for row in documents},
        "differences": [asdict(group) for group in groups],
    }


def _lists(document: DocumentScore, misses: int, extras: int) -> Iterator[tuple[str, list[str], int]]:
    differences = document.differences
    for key, rows in _by_class(differences.missed):
        yield f"missed_{key}", [_say_row(row) for row in rows], misses
    retyped = [f"{gold.name}  {gold.type} ≠ {found.type}" for gold, found in differences.retyped]
    yield "retyped", retyped, misses
    loose = [f"{_say_row(gold)}  ≠  {_bound(found)}" for gold, found in differences.loose]
    yield "loose", loose, misses
    for key, rows in _by_class(differences.extra):
        yield f"extra_{key}", [_say_row(row) for row in rows], extras


def _by_class(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    for kind, group in groupby(rows, type):
        yield _GROUPS[kind], list(group)


def _group(doc: str, key: str, rows: Sequence[str], most: int, language: str) -> Group:
    shown = min(len(rows), most)
    title = say(
        "scoring.list",
        language,
        doc=doc,
        what=say(f"scoring.differences.{key}", language),
        shown=shown,
        total=len(rows),
    )
    return Group(doc, key, len(rows), title, tuple(rows[:most]))


def _say_row(row: Row) -> str:
    if isinstance(row, Thing):
        return f"{row.type}  {row.name}"
    if isinstance(row, Link):
        return f"{row.head}  {row.type}  {row.tail}"
    return f"{row.subject}  {row.name}  {_bound(row)}"


def _bound(row: Figure) -> str:
    return f"{row.bound} {row.value}{row.unit} {row.deadline}".rstrip()


def _plain(score: Score) -> dict[str, object]:
    def rows(tallies: Iterable[tuple[str, Tally]]) -> dict[str, dict[str, float]]:
        return {
            key: {
                "right": tally.right,
                "gold": tally.gold,
                "found": tally.found,
                "precision": tally.precision,
                "recall": tally.recall,
                "f1": tally.f1,
            }
            for key, tally in tallies
        }

    return {
        "kinds": rows(score.kinds.items()),
        "entity_types": rows(score.entity_types.items()),
        "relation_types": rows(score.relation_types.items()),
    }
