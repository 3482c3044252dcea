"""A Cypher answer as a table for people, and the place of an error in a query."""

import json

import pandas

from graph.model import Table


def table_frame(table: Table) -> pandas.DataFrame:
    """The rows as they stand: numbers as numbers, lists and maps as text, columns of one name told apart."""
    columns: list[str] = []
    for name in table.columns:
        count = sum(name == column.split(" (")[0] for column in columns)
        columns.append(f"{name} ({count + 1})" if count else name)
    return pandas.DataFrame([[cell(value) for value in row] for row in table.rows], columns=columns)


def cell(value: object) -> object:
    """A value as one cell: plain values as they are, a node by its name, everything else as JSON."""
    if isinstance(value, dict) and "name" in value:
        return str(value["name"])
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


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
