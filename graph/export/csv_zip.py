"""A zip of tables for Excel: entities, relations and figures with a row a source, and a note on them."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from graph.facts import Evidence
from graph.model import Subgraph
from graph.schema import HAS_INDICATOR, INDICATOR
from graph.words import (
    DETAILS,
    carried_word,
    entity_word,
    is_directed,
    relation_word,
    say_shown,
    status_word,
)
from text import say

ENTITY_COLUMNS = ("id", "type", "name", "aliases", "degree")
INDICATOR_COLUMNS = (
    *("id", "subject", "name", "bound", "value", "unit", "deadline"),
    *("document", "doc", "section", "start", "end", "quote", "carried", "rule"),
)
RELATION_COLUMNS = (
    *("id", "head_id", "head_type", "head", "relation", "directed", "tail_id", "tail_type", "tail", "status"),
    *("document", "doc", "section", "start", "end", "quote", "carried", "rule"),
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_HARMLESS = re.compile(r"=|[+-]?\d+(?:\.\d+)?")


def write(
    subgraph: Subgraph,
    stream: BinaryIO,
    *,
    title: str,
    language: str,
    positions: Mapping[str, tuple[float, float]] | None = None,
    documents: Mapping[str, str] | None = None,
) -> None:
    """Write the zip: UTF-8 with a byte order mark, the same bytes for the same graph.

    A text cell that a spreadsheet would take for a formula gets an apostrophe in front. Places are not
    part of tables: `positions` is not used.
    """
    about = say("graph.export.about", language, title=title, shown=say_shown(subgraph, language))
    heads = _heads((*ENTITY_COLUMNS, *DETAILS), language)
    relation_heads = _heads(RELATION_COLUMNS, language)
    parts = {
        "about.txt": about,
        "entities.csv": _table(heads, _entity_rows(subgraph, language)),
        "relations.csv": _table(relation_heads, _relation_rows(subgraph, language, documents or {})),
    }
    figures = list(_indicator_rows(subgraph, language, documents or {}))
    if figures:
        parts["indicators.csv"] = _table(_heads(INDICATOR_COLUMNS, language), figures)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8-sig"))


def write_rows(columns: Iterable[str], rows: Iterable[Iterable[object]], stream: BinaryIO) -> None:
    """Write one table as it is shown, safe for a spreadsheet as `write` makes it; None is an empty cell."""
    stream.write(_table(columns, rows).encode("utf-8-sig"))


def _heads(keys: Iterable[str], language: str) -> list[str]:
    return [say(f"graph.{'detail' if key in DETAILS else 'column'}.{key}", language) for key in keys]


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(map(_cell, heads))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and _FORMULA.match(value) and not _HARMLESS.fullmatch(value):
        return "'" + value
    return value


def _entity_rows(subgraph: Subgraph, language: str) -> Iterator[list]:
    between = say("graph.list", language)
    for row in subgraph.entities:
        kind = entity_word(row.type, language)
        own = [row.id, kind, row.name, between.join(row.aliases), row.degree]
        yield own + [row.details.get(key, "") for key in DETAILS]


def _relation_rows(subgraph: Subgraph, language: str, documents: Mapping[str, str]) -> Iterator[list]:
    entities = {row.id: row for row in subgraph.entities}
    for row in subgraph.relations:
        head, tail = entities[row.head], entities[row.tail]
        stated = [
            *(row.id, head.id, entity_word(head.type, language), head.name),
            relation_word(row.type, language),
            say("graph.export.yes" if is_directed(row.type) else "graph.export.no", language),
            *(tail.id, entity_word(tail.type, language), tail.name),
            status_word(row.status, language),
        ]
        for place in row.evidence:
            yield stated + _where(place, language, documents)
        if not row.evidence:
            yield stated + [""] * (len(RELATION_COLUMNS) - len(stated))


def _indicator_rows(
    subgraph: Subgraph, language: str, documents: Mapping[str, str]
) -> Iterator[list[object]]:
    """Each figure with each of its sources; without one where the relation to its subject is not shown."""
    stated_by = {row.tail: row for row in subgraph.relations if row.type == HAS_INDICATOR}
    for row in subgraph.entities:
        if row.type != INDICATOR:
            continue
        figure = [row.details.get(key, "") for key in ("bound", "value", "unit", "deadline")]
        told = [row.id, row.details.get("subject", ""), row.name, *figure]
        places = stated_by[row.id].evidence if row.id in stated_by else ()
        for place in places:
            yield told + _where(place, language, documents)
        if not places:
            yield told + [""] * (len(INDICATOR_COLUMNS) - len(told))


def _where(place: Evidence, language: str, documents: Mapping[str, str]) -> list[object]:
    title = documents.get(place.doc, place.doc)
    where = [title, place.doc, place.section, place.start, place.end, place.quote]
    return [*where, carried_word(place.carried, language), place.rule]
