"""Figures in a sentence: number, unit and bound, with the words around them that say so.

What is no figure (dates, ordinals, line numbers, voltages, figures of speech) is left out by the
rows of `data/rules/indicators.toml`; which thing a figure counts is `loaders.indicators`' work.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.facts import Span
from loaders.numerals import (
    CHINESE_STEPS,
    HALF,
    RATIO,
    fraction_unit,
    is_chinese,
    read_fraction,
    read_number,
)
from loaders.quantity_rules import KINDS, QuantityRules

COUNT, MEASURE, SHARE, SPAN, TENTH = KINDS
RANK, MULTIPLE = "rank", "multiple"

_LIST_GAP = re.compile(r"、|和|及|与|以及|或")
_FRONT = re.compile(
    r"(?P<mark>[前第])(?P<number>[一二三四五六七八九十]{1,2}|\d{1,3})(?P<unit>[名位])?(?=[，。；、,;）)]|列|$)"
)
_RATIO = re.compile(rf"(?<![\d:：∶]){RATIO}(?![\d:：∶]|时|点)")
_QUOTED = re.compile(r"[“‘「《][^”’」》]*[”’」》]")
_WINDOW = 14
_RATIO_REACH = 10
_NICKNAME = 10
_ROW = 80
_NEXT_WORD = 6


@dataclass(slots=True)
class Quantity:
    """A figure: text[start:end] is number and unit, `outer` also holds the words of its bound.

    `bare` is the unit without 万 or 亿; a unit that the text leaves out is "" until its list gives it.
    """

    start: int
    end: int
    outer: Span
    value: str
    unit: str
    bare: str
    scale: str
    kind: str
    bound: str
    modifier: bool = False


def find_quantities(
    text: str, start: int, end: int, rules: QuantityRules, masked: Sequence[Span]
) -> list[list[Quantity]]:
    """The figures of text[start:end] in order, those that a list joins (5家、8家和10家) together.

    `masked` are spans whose numbers belong to names, as those that close a short quotation do
    (“黄金三十条”). A list's members share the unit and the bound
    that only one of them shows.
    """
    if text.find("“", start, end) >= 0:
        masked = [*masked, *_nicknames(text, start, end, rules)]
    found = [
        quantity
        for match in rules.pattern.finditer(text, start, end)
        if not _is_masked(match.span(), masked) and (quantity := _read(text, start, end, match, rules))
    ]
    found += _find_ranks(text, start, end, rules, masked) + _find_multiples(text, start, end, rules)
    found += _find_ratios(text, start, end, rules, masked)
    found.sort(key=lambda quantity: quantity.start)
    groups: list[list[Quantity]] = []
    for quantity in found:
        if groups and groups[-1][-1].end > quantity.start:
            continue
        if groups and _is_listed(text, end, groups[-1][-1], quantity):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return [group for group in (_complete(group, text, end, rules) for group in groups) if group]


def _is_listed(text: str, end: int, last: Quantity, quantity: Quantity) -> bool:
    """Whether a figure goes on a list: of one unit, or of another where it closes the clause (3条、5公里)."""
    if not _LIST_GAP.fullmatch(text, last.outer[1], quantity.outer[0]):
        return False
    if not last.bare or last.bare == quantity.bare:
        return bool(quantity.bare or quantity.scale or not last.bare)
    closes = quantity.outer[1] >= end or text[quantity.outer[1]] in "，。；、）"
    return bool(quantity.bare) and closes


def _nicknames(text: str, start: int, end: int, rules: QuantityRules) -> list[Span]:
    """Short quotations that end with a number and its unit: measures known by how many they are."""
    return [
        match.span()
        for match in _QUOTED.finditer(text, start, end)
        if len(match[0]) <= _NICKNAME
        and any(found.end() == match.end() - 1 for found in rules.pattern.finditer(text, *match.span()))
    ]


def _is_masked(span: Span, masked: Sequence[Span]) -> bool:
    return any(span[0] < stop and begin < span[1] for begin, stop in masked)


def _read(text: str, start: int, end: int, match: re.Match[str], rules: QuantityRules) -> Quantity | None:
    """The figure of a match, None where it is none; a bare number is kept for the list it may be in."""
    after = text[match.end() : min(end, match.end() + _WINDOW)]
    if after.startswith(rules.none["after_unit" if match["unit"] else "after"]):
        return None
    if text.endswith(rules.none["before"], start, match.start()):
        return None
    try:
        value = _value(match)
    except ValueError:
        return None
    scale, bare = match["scale"] or "", match["unit"] or ""
    unit = rules.units.get(bare.partition("/")[0])
    kind = unit.kind if unit else ""
    if match["fraction"]:
        bare, kind = fraction_unit(match["fraction"]), SHARE
    if kind == TENTH:
        value, bare, kind = f"{float(value) * 10:g}", "%", SHARE
    if _is_idle(match, value, kind, text[start : match.start()], after, rules):
        return None
    bound, outer = _find_bound(text, start, end, match.span(), kind, rules)
    more = ">=" if match["more"] or match["more2"] else "="
    return Quantity(
        start=match.start(),
        end=match.end(),
        outer=outer,
        value=value,
        unit=scale + bare.replace("％", "%"),
        bare=bare,
        scale=scale,
        kind=kind,
        bound=bound or more,
        modifier=bool(unit and unit.modifier),
    )


def _value(match: re.Match[str]) -> str:
    if match["fraction"]:
        return read_fraction(match["fraction"])
    low = read_number(match["low"]) if match["low"] else "1"
    return f"{low}-{read_number(match['high'])}" if match["high"] else low


def _is_idle(
    match: re.Match[str], value: str, kind: str, before: str, after: str, rules: QuantityRules
) -> bool:
    """Whether a Chinese numeral is a figure of speech, an ordinal or no count at all."""
    number, unit = match["low"] or "", match["unit"] or ""
    if match["fraction"]:
        return match["fraction"] == HALF and not before.endswith(rules.half_cues)
    if not is_chinese(number):
        return False
    if number[0] in CHINESE_STEPS and before.endswith(rules.none["before_steps"]):
        return True
    if match["scale"] or match["more"] or match["more2"]:
        return not unit and not match["scale"]
    if not unit or after.startswith(rules.spoken.abstract):
        return True
    if kind == SHARE:
        return False
    if value == "1" or number == "二" or after.startswith("：") or _is_rough(number):
        return True
    told = unit in rules.spoken.units or before.endswith(rules.spoken.deeds)
    # 下辖甲园、乙园和丙园三个园区: the count of a list that is spelt out.
    clause = re.split("[，；]", before[-_ROW:])[-1]
    told = told or any(word in clause for word in rules.spoken.holders)
    return len(number) < 2 and not told and not match["high"]


def _is_rough(number: str) -> bool:
    """Whether Chinese digits without steps stand side by side: 三五家 is no number, 六四分 a split."""
    return len(number) > 1 and not any(char in CHINESE_STEPS or char == "点" for char in number)


def _find_bound(
    text: str, start: int, end: int, span: Span, kind: str, rules: QuantityRules
) -> tuple[str, Span]:
    """The bound that the words around say ("" for none), and the span with those words."""
    bound, outer_start, outer_end = "", span[0], span[1]
    window = max(start, span[0] - _WINDOW)
    before = rules.before.search(text[window : span[0]])
    if before:
        bound = rules.bounds[before["far"] or before["word"] or before["close"]].bound
        # What stands between the word and the figure belongs to the name: 至少新增5家, 不到全省的1%.
        outer_start = span[0] if before["apart"] or before["part"] else window + before.start()
    after = rules.after.match(text, span[1], end)
    if after and rules.bounds[after["word"]].only in ("", kind):
        bound, outer_end = rules.bounds[after["word"]].bound, after.end()
    return bound, (outer_start, outer_end)


def _find_ranks(
    text: str, start: int, end: int, rules: QuantityRules, masked: Sequence[Span]
) -> list[Quantity]:
    """Ranks such as 全省前三 and 全省第2位, where a cue stands before them."""
    found = []
    for match in _FRONT.finditer(text, start, end):
        before = text[start : match.start()]
        for row in rules.ranks:
            if match["mark"] != row.mark or not before.endswith(row.cues) or _is_masked(match.span(), masked):
                continue
            value, unit = read_number(match["number"]), match["unit"] or row.unit
            found.append(Quantity(*match.span(), match.span(), value, unit, unit, "", RANK, row.bound))
    return found


def _find_ratios(
    text: str, start: int, end: int, rules: QuantityRules, masked: Sequence[Span]
) -> list[Quantity]:
    """Ratios such as 1:18, where a cue stands a little before them."""
    found = []
    for match in _RATIO.finditer(text, start, end):
        near = text[max(start, match.start() - _RATIO_REACH) : match.start()]
        if _is_masked(match.span(), masked) or not any(cue in near for cue in rules.ratio_cues):
            continue
        value = re.sub("[：∶]", ":", match[0])
        bound, outer = _find_bound(text, start, end, match.span(), SHARE, rules)
        found.append(Quantity(*match.span(), outer, value, "", "", "", SHARE, bound or "="))
    return found


def _find_multiples(text: str, start: int, end: int, rules: QuantityRules) -> list[Quantity]:
    return [
        Quantity(at, at + len(word), (at, at + len(word)), row.value, row.unit, row.unit, "", MULTIPLE, "=")
        for row in rules.multiples
        for word in row.words
        if (at := text.find(word, start, end)) >= 0
    ]


def _complete(group: list[Quantity], text: str, end: int, rules: QuantityRules) -> list[Quantity]:
    """The list with the units and bounds that its members leave out; empty where no unit is said."""
    last = group[-1]
    if not last.bare and not _is_fraction(last):
        implied = _implied_unit(last, text, end, rules) if last.scale else ""
        if not implied:
            return []
        group = [*group[:-1], replace(last, bare=implied, unit=last.scale + implied, kind=MEASURE)]
    filled: list[Quantity] = []
    for quantity in reversed(group):
        if not quantity.bare and not _is_fraction(quantity):
            following = filled[-1]
            unit = quantity.scale + following.bare if quantity.scale else following.unit
            quantity.bare, quantity.unit, quantity.kind = following.bare, unit, following.kind
        filled.append(quantity)
    filled.reverse()
    shared = next((q.bound for q in (filled[0], filled[-1]) if q.bound != "="), "=")
    for quantity in filled:
        if quantity.bound == "=":
            quantity.bound = shared
    return filled


def _is_fraction(quantity: Quantity) -> bool:
    return quantity.kind == SHARE


def _implied_unit(quantity: Quantity, text: str, end: int, rules: QuantityRules) -> str:
    ahead = text[quantity.outer[1] : min(end, quantity.outer[1] + _NEXT_WORD)]
    behind = text[max(0, quantity.outer[0] - _WINDOW) : quantity.outer[0]]
    for row in rules.implied:
        if any(word in ahead for word in row.after) or any(word in behind for word in row.before):
            return row.unit
    return ""
