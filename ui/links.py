"""View state ↔ address: pure functions, so that a copied link opens what its sender saw.

A value that is the default stands in no link, and a link's missing part is the default. Parts that
can't be read (a link that was cut or typed) are taken as missing; whether an id exists is the
page's question.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from graph.paths import LONGEST, MOST_VIA
from graph.resolve import STATUSES
from graph.schema import load_schema
from graph.words import STATED
from ui.shortened import read_shortened, shorten
from ui.sources import Sources
from ui.state import (
    DOCUMENT_ORDERS,
    FACES,
    FEWEST,
    MOST,
    STATISTICS_FACES,
    TABLE,
    AskView,
    CypherView,
    DocumentsView,
    ExploreView,
    IndicatorsView,
    PathsView,
    Selection,
    StatisticsView,
    View,
)
from ui.wanted import ENTITY_TYPES, RELATION_TYPES, Conditions, End

_SOURCES_KEYS = ("years", "undated", "docs", "status")
_CONDITIONS = {
    "must": "must_types",
    "not": "not_types",
    "only": "only_types",
    "must_relation": "must_relations",
    "not_relation": "not_relations",
    "only_relation": "only_relations",
    "via": "via",
    "avoid": "avoid",
}
"""The keys of conditions, and the fields that they stand for."""

EXPLORE_KEYS = ("node", "open", "add", "grow", "hide", "off", "limit", "pick", *_SOURCES_KEYS)
PATHS_KEYS = (
    *(f"{side}{part}" for side in ("from", "to") for part in ("", "_type", "_in")),
    "link",
    *_CONDITIONS,
    "directed",
    "length",
    "count",
    "path",
    *_SOURCES_KEYS,
)
ASK_KEYS = ("q",)
CYPHER_KEYS = ("query",)
STATISTICS_KEYS = ("face", "type", "community", "from", "to")
DOCUMENTS_KEYS = ("doc", "at", "text", "order", "page")
INDICATORS_KEYS = ("face", "text", "subject", "unit", "year", "bound", "series")

_YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")

MOST_PATHS = 40
MOST_COMMUNITIES = 9999
MOST_PAGES = 9999
LONGEST_QUESTION = 200


def explore_link(view: ExploreView) -> dict[str, str]:
    """The query of a neighbourhood's address; the selection is not part of it, nor the order of very many."""
    default = ExploreView()
    query = {
        "node": view.centre,
        "open": ",".join(view.opened),
        "add": shorten(view.added),
        "grow": ",".join(sorted(view.grown)),
        "hide": shorten(view.hidden),
        "pick": shorten(view.picked),
        "limit": str(view.limit) if view.limit != default.limit else "",
        **_sources_link(view.sources),
    }
    off = sorted(view.off_entities | view.off_relations)
    if view.centre and (view.off_entities, view.off_relations) != (
        default.off_entities,
        default.off_relations,
    ):
        query["off"] = ",".join(off) or "none"
    return {key: value for key, value in query.items() if value} if view.centre else {}


def read_explore_link(query: Mapping[str, str]) -> ExploreView:
    """The neighbourhood that an address names, which is selected; of very many ids it has the beginnings."""
    centre = query.get("node", "")
    if not centre:
        return ExploreView()
    default = ExploreView()
    schema = load_schema()
    off = _words(query.get("off", ""))
    return ExploreView(
        centre=centre,
        opened=tuple(word for word in _words(query.get("open", "")) if word != centre),
        added=tuple(word for word in read_shortened(query.get("add", "")) if word != centre),
        grown=frozenset(_words(query.get("grow", ""))) & frozenset(schema.entities),
        hidden=tuple(word for word in read_shortened(query.get("hide", "")) if word != centre),
        off_entities=frozenset(off) & frozenset(schema.entities) if off else default.off_entities,
        off_relations=frozenset(off) & frozenset(schema.relations) if off else default.off_relations,
        limit=_number(query.get("limit", ""), default.limit, FEWEST, MOST),
        selection=Selection("entity", centre),
        picked=read_shortened(query.get("pick", "")),
        sources=_read_sources(query),
    )


