"""Relations between the named entities of a document: only what its sentences state, each with its place.

One pass over the sentences. In each clause the words of data/rules/relations.toml govern the rows of
names beside them; who does it is told by `subjects`; what a name says by itself by `inside`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from config import ROOT
from graph.facts import RelationFact
from graph.schema import load_schema
from loaders.authors import BODIES, AuthorWords, find_authors, find_issuers, load_author_words
from loaders.clauses import Group, Sentence, read_sentences
from loaders.cues import CueBook, Manner, load_cues, load_manner, load_weaker
from loaders.documents.model import META, Document
from loaders.ends import named, owners_of, several_of
from loaders.holding import (
    HoldingWords,
    find_members,
    find_parties,
    find_quarters,
    is_report,
    load_holding_words,
    parties_of,
)
from loaders.inside import find_inside
from loaders.inside_rules import InsideRules, load_inside
from loaders.items import find_item
from loaders.names import DocumentNames, Named
from loaders.places import Place
from loaders.pronouns import PronounWords, load_pronouns, resolve
from loaders.respective import Head, Marked, paired
from loaders.speaker import find_speakers
from loaders.statement import Statement, evidence_of
from loaders.subject_words import SubjectWords, load_subject_words
from loaders.subjects import Doing, Subject, Subjects
from loaders.traditional import Traditional

DATA = ROOT / "data"


TOGETHER, PART_OF, SUPPORTS = "COORDINATES_WITH", "PART_OF", "SUPPORTS"
IMPLEMENTS, ISSUES = "IMPLEMENTS", "ISSUES"
POLICY = frozenset(("Policy",))
PARTNER = re.compile(r"(?:与|同)□+(?!.*相比)[^□]{0,6}")
"""A clause that names a partner and nothing more."""
ANY = re.compile("")
HERE = frozenset(("after", "before", "prep"))
"""Where a tail stands in the clause itself."""
PROJECTS = frozenset(("Project",))
MAKING = frozenset(("BUILDS", "ISSUES"))
JOINT_PLAN = "inside-joint-plan"
"""The row of names that says who shares in a plan."""

ENDS = ("。", "；", "！", "：", ".”", "。”")
"""How prose ends; a line of a letterhead does not."""


@dataclass(frozen=True, slots=True)
class RelationKnowledge:
    """All that finding relations needs from `data/`."""

    cues: CueBook
    manner: Manner
    subjects: SubjectWords
    weaker: dict[str, frozenset[str]]
    inside: InsideRules
    holding: HoldingWords
    authors: AuthorWords
    pronouns: PronounWords
    traditional: Traditional


def load_relation_knowledge(folder: Path = DATA) -> RelationKnowledge:
    """Read the rules in `folder`; raises DataFileError for a row that can't be used."""
    return RelationKnowledge(
        load_cues(folder),
        load_manner(folder),
        load_subject_words(folder),
        load_weaker(folder),
        load_inside(folder),
        load_holding_words(folder),
        load_author_words(folder),
        load_pronouns(folder),
        Traditional(),
    )


def find_relations(
    document: Document,
    names: DocumentNames,
    knowledge: RelationKnowledge,
    sentences: Sequence[Sentence] | None = None,
) -> tuple[RelationFact, ...]:
    """The relations that the document states, in the order of their places; one fact a statement.

    A pair that several sentences state has a fact for each; the same sentence states a pair once.
    Where the document states a stronger relation of a pair, the weaker one is left out: who builds a
    park also takes part in it. The places that a joint plan names take part in it, and no more.
    `sentences` are the document's, read here where they are not given.
    """
    facts: dict[tuple, RelationFact] = {}
    for statement in _statements(document, names, knowledge, sentences):
        if fact := _fact(document, statement):
            ends = (fact.head_type, fact.head), (fact.tail_type, fact.tail)
            if not load_schema().relations[fact.type].directed:
                ends = min(ends), max(ends)
            facts.setdefault((fact.type, *ends, fact.evidence.start, fact.evidence.end), fact)
    stated = {key[:3] for key in facts}
    shared = {key[1:3] for key, fact in facts.items() if fact.evidence.rule == JOINT_PLAN}
    stated -= {(IMPLEMENTS, *ends) for ends in shared}
    kept = [
        fact
        for (relation, *ends, _, _), fact in facts.items()
        if not any((other, *ends) in stated for other in knowledge.weaker.get(relation, ()))
        and not (relation == IMPLEMENTS and tuple(ends) in shared)
    ]
    return tuple(sorted(kept, key=lambda fact: (fact.evidence.start, fact.evidence.marks, fact.type)))


