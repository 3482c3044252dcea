"""A subgraph on its canvas: laid out, drawn, steered, and what people do there applied to the view."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import streamlit as st

from graph.layout import CROWD
from graph.model import Entity, Path, Relation, Subgraph
from ui.asking import name_entity
from ui.canvas.clusters import cluster_data, find_clusters
from ui.canvas.component import draw_canvas, steer_canvas
from ui.canvas.data import Positions, group_id, legend, network_data
from ui.canvas.gestures import gestures
from ui.history import step_back, step_forth
from ui.parts import ways
from ui.parts.ends import set_end
from ui.placing import SECONDS, find_groups, is_far, place
from ui.session import (
    Places,
    get_places,
    get_view,
    heard,
    note_action,
    open_places,
    set_view,
    take_events,
    undo,
)
from ui.state import ON_NODES, ExploreView, PathsView, View, apply, dragged
from ui.wanted import ENTITIES
from ui.words import entity_type, language, say

WORDS = (
    "canvas",
    "legend",
    "entity",
    "relation",
    "turn_on",
    "turn_off",
    "fit",
    "closer",
    "farther",
    "picture",
    "help",
    "undo",
    "redo",
    "picked",
    "unpicked",
    "cleared",
)
LOWEST = 400
"""A canvas is at least so many pixels high where its picture needs them, however low the window is."""

PART_OF = "PART_OF"
"""What a group's line counts as where places are found; it is no relation of the graph."""

_STEPS = {"undo": step_back, "redo": step_forth}
_ENDS = ("start", "end")
_CHOOSING = ("pick", "unpick")
_ELSEWHERE = ("explore",)
"""What a node's menu offers on every page, and on those that show no neighbourhood."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a canvas is of: `name` changes where another picture begins, and with it all places.

    `centre` is drawn larger; what is new glides in from `anchor`; `places` are used instead of a layout.
    `above` is what of the window's height the rest of the page needs, `most` what the picture itself needs at
    most (0 for all that there is), both in pixels.
    """

    name: str
    title: str
    centre: str = ""
    anchor: str = ""
    places: Mapping[str, tuple[float, float]] | None = None
    above: int = 192
    most: int = 0

    @property
    def height(self) -> str:
        """How high the canvas is, as styles say it."""
        room = f"max(calc(100vh - {self.above}px), {LOWEST}px)"
        return f"min({room}, {self.most}px)" if self.most else room


def show_graph(page: str, view: View, subgraph: Subgraph, picture: Picture, path: Path | None = None) -> None:
    """Draw the subgraph on the page's canvas; actions on it change the page's view before the next run."""
    places = open_places(page, picture.name)
    arrange(places, subgraph, picture)
    exploring = isinstance(view, ExploreView)
    opened = view.opened if exploring else ()
    data = _recall_data(page, subgraph, places.positions, picture.centre, opened)
    drawn = {
        **data,
        "name": page,
        "title": picture.title,
        "height": picture.height,
        "fresh": picture.name,
        "anchor": picture.anchor,
        "legend": legend(subgraph, view.off_entities, view.off_relations, language()),
        "steps": exploring,
        "picking": exploring,
        "menu": [[kind, say(f"ui.action.{kind}")] for kind in _menu(view)],
        "help": gestures(exploring, len(subgraph.entities) > CROWD),
        "clusters": cluster_data(subgraph, places.clusters, _say_cluster),
        "words": {name: say(f"ui.canvas.{name}") for name in WORDS},
    }
    drawn["revision"] = hashlib.sha256(repr(drawn).encode()).hexdigest()[:12]
    draw_canvas(drawn, key=f"{page}.canvas", on_events=lambda: _hear(page))
    steer_canvas(
        {
            "canvas": page,
            "selected": view.selection.id or None,
            "picked": view.picked if exploring else (),
            "heard": heard(f"{page}.canvas"),
            **_lit(path),
        },
        key=f"{page}.canvas.view",
    )
    if places.in_rows:
        st.warning(say("ui.canvas.in_rows", seconds=SECONDS))
        label = say("ui.canvas.place_again")
        st.button(label, key=f"{page}.place_again", on_click=_place_again, args=(page,))


def _recall_data(
    page: str, subgraph: Subgraph, positions: Positions, centre: str, opened: Collection[str]
) -> dict[str, list | dict]:
    """What the canvas draws, worked out once: who looks at a node does not wait for all others again."""
    question = (subgraph, dict(positions), centre, language(), tuple(opened))
    kept = st.session_state.get(f"{page}.drawn")
    if kept and kept[0] == question:
        return kept[1]
    data = network_data(subgraph, positions, centre, language(), opened)
    st.session_state[f"{page}.drawn"] = (question, data)
    return data


