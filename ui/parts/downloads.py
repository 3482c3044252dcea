"""Files of what is shown: one button a format, each file written when it is asked for."""

import io
from collections.abc import Mapping

import pandas
import streamlit as st

from graph.export import FORMATS
from graph.export.csv_zip import write_rows
from graph.model import Subgraph
from graph.queries import document_titles
from graph.store.base import Store
from ui.words import language, say


def offer_downloads(
    store: Store,
    subgraph: Subgraph,
    title: str,
    key: str,
    positions: Mapping[str, tuple[float, float]],
    *,
    wide: bool = False,
) -> None:
    """A menu of all formats; what is written is exactly the subgraph, placed as it is drawn.

    All that a file needs of the store is asked for here: a download that fails can't say so on the page.
    """
    words = language()
    documents = _titles(store, subgraph, key)

    def write(name: str) -> bytes:
        stream = io.BytesIO()
        FORMATS[name].write(
            subgraph, stream, title=title, language=words, positions=positions, documents=documents
        )
        return stream.getvalue()

    with st.popover(
        say("ui.export.menu"), disabled=not subgraph.entities, width="stretch" if wide else "content"
    ):
        counts = say("ui.export.counts", entities=len(subgraph.entities), relations=len(subgraph.relations))
        st.caption(counts)
        for name, form in FORMATS.items():
            st.download_button(
                say(f"ui.export.{name}"),
                data=lambda name=name: write(name),
                file_name=f"{_file_name(title)}{form.suffix}",
                mime=form.media_type,
                key=f"{key}.{name}",
                on_click="ignore",
                width="stretch",
            )


def _titles(store: Store, subgraph: Subgraph, key: str) -> dict[str, str]:
    """The titles of the documents behind the subgraph; looking at something in it asks for none anew."""
    kept = st.session_state.get(f"{key}.titles")
    if kept is None or kept[0] != subgraph:
        kept = subgraph, document_titles(store, subgraph.relations)
        st.session_state[f"{key}.titles"] = kept
    return kept[1]


def offer_table(frame: pandas.DataFrame, title: str, key: str) -> None:
    """A button for the table as it is shown, whole."""

    def write() -> bytes:
        stream = io.BytesIO()
        write_rows(
            frame.columns, frame.astype(object).where(frame.notna(), None).itertuples(index=False), stream
        )
        return stream.getvalue()

    st.download_button(
        say("ui.export.table"),
        data=write,
        file_name=f"{_file_name(title)}.csv",
        mime="text/csv",
        key=key,
        on_click="ignore",
    )


def _file_name(title: str) -> str:
    """The title without what file systems refuse."""
    return "".join("_" if letter in '/\\:*?"<>|' or ord(letter) < 32 else letter for letter in title)[:80]
