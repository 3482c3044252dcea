"""Explore: an entity's neighbourhood on the canvas, what is known of the selected beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from graph.filters import Filters, trim
from graph.model import Entity, Facts, Subgraph
from graph.queries import NEIGHBOUR_ORDER, neighbourhood
from graph.schema import load_schema
from graph.store.base import Store
from graph.words import say_shown
from ui.links import EXPLORE_KEYS, explore_link, read_explore_link
from ui.parts.downloads import offer_downloads
from ui.parts.ends import set_end, show_ends
from ui.parts.filters import show_filters
from ui.parts.graph_view import Picture, show_graph, shown_positions
from ui.parts.markup import brief, plain
from ui.parts.panel import Action, show_entity, show_relation
from ui.parts.picked import show_picked
from ui.parts.search import Box, search_box
from ui.parts.sources import has_timeline, list_documents, offer_clearing, say_sources, show_timeline
from ui.parts.start import show_start
from ui.session import EXPLORE, act, amend_view, follow_link, get_view, set_view, write_link
from ui.shortened import MARK, complete
from ui.sources import Sources, facts_of, relations_by_year
from ui.state import (
    FEWEST,
    MOST,
    ExploreView,
    Selection,
    add,
    expand,
    hide,
    more,
    open_centre,
    restore,
    select,
)
from ui.words import language, say

ANSWER = "explore.answer"
"""The session key of what was found last, and for which view."""

ABOVE, TIMELINE = 192, 44
"""What of the window's height stands above and below the canvas, and what the timeline takes, in pixels."""

ADDED = FEWEST // 2
"""How many neighbours an expanded entity brings at most."""


def show(store: Store) -> None:
    """Draw the page."""
    follow_link(EXPLORE, EXPLORE_KEYS, lambda query: _complete(store, read_explore_link(query)))
    view = _complete(store, get_view(EXPLORE, ExploreView()))  # saved views are links too
    amend_view(EXPLORE, view)
    known = {entity.id: entity for entity in store.entities(_named(view))} if view.centre else {}
    centre = known.get(view.centre)
    search, filters, export = st.columns([6, 1.4, 1.2], vertical_alignment="center", gap="small")
    with search:
        name = centre.name if centre else ""
        add = _add if centre else None
        search_box(store, Box("explore.search", name, "explore", _open, add, shortcut=True))
    if centre is None:
        _show_beginning(store, view)
        return
    view = _forget_unknown(view, known)
    documents = list_documents(store)
    with filters:
        show_filters(EXPLORE, view, documents)
    facts = facts_of(view.sources, documents)
    subgraph = _recall(store, view, known, facts)
    told = say_sources(view.sources, documents)
    title = say("ui.explore.title", name=centre.name) + told
    canvas, panel = st.columns([2.75, 1.1], gap="small")
    with canvas:
        anchor = view.opened[-1] if view.opened else centre.id
        above = ABOVE + (TIMELINE if has_timeline(documents) else 0)
        show_graph(EXPLORE, view, subgraph, Picture(centre.id, title, centre.id, anchor, above=above))
        if has_timeline(documents):
            show_timeline(EXPLORE, view.sources, documents, _count_years(store, view, known, documents))
        _show_what_is_missing(view, subgraph, told)
    with panel:
        _show_panel(store, view, centre, subgraph, known, facts)
    with export:
        offer_downloads(
            store, subgraph, title, "explore.export", shown_positions(EXPLORE, subgraph), wide=True
        )
    write_link(EXPLORE, explore_link(view))


def _complete(store: Store, view: ExploreView) -> ExploreView:
    """The view with whole ids where its link has beginnings; what was hidden and is gone is left out."""
    added, hidden, picked = (
        complete(rows, store.ids_beginning) for rows in (view.added, view.hidden, view.picked)
    )
    there = tuple(row for row in hidden if not row.startswith(MARK))
    return replace(view, added=added, hidden=there, picked=picked)


def _named(view: ExploreView) -> list[str]:
    """The entities that the view names, by id."""
    return [view.centre, *view.opened, *view.added, *view.picked]


def find_shown(store: Store, view: ExploreView, known: Mapping[str, Entity], facts: Facts) -> Subgraph:
    """What the view shows: the centre's neighbourhood, those of the expanded, what was added, all between.

    Each expanded entity brings at most ADDED neighbours, so that what was there stays. The totals are
    those of the neighbourhood of all of them without a limit, hidden entities apart. Only relations that
    count by `facts` are shown; an expanded entity that none of them touches is not. `known` has those that
    were added.
    """
    filters = filters_of(view, facts)
    alone = not (view.opened or view.added or view.hidden)
    shape = {"grown": view.grown, "most": MOST, "bare": not alone}
    whole = neighbourhood(store, (view.centre, *view.opened), filters, view.limit, **shape)
    entities = whole.entities
    if view.opened:
        parts = [neighbourhood(store, [view.centre], filters, view.limit, **shape)]
        parts += [neighbourhood(store, [row], filters, ADDED, bare=True) for row in view.opened]
        entities = tuple({entity.id: entity for part in parts for entity in part.entities}.values())
    shown = {entity.id for entity in entities}
    added = (known[row] for row in view.added if row in known and row not in shown)
    extra = tuple(row for row in added if filters.shows(row))
    entities += extra
    kept = tuple(entity for entity in entities if entity.id not in view.hidden)
    relations = whole.relations
    if not alone and filters.relation_types:
        links = store.links_between([entity.id for entity in kept], sorted(filters.relation_types), facts)
        relations = tuple(trim(row, facts) for row in store.relations([link.id for link in links]))
    if facts != Facts():
        touched = {view.centre, *view.added}.union(*((row.head, row.tail) for row in relations))
        kept = tuple(entity for entity in kept if entity.id in touched)
    total = whole.total_entities + len(extra) - (len(entities) - len(kept))
    cut = len(kept) < total
    order = NEIGHBOUR_ORDER if cut else ""
    left = parts[0].left if view.opened else whole.left
    return Subgraph(kept, relations, total, whole.total_relations if cut else len(relations), order, left)


