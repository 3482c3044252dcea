"""A reader's own Cypher: checked, limited in time and rows, and the same rows on every store."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from neo4j import Driver
from neo4j.exceptions import Neo4jError

from errors import QueryForbidden, QuerySyntax, QueryTimeout
from graph.store.failures import query_error
from graph.store.lexer import find_ending, starts_with_plan
from graph.store.server import Server
from graph.store.values import order_key, plain

SORTED_ROWS = 5000
"""The longest answer that is put in order where its query asks for none."""

WIDE_SHARE = 0.25
"""The part of the time that a query with a wider LIMIT gets before it is run as typed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows as the driver gives them; `truncated` where the server had more than were asked for."""

    columns: tuple[str, ...]
    records: tuple[tuple[object, ...], ...]
    truncated: bool


def ask(
    server: Server, driver: Driver, cypher: str, parameters: Mapping[str, object], rows: int, seconds: int
) -> Answer:
    """The answer to a reader's query, at most `rows` long.

    Where the query names no order, a server may give any; so that two stores show the same rows in the
    same order, up to SORTED_ROWS are fetched, in spite of a smaller LIMIT, sorted by their columns and
    only then cut. A longer answer, or one that takes long to widen, comes in the server's order.
    Raises QuerySyntax, QueryForbidden, QueryTimeout or QueryError.
    """
    if not cypher.strip():
        raise QuerySyntax(line=1, column=1, reason="∅")
    if starts_with_plan(cypher):
        raise QueryForbidden(reason=cypher.split()[0].upper())
    deadline = time.monotonic() + seconds
    ending = find_ending(cypher, parameters)
    if ending.ordered:
        columns, found = _run(server, driver, cypher, parameters, rows + 1, deadline, seconds)
        return Answer(columns, found[:rows], len(found) > rows)
    most = max(SORTED_ROWS, rows)
    if ending.limit is not None and ending.limit <= most:
        wide = ending.widened(cypher, most + 1)
        try:
            soon = time.monotonic() + WIDE_SHARE * seconds
            columns, found = _run(server, driver, wide, parameters, most + 1, soon, seconds)
        except QueryTimeout:
            columns, found = _run(server, driver, cypher, parameters, rows + 1, deadline, seconds)
            return Answer(columns, found[:rows], len(found) > rows)
    else:
        columns, found = _run(server, driver, cypher, parameters, most + 1, deadline, seconds)
    if len(found) <= most:
        found = tuple(sorted(found, key=lambda row: [order_key(plain(value, {})) for value in row]))
    asked = found if ending.limit is None else found[: ending.limit]
    return Answer(columns, asked[:rows], len(asked) > rows)


def _run(
    server: Server,
    driver: Driver,
    cypher: str,
    parameters: Mapping[str, object],
    most: int,
    deadline: float,
    seconds: int,
) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """The columns and the first `most` rows; the rest is never fetched."""
    try:
        with server.reading(driver, fetch=most) as reading:
            reading.check(cypher, parameters, _left(deadline, seconds))
            result = reading.run(cypher, parameters, _left(deadline, seconds))
            found = tuple(tuple(record.values()) for record in islice(result, most))
            return tuple(result.keys()), found
    except Neo4jError as error:
        known = query_error(error, cypher, seconds)
        if known is None:
            raise
        raise known from error


def _left(deadline: float, seconds: int) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise QueryTimeout(seconds=seconds)
    return left
