"""Paths: what links two entities, best first, each hop with its sentences."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from graph.model import Entity, Path, Subgraph
from graph.paths import PathAnswer, PathRequest, find_paths, path_subgraph, shown_paths
from graph.queries import document_titles
from graph.schema import INDICATOR, load_schema
from graph.store.base import Store
from ui.canvas.lanes import place_paths
from ui.links import LONGEST, MOST_PATHS, PATHS_KEYS, paths_link, read_paths_link
from ui.parts import ways
from ui.parts.downloads import offer_downloads
from ui.parts.evidence import FEW, names_of, show_evidence, show_statement
from ui.parts.graph_view import Picture, show_graph, shown_positions, without_types
from ui.parts.markup import brief, plain
from ui.parts.panel import Action, show_entity, show_relation
from ui.parts.search import Box, search_box
from ui.session import PATHS, act, follow_link, get_view, note_action, set_view, write_link
from ui.state import PathsView, Selection, select
from ui.words import entity_type, say

ANSWER = "paths.answer"
"""The session key of the last answer and its question: looking at a hop does not search again."""

COUNTS = (5, 8, 12, MOST_PATHS)


def show(store: Store) -> None:
    """Draw the page."""
    follow_link(PATHS, PATHS_KEYS, read_paths_link)
    view = get_view(PATHS, PathsView())
    ends = {entity.id: entity for entity in store.entities([end for end in (view.start, view.end) if end])}
    _ask(store, view, ends)
    write_link(PATHS, paths_link(view))
    unknown = [end for end in (view.start, view.end) if end and end not in ends]
    for end in unknown:
        st.warning(plain(say("ui.paths.unknown", id=brief(end))))
    if view.start in ends and view.end in ends:
        _answer(store, view, ends)
    elif not unknown:
        st.info(say("ui.paths.empty"))


def _ask(store: Store, view: PathsView, ends: dict[str, Entity]) -> None:
    """The question: two search boxes and what paths are wanted."""
    start, swap, end, must, length, count = st.columns(
        [3, 0.5, 3, 1.5, 1.2, 1.2], vertical_alignment="center", gap="small"
    )
    with start:
        _end_box(store, view, ends, "start")
    with swap:
        st.button("⇄", key="paths.swap", help=say("ui.paths.swap"), on_click=_swap, width="stretch")
    with end:
        _end_box(store, view, ends, "end")
    types = [row for row in load_schema().entities if row != INDICATOR]
    with must:
        _choice("must", [*types], view.must[0] if view.must else None, _say_must)
    with length:
        _choice("max_length", list(range(1, LONGEST + 1)), view.max_length, _say_length)
    with count:
        options = sorted({*COUNTS, view.count})
        _choice("count", options, view.count, _say_count)


def _end_box(store: Store, view: PathsView, ends: dict[str, Entity], end: str) -> None:
    entity = ends.get(getattr(view, end))
    name = entity.name if entity else ""
    search_box(store, Box(f"paths.{end}", name, end, lambda chosen: _set(**{end: chosen})))


def _choice(name: str, options: list, chosen: object, word: Callable[[object], str]) -> None:
    """A list to choose from; the type that must lie between may be left open."""
    key = f"paths.{name}"
    st.session_state[key] = chosen
    st.selectbox(
        say(f"ui.paths.{name}"),
        options,
        index=None if name == "must" else 0,
        format_func=word,
        key=key,
        placeholder=say(f"ui.paths.{name}"),
        label_visibility="collapsed",
        on_change=_take,
        args=(name,),
    )


def _take(name: str) -> None:
    chosen = st.session_state[f"paths.{name}"]
    if name == "must":
        _set(must=(chosen,) if chosen else ())
    elif chosen is not None:
        _set(**{name: chosen})


def _say_must(type_id: str) -> str:
    return say("ui.paths.through", type=entity_type(type_id))


def _say_length(hops: int) -> str:
    return say("ui.paths.at_most", count=hops)


def _say_count(count: int) -> str:
    return say("ui.paths.best", count=count)


def _answer(store: Store, view: PathsView, ends: dict[str, Entity]) -> None:
    answer = _find(store, view)
    paths = shown_paths(answer)
    chosen = paths[min(view.chosen, len(paths) - 1)] if paths else None
    whole = path_subgraph(answer)
    subgraph = without_types(whole, view.off_entities, view.off_relations)
    title = say("ui.paths.title", start=ends[view.start].name, end=ends[view.end].name)
    canvas, panel = st.columns([2.4, 1.3], gap="small")
    with canvas:
        if paths:
            picture = Picture(repr(_question(view)), title, places=place_paths(paths))
            show_graph(PATHS, view, subgraph, picture, chosen)
        _show_counts(store, answer, subgraph, title)
    with panel, st.container(border=True, key="panel.paths", gap="small"):
        if view.selection.kind:
            _show_selected(store, view)
        else:
            _show_reason(answer)
            _show_paths(store, paths, view)


def _find(store: Store, view: PathsView) -> PathAnswer:
    kept = st.session_state.get(ANSWER)
    if kept and kept[0] == _question(view):
        return kept[1]
    request = PathRequest(max_length=view.max_length, count=view.count, must_types=frozenset(view.must))
    with st.spinner(say("ui.paths.searching")):
        answer = find_paths(store, view.start, view.end, request)
    st.session_state[ANSWER] = (_question(view), answer)
    return answer


def _question(view: PathsView) -> tuple:
    return view.start, view.end, view.must, view.max_length, view.count


def _show_counts(store: Store, answer: PathAnswer, subgraph: Subgraph, title: str) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.paths"):
        count = len(answer.paths)
        key = "ui.paths.shown_more" if answer.more else "ui.paths.shown_all"
        line = say(key, count=count) if count else say("ui.paths.shown_none", count=len(answer.nearest))
        if answer.reading.cut:
            line += say("ui.paths.cut", links=answer.reading.links)
        st.caption(line)
        offer_downloads(store, subgraph, title, "paths.export", shown_positions(PATHS, subgraph))


def _show_reason(answer: PathAnswer) -> None:
    """Why there is no path as asked, and what comes nearest."""
    if answer.paths:
        return
    types = say("ui.list").join(entity_type(row) for row in sorted(answer.request.must_types))
    through = answer.reason == "length" and answer.request.must_types
    reason = "length_must_types" if through else answer.reason
    st.warning(say(f"ui.paths.none.{reason}", length=answer.request.max_length, types=types))
    if answer.near:
        st.markdown(f"**{say('ui.paths.near', types=types)}**")
        with st.container(horizontal=True, gap="small"):
            for row in answer.near:
                steps = [
                    say("ui.paths.far") if hops is None else str(hops)
                    for hops in (row.from_start, row.from_end)
                ]
                st.button(
                    plain(row.entity.name),
                    key=f"paths.near.{row.entity.id}",
                    help=say("ui.paths.near_help", start=steps[0], end=steps[1]),
                    on_click=_look,
                    args=("entity", row.entity.id),
                )
    if answer.nearest:
        st.markdown(f"**{say('ui.paths.nearest')}**")


def _show_paths(store: Store, paths: tuple[Path, ...], view: PathsView) -> None:
    """The list, best first; the one looked at is open."""
    if paths:
        st.caption(say("ui.paths.why"))
    for place, path in enumerate(paths):
        opened = place == min(view.chosen, len(paths) - 1)
        with st.container(border=True, gap="xsmall", key=f"path.{place}.{'open' if opened else 'shut'}"):
            names = " – ".join(plain(entity.name) for entity in path.entities)
            st.button(
                f"**{place + 1}** {names}",
                key=f"paths.choose.{place}",
                type="tertiary",
                on_click=_set,
                kwargs={"chosen": place},
            )
            st.caption(_say_cost(path))
            if opened:
                _show_hops(store, path)


def _say_cost(path: Path) -> str:
    middle = [say("ui.paths.middle", name=entity.name, count=entity.degree) for entity in path.entities[1:-1]]
    line = say("ui.paths.cost", hops=len(path.hops), cost=f"{path.cost:.2f}")
    return plain(
        line + (say("ui.paths.through_entities", names=say("ui.list").join(middle)) if middle else "")
    )


def _show_hops(store: Store, path: Path) -> None:
    titles = document_titles(store, [relation for hop in path.hops for relation in hop])
    names = names_of(path.entities)
    for entity, hop in zip(path.entities, path.hops, strict=False):
        for relation in hop:
            show_statement(relation, names, first=entity.id)
            show_evidence(relation, titles, PATHS, FEW)


def _show_selected(store: Store, view: PathsView) -> None:
    st.button(say("ui.paths.back"), key="paths.back", type="tertiary", on_click=_look, args=("", None))
    if view.selection.kind == "relation":
        show_relation(store, view.selection.id, PATHS, _look)
        return
    actions = (Action("explore", ways.explore),)
    if view.selection.id not in (view.start, view.end):
        start = Action("start", lambda entity: _set(start=entity))
        actions = (start, Action("end", lambda entity: _set(end=entity)), *actions)
    show_entity(store, view.selection.id, PATHS, actions, _look)


def _set(**fields: object) -> None:
    note_action()
    view = get_view(PATHS, PathsView())
    chosen = {} if "chosen" in fields else {"chosen": 0}
    set_view(PATHS, replace(view, selection=Selection(), **chosen, **fields))


def _swap() -> None:
    view = get_view(PATHS, PathsView())
    _set(start=view.end, end=view.start)


def _look(kind: str, wanted: str | None) -> None:
    act(PATHS, select, kind, wanted)
