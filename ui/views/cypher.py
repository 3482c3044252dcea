"""Cypher: a reader's query, its answer as a table and as a graph, the schema and examples beside it."""

from dataclasses import replace

import streamlit as st

from config import Config
from errors import QueryError, QuerySyntax
from graph.model import Table
from graph.schema import ENTITY_LABEL, load_schema
from graph.store.base import Store
from ui.boundary import show_error
from ui.canvas.component import submit_by_key
from ui.links import CYPHER_KEYS, cypher_link, read_cypher_link
from ui.parts import ways
from ui.parts.downloads import offer_downloads, offer_table
from ui.parts.graph_view import Picture, show_graph, shown_positions, without_types
from ui.parts.panel import Action, show_selected
from ui.parts.tables import pointer, table_frame
from ui.session import CYPHER, follow_link, get_view, note_action, set_view, write_link
from ui.state import CypherView, Selection
from ui.words import say

ANSWER = "cypher.answer"
"""The session key of the last answer and its query: looking at a node does not run it again."""

ROW_ORDER = "rows"
"""How a graph was chosen that only some of the rows hold: the row graph.order.rows says it."""

EXAMPLES = ("towns", "evidence", "between", "industries", "targets", "hubs")


def show(store: Store, config: Config) -> None:
    """Draw the page."""
    follow_link(CYPHER, CYPHER_KEYS, read_cypher_link)
    view = get_view(CYPHER, CypherView())
    work, side = st.columns([2.75, 1.1], gap="small")
    with side, st.container(border=True, key="panel.cypher", gap="small"):
        _show_side(store, view)
    with work:
        _show_editor(view, config)
        if view.run:
            _show_answer(store, view, config)
        else:
            st.info(say("ui.cypher.empty"))
    write_link(CYPHER, cypher_link(view))


def _show_editor(view: CypherView, config: Config) -> None:
    st.session_state["cypher.text"] = view.text
    st.text_area(
        say("ui.cypher.editor"),
        key="cypher.text",
        height=104,
        placeholder=say("ui.cypher.placeholder"),
        on_change=_type,
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.editor"):
        st.button(say("ui.cypher.run"), key="cypher.run", type="primary", on_click=_run)
        submit_by_key("cypher.text", "cypher.run", "cypher.submit")
        st.caption(say("ui.cypher.limits", rows=config.query_rows, seconds=config.query_seconds))


def _show_answer(store: Store, view: CypherView, config: Config) -> None:
    try:
        table = _query(store, view, config)
    except QueryError as error:
        show_error(error)
        if isinstance(error, QuerySyntax):
            st.code(pointer(view.run, error.fields.get("line"), error.fields.get("column")), language=None)
        return
    whole = replace(table.subgraph, order=ROW_ORDER if table.truncated else "")
    subgraph = without_types(whole, view.off_entities, view.off_relations)
    title = say("ui.cypher.title")
    line = st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.answer")
    with line:
        st.caption(_say_size(table))
        shapes = ["table", "graph"] if table.subgraph.entities else ["table"]
        shape = "table"
        if len(shapes) > 1:
            shape = st.segmented_control(
                say("ui.cypher.as"),
                shapes,
                default="graph",
                required=True,
                format_func=lambda row: say(f"ui.cypher.as_{row}"),
                key="cypher.shape",
                label_visibility="collapsed",
            )
    if shape == "graph":
        show_graph(CYPHER, view, subgraph, Picture(view.run, title, above=340))
        with line:  # only now it is known where everything stands
            offer_downloads(store, subgraph, title, "cypher.export", shown_positions(CYPHER, subgraph))
    elif table.rows:
        with line:
            offer_table(table_frame(table), title, "cypher.export.table")
        with st.container(key="fill.answer"):
            st.dataframe(table_frame(table), height="stretch", hide_index=True)
    else:
        st.info(say("ui.cypher.no_rows"))


def _query(store: Store, view: CypherView, config: Config) -> Table:
    kept = st.session_state.get(ANSWER)
    if kept and kept[0] == view.run:
        return kept[1]
    with st.spinner(say("ui.cypher.running")):
        table = store.query(view.run, rows=config.query_rows, seconds=config.query_seconds)
    st.session_state[ANSWER] = (view.run, table)
    return table


def _say_size(table: Table) -> str:
    key = "ui.cypher.rows_cut" if table.truncated else "ui.cypher.rows"
    return say(key, count=len(table.rows), limit=table.limit, seconds=f"{table.seconds:.2f}")


def _show_side(store: Store, view: CypherView) -> None:
    if view.selection.kind:
        show_selected(store, CYPHER, view.selection, (Action("explore", ways.explore),), "ui.cypher.back")
        return
    st.markdown(f"**{say('ui.cypher.examples')}**")
    for name in EXAMPLES:
        query = say(f"ui.cypher.example.{name}.query")
        st.button(
            say(f"ui.cypher.example.{name}.title"),
            key=f"cypher.example.{name}",
            help=say("ui.cypher.take"),
            type="tertiary",
            on_click=_take,
            args=(query.strip(),),
        )
    _show_schema()


def _show_schema() -> None:
    schema = load_schema()
    st.markdown(f"**{say('ui.cypher.schema')}**")
    st.caption(say("ui.cypher.nodes", label=ENTITY_LABEL))
    st.code(" ".join(f":{row.name}" for row in schema.entities.values()), language=None, wrap_lines=True)
    st.caption(say("ui.cypher.relations"))
    st.code(" ".join(f":{row.name}" for row in schema.relations.values()), language=None, wrap_lines=True)


def _type() -> None:
    note_action()
    set_view(CYPHER, replace(get_view(CYPHER, CypherView()), text=st.session_state["cypher.text"]))


def _take(query: str) -> None:
    note_action()
    set_view(CYPHER, replace(get_view(CYPHER, CypherView()), text=query))


def _run() -> None:
    note_action()
    view = get_view(CYPHER, CypherView())
    st.session_state.pop(ANSWER, None)
    set_view(CYPHER, replace(view, run=view.text.strip(), selection=Selection()))
