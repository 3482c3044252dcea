"""Relations with the sentences that state them, and where those stand."""

from collections.abc import Mapping

import streamlit as st

from graph.facts import Evidence
from graph.model import Entity, Relation
from graph.schema import load_schema
from graph.words import carried_word
from ui.parts import ways
from ui.parts.markup import Markup, quote, statement, write
from ui.words import language, relation_type, say

FEW = 2
"""How many sentences a relation shows in a list; all of them when it is looked at itself."""


def show_statement(relation: Relation, names: Mapping[str, str], first: str = "") -> None:
    """The relation as a line: head, type, tail; an undirected one begins with `first` if that is an end."""
    kind = load_schema().relations[relation.type]
    begin, end = relation.head, relation.tail
    if not kind.directed and end == first:
        begin, end = end, begin
    st.html(statement(names[begin], kind, relation_type(relation.type), names[end]))


def show_evidence(
    relation: Relation,
    titles: Mapping[str, str],
    page: str,
    limit: int | None = None,
    after: Evidence | None = None,
) -> Evidence | None:
    """The sentences that state a relation, at most `limit`, each with the way to where it stands.

    How many more there are is said. `page` tells the buttons of several places apart. `after` is the
    sentence that stands above: a source that is the same is not told again. Returns the last one shown.
    """
    shown = relation.evidence[:limit]
    for number, place in enumerate(shown):
        show_passage(place, titles, f"{page}.{relation.id}.{number}", after)
        after = place
    left = len(relation.evidence) - len(shown)
    if left:
        st.html(write('<p class="pg-more">{text}</p>', text=say("ui.evidence.more", count=left)))
    return after


def show_passage(place: Evidence, titles: Mapping[str, str], key: str, after: Evidence | None = None) -> None:
    """One sentence, and the way to where it stands; `after` is the one above it."""
    with st.container(gap=None, key=f"quote.{key}"):
        st.html(evidence_markup(place, titles, after))
        st.button(
            say("ui.evidence.read"),
            key=f"read.{key}",
            type="tertiary",
            help=say("ui.evidence.read_help"),
            on_click=ways.read_document,
            args=(place.doc, (place.start, place.end)),
        )


def evidence_markup(place: Evidence, titles: Mapping[str, str], after: Evidence | None = None) -> Markup:
    """One sentence with its source: the document's title and the heading it stands under.

    What of it is the same as of the sentence above, `after`, is left out.
    """
    return quote(place, say_place(place, titles, after), carried_word(place.carried, language()))


def say_place(place: Evidence, titles: Mapping[str, str], after: Evidence | None = None) -> str:
    """Where a sentence stands; what of it is the same as of the sentence above, `after`, is left out."""
    if after and after.doc == place.doc:
        same = after.section == place.section
        return say("ui.evidence.same") if same else place.section or say("ui.evidence.same_document")
    title = titles.get(place.doc, place.doc).strip("《》")
    if place.section:
        return say("ui.evidence.source", title=title, section=place.section)
    return say("ui.evidence.document", title=title)


def names_of(entities: tuple[Entity, ...]) -> dict[str, str]:
    """The entities' names by id."""
    return {entity.id: entity.name for entity in entities}
