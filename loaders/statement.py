"""A relation as it was read, and the evidence that shows it."""

from dataclasses import dataclass

from graph.facts import Evidence, Span
from loaders.clauses import Sentence
from loaders.documents.model import META, Document
from loaders.names import Named

PARAGRAPH, FROM_HEADING = "paragraph", "heading"
NEAR_SENTENCES = 2
NEAR_CHARACTERS = 240


@dataclass(slots=True)
class Statement:
    """Words of `sentence` say `relation` of head and tail.

    The marks are the words that stand for the ends, None where none do. `head_sentence` is where
    the head stands; `carried` how it came from there ("" in the sentence itself).
    """

    relation: str
    head: Named
    tail: Named
    head_mark: Span | None
    tail_mark: Span | None
    sentence: Sentence
    head_sentence: Sentence
    rule: str
    carried: str = ""
    status: str = ""


def evidence_of(document: Document, statement: Statement) -> Evidence:
    """The sentence; from the head's sentence on, where that is near in the same paragraph or letterhead."""
    sentence, other = statement.sentence, statement.head_sentence
    start, end = sentence.start, sentence.end
    apart = sentence.number - other.number
    together = other.block is sentence.block or {other.block.kind, sentence.block.kind} == {META}
    if together and 0 <= apart <= NEAR_SENTENCES and 0 <= end - other.start <= NEAR_CHARACTERS:
        start = min(start, other.start)
    marks = tuple(mark for mark in (statement.head_mark, statement.tail_mark) if mark)
    shown = all(start <= mark[0] and mark[1] <= end for mark in marks)
    unnamed = statement.head_mark is None or (statement.tail_mark is None and statement.carried)
    carried = "" if shown and not unnamed else statement.carried or PARAGRAPH
    return Evidence(
        doc=document.doc,
        section=sentence.block.path,
        start=start,
        end=end,
        quote=document.text[start:end],
        rule=statement.rule,
        marks=marks,
        carried=carried,
    )
