"""What a view shows, as values, and what people's actions make of it: pure functions.

Sessions keep these values (`session.py`), links carry them (`links.py`), pages draw them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.facts import Span
from graph.schema import DOCUMENT, INDICATOR
from ui.sources import Sources
from ui.wanted import Conditions, End

QUIET_TYPES = frozenset({DOCUMENT, INDICATOR})
"""Types that are off at first: nearly everything touches them, and they hide the rest."""

FEWEST = 48
"""How many entities a neighbourhood shows at first: with groups, all can be named; `more` doubles it."""

MOST = 300


@dataclass(frozen=True, slots=True)
class Selection:
    """What the panel speaks of: `kind` is "entity", "relation" or ""."""

    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ExploreView:
    """A neighbourhood: its centre, what was expanded in which order, what is hidden and switched off.

    `added` stand beside it without their neighbours; of the types `grown` all neighbours are shown.
    `picked` were chosen to do something with all of them, in the order of choosing. Only what `sources`
    counts is shown.
    """

    centre: str = ""
    opened: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    off_entities: frozenset[str] = QUIET_TYPES
    off_relations: frozenset[str] = frozenset()
    limit: int = FEWEST
    selection: Selection = Selection()
    added: tuple[str, ...] = ()
    grown: frozenset[str] = frozenset()
    picked: tuple[str, ...] = ()
    sources: Sources = field(default_factory=Sources)


@dataclass(frozen=True, slots=True)
class PathsView:
    """A question for paths, the place of the one looked at (from 0), and what is switched off.

    Where `linking` names types, what of these links the ends is asked for. Only what `sources` counts is
    told of.
    """

    start: End = field(default_factory=End)
    end: End = field(default_factory=End)
    linking: frozenset[str] = frozenset()
    conditions: Conditions = field(default_factory=Conditions)
    sources: Sources = field(default_factory=Sources)
    max_length: int = 4
    count: int = 8
    chosen: int = 0
    off_entities: frozenset[str] = frozenset()
    off_relations: frozenset[str] = frozenset()
    selection: Selection = Selection()


@dataclass(frozen=True, slots=True)
class CypherView:
    """A query as it stands in the editor, the one that was run last ("" before the first), what is off."""

    text: str = ""
    run: str = ""
    off_entities: frozenset[str] = frozenset()
    off_relations: frozenset[str] = frozenset()
    selection: Selection = Selection()


BY_DATE = "date"
DOCUMENT_ORDERS = (BY_DATE, "title", "issuer", "entities", "relations", "indicators")
"""What the list of documents is ordered by: the latest first, by words, or the largest count first."""


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """The document that is read ("" for the list), the passage looked for.

    `text` is what the list is searched by, `order` one of DOCUMENT_ORDERS, `page` counts from 0.
    """

    doc: str = ""
    passage: Span | None = None
    text: str = ""
    page: int = 0
    selection: Selection = Selection()
    order: str = BY_DATE


TABLE, CHART, CLASHES = "table", "chart", "clashes"
FACES = (TABLE, CHART, CLASHES)
"""How the indicators page shows figures."""


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """The indicators page: its face, what figures are filtered by ("" for all), the series that is drawn."""

    face: str = TABLE
    text: str = ""
    subject: str = ""
    unit: str = ""
    year: str = ""
    bound: str = ""
    series: str = ""
    selection: Selection = Selection()


COUNTS, CONNECTED, BRIDGES, COMMUNITIES = "counts", "connected", "bridges", "communities"
STATISTICS_FACES = (COUNTS, CONNECTED, BRIDGES, COMMUNITIES)
"""What the statistics page shows."""


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """The statistics page: its face, the type that is ranked ("" for all), the community drawn (from 0).

    Bridges are those between `start` and `end`, of the whole graph while one of these is "".
    """

    face: str = COUNTS
    kind: str = ""
    community: int = 0
    off_entities: frozenset[str] = frozenset()
    off_relations: frozenset[str] = frozenset()
    selection: Selection = Selection()
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class AskView:
    """A question as it was asked ("" before the first), the row looked at (from 0), what is switched off."""

    question: str = ""
    chosen: int = 0
    off_entities: frozenset[str] = frozenset()
    off_relations: frozenset[str] = frozenset()
    selection: Selection = Selection()


View = ExploreView | PathsView | AskView | CypherView | DocumentsView | IndicatorsView | StatisticsView


@dataclass(frozen=True, slots=True)
class Seen:
    """The last event that was applied: which mount of the component sent it, and its number."""

    mount: str = ""
    number: int = 0


def fresh_events(batch: Mapping | None, seen: Seen) -> tuple[tuple[Mapping[str, object], ...], Seen]:
    """The events of a batch that are not applied yet, oldest first, and what is seen after them.

    A component that was mounted anew counts from 1 again.
    """
    if not batch:
        return (), seen
    last = seen.number if batch["mount"] == seen.mount else 0
    events = tuple(event for event in batch["events"] if event["number"] > last)
    number = max((event["number"] for event in events), default=last)
    return events, Seen(str(batch["mount"]), number)


def open_centre(view: ExploreView, entity: str) -> ExploreView:
    """The neighbourhood of `entity` alone; what is switched off stays so."""
    return replace(
        view,
        centre=entity,
        opened=(),
        added=(),
        grown=frozenset(),
        hidden=(),
        limit=FEWEST,
        selection=Selection("entity", entity),
        picked=(),
    )


def expand(view: ExploreView, entity: str) -> ExploreView:
    """The neighbours of `entity` are added; it is selected. Expanding again changes nothing else."""
    if not view.centre:
        return open_centre(view, entity)
    opened = view.opened if entity in (view.centre, *view.opened) else (*view.opened, entity)
    hidden = tuple(other for other in view.hidden if other != entity)
    return replace(view, opened=opened, hidden=hidden, selection=Selection("entity", entity))


def add(view: ExploreView, entity: str) -> ExploreView:
    """`entity` is drawn too, without its neighbours, and is selected; what is hidden comes back."""
    if not view.centre:
        return open_centre(view, entity)
    shown = entity in (view.centre, *view.opened, *view.added)
    added = view.added if shown else (*view.added, entity)
    hidden = tuple(other for other in view.hidden if other != entity)
    return replace(view, added=added, hidden=hidden, selection=Selection("entity", entity))


def collapse(view: ExploreView, entity: str) -> ExploreView:
    """The neighbours that `entity` brought go again; it is selected."""
    opened = tuple(other for other in view.opened if other != entity)
    return replace(view, opened=opened, selection=Selection("entity", entity))


def hide(view: ExploreView, entity: str) -> ExploreView:
    """`entity` is not drawn, and chosen no more; the centre can't be hidden."""
    if entity == view.centre or entity in view.hidden:
        return view
    opened = tuple(other for other in view.opened if other != entity)
    added = tuple(other for other in view.added if other != entity)
    picked = tuple(other for other in view.picked if other != entity)
    selection = Selection("entity", view.centre) if view.selection.id == entity else view.selection
    hidden = (*view.hidden, entity)
    return replace(view, opened=opened, added=added, hidden=hidden, selection=selection, picked=picked)


