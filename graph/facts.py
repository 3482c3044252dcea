"""The contract between documents and graph: facts with their evidence, one JSON object a line.

Offsets are characters of the document's cleaned text, end exclusive; `text[start:end] == quote`.
A fact has one evidence and is never edited: resolution builds the graph beside it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TextIO

from errors import DocumentMissing, FactsFileError

Span = tuple[int, int]

THIS_DOCUMENT = "DOC"
"""What stands for the document itself as a relation's tail (赵江 AUTHORED DOC)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place that states a fact.

    `quote` is what people read: a sentence, or the run of sentences that holds both ends. `marks`
    are the words that stand for the ends, in the order head, tail (subject, value; all mentions of
    an entity). `carried` says where a subject came from that does not stand in the quote: "" (it
    does), "paragraph", "heading", "issuer" or "document" (whom a study speaks of most, not its issuer);
    its mark then lies outside the quote, or there is none.
    """

    doc: str
    section: str
    start: int
    end: int
    quote: str
    rule: str
    marks: tuple[Span, ...] = ()
    carried: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """What the document says of itself; what it does not say is an empty string, never a guess."""

    doc: str
    title: str
    issuer: str = ""
    number: str = ""
    date: str = ""
    genre: str = ""


@dataclass(frozen=True, slots=True)
class EntityFact:
    """A sentence names an entity; `name` is the document's fullest form, `aliases` its other forms."""

    type: str
    name: str
    aliases: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class RelationFact:
    """A sentence states a relation between two entities of its document.

    `head` and `tail` are names of EntityFacts of the same document, told apart by their types;
    the tail may be THIS_DOCUMENT with the type Document. `status` is "" where the text states the
    relation plainly, else planned, under_way, done or reported.
    """

    type: str
    head: str
    head_type: str
    tail: str
    tail_type: str
    evidence: Evidence
    status: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorFact:
    """A sentence gives a target or a figure.

    `value` is a number, a range "a-b" or a fraction, as text without thousands separators; `bound`
    is ">=", "<=" or "="; `deadline` is a year or "".
    """

    subject: str
    subject_type: str
    name: str
    value: str
    unit: str
    bound: str
    deadline: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All facts of one document."""

    document: DocumentFact
    entities: tuple[EntityFact, ...] = ()
    relations: tuple[RelationFact, ...] = ()
    indicators: tuple[IndicatorFact, ...] = ()

    @property
    def doc(self) -> str:
        """The document's id: its file's name without the ending."""
        return self.document.doc


_KINDS = {"entity": EntityFact, "relation": RelationFact, "indicator": IndicatorFact}
_EVIDENCE_KEYS = tuple(Evidence.__slots__)


def to_rows(facts: DocumentFacts) -> Iterator[dict[str, object]]:
    """The facts of a document as flat rows, its own row first; `from_rows` reads them back."""
    yield {"kind": "document", **asdict(facts.document)}
    for kind, group in (
        ("entity", facts.entities),
        ("relation", facts.relations),
        ("indicator", facts.indicators),
    ):
        for fact in group:
            row = asdict(fact)
            evidence = row.pop("evidence")
            yield {"kind": kind, "doc": evidence.pop("doc"), **row, **evidence}


def from_rows(rows: Iterable[dict[str, object]]) -> DocumentFacts:
    """The facts of one document from its rows.

    Raises ValueError, KeyError or TypeError where a row is not a fact, or the document's row is missing.
    """
    document: DocumentFact | None = None
    groups: dict[str, list] = {kind: [] for kind in _KINDS}
    for row in rows:
        row = dict(row)
        kind = row.pop("kind")
        if kind == "document":
            document = DocumentFact(**row)
        else:
            groups[kind].append(_fact(_KINDS[kind], row))
    if document is None:
        raise ValueError("no row of kind document")
    return DocumentFacts(document, *(tuple(groups[kind]) for kind in ("entity", "relation", "indicator")))


def _fact(kind: type, row: dict) -> EntityFact | RelationFact | IndicatorFact:
    evidence = {key: row.pop(key) for key in _EVIDENCE_KEYS if key in row}
    evidence["marks"] = tuple((int(start), int(end)) for start, end in evidence.get("marks", ()))
    if "aliases" in row:
        row["aliases"] = tuple(row["aliases"])
    return kind(**row, evidence=Evidence(**evidence))


def write_facts(documents: Iterable[DocumentFacts], stream: TextIO) -> int:
    """Write facts.jsonl, a line a fact; returns how many lines."""
    lines = 0
    for facts in documents:
        for row in to_rows(facts):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            lines += 1
    return lines


def read_facts(path: Path) -> Iterator[DocumentFacts]:
    """The documents of a facts.jsonl, one at a time; a document's rows stand together.

    Raises DocumentMissing, or FactsFileError with the number of the line that is wrong.
    """
    try:
        handle = path.open(encoding="utf-8")
    except OSError as error:
        raise DocumentMissing(path=path) from error
    with handle:
        block = _Block()
        for number, line in enumerate(handle, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                doc = row["doc"]
            except (ValueError, KeyError, TypeError) as error:
                raise FactsFileError(path=path, line=number, problem=error) from error
            if block.rows and doc != block.doc:
                yield block.close(path)
                block = _Block()
            block.doc, block.first = doc, block.first or number
            block.rows.append(row)
        if block.rows:
            yield block.close(path)


@dataclass(slots=True)
class _Block:
    """The rows of one document, and the line where they start."""

    doc: str = ""
    first: int = 0
    rows: list[dict] = field(default_factory=list)

    def close(self, path: Path) -> DocumentFacts:
        try:
            return from_rows(self.rows)
        except (ValueError, KeyError, TypeError) as error:
            raise FactsFileError(path=path, line=self.first, problem=error) from error
