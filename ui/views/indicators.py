"""Indicators: every figure in a table, one thing's figures as a chart, figures that contradict each other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas
import streamlit as st

from graph.contradictions import Claim, Contradiction, find_stored_contradictions
from graph.indicators import Figure, document_years, list_figures, list_series
from graph.model import Summary
from graph.queries import title_documents
from graph.store.base import Store
from graph.words import BOUNDS
from ui.links import INDICATORS_KEYS, indicators_link, read_indicators_link
from ui.parts import ways
from ui.parts.downloads import offer_table
from ui.parts.evidence import show_passage
from ui.parts.faces import choose_face
from ui.parts.markup import plain
from ui.parts.panel import Action, show_selected
from ui.parts.tables import show_rows
from ui.session import (
    HELD,
    INDICATORS,
    KEPT_SECONDS,
    follow_link,
    get_view,
    note_action,
    set_view,
    write_link,
)
from ui.state import CHART, CLASHES, FACES, IndicatorsView, Selection
from ui.views.series import show_series
from ui.words import full_name, say

FILTERS = ("subject", "unit", "year", "bound")
COLUMNS = ("subject", "name", "bound", "value", "unit", "year", "sentence", "documents")
WIDTHS = {"subject": 120, "name": 220, "bound": 48, "value": 72, "unit": 64, "year": 56, "sentence": 380}
"""Pixels of the columns; the last takes what it needs."""


def show(store: Store) -> None:
    """Draw the page."""
    follow_link(INDICATORS, INDICATORS_KEYS, read_indicators_link)
    view = get_view(INDICATORS, IndicatorsView())
    write_link(INDICATORS, indicators_link(view))
    held = st.session_state[HELD]
    figures = _figures(store.address, held, store)
    if not figures:
        st.info(say("ui.indicators.empty"))
        return
    choose_face(INDICATORS, FACES, view.face, _take)
    if view.face == CLASHES:
        _show_clashes(store, _clashes(store.address, held, store))
        return
    work, panel = st.columns([2.75, 1.1], gap="small")
    with work:
        _show_figures(store, view, figures)
    with panel, st.container(border=True, key="panel.indicators", gap="small"):
        _show_panel(store, view)


@st.cache_resource(show_spinner=False, ttl=KEPT_SECONDS, max_entries=2)
def _figures(address: str, _held: Summary, _store: Store) -> tuple[Figure, ...]:
    return list_figures(_store)


@st.cache_resource(show_spinner=False, ttl=KEPT_SECONDS, max_entries=2)
def _clashes(address: str, _held: Summary, _store: Store) -> tuple[Contradiction, ...]:
    return find_stored_contradictions(_store)


def _show_figures(store: Store, view: IndicatorsView, figures: Sequence[Figure]) -> None:
    """The filters, and what they leave as a table or a chart."""
    text, *columns = st.columns([2.2, *(1 for _ in FILTERS)], gap="small")
    with text:
        st.session_state["indicators.text"] = view.text
        st.text_input(
            say("ui.indicators.text"),
            key="indicators.text",
            placeholder=say("ui.indicators.text"),
            label_visibility="collapsed",
            on_change=_take,
            args=("text",),
        )
    for column, name in zip(columns, FILTERS, strict=True):
        with column:
            _filter(view, name, figures)
    shown = [row for row in figures if _fits(row, view)]
    if not shown:
        st.info(say("ui.indicators.none"))
        st.button(say("ui.filter.reset"), key="indicators.reset", on_click=_reset)
    elif view.face == CHART:
        years = document_years(store)
        show_series(store, view, list_series(shown, years))
    else:
        _show_table(store, view, shown, len(figures))


def _filter(view: IndicatorsView, name: str, figures: Sequence[Figure]) -> None:
    """A list of the values that occur; those of subjects by number of figures, the others in order."""
    values = [_value(row, name) for row in figures if _value(row, name)]
    counts = pandas.Series(values).value_counts()
    options = sorted(counts.index, key=lambda value: (-counts[value], value) if name == "subject" else value)
    chosen = getattr(view, name)
    key = f"indicators.{name}"
    st.session_state[key] = chosen or None
    st.selectbox(
        say(f"ui.indicators.{name}"),
        options if not chosen or chosen in options else [chosen, *options],
        index=None,
        format_func=lambda value: BOUNDS.get(value, value),
        key=key,
        placeholder=say(f"ui.indicators.{name}"),
        label_visibility="collapsed",
        on_change=_take,
        args=(name,),
    )


def _value(row: Figure, name: str) -> str:
    """What a filter goes by."""
    if name == "subject":
        return row.subject.name
    return row.detail("deadline" if name == "year" else name)


def _fits(row: Figure, view: IndicatorsView) -> bool:
    wanted = view.text.strip().lower()
    held = f"{row.subject.name} {full_name(row.indicator)}".lower()
    return wanted in held and all(
        not getattr(view, name) or _value(row, name) == getattr(view, name) for name in FILTERS
    )


def _show_table(store: Store, view: IndicatorsView, shown: Sequence[Figure], total: int) -> None:
    frame = _frame(store, shown)
    key = f"indicators.table.{view.text}.{[getattr(view, name) for name in FILTERS]}"
    with st.container(key="fill.indicators"):
        show_rows(frame, key, INDICATORS, "relation", [row.relation for row in shown], _widths())
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="under.indicators"):
        st.caption(say("ui.indicators.shown", shown=len(shown), total=total))
        offer_table(frame, say("ui.indicators.title"), "indicators.export")


def _widths() -> dict[str, dict]:
    """Columns as wide as what they hold mostly is, so that the sentence begins in sight."""
    return {
        say(f"ui.indicators.column.{name}"): st.column_config.TextColumn(width=width)
        for name, width in WIDTHS.items()
    }


def _frame(store: Store, shown: Sequence[Figure]) -> pandas.DataFrame:
    titles = title_documents(store, {place.doc for row in shown for place in row.evidence})
    rows = [
        (
            row.subject.name,
            row.indicator.name,
            BOUNDS.get(row.detail("bound"), ""),
            row.detail("value"),
            row.detail("unit"),
            row.detail("deadline"),
            row.evidence[0].quote if row.evidence else "",
            say("ui.list").join(dict.fromkeys(titles[place.doc] for place in row.evidence)),
        )
        for row in shown
    ]
    return pandas.DataFrame(rows, columns=[say(f"ui.indicators.column.{name}") for name in COLUMNS])


def _show_clashes(store: Store, clashes: Sequence[Contradiction]) -> None:
    """Figures that differ, those that can't both be right first, each with its sentences."""
    st.caption(say("ui.indicators.clashes" if clashes else "ui.indicators.no_clashes", total=len(clashes)))
    claims = [claim for row in clashes for claim in (row.first, row.second)]
    docs = {place.doc for claim in claims for place in claim.evidence}
    titles = title_documents(store, docs)
    for number, row in enumerate(clashes):
        with st.container(border=True, gap="xsmall", key=f"clash.{number}"):
            kind = "exclusive" if row.exclusive else "different"
            head = " · ".join(part for part in (row.subject.name, row.name, row.year) if part)
            st.markdown(f"**{plain(head)}** {say(f'contradictions.kind.{kind}')}")
            for side, column in zip((row.first, row.second), st.columns(2, gap="small"), strict=True):
                with column:
                    _show_claim(side, titles, f"clash.{number}")


def _show_claim(claim: Claim, titles: Mapping[str, str], key: str) -> None:
    st.markdown(f"**{plain(full_name(claim.indicator))}**")
    for number, place in enumerate(claim.evidence):
        show_passage(place, titles, f"{key}.{claim.indicator.id}.{number}")


def _show_panel(store: Store, view: IndicatorsView) -> None:
    if not view.selection.kind:
        st.caption(say("ui.indicators.hint"))
        return
    show_selected(store, INDICATORS, view.selection, (Action("explore", ways.explore),))


def _take(name: str) -> None:
    note_action()
    view = get_view(INDICATORS, IndicatorsView())
    value = st.session_state[f"indicators.{name}"] or ""
    set_view(INDICATORS, replace(view, **{name: value}, selection=Selection()))


def _reset() -> None:
    note_action()
    view = get_view(INDICATORS, IndicatorsView())
    set_view(INDICATORS, IndicatorsView(face=view.face))