def _sources_link(sources: Sources) -> dict[str, str]:
    first, last = sources.years or (0, 0)
    return {
        "years": "" if not sources.years else f"{first:04}" if first == last else f"{first:04}-{last:04}",
        "undated": "" if sources.undated else "no",
        "docs": ",".join(sources.documents),
        "status": ",".join(row or STATED for row in STATUSES if row in sources.statuses),
    }


def _read_sources(query: Mapping[str, str]) -> Sources:
    found = _YEARS.fullmatch(query.get("years", ""))
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    statuses = _words(query.get("status", ""))
    return Sources(
        years=(first, last) if first <= last else None,
        undated=query.get("undated", "") != "no",
        documents=tuple(sorted(_words(query.get("docs", "")))),
        statuses=frozenset(row for row in STATUSES if (row or STATED) in statuses),
    )


def paths_link(view: PathsView) -> dict[str, str]:
    """The query of a question for paths."""
    default = PathsView()
    rows = view.conditions
    query = {
        **_end_link("from", view.start),
        **_end_link("to", view.end),
        "link": ",".join(sorted(view.linking)),
        **{key: ",".join(_ordered(getattr(rows, name))) for key, name in _CONDITIONS.items()},
        "directed": "yes" if rows.directed else "",
        "length": str(view.max_length) if view.max_length != default.max_length else "",
        "count": str(view.count) if view.count != default.count else "",
        "path": str(view.chosen + 1) if view.chosen else "",
        **_sources_link(view.sources),
    }
    return {key: value for key, value in query.items() if value}


def read_paths_link(query: Mapping[str, str]) -> PathsView:
    """The question for paths that an address names."""
    default = PathsView()
    return PathsView(
        start=_read_end(query, "from"),
        end=_read_end(query, "to"),
        linking=frozenset(_types(query, "link")),
        conditions=_read_conditions(query),
        sources=_read_sources(query),
        max_length=_number(query.get("length", ""), default.max_length, 1, LONGEST),
        count=_number(query.get("count", ""), default.count, 1, MOST_PATHS),
        chosen=_number(query.get("path", ""), 1, 1, MOST_PATHS) - 1,
    )


def _end_link(side: str, end: End) -> dict[str, str]:
    if end.types:
        return {f"{side}_type": ",".join(end.types), f"{side}_in": end.place}
    return {side: ",".join(end.entities)}


def _read_end(query: Mapping[str, str], side: str) -> End:
    types = _types(query, f"{side}_type")
    if types:
        return End((), types, query.get(f"{side}_in", ""))
    return End(_words(query.get(side, "")))


def _read_conditions(query: Mapping[str, str]) -> Conditions:
    """The conditions of an address; what must be passed is not avoided, and is no more than MOST_VIA."""
    schema = load_schema()
    via = _words(query.get("via", ""))[:MOST_VIA]
    found = {name: frozenset(_types(query, key)) for key, name in _CONDITIONS.items() if name in ENTITY_TYPES}
    for key, name in _CONDITIONS.items():
        if name in RELATION_TYPES:
            found[name] = frozenset(_words(query.get(key, ""))) & frozenset(schema.relations)
    avoid = tuple(row for row in _words(query.get("avoid", "")) if row not in via)
    return Conditions(**found, via=via, avoid=avoid, directed=query.get("directed", "") == "yes")


def _types(query: Mapping[str, str], key: str) -> tuple[str, ...]:
    """The entity types of a key, in the order in which they stand there."""
    return tuple(word for word in _words(query.get(key, "")) if word in load_schema().entities)


def _ordered(rows: frozenset[str] | tuple[str, ...]) -> Iterable[str]:
    return sorted(rows) if isinstance(rows, frozenset) else rows


