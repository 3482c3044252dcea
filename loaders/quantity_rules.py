"""The rows about numbers of `data/rules/indicators.toml`, checked and compiled."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from loaders.numerals import CHINESE_DIGITS, FRACTION, NUMBER
from loaders.rules import load_rules
from text import say

KINDS = ("count", "measure", "share", "span", "tenth")
BOUNDS = (">=", "<=", "=")
SCALE = r"[十百千]?万亿|[十百千]?亿|[十百千]?万|千|百"

_TO = r"\s*(?:[-–—~～]+|至|到)\s*"
_NEAR = r"(?:约|近|为|了|到|至|过)?$"
_PERIODS = "天|日|年|月|秒|人|小时|分钟"
# 万余人 without a number is more than one 万; 数万余 and 二十万余 are not.
_NUMERALS = "".join(CHINESE_DIGITS) + "十百千万亿"
_ALONE = rf"(?<![{_NUMERALS}几数\d上])(?=[万亿][余多])"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A row of [[unit]]: `guarded` are words with the characters that may not follow (家:庭园);
    a `modifier` unit before a noun describes the noun (200兆瓦电站).
    """

    id: str
    kind: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    guarded: tuple[str, ...] = ()
    modifier: bool = False


@dataclass(frozen=True, slots=True)
class ImpliedRow:
    """A row of [[implied]]: what bare 万 and 亿 count beside these words."""

    id: str
    unit: str
    after: tuple[str, ...]
    before: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A row of [[bound]]: words on one side of a figure.

    `reach` ones may stand apart from it, `close` ones stand right at it, `only` is the one kind of
    unit that they go with.
    """

    id: str
    side: str
    bound: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    reach: bool = False
    close: bool = False
    only: str = ""


@dataclass(frozen=True, slots=True)
class RankRow:
    """A row of [[rank]]: 前三 right after one of the cues is a figure; `mark` is 前 or 第."""

    id: str
    mark: str
    bound: str
    unit: str
    cues: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatioRow:
    """A row of [[ratio]]: 1:18 a little after one of the cues is a figure."""

    id: str
    cues: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HalfRow:
    """A row of [[half]]: 一半 right after one of the cues is a figure."""

    id: str
    cues: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MultipleRow:
    """A row of [[multiple]]: words that say how many times as much."""

    id: str
    words: tuple[str, ...]
    value: str
    unit: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoneRow:
    """A row of [[none]]: words beside a number that make it no figure.

    `side` is before, after, after_unit, or before_steps: before 十, 百 and 千 alone.
    """

    id: str
    side: str
    words: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpokenRow:
    """A row of [[spoken]]: where one Chinese numeral is a figure, and before which nouns none is.

    It is one with the `units`, and with any after one of the `deeds` (新增两个) or, in the same clause,
    of the `holders` (下辖甲园和乙园两个园区).
    """

    id: str
    units: tuple[str, ...]
    deeds: tuple[str, ...]
    abstract: tuple[str, ...]
    holders: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuantityRules:
    """The rows about numbers, compiled."""

    pattern: re.Pattern[str]
    units: Mapping[str, UnitRow]
    before: re.Pattern[str]
    after: re.Pattern[str]
    bounds: Mapping[str, BoundRow]
    none: Mapping[str, tuple[str, ...]]
    spoken: SpokenRow
    implied: tuple[ImpliedRow, ...]
    ranks: tuple[RankRow, ...]
    ratio_cues: tuple[str, ...]
    half_cues: tuple[str, ...]
    multiples: tuple[MultipleRow, ...]


def load_quantity_rules(path: Path) -> QuantityRules:
    """The rows about numbers of a rule file; raises DataFileError for one that can't be used."""
    units = {word: row for row in load_rules(path, "unit", UnitRow) for word in row.words}
    for row in units.values():
        _check(path, row.id, row.kind in KINDS and all(":" in pair for pair in row.guarded))
    guards = dict(pair.split(":", 1) for row in units.values() for pair in row.guarded)
    forms = "|".join(
        re.escape(word) + (f"(?![{guards[word]}])" if word in guards else "")
        for word in sorted(units, key=len, reverse=True)
    )
    bounds = {word: row for row in load_rules(path, "bound", BoundRow) for word in row.words}
    for row in bounds.values():
        _check(path, row.id, row.side in ("before", "after") and row.bound in BOUNDS)
    none: dict[str, tuple[str, ...]] = {"before": (), "before_steps": (), "after": (), "after_unit": ()}
    for row in load_rules(path, "none", NoneRow):
        _check(path, row.id, row.side in none)
        none[row.side] += row.words
    return QuantityRules(
        pattern=_number_pattern(forms),
        units=units,
        before=_before_pattern(bounds),
        after=re.compile(
            f"(?P<word>{_longest_first(word for word, row in bounds.items() if row.side == 'after')})"
        ),
        bounds=bounds,
        none=none,
        spoken=load_rules(path, "spoken", SpokenRow)[0],
        implied=load_rules(path, "implied", ImpliedRow),
        ranks=load_rules(path, "rank", RankRow),
        ratio_cues=tuple(cue for row in load_rules(path, "ratio", RatioRow) for cue in row.cues),
        half_cues=tuple(cue for row in load_rules(path, "half", HalfRow) for cue in row.cues),
        multiples=load_rules(path, "multiple", MultipleRow),
    )


def _check(path: Path, row: str, good: bool) -> None:
    if not good:
        raise DataFileError(path=path, line=row, problem=say("names.data.wrong_form", key=row))


def _before_pattern(bounds: Mapping[str, BoundRow]) -> re.Pattern[str]:
    """Bound words at the end of the text before a figure, some with what it is a part of (不到全省的1%)."""
    rows = [(word, row) for word, row in bounds.items() if row.side == "before"]
    far = _longest_first(word for word, row in rows if row.reach)
    close = _longest_first(word for word, row in rows if row.close)
    plain = _longest_first(word for word, row in rows if not row.reach and not row.close)
    return re.compile(
        rf"(?:(?P<far>{far})(?P<apart>[^，。；、\d]{{0,5}})"
        rf"|(?P<word>{plain})(?P<part>[^，。；、\d]{{1,9}}的)?|(?P<close>{close})){_NEAR}"
    )


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _number_pattern(units: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?=[\d{_NUMERALS}])(?<![\dA-Za-z.．])(?:(?P<fraction>{FRACTION})"
        rf"|(?P<low>{NUMBER}|{_ALONE})(?:(?:{SCALE})?(?:{units})?{_TO}(?P<high>{NUMBER}))?"
        rf"\s?(?P<more>[余多])?(?P<scale>{SCALE})?(?P<more2>[余多])?"
        rf"(?P<unit>(?:{units})(?:/(?:{SCALE})?(?:{units}|{_PERIODS})(?:[·•](?:{units}))?)?)?)"
    )
