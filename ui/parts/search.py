"""The search box: suggestions as one types, with type and number of relations."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from errors import Ambiguous, NotFound
from graph.lookup import Lookup, open_lookup
from graph.model import Entity, Hits, Summary
from graph.queries import find, get_entity
from graph.schema import INDICATOR, load_schema
from graph.store.base import Store
from ui.boundary import guard
from ui.canvas.component import draw_search
from ui.parts.markup import plain
from ui.session import HELD, KEPT_SECONDS, note_action, take_events
from ui.words import entity_type, say

SHOWN = 8
"""How many suggestions stand under the box."""

Pick = Callable[[str], None]
"""What is called with the id of the entity that was chosen, before the page runs again."""


@dataclass(frozen=True, slots=True)
class Box:
    """What a search box is: the session key of its state, what it holds, its row of ui.search.

    `pick` takes the entity that is chosen; `add`, where there is one, each that is added while the box
    stays open; `shortcut` is whether the / key leads to it.
    """

    key: str
    value: str
    words: str
    pick: Pick
    add: Pick | None = None
    shortcut: bool = False


@st.fragment
def search_box(store: Store, box: Box) -> None:
    """Draw a search box. Typing reruns the box alone, choosing the whole page."""
    guard(lambda: _search_box(store, box), box.key)


@st.cache_resource(show_spinner=False, ttl=KEPT_SECONDS, max_entries=2)
def _lookup(address: str, _held: Summary, _store: Store) -> Lookup:
    """All names of the store, made ready once for all sessions; kept while the store holds what it held."""
    return open_lookup(_store, [kind for kind in load_schema().entities if kind != INDICATOR])


def suggest(store: Store, text: str) -> tuple[Entity, ...]:
    """Entities whose names are, hold or read like the text, best first, at most SHOWN."""
    return _lookup(store.address, st.session_state[HELD], store).find(text, (), SHOWN).entities


def _search_box(store: Store, box: Box) -> None:
    key = box.key
    state = st.session_state
    if state.pop(f"{key}.chosen", False):
        st.rerun()
    asked = state.get(f"{key}.text", "")
    lookup = _lookup(store.address, st.session_state[HELD], store)
    hits = lookup.find(asked, (), SHOWN)
    data = {
        "value": box.value,
        "asked": asked,
        "rows": [_row(entity, asked) for entity in hits.entities],
        "note": _note(asked, hits),
        "shortcut": box.shortcut,
        "adds": box.add is not None,
        "words": {
            "label": say(f"ui.search.{box.words}.label"),
            "placeholder": say(f"ui.search.{box.words}.placeholder"),
            "add": say(f"ui.search.{box.words}.add") if box.add else "",
        },
    }
    draw_search(data, key=key, on_events=lambda: _hear(box))
    submitted = state.pop(f"{key}.submitted", "")
    if submitted:
        state[f"{key}.failed"] = ""
        _resolve(store, box, submitted)
    if state.get(f"{key}.failed"):
        _offer(lookup, box, state[f"{key}.failed"])


def _row(entity: Entity, asked: str) -> dict[str, str]:
    kind = load_schema().entities[entity.type]
    alias = next((row for row in entity.aliases if asked in row and asked not in entity.name), "")
    return {
        "id": entity.id,
        "name": entity.name,
        "alias": alias,
        "color": kind.color,
        "shape": kind.shape,
        "note": say("ui.search.row", type=entity_type(entity.type), count=entity.degree),
    }


def _note(asked: str, hits: Hits) -> str:
    if not asked:
        return ""
    if not hits.total:
        return say("ui.search.none", text=asked)
    if hits.total > len(hits.entities):
        return say("ui.search.more", shown=len(hits.entities), total=hits.total)
    return ""


def _hear(box: Box) -> None:
    state, key = st.session_state, box.key
    for event in take_events(key):
        if event["kind"] == "typed":
            state[f"{key}.text"] = event["text"]
        elif event["kind"] == "submitted":
            state[f"{key}.submitted"] = event["text"]
        elif event["kind"] == "picked":
            _choose(key, box.pick, event["id"])
        elif event["kind"] == "added" and box.add:
            _choose(key, box.add, event["id"])


def _choose(key: str, pick: Pick, entity: str) -> None:
    note_action()
    pick(entity)
    st.session_state[f"{key}.chosen"] = True
    st.session_state[f"{key}.failed"] = ""


def _resolve(store: Store, box: Box, text: str) -> None:
    """A name that was typed and sent without choosing: the entity of that name, else the only hit.

    One that only reads alike is offered, not taken.
    """
    try:
        wanted = get_entity(store, text)
    except (NotFound, Ambiguous):
        hits = find(store, text, (), 1)
        if hits.total != 1:
            st.session_state[f"{box.key}.failed"] = text
            return
        wanted = hits.entities[0]
    _choose(box.key, box.pick, wanted.id)
    del st.session_state[f"{box.key}.chosen"]
    st.rerun()


def _offer(lookup: Lookup, box: Box, text: str) -> None:
    """What to do with a name that is no entity's, or several's: the entities that come nearest."""
    choices = lookup.find(text, (), SHOWN).entities
    st.caption(plain(say("ui.search.choose" if choices else "ui.search.none", text=text)))
    with st.container(horizontal=True, gap="small"):
        for entity in choices:
            st.button(
                plain(say("ui.search.choice", name=entity.name, type=entity_type(entity.type))),
                key=f"{box.key}.offer.{entity.id}",
                on_click=_choose,
                args=(box.key, box.pick, entity.id),
            )