def _statements(
    document: Document,
    names: DocumentNames,
    knowledge: RelationKnowledge,
    given: Sequence[Sentence] | None,
) -> Iterator[Statement]:
    reading = knowledge.traditional.simplify(document.text)
    as_written = reading == document.text
    read = given if given is not None and as_written else read_sentences(document, names, reading)
    openers = knowledge.subjects.openers
    sentences = list(resolve(read, names.issuer, knowledge.pronouns, openers, reading))
    inside = list(find_inside(sentences, names, knowledge.inside, knowledge.manner, reading))
    parties = parties_of(sentences, knowledge.holding)
    speakers = tuple(parties) or find_speakers(sentences, names, knowledge.subjects)
    subjects = Subjects(knowledge.subjects, names, speakers)
    report = is_report(sentences, knowledge.holding)
    reader = _Reader(knowledge, subjects, _own_plans(inside, speakers), report)
    issued = list(find_issuers(sentences, knowledge.authors))
    titles = {one.tail for one in issued}
    for sentence in sentences:
        for one in reader.read(sentence):
            # Whom the letterhead or the closing names issues what the title names, not the area meant.
            if one.relation != ISSUES or one.head_mark or one.tail not in titles:
                yield one
    yield from issued
    yield from inside
    yield from find_parties(parties)
    yield from find_authors(sentences, knowledge.authors)


def _own_plans(inside: list[Statement], speakers: tuple[Named, ...]) -> dict[Named, list[Marked]]:
    """Joint plans (《甲与乙融合方案》) that a part of a speaker's area shares in, with their places."""
    parts = {one.head for one in inside if one.relation == PART_OF and one.tail in speakers}
    plans: dict[Named, list[Marked]] = {}
    for one in inside:
        if one.rule == JOINT_PLAN:
            plans.setdefault(one.tail, []).append((one.head, one.head_mark))
    return {plan: places for plan, places in plans.items() if any(place in parts for place, _ in places)}


def _fact(document: Document, statement: Statement) -> RelationFact | None:
    """The fact, None where the schema does not allow its ends or they are one and the same."""
    relation = load_schema().relations[statement.relation]
    head, tail = statement.head, statement.tail
    if head == tail or head.type not in relation.heads or tail.type not in relation.tails:
        return None
    return RelationFact(
        statement.relation,
        head.name,
        head.type,
        tail.name,
        tail.type,
        evidence_of(document, statement),
        statement.status,
    )


def _is_prose(sentence: Sentence) -> bool:
    """Whether a sentence can leave out who does it: not a line of a letterhead or signature."""
    return sentence.block.kind != META or sentence.text.rstrip().endswith(ENDS)


