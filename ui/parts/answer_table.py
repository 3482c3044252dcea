"""The rows of a question's answer as a table; what is clicked in it is looked at beside it."""

from dataclasses import replace

import pandas
import streamlit as st

from graph.model import Entity
from graph.questions.answers import Answer
from graph.questions.tables import cell_places, tabulate
from ui.session import ASK, set_view
from ui.state import AskView, Selection
from ui.words import language

ROW, HIGHEST = 35, 180
"""Pixels of a row, and of the table at most: below it the graph is drawn."""


def answer_frame(answer: Answer) -> pandas.DataFrame:
    """The rows as they are shown and exported."""
    heads, rows = tabulate(answer, language())
    return pandas.DataFrame(rows, columns=heads)


def show_answer_table(view: AskView, answer: Answer) -> int:
    """Draw the rows; its height in pixels. A click on a cell looks at its entity, or else at its row."""
    frame = answer_frame(answer)
    height = min(HIGHEST, ROW * (len(frame) + 1) + 3)
    chosen = st.dataframe(
        frame,
        width="stretch",
        height=height,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-cell",
        key=f"ask.table.{answer.question}.{language()}",
    )
    seen = "ask.clicked"
    cells = [(row, column) for row, column in chosen["selection"]["cells"] if row < len(answer.rows)]
    if cells and (answer.question, *cells[0]) != st.session_state.get(seen):
        row, column = cells[0]
        st.session_state[seen] = (answer.question, row, column)
        place = cell_places(answer)[list(frame.columns).index(column)]
        cell = answer.rows[row][place]
        selection = Selection("entity", cell.id) if isinstance(cell, Entity) else Selection()
        set_view(ASK, replace(view, chosen=row, selection=selection))
        st.rerun()
    return height
