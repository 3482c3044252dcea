"""The best scores so far, kept in data/gold/reached.json: what no change may fall below."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError, OutputError
from loaders.answers import GOLD
from loaders.scoring import Score, Tally
from text import say

PATH = GOLD / "reached.json"
PLACES = 4
"""Decimals of a floor. It is rounded down, so that the score it was taken from does not fall below it."""

FEWEST = 5
"""A type with fewer gold facts has no floor: one fact would move its score by a fifth or more."""

Floors = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fall:
    """A score below its floor."""

    name: str
    floor: float
    score: float


def measure_floors(score: Score) -> dict[str, float]:
    """The F1 of every kind, and of every type with enough gold, as `kind` or `entity_type.id`."""
    rows = (
        *_named("", score.kinds),
        *_named("entity_type.", score.entity_types),
        *_named("relation_type.", score.relation_types),
    )
    return {name: _round_down(tally.f1) for name, tally in rows if tally.gold >= FEWEST}


def find_falls(floors: Floors, score: Score) -> tuple[Fall, ...]:
    """The floors that the score does not reach, in their order; one that is not measured any more is 0."""
    now = measure_floors(score)
    rows = (Fall(name, floor, now.get(name, 0.0)) for name, floor in floors.items())
    return tuple(row for row in rows if row.score < row.floor)


def raise_floors(floors: Floors, score: Score) -> dict[str, float]:
    """The floors, each raised to the score where that is higher; none is ever lowered or dropped."""
    now = measure_floors(score)
    return {name: max(floors.get(name, 0.0), now.get(name, 0.0)) for name in {**now, **floors}}


def read_reached(path: Path = PATH) -> dict[str, dict[str, float]]:
    """The floors of each set of gold, by the set's name. Raises DataFileError."""
    try:
        sets = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataFileError(path=path, line=0, problem=error) from error
    for value in _values(sets):
        if not isinstance(value, float) or not 0 <= value <= 1:
            raise DataFileError(path=path, line=0, problem=say("scoring.gold.no_floor", value=value))
    return sets


def write_reached(sets: Mapping[str, Floors], path: Path = PATH) -> None:
    """Replace the file. Raises OutputError."""
    try:
        path.write_text(json.dumps(sets, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(path=path, reason=error.strerror or error) from error


def _values(sets: object) -> Iterator[object]:
    for floors in sets.values() if isinstance(sets, dict) else [sets]:
        yield from floors.values() if isinstance(floors, dict) else [floors]


def _named(prefix: str, tallies: Mapping[str, Tally]) -> Iterable[tuple[str, Tally]]:
    return ((prefix + key, tally) for key, tally in tallies.items())


def _round_down(value: float) -> float:
    return math.floor(value * 10**PLACES) / 10**PLACES
