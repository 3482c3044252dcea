"""The indicators page: a table with filters, a chart of one thing, and what contradicts each other."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from graph.facts import DocumentFact, DocumentFacts, EntityFact, Evidence, IndicatorFact
from graph.load import load, remove
from graph.store.base import Store
from text import say

OpenApp = Callable[..., AppTest]


def figure(doc: str, value: str, year: str) -> DocumentFacts:
    """A document that counts the new town's clinics."""
    quote = f"临港新城共有社区门诊{value}家。"
    place = Evidence(doc, "", 0, len(quote), quote, "invented")
    return DocumentFacts(
        DocumentFact(doc, f"{doc}通报"),
        (EntityFact("NewTown", "临港新城", (), place),),
        (),
        (IndicatorFact("临港新城", "NewTown", "社区门诊", value, "家", "=", year, place),),
    )


@pytest.fixture
def counted_thrice(filled: Store) -> Iterator[None]:
    """Three more documents in the store: two years, and one year with two numbers."""
    load(
        filled,
        [figure("门诊甲", "14", "2031"), figure("门诊乙", "17", "2032"), figure("门诊丙", "19", "2032")],
    )
    yield
    remove(filled, ["门诊甲", "门诊乙", "门诊丙"])


def rows_of(app: AppTest) -> list[tuple[str, str]]:
    """Subject and indicator of each row of the table."""
    frame = app.dataframe[0].value
    return list(zip(frame["主体"], frame["指标"], strict=True))


def test_every_figure_stands_in_the_table_with_its_sentence(open_app: OpenApp, texts: Callable) -> None:
    app = open_app("indicators")
    frame = app.dataframe[0].value
    row = frame[(frame["指标"] == "新增规上工业企业") & (frame["数值"] == "120")].iloc[0]
    assert (row["主体"], row["界限"], row["数值"], row["单位"], row["年份"]) == (
        "临港新城",
        "≥",
        "120",
        "家",
        "2033",
    )
    assert "120" in row["原句"] and row["文档"]
    assert say("ui.indicators.shown", "zh", shown=len(frame), total=len(frame)) in texts(app)


def test_filters_leave_what_fits_and_stand_in_the_address(open_app: OpenApp, address: Callable) -> None:
    app = open_app("indicators")
    everything = len(rows_of(app))
    app.selectbox("indicators.subject").set_value("临港新城").run()
    assert {subject for subject, _ in rows_of(app)} == {"临港新城"} and len(rows_of(app)) < everything
    assert address(app) == {"subject": "临港新城"}
    again = open_app("indicators", subject="临港新城")
    assert rows_of(again) == rows_of(app)


def test_filters_that_leave_nothing_are_said_with_a_way_on(
    open_app: OpenApp, texts: Callable, click: Callable
) -> None:
    app = open_app("indicators", subject="临港新城", text="没有这项")
    assert say("ui.indicators.none", "zh") in texts(app)
    click(app, say("ui.filter.reset", "zh"))
    assert rows_of(app)


def test_one_thing_is_drawn_over_documents_and_years(open_app: OpenApp, counted_thrice: None) -> None:
    app = open_app("indicators", face="chart", subject="临港新城")
    assert "社区门诊（家）· 3 个数值" in app.selectbox("indicators.series").options
    frame = app.dataframe[0].value
    assert list(frame["年份"]) == ["2031", "2032", "2032"]
    assert list(frame["文档"]) == ["门诊甲通报", "门诊丙通报", "门诊乙通报"]


def test_figures_that_differ_are_listed_side_by_side(
    open_app: OpenApp, counted_thrice: None, texts: Callable
) -> None:
    app = open_app("indicators", face="clashes")
    read = texts(app)
    assert "临港新城共有社区门诊17家。" in read and "临港新城共有社区门诊19家。" in read
    assert "临港新城共有社区门诊14家。" not in read
    assert say("contradictions.kind.exclusive", "zh") in read


def test_an_odd_link_opens_the_table(open_app: OpenApp) -> None:
    app = open_app("indicators", face="nonsense", year="1066")
    assert not app.exception
    assert say("ui.indicators.none", "zh") in [row.value for row in app.info]
