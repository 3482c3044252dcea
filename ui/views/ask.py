"""Ask: a question in Chinese or English, how it was understood, its rows, graph, sentences and Cypher."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from config import Config
from graph.model import Entity, Path, Relation, Subgraph
from graph.queries import document_titles
from graph.questions.answers import ANSWERED, NOTHING, SEVERAL, Answer, Cell, Limits
from graph.questions.asking import ask
from graph.questions.names import Gazetteer, open_gazetteer
from graph.questions.tables import say_outcome
from graph.store.base import Store
from ui.canvas.lanes import place_paths
from ui.links import ASK_KEYS, LONGEST_QUESTION, ask_link, read_ask_link
from ui.parts import ways
from ui.parts.answer_table import answer_frame, show_answer_table
from ui.parts.downloads import offer_downloads, offer_table
from ui.parts.evidence import FEW, show_evidence, show_statement
from ui.parts.graph_view import Picture, show_graph, shown_positions, without_types
from ui.parts.markup import plain
from ui.parts.panel import Action, show_selected
from ui.parts.questions import remember, show_examples, show_recent
from ui.session import ASK, HELD, KEPT_SECONDS, follow_link, get_view, note_action, set_view, write_link
from ui.state import MOST, AskView
from ui.words import full_name, language, say

ANSWER = "ask.answer"
"""The session key of the last answer and its question: looking at a row does not ask again."""

DRAWN = "ask.drawn"
"""The session key of the last answer with paths and where they are drawn."""

ROW_ORDER = "rows"
"""How a graph was chosen that only some of the rows hold: the row graph.order.rows says it."""


def show(store: Store, config: Config) -> None:
    """Draw the page."""
    follow_link(ASK, ASK_KEYS, read_ask_link)
    view = get_view(ASK, AskView())
    write_link(ASK, ask_link(view))
    _show_box(view)
    gazetteer = _gazetteer(store.address, tuple(sorted(st.session_state[HELD].entities.items())), store)
    if not view.question:
        _show_beginning(gazetteer)
        return
    answer = _recall(store, view, gazetteer, config)
    remember(view.question)
    if answer.outcome != ANSWERED:
        _show_no_rows(answer)
        show_recent(view.question)
        return
    work, panel = st.columns([2.75, 1.1], gap="small")
    with work:
        _show_answer(store, view, answer)
    with panel, st.container(border=True, key="panel.ask", gap="small"):
        view = get_view(ASK, AskView())
        if view.selection.kind:
            show_selected(store, ASK, view.selection, (Action("explore", ways.explore),), "ui.ask.back")
        else:
            _show_row(store, answer, view)


@st.cache_resource(show_spinner=False, ttl=KEPT_SECONDS, max_entries=2)
def _gazetteer(address: str, held: tuple, _store: Store) -> Gazetteer:
    """All names of the store, made ready once for all sessions, and anew where it holds something else."""
    return open_gazetteer(_store)


def _recall(store: Store, view: AskView, gazetteer: Gazetteer, config: Config) -> Answer:
    kept = st.session_state.get(ANSWER)
    if kept and kept[0] == view.question:
        return kept[1]
    with st.spinner(say("ui.ask.answering")):
        answer = ask(store, view.question, gazetteer, Limits(config.query_rows, config.query_seconds))
    st.session_state[ANSWER] = (view.question, answer)
    return answer


def _show_box(view: AskView) -> None:
    st.session_state["ask.text"] = view.question
    box, run = st.columns([9, 1], vertical_alignment="center", gap="small")
    with box:
        st.text_input(
            say("ui.ask.box"),
            key="ask.text",
            placeholder=say("ui.ask.placeholder"),
            max_chars=LONGEST_QUESTION,
            label_visibility="collapsed",
            on_change=_take,
        )
    with run:
        st.button(say("ui.ask.run"), key="ask.run", type="primary", width="stretch", on_click=_take)


def _show_beginning(gazetteer: Gazetteer) -> None:
    with st.container(border=True, key="start", gap="small"):
        st.caption(say("ui.ask.hint"))
        show_examples(gazetteer)
        show_recent("")


def _show_no_rows(answer: Answer) -> None:
    """Why there are no rows, and what may be asked instead."""
    if answer.outcome == NOTHING:
        _show_understood(answer)
    st.info(plain(say_outcome(answer, language())))
    _offer_paths(answer)
    if answer.cypher:
        _show_cypher(answer)
    if not answer.suggestions:
        return
    if answer.outcome != SEVERAL:
        st.markdown(f"**{say('questions.suggestions')}**")
    for number, row in enumerate(answer.suggestions):
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"offer.{number}"):
            label = plain(row.question)
            st.button(label, key=f"ask.offer.{number}", on_click=ways.ask, args=(row.question,))
            st.caption(plain(row.why(language())))


def _show_understood(answer: Answer) -> None:
    st.markdown(f"**{plain(say('questions.understood', gloss=answer.understood(language())))}**")
    if answer.notes:
        st.caption(plain(" ".join(note(language()) for note in answer.notes)))


def _show_cypher(answer: Answer) -> None:
    with st.expander(say("ui.ask.cypher")):
        if answer.cypher_note:
            st.caption(plain(answer.cypher_note(language())))
        st.code(answer.cypher, language="cypher", wrap_lines=True)
        st.button(
            say("ui.ask.open_cypher"),
            key="ask.cypher",
            help=say("ui.ask.open_cypher_help"),
            on_click=ways.open_cypher,
            args=(answer.cypher,),
        )


def _offer_paths(answer: Answer) -> None:
    """The way to the page for paths with what was asked for, where paths were."""
    if answer.wanted:
        st.button(
            say("ui.ask.open_paths"),
            key="ask.paths",
            help=say("ui.ask.open_paths_help"),
            on_click=ways.ask_paths,
            args=(answer.wanted,),
        )


def _show_answer(store: Store, view: AskView, answer: Answer) -> None:
    _show_understood(answer)
    height = show_answer_table(view, answer)
    view = get_view(ASK, AskView())
    subgraph = without_types(drawn_part(answer.subgraph), view.off_entities, view.off_relations)
    line = st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.ask")
    if answer.subgraph.entities:
        above = 330 + height + 30 * bool(answer.notes)
        picture = Picture(answer.question, answer.question, places=_places(answer), above=above)
        show_graph(ASK, view, subgraph, picture, _lit(answer, view))
    with line:
        counts = say_outcome(answer, language())
        if len(subgraph.entities) < len(answer.subgraph.entities):
            total = len(answer.subgraph.entities)
            counts += " · " + say("ui.ask.drawn", shown=len(subgraph.entities), total=total)
        st.caption(plain(counts))
        _offer_paths(answer)
        offer_table(answer_frame(answer), answer.question, "ask.export.table")
        if answer.subgraph.entities:
            positions = shown_positions(ASK, subgraph)
            offer_downloads(store, subgraph, answer.question, "ask.export", positions)
    _show_cypher(answer)


def _places(answer: Answer) -> Mapping[str, tuple[float, float]] | None:
    """Where paths are drawn, from left to right, found once an answer; None where none are."""
    if not answer.paths:
        return None
    kept = st.session_state.get(DRAWN)
    if kept is None or kept[0] is not answer:
        kept = st.session_state[DRAWN] = (answer, place_paths(answer.paths))
    return kept[1]


def drawn_part(subgraph: Subgraph) -> Subgraph:
    """The part of an answer's graph that is drawn: its first MOST entities, in the order of the rows."""
    if len(subgraph.entities) <= MOST:
        return subgraph
    kept = subgraph.entities[:MOST]
    ids = {row.id for row in kept}
    relations = tuple(row for row in subgraph.relations if row.head in ids and row.tail in ids)
    return Subgraph(kept, relations, len(subgraph.entities), len(subgraph.relations), ROW_ORDER)


