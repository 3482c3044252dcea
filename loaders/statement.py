"""A relation as it was read, and the evidence that shows it."""

from dataclasses import dataclass

from graph.facts import Evidence, Span
from loaders.clauses import Sentence
from loaders.documents.model import Document
from loaders.names import Named

NEAR_SENTENCES = 2
NEAR_CHARACTERS = 240


@dataclass(frozen=True, slots=True)
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
    """The sentence; from the head's sentence on, where that is near in the same paragraph."""
    sentence, other = statement.sentence, statement.head_sentence
    start, end, carried = sentence.start, sentence.end, statement.carried
    apart = sentence.number - other.number
    near = (
        other.block is sentence.block
        and 0 <= apart <= NEAR_SENTENCES
        and end - other.start <= NEAR_CHARACTERS
    )
    if near and statement.head_mark:
        start, carried = min(start, other.start), ""
    marks = tuple(mark for mark in (statement.head_mark, statement.tail_mark) if mark)
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
