"""The one table of what a driver's error means to a person."""

import re

from neo4j.exceptions import (
    AuthConfigurationError,
    AuthError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TokenExpired,
)

from errors import (
    QueryError,
    QueryForbidden,
    QuerySyntax,
    QueryTimeout,
    QueryUnplaced,
    StoreDatabaseMissing,
    StoreError,
    StoreRefused,
    StoreUnavailable,
)
from graph.store.lexer import first_forbidden

_LOST = (ServiceUnavailable, SessionExpired)
_REFUSED = (AuthError, AuthConfigurationError, TokenExpired)
_LOST_CODES = ("Neo.TransientError.General.DatabaseUnavailable",)
_MISSING_CODES = ("Neo.ClientError.Database.DatabaseNotFound",)
_SYNTAX_CODES = ("Neo.ClientError.Statement.SyntaxError", "Neo.ClientError.Statement.SemanticError")
_WRITE_CODES = ("Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Security.Forbidden")
_OTHER_CODES = ("Neo.ClientError.Security", "Neo.ClientError.Database", "Neo.TransientError")
_TIMEOUT_CODES = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    "Neo.ClientError.Transaction.Terminated",
)

_REPEATED = "Error executing Cypher command"
_NEO4J_PLACE = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: \d+\)\).*", re.DOTALL)
_ARCADE_PLACES = (
    re.compile(r"Syntax error at line (\d+):(\d+) - (?P<reason>.*)", re.DOTALL),
    re.compile(r"(?P<reason>.*?) at line (\d+), column (\d+)\s*(?:\n.*)?", re.DOTALL),
)


def store_error(error: DriverError | Neo4jError, address: str, user: str, database: str) -> StoreError:
    """What went wrong with the store itself, as a person reads it; never a password in it."""
    code = getattr(error, "code", "") or ""
    if isinstance(error, _REFUSED):
        return StoreRefused(address=address, user=user)
    if isinstance(error, _LOST) or code in _LOST_CODES:
        return StoreUnavailable(address=address)
    if code in _MISSING_CODES:
        return StoreDatabaseMissing(address=address, database=database)
    return StoreError(reason=reason_of(error))


def query_error(error: Neo4jError, cypher: str, seconds: int) -> StoreError | None:
    """What is wrong with a reader's query, or None where the error isn't the query's.

    The server was sent one line more before the query, so that lines count from 2.
    """
    code = error.code or ""
    if code in _TIMEOUT_CODES:
        return QueryTimeout(seconds=seconds)
    if code in _WRITE_CODES or isinstance(error, Forbidden):
        return QueryForbidden(reason=first_forbidden(cypher) or reason_of(error))
    if code in _SYNTAX_CODES:
        return syntax_error(error.message or "", cypher)
    if code.startswith(_OTHER_CODES):
        return None
    return QueryError(reason=reason_of(error))


def syntax_error(message: str, cypher: str) -> QuerySyntax:
    """Line and column (both from 1, a column being a character) of what the server complains of.

    Neo4j counts UTF-16 units, ArcadeDB characters from 0; a complaint without a place is told so.
    """
    lines = cypher.split("\n")
    match = _NEO4J_PLACE.search(message)
    if match:
        line, units = int(match[1]) - 1, int(match[2]) - 1
        reason = message[: match.start()]
        if 1 <= line <= len(lines):
            before = lines[line - 1].encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")
            return QuerySyntax(line=line, column=len(before) + 1, reason=first_line(reason))
        return QueryUnplaced(reason=first_line(reason))
    for pattern in _ARCADE_PLACES:
        match = pattern.fullmatch(message)
        if match:
            line, column = (int(group) for group in match.groups() if group.isdigit())
            return QuerySyntax(line=line - 1, column=column + 1, reason=first_line(match["reason"]))
    return QueryUnplaced(reason=first_line(message))


def reason_of(error: DriverError | Neo4jError) -> str:
    """The first line of the server's own words, without the query that ArcadeDB repeats there."""
    text = first_line(getattr(error, "message", None) or str(error))
    return _REPEATED if text.startswith(_REPEATED) else text


def first_line(text: str) -> str:
    """What stands before the snippet that a server may add."""
    return text.strip().split("\n", 1)[0]