def pick(view: ExploreView, entity: str) -> ExploreView:
    """`entity` is one of the chosen, or no more where it was."""
    if entity in view.picked:
        return replace(view, picked=tuple(other for other in view.picked if other != entity))
    return replace(view, picked=(*view.picked, entity))


def gather(view: ExploreView, entities: Iterable[str]) -> ExploreView:
    """All of the entities are chosen, those that were already too."""
    return replace(view, picked=tuple(dict.fromkeys((*view.picked, *entities))))


def clear_picked(view: ExploreView) -> ExploreView:
    """Nothing is chosen any more."""
    return replace(view, picked=())


def expand_picked(view: ExploreView) -> ExploreView:
    """The neighbours of all that are chosen are added; they stay chosen, what is selected stays so."""
    expanded = view
    for entity in view.picked:
        expanded = expand(expanded, entity)
    return replace(expanded, selection=view.selection)


def hide_picked(view: ExploreView) -> ExploreView:
    """None of the chosen is drawn, the centre apart; none is chosen any more."""
    for entity in view.picked:
        view = hide(view, entity)
    return clear_picked(view)


def keep_picked(view: ExploreView, shown: Iterable[str]) -> ExploreView:
    """Of the entities that are `shown` only the chosen and the centre still are; they stay chosen."""
    for entity in shown:
        if entity not in view.picked:
            view = hide(view, entity)
    return view


