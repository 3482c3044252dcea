"""Mentions and figures to indicators: whose figure it is, what it counts, its value, bound and year."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from config import ROOT
from graph.facts import Evidence, IndicatorFact, Span
from loaders.clauses import AGENTS, Clause, Group, Sentence, read_sentences
from loaders.counted import OWNERS, PAIRED, Counted, Owner, Segment
from loaders.counting import CountedReader
from loaders.deadlines import Deadlines, YearWords, load_year_words
from loaders.documents.cleaning import MARK
from loaders.documents.model import META, PARAGRAPH, TITLE, Block, Document
from loaders.figures import NameWords, load_name_words
from loaders.names import DocumentNames, Named
from loaders.quantities import Quantity, find_quantities
from loaders.quantity_rules import QuantityRules, load_quantity_rules
from loaders.subjects import ISSUER, Doing, Subject, Subjects, SubjectWords, load_subject_words

DATA = ROOT / "data"
FILE = "indicators.toml"

_PLACES = frozenset(("NewArea", "NewTown", "Park", "Region"))
_PLACE_ENDS = "省市区县州盟旗"
_TAIL = 6
"""Characters between the thing that a clause ends with and its end: 项目, 工程建设."""


@dataclass(frozen=True, slots=True)
class IndicatorKnowledge:
    """What finding indicators needs to know, loaded once."""

    quantities: QuantityRules
    names: NameWords
    years: YearWords
    subjects: SubjectWords


def load_indicator_knowledge(folder: Path = DATA) -> IndicatorKnowledge:
    """The rules of data/rules/indicators.toml and the words about subjects; raises DataFileError."""
    path = folder / "rules" / FILE
    return IndicatorKnowledge(
        load_quantity_rules(path), load_name_words(path), load_year_words(path), load_subject_words(folder)
    )


def find_indicators(
    document: Document, names: DocumentNames, knowledge: IndicatorKnowledge
) -> tuple[IndicatorFact, ...]:
    """Every target and reported figure of the document's paragraphs, in the order of the text.

    A figure without a name, or in a document that shows nobody whose it could be, is left out.
    """
    subjects = Subjects(knowledge.subjects, names)
    deadlines = Deadlines(document, knowledge.years)
    mentions = sorted(names.mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in mentions]
    speaker = names.issuer or _speaker(document, names)
    facts: list[IndicatorFact] = []
    for sentence in read_sentences(document, names):
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
        years = deadlines.marks(span)
        inside = [mention for mention in here if mention.start >= span[0]]
        reader = CountedReader(document.text, inside, knowledge.names, _rows(sentence), span[0])
        brackets = _brackets(document.text, sentence, groups)
        spoken = _Spoken(subjects, sentence, names, knowledge.names, speaker)
        for clause in sentence.clauses:
            for counted in _read_clause(document.text, sentence, clause, groups, brackets, reader):
                subject = spoken.owner(counted, clause)
                if subject is not None:
                    at = counted.quantity.start
                    year = counted.year or (
                        deadlines.year_of(at, years, sentence.block, target=counted.target)
                        if not counted.was
                        else ""
                    )
                    facts.append(_fact(document, sentence, counted, subject, year))
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


@dataclass(slots=True)
class _Whose:
    entity: Named
    mark: Span | None
    carried: str
    prefix: str = ""


@dataclass(slots=True)
class _Spoken:
    """Whose the figures of one sentence are: named at the figure, else in the sentence, else carried on."""

    subjects: Subjects
    sentence: Sentence
    names: DocumentNames
    words: NameWords
    speaker: Named | None
    last: _Whose | None = None
    thing: _Whose | None = None

    def owner(self, counted: Counted, clause: Clause) -> _Whose | None:
        """The entity whose figure it is; None where the document shows nobody."""
        if counted.owners:
            self.last = _one_of(_named(counted.owners), self.names)
            return self.last
        at = counted.quantity.start
        if thing := self._thing(counted, clause):
            self.thing = self.last = thing
            return thing
        passed = self._origins(clause)
        subject = self.subjects.find(Doing(self.sentence, clause, at, passed), OWNERS)
        if self.thing and self._goes_on(self.thing, subject, at):
            return self.thing
        if self.last is not None and self.last is self.thing:
            self.last = None
        if counted.rule == PAIRED and subject is not None and len(subject.entities) > 1:
            subject = None  # the clause's row of names was read as the names of the figures
        elif subject is not None and self._is_object(subject):
            subject = self.subjects.find(Doing(self.sentence, clause, at, passed), AGENTS)
        if self.last is not None and (subject is None or subject.carried):
            return self.last
        if subject is None:
            if self.speaker is None:
                return None
            subject = Subject((self.speaker,), (), ISSUER)
        return _one_of(subject, self.names)

    def _origins(self, clause: Clause) -> set[Group]:
        """The names of a clause that only say where the things counted come from: 甲市转移项目."""
        start = self.sentence.start
        return {
            group
            for group in clause.groups
            if self.words.origins.opening(self.sentence.text, group.end - start)
        }

    def _thing(self, counted: Counted, clause: Clause) -> _Whose | None:
        """What the clause before ends with, where the figure is one that such a thing itself has.

        建设甲水库，总投资9亿元: a measure of what is built; 搭建甲平台，已接入社区58个: what it does.
        """
        words, text = self.words, self.sentence.text
        clauses = self.sentence.clauses
        number = clauses.index(clause)
        if number == 0 or not text[clauses[number - 1].end - self.sentence.start :].startswith("，"):
            return None
        before = clauses[number - 1]
        if not before.groups or len(before.groups[-1].items) > 1:
            return None
        mention = before.groups[-1].items[0].mention
        start = self.sentence.start
        tail = text[mention.end - start : before.end - start]
        here = text[clause.start - start : clause.end - start]
        if len(mention.entities) != 1 or mention.entities[0].type not in OWNERS:
            return None
        whose = _Whose(mention.entities[0], mention.span, "")
        kind = mention.entities[0].type
        if words.attributes.opening(counted.name) and kind in ("Project", "Park") and len(tail) <= _TAIL:
            return whose
        led = text[before.start - start : before.groups[-1].start - start].endswith(words.creations)
        return whose if led and not tail.strip("”’》") and here.startswith(words.performances) else None

    def _goes_on(self, thing: _Whose, subject: Subject | None, at: int) -> bool:
        """Whether a figure after one of a thing is the thing's too: nobody else was named since."""
        if thing.mark is None or "；" in self.sentence.between(thing.mark[1], at):
            return False
        return subject is None or bool(subject.carried) or subject.spans[-1][1] <= thing.mark[1]

    def _is_object(self, subject: Subject) -> bool:
        """Whether the subject is a project that is being built: nobody who reaches a target."""
        where = subject.sentence
        if where is None or any(entity.type != "Project" for entity in subject.entities):
            return False
        after = where.text[subject.spans[-1][1] - where.start :]
        return len(subject.entities) > 1 or after.startswith(self.words.stages)


