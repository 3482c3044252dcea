"""The search box: suggestions as one types, with type and number of relations."""

from collections.abc import Callable

import streamlit as st

from errors import Ambiguous, NotFound
from graph.model import Entity, Hits
from graph.queries import find, get_entity, nearest
from graph.schema import load_schema
from graph.store.base import Store
from ui.boundary import guard
from ui.canvas.component import draw_search
from ui.parts.markup import plain
from ui.session import note_action
from ui.state import Seen, fresh_events
from ui.words import entity_type, say

SHOWN = 8
"""How many suggestions stand under the box."""

Pick = Callable[[str], None]
"""What is called with the id of the entity that was chosen, before the page runs again."""


@st.fragment
def search_box(store: Store, key: str, value: str, words: str, pick: Pick, *, shortcut: bool = False) -> None:
    """A search box that holds `value`; `words` is its row of ui.search.

    Typing reruns the box alone, choosing the whole page.
    """
    guard(lambda: _search_box(store, key, value, words, pick, shortcut), key)


def _search_box(store: Store, key: str, value: str, words: str, pick: Pick, shortcut: bool) -> None:
    state = st.session_state
    if state.pop(f"{key}.chosen", False):
        st.rerun()
    asked = state.get(f"{key}.text", "")
    hits = find(store, asked, (), SHOWN) if asked else Hits((), 0)
    data = {
        "value": value,
        "asked": asked,
        "rows": [_row(entity, asked) for entity in hits.entities],
        "note": _note(asked, hits),
        "shortcut": shortcut,
        "words": {
            "label": say(f"ui.search.{words}.label"),
            "placeholder": say(f"ui.search.{words}.placeholder"),
        },
    }
    draw_search(data, key=key, on_events=lambda: _hear(key, pick))
    submitted = state.pop(f"{key}.submitted", "")
    if submitted:
        state[f"{key}.failed"] = ""
        _resolve(store, key, submitted, pick)
    if state.get(f"{key}.failed"):
        _offer(store, key, state[f"{key}.failed"], pick)


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


def _hear(key: str, pick: Pick) -> None:
    state = st.session_state
    events, seen = fresh_events(state[key].events, state.get(f"{key}.seen", Seen()))
    state[f"{key}.seen"] = seen
    for event in events:
        if event["kind"] == "typed":
            state[f"{key}.text"] = event["text"]
        elif event["kind"] == "submitted":
            state[f"{key}.submitted"] = event["text"]
        elif event["kind"] == "picked":
            _choose(key, pick, event["id"])


def _choose(key: str, pick: Pick, entity: str) -> None:
    note_action()
    pick(entity)
    st.session_state[f"{key}.chosen"] = True
    st.session_state[f"{key}.failed"] = ""


def _resolve(store: Store, key: str, text: str, pick: Pick) -> None:
    """A name that was typed and sent without choosing: the entity of that name, else the best hit."""
    try:
        wanted = get_entity(store, text)
    except (NotFound, Ambiguous):
        hits = find(store, text, (), 1)
        if hits.total != 1:
            st.session_state[f"{key}.failed"] = text
            return
        wanted = hits.entities[0]
    _choose(key, pick, wanted.id)
    del st.session_state[f"{key}.chosen"]
    st.rerun()


def _offer(store: Store, key: str, text: str, pick: Pick) -> None:
    """What to do with a name that is no entity's, or several's: the entities that come nearest."""
    choices = find(store, text, (), SHOWN).entities or nearest(store, text)
    st.caption(plain(say("ui.search.choose" if choices else "ui.search.none", text=text)))
    with st.container(horizontal=True, gap="small"):
        for entity in choices:
            st.button(
                plain(say("ui.search.choice", name=entity.name, type=entity_type(entity.type))),
                key=f"{key}.offer.{entity.id}",
                on_click=_choose,
                args=(key, pick, entity.id),
            )
