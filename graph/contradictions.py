"""Figures of one thing that the documents give differently: found, never decided.

Two indicators contradict each other where they are figures of one subject, of one name (words that say
nothing of the thing apart), in one kind of unit and for one year, stand in different sentences, and give
different numbers. What counts as one name and one unit are rows of `data/schema/contradictions.toml`.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path

from config import ROOT
from errors import DataFileError
from graph.facts import Evidence
from graph.model import Entity, Graph
from graph.naming import fold
from graph.schema import DOCUMENT, HAS_INDICATOR, INDICATOR
from graph.store.base import ALL, Store

FILE = ROOT / "data" / "schema" / "contradictions.toml"

_PLACES = frozenset(("NewArea", "NewTown", "Park", "Region"))
_NUMBER = r"\d+(?:\.\d+)?"
_VALUE = re.compile(rf"(?P<low>{_NUMBER})(?:-(?P<high>{_NUMBER})|/(?P<under>[1-9]\d*))?")
_ROUNDED = Fraction(1, 100)
"""The most of a number that rounding may hide."""
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Claim:
    """One of two figures: the indicator and every place that states it."""

    indicator: Entity
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two figures of one thing. `name` is what both names come down to, `year` the year of both.

    `year` is "" where neither says one; then both stand in one document. `exclusive` says that no
    number is both (15 家 and 10 家); otherwise one could be (15 家 and at least 10), yet the text
    gives two. `first` is the one that stands first, by document and place.
    """

    subject: Entity
    name: str
    year: str
    first: Claim
    second: Claim
    exclusive: bool


@dataclass(frozen=True, slots=True)
class ContradictionRules:
    """The rows of contradictions.toml, made ready for use."""

    fillers: re.Pattern[str]
    partner: re.Pattern[str]
    counts: tuple[str, ...]
    added: tuple[str, ...]
    vague: frozenset[str]
    classifiers: frozenset[str]
    scales: tuple[tuple[str, int], ...]


@cache
def load_contradiction_rules(path: Path = FILE) -> ContradictionRules:
    """The rules of a file. Raises DataFileError where it can't be used."""
    try:
        with path.open("rb") as handle:
            rows = tomllib.load(handle)
        partners, deeds = ("|".join(map(re.escape, rows[key])) for key in ("partners", "shared_deeds"))
        front = "|".join(map(re.escape, _longest([*rows["fillers"], *rows["added"]])))
        return ContradictionRules(
            fillers=re.compile("|".join(map(re.escape, _longest(rows["fillers"])))),
            partner=re.compile(rf"^(?P<front>(?:{front})*)(?:{partners}).+?(?:(?:{deeds})的?|(?={front}))"),
            counts=tuple(_longest(rows["counts"])),
            added=tuple(_longest(rows["added"])),
            vague=frozenset(rows["vague"]),
            classifiers=frozenset(rows["classifiers"]),
            scales=tuple((word, int(rows["scales"][word])) for word in _longest(rows["scales"])),
        )
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataFileError(path=path, line=0, problem=error) from error


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def find_contradictions(graph: Graph) -> tuple[Contradiction, ...]:
    """Every pair of indicators of the graph that contradict each other, exclusive ones first.

    Then by subject and name, and by document and place. Indicators whose name says only what is
    measured (总投资), or whose value is no number, contradict nothing.
    """
    rules = load_contradiction_rules()
    entities = {row.id: row for row in graph.entities}
    places = frozenset(fold(row.name) for row in graph.entities if row.type in _PLACES)
    years = {str(row.details["file"]): document_year(row) for row in graph.entities if row.type == DOCUMENT}
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for relation in graph.relations:
        if relation.type != HAS_INDICATOR:
            continue
        indicator = entities[relation.tail]
        name = core_name(_without_places(indicator.name, places), rules)
        if name in rules.vague or value_range(indicator, rules) is None:
            continue
        unit = unit_kind(str(indicator.details["unit"]), rules)
        for year, evidence in _by_year(indicator, relation.evidence, years):
            groups[relation.head, name, unit, year].append(Claim(indicator, tuple(evidence)))
    found = [
        _pair(entities[subject], name, year, one, other, rules)
        for (subject, name, _, year), claims in groups.items()
        for one, other in combinations(claims, 2)
        if _differ(one, other, rules)
    ]
    return tuple(sorted(found, key=_order))


def find_stored_contradictions(store: Store) -> tuple[Contradiction, ...]:
    """The same of all that a store holds. Raises StoreUnavailable where the server does not answer."""
    indicators = store.find("", (INDICATOR,), ALL).entities
    links = store.links_of([row.id for row in indicators], (HAS_INDICATOR,))
    subjects = store.entities(sorted({link.head for link in links}))
    others = store.find("", (DOCUMENT, *sorted(_PLACES)), ALL).entities
    relations = store.relations([link.id for link in links])
    return find_contradictions(Graph((*indicators, *subjects, *others), relations))


