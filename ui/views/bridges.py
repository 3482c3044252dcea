"""Bridges between two entities: whom their only ways pass, and who lies on most of the shortest."""

from dataclasses import replace

import streamlit as st

from graph.between import Between, Joint, between_subgraph, find_between
from graph.model import Entity
from graph.statistics import Survey
from graph.store.base import Store
from graph.words import say_shown
from ui.parts.downloads import offer_downloads
from ui.parts.graph_view import Picture, show_graph, shown_positions, without_types
from ui.parts.markup import plain
from ui.parts.search import Box, search_box
from ui.session import STATISTICS, act, get_view, note_action, set_view
from ui.state import Selection, StatisticsView, select
from ui.words import entity_type, language, say

DRAWN = 40
"""How many entities between the two are drawn and listed at most."""

COLUMN, ROW = 210.0, 96.0
"""Pixels between two steps of the ways, and between two entities of one step."""


def choose_ends(store: Store, view: StatisticsView) -> dict[str, Entity]:
    """Draw the two search boxes; the chosen entities that the store has, by "start" and "end"."""
    ids = {"start": view.start, "end": view.end}
    known = {row.id: row for row in store.entities([row for row in ids.values() if row])}
    ends = {name: known[node] for name, node in ids.items() if node in known}
    for name, column in zip(ids, st.columns(2, gap="small"), strict=True):
        with column:
            shown = ends[name].name if name in ends else ""
            search_box(
                store,
                Box(f"statistics.{name}", shown, name, lambda chosen, name=name: _set(**{name: chosen})),
            )
    for name, node in ids.items():
        if node and name not in ends:
            st.warning(plain(say("ui.paths.unknown", id=node)))
    return ends


def show_between(store: Store, view: StatisticsView, found: Survey, start: Entity, end: Entity) -> Between:
    """Draw what lies between the two, each step of their shortest ways in a column of its own."""
    between = find_between(found, start, end)
    title = say("ui.bridges.title", start=start.name, end=end.name)
    if not between.joints:
        st.info(plain(say(_nothing(between), start=start.name, end=end.name)))
    else:
        whole = between_subgraph(store, between, DRAWN)
        subgraph = without_types(whole, view.off_entities, view.off_relations)
        places = place_steps(between, {row.id for row in whole.entities})
        picture = Picture(f"between {start.id} {end.id}", title, places=places, above=272)
        show_graph(STATISTICS, view, subgraph, picture)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.bridges"):
        if between.joints:
            st.caption(say_shown(subgraph, language()))
        st.button(say("ui.bridges.all"), key="bridges.all", type="tertiary", on_click=_clear)
        if between.joints:
            positions = shown_positions(STATISTICS, subgraph)
            offer_downloads(store, subgraph, title, "statistics.between.export", positions)
    return between


def place_steps(between: Between, shown: set[str]) -> dict[str, tuple[float, float]]:
    """A place for each entity: a column a step from the start, the first of a column nearest its middle."""
    columns: dict[int, list[str]] = {}
    for node in (between.start.id, *(row.entity.id for row in between.joints), between.end.id):
        if node in shown:
            columns.setdefault(between.steps[node], []).append(node)
    places = {}
    for step, nodes in columns.items():
        rows = [(number + 1) // 2 * (-1 if number % 2 else 1) for number in range(len(nodes))]
        middle = sum(rows) / len(rows)
        for node, row in zip(nodes, rows, strict=True):
            places[node] = (COLUMN * (step - between.hops / 2), ROW * (row - middle))
    return places


def show_joints(between: Between) -> None:
    """The list beside the drawing: who separates the two, then who lies on most of the shortest ways."""
    if not between.joints:
        st.caption(say("ui.statistics.hint_between"))
        return
    st.markdown(plain(say("ui.bridges.apart", hops=between.hops, ways=between.ways)))
    separating = [row for row in between.joints if row.separates]
    others = [row for row in between.joints if not row.separates]
    for rows, name in ((separating, "separating"), (others, "on_ways")):
        if rows:
            st.markdown(f"**{say(f'ui.bridges.{name}', count=len(rows))}**")
        for row in rows[:DRAWN]:
            _show_joint(row)
        if len(rows) > DRAWN:
            st.caption(say("ui.bridges.listed", shown=DRAWN, total=len(rows)))
    if not separating:
        st.caption(say("ui.bridges.none_separates"))


def _show_joint(row: Joint) -> None:
    with st.container(
        horizontal=True, gap="small", vertical_alignment="center", key=f"joint.{row.entity.id}"
    ):
        st.button(
            plain(row.entity.name),
            key=f"bridges.joint.{row.entity.id}",
            type="tertiary",
            on_click=act,
            args=(STATISTICS, select, "entity", row.entity.id),
        )
        st.caption(say("ui.bridges.joint", type=entity_type(row.entity.type), share=f"{row.share:.0%}"))


def _nothing(between: Between) -> str:
    if between.start.id == between.end.id:
        return "ui.bridges.same"
    return "ui.bridges.direct" if between.hops else "ui.bridges.unconnected"


def _set(**fields: str) -> None:
    note_action()
    view = get_view(STATISTICS, StatisticsView())
    set_view(STATISTICS, replace(view, selection=Selection(), **fields))


def _clear() -> None:
    _set(start="", end="")
