"""Which facts count, as words ask for it: documents, years and statuses of the command line."""

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from errors import NotFound, RequestError
from graph.filters import documents_of_years, year_of
from graph.model import Entity, Facts
from graph.queries import get_entity
from graph.resolve import STATUSES, document_id
from graph.schema import DOCUMENT
from graph.store.base import ALL, Store
from graph.words import STATED, status_name
from text import LANGUAGES, say

_YEARS = re.compile(r"([0-9]{4})(?:[-–—~]([0-9]{4}))?")


def facts_asked(store: Store, args: argparse.Namespace) -> Facts:
    """What the options --document, --year, --undated and --status ask for; Facts() where none is given.

    Documents and years together: the documents named that are of these years. Raises NotFound for a
    document that the store does not have and for years of which it has none, RequestError for years and
    statuses that can't be read, or --undated without years.
    """
    documents = _documents(store, args.document, args.year, args.undated)
    statuses = frozenset(read_status(word) for word in args.status) if args.status else None
    return Facts(documents, statuses)


def read_years(text: str) -> tuple[int, int]:
    """The first and last year of "2024-2026" or "2024". Raises RequestError for anything else."""
    found = _YEARS.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if first > last:
        raise RequestError(problem=partial(say, "graph.request.years", value=text))
    return first, last


def read_status(word: str) -> str:
    """The status of an id or a word of either language, "stated" for ""; RequestError for any other."""
    wanted = word.strip().casefold()
    for status in STATUSES:
        if wanted in (
            status or STATED,
            *(status_name(status, language).casefold() for language in LANGUAGES),
        ):
            return status
    known = ", ".join(f"{status_name(status)} ({status or STATED})" for status in STATUSES)
    raise RequestError(problem=partial(say, "graph.request.status", word=word, known=known))


def _documents(store: Store, names: Sequence[str], years: str | None, undated: bool) -> frozenset[str] | None:
    if undated and not years:
        raise RequestError(problem=partial(say, "graph.request.undated"))
    named = frozenset(_document(store, name) for name in names)
    if not years:
        return named or None
    documents = store.find("", (DOCUMENT,), ALL).entities
    dated = documents_of_years(documents, *read_years(years), undated)
    found = dated & named if named else dated
    if not found:
        raise NotFound(wanted=years, nearest=partial(_say_years, documents))
    return found


def _document(store: Store, name: str) -> str:
    """The id in evidence of a document that is named by that id, its node's, its title or number."""
    for row in store.entities([document_id(name), name]):
        if row.type == DOCUMENT:
            return str(row.details["file"])
    found = get_entity(store, name, (DOCUMENT,))
    if found.type != DOCUMENT:
        raise NotFound(wanted=name, nearest="")
    return str(found.details["file"])


def _say_years(documents: Iterable[Entity], language: str | None) -> str:
    years = [year_of(row) for row in documents]
    known = say("graph.list", language).join(map(str, sorted({year for year in years if year is not None})))
    return say("graph.years", language, years=known or "0", undated=years.count(None))


def facts_data(facts: Facts) -> dict[str, list[str] | None]:
    """Which facts count, as plain values."""
    return {
        "documents": None if facts.documents is None else sorted(facts.documents),
        "statuses": None if facts.statuses is None else sorted(row or STATED for row in facts.statuses),
    }


def say_facts(facts: Facts, language: str) -> Iterator[str]:
    """Which facts count, a sentence each for documents and statuses where only some do."""
    if facts.documents is not None:
        yield say("graph.cli.documents", language, count=len(facts.documents))
    if facts.statuses is not None:
        names = (status_name(row, language) for row in STATUSES if row in facts.statuses)
        yield say("graph.cli.statuses", language, statuses=say("graph.list", language).join(names))