def _without_places(name: str, places: frozenset[str]) -> str:
    """A name without the row of places in front of it that says whose it is (甲区、乙市新增护理联盟)."""
    start = 0
    while (mark := name.find("、", start)) >= 0 and fold(name[start:mark]) in places:
        start = mark + 1
    last = (end for end in range(len(name) - 1, start, -1) if fold(name[start:end]) in places)
    return name[next(last, 0) :] if start else name


def core_name(name: str, rules: ContradictionRules) -> str:
    """What a name counts, whatever words it says it with: 医联体 of 累计新增与甲市组建的各类医联体.

    What is added keeps a mark that says so, for it is not what there is.
    """
    folded = fold(name)
    text = rules.partner.sub(lambda found: found["front"], folded) or folded
    text = rules.fillers.sub("", text)
    new = any(word in text for word in rules.added)
    for word in rules.added:
        text = text.replace(word, "", 1)
    for word in rules.counts:
        if text.endswith(word) and len(text) > len(word) + 1:
            text = text.removesuffix(word)
            break
    text = text.strip("的、") or folded
    return f"+{text}" if new else text


def unit_kind(unit: str, rules: ContradictionRules) -> str:
    """What figures of one kind share: the unit without 万 or 亿, one sign for all classifiers."""
    bare = split_unit(unit, rules)[1]
    return "#" if bare in rules.classifiers else bare


def split_unit(unit: str, rules: ContradictionRules) -> tuple[int, str]:
    """How many of the bare unit a unit is, and the bare unit: 万家 is 10,000 家."""
    folded = fold(unit) if unit else ""
    for word, times in rules.scales:
        if folded.startswith(word) and len(folded) > len(word):
            return times, folded[len(word) :]
    return 1, folded


def value_range(indicator: Entity, rules: ContradictionRules) -> tuple[Fraction, Fraction] | None:
    """The numbers that a figure gives, without its bound, in the bare unit; None where it is none."""
    found = _VALUE.fullmatch(str(indicator.details["value"]))
    if not found:
        return None
    times = split_unit(str(indicator.details["unit"]), rules)[0]
    low = Fraction(found["low"]) * times / int(found["under"] or 1)
    return low, Fraction(found["high"]) * times if found["high"] else low


def _by_year(
    indicator: Entity, places: Iterable[Evidence], years: Mapping[str, str]
) -> Iterator[tuple[str, list[Evidence]]]:
    """The places of an indicator by its year: its own, or that of each document that gives none.

    A document that has no year either stands for itself.
    """
    own = str(indicator.details.get("deadline", ""))
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for place in places:
        groups[own or years.get(place.doc) or f"?{place.doc}"].append(place)
    yield from groups.items()


def document_year(document: Entity) -> str:
    """The year of a document: its date's, else the one that its title names."""
    dated = _YEAR.match(str(document.details.get("date", "")))
    if dated:
        return dated[0]
    named = set(_YEAR.findall(document.name))
    return named.pop() if len(named) == 1 else ""


def _differ(one: Claim, other: Claim, rules: ContradictionRules) -> bool:
    """Whether two figures are different numbers of different sentences, neither a range with the other's.

    Figures of one sentence are parts of a list. 1.5万 and 1.49万 are one number, rounded once.
    """
    places = {(place.doc, place.start) for place in one.evidence}
    if places & {(place.doc, place.start) for place in other.evidence}:
        return False
    first, second = value_range(one.indicator, rules), value_range(other.indicator, rules)
    slack = max(_precision(one.indicator, rules), _precision(other.indicator, rules)) / 2
    slack = min(slack, max(first[1], second[1]) * _ROUNDED)
    return first[1] + slack < second[0] or second[1] + slack < first[0]


def _precision(indicator: Entity, rules: ContradictionRules) -> Fraction:
    """How much the last digit of a decimal number is worth; 0 of a whole one in its bare unit."""
    times = split_unit(str(indicator.details["unit"]), rules)[0]
    decimals = str(indicator.details["value"]).partition("-")[0].partition(".")[2]
    return Fraction(times, 10 ** len(decimals)) if decimals.isdigit() or times > 1 else Fraction(0)


def _pair(
    subject: Entity, name: str, year: str, one: Claim, other: Claim, rules: ContradictionRules
) -> Contradiction:
    first, second = sorted(
        (one, other), key=lambda claim: min((row.doc, row.start) for row in claim.evidence)
    )
    (low, high), (other_low, other_high) = (_bounded(claim.indicator, rules) for claim in (first, second))
    said = "" if year.startswith("?") else year
    exclusive = high < other_low or other_high < low
    return Contradiction(subject, name.removeprefix("+"), said, first, second, exclusive)


def _bounded(indicator: Entity, rules: ContradictionRules) -> tuple[Fraction | float, Fraction | float]:
    """All numbers that a figure allows, by its bound."""
    low, high = value_range(indicator, rules)
    bound = indicator.details["bound"]
    return (float("-inf") if bound == "<=" else low), (float("inf") if bound == ">=" else high)


def _order(row: Contradiction) -> tuple:
    place = min((evidence.doc, evidence.start) for evidence in row.first.evidence)
    return not row.exclusive, row.subject.name, row.name, place, row.second.indicator.id
