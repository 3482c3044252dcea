"""The answer of `python -m graph contradictions`: figures of one thing that differ, with their sentences."""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import partial

from errors import RequestError
from graph.commands import Answer
from graph.contradictions import Claim, Contradiction, find_stored_contradictions
from graph.export.json_text import entity_data
from graph.queries import title_documents
from graph.store.base import Store
from graph.terminal import plain
from graph.words import BOUNDS, say_source
from text import say


def contradictions(store: Store, args: argparse.Namespace) -> Answer:
    """All contradictions of the store, the first `limit` of them told, and how many there are."""
    if args.limit < 1:
        raise RequestError(problem=partial(say, "graph.request.limit", value=args.limit))
    found = find_stored_contradictions(store)
    shown = found[: args.limit]
    claims = [claim for row in shown for claim in (row.first, row.second)]
    titles = title_documents(store, {place.doc for claim in claims for place in claim.evidence})
    data = {"total": len(found), "contradictions": [_data(row) for row in shown], "documents": titles}
    text = "\n".join(line for row in shown for line in _lines(row, titles, args.lang))
    note = say("contradictions.shown", args.lang, shown=len(shown), total=len(found))
    return Answer(data, text, bool(found), (note,))


def _data(row: Contradiction) -> dict[str, object]:
    return {
        "subject": entity_data(row.subject),
        "name": row.name,
        "year": row.year,
        "exclusive": row.exclusive,
        "claims": [
            {
                "indicator": entity_data(claim.indicator),
                "evidence": [asdict(place) for place in claim.evidence],
            }
            for claim in (row.first, row.second)
        ],
    }


def _lines(row: Contradiction, titles: Mapping[str, str], language: str) -> Iterator[str]:
    kind = "exclusive" if row.exclusive else "different"
    head = "  ".join(plain(part) for part in (row.subject.name, row.name, row.year) if part)
    yield f"{head}［{say(f'contradictions.kind.{kind}', language)}］"
    for claim in (row.first, row.second):
        yield f"  {plain(claim.indicator.name)}: {_figure(claim)}"
        for place in claim.evidence:
            yield f"    {plain(place.quote)}"
            yield f"      —— {plain(say_source(place, titles, language))}"


def _figure(claim: Claim) -> str:
    details = claim.indicator.details
    bound = BOUNDS.get(str(details["bound"]), "")
    return plain(f"{bound}{details['value']}{details['unit']}")
