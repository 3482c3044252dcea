"""Mentions and figures to indicators: whose figure it is, what it counts, its value, bound and year."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from config import ROOT
from graph.facts import Evidence, IndicatorFact
from loaders.clauses import AGENTS, Clause, Sentence, read_sentences
from loaders.counted import OWNERS, Counted, Owner, Segment
from loaders.counting import CountedReader
from loaders.deadlines import Deadlines, YearWords, load_year_words
from loaders.documents.cleaning import MARK
from loaders.documents.model import META, PARAGRAPH, TITLE, Block, Document
from loaders.figures import NameWords, load_name_words
from loaders.names import DocumentNames, Named
from loaders.pronouns import PronounWords, load_pronouns
from loaders.quantities import Quantity, find_quantities
from loaders.quantity_rules import QuantityRules, load_quantity_rules
from loaders.spoken import Spoken, Whose
from loaders.subject_words import SubjectWords, load_subject_words
from loaders.subjects import Subjects

DATA = ROOT / "data"
FILE = "indicators.toml"


@dataclass(frozen=True, slots=True)
class IndicatorKnowledge:
    """What finding indicators needs to know, loaded once."""

    quantities: QuantityRules
    names: NameWords
    years: YearWords
    subjects: SubjectWords
    pronouns: PronounWords


def load_indicator_knowledge(folder: Path = DATA) -> IndicatorKnowledge:
    """The rules of data/rules/indicators.toml and the words about subjects; raises DataFileError."""
    path = folder / "rules" / FILE
    return IndicatorKnowledge(
        load_quantity_rules(path),
        load_name_words(path),
        load_year_words(path),
        load_subject_words(folder),
        load_pronouns(folder),
    )


def find_indicators(
    document: Document,
    names: DocumentNames,
    knowledge: IndicatorKnowledge,
    sentences: Sequence[Sentence] | None = None,
) -> tuple[IndicatorFact, ...]:
    """Every target and reported figure of the document's paragraphs, in the order of the text.

    A figure without a name, or in a document that shows nobody whose it could be, is left out.
    `sentences` are the document's, read here where they are not given.
    """
    subjects = Subjects(knowledge.subjects, names)
    deadlines = Deadlines(document, knowledge.years)
    mentions = sorted(names.mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in mentions]
    entities = tuple(dict.fromkeys(entity for mention in mentions for entity in mention.entities))
    speaker = names.issuer or _speaker(document, names)
    facts: list[IndicatorFact] = []
    for sentence in read_sentences(document, names) if sentences is None else sentences:
        subjects.enter(sentence)
        if sentence.number == 0:
            deadlines.enter(sentence.block)
        span = (sentence.start, sentence.end)
        groups = []
        if _holds_figures(document, sentence.block):
            # One more than start here: a name may reach over the sentence's end.
            here = mentions[max(0, bisect_left(starts, span[0]) - 1) : bisect_left(starts, span[1])]
            masked = [mention.span for mention in here]
            groups = find_quantities(document.text, *span, knowledge.quantities, masked)
        if not groups:
            for clause in sentence.clauses:
                subjects.read(sentence, clause, set())
            continue
        years = deadlines.marks(span, sentence.block.section)
        inside = [mention for mention in here if mention.start >= span[0]]
        reader = CountedReader(document.text, inside, knowledge.names, _rows(sentence), span[0])
        brackets = _brackets(document.text, sentence, groups)
        said = mentions[bisect_left(starts, sentence.block.start) : bisect_left(starts, span[1])]
        spoken = Spoken(
            subjects, sentence, names, knowledge.names, knowledge.pronouns, speaker, said, entities
        )
        for clause in sentence.clauses:
            for counted in _read_clause(document.text, sentence, clause, groups, brackets, reader):
                whose = spoken.owner(counted, clause)
                if whose is not None:
                    own = [mark for mark in years if spoken.reaches(mark.start, counted, clause, whose)]
                    year = counted.year
                    if not year and not counted.was:
                        at, target = counted.quantity.start, counted.target
                        year = deadlines.year_of(at, own, sentence.block, target=target)
                    facts.append(_fact(document, sentence, counted, whose, year))
            subjects.read(sentence, clause, set())
    return tuple(facts)


def _holds_figures(document: Document, block: Block) -> bool:
    """Whether a block is running text; a letterhead line that ends like a sentence is."""
    if block.kind == META:
        return document.text[block.start : block.end].rstrip().endswith(("。", "；"))
    return block.kind == PARAGRAPH


def _rows(sentence: Sentence) -> list[list[Owner]]:
    """The rows of names in a sentence that can own figures, one figure each."""
    groups = [group for clause in sentence.clauses for group in clause.groups]
    rows = [[(entity, mention.span) for entity, mention in group.having(OWNERS)] for group in groups]
    return [row for row in rows if len(row) > 1]


def _speaker(document: Document, names: DocumentNames) -> Named | None:
    """Whose figures a document without a known issuer gives: the place or body of its title or letterhead.

    It may stand inside the name of the plan that the title is.
    """
    for kind in (TITLE, META):
        for block in document.blocks:
            if block.kind != kind:
                continue
            named = names.within(block.start, block.end)
            inner = (found for found in names.inner if block.start <= found.start and found.end <= block.end)
            for mention in (*named, *sorted(inner, key=lambda found: (found.start, -found.end))):
                if len(mention.entities) == 1 and mention.entities[0].type in AGENTS:
                    return mention.entities[0]
    return None


def _read_clause(
    text: str,
    sentence: Sentence,
    clause: Clause,
    groups: list[list[Quantity]],
    brackets: list[int],
    reader: CountedReader,
) -> Iterator[Counted]:
    """The counted things of a clause; brackets that hold figures stand apart from the words around them."""
    mark = MARK.match(text, sentence.start, sentence.end) if sentence.number == 0 else None
    first = max(clause.start, mark.end()) if mark and mark.end() < clause.end else clause.start
    breaks = [first, *(at for at in brackets if first < at < clause.end), clause.end]
    for start, end in pairwise(breaks):
        inside = [group for group in groups if start <= group[0].start < end]
        bracket = start > sentence.start and text[start - 1 : start] in ("（", "(")
        yield from reader.read(Segment(start, end, bracket), inside)


def _brackets(text: str, sentence: Sentence, groups: list[list[Quantity]]) -> list[int]:
    """Offsets right after the signs of the brackets that hold a figure."""
    found: list[int] = []
    opened = -1
    for at in range(sentence.start, sentence.end):
        if text[at] in "（(":
            opened = at
        elif text[at] in "）)" and opened >= 0:
            if any(opened < group[0].start < at for group in groups):
                found += [opened + 1, at + 1]
            opened = -1
    return found


def _fact(document: Document, sentence: Sentence, counted: Counted, whose: Whose, year: str) -> IndicatorFact:
    quantity = counted.quantity
    value = (quantity.start, quantity.end)
    evidence = Evidence(
        doc=document.doc,
        section=sentence.block.path,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        rule=counted.rule,
        marks=(whose.mark, value) if whose.mark else (value,),
        carried=whose.carried,
    )
    return IndicatorFact(
        subject=whose.entity.name,
        subject_type=whose.entity.type,
        name=whose.name(counted.name),
        value=quantity.value,
        unit=quantity.unit,
        bound=quantity.bound,
        deadline=year,
        evidence=evidence,
    )
