"""One thing's figures over years and documents: a chart, its points in rows, each leading to its sentence."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

import altair
import pandas
import streamlit as st

from graph.indicators import Point, Series
from graph.queries import title_documents
from graph.store.base import Store
from graph.words import BOUNDS
from ui.parts.tables import show_rows
from ui.session import INDICATORS, act, get_view, note_action, set_view
from ui.state import IndicatorsView, Selection, select
from ui.words import say

KEY, PICK = "indicators.chart", "pick"
"""The session key of the chart, and the name of what is chosen in it."""

COLORS = ("#3b76e1", "#c2700a", "#0d9488", "#c0399f", "#7d63d9", "#4b9132", "#d4505f", "#6b7a90")
"""Of the subjects: each stands out by 3 to 1 or more from the ground of either theme."""

SHAPES = {"≥": "triangle-up", "≤": "triangle-down", "": "circle"}
"""How a figure's bound is drawn; the bound stands beside the point too."""

NEAR = 0.08
"""Numbers nearer than this share of the chart's height lie on each other."""

COLUMNS = ("year", "subject", "figure", "name", "documents")


def show_series(store: Store, view: IndicatorsView, series: Sequence[Series]) -> None:
    """The figures of the series that the view names, else of the first."""
    if not series:
        st.info(say("ui.indicators.no_series"))
        return
    chosen = series[_choose(view, series)]
    frame = _frame(store, chosen)
    relations = [point.figure.relation for point in chosen.points]
    with st.container(key="fill.chart"):
        st.altair_chart(
            _chart(frame),
            height="stretch",
            key=KEY,
            on_select=partial(_take_point, relations),
            selection_mode=PICK,
        )
    st.caption(say("ui.indicators.chart_note", count=len(series)))
    words = {name: say(f"ui.indicators.column.{name}") for name in COLUMNS}
    table = frame[list(COLUMNS)].rename(columns=words)
    key = f"indicators.points.{chosen.name}.{chosen.unit}.{len(relations)}"
    with st.container(key="fill.points"):
        show_rows(table, key, INDICATORS, "relation", relations)


def _choose(view: IndicatorsView, series: Sequence[Series]) -> int:
    """Draw the list of series; the place of the one that is chosen."""
    names = tuple(f"{row.name} {row.unit}" for row in series)
    place = names.index(view.series) if view.series in names else 0
    st.session_state["indicators.series"] = place
    words = [
        say("ui.indicators.series", name=row.name, unit=row.unit, count=len(row.points)) for row in series
    ]
    st.selectbox(
        say("ui.indicators.choose"),
        range(len(series)),
        format_func=words.__getitem__,
        key="indicators.series",
        label_visibility="collapsed",
        on_change=_take_series,
        args=(names,),
    )
    return place


def _frame(store: Store, series: Series) -> pandas.DataFrame:
    titles = title_documents(store, {point.doc for point in series.points})
    frame = pandas.DataFrame([_row(at, point, titles[point.doc]) for at, point in enumerate(series.points)])
    return frame.assign(left=_choose_sides(frame))


def _choose_sides(frame: pandas.DataFrame) -> pandas.Series:
    """Whose number stands to the left of its point: one that would lie on the number below it."""
    near = (frame["high"].max() - min(0.0, frame["low"].min())) * NEAR
    left = pandas.Series(False, index=frame.index)
    for _, column in frame.sort_values("high").groupby(["year", "subject"], sort=False):
        for below, above in pairwise(column.index):
            close = frame["high"][above] - frame["high"][below] < near
            left[above] = bool(close and not left[below])
    return left


def _row(place: int, point: Point, title: str) -> dict[str, object]:
    bound = BOUNDS.get(point.figure.detail("bound"), "")
    value = f"{bound}{point.figure.detail('value')}{point.figure.detail('unit')}"
    return {
        "place": place,
        "year": point.year or say("ui.indicators.no_year"),
        "subject": point.figure.subject.name,
        "figure": value,
        "bound": bound,
        "name": point.figure.indicator.name,
        "documents": title,
        "low": point.low,
        "high": point.high,
    }


def _chart(frame: pandas.DataFrame) -> altair.LayerChart:
    """A point a figure and document, its number beside it; a line for a range; a column a subject."""
    words = {name: say(f"ui.indicators.column.{name}") for name in COLUMNS}
    legend = altair.Legend(orient="top", title=None, labelLimit=320, symbolType="circle")
    base = altair.Chart(frame).encode(
        x=altair.X("year:O", title=None, axis=altair.Axis(labelAngle=0, labelFontSize=13)),
        xOffset=altair.XOffset("subject:N"),
        color=altair.Color("subject:N", scale=altair.Scale(range=COLORS), legend=legend),
        tooltip=[altair.Tooltip(f"{name}:N", title=words[name]) for name in COLUMNS],
    )
    value = altair.Y("high:Q", title=None, axis=altair.Axis(labelFontSize=12, tickCount=6))
    pick = altair.selection_point(name=PICK, fields=["place"])
    shape = altair.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    points = base.mark_point(filled=True, size=150).encode(
        y=value,
        shape=altair.Shape("bound:N", scale=shape, legend=None),
        opacity=altair.condition(pick, altair.value(1), altair.value(0.4)),
    )
    ranges = base.mark_rule(strokeWidth=3).encode(y="low:Q", y2="high:Q")
    sides = [
        base.mark_text(align=align, dx=aside, fontSize=12.5)
        .encode(y=value, text="figure:N")
        .transform_filter(altair.FieldEqualPredicate(field="left", equal=align == "right"))
        for align, aside in (("left", 11), ("right", -11))
    ]
    return altair.layer(ranges, points.add_params(pick), *sides)


def _take_point(relations: Sequence[str]) -> None:
    chosen = st.session_state[KEY]["selection"].get(PICK, [])
    places = [int(row["place"]) for row in chosen if "place" in row]
    if places and places[0] < len(relations):
        act(INDICATORS, select, "relation", relations[places[0]])


def _take_series(names: Sequence[str]) -> None:
    note_action()
    view = get_view(INDICATORS, IndicatorsView())
    place = st.session_state["indicators.series"]
    set_view(INDICATORS, replace(view, series=names[place], selection=Selection()))
