"""A zip of tables for Excel: entities, relations with a row a source, and a note on what they are."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from graph.model import Subgraph
from graph.words import carried_word, entity_word, is_directed, relation_word, say_shown, status_word
from text import say

ENTITY_COLUMNS = ("id", "type", "name", "aliases", "degree")
DETAIL_COLUMNS = (
    *("file", "title", "issuer", "number", "date", "genre"),
    *("subject", "value", "unit", "bound", "deadline"),
)
RELATION_COLUMNS = (
    *("id", "head_id", "head_type", "head", "relation", "directed", "tail_id", "tail_type", "tail", "status"),
    *("document", "doc", "section", "start", "end", "quote", "carried", "rule"),
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


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
    heads = [say(f"graph.column.{key}", language) for key in ENTITY_COLUMNS]
    heads += [say(f"graph.detail.{key}", language) for key in DETAIL_COLUMNS]
    relation_heads = [say(f"graph.column.{key}", language) for key in RELATION_COLUMNS]
    parts = {
        "about.txt": about,
        "entities.csv": _table(heads, _entity_rows(subgraph, language)),
        "relations.csv": _table(relation_heads, _relation_rows(subgraph, language, documents or {})),
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8-sig"))


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def _entity_rows(subgraph: Subgraph, language: str) -> Iterator[list]:
    between = say("graph.list", language)
    for row in subgraph.entities:
        kind = entity_word(row.type, language)
        own = [row.id, kind, row.name, between.join(row.aliases), row.degree]
        yield own + [row.details.get(key, "") for key in DETAIL_COLUMNS]


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
            title = documents.get(place.doc, place.doc)
            where = [title, place.doc, place.section, place.start, place.end, place.quote]
            yield stated + where + [carried_word(place.carried, language), place.rule]
        if not row.evidence:
            yield stated + [""] * (len(RELATION_COLUMNS) - len(stated))