@dataclass(slots=True)
class _Clause:
    """What a clause has shown: groups that are objects, partners who act with its subject, what it makes."""

    objects: set[Group] = field(default_factory=set)
    partners: list[Group] = field(default_factory=list)
    made: list[Marked] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Reads sentences in order, for subjects are carried from one to the next."""

    knowledge: RelationKnowledge
    subjects: Subjects
    own_plans: dict[Named, list[Marked]]
    report: bool = False
    made: list[Marked] = field(default_factory=list)
    """What the clauses of the sentence made last."""

    def read(self, sentence: Sentence) -> Iterator[Statement]:
        self.subjects.enter(sentence)
        self.made = []
        hits = self.knowledge.cues.hits(sentence.masked, sentence.start)
        pending: tuple[Group, ...] = ()
        yield from find_item(sentence, self.subjects)
        for clause in sentence.clauses:
            inside = [hit for hit in hits if clause.start <= hit.start < clause.end]
            read = _Clause()
            if sentence.between(clause.start - 1, clause.start) == "；":
                self.made = []
            types = {
                entity.type
                for group in clause.groups
                for item in group.items
                for mention in (*item.owners, item.mention)
                for entity in mention.entities
            }
            for hit in inside:
                cues = [
                    cue
                    for cue in hit.cues
                    if pending or cue.row.tail not in HERE or not cue.tails.isdisjoint(types)
                ]
                if not cues or self.knowledge.manner.denied(sentence.between(clause.start, hit.start)):
                    continue
                for cue in cues:
                    yield from self._apply(Place(sentence, clause, inside, hit, cue, pending), read)
            yield from find_members(sentence, clause, self.knowledge.holding)
            if "Park" in types:
                area = self.subjects.area()
                own = [] if self.report else self.subjects.own(sentence, clause)
                yield from find_quarters(sentence, clause, own, area, self.knowledge.holding)
            self.subjects.read(sentence, clause, read.objects)
            self.made = read.made or self.made
            alone = PARTNER.fullmatch(sentence.between(clause.start, clause.end))
            pending = clause.groups if alone and not inside else ()
            for group in clause.groups:
                for policy, _ in group.having(POLICY):
                    self.subjects.hand_over(self.own_plans.get(policy, []), sentence)

    def _apply(self, place: Place, read: _Clause) -> Iterator[Statement]:
        row = place.cue.row
        if not place.allowed():
            return
        if row.head == "members":
            pairs, where = place.pairs(), place.sentence
            if not pairs:
                pairs, where = self._pairs_before(place, read)
            for one, other in pairs:
                yield self._say(place, one, other, "", where)
        elif row.head in ("opening", "openings"):
            yield from self._example(place)
        else:
            yield from self._joined(place, read)

    def _joined(self, place: Place, read: _Clause) -> Iterator[Statement]:
        """Every head with every tail; notes what the clause has shown on the way."""
        cue = place.cue
        groups = place.groups(cue.row.tail, cue.tails)
        if cue.row.tail == "before" or (cue.row.tail == "prep" and not cue.row.joint):
            read.objects.update(groups)
        tails = named(groups, cue.tails, cue.tail_names)
        if cue.row.owners:
            tails += owners_of(groups, cue.tails)
        heads = list(self._heads(place, groups, read)) if tails else []
        several = dict(several_of(groups))
        for (head, carried, where), tail in paired(place, heads, tails):
            # 甲、乙 do nothing to 两地 but what they do together.
            if cue.row.relation == TOGETHER or head[0] not in several.get(tail[1], ()):
                yield self._say(place, head, tail, carried, where)
        if cue.row.joint and tails:
            read.partners.extend(groups)
        if cue.row.relation in MAKING:
            read.made.extend(tails)

    def _pairs_before(self, place: Place, read: _Clause) -> tuple[list[tuple[Marked, Marked]], Sentence]:
        """The pairs of a subject that is several (A与B抢抓机遇，深化合作), and the sentence that names it."""
        at = place.hit.start
        if any(group.end <= at for group in place.clause.groups):
            return [], place.sentence
        doing = Doing(place.sentence, place.clause, at, read.objects)
        subject = self.subjects.find(doing, place.cue.heads)
        if (
            subject is None
            or subject.carried
            or not (subject.joined or (place.cue.row.joint and subject.listed))
        ):
            return [], place.sentence
        pairs = combinations(zip(subject.entities, subject.spans, strict=True), 2)
        return list(pairs), subject.sentence or place.sentence

    def _example(self, place: Place) -> Iterator[Statement]:
        """比如 or 其中 after a paragraph about a place: what then stands like a subject is its own."""
        cue, sentence = place.cue, place.sentence
        topic = self.subjects.topic(cue.tails, cue.row.tail == "area")
        openings = [group for clause in sentence.clauses for group in self.subjects.own(sentence, clause)]
        openings = [group for group in openings if group.start >= place.hit.end]
        if topic is None:
            return
        where, spans = topic.sentence or sentence, topic.spans or (None,)
        chosen = openings if cue.row.head == "openings" else openings[:1]
        for entity, mark in named(chosen, cue.heads, cue.head_names):
            for other, span in zip(topic.entities, spans, strict=True):
                yield Statement(
                    cue.row.relation, entity, other, mark, span, sentence, where, cue.id, topic.carried
                )

    def _heads(self, place: Place, groups: list[Group], read: _Clause) -> Iterator[Head]:
        cue, sentence = place.cue, place.sentence
        objects = read.objects.union(groups)
        line = self._line(place, set(groups)) if cue.row.head == "line" else []
        if cue.row.head == "made" or (cue.row.result and self._follows_from(place)):
            fits = cue.head_names or ANY
            made = [head for head in self.made if head[0].type in cue.heads and fits.search(head[0].name)]
            yield from ((head, "", sentence) for head in made)
            if made or cue.row.head == "made" or cue.row.relation == SUPPORTS:
                return
        if line or cue.row.head not in ("subject", "line"):
            found = line or place.groups(cue.row.head, cue.heads, objects)
            yield from ((head, "", sentence) for head in named(found, cue.heads, cue.head_names))
            return
        yield from self._doers(place, groups, read)

    def _doers(
        self, place: Place, groups: list[Group], read: _Clause
    ) -> Iterator[tuple[Marked, str, Sentence]]:
        """Who does it: whose the things before the words are, the other side of 与, or the subject."""
        cue, sentence = place.cue, place.sentence
        before = cue.row.tail == "before" and cue.row.relation != SUPPORTS
        owners = [owner for group in groups for owner in group.items[0].owners if before]
        if owned := [
            (one, owner.span) for owner in owners for one in owner.entities if one.type in cue.heads
        ]:
            yield from ((head, "", sentence) for head in owned)
            return
        side = place.other_side(groups) if cue.row.tail == "prep" else None
        if side is not None and side.having(cue.heads | PROJECTS):
            yield from ((head, "", sentence) for head in named([side], cue.heads, cue.head_names))
            return
        subject = self._subject(place, groups, read.objects.union(groups))
        if subject is None or (subject.carried and (not cue.row.carry or not _is_prose(sentence))):
            return
        if cue.row.relation == "BUILDS":
            subject = self.subjects.without_quarters(subject)
        for entity, span in subject.marked(sentence, cue.row.relation == TOGETHER):
            if not cue.head_names or cue.head_names.search(entity.name):
                yield (entity, span), subject.carried, subject.sentence or sentence
        if cue.row.relation != TOGETHER:
            partners = [group for group in read.partners if group.end <= place.hit.start]
            yield from ((head, "", sentence) for head in named(partners, cue.heads, cue.head_names))

    def _subject(self, place: Place, groups: list[Group], objects: set[Group]) -> Subject | None:
        """Who does it; a body of the sentence that fits the row before a place carried on."""
        cue, sentence, clause = place.cue, place.sentence, place.clause
        # Where a thing is the subject of the clause, it is no park's or company's of the clauses beside.
        beside = cue.row.tail == "before" and self.subjects.opens(sentence, clause, groups)
        doing = Doing(sentence, clause, place.hit.start, objects, beside)
        subject = self.subjects.find(doing, cue.heads)
        if cue.bodies and (subject is None or subject.carried):
            body = self.subjects.find(doing, BODIES)
            if (
                body
                and (subject is None or not body.carried)
                and all(cue.bodies.search(one.name) for one in body.entities)
            ):
                return body
        return subject

    def _line(self, place: Place, objects: set[Group]) -> list[Group]:
        """The project before the words: of the clause, or of one before where the clause has no subject."""
        leads = self.subjects.leads(place.sentence, place.clause)
        return place.groups("before" if leads else "named", PROJECTS, objects)

    def _follows_from(self, place: Place) -> bool:
        """Whether the clause tells what comes of what the sentence has just made."""
        return bool(self.made) and not self.subjects.leads(place.sentence, place.clause)

    def _say(self, place: Place, head: Marked, tail: Marked, carried: str, where: Sentence) -> Statement:
        row, sentence = place.cue.row, place.sentence
        reach = max(place.hit.end, tail[1][0] if tail[1] else 0)
        status = row.status or self.knowledge.manner.status(sentence.between(place.clause.start, reach))
        if row.turned:
            head, tail = tail, head
        return Statement(
            row.relation, head[0], tail[0], head[1], tail[1], sentence, where, row.id, carried, status
        )
