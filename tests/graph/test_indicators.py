"""Figures in rows, and the figures of one thing over documents and years."""

from collections.abc import Callable

from graph.indicators import document_years, list_figures, list_series
from graph.load import load
from graph.store.base import Store


def test_every_figure_is_listed_with_its_sentence(store: Store, write: Callable) -> None:
    plan = write(
        "甲",
        ("临川新区与东湖新城协同。", ("COORDINATES_WITH", "临川新区", "东湖新城")),
        ("临川新区与西湖新城协同。", ("COORDINATES_WITH", "临川新区", "西湖新城")),
        ("东湖新城新增企业12家。", ("东湖新城", "新增企业", "12", "家", "=", "2031")),
        ("临川新区新增企业40家以上。", ("临川新区", "新增企业", "40", "家", ">=", "2032")),
        ("临川新区修路8公里。", ("临川新区", "修路", "8", "公里", "=", "")),
    )
    load(store, [plan])
    rows = [(row.subject.name, row.indicator.name, row.detail("value")) for row in list_figures(store)]
    assert rows == [
        ("临川新区", "修路", "8"),
        ("临川新区", "新增企业", "40"),
        ("东湖新城", "新增企业", "12"),
    ]
    assert list_figures(store)[1].evidence[0].quote == "临川新区新增企业40家以上。"


def test_figures_of_one_thing_are_one_series_over_documents(store: Store, write: Callable) -> None:
    early = write(
        "甲", ("临川新区累计新增企业0.2万家。", ("临川新区", "累计新增企业", "0.2", "万家", "=", "2030"))
    )
    late = write(
        "乙",
        ("东湖新城新增企业300-400家。", ("东湖新城", "新增企业", "300-400", "家", "=", "")),
        ("临川新区面积9平方公里。", ("临川新区", "面积", "9", "平方公里", "=", "")),
        ("临川新区修路8公里。", ("临川新区", "修路", "8", "公里", "=", "")),
    )
    load(store, [early, late])
    (series,) = list_series(list_figures(store), document_years(store))
    assert (series.name, series.unit) == ("企业", "家")
    points = [(row.figure.subject.name, row.doc, row.year, row.low, row.high) for row in series.points]
    assert points == [("临川新区", "甲", "2030", 2000.0, 2000.0), ("东湖新城", "乙", "2031", 300.0, 400.0)]
