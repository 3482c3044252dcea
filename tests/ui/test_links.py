"""A copied link opens what its sender saw; a broken one opens what can be read of it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graph.paths import LONGEST, MOST_VIA
from graph.resolve import STATUSES
from graph.schema import load_schema
from ui import wanted
from ui.links import (
    CYPHER_KEYS,
    EXPLORE_KEYS,
    MOST_PATHS,
    PATHS_KEYS,
    cypher_link,
    documents_link,
    explore_link,
    paths_link,
    read_cypher_link,
    read_documents_link,
    read_explore_link,
    read_paths_link,
)
from ui.sources import Sources
from ui.state import (
    DOCUMENT_ORDERS,
    FEWEST,
    MOST,
    CypherView,
    DocumentsView,
    ExploreView,
    PathsView,
    Selection,
)
from ui.wanted import Conditions, End

IDS = st.text("0123456789abcdef", min_size=4, max_size=6)
ENTITY_TYPES = st.frozensets(st.sampled_from(sorted(load_schema().entities)))
RELATION_TYPES = st.frozensets(st.sampled_from(sorted(load_schema().relations)))
SOURCES = st.builds(
    Sources,
    st.none() | st.lists(st.integers(1, 9999), min_size=2, max_size=2).map(lambda row: (min(row), max(row))),
    st.booleans(),
    st.lists(IDS, unique=True, max_size=3).map(lambda row: tuple(sorted(row))),
    st.frozensets(st.sampled_from(STATUSES)),
)


@st.composite
def explore_views(draw: st.DrawFn) -> ExploreView:
    centre = draw(IDS)
    others = st.lists(IDS.filter(lambda row: row != centre), unique=True, max_size=4).map(tuple)
    return ExploreView(
        centre,
        draw(others),
        draw(others),
        draw(ENTITY_TYPES),
        draw(RELATION_TYPES),
        draw(st.integers(FEWEST, MOST)),
        Selection("entity", centre),
        draw(others),
        draw(ENTITY_TYPES),
        draw(others),
        draw(SOURCES),
    )


SEVERAL = st.lists(IDS, unique=True, max_size=3).map(tuple)
ENDS = st.builds(End, SEVERAL) | st.builds(
    End,
    st.just(()),
    st.lists(st.sampled_from(sorted(load_schema().entities)), unique=True, min_size=1, max_size=2).map(tuple),
    st.just("") | IDS,
)


@st.composite
def conditions(draw: st.DrawFn) -> Conditions:
    via = draw(st.lists(IDS, unique=True, max_size=MOST_VIA).map(tuple))
    avoid = tuple(row for row in draw(SEVERAL) if row not in via)
    types = {name: draw(ENTITY_TYPES) for name in wanted.ENTITY_TYPES}
    relations = {name: draw(RELATION_TYPES) for name in wanted.RELATION_TYPES}
    return Conditions(**types, **relations, via=via, avoid=avoid, directed=draw(st.booleans()))


PATHS_VIEWS = st.builds(
    PathsView,
    start=ENDS,
    end=ENDS,
    linking=ENTITY_TYPES,
    conditions=conditions(),
    sources=SOURCES,
    max_length=st.integers(1, LONGEST),
    count=st.integers(1, MOST_PATHS),
    chosen=st.integers(0, MOST_PATHS - 1),
)


@given(explore_views())
def test_a_neighbourhoods_link_opens_the_same_neighbourhood(view: ExploreView) -> None:
    assert read_explore_link(explore_link(view)) == view


@given(PATHS_VIEWS)
def test_a_questions_link_opens_the_same_question(view: PathsView) -> None:
    assert read_paths_link(paths_link(view)) == view


@given(
    st.text(),
    st.sampled_from(DOCUMENT_ORDERS),
    st.integers(0, 99),
    st.text(min_size=1),
    st.none() | st.tuples(st.integers(0, 10**8), st.integers(0, 10**8)),
)
def test_a_link_of_documents_opens_the_same_list_or_passage(
    text: str, order: str, page: int, doc: str, passage: tuple[int, int] | None
) -> None:
    listed = DocumentsView(text=text, order=order, page=page)
    assert read_documents_link(documents_link(listed)) == listed
    opened = replace(listed, doc=doc, passage=passage)
    assert read_documents_link(documents_link(opened)) == DocumentsView(doc, passage)


@given(st.text(min_size=1))
def test_a_querys_link_puts_it_into_the_editor_without_running_it(query: str) -> None:
    assert read_cypher_link(cypher_link(CypherView(query, query))) == CypherView(query)


@given(st.dictionaries(st.sampled_from([*EXPLORE_KEYS, *PATHS_KEYS, *CYPHER_KEYS]), st.text()))
def test_a_link_that_was_cut_or_typed_is_read_without_error(query: dict[str, str]) -> None:
    known = load_schema()
    view = read_explore_link(query)
    assert view.off_entities <= set(known.entities) and view.off_relations <= set(known.relations)
    assert FEWEST <= view.limit <= MOST
    paths = read_paths_link(query)
    assert 1 <= paths.max_length <= LONGEST and paths.conditions.must_types <= set(known.entities)
    assert len(paths.conditions.via) <= MOST_VIA
    assert not set(paths.conditions.via) & set(paths.conditions.avoid)
    read_cypher_link(query)


def test_what_is_default_stands_in_no_link() -> None:
    assert explore_link(ExploreView("a")) == {"node": "a"}
    assert explore_link(ExploreView()) == paths_link(PathsView()) == cypher_link(CypherView()) == {}


def test_years_statuses_and_documents_read_as_people_write_them() -> None:
    def sources(**query: str) -> Sources:
        return read_explore_link({"node": "a", **query}).sources

    assert sources(years="2031").years == (2031, 2031)
    assert sources(years="2031-2033", undated="no") == Sources((2031, 2033), False)
    assert sources(status="stated,planned,nothing").statuses == {"", "planned"}
    for broken in ("2033-2031", "31", "2031-", "2031年", "", "²⁰³¹"):
        assert sources(years=broken) == Sources()
    assert sources(docs="b,,a,b").documents == ("a", "b")


def test_the_selection_is_no_part_of_a_link() -> None:
    view = ExploreView("a")
    assert explore_link(replace(view, selection=Selection("relation", "r"))) == explore_link(view)


def test_a_link_names_only_its_pages_keys() -> None:
    whole = ExploreView(
        "a",
        ("b",),
        ("c",),
        frozenset(),
        frozenset(),
        120,
        added=("d",),
        grown=frozenset({"Park"}),
        picked=("e",),
        sources=Sources((2031, 2033), False, ("f",), frozenset({"", "done"})),
    )
    assert set(explore_link(whole)) == set(EXPLORE_KEYS)
    types, relations = frozenset({"Park"}), frozenset({"BUILDS"})
    named = Conditions(types, types, types, relations, relations, relations, ("a",), ("b",), True)
    sources = whole.sources
    sets = PathsView(End((), ("Park",), "c"), End((), ("Park",), "c"), types, named, sources, 3, 5, 2)
    hands = PathsView(End(("a",)), End(("b",)))
    assert set(paths_link(sets)) | set(paths_link(hands)) == set(PATHS_KEYS)


def test_an_older_link_of_paths_still_opens_its_question() -> None:
    view = read_paths_link({"from": "a", "to": "b", "must": "Project", "length": "3"})
    assert view.start == End(("a",)) and view.end == End(("b",)) and view.max_length == 3
    assert view.conditions == Conditions(must_types=frozenset({"Project"}))
