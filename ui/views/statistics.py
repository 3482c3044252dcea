"""Statistics: counts per type, who is connected most, what bridges, which communities there are."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import altair
import pandas
import streamlit as st

from graph.between import Between
from graph.model import Entity, Summary
from graph.schema import load_schema
from graph.statistics import Survey, community_subgraph, survey
from graph.store.base import Store
from graph.words import say_shown
from ui.links import STATISTICS_KEYS, read_statistics_link, statistics_link
from ui.parts import ways
from ui.parts.downloads import offer_downloads, offer_table
from ui.parts.faces import choose_face
from ui.parts.graph_view import Picture, show_graph, shown_positions, without_types
from ui.parts.panel import Action, show_selected
from ui.parts.tables import show_rows
from ui.placing import workers
from ui.session import (
    HELD,
    KEPT_SECONDS,
    STATISTICS,
    follow_link,
    get_view,
    note_action,
    set_view,
    write_link,
)
from ui.state import (
    BRIDGES,
    CONNECTED,
    COUNTS,
    STATISTICS_FACES,
    Selection,
    StatisticsView,
)
from ui.views.bridges import choose_ends, show_between, show_joints
from ui.words import entity_type, language, relation_type, say

RANKED = 200
"""How many entities a ranking shows at most."""

DRAWN = 3_000
"""How many members of a community are drawn at most: what the canvas still moves smoothly."""

SURVEY_SECONDS = 60
"""How long each of the two answers of a survey may take, waiting for its turn included."""

ROW = 27
"""Pixels of a bar of the counts."""


def show(store: Store) -> None:
    """Draw the page."""
    follow_link(STATISTICS, STATISTICS_KEYS, read_statistics_link)
    view = get_view(STATISTICS, StatisticsView())
    write_link(STATISTICS, statistics_link(view))
    held = st.session_state[HELD]
    choose_face(STATISTICS, STATISTICS_FACES, view.face, _take)
    if view.face == COUNTS:
        _show_counts(held)
        return
    between = None
    work, panel = st.columns([2.75, 1.1], gap="small")
    with work:
        if view.face == CONNECTED:
            _show_connected(store, view)
        else:
            with st.spinner(say("ui.statistics.working")):
                found = _survey(store.address, held, store)
            if view.face == BRIDGES:
                between = _show_bridges(store, view, found)
            else:
                _show_communities(store, view, found)
    with panel, st.container(border=True, key="panel.statistics", gap="small"):
        _show_panel(store, view, between)


@st.cache_resource(show_spinner=False, ttl=KEPT_SECONDS, max_entries=2)
def _survey(address: str, _held: Summary, _store: Store) -> Survey:
    return survey(_store, work=partial(workers().run, seconds=SURVEY_SECONDS))


def _show_counts(held: Summary) -> None:
    schema = load_schema()
    for column, counts, types, word, title in zip(
        st.columns(2, gap="medium"),
        (held.entities, held.relations),
        (schema.entities, schema.relations),
        (entity_type, relation_type),
        ("entities", "relations"),
        strict=True,
    ):
        with column:
            st.markdown(f"**{say(f'ui.statistics.{title}', count=sum(counts.values()))}**")
            rows = [(word(kind), counts.get(kind, 0), row.color) for kind, row in types.items()]
            st.altair_chart(_bars(rows), width="stretch")


def _bars(rows: Sequence[tuple[str, int, str]]) -> altair.LayerChart:
    """A bar a type in the type's colour, with its number."""
    frame = pandas.DataFrame(rows, columns=["type", "count", "color"])
    base = altair.Chart(frame, height=ROW * len(rows)).encode(
        y=altair.Y("type", sort="-x", title=None),
        x=altair.X("count", type="quantitative", title=None, axis=None),
    )
    bars = base.mark_bar(cornerRadiusEnd=3).encode(color=altair.Color("color", type="nominal", scale=None))
    return bars + base.mark_text(align="left", dx=4).encode(text="count:Q")


