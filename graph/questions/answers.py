"""What a question is answered with: rows, their part of the graph, and how the question was understood."""

from collections.abc import Callable
from dataclasses import dataclass, field

from graph.model import Entity, Path, Relation, Subgraph

Words = Callable[[str | None], str]
"""A sentence that differs by language: called with "zh" or "en", None for the default."""

ANSWERED, NOTHING, SEVERAL, UNKNOWN = OUTCOMES = ("answered", "nothing", "several", "unknown")
"""Rows were found; understood, but nothing was found; it may mean several things; it was not understood."""

Cell = str | int | Entity | Path | tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an answer: rows that are shown at most, seconds that a query may take."""

    rows: int = 1000
    seconds: int = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A ready question that will be understood; `why` says what it takes the words of the asked one for."""

    question: str
    why: Words


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the question that means something: `kind` is entity, type, relation, noun, state or year."""

    text: str
    kind: str
    meaning: Words


@dataclass(frozen=True, slots=True)
class WantedPaths:
    """What an answer's paths were asked for with, so that it can be asked elsewhere, with more conditions.

    Each end is (entity, types): an entity, or all entities of the types, then of the place `entity`, if any.
    `linking` are the types of what shall lie between, if that was asked for.
    """

    start: tuple[Entity | None, tuple[str, ...]]
    end: tuple[Entity | None, tuple[str, ...]]
    max_length: int
    count: int
    linking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question; see `outcome`.

    `rows` go with `columns` (keys of `questions.column`) and are the first of `total`, in the order that
    `order` names (a key of `questions.order`); `total_known` is False where more exist than were counted.
    `cypher` can be run as it stands on either store; where `lists_paths`, it only lists the relations that
    the ranked paths are made of. `notes` are what must be known beside the rows,
    `cypher_note` what the Cypher does not tell. `wanted` is what paths were asked for, if any were.
    """

    question: str
    outcome: str
    pattern: str = ""
    understood: Words = lambda _: ""
    notes: tuple[Words, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    total_known: bool = True
    order: str = ""
    subgraph: Subgraph = field(default_factory=Subgraph)
    cypher: str = ""
    cypher_note: Words | None = None
    lists_paths: bool = False
    paths: tuple[Path, ...] = ()
    wanted: WantedPaths | None = None
    known: tuple[Known, ...] = ()
    unknown: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def shown(self) -> int:
        """How many rows there are here."""
        return len(self.rows)
