"""The names of types, states and places of evidence as people read them, in either language."""

from collections.abc import Mapping

from graph.facts import Evidence
from graph.model import Entity, Subgraph
from graph.schema import load_schema
from text import default_language, say

DETAILS = (
    *("file", "title", "issuer", "number", "date", "genre"),
    *("subject", "value", "unit", "bound", "deadline"),
)
"""What only documents and indicators have, in the order in which it is read."""

BOUNDS = {">=": "≥", "<=": "≤"}
"""A figure's bound as people write it; "=" and none stay as they are."""

STATED = "stated"
"""What links and commands call the status of a plain statement, which is "" in the graph."""


def entity_word(kind: str, language: str | None = None) -> str:
    """The name of an entity type; the id itself where the schema has none."""
    row = load_schema().entities.get(kind)
    return kind if row is None else _named(row.name, row.en, language)


def relation_word(kind: str, language: str | None = None) -> str:
    """The name of a relation type; the id itself where the schema has none."""
    row = load_schema().relations.get(kind)
    return kind if row is None else _named(row.name, row.en, language)


def is_directed(kind: str) -> bool:
    """Whether a relation type reads from head to tail only; so does one that the schema does not have."""
    row = load_schema().relations.get(kind)
    return row is None or row.directed


def status_word(status: str, language: str | None = None) -> str:
    """What a relation's status says; "" for a plain statement."""
    return say(f"graph.status.{status}", language) if status else ""


def status_name(status: str, language: str | None = None) -> str:
    """What a status is called where people choose one: a plain statement's has a name there too."""
    return say(f"graph.status.{status or STATED}", language)


def carried_word(carried: str, language: str | None = None) -> str:
    """Where a subject came from that is not in the quote; "" where it is."""
    return say(f"graph.carried.{carried}", language) if carried else ""


def say_source(place: Evidence, titles: Mapping[str, str], language: str | None = None) -> str:
    """Where a sentence stands: the document's title (its id where none is known), section and offsets."""
    title = titles.get(place.doc, place.doc)
    section = place.section or say("graph.source.no_section", language)
    words = say(
        "graph.source.place", language, title=title, section=section, start=place.start, end=place.end
    )
    if not place.carried:
        return words
    return words + say("graph.source.carried", language, words=carried_word(place.carried, language))


def say_details(entity: Entity, language: str | None = None) -> tuple[tuple[str, str], ...]:
    """What only some types have, as pairs of a word and its value; what is empty is left out."""
    shown = [(key, entity.details[key]) for key in DETAILS if entity.details.get(key, "") != ""]
    return tuple(
        (say(f"graph.detail.{key}", language), BOUNDS.get(value, value) if key == "bound" else str(value))
        for key, value in shown
    )


def say_shown(subgraph: Subgraph, language: str | None = None) -> str:
    """A sentence: how many entities and relations are shown, of how many, ranked by what."""
    counts = say(
        "graph.shown.counts",
        language,
        entities=len(subgraph.entities),
        total_entities=subgraph.total_entities,
        relations=len(subgraph.relations),
        total_relations=subgraph.total_relations,
    )
    if not subgraph.order:
        return counts
    order = say(f"graph.order.{subgraph.order}", language)
    return counts + say("graph.shown.order", language, order=order)


def _named(zh: str, en: str, language: str | None) -> str:
    return en if (language or default_language()) == "en" else zh
