"""All figures of the graph in rows, and the figures of one thing over documents and years."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.contradictions import (
    core_name,
    document_year,
    load_contradiction_rules,
    split_unit,
    unit_kind,
    value_range,
)
from graph.facts import Evidence
from graph.model import Entity
from graph.schema import DOCUMENT, HAS_INDICATOR, INDICATOR
from graph.store.base import ALL, Store


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator of a subject with every place that states it; `relation` is the id of their 设定."""

    relation: str
    subject: Entity
    indicator: Entity
    evidence: tuple[Evidence, ...]

    def detail(self, name: str) -> str:
        """The indicator's value, unit, bound or deadline as text."""
        return str(self.indicator.details.get(name, ""))


@dataclass(frozen=True, slots=True)
class Point:
    """A figure as numbers: `low` and `high` in the bare unit (equal but for a range).

    `year` is the figure's own, else its document's, else "".
    """

    figure: Figure
    doc: str
    year: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one thing, whoever's: `name` is what their names come down to, `unit` the bare unit."""

    name: str
    unit: str
    points: tuple[Point, ...]


def list_figures(store: Store) -> tuple[Figure, ...]:
    """All figures, of the subjects with most relations first; then by subject, name, year and id."""
    indicators = {row.id: row for row in store.find("", (INDICATOR,), ALL).entities}
    links = store.links_of(sorted(indicators), (HAS_INDICATOR,))
    subjects = {row.id: row for row in store.entities(sorted({link.head for link in links}))}
    relations = store.relations([link.id for link in links])
    figures = [Figure(row.id, subjects[row.head], indicators[row.tail], row.evidence) for row in relations]

    def order(row: Figure) -> tuple:
        return -row.subject.degree, row.subject.name, row.indicator.name, row.detail("deadline"), row.relation

    return tuple(sorted(figures, key=order))


def list_series(figures: Iterable[Figure], years: Mapping[str, str]) -> tuple[Series, ...]:
    """The figures by the thing that they count, those of two points or more; most points first, then by name.

    `years` gives the documents' own years by id. A figure that several documents state is a point of
    each. Names are compared as contradictions are: what says nothing of the thing is left out.
    """
    rules = load_contradiction_rules()
    groups: dict[tuple[str, str], list[Point]] = defaultdict(list)
    units: dict[tuple[str, str], str] = {}
    for figure in figures:
        span = value_range(figure.indicator, rules)
        name = core_name(figure.indicator.name, rules)
        if span is None or name in rules.vague:
            continue
        unit = figure.detail("unit")
        key = name, unit_kind(unit, rules)
        units.setdefault(key, split_unit(unit, rules)[1])
        for doc in dict.fromkeys(place.doc for place in figure.evidence):
            year = figure.detail("deadline") or years.get(doc, "")
            groups[key].append(Point(figure, doc, year, float(span[0]), float(span[1])))
    found = [
        Series(name.removeprefix("+"), units[name, kind], tuple(sorted(points, key=_by_year)))
        for (name, kind), points in groups.items()
        if len(points) > 1
    ]
    return tuple(sorted(found, key=lambda row: (-len(row.points), row.name, row.unit)))


def document_years(store: Store) -> dict[str, str]:
    """The year of each document, by its id: its date's, else the one that its title names, else ""."""
    documents = store.find("", (DOCUMENT,), ALL).entities
    return {str(row.details["file"]): document_year(row) for row in documents}


def _by_year(point: Point) -> tuple:
    return point.year or "9999", point.figure.subject.name, point.doc, point.figure.relation
