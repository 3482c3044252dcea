"""The contract between documents and graph: facts with their evidence, one JSON object a line.

Offsets are characters of the document's cleaned text, end exclusive; `text[start:end] == quote`.
A fact has one evidence and is never edited: resolution builds the graph beside it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
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
class TextBlock:
    """A line of a document's text: its kind (title, heading, paragraph, meta), a heading's level or 0."""

    start: int
    end: int
    kind: str
    level: int


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The cleaned text that all offsets of a document's facts count in, and its lines."""

    text: str
    blocks: tuple[TextBlock, ...]


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
    """All facts of one document, with its text where that came along."""

    document: DocumentFact
    entities: tuple[EntityFact, ...] = ()
    relations: tuple[RelationFact, ...] = ()
    indicators: tuple[IndicatorFact, ...] = ()
    text: DocumentText | None = None

    @property
    def doc(self) -> str:
        """The document's id: its file's name without the ending."""
        return self.document.doc


_KINDS = {"entity": EntityFact, "relation": RelationFact, "indicator": IndicatorFact}


def to_rows(facts: DocumentFacts) -> Iterator[dict[str, object]]:
    """The facts of a document as flat rows, its own row first; `from_rows` reads them back."""
    yield {"kind": "document", **asdict(facts.document)}
    if facts.text is not None:
        blocks = [[block.start, block.end, block.kind, block.level] for block in facts.text.blocks]
        yield {"kind": "text", "doc": facts.doc, "text": facts.text.text, "blocks": blocks}
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
    """The facts of one document from its rows; keys that a fact does not have are passed over.

    Raises ValueError, KeyError or TypeError where a row is not a fact, or the document's row is missing.
    """
    document: DocumentFact | None = None
    text: DocumentText | None = None
    groups: dict[str, list] = {kind: [] for kind in _KINDS}
    for row in rows:
        fact = _read_row(row)
        if isinstance(fact, DocumentFact):
            document = fact
        elif isinstance(fact, DocumentText):
            text = fact
        else:
            groups[row["kind"]].append(fact)
    if document is None:
        raise ValueError("no row of kind document")
    facts = (tuple(groups[kind]) for kind in ("entity", "relation", "indicator"))
    return DocumentFacts(document, *facts, text=text)


Row = DocumentFact | DocumentText | EntityFact | RelationFact | IndicatorFact


def _read_row(row: dict[str, object]) -> Row:
    if row["kind"] == "document":
        return DocumentFact(**_known(row, DocumentFact))
    if row["kind"] == "text":
        return _read_text(row)
    kind = _KINDS[row["kind"]]
    evidence = _known(row, Evidence)
    evidence["marks"] = tuple((int(start), int(end)) for start, end in evidence.get("marks", ()))
    fields = _known(row, kind)
    if "aliases" in fields:
        fields["aliases"] = tuple(fields["aliases"])
    return kind(**fields, evidence=Evidence(**evidence))


def _read_text(row: dict[str, object]) -> DocumentText:
    text = str(row["text"])
    blocks = tuple(
        TextBlock(int(start), int(end), str(kind), int(level)) for start, end, kind, level in row["blocks"]
    )
    at = 0
    for block in blocks:
        if not at <= block.start <= block.end <= len(text):
            raise ValueError(f"block {block.start}-{block.end}")
        at = block.end
    return DocumentText(text, blocks)


def _known(row: dict[str, object], kind: type) -> dict[str, object]:
    """The fields of a kind of fact that stand in the row."""
    return {key: row[key] for key in kind.__slots__ if key in row and key != "evidence"}


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
        rows: list[dict] = []
        for number, line in enumerate(handle, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                _read_row(row)
            except (ValueError, KeyError, TypeError) as error:
                raise FactsFileError(path=path, line=number, problem=error) from error
            if rows and row["doc"] != rows[0]["doc"]:
                yield _close(rows, path, number - 1)
                rows = []
            rows.append(row)
        if rows:
            yield _close(rows, path, number)


def _close(rows: list[dict], path: Path, last: int) -> DocumentFacts:
    try:
        return from_rows(rows)
    except ValueError as error:
        raise FactsFileError(path=path, line=last, problem=error) from error
