"""The page: the question above, its answer on the canvas and in the list beside it."""

from collections.abc import Mapping

import streamlit as st

from graph.model import Entity, Subgraph
from graph.paths import LinkingAnswer
from graph.store.base import Store
from ui.asking import ask, condition, name_entity, set_entity
from ui.links import PATHS_KEYS, paths_link, read_paths_link
from ui.parts import ways
from ui.parts.downloads import offer_downloads
from ui.parts.graph_view import Picture, show_graph, shown_positions, without_types
from ui.parts.markup import Markup, plain, write
from ui.parts.panel import Action, show_entity, show_relation
from ui.parts.sources import list_documents
from ui.session import PATHS, act, follow_link, get_view, set_view, write_link
from ui.sources import facts_of
from ui.state import PathsView, select
from ui.views.paths.beginning import show_beginning
from ui.views.paths.conditions import has_chips, show_chips
from ui.views.paths.finding import Found, find, list_answer
from ui.views.paths.listing import show_list
from ui.views.paths.nothing import show_reason, title_of
from ui.views.paths.question import show_question
from ui.views.paths.telling import say_counts, say_ends_met
from ui.words import say

ABOVE, CHIPS, NEAREST = 240, 38, 40
"""What of the window's height stands above and below the canvas; what conditions in words and the mark of
the nearest take of it. Pixels.
"""
LOWEST, ROOM = 320, 240
"""A canvas is at least so high; so much goes around what is drawn on it. Pixels."""

LEGEND, LEGEND_ROW = 130, 24
"""What the legend takes with no row in it, and for each. Pixels."""


def show(store: Store) -> None:
    """Draw the page."""
    follow_link(PATHS, PATHS_KEYS, read_paths_link)
    view = get_view(PATHS, PathsView())
    known = {row.id: row for row in store.entities(_named(view))}
    view = _forget_unknown(view, known)
    documents = list_documents(store)
    show_question(store, view, known, documents)
    show_chips(view, known, documents)
    write_link(PATHS, paths_link(view))
    if show_beginning(store, view, known):
        return
    found = find(store, view, facts_of(view.sources, documents))
    if found:
        _show_answer(store, view, found)


def _named(view: PathsView) -> list[str]:
    """The entities that the view names, by id."""
    ends = (*view.start.entities, view.start.place, *view.end.entities, view.end.place)
    return list(dict.fromkeys(row for row in (*ends, *view.conditions.via, *view.conditions.avoid) if row))


def _forget_unknown(view: PathsView, known: dict[str, Entity]) -> PathsView:
    """The view without conditions on entities that the store does not have, or that are ends; it is said."""
    ends = (*view.start.entities, *view.end.entities)
    via, avoid = (
        tuple(row for row in rows if row in known and row not in ends)
        for rows in (view.conditions.via, view.conditions.avoid)
    )
    told = st.container()
    gone = len(view.conditions.via) + len(view.conditions.avoid) - len(via) - len(avoid)
    if not gone:
        return view
    told.caption(say("ui.paths.gone", count=gone))
    view = condition(view, via=via, avoid=avoid)
    set_view(PATHS, view)
    return view


def _show_answer(store: Store, view: PathsView, found: Found) -> None:
    rows = list_answer(found.answer)
    chosen = rows[min(view.chosen, len(rows) - 1)] if rows else None
    subgraph = without_types(found.subgraph, view.off_entities, view.off_relations)
    title = title_of(found)
    canvas, panel = st.columns([2.4, 1.3], gap="small")
    with canvas:
        if rows:
            nearest = bool(found.answer.reason)
            with (
                st.container()
            ):  # there in any case: the canvas keeps its place on the page, and so its state
                if nearest:
                    st.html(_mark(say("ui.paths.nearest_mark")))
            above = ABOVE + CHIPS * has_chips(view) + NEAREST * nearest
            most = canvas_height(subgraph, found.places)
            picture = Picture(repr(found.question), title, places=found.places, above=above, most=most)
            show_graph(PATHS, view, subgraph, picture, chosen.path)
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.paths"):
            st.caption(plain(" · ".join((say_counts(found.answer), *say_ends_met(found)))))
            offer_downloads(store, subgraph, title, "paths.export", shown_positions(PATHS, subgraph))
    with panel, st.container(border=True, key="panel.paths", gap="small"):
        if view.selection.kind:
            _show_selected(store, view, found)
        else:
            show_reason(found, view)
            show_list(store, found.answer, rows, view)


def canvas_height(subgraph: Subgraph, places: Mapping[str, tuple[float, float]]) -> int:
    """So high, in pixels, is the canvas at most: as its drawing is, or the legend beside it."""
    heights = [y for _, y in places.values()]
    types = {row.type for row in (*subgraph.entities, *subgraph.relations)}
    return max(LOWEST, LEGEND + LEGEND_ROW * len(types), round(max(heights) - min(heights)) + ROOM)


def _mark(words: str) -> Markup:
    return write('<div class="pg-nearest">{words}</div>', words=words)


def _show_selected(store: Store, view: PathsView, found: Found) -> None:
    """What was clicked, and what of the question it can become."""
    key = "ui.paths.back_links" if isinstance(found.answer, LinkingAnswer) else "ui.paths.back"
    st.button(say(key), key="paths.back", type="tertiary", on_click=_look, args=("", None))
    facts = found.answer.request.facts
    if view.selection.kind == "relation":
        _offer_relation(store, view.selection.id)
        show_relation(store, view.selection.id, PATHS, _look, facts)
        return
    actions = (Action("explore", ways.explore),)
    if view.selection.id not in (*view.start.entities, *view.end.entities):
        actions = (
            Action("start", lambda entity: act(PATHS, set_entity, "start", entity)),
            Action("end", lambda entity: act(PATHS, set_entity, "end", entity)),
            Action("via", lambda entity: act(PATHS, name_entity, "via", entity)),
            Action("avoid", lambda entity: act(PATHS, name_entity, "avoid", entity)),
            *actions,
        )
    show_entity(store, view.selection.id, PATHS, actions, _look, facts)


def _offer_relation(store: Store, relation: str) -> None:
    """What a relation's type can become: one that paths must have, or must not."""
    for row in store.relations([relation]):
        with st.container(horizontal=True, gap="small", key="actions.paths.relation"):
            for of in ("must_relations", "not_relations"):
                st.button(
                    say(f"ui.paths.make.{of}"),
                    key=f"paths.make.{of}",
                    help=say(f"ui.paths.make_help.{of}"),
                    on_click=act,
                    args=(PATHS, _name_relation, of, row.type),
                )


def _name_relation(view: PathsView, of: str, kind: str) -> PathsView:
    other = "not_relations" if of == "must_relations" else "must_relations"
    named = {of: getattr(view.conditions, of) | {kind}, other: getattr(view.conditions, other) - {kind}}
    return condition(ask(view), **named)


def _look(kind: str, wanted: str | None) -> None:
    act(PATHS, select, kind, wanted)
