"""Which documents count: a timeline under the canvas; documents and statuses in the menu of filters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from graph.filters import year_of
from graph.model import Entity
from graph.resolve import STATUSES
from graph.schema import DOCUMENT
from graph.store.base import ALL, Store
from graph.words import status_name
from ui.parts.markup import Markup, join, write
from ui.session import HELD, KEPT_SECONDS, act, get_view, note_action, set_view
from ui.sources import Sources, Years, chosen_years, slider_span, span_of
from ui.state import ExploreView, clear_sources, count_only
from ui.words import language, say


def list_documents(store: Store) -> tuple[Entity, ...]:
    """All documents of the store, by name; looked for again when the store holds other numbers of things."""
    held = st.session_state[HELD]
    return _documents(store.address, tuple(sorted(held.entities.items())), store)


@st.cache_resource(show_spinner=False, ttl=KEPT_SECONDS, max_entries=2)
def _documents(address: str, counts: tuple[tuple[str, int], ...], _store: Store) -> tuple[Entity, ...]:
    found = _store.find("", (DOCUMENT,), ALL).entities
    return tuple(sorted(found, key=lambda row: (row.name, row.id)))


def has_timeline(documents: Sequence[Entity]) -> bool:
    """Whether there are years to choose from."""
    span = span_of(documents)
    return span is not None and span[0] < span[1]


def show_timeline(
    page: str, sources: Sources, documents: Sequence[Entity], counts: Mapping[int, int]
) -> None:
    """A slider of the documents' years below bars of what each states; a switch for those without a date."""
    span = span_of(documents)
    if span is None or span[0] == span[1]:
        return
    undated = any(year_of(row) is None for row in documents)
    key = f"{page}.years"
    ends = slider_span(sources.years, span)
    years = sources.years or span
    with st.container(key=f"timeline.{page}", horizontal=True, gap="medium", vertical_alignment="center"):
        with st.container(key=f"years.{page}", gap=None):
            st.html(_bars(ends, years, counts))
            st.session_state[key] = years
            st.slider(
                say("ui.sources.years"),
                *ends,
                key=key,
                label_visibility="collapsed",
                on_change=_choose_years,
                args=(page, key, span),
            )
        if undated:
            _show_undated(page, sources)


def show_sources(page: str, sources: Sources, documents: Sequence[Entity]) -> None:
    """The choice of documents and statuses, and of those without a date where there is no timeline."""
    key, known = f"{page}.documents", {row.id: row for row in documents}
    st.session_state[key] = [row for row in sources.documents if row in known]
    st.multiselect(
        say("ui.sources.documents"),
        list(known),
        format_func=lambda row: _title(known[row]),
        placeholder=say("ui.sources.all_documents"),
        key=key,
        on_change=_choose_documents,
        args=(page, key),
    )
    key = f"{page}.statuses"
    st.session_state[key] = [row for row in STATUSES if row in sources.statuses]
    st.pills(
        say("ui.sources.statuses"),
        list(STATUSES),
        selection_mode="multi",
        format_func=lambda row: status_name(row, language()),
        key=key,
        help=say("ui.sources.statuses_help"),
        on_change=_choose_statuses,
        args=(page, key),
    )
    dated = [year_of(row) is not None for row in documents]
    if any(dated) and not all(dated) and not has_timeline(documents):
        _show_undated(page, sources)


def say_sources(sources: Sources, documents: Sequence[Entity]) -> str:
    """What counts, in a few words; "" where everything does."""
    parts = []
    undated = sources.undated and any(year_of(row) is None for row in documents)
    if sources.years:
        first, last = sources.years
        years = str(first) if first == last else f"{first}–{last}"
        parts.append(
            say("ui.sources.of_years_and_undated" if undated else "ui.sources.of_years", years=years)
        )
    elif not sources.undated:
        parts.append(say("ui.sources.dated_only"))
    if sources.documents:
        parts.append(say("ui.sources.of_documents", count=len(sources.documents)))
    if sources.statuses:
        names = (status_name(row, language()) for row in STATUSES if row in sources.statuses)
        parts.append(say("ui.sources.of_statuses", names=say("ui.list").join(names)))
    return say("ui.sources.only", parts=say("ui.list").join(parts)) if parts else ""


def offer_clearing(page: str) -> None:
    """A button that lets all documents and statuses count again."""
    st.button(
        say("ui.sources.clear"),
        key=f"{page}.clear_sources",
        type="tertiary",
        on_click=act,
        args=(page, clear_sources),
    )


def _show_undated(page: str, sources: Sources) -> None:
    key = f"{page}.undated"
    st.session_state[key] = sources.undated
    st.toggle(
        say("ui.sources.undated"),
        key=key,
        help=say("ui.sources.undated_help"),
        on_change=_choose_undated,
        args=(page, key),
    )


def _bars(ends: Years, years: Years, counts: Mapping[int, int]) -> Markup:
    """A bar a year over its place on the slider, as high as its relations are many."""
    first, last = ends
    most = max(counts.values(), default=1)
    bars = join(
        write(
            '<i class="{kind}" title="{words}" style="--at:{at}%;--high:{high}%"></i>',
            kind="in" if years[0] <= year <= years[1] else "out",
            words=say("ui.sources.bar", year=year, count=counts[year]),
            at=f"{100 * (year - first) / (last - first):.2f}",
            high=f"{max(12, 100 * counts[year] / most):.0f}",
        )
        for year in sorted(counts)
    )
    return write(
        '<div class="pg-years" style="--wide:{wide}%">{bars}</div>',
        wide=f"{80 / (last - first + 1):.2f}",
        bars=bars,
    )


def _title(document: Entity) -> str:
    year = year_of(document)
    return document.name if year is None else say("ui.sources.dated", title=document.name, year=year)


def _choose_years(page: str, key: str, span: Years) -> None:
    _choose(page, years=chosen_years(st.session_state[key], span))


def _choose_undated(page: str, key: str) -> None:
    _choose(page, undated=st.session_state[key])


def _choose_documents(page: str, key: str) -> None:
    _choose(page, documents=tuple(sorted(st.session_state[key])))


def _choose_statuses(page: str, key: str) -> None:
    _choose(page, statuses=frozenset(st.session_state[key]))


def _choose(page: str, **changes: object) -> None:
    note_action()
    view = get_view(page, ExploreView())
    set_view(page, count_only(view, replace(view.sources, **changes)))