def arrange(places: Places, subgraph: Subgraph, picture: Picture) -> None:
    """Give every entity a place: those that have one in this picture keep it.

    A crowd that others come to is laid out anew: its clusters are others, and would lie on one another.
    """
    waiting = st.empty()  # always there: a spinner that comes and goes above the canvas would renew it
    whole = _with_groups(subgraph, picture.centre)
    shown = [entity.id for entity in whole.entities]
    places.clusters = find_clusters(whole, places.clusters, find_groups)
    if all(entity in places.positions for entity in shown):
        return
    if picture.places is not None:
        places.positions = {**picture.places, **places.positions}
        return
    if len(subgraph.entities) > CROWD:
        places.positions, places.pinned = {}, set()
    fixed = {entity: places.positions[entity] for entity in shown if entity in places.positions}
    if is_far(whole, fixed):
        with waiting, st.spinner(say("ui.canvas.placing", count=len(shown))):
            found, proper = place(whole, fixed, picture.centre or None)
    else:
        found, proper = place(whole, fixed, picture.centre or None)
    places.positions.update(found)
    places.in_rows = places.in_rows or not proper


def _place_again(page: str) -> None:
    """Forget where entities stand, those apart that people put somewhere."""
    note_action()
    places = get_places(page)
    places.positions = {key: spot for key, spot in places.positions.items() if key in places.pinned}
    places.in_rows = False


def _say_cluster(name: str, count: int) -> str:
    return say("ui.canvas.cluster", name=name, count=count)


def _with_groups(subgraph: Subgraph, centre: str) -> Subgraph:
    """The subgraph with a stand-in for each group of neighbours that are not drawn: groups need room too."""
    if not centre or not subgraph.left:
        return subgraph
    groups = [
        Entity(group_id(kind), kind, say("ui.canvas.group", count=count, type=entity_type(kind)))
        for kind, count in subgraph.left.items()
    ]
    lines = [Relation(row.id, PART_OF, centre, row.id) for row in groups]
    return Subgraph((*subgraph.entities, *groups), (*subgraph.relations, *lines))


def shown_positions(page: str, subgraph: Subgraph) -> dict[str, tuple[float, float]]:
    """Where the page's canvas shows the subgraph's entities."""
    positions = get_places(page).positions
    return {entity.id: positions[entity.id] for entity in subgraph.entities if entity.id in positions}


def without_types(
    subgraph: Subgraph, off_entities: Collection[str], off_relations: Collection[str]
) -> Subgraph:
    """The subgraph without entities and relations of the types that are off; the totals stay."""
    entities = tuple(row for row in subgraph.entities if row.type not in off_entities)
    kept = {row.id for row in entities}
    relations = tuple(
        row
        for row in subgraph.relations
        if row.type not in off_relations and row.head in kept and row.tail in kept
    )
    return Subgraph(entities, relations, subgraph.total_entities, subgraph.total_relations, subgraph.order)


def _menu(view: View) -> tuple[str, ...]:
    if isinstance(view, ExploreView):
        return (*ON_NODES, *_CHOOSING, *_ENDS)
    return (*_ENDS, *(ENTITIES if isinstance(view, PathsView) else ()), *_ELSEWHERE)


def _lit(path: Path | None) -> dict[str, object]:
    if path is None:
        return {"path": None}
    nodes = [entity.id for entity in path.entities]
    edges = [relation.id for hop in path.hops for relation in hop]
    return {"path": {"nodes": nodes, "edges": edges}}


def _hear(page: str) -> None:
    """Apply the canvas's events that were not seen yet: view, pins."""
    note_action()
    events = take_events(f"{page}.canvas")
    places = get_places(page)
    moved = dragged(events)
    places.positions.update(moved)
    places.pinned.update(moved)
    view = get_view(page, None)
    for event in events:
        kind = event["kind"]
        if kind in _STEPS and isinstance(view, ExploreView):
            undo(page, _STEPS[kind])
            continue
        if kind in _ENDS:
            set_end(kind, str(event["id"]))
        elif kind in _ELSEWHERE:
            ways.explore(str(event["id"]))
        elif kind in ENTITIES and isinstance(view, PathsView):
            set_view(page, name_entity(get_view(page, view), kind, str(event["id"])))
        set_view(page, apply(get_view(page, view), event))
