"""What a browser session remembers between reruns: its views, its canvases' places, what was heard."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import streamlit as st

from graph.model import Summary
from text import default_language
from ui.history import History, record
from ui.links import link_of
from ui.state import ExploreView, Seen, View, fresh_events
from ui.words import language

V = TypeVar("V", bound=View)
Step = Callable[[History, ExploreView], tuple[History, ExploreView]]

EXPLORE = "explore"
PATHS = "paths"
ASK = "ask"
CYPHER = "cypher"
DOCUMENTS = "documents"
INDICATORS = "indicators"
STATISTICS = "statistics"
PAGES = (EXPLORE, PATHS, ASK, DOCUMENTS, INDICATORS, STATISTICS, CYPHER)

_ACTED = "acted"
_HISTORY = "history"
_LEAVING = "leaving"
KEPT_SECONDS = 300
"""How long what was worked out of the whole store is kept, unless the store's counts change before."""

KEPT_PICTURES = 12
"""Of how many pictures a canvas remembers where people left the entities."""

HELD = "held"
"""The session key of what the store held when the page was drawn."""


@dataclass(slots=True)
class Places:
    """Where a canvas's entities stand, which of them people put there, and for which picture.

    `in_rows` is whether some stand in rows because their layout took too long.
    `clusters` number what hangs together in a large one.
    """

    picture: str = ""
    positions: dict[str, tuple[float, float]] = field(default_factory=dict)
    pinned: set[str] = field(default_factory=set)
    in_rows: bool = False
    clusters: Mapping[str, int] = field(default_factory=dict)


def get_view(page: str, default: V) -> V:
    """The page's view, `default` at first."""
    return st.session_state.setdefault(f"{page}.view", default)


def set_view(page: str, view: View) -> None:
    """Keep a view as the page's; where a neighbourhood becomes another, the step can be undone."""
    before = st.session_state.get(f"{page}.view")
    if isinstance(view, ExploreView) and isinstance(before, ExploreView):
        st.session_state[_HISTORY] = record(_history(), before, view)
    st.session_state[f"{page}.view"] = view


def amend_view(page: str, view: View) -> None:
    """Keep a view that says the same as the page's did: no step is made."""
    st.session_state[f"{page}.view"] = view


def undo(page: str, way: Step) -> None:
    """Step back or forth (`way`) through what the page showed."""
    view = st.session_state[f"{page}.view"]
    st.session_state[_HISTORY], st.session_state[f"{page}.view"] = way(_history(), view)


def _history() -> History:
    return st.session_state.get(_HISTORY, History())


def act(page: str, change: Callable[..., View], *arguments: object) -> None:
    """Change the page's view by a reducer: what every button's callback does."""
    st.session_state[_ACTED] = True
    set_view(page, change(st.session_state[f"{page}.view"], *arguments))


def follow_link(page: str, keys: tuple[str, ...], read: Callable[[Mapping[str, str]], View]) -> None:
    """Take the view from the address, where this run comes of an address and not of a person's action.

    An address without the page's keys (the navigation drops them) keeps the session's view. A run that
    an action started may carry the address of before: it says nothing.
    """
    acted = st.session_state.pop(_ACTED, False)
    mine = {key: value for key, value in st.query_params.to_dict().items() if key in keys}
    if acted or not mine or mine == st.session_state.get(f"{page}.link"):
        return
    set_view(page, read(mine))


def write_link(page: str, link: Mapping[str, str]) -> None:
    """Put the view's link into the address bar, where it is another than there is.

    A language that is not the default's goes with it. What the browser says of its bar may be older than
    the link that was written last.
    """
    before = st.session_state.get(f"{page}.link")
    st.session_state[f"{page}.link"] = dict(link)
    whole = _with_language(link)
    if st.query_params.to_dict() != whole or before not in (None, link):
        st.query_params.from_dict(whole)


def link_to(page: str) -> dict[str, str]:
    """The query of the page as it was left: who goes there by it does not pass by a bare address.

    Back would stop at a bare one, which is filled in anew at once.
    """
    view = st.session_state.get(f"{page}.view")
    return _with_language(link_of(view) if view else {})


def _with_language(link: Mapping[str, str]) -> dict[str, str]:
    return {**link, "lang": language()} if language() != default_language() else dict(link)


def note_action() -> None:
    """Remember that a person's action started the run: its address says nothing new."""
    st.session_state[_ACTED] = True


def leave_for(page: str) -> None:
    """The next run opens another page: what a callback may say, where it may not switch itself."""
    note_action()
    st.session_state[_LEAVING] = page


def take_leave() -> str:
    """The page that the last action wants opened, once; "" for none."""
    return st.session_state.pop(_LEAVING, "")


def take_events(key: str) -> tuple[Mapping[str, object], ...]:
    """What people did on the component of that key, oldest first; each event once."""
    seen_key = f"{key}.seen"
    batch, seen = st.session_state[key].events, st.session_state.get(seen_key, Seen())
    events, st.session_state[seen_key] = fresh_events(batch, seen)
    return events


def heard(key: str) -> dict[str, object]:
    """What of the component of that key was applied: it repeats those events no more."""
    seen = st.session_state.get(f"{key}.seen", Seen())
    return {"mount": seen.mount, "number": seen.number}


def forget_answers() -> None:
    """Drop what the pages kept of a store that is opened anew."""
    for page in PAGES:
        st.session_state.pop(f"{page}.answer", None)


def forget_old_answers(held: Summary) -> None:
    """Drop what the pages kept where the store holds another number of anything than it did then."""
    if st.session_state.setdefault(HELD, held) != held:
        st.session_state[HELD] = held
        forget_answers()


def get_places(page: str) -> Places:
    """The places of the page's canvas."""
    return st.session_state.setdefault(f"{page}.places", Places())


def open_places(page: str, picture: str) -> Places:
    """The places of a picture of the page's canvas, from now on those of the page: as they were left."""
    kept = st.session_state.setdefault(f"{page}.places.kept", {})
    st.session_state[f"{page}.places"] = turn_to(kept, picture)
    return st.session_state[f"{page}.places"]


def turn_to(kept: dict[str, Places], picture: str) -> Places:
    """The places of a picture, empty ones at first; of the others the KEPT_PICTURES seen last are kept."""
    places = kept[picture] = kept.pop(picture, None) or Places(picture)
    for gone in list(kept)[:-KEPT_PICTURES]:
        del kept[gone]
    return places
