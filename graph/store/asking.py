"""A reader's own Cypher: checked, limited in time and rows, and the same rows on every store."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from neo4j import Driver
from neo4j.exceptions import Neo4jError

from errors import QueryError, QueryForbidden, QuerySyntax, QueryTimeout
from graph.store.failures import query_error
from graph.store.lexer import Ending, find_ending, returned_columns, starts_with_plan
from graph.store.server import Server
from graph.store.values import row_key

SORTED_ROWS = 5000
"""The longest answer that is put in order where its query asks for none."""

WIDE_SHARE = 0.25
"""The part of the time that a query with a wider LIMIT gets before it is run as typed."""

Rows = tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows as the driver gives them; `truncated` where the server had more than were asked for."""

    columns: tuple[str, ...]
    records: Rows
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
        raise QueryForbidden(reason="EXPLAIN, PROFILE")
    asking = _Asking(server, driver, parameters, rows, seconds, time.monotonic() + seconds)
    ending = find_ending(cypher, parameters)
    if ending.ordered or (ending.limit or 0) > asking.most:
        return asking.as_typed(cypher)
    if ending.limit is None:
        return asking.sorted(cypher, ending, seconds)
    try:
        return asking.sorted(cypher, ending, WIDE_SHARE * seconds)
    except (QuerySyntax, QueryForbidden):
        raise
    except QueryError:  # too slow, or an error in a row that its own LIMIT would never have met
        return asking.as_typed(cypher)


@dataclass(frozen=True, slots=True)
class _Asking:
    """One query's server, limits and end."""

    server: Server
    driver: Driver
    parameters: Mapping[str, object]
    rows: int
    seconds: int
    deadline: float

    @property
    def most(self) -> int:
        return max(SORTED_ROWS, self.rows)

    def as_typed(self, cypher: str) -> Answer:
        columns, found = self._run(cypher, self.rows + 1, self.seconds)
        return Answer(columns, found[: self.rows], len(found) > self.rows)

    def sorted(self, cypher: str, ending: Ending, seconds: float) -> Answer:
        text = cypher if ending.limit is None else ending.widened(cypher, self.most + 1)
        columns, found = self._run(text, self.most + 1, seconds)
        if len(found) <= self.most:
            found = tuple(sorted(found, key=row_key))
        asked = found[: ending.limit]
        return Answer(columns, asked[: self.rows], len(asked) > self.rows)

    def _run(self, cypher: str, most: int, seconds: float) -> tuple[tuple[str, ...], Rows]:
        """The columns and the first `most` rows; the rest is never fetched."""
        deadline = min(self.deadline, time.monotonic() + seconds)
        try:
            with self.server.reading(self.driver, fetch=most) as reading:
                reading.check(cypher, self.parameters, self._left(deadline))
                result = reading.run(cypher, self.parameters, self._left(deadline))
                found = tuple(tuple(record.values()) for record in islice(result, most))
                return tuple(result.keys()) or returned_columns(cypher), found
        except Neo4jError as error:
            known = query_error(error, cypher, self.seconds)
            if known is None:
                raise
            raise known from error

    def _left(self, deadline: float) -> float:
        left = deadline - time.monotonic()
        if left <= 0:
            raise QueryTimeout(seconds=self.seconds)
        return left