def _show_connected(store: Store, view: StatisticsView) -> None:
    schema = load_schema()
    key = "statistics.kind"
    st.session_state[key] = view.kind or None
    st.selectbox(
        say("ui.statistics.kind"),
        list(schema.entities),
        index=None,
        format_func=entity_type,
        key=key,
        placeholder=say("ui.statistics.kind"),
        label_visibility="collapsed",
        on_change=_take,
        args=("kind",),
    )
    hits = store.find("", [view.kind] if view.kind else [], RANKED)
    rows = [(row.name, entity_type(row.type), row.degree) for row in hits.entities]
    _table(view, rows, ("name", "type", "degree"), hits.entities)
    _under(say("ui.statistics.ranked", shown=len(rows), total=hits.total), rows, ("name", "type", "degree"))


def _show_bridges(store: Store, view: StatisticsView, found: Survey) -> Between | None:
    """Those between the two that are chosen, which are returned, or those of the whole graph."""
    ends = choose_ends(store, view)
    if len(ends) == 2:
        return show_between(store, view, found, ends["start"], ends["end"])
    shown = found.bridges[:RANKED]
    rows = [
        (row.entity.name, entity_type(row.entity.type), row.entity.degree, round(row.share, 4))
        for row in shown
    ]
    columns = ("name", "type", "degree", "share")
    _table(view, rows, columns, [row.entity for row in shown])
    line = say("ui.statistics.bridges", shown=len(shown), total=len(found.bridges))
    _under(line + _say_surveyed(found), rows, columns)
    return None


def _table(
    view: StatisticsView, rows: Sequence[tuple], columns: Sequence[str], entities: Sequence[Entity]
) -> None:
    """Rows of entities; the one that is clicked is looked at beside it."""
    with st.container(key=f"fill.{view.face}"):
        ids = [row.id for row in entities]
        key = f"statistics.table.{view.face}.{view.kind}"
        show_rows(_frame(rows, columns), key, STATISTICS, "entity", ids)


def _frame(rows: Sequence[tuple], columns: Sequence[str]) -> pandas.DataFrame:
    return pandas.DataFrame(rows, columns=[say(f"ui.statistics.column.{name}") for name in columns])


def _under(line: str, rows: Sequence[tuple], columns: Sequence[str]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.statistics"):
        st.caption(line)
        offer_table(_frame(rows, columns), say("ui.page.statistics"), "statistics.export")


def _say_surveyed(found: Survey) -> str:
    """That only a part was surveyed, where it was."""
    if len(found.entities) == found.total:
        return ""
    return say("ui.statistics.part", shown=len(found.entities), total=found.total)


def _show_communities(store: Store, view: StatisticsView, found: Survey) -> None:
    if not found.communities:
        st.info(say("ui.statistics.no_communities"))
        return
    place = min(view.community, len(found.communities) - 1)
    names = [
        say("ui.statistics.community", number=at + 1, name=row.name, count=len(row.members))
        for at, row in enumerate(found.communities)
    ]
    st.session_state["statistics.community"] = place
    st.selectbox(
        say("ui.statistics.choose"),
        range(len(names)),
        format_func=names.__getitem__,
        key="statistics.community",
        label_visibility="collapsed",
        on_change=_take,
        args=("community",),
    )
    chosen = found.communities[place]
    subgraph = without_types(
        community_subgraph(store, found, chosen, DRAWN), view.off_entities, view.off_relations
    )
    title = say("ui.statistics.community", number=place + 1, name=chosen.name, count=len(chosen.members))
    picture = Picture(f"community {chosen.members[0].id} {len(chosen.members)}", title, above=262)
    show_graph(STATISTICS, view, subgraph, picture)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.communities"):
        st.caption(say_shown(subgraph, language()) + _say_surveyed(found))
        offer_downloads(
            store, subgraph, title, "statistics.community.export", shown_positions(STATISTICS, subgraph)
        )


def _show_panel(store: Store, view: StatisticsView, between: Between | None) -> None:
    actions = (Action("explore", ways.explore),)
    if view.selection.kind:
        show_selected(store, STATISTICS, view.selection, actions, "ui.bridges.back" if between else "")
    elif between:
        show_joints(between)
    else:
        st.caption(say(f"ui.statistics.hint_{view.face}"))


def _take(name: str) -> None:
    note_action()
    view = get_view(STATISTICS, StatisticsView())
    value = st.session_state[f"statistics.{name}"]
    set_view(STATISTICS, replace(view, **{name: "" if value is None else value}, selection=Selection()))