def ask_link(view: AskView) -> dict[str, str]:
    """The query of a question."""
    return {"q": view.question} if view.question else {}


def read_ask_link(query: Mapping[str, str]) -> AskView:
    """The question of an address; it is answered at once."""
    return AskView(question=query.get("q", "")[:LONGEST_QUESTION].strip())


def cypher_link(view: CypherView) -> dict[str, str]:
    """The query of the Cypher that was run last."""
    return {"query": view.run} if view.run else {}


def read_cypher_link(query: Mapping[str, str]) -> CypherView:
    """The Cypher of an address: it stands in the editor and runs only when a person says so."""
    return CypherView(text=query.get("query", ""))


def documents_link(view: DocumentsView) -> dict[str, str]:
    """The query of the document that is read and the passage looked for (its offsets), or of the list."""
    if view.doc:
        return {"doc": view.doc, **({"at": "{}-{}".format(*view.passage)} if view.passage else {})}
    default = DocumentsView()
    query = {
        "text": view.text,
        "order": view.order if view.order != default.order else "",
        "page": str(view.page + 1) if view.page else "",
    }
    return {key: value for key, value in query.items() if value}


def read_documents_link(query: Mapping[str, str]) -> DocumentsView:
    """The document and passage, or the list, that an address names; what can't be read is the default."""
    found = _SPAN.fullmatch(query.get("at", ""))
    order = query.get("order", "")
    return DocumentsView(
        doc=query.get("doc", ""),
        passage=(int(found[1]), int(found[2])) if found else None,
        text=query.get("text", ""),
        page=_number(query.get("page", ""), 1, 1, MOST_PAGES) - 1,
        order=order if order in DOCUMENT_ORDERS else DocumentsView().order,
    )


def indicators_link(view: IndicatorsView) -> dict[str, str]:
    """The query of what figures are shown, and how."""
    default = IndicatorsView()
    return {key: getattr(view, key) for key in INDICATORS_KEYS if getattr(view, key) != getattr(default, key)}


def read_indicators_link(query: Mapping[str, str]) -> IndicatorsView:
    """The figures that an address names, and how they are shown."""
    fields = {key: query[key] for key in INDICATORS_KEYS if key in query}
    if fields.get("face", TABLE) not in FACES:
        del fields["face"]
    return IndicatorsView(**fields)


def statistics_link(view: StatisticsView) -> dict[str, str]:
    """The query of what statistics are shown."""
    default = StatisticsView()
    query = {
        "face": view.face if view.face != default.face else "",
        "type": view.kind,
        "community": str(view.community + 1) if view.community else "",
        "from": view.start,
        "to": view.end,
    }
    return {key: value for key, value in query.items() if value}


def read_statistics_link(query: Mapping[str, str]) -> StatisticsView:
    """The statistics that an address names."""
    face, kind = query.get("face", ""), query.get("type", "")
    return StatisticsView(
        face=face if face in STATISTICS_FACES else StatisticsView().face,
        kind=kind if kind in load_schema().entities else "",
        community=_number(query.get("community", ""), 1, 1, MOST_COMMUNITIES) - 1,
        start=query.get("from", ""),
        end=query.get("to", ""),
    )


def link_of(view: View) -> dict[str, str]:
    """The query of a view of any page."""
    return _LINKS[type(view)](view)


_LINKS: Mapping[type[View], Callable[..., dict[str, str]]] = {
    ExploreView: explore_link,
    PathsView: paths_link,
    AskView: ask_link,
    DocumentsView: documents_link,
    IndicatorsView: indicators_link,
    StatisticsView: statistics_link,
    CypherView: cypher_link,
}


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in text.split(",") if word))


def _number(text: str, default: int, least: int, most: int) -> int:
    if not text.isascii() or not text.isdigit():
        return default
    return min(max(int(text), least), most)
