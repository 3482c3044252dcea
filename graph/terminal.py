"""Answers as text for a terminal: tables in which Chinese lines up, relations with their sentences."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from graph.model import Entity, Path, Relation
from graph.words import (
    entity_word,
    is_directed,
    relation_word,
    say_source,
    status_word,
)
from text import say

CELL = 60
"""The widest a table's cell may be, in columns of the terminal; what is cut ends in …."""


def plain(text: object) -> str:
    """A text on one line, without the marks that would steer a terminal."""
    marks = (" " if mark.isspace() or unicodedata.category(mark) == "Cc" else mark for mark in str(text))
    return "".join(mark for mark in marks if unicodedata.category(mark) not in ("Cf", "Cs"))


def width(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters two, combining marks none."""
    return sum(_columns(mark) for mark in text)


def draw_table(heads: Sequence[str], rows: Iterable[Sequence[object]], cell: int | None = CELL) -> str:
    """Aligned columns under their heads, no cell wider than `cell` (None: whole); numbers to the right."""
    rows = [list(row) for row in rows]
    texts = [[_cut(plain(value), cell) for value in row] for row in rows]
    sizes = [max(map(width, column)) for column in zip(heads, *texts, strict=True)]
    numbers = [bool(rows) and all(isinstance(row[i], int) for row in rows) for i in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        parts = (_pad(text, sizes[i], numbers[i]) for i, text in enumerate(cells))
        return "  ".join(parts).rstrip()

    rule = "  ".join("─" * size for size in sizes)
    return "\n".join([line(heads), rule, *map(line, texts)])


def draw_relation(
    relation: Relation,
    entities: Mapping[str, Entity],
    titles: Mapping[str, str],
    language: str | None,
    most: int,
    start: str | None = None,
) -> list[str]:
    """A relation as lines: its statement, then at most so many sentences, and how many more there are.

    With `start` it is told from that end, the arrow then showing which way it reads.
    """
    lines = [_statement(relation, entities, language, start or relation.head)]
    for place in relation.evidence[:most]:
        lines.append(f"    {plain(place.quote)}")
        lines.append(f"      —— {plain(say_source(place, titles, language))}")
    if len(relation.evidence) > most:
        lines.append("    " + say("graph.cli.more_places", language, more=len(relation.evidence) - most))
    if not relation.evidence:
        lines.append("    " + say("graph.cli.no_evidence", language))
    return lines


def draw_path(
    label: str, path: Path, titles: Mapping[str, str], language: str | None, most: int
) -> list[str]:
    """A path as lines: the label and its entities in a row, its cost, then each hop's relations.

    These are as `draw_relation` has them.
    """
    entities = {row.id: row for row in path.entities}
    names = " — ".join(f"{plain(row.name)}（{entity_word(row.type, language)}）" for row in path.entities)
    cost = say("graph.cli.cost", language, hops=len(path.hops), cost=f"{path.cost:.2f}")
    lines = [f"{label} {names}", f"   {cost}"]
    for one, hop in zip(path.entities, path.hops, strict=False):
        for relation in hop:
            told = draw_relation(relation, entities, titles, language, most, one.id)
            lines += ["   " + line for line in told]
    return lines


def _statement(relation: Relation, entities: Mapping[str, Entity], language: str | None, start: str) -> str:
    words = relation_word(relation.type, language)
    if relation.status:
        words += f"［{status_word(relation.status, language)}］"
    one, other = plain(entities[start].name), plain(entities[relation.other(start)].name)
    if not is_directed(relation.type):
        return f"{one} —{words}— {other}"
    return f"{one} —{words}→ {other}" if start == relation.head else f"{one} ←{words}— {other}"


def _columns(mark: str) -> int:
    if unicodedata.combining(mark) or unicodedata.category(mark) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(mark) in "WF" else 1


def _pad(text: str, size: int, right: bool) -> str:
    space = " " * (size - width(text))
    return space + text if right else text + space


def _cut(text: str, cell: int | None) -> str:
    if cell is None or width(text) <= cell:
        return text
    kept = ""
    for mark in text:
        if width(kept) + _columns(mark) > cell - 1:
            break
        kept += mark
    return kept + "…"
