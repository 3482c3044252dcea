"""How a Cypher text ends: its words outside strings, comments and brackets. It decides nothing about
what a query may do (the servers do that), only which rows of an unordered answer are shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PIECES = re.compile(
    r"""
    (?P<skipped> \s+ | //[^\n]* | /\*.*?\*/ )
    | (?P<quoted> '(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `(?:``|[^`])*` )
    | (?P<open> [(\[{] )
    | (?P<close> [)\]}] )
    | (?P<word> \$?\w+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)

_WRITING = (
    "CREATE",
    "MERGE",
    "INSERT",
    "SET",
    "DELETE",
    "DETACH",
    "REMOVE",
    "FOREACH",
    "DROP",
    "LOAD",
    "SHOW",
    "TERMINATE",
    "ALTER",
    "GRANT",
    "REVOKE",
    "DENY",
    "RENAME",
    "START",
    "STOP",
)

_AFTER_ITEMS = ("ORDER", "SKIP", "OFFSET", "LIMIT", "UNION")


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the text outside comments: where it stands and how many brackets are open around it."""

    text: str
    start: int
    end: int
    depth: int

    @property
    def upper(self) -> str:
        return self.text.upper()


@dataclass(frozen=True, slots=True)
class Ending:
    """What follows the last RETURN: an order of the asker's own, a limit, and where its number stands."""

    ordered: bool
    limit: int | None = None
    start: int = 0
    end: int = 0

    def widened(self, cypher: str, limit: int) -> str:
        """The query with another limit in the place of its own."""
        return f"{cypher[: self.start]}{limit}{cypher[self.end :]}"


def words(cypher: str) -> list[Word]:
    """The pieces of a query outside comments; of brackets and strings only that they are there."""
    found, depth = [], 0
    for piece in _PIECES.finditer(cypher):
        if piece.lastgroup == "skipped":
            continue
        depth -= piece.lastgroup == "close"
        found.append(Word(piece.group(), piece.start(), piece.end(), depth))
        depth += piece.lastgroup == "open"
    return found


def find_ending(cypher: str, parameters: Mapping[str, object]) -> Ending:
    """How the query ends. What is not plainly `RETURN … [LIMIT n]` counts as ordered: it is left alone."""
    top = [word for word in words(cypher) if word.depth == 0 and word.text != ";"]
    returns = [index for index, word in enumerate(top) if word.upper == "RETURN"]
    if not returns or any(word.upper == "UNION" for word in top):
        return Ending(ordered=True)
    tail = top[returns[-1] :]
    if any(word.upper in ("ORDER", "SKIP", "OFFSET") for word in tail):
        return Ending(ordered=True)
    limits = [index for index, word in enumerate(tail) if word.upper == "LIMIT"]
    if not limits:
        return Ending(ordered=False)
    if limits != [len(tail) - 2]:
        return Ending(ordered=True)
    number = tail[-1]
    limit = parameters.get(number.text[1:]) if number.text.startswith("$") else number.text
    if isinstance(limit, bool) or not str(limit).isascii() or not str(limit).isdigit():
        return Ending(ordered=True)
    return Ending(ordered=False, limit=int(str(limit)), start=number.start, end=number.end)


def returned_columns(cypher: str) -> tuple[str, ...]:
    """The columns that the last RETURN names; () where only the server can know (`*`, a lone CALL).

    ArcadeDB tells an answer's columns with its first row, so that an empty answer has none.
    """
    top = [word for word in words(cypher) if word.text != ";"]
    returns = [index for index, word in enumerate(top) if word.depth == 0 and word.upper == "RETURN"]
    items: list[list[Word]] = [[]]
    for word in top[returns[-1] + 1 :] if returns else []:
        if word.depth == 0 and word.upper in _AFTER_ITEMS:
            break
        if word.depth == 0 and word.text == ",":
            items.append([])
        elif items != [[]] or word.upper != "DISTINCT":
            items[-1].append(word)
    if any(not item or item[0].text == "*" for item in items):
        return ()
    return tuple(_column(cypher, item) for item in items)


def _column(cypher: str, item: list[Word]) -> str:
    named = len(item) > 2 and item[-2].depth == 0 and item[-2].upper == "AS"
    if named or len(item) == 1:
        name = item[-1].text
        return name[1:-1].replace("``", "`") if name.startswith("`") else name
    return cypher[item[0].start : item[-1].end]


def first_forbidden(cypher: str) -> str:
    """The first word of a query that writes or administers, in capitals, else CALL, else "".

    It names a reason to people once a server has refused; it refuses nothing.
    """
    found = words(cypher)
    before = ["", *(word.text for word in found)]
    named = [word.upper for word, last in zip(found, before, strict=False) if last not in (".", ":")]
    return next((word for word in named if word in _WRITING), "CALL" if "CALL" in named else "")


def starts_with_plan(cypher: str) -> bool:
    """Whether the query asks for a plan instead of rows."""
    found = words(cypher)
    return bool(found) and found[0].upper in ("EXPLAIN", "PROFILE")
