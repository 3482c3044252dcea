"""The list beside the canvas: paths best first, those of one shape folded; what links, each by its path."""

from collections.abc import Sequence

import streamlit as st

from graph.model import Path
from graph.paths import LinkingAnswer, PathAnswer, PathGroup, fold_paths
from graph.store.base import Store
from ui.asking import look_at
from ui.parts.markup import plain
from ui.session import PATHS, act
from ui.state import PathsView
from ui.views.paths.finding import Row
from ui.views.paths.hops import show_hops
from ui.views.paths.telling import say_group
from ui.words import entity_type, say


def show_list(store: Store, answer: PathAnswer | LinkingAnswer, rows: Sequence[Row], view: PathsView) -> None:
    """The list; the path that is looked at is open, and the group that it is in."""
    chosen = min(view.chosen, len(rows) - 1)
    if not rows:
        return
    if answer.reason:
        st.markdown(f"**{say('ui.paths.nearest')}**")
    else:
        st.caption(say("ui.paths.why"))
    if rows[0].entity:
        for place, row in enumerate(rows):
            _show_link(store, row, place, place == chosen)
        return
    places = {id(row.path): place for place, row in enumerate(rows)}
    for group in fold_paths(row.path for row in rows):
        ranks = [places[id(path)] for path in group.paths]
        if len(ranks) == 1:
            _show_path(store, group.paths[0], ranks[0], ranks[0] == chosen)
        else:
            _show_group(store, group, ranks, chosen)


def _show_link(store: Store, row: Row, place: int, opened: bool) -> None:
    """What links, and the path by which it does."""
    with _card(place, opened):
        label = say("ui.paths.link", name=row.entity.name, type=entity_type(row.entity.type))
        _choose(f"**{place + 1}** {plain(label)}", place)
        st.caption(plain(say_names(row.path)))
        _show_cost(row.path)
        if opened:
            show_hops(store, row.path)


def _show_path(store: Store, path: Path, place: int, opened: bool) -> None:
    with _card(place, opened):
        _choose(f"**{place + 1}** {plain(say_names(path))}", place)
        _show_cost(path)
        if opened:
            show_hops(store, path)


def _show_group(store: Store, group: PathGroup, ranks: Sequence[int], chosen: int) -> None:
    """Paths of one shape as one; opened, each of them a line, the one that is looked at whole."""
    opened = chosen in ranks
    with _card(ranks[0], opened):
        _choose(f"{'▾' if opened else '▸'} {plain(say_group(group))}", ranks[0], "group")
        if not opened:
            _show_cost(group.paths[0])
            return
        for path, place in zip(group.paths, ranks, strict=True):
            with st.container(gap="xsmall", key=f"member.{place}"):
                _choose(f"**{place + 1}** {plain(say_names(path))}", place)
                _show_cost(path)
                if place == chosen:
                    show_hops(store, path)


def _card(place: int, opened: bool) -> st.delta_generator.DeltaGenerator:
    return st.container(border=True, gap="xsmall", key=f"path.{place}.{'open' if opened else 'shut'}")


def _choose(label: str, place: int, of: str = "choose") -> None:
    st.button(label, key=f"paths.{of}.{place}", type="tertiary", on_click=act, args=(PATHS, look_at, place))


def say_names(path: Path) -> str:
    """The names along a path."""
    return " – ".join(entity.name for entity in path.entities)


def _show_cost(path: Path) -> None:
    st.caption(plain(say("ui.paths.cost", hops=len(path.hops), cost=f"{path.cost:.2f}")))
