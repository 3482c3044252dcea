"""Facts of many documents in, one graph out: a node a thing, an edge a (head, type, tail), all evidence kept.

The graph is a function of the set of facts: order and repeats of the documents change nothing.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from config import ROOT
from graph.facts import THIS_DOCUMENT, DocumentFact, DocumentFacts, EntityFact, Evidence, IndicatorFact
from graph.identity import ALIAS, SPELLING, TYPE, Local, Thing, identify
from graph.model import Entity, Graph, Merge, Relation
from graph.naming import fold, is_identifying, short_form
from graph.schema import DOCUMENT, HAS_INDICATOR, INDICATOR, MENTIONED_IN, load_schema

STATUSES = ("", "done", "under_way", "planned", "reported")
"""What evidence may say of a relation, the furthest first: a plain statement says most."""

UNCOUNTED = frozenset({MENTIONED_IN, HAS_INDICATOR})
"""The types of relation that do not count towards a degree."""


STAMP = "resolver"
"""The key of the stamp among a document's details; it is not shown to people."""

_RULES = ("graph/resolve.py", "graph/identity.py", "graph/naming.py", "data/schema/resolution.toml")


@cache
def resolver_stamp() -> str:
    """What tells one state of the rules of resolution from another: a hash of the files that hold them.

    It stands in the details of every document's node, so that a store says which rules its graph is of.
    """
    digest = hashlib.sha256()
    for name in _RULES:
        digest.update((ROOT / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def make_id(*parts: str) -> str:
    """An id of 16 hex digits, the same for the same parts in every run and store."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def document_id(doc: str) -> str:
    """The id of the node of a document."""
    return make_id(DOCUMENT, doc)


def resolve(documents: Iterable[DocumentFacts]) -> Graph:
    """The graph of the documents, all parts ordered by id.

    Names of one type that read the same, or of which one document says that one stands for the other,
    are one entity (`graph.identity`), with a Merge for each form that differs from its name. That is the
    longest full name, then the one that most documents use; but rather one without a region in front
    (舟山群岛新区), with the short form of official words (经开区), and with a title than a number.

    An end of a relation that no entity fact names becomes an entity of that name. What merging turns into
    a relation of a thing with itself is left out. Places of one sentence that state one thing are one
    evidence; evidence is ordered by document and place.
    """
    corpus = _gather(documents)
    things, owner = identify(corpus.entities)
    nodes: dict[str, Entity] = {}
    of_thing: dict[int, str] = {}
    merges: list[Merge] = []
    for thing in things:
        entity = _entity(thing)
        nodes[entity.id] = entity
        of_thing[id(thing)] = entity.id
        merges += _merges(thing, entity)
    for about in corpus.documents.values():
        node = _document(about)
        nodes[node.id] = node
    ends = _Ends({local: of_thing[id(thing)] for local, thing in owner.items()})
    edges = _Edges()
    for fact in corpus.named:
        doc = fact.evidence.doc
        edges.add(MENTIONED_IN, ends.find(doc, fact.type, fact.name), document_id(doc), fact.evidence)
    for fact in corpus.relations:
        doc = fact.evidence.doc
        head, tail = ends.find(doc, fact.head_type, fact.head), ends.find(doc, fact.tail_type, fact.tail)
        edges.add(fact.type, head, tail, fact.evidence, fact.status)
    for entity, subject, fact in _indicators(corpus.indicators, ends, nodes):
        nodes[entity.id] = entity
        edges.add(HAS_INDICATOR, subject, entity.id, fact.evidence)
    relations = edges.relations()
    degrees = Counter(end for row in relations if row.type not in UNCOUNTED for end in (row.head, row.tail))
    entities = (replace(node, degree=degrees[node.id]) for node in nodes.values())
    return Graph(
        entities=tuple(sorted(entities, key=lambda node: node.id)),
        relations=relations,
        merges=tuple(sorted(set(merges), key=lambda row: (row.entity, row.name, row.doc, row.reason))),
    )


@dataclass(slots=True)
class _Corpus:
    """The facts of all documents, each once and in a fixed order; `entities` names all ends too."""

    documents: dict[str, DocumentFact] = field(default_factory=dict)
    named: list[EntityFact] = field(default_factory=list)
    entities: list[EntityFact] = field(default_factory=list)
    relations: list = field(default_factory=list)
    indicators: list[IndicatorFact] = field(default_factory=list)


def _gather(documents: Iterable[DocumentFacts]) -> _Corpus:
    corpus = _Corpus()
    named, relations, indicators = set(), set(), set()
    for facts in documents:
        known = corpus.documents.get(facts.doc, facts.document)
        corpus.documents[facts.doc] = min(known, facts.document, key=repr)
        named.update(facts.entities)
        relations.update(facts.relations)
        indicators.update(facts.indicators)
    corpus.named = sorted(named, key=repr)
    corpus.relations = sorted(relations, key=repr)
    corpus.indicators = sorted(indicators, key=repr)
    known = {(fact.evidence.doc, fact.type, fold(fact.name)) for fact in named}
    corpus.entities = [*corpus.named, *_unnamed_ends(corpus, known)]
    return corpus


def _unnamed_ends(corpus: _Corpus, known: set[Local]) -> Iterator[EntityFact]:
    """Entity facts for the ends of relations and indicators that have none of their own."""
    ends = [
        end
        for row in corpus.relations
        for end in ((row.head_type, row.head, row.evidence), (row.tail_type, row.tail, row.evidence))
    ]
    ends += [(row.subject_type, row.subject, row.evidence) for row in corpus.indicators]
    for kind, name, evidence in ends:
        local = evidence.doc, kind, fold(name)
        if kind != DOCUMENT and name != THIS_DOCUMENT and local not in known:
            known.add(local)
            yield EntityFact(kind, name, (), replace(evidence, marks=()))


@dataclass(frozen=True, slots=True)
class _Ends:
    """Which node each document's own names are."""

    owner: dict[Local, str]

    def find(self, doc: str, kind: str, name: str) -> str:
        if kind == DOCUMENT or name == THIS_DOCUMENT:
            return document_id(doc)
        return self.owner[doc, kind, fold(name)]


@dataclass(slots=True)
class _Edges:
    """Edges as they gather their evidence, by (type, head, tail)."""

    evidence: dict[tuple[str, str, str], list[Evidence]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, kind: str, head: str, tail: str, evidence: Evidence, status: str = "") -> None:
        if head == tail:
            return
        if not load_schema().relations[kind].directed and tail < head:
            head, tail = tail, head
            evidence = replace(evidence, marks=evidence.marks[::-1])
        self.evidence[kind, head, tail].append(evidence)
        self.statuses[kind, head, tail].add(status)

    def relations(self) -> tuple[Relation, ...]:
        rows = []
        for (kind, head, tail), places in self.evidence.items():
            status = min(self.statuses[kind, head, tail], key=STATUSES.index)
            evidence = _once(places, every_mark=kind == MENTIONED_IN)
            rows.append(Relation(make_id(head, kind, tail), kind, head, tail, evidence, status))
        return tuple(sorted(rows, key=lambda row: row.id))


def _once(places: Iterable[Evidence], every_mark: bool) -> tuple[Evidence, ...]:
    """One evidence a place: the one that carries least from elsewhere, then by rule and marks.

    With `every_mark` it shows the marks of all: each mention in the sentence.
    """
    groups: dict[tuple[str, int, int], list[Evidence]] = defaultdict(list)
    for place in places:
        groups[place.doc, place.start, place.end].append(place)
    kept = []
    for _, group in sorted(groups.items()):
        best = min(group, key=lambda row: (row.carried != "", row.carried, row.rule, row.marks, row.section))
        if every_mark:
            best = replace(best, marks=tuple(sorted({mark for row in group for mark in row.marks})))
        kept.append(best)
    return tuple(kept)


def _entity(thing: Thing) -> Entity:
    names: Counter[str] = Counter()
    docs: dict[str, set[str]] = defaultdict(set)
    aliases: set[str] = set()
    for form in thing.forms:
        names += form.names
        aliases |= form.aliases
        for name, where in form.docs.items():
            docs[name] |= where
    prefixed = {name for form in thing.forms if form.key in thing.prefixed for name in form.names}
    name = min(names, key=lambda name: (name in prefixed, *_fullness(name, len(docs[name]), names[name])))
    kind, folded, doc = next(form.key for form in thing.forms if name in form.names)
    others = sorted((aliases | set(names)) - {name}, key=lambda other: (-len(other), other))
    return Entity(make_id(kind, folded, doc), kind, name, tuple(others))


def _fullness(name: str, docs: int, mentions: int) -> tuple:
    """Sorts the fullest form that readers use first: no bare number, no official long form of a word, then
    long, in many documents, often said.
    """
    folded = fold(name)
    return is_identifying(folded), short_form(folded) != folded, -len(folded), -docs, -mentions, name


def _merges(thing: Thing, entity: Entity) -> Iterator[Merge]:
    """A row for each form of each document that differs from the entity's name or type."""
    for form in thing.forms:
        for name, docs in form.docs.items():
            for doc in docs:
                if form.types[doc] - {entity.type}:
                    yield Merge(entity.id, name, doc, TYPE)
                if fold(name) != fold(entity.name):
                    yield Merge(entity.id, name, doc, thing.reasons.get(form.key, ALIAS))
                elif name != entity.name:
                    yield Merge(entity.id, name, doc, SPELLING)


def _document(about: DocumentFact) -> Entity:
    details = {
        "file": about.doc,
        "title": about.title,
        "issuer": about.issuer,
        "number": about.number,
        "date": about.date,
        "genre": about.genre,
        STAMP: resolver_stamp(),
    }
    aliases = (about.number,) if about.number else ()
    return Entity(document_id(about.doc), DOCUMENT, about.title or about.doc, aliases, details)


def _indicators(
    facts: Iterable[IndicatorFact], ends: _Ends, nodes: dict[str, Entity]
) -> Iterator[tuple[Entity, str, IndicatorFact]]:
    """Each fact with its indicator's node and its subject's id; equal indicators give one node."""
    groups: dict[tuple[str, ...], list[IndicatorFact]] = defaultdict(list)
    for fact in facts:
        subject = ends.find(fact.evidence.doc, fact.subject_type, fact.subject)
        key = (subject, fold(fact.name), fact.value, fold(fact.unit), fact.bound, fact.deadline)
        groups[key].append(fact)
    for key, group in groups.items():
        names = Counter(fact.name for fact in group)
        name = min(names, key=lambda name: (-names[name], name))
        details = {
            "subject": nodes[key[0]].name,
            "value": group[0].value,
            "unit": min(fact.unit for fact in group),
            "bound": group[0].bound,
            "deadline": group[0].deadline,
        }
        others = tuple(sorted(set(names) - {name}))
        entity = Entity(make_id(INDICATOR, *key), INDICATOR, name, others, details)
        for fact in group:
            yield entity, key[0], fact
