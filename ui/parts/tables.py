"""Tables: rows that are looked at beside, a Cypher answer for people, the place of an error in a query."""

import json
from collections.abc import Mapping, Sequence
from functools import partial

import pandas
import streamlit as st

from graph.model import Table
from ui.session import act
from ui.state import select


def show_rows(
    frame: pandas.DataFrame,
    key: str,
    page: str,
    kind: str,
    ids: Sequence[str],
    columns: Mapping[str, object] | None = None,
) -> None:
    """A table as high as what holds it; a click on a row selects its entity or relation (`kind`) on the page.

    `ids` are those of the rows in their order; `columns` says how a column is drawn.
    """
    st.dataframe(
        frame,
        height="stretch",
        hide_index=True,
        column_config=columns,
        on_select=partial(_take, key, page, kind, tuple(ids)),
        selection_mode="single-cell",
        key=key,
    )


def _take(key: str, page: str, kind: str, ids: Sequence[str]) -> None:
    rows = [row for row, _ in st.session_state[key]["selection"]["cells"] if row < len(ids)]
    if rows:
        act(page, select, kind, ids[rows[0]])


def table_frame(table: Table) -> pandas.DataFrame:
    """The answer's rows with each value as a `cell`, columns of one name told apart."""
    columns: list[str] = []
    for name in table.columns:
        count = sum(name == column.split(" (")[0] for column in columns)
        columns.append(f"{name} ({count + 1})" if count else name)
    cells = [[cell(value) for value in row] for row in table.rows]
    frame = pandas.DataFrame(cells, columns=columns, dtype=object)
    return frame.astype({name: _dtype(frame[name]) for name in columns})


def _dtype(values: pandas.Series) -> str:
    """Whole numbers stay whole beside empty cells; what is of several kinds stays as it is."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        return "Int64"
    return "Float64" if kinds in ({float}, {int, float}) else "object"


def cell(value: object) -> object:
    """A value as one cell: a node by its name, a relation by its type, a path by both in turn.

    Other plain values stand as they are, other lists and maps as JSON.
    """
    if not isinstance(value, dict | list | tuple):
        return value
    if isinstance(value, dict):
        properties = value.get("properties", {})
        if "labels" in value and isinstance(properties, dict):
            return str(properties.get("name", properties.get("id", "")))
        if "type" in value and {"head", "tail"} <= set(value):
            return str(value["type"])
        if set(value) == {"nodes", "relations"}:
            return _path(value["nodes"], value["relations"])
    return json.dumps(value, ensure_ascii=False)


def _path(nodes: list, relations: list) -> str:
    words = [str(cell(nodes[0]))] if nodes else []
    for relation, node in zip(relations, nodes[1:], strict=False):
        words += [f"–{cell(relation)}–", str(cell(node))]
    return " ".join(words)


def pointer(query: str, line: object, column: object) -> str:
    """The query up to the line of an error, with a caret below its column; wide characters count twice."""
    rows = query.splitlines()
    number = line if isinstance(line, int) and 1 <= line <= len(rows) else 0
    if not number:
        return query
    shown = rows[:number]
    before = shown[-1][: max(0, column - 1)] if isinstance(column, int) else ""
    space = "".join("　" if ord(letter) > 0x2E7F else " " for letter in before)
    return "\n".join([*shown, f"{space}▲", *rows[number:]])
