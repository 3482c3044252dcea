"""Which documents' facts a view counts: years, documents, statuses, and how it is said and undone."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from graph.facts import Evidence
from graph.model import Entity, Facts, Relation
from text import say
from ui.sources import Sources, chosen_years, facts_of, relations_by_year, slider_span, span_of
from ui.state import apply

OpenApp = Callable[..., AppTest]
IdOf = Callable[[str], str]
Ask = Callable[..., Any]

PLAN, POINTS = "青禾新区与禾丰区融合发展三年行动方案", "青禾新区2032年工作要点"


def paper(name: str, date: str) -> Entity:
    return Entity(f"id-{name}", "Document", name, (), {"file": name, "date": date})


PAPERS = (paper("甲", "2031-05-06"), paper("乙", "2033"), paper("丙", ""))
SPANS = st.tuples(st.integers(1990, 2040), st.integers(1, 30)).map(lambda row: (row[0], row[0] + row[1]))


def told(ident: str, *docs: str) -> Relation:
    evidence = tuple(Evidence(doc, "", n, n + 1, "句", "r") for n, doc in enumerate(docs))
    return Relation(ident, "BUILDS", "a", "b", evidence)


def test_nothing_chosen_counts_all() -> None:
    assert facts_of(Sources(), PAPERS) == Facts()
    assert facts_of(Sources(), ()) == Facts()


def test_years_documents_and_the_undated_are_counted_together() -> None:
    def documents(*choice: object) -> frozenset[str] | None:
        return facts_of(Sources(*choice), PAPERS).documents

    assert documents((2031, 2032)) == {"甲", "丙"}
    assert documents((2031, 2032), False) == {"甲"}
    assert documents(None, False) == {"甲", "乙"}
    assert documents(None, True, ("id-乙", "id-丙")) == {"乙", "丙"}
    assert documents((2031, 2031), True, ("id-乙",)) == frozenset()
    assert documents(None, True, ("id-没有",)) == frozenset()
    assert facts_of(Sources(statuses=frozenset({""})), PAPERS) == Facts(None, frozenset({""}))


def test_the_span_is_of_the_dated_documents() -> None:
    assert span_of(PAPERS) == (2031, 2033)
    assert span_of(PAPERS[2:]) is None


def test_a_relation_counts_once_a_year() -> None:
    rows = [told("r1", "甲", "甲", "乙"), told("r2", "甲", "丙"), told("r3", "丙"), told("r4", "没有")]
    assert relations_by_year(rows, PAPERS) == {2031: 2, 2033: 1}


@given(span=SPANS, years=st.none() | SPANS)
def test_a_slider_can_show_any_years_and_the_documents_span_is_no_choice(
    span: tuple[int, int], years: tuple[int, int] | None
) -> None:
    ends = slider_span(years, span)
    for row in (years or span, span):
        assert ends[0] <= row[0] <= row[1] <= ends[1]
    assert chosen_years(years or span, span) == (None if years == span else years)


def test_years_leave_what_their_documents_state(
    open_app: OpenApp, id_of: IdOf, texts: Ask, names: Ask, address: Ask, click: Ask
) -> None:
    app = open_app(node=id_of("临港新城"))
    before = names(app)
    slider = app.slider("explore.years")
    assert (slider.min, slider.max, slider.value) == (2031, 2032, (2031, 2032))
    slider.set_value((2032, 2032)).run()
    assert address(app)["years"] == "2032"
    assert names(app) < before and "临港新城" in names(app)
    assert "只计：2032 年的文档" in texts(app)
    assert f"《{POINTS}》" in texts(app) and f"《{PLAN}》" not in texts(app)
    click(app, say("ui.sources.clear", "zh"))
    assert names(app) == before and "years" not in address(app)


def test_a_link_opens_the_same_sources(
    open_app: OpenApp, id_of: IdOf, invented: Any, names: Ask, address: Ask, texts: Ask
) -> None:
    plan = next(row.id for row in invented.entities if row.name == PLAN)
    query = {"node": id_of("临港新城"), "docs": plan, "status": "stated,done", "undated": "no"}
    app = open_app(**query)
    assert not app.exception and address(app) == query
    assert app.multiselect("explore.documents").value == [plan]
    assert app.pills("explore.statuses").value == ["", "done"]
    assert "选定的 1 份文档" in texts(app) and "直述、已完成" in texts(app)
    app.pills("explore.statuses").set_value([]).run()
    app.multiselect("explore.documents").set_value([]).run()
    assert address(app) == {"node": query["node"], "undated": "no"}


def test_a_choice_that_leaves_nothing_says_so_and_can_be_cleared(
    open_app: OpenApp, id_of: IdOf, names: Ask, texts: Ask, click: Ask
) -> None:
    app = open_app(node=id_of("临港新城"), years="1999")
    assert names(app) == {"临港新城"} and not app.exception
    assert "没有关系可显示（只计：1999 年的文档）" in texts(app)
    assert (app.slider("explore.years").min, app.slider("explore.years").value) == (1999, (1999, 1999))
    click(app, say("ui.sources.clear", "zh"))
    assert len(names(app)) == 12


def test_an_expanded_entity_that_nothing_touches_is_not_drawn_and_an_added_one_is(
    open_app: OpenApp, id_of: IdOf, names: Ask, texts: Ask
) -> None:
    query = {"node": id_of("临港新城"), "open": id_of("晨曦光电"), "add": id_of("氢能"), "years": "1999"}
    app = open_app(**query)
    assert names(app) == {"临港新城", "氢能"}


def test_undo_brings_the_years_back(open_app: OpenApp, id_of: IdOf, address: Ask) -> None:
    app = open_app(node=id_of("临港新城"))
    app.slider("explore.years").set_value((2032, 2032)).run()
    history = app.session_state["history"]
    assert [row.sources.years for row in history.past][-1:] == [None]
    after = apply(app.session_state["explore.view"], {"kind": "toggle", "of": "entity", "id": "Park"})
    assert after.sources.years == (2032, 2032)