def _lit(answer: Answer, view: AskView) -> Path | None:
    """The path of the row that is looked at, if it has one."""
    if view.chosen >= len(answer.rows):
        return None
    return next((cell for cell in answer.rows[view.chosen] if isinstance(cell, Path)), None)


def _show_row(store: Store, answer: Answer, view: AskView) -> None:
    """The sentences behind the row that is looked at."""
    place = min(view.chosen, len(answer.rows) - 1)
    row = answer.rows[place]
    alone = len(answer.rows) == 1
    title = say("ui.ask.row_alone") if alone else say("ui.ask.row", row=place + 1)
    st.markdown(f"**{title}**")
    stated = _stated(row)
    relations = [relation for _, relation in stated]
    if not relations:
        st.caption(say("ui.ask.no_evidence"))
    with st.container(horizontal=True, gap="small", key="ends.ask"):
        for cell in row:
            if isinstance(cell, Entity):
                st.button(
                    plain(full_name(cell)),
                    key=f"ask.open.{cell.id}",
                    on_click=ways.explore,
                    args=(cell.id,),
                    help=say("ui.action_help.explore"),
                )
    names = {entity.id: full_name(entity) for entity in answer.subgraph.entities}
    titles = document_titles(store, relations)
    for first, relation in stated:
        show_statement(relation, names, first)
        show_evidence(relation, titles, ASK, None if alone else FEW)


def _stated(row: Sequence[Cell]) -> list[tuple[str, Relation]]:
    """The relations that a row rests on, each once, with the id of the end that it is told from."""
    found = {one.id: ("", one) for cell in row if isinstance(cell, tuple) for one in cell}
    for path in (cell for cell in row if isinstance(cell, Path)):
        hops = zip(path.entities, path.hops, strict=False)
        found |= {one.id: (entity.id, one) for entity, hop in hops for one in hop}
    return list(found.values())


def _take() -> None:
    note_action()
    question = st.session_state["ask.text"].strip()
    set_view(ASK, replace(AskView(), question=question))
    st.session_state.pop(ANSWER, None)
