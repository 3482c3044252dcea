"""What is known of the entity or relation that is selected: facts, sentences, and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from errors import NotFound
from graph.filters import trim
from graph.model import Entity, Facts
from graph.queries import Description, describe, document_titles
from graph.resolve import UNCOUNTED
from graph.schema import load_schema
from graph.store.base import Store
from graph.words import say_details, status_word
from ui.parts.evidence import show_statement
from ui.parts.markup import entity_head, plain
from ui.parts.sentences import SIDES, Clicks, show_all, show_groups
from ui.session import act, note_action
from ui.state import Selection, select
from ui.words import entity_type, full_name, language, say

FIRST = 4
"""How many relations a group shows before it is opened."""


@dataclass(frozen=True, slots=True)
class Action:
    """A button of the panel: a row of ui.action, and what it does with the entity's id."""

    name: str
    run: Callable[[str], None]


def show_selected(
    store: Store, page: str, selection: Selection, actions: tuple[Action, ...], back: str = ""
) -> None:
    """The entity or relation that is selected; what is clicked in it is selected next.

    `back` is the row of words of a button above it that selects nothing, if there is one.
    """
    look = partial(act, page, select)
    if back:
        st.button(say(back), key=f"{page}.back", type="tertiary", on_click=look, args=("", None))
    if selection.kind == "relation":
        show_relation(store, selection.id, page, look)
    else:
        show_entity(store, selection.id, page, actions, look)


def show_entity(
    store: Store,
    entity_id: str,
    page: str,
    actions: tuple[Action, ...],
    look: Callable[[str, str], None],
    facts: Facts | None = None,
) -> None:
    """An entity with its relations that count, by type; `look(kind, id)` is called for what is clicked."""
    group_key = f"{page}.group"
    opened = st.session_state.get(group_key)
    try:
        known = describe(store, entity_id, None if opened and opened[0] == entity_id else FIRST, facts)
    except NotFound:
        st.info(say("ui.panel.gone"))
        return
    st.html(_head(known, filtered=facts not in (None, Facts())))
    _show_actions(known.entity, page, actions)
    relations = [relation for group in known.groups for relation in group.relations]
    titles = document_titles(store, relations)
    groups = known.groups
    if opened and opened[0] == entity_id:
        groups = tuple(row for row in groups if (row.type, SIDES[row.outgoing]) == opened[1])
        st.button(
            say("ui.panel.all_groups"),
            key=f"{page}.ungroup",
            type="tertiary",
            on_click=_open_group,
            args=(group_key, None),
        )
    if not known.total:
        st.caption(say("ui.panel.no_relations" if facts in (None, Facts()) else "ui.panel.none_counted"))
    show_groups(page, known.entity, groups, titles, _clicks(page, entity_id, look))


def show_relation(
    store: Store,
    relation_id: str,
    page: str,
    look: Callable[[str, str], None],
    facts: Facts | None = None,
) -> None:
    """A relation with every sentence of the documents that count; its ends can be clicked."""
    found = store.relations([relation_id])
    if not found:
        st.info(say("ui.panel.gone"))
        return
    relation = trim(found[0], facts or Facts())
    ends = {entity.id: entity for entity in store.entities([relation.head, relation.tail])}
    show_statement(relation, {key: full_name(entity) for key, entity in ends.items()})
    notes = [say("ui.panel.sentences", count=len(relation.evidence))]
    if len(relation.evidence) < len(found[0].evidence):
        notes = [say("ui.panel.some_sentences", count=len(relation.evidence), total=len(found[0].evidence))]
    if relation.status:
        notes.append(status_word(relation.status, language()))
    st.caption(" · ".join(notes))
    with st.container(horizontal=True, gap="small"):
        for end in dict.fromkeys((relation.head, relation.tail)):
            st.button(
                plain(full_name(ends[end])),
                key=f"{page}.end.{end}",
                on_click=_look,
                args=(look, "entity", end),
            )
    show_all(page, relation, document_titles(store, [relation]), _clicks(page, "", look))


def _clicks(page: str, entity_id: str, look: Callable[[str, str], None]) -> Clicks:
    return Clicks(
        look=partial(look, "relation"),
        open_group=lambda side: _open_group(f"{page}.group", (entity_id, side)),
    )


def _head(known: Description, filtered: bool) -> str:
    entity = known.entity
    notes = [say("ui.panel.relations", count=known.entity.degree)]
    if filtered:
        count = sum(group.total for group in known.groups if group.type not in UNCOUNTED)
        notes.append(say("ui.panel.counted", count=count))
    elif known.total > known.entity.degree:
        notes.append(say("ui.panel.further", count=known.total - known.entity.degree))
    if entity.aliases:
        notes.append(say("ui.panel.aliases", names=say("ui.list").join(entity.aliases)))
    notes.extend(
        say("ui.panel.detail", name=name, value=value) for name, value in say_details(entity, language())
    )
    return entity_head(
        full_name(entity), load_schema().entities[entity.type], entity_type(entity.type), notes
    )


def _show_actions(entity: Entity, page: str, actions: tuple[Action, ...]) -> None:
    with st.container(horizontal=True, gap="small", key=f"actions.{page}"):
        for action in actions:
            st.button(
                say(f"ui.action.{action.name}"),
                key=f"{page}.action.{action.name}",
                help=say(f"ui.action_help.{action.name}"),
                on_click=_run,
                args=(action.run, entity.id),
            )


def _open_group(key: str, group: object) -> None:
    note_action()
    st.session_state[key] = group


def _look(look: Callable[[str, str], None], kind: str, wanted: str) -> None:
    note_action()
    look(kind, wanted)


def _run(run: Callable[[str], None], entity: str) -> None:
    note_action()
    run(entity)