def _recall(store: Store, view: ExploreView, known: Mapping[str, Entity], facts: Facts) -> Subgraph:
    """What the view shows, found once: looking at something in it does not ask the store again.

    The last two answers are kept, for the timeline asks for that of all years beside the one shown.
    """
    question = (replace(view, selection=Selection(), picked=(), sources=Sources()), facts)
    kept = dict(st.session_state.get(ANSWER, {}))
    subgraph = kept.pop(question, None) or find_shown(store, view, known, facts)
    st.session_state[ANSWER] = {**dict(list(kept.items())[-1:]), question: subgraph}
    return subgraph


def _count_years(
    store: Store, view: ExploreView, known: Mapping[str, Entity], documents: Sequence[Entity]
) -> Mapping[int, int]:
    """How many relations of the view each year states, were all years chosen."""
    every = facts_of(replace(view.sources, years=None, undated=True), documents)
    return relations_by_year(_recall(store, view, known, every).relations, documents)


def filters_of(view: ExploreView, facts: Facts) -> Filters:
    """The view's types, and the facts that count, as the graph's filters."""
    schema = load_schema()
    return Filters(
        frozenset(schema.entities) - view.off_entities,
        frozenset(schema.relations) - view.off_relations,
        facts,
    )


def _show_beginning(store: Store, view: ExploreView) -> None:
    """No centre yet, or one that the store does not have."""
    write_link(EXPLORE, {})
    if view.centre:
        st.warning(plain(say("ui.explore.unknown", id=brief(view.centre))))
    show_start(store, _open)


def _forget_unknown(view: ExploreView, known: dict[str, Entity]) -> ExploreView:
    """The view without expanded, added and chosen ones that the store does not have; how many is said."""
    gone = set(_named(view)) - set(known)
    if not gone:
        return view
    st.caption(say("ui.explore.gone", count=len(gone)))
    opened, added, picked = (
        tuple(entity for entity in row if entity in known) for row in (view.opened, view.added, view.picked)
    )
    view = replace(view, opened=opened, added=added, picked=picked)
    set_view(EXPLORE, view)
    return view


def _show_what_is_missing(view: ExploreView, subgraph: Subgraph, told: str) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.explore"):
        if told and not subgraph.relations:
            st.caption(say("ui.sources.nothing", told=told))
        elif len(subgraph.entities) == 1:
            st.caption(say("ui.explore.alone"))
        else:
            st.caption(say_shown(subgraph, language()) + told)
        if told:
            offer_clearing(EXPLORE)
        if subgraph.truncated and view.limit < MOST:
            st.button(
                say("ui.explore.more"),
                key="explore.more",
                type="tertiary",
                on_click=act,
                args=(EXPLORE, more),
            )
        if view.hidden:
            label = say("ui.explore.restore", count=len(view.hidden))
            st.button(label, key="explore.restore", type="tertiary", on_click=act, args=(EXPLORE, restore))
        if view.opened or view.added:
            st.button(
                say("ui.explore.collapse"),
                key="explore.collapse",
                type="tertiary",
                on_click=_open,
                args=(view.centre,),
            )


def _show_panel(
    store: Store,
    view: ExploreView,
    centre: Entity,
    subgraph: Subgraph,
    known: Mapping[str, Entity],
    facts: Facts,
) -> None:
    with st.container(border=True, key="panel.explore", gap="small"):
        show_ends(store)
        show_picked(view, known, subgraph)
        if view.selection.kind == "relation":
            show_relation(store, view.selection.id, EXPLORE, _look, facts)
            return
        shown = view.selection.id or centre.id
        actions = [
            Action("start", lambda entity: set_end("start", entity)),
            Action("end", lambda entity: set_end("end", entity)),
        ]
        if shown != centre.id:
            actions.append(Action("centre", _open))
            actions.append(Action("hide", lambda entity: act(EXPLORE, hide, entity)))
        if shown not in (centre.id, *view.opened):
            actions.insert(0, Action("expand", lambda entity: act(EXPLORE, expand, entity)))
        show_entity(store, shown, EXPLORE, tuple(actions), _look, facts)


def _open(entity: str) -> None:
    act(EXPLORE, open_centre, entity)


def _add(entity: str) -> None:
    act(EXPLORE, add, entity)


def _look(kind: str, wanted: str) -> None:
    act(EXPLORE, select, kind, wanted)
