"""Which documents' facts a view counts, as values, and as the store's facts: pure functions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.filters import documents_of_years, year_of
from graph.model import Entity, Facts, Relation

Years = tuple[int, int]

_ANY_YEAR: Years = (0, 9999)


@dataclass(frozen=True, slots=True)
class Sources:
    """What counts: documents of `years` (first and last; None for all), those without a date if `undated`.

    Of these only the `documents` named (ids of their nodes), and only relations of the `statuses` named;
    an empty one names all.
    """

    years: Years | None = None
    undated: bool = True
    documents: tuple[str, ...] = ()
    statuses: frozenset[str] = frozenset()


def facts_of(sources: Sources, documents: Iterable[Entity]) -> Facts:
    """The store's facts that count, `documents` being all of the store."""
    statuses = sources.statuses or None
    if sources.years is None and sources.undated and not sources.documents:
        return Facts(statuses=statuses)
    named = [row for row in documents if not sources.documents or row.id in sources.documents]
    return Facts(documents_of_years(named, *(sources.years or _ANY_YEAR), sources.undated), statuses)


def span_of(documents: Iterable[Entity]) -> Years | None:
    """The first and the last year of the dated documents; None where none has a date."""
    years = [year for year in map(year_of, documents) if year is not None]
    return (min(years), max(years)) if years else None


def relations_by_year(relations: Iterable[Relation], documents: Iterable[Entity]) -> Mapping[int, int]:
    """How many relations the documents of each year state: a relation counts once a year."""
    years = {str(row.details["file"]): year_of(row) for row in documents}
    return Counter(
        year
        for row in relations
        for year in {years.get(place.doc) for place in row.evidence}
        if year is not None
    )


def chosen_years(years: Sequence[int], span: Years) -> Years | None:
    """What a choice of years means: the whole span is no choice, so that documents to come count too."""
    first, last = min(years), max(years)
    return None if (first, last) == span else (first, last)


def slider_span(years: Years | None, span: Years) -> Years:
    """The ends of a slider that can show the years: those of the documents, unless a link names others."""
    first, last = years or span
    return min(first, span[0]), max(last, span[1])
