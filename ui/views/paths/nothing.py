"""Why there is no path as asked, what stands in the way, and what comes nearest."""

from functools import partial

import streamlit as st

from graph.paths import LONGEST, LinkingAnswer, Obstacle
from ui.asking import lift
from ui.parts.markup import plain
from ui.session import PATHS, act
from ui.state import PathsView, select
from ui.views.paths.finding import Found
from ui.views.paths.telling import say_types
from ui.words import entity_type, relation_type, say


def title_of(found: Found) -> str:
    """The question as the title of its picture and files."""
    ends = {"start": found.start.words, "end": found.end.words}
    if isinstance(found.answer, LinkingAnswer):
        return say("ui.paths.title_links", types=say_types(found.answer.types), **ends)
    return say("ui.paths.title", **ends)


def show_reason(found: Found, view: PathsView) -> None:
    """The reason in a sentence, a button for each condition that alone stands in the way, what is near."""
    answer = found.answer
    if not answer.reason:
        return
    request = answer.request
    relations = say("ui.list").join(map(relation_type, sorted(request.must_relations)))
    words = {
        "start": found.start.words,
        "end": found.end.words,
        "most": request.max_length,
        "types": say("ui.list").join(map(entity_type, sorted(request.must_types))),
        "relations": relations,
    }
    st.warning(plain(say(f"graph.path.none.{answer.reason}", **words)))
    if answer.obstacles:
        with st.container(horizontal=True, gap="small", key="actions.paths.lift"):
            for number, row in enumerate(answer.obstacles):
                _offer_lifting(row, view, "primary" if not number else "secondary")
    elif view.max_length < LONGEST:
        st.button(
            say("ui.paths.longer", count=min(LONGEST, view.max_length + 2)),
            key="paths.longer",
            on_click=act,
            args=(PATHS, lift, "length", min(LONGEST, view.max_length + 2)),
        )
    if answer.near:
        _show_near(found)


def _offer_lifting(row: Obstacle, view: PathsView, kind: str) -> None:
    """A button that lifts this condition alone, and how many paths that brings."""
    hops = max(len(path.hops) for path in row.paths[:1])
    of = "linking" if row.condition == "must_types" and view.linking else row.condition
    st.button(
        say(f"ui.paths.lifting.{of}", count=hops),
        key=f"paths.lifting.{row.condition}",
        type=kind,
        on_click=act,
        args=(PATHS, lift, row.condition, hops),
    )


def _show_near(found: Found) -> None:
    types = say("ui.list").join(map(entity_type, sorted(found.answer.request.must_types)))
    st.markdown(f"**{plain(say('ui.paths.near', types=types))}**")
    with st.container(horizontal=True, gap="small", key="actions.paths.near"):
        for row in found.answer.near:
            steps = [
                say("ui.paths.far") if hops is None else str(hops) for hops in (row.from_start, row.from_end)
            ]
            st.button(
                plain(row.entity.name),
                key=f"paths.near.{row.entity.id}",
                help=say("ui.paths.near_help", start=steps[0], end=steps[1]),
                on_click=partial(act, PATHS, select, "entity", row.entity.id),
            )
