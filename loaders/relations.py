"""Relations between the named entities of a document: only what its sentences state, each with its place.

One pass over the sentences. In each clause the words of data/rules/relations.toml govern the rows of
names beside them; who does it is told by `subjects`; what a name says by itself by `inside`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config import ROOT
from graph.facts import RelationFact, Span
from graph.schema import load_schema
from loaders.authors import AuthorWords, find_authors, load_author_words
from loaders.clauses import Group, Sentence, read_sentences
from loaders.cues import Cue, CueBook, Hit, Manner, load_cues, load_manner
from loaders.documents.model import META, Document
from loaders.inside import InsideRules, find_inside, load_inside
from loaders.names import DocumentNames, Named
from loaders.places import Place
from loaders.statement import Statement, evidence_of
from loaders.subjects import Subjects, SubjectWords, load_subject_words

DATA = ROOT / "data"


Marked = tuple[Named, Span | None]


@dataclass(frozen=True, slots=True)
class RelationKnowledge:
    """All that finding relations needs from `data/`."""

    cues: CueBook
    manner: Manner
    subjects: SubjectWords
    inside: InsideRules
    authors: AuthorWords


def load_relation_knowledge(folder: Path = DATA) -> RelationKnowledge:
    """Read the rules in `folder`; raises DataFileError for a row that can't be used."""
    return RelationKnowledge(
        load_cues(folder),
        load_manner(folder),
        load_subject_words(folder),
        load_inside(folder),
        load_author_words(folder),
    )


def find_relations(
    document: Document, names: DocumentNames, knowledge: RelationKnowledge
) -> tuple[RelationFact, ...]:
    """The relations that the document states, in the order of their places; one fact a statement.

    A pair that several sentences state has a fact for each; the same sentence states a pair once.
    """
    facts: dict[tuple, RelationFact] = {}
    for statement in _statements(document, names, knowledge):
        if fact := _fact(document, statement):
            ends = (fact.head, fact.head_type), (fact.tail, fact.tail_type)
            if not load_schema().relations[fact.type].directed:
                ends = tuple(sorted(ends))
            facts.setdefault((fact.type, ends, fact.evidence.start, fact.evidence.end), fact)
    return tuple(
        sorted(facts.values(), key=lambda fact: (fact.evidence.start, fact.evidence.marks, fact.type))
    )


def _statements(
    document: Document, names: DocumentNames, knowledge: RelationKnowledge
) -> Iterator[Statement]:
    sentences = list(read_sentences(document, names))
    reader = _Reader(knowledge, Subjects(knowledge.subjects, names))
    for sentence in sentences:
        yield from reader.read(sentence)
    yield from find_inside(sentences, names, knowledge.inside)
    yield from find_authors(sentences, names, knowledge.authors)


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


@dataclass(slots=True)
class _Reader:
    """Reads sentences in order, for subjects are carried from one to the next."""

    knowledge: RelationKnowledge
    subjects: Subjects

    def read(self, sentence: Sentence) -> Iterator[Statement]:
        self.subjects.enter(sentence)
        hits = self.knowledge.cues.hits(sentence.masked, sentence.start)
        for number, clause in enumerate(sentence.clauses):
            inside = [hit for hit in hits if clause.start <= hit.start < clause.end]
            objects: set[Group] = set()
            for hit in inside:
                for cue in hit.cues:
                    yield from self._apply(sentence, number, inside, hit, cue, objects)
            self.subjects.read(sentence, clause, objects)

    def _apply(
        self, sentence: Sentence, number: int, hits: list[Hit], hit: Hit, cue: Cue, objects: set[Group]
    ) -> Iterator[Statement]:
        clause = sentence.clauses[number]
        place = Place(sentence, clause, hits, hit, cue)
        if not place.allowed() or self.knowledge.manner.denied(sentence.between(clause.start, hit.start)):
            return
        if cue.row.head == "members":
            for (one, first), (other, second) in place.pairs():
                yield self._say(place, (one, first), (other, second), "", sentence)
            return
        groups = place.groups(cue.row.tail, cue.tails)
        if cue.row.tail == "before" or (cue.row.tail == "prep" and not cue.row.joint):
            objects.update(groups)
        named = [(tail, mention.span) for group in groups for tail, mention in group.having(cue.tails)]
        if not named:
            return
        for head, carried, where in self._heads(place, objects.union(groups)):
            for tail in named:
                yield self._say(place, head, tail, carried, where)

    def _heads(self, place: Place, objects: set[Group]) -> Iterator[tuple[Marked, str, Sentence]]:
        cue, sentence = place.cue, place.sentence
        if cue.row.head != "subject":
            for group in place.groups(cue.row.head, cue.heads, objects):
                yield from (
                    ((entity, mention.span), "", sentence) for entity, mention in group.having(cue.heads)
                )
            return
        subject = self.subjects.find(sentence, place.clause, place.hit.start, cue.heads, objects)
        if subject is None or (subject.carried and (not cue.row.carry or sentence.block.kind == META)):
            return
        spans = subject.spans or (None,) * len(subject.entities)
        for entity, span in zip(subject.entities, spans, strict=True):
            yield (entity, span), subject.carried, subject.sentence or sentence

    def _say(self, place: Place, head: Marked, tail: Marked, carried: str, where: Sentence) -> Statement:
        row, sentence = place.cue.row, place.sentence
        reach = max(place.hit.end, tail[1][0] if tail[1] else 0)
        status = row.status or self.knowledge.manner.status(sentence.between(place.clause.start, reach))
        if row.turned:
            head, tail = tail, head
        return Statement(
            row.relation, head[0], tail[0], head[1], tail[1], sentence, where, row.id, carried, status
        )
