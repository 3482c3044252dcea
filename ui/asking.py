"""What people's actions make of a question for paths, and what it asks of the graph: pure functions.

What is asked anew is looked at from its best path on.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from graph.model import Facts
from graph.paths import MOST_VIA, PathRequest
from ui.sources import Sources
from ui.state import PathsView, Selection
from ui.wanted import ENTITIES, Conditions, End


def ask(view: PathsView, **changes: object) -> PathsView:
    """The view with another question: its best path is looked at, and nothing is selected."""
    return replace(view, **{"chosen": 0, "selection": Selection(), **changes})


def look_at(view: PathsView, place: int) -> PathsView:
    """The path at a place of the list is looked at."""
    return ask(view, chosen=place)


def swap(view: PathsView) -> PathsView:
    """The ends change places."""
    return ask(view, start=view.end, end=view.start)


def set_entity(view: PathsView, side: str, entity: str) -> PathsView:
    """An entity is the `side` ("start" or "end") of the paths; no condition names it any more."""
    return ask(_unnamed(view, entity), **{side: End((entity,))})


def add_entity(view: PathsView, side: str, entity: str) -> PathsView:
    """An entity is at that end beside those chosen before."""
    chosen = getattr(view, side).entities
    return ask(_unnamed(view, entity), **{side: End(tuple(dict.fromkeys((*chosen, entity))))})


def drop_entity(view: PathsView, side: str, entity: str) -> PathsView:
    """An entity chosen by hand is not at that end any more."""
    chosen = getattr(view, side).entities
    return ask(view, **{side: End(tuple(row for row in chosen if row != entity))})


def name_entity(view: PathsView, of: str, entity: str) -> PathsView:
    """Paths must pass the entity (`of` is "via") or avoid it ("avoid"), not both; an end can be neither.

    Of more than MOST_VIA to pass, the last are kept.
    """
    if entity in (*view.start.entities, *view.end.entities):
        return view
    named = (*getattr(_unnamed(view, entity).conditions, of), entity)
    kept = named[-MOST_VIA:] if of == "via" else named
    return ask(view, conditions=replace(_unnamed(view, entity).conditions, **{of: kept}))


def unname_entity(view: PathsView, of: str, entity: str) -> PathsView:
    """Paths need not pass the entity, or may again."""
    named = tuple(row for row in getattr(view.conditions, of) if row != entity)
    return condition(view, **{of: named})


def condition(view: PathsView, **changes: object) -> PathsView:
    """The view with other conditions."""
    return ask(view, conditions=replace(view.conditions, **changes))


def clear_conditions(view: PathsView) -> PathsView:
    """No conditions; every document and status counts."""
    return ask(view, conditions=Conditions(), sources=Sources())


def count_conditions(view: PathsView) -> int:
    """How many conditions are set: of types, relations and documents each kind once, of entities each."""
    rows = view.conditions
    sets = sum(bool(getattr(rows, row.name)) for row in fields(rows) if row.name not in ENTITIES)
    return sets + len(rows.via) + len(rows.avoid) + (view.sources != Sources())


def _unnamed(view: PathsView, entity: str) -> PathsView:
    rows = view.conditions
    kept = {of: tuple(row for row in getattr(rows, of) if row != entity) for of in ENTITIES}
    return replace(view, conditions=replace(rows, **kept))


def request_of(view: PathsView, facts: Facts) -> PathRequest:
    """What the view asks of the graph; `facts` are those that its documents and statuses let count."""
    rows = view.conditions
    asked = PathRequest(
        max_length=view.max_length,
        count=view.count,
        must_types=rows.must_types,
        not_types=rows.not_types,
        must_relations=rows.must_relations,
        not_relations=rows.not_relations,
        via=rows.via,
        avoid=frozenset(rows.avoid),
        directed=rows.directed,
        facts=facts,
    )
    if rows.only_types:
        asked = replace(asked, middle_types=rows.only_types)
    if rows.only_relations:
        asked = replace(asked, relation_types=rows.only_relations)
    return asked


def lift(view: PathsView, obstacle: str, hops: int) -> PathsView:
    """The view without the condition that stood in the way, which leaves paths of at most `hops` hops.

    The names are those of `graph.paths.Obstacle`. Without "must_types" what links is not asked for any
    more; "several" takes them all.
    """
    return LIFTING[obstacle](view, hops)


def _lift_all(view: PathsView, hops: int) -> PathsView:
    return replace(clear_conditions(view), linking=frozenset(), max_length=max(hops, view.max_length))


LIFTING: Mapping[str, Callable[[PathsView, int], PathsView]] = {
    "length": lambda view, hops: ask(view, max_length=max(hops, view.max_length)),
    "directed": lambda view, _: condition(view, directed=False),
    "avoid": lambda view, _: condition(view, avoid=()),
    "via": lambda view, _: condition(view, via=()),
    "types": lambda view, _: condition(view, not_types=frozenset(), only_types=frozenset()),
    "relations": lambda view, _: condition(view, not_relations=frozenset(), only_relations=frozenset()),
    "must_types": lambda view, _: replace(condition(view, must_types=frozenset()), linking=frozenset()),
    "must_relations": lambda view, _: condition(view, must_relations=frozenset()),
    "documents": lambda view, _: ask(view, sources=Sources(statuses=view.sources.statuses)),
    "statuses": lambda view, _: ask(view, sources=replace(view.sources, statuses=frozenset())),
    "several": _lift_all,
}
"""What leaves out each condition alone."""
