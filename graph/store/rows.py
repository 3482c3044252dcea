"""The model's entities and relations as the store's properties, and back; archived facts as text."""

import base64
import json
import zlib
from collections.abc import Collection, Mapping
from typing import Any

from graph.facts import DocumentFacts, Evidence, Span, from_rows, to_rows
from graph.model import Entity, Relation, Spot
from graph.schema import ENTITY_LABEL, Schema

ENTITY_KEYS = ("id", "name", "aliases", "degree")
RELATION_KEYS = (
    "id",
    "status",
    "quotes",
    "documents",
    "titles",
    "sections",
    "starts",
    "ends",
    "rules",
    "marks",
    "carried",
)
"""A relation's evidence lies in lists of equal length, so that a query shows it without a join."""


def entity_row(entity: Entity) -> dict[str, object]:
    """A node's properties. Raises ValueError where a detail would hide one of ENTITY_KEYS."""
    hidden = sorted(set(entity.details) & set(ENTITY_KEYS))
    if hidden:
        raise ValueError(f"details can't be named {hidden}")
    return {
        "id": entity.id,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "degree": entity.degree,
        **entity.details,
    }


def read_entity(schema: Schema, labels: Collection[str], properties: Mapping[str, object]) -> Entity | None:
    """The entity of a node, or None for a node that is not one of ours."""
    kinds = [row.id for row in schema.entities.values() if row.name in labels]
    if ENTITY_LABEL not in labels or len(kinds) != 1 or not isinstance(properties.get("id"), str):
        return None
    return Entity(
        id=properties["id"],
        type=kinds[0],
        name=properties.get("name", ""),
        aliases=tuple(properties.get("aliases", ())),
        details={key: properties[key] for key in sorted(properties) if key not in ENTITY_KEYS},
        degree=properties.get("degree", 0),
    )


def read_spot(kinds: Mapping[str, str], types: Mapping[str, str], row: Mapping[str, Any]) -> Spot | None:
    """The entity of a row of cypher.spots with its relations, or None for a node that is not one of ours.

    `kinds` and `types` are the ids of the schema's entity and relation types by the store's names.
    """
    found = [kinds[label] for label in row["labels"] if label in kinds]
    if ENTITY_LABEL not in row["labels"] or len(found) != 1 or not isinstance(row["id"], str):
        return None
    relations = [
        (tail, relation, types[kind], documents or (), status or "")
        for tail, relation, kind, documents, status in row["relations"]
        if kind in types and isinstance(relation, str)
    ]
    return Spot(row["key"], row["id"], found[0], row["name"] or "", row["degree"] or 0, relations)


def relation_row(relation: Relation, titles: Mapping[str, str]) -> dict[str, object]:
    """A relation's ends and properties; `titles` gives the documents' titles by id."""
    evidence = relation.evidence
    return {
        "head": relation.head,
        "tail": relation.tail,
        "id": relation.id,
        "status": relation.status,
        "quotes": [item.quote for item in evidence],
        "documents": [item.doc for item in evidence],
        "titles": [titles.get(item.doc, "") for item in evidence],
        "sections": [item.section for item in evidence],
        "starts": [item.start for item in evidence],
        "ends": [item.end for item in evidence],
        "rules": [item.rule for item in evidence],
        "marks": [" ".join(f"{start}-{end}" for start, end in item.marks) for item in evidence],
        "carried": [item.carried for item in evidence],
    }


def read_relation(
    schema: Schema, type_name: str, head: str, tail: str, properties: Mapping[str, object]
) -> Relation | None:
    """The relation of an edge between two entities, or None for an edge that is not one of ours."""
    kinds = [row.id for row in schema.relations.values() if row.name == type_name]
    if not kinds or any(key not in properties for key in RELATION_KEYS):
        return None
    columns = (
        "documents",
        "sections",
        "starts",
        "ends",
        "quotes",
        "rules",
        "marks",
        "carried",
    )
    evidence = tuple(
        Evidence(doc, section, start, end, quote, rule, _spans(marks), carried)
        for doc, section, start, end, quote, rule, marks, carried in zip(
            *(properties[column] for column in columns), strict=True
        )
    )
    return Relation(properties["id"], kinds[0], head, tail, evidence, properties["status"])


def pack(facts: DocumentFacts) -> str:
    """A document's facts as compressed text: a property of any size holds on both stores."""
    rows = json.dumps(list(to_rows(facts)), ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(rows.encode())).decode("ascii")


def unpack(text: str) -> DocumentFacts:
    """What `pack` made, read back."""
    return from_rows(json.loads(zlib.decompress(base64.b64decode(text))))


def _spans(marks: str) -> tuple[Span, ...]:
    pairs = (mark.split("-") for mark in marks.split())
    return tuple((int(start), int(end)) for start, end in pairs)
