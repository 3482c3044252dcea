"""Relations with their sentences as one list that the browser draws at once, and what is clicked in it.

A hub has hundreds of sentences and buttons: as elements of Streamlit's they took the browser a second.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graph.facts import Evidence
from graph.model import Entity, Relation
from graph.queries import Neighbours
from graph.schema import load_schema
from graph.words import carried_word
from ui.canvas.component import draw_sentences
from ui.parts import ways
from ui.parts.evidence import say_place
from ui.parts.markup import marked_parts
from ui.session import note_action, take_events
from ui.words import entity_type, full_name, language, relation_type, say

TOGETHER = 4
"""How many sentences of a relation come with a list; of one that has more, the others come with itself."""

SIDES = {True: "out", False: "in", None: "both"}
"""What tells a group from that of the same type on the other side."""

_HEADS = {True: ("", "→"), False: ("←", ""), None: ("",)}
"""The arrows about a group's type, which stands where "" does."""

Side = tuple[str, str]
"""A group's type, and its row of SIDES."""


@dataclass(frozen=True, slots=True)
class Clicks:
    """What is called for a click: on a relation with its id, on what shows a whole group."""

    look: Callable[[str], None]
    open_group: Callable[[Side], None]


def show_groups(
    page: str, here: Entity, groups: Sequence[Neighbours], titles: Mapping[str, str], clicks: Clicks
) -> None:
    """The relations of an entity in their groups, each with its first sentence and the way to the others."""
    rows = [_group(group, here.id, titles) for group in groups]
    _show(page, here.id, {"groups": rows, "quotes": []}, clicks)


def show_all(page: str, relation: Relation, titles: Mapping[str, str], clicks: Clicks) -> None:
    """Every sentence of a relation."""
    _show(page, relation.id, {"groups": [], "quotes": _quotes(relation.evidence, titles)}, clicks)


def _show(page: str, of: str, data: Mapping[str, object], clicks: Clicks) -> None:
    words = {
        "look": say("ui.panel.look"),
        "read": say("ui.evidence.read"),
        "read_help": say("ui.evidence.read_help"),
    }
    key = f"{page}.sentences"
    draw_sentences({"of": of, "words": words, **data}, key=key, on_events=lambda: _hear(key, clicks))


def _hear(key: str, clicks: Clicks) -> None:
    note_action()
    for event in take_events(key):
        if event["kind"] == "look":
            clicks.look(str(event["id"]))
        elif event["kind"] == "group":
            clicks.open_group((str(event["type"]), str(event["side"])))
        elif event["kind"] == "read":
            start, end = event["at"]
            ways.read_document(str(event["doc"]), (int(start), int(end)))


def _group(group: Neighbours, here: str, titles: Mapping[str, str]) -> dict[str, object]:
    kind = load_schema().relations[group.type]
    shown = len(group.relations)
    cut = shown < group.total
    return {
        "type": group.type,
        "side": SIDES[group.outgoing],
        "word": relation_type(group.type),
        "color": kind.color,
        "arrows": _HEADS[group.outgoing],
        "total": str(group.total),
        "rows": [
            _row(relation, other, here, titles)
            for relation, other in zip(group.relations, group.others, strict=True)
        ],
        "more": say("ui.panel.more", shown=shown, total=group.total) if cut else "",
    }


def _row(relation: Relation, other: Entity, here: str, titles: Mapping[str, str]) -> dict[str, object]:
    kind = load_schema().entities[other.type]
    directed = load_schema().relations[relation.type].directed
    left = max(0, len(relation.evidence) - 1)
    return {
        "id": relation.id,
        "arrow": "↔" if not directed else "→" if relation.head == here else "←",
        "name": full_name(other),
        "kind": entity_type(other.type),
        "color": kind.color,
        "shape": kind.shape,
        "quotes": _quotes(relation.evidence[:TOGETHER], titles),
        "left": say("ui.evidence.further", count=left) if left else "",
        "whole": left < TOGETHER,
    }


def _quotes(evidence: Sequence[Evidence], titles: Mapping[str, str]) -> list[dict[str, object]]:
    before = (None, *evidence)
    return [_quote(place, titles, after) for place, after in zip(evidence, before, strict=False)]


def _quote(place: Evidence, titles: Mapping[str, str], after: Evidence | None) -> dict[str, object]:
    return {
        "parts": marked_parts(place),
        "source": say_place(place, titles, after),
        "note": carried_word(place.carried, language()),
        "doc": place.doc,
        "at": (place.start, place.end),
    }
