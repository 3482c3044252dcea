"""A subgraph as JSON for programs; `read` gives back what `write` was given.

    {"format": "policy-graph", "version": 1, "title": …, "language": "zh" | "en",
     "shown": {"entities": n, "total_entities": m, "relations": n, "total_relations": m,
               "order": key or "", "words": a sentence},
     "entities": [{"id", "type", "name", "aliases", "details", "degree"}],
     "relations": [{"id", "type", "head", "tail", "status",
                    "evidence": [{"doc", "section", "start", "end", "quote", "rule", "marks", "carried"}]}],
     "positions": {entity id: [x, y]}, "documents": {document id: title}}

Types are ids of the schema; `start` and `end` are characters of the document's cleaned text.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import BinaryIO

from errors import RequestError
from graph.facts import Evidence
from graph.model import Entity, Relation, Subgraph
from graph.words import say_shown

FORMAT, VERSION = "policy-graph", 1


def write(
    subgraph: Subgraph,
    stream: BinaryIO,
    *,
    title: str,
    language: str,
    positions: Mapping[str, tuple[float, float]] | None = None,
    documents: Mapping[str, str] | None = None,
) -> None:
    """Write UTF-8 JSON, indented, as the module says."""
    data = {"format": FORMAT, "version": VERSION, "title": title, "language": language}
    data |= subgraph_data(subgraph, language)
    data |= {"positions": dict(positions or {}), "documents": dict(documents or {})}
    stream.write(json.dumps(data, ensure_ascii=False, indent=1).encode())


def subgraph_data(subgraph: Subgraph, language: str | None = None) -> dict[str, object]:
    """The keys shown, entities and relations, as plain values."""
    return {
        "shown": {
            "entities": len(subgraph.entities),
            "total_entities": subgraph.total_entities,
            "relations": len(subgraph.relations),
            "total_relations": subgraph.total_relations,
            "order": subgraph.order,
            "words": say_shown(subgraph, language),
        },
        "entities": [entity_data(row) for row in subgraph.entities],
        "relations": [asdict(row) for row in subgraph.relations],
    }


def entity_data(entity: Entity) -> dict[str, object]:
    """An entity as plain values."""
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "details": dict(entity.details),
        "degree": entity.degree,
    }


def read(stream: BinaryIO) -> Subgraph:
    """The subgraph of a file that `write` wrote. Raises RequestError where it is none."""
    try:
        data = json.load(stream)
        shown = data["shown"]
        return Subgraph(
            tuple(Entity(**{**row, "aliases": tuple(row["aliases"])}) for row in data["entities"]),
            tuple(_relation(row) for row in data["relations"]),
            shown["total_entities"],
            shown["total_relations"],
            shown["order"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise RequestError(problem=error) from error


def _relation(row: Mapping) -> Relation:
    evidence = tuple(
        Evidence(**{**place, "marks": tuple((start, end) for start, end in place["marks"])})
        for place in row["evidence"]
    )
    return Relation(**{**row, "evidence": evidence})