def _named(owners: tuple[Owner, ...]) -> Subject:
    return Subject(tuple(entity for entity, _ in owners), tuple(span for _, span in owners))


def _one_of(subject: Subject, names: DocumentNames) -> _Whose | None:
    """The one entity that a subject stands for.

    Several places together (两市) are one only where the document names what they make up together
    (甲—乙一体化区域); else the figure is the issuer's, and its name says whose it is.
    """
    if len(subject.entities) == 1:
        return _Whose(subject.entities[0], subject.spans[0] if subject.spans else None, subject.carried)
    joint = _joint(subject.entities, names)
    mark = (subject.spans[0][0], subject.spans[-1][1]) if subject.spans else None
    if joint is not None:
        return _Whose(joint, mark, subject.carried)
    prefix = "、".join(dict.fromkeys(entity.name for entity in subject.entities))
    if names.issuer is not None and names.issuer not in subject.entities:
        return _Whose(names.issuer, None, ISSUER, prefix)
    return _Whose(subject.entities[0], mark, subject.carried, prefix)


def _joint(members: tuple[Named, ...], names: DocumentNames) -> Named | None:
    """The place of the document whose name holds those of all the members, the shortest name first."""
    cores = [member.name.rstrip(_PLACE_ENDS) if len(member.name) > 2 else member.name for member in members]
    fitting = [
        place
        for place in names.aliases
        if place.type in _PLACES
        and place not in members
        and any(all(core in form for core in cores) for form in (place.name, *names.aliases[place]))
    ]
    return min(fitting, key=lambda place: (len(place.name), place), default=None)


def _fact(
    document: Document, sentence: Sentence, counted: Counted, whose: _Whose, year: str
) -> IndicatorFact:
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
        name=whose.prefix + counted.name,
        value=quantity.value,
        unit=quantity.unit,
        bound=quantity.bound,
        deadline=year,
        evidence=evidence,
    )