def restore(view: ExploreView) -> ExploreView:
    """Nothing is hidden any more."""
    return replace(view, hidden=())


def more(view: ExploreView) -> ExploreView:
    """Twice as many entities, at most MOST."""
    return replace(view, limit=min(MOST, view.limit * 2))


def count_only(view: ExploreView | PathsView, sources: Sources) -> ExploreView | PathsView:
    """Only what `sources` counts is told; of paths, the best one then is looked at."""
    chosen = {"chosen": 0} if isinstance(view, PathsView) else {}
    return replace(view, sources=sources, **chosen)


def clear_sources(view: ExploreView | PathsView) -> ExploreView | PathsView:
    """All documents and statuses count again."""
    return count_only(view, Sources())


def read(view: DocumentsView, doc: str, passage: Span | None = None) -> DocumentsView:
    """The document `doc` is read, from its beginning or at a passage."""
    return replace(view, doc=doc, passage=passage, selection=Selection())


def grow(view: ExploreView, type_id: str) -> ExploreView:
    """All neighbours of a type are shown, also those that stood for many as one."""
    return replace(view, grown=view.grown | {type_id})


def toggle(view: View, of: str, type_id: str) -> View:
    """A type of `of` ("entity" or "relation") is switched off, or on again."""
    if of == "entity":
        return replace(view, off_entities=view.off_entities ^ {type_id})
    return replace(view, off_relations=view.off_relations ^ {type_id})


def select(view: View, kind: str, wanted: str | None) -> View:
    """The panel speaks of `wanted`, or of nothing in particular."""
    return replace(view, selection=Selection(kind, wanted) if wanted else Selection())


def apply(view: View, event: Mapping) -> View:
    """What an event of the canvas makes of a view; drags and unknown kinds change nothing."""
    kind = event["kind"]
    if kind == "select":
        return select(view, str(event.get("of") or ""), event.get("id"))
    if kind == "toggle":
        return toggle(view, event["of"], event["id"])
    if kind == "grow" and isinstance(view, ExploreView):
        return grow(view, str(event["id"]))
    if kind in _ON_CHOSEN and isinstance(view, ExploreView):
        return _ON_CHOSEN[kind](view, event)
    if kind in ON_NODES and isinstance(view, ExploreView):
        return ON_NODES[kind](view, str(event["id"]))
    return view


ON_NODES: Mapping[str, Callable[[ExploreView, str], ExploreView]] = {
    "expand": expand,
    "collapse": collapse,
    "centre": open_centre,
    "hide": hide,
}
"""What the canvas's menu, keys and double click do with a node of a neighbourhood."""


_ON_CHOSEN: Mapping[str, Callable[[ExploreView, Mapping], ExploreView]] = {
    "pick": lambda view, event: pick(view, str(event["id"])),
    "gather": lambda view, event: gather(view, map(str, event["ids"])),
    "clear": lambda view, _: clear_picked(view),
}
"""What the canvas's gestures do with the chosen set."""


def dragged(events: Sequence[Mapping]) -> dict[str, tuple[float, float]]:
    """Where entities were dropped, the last drop of each; one drag may move several."""
    return {
        str(entity): (float(x), float(y))
        for event in events
        if event["kind"] == "drag"
        for entity, x, y in event["moved"]
    }
