"""Who a clause speaks of: its own subject, or the one carried on from before.

A subject stands at the head of its clause, or after a word that gives it the deed (由, 支持, 推动).
Where a clause has none, the nearest earlier one holds: of the sentence, of the paragraph (where its
first sentence has one, or an example brings one), of the heading, at last the document's issuer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.facts import Span
from loaders.clauses import AGENTS, AREAS, DASH, WITH, Clause, Group, Sentence
from loaders.documents.model import HEADING, Block
from loaders.names import DocumentNames, Named
from loaders.places import split_at_with
from loaders.statement import FROM_HEADING, PARAGRAPH
from loaders.subject_words import SubjectWords

ISSUER, DOCUMENT = "issuer", "document"
BY = "以"
"""Stands before a name that is to lead (以甲区为龙头)."""
_FOREIGN = re.compile(r"国家|全国|国务院|中央|关于|.[省市区县州]")
"""What a policy's name holds that is not this document's own plan."""
THROUGH = "经"
"""Stands before one who is asked once (经国务院批准)."""
_QUARTER = re.compile(r"(?:组团|片区|板块|起步区|启动区)$")
_SCHOOL = re.compile(r"(?:大学|学院|学校|专科学校|[小中]学|医院|卫生院)$")
GIVING = 2
"""Characters of the words that give a deed and let it last."""
POLICY = frozenset(("Policy",))
PROJECT = frozenset(("Project",))
PERSON = frozenset(("Person",))
PLACES = AGENTS - {"Organization", "Enterprise"}
TOPICS = AGENTS | {"Project", "Policy"}


@dataclass(slots=True)
class Subject:
    """Who does it: entities with the words that stand for them, and where they were carried from.

    `spans` is empty for the issuer, who need not be named at all; `sentence` is where the words stand;
    `joined` whether 与 or one word (双方) joins them to one row, `listed` whether no dash cuts it (A—B、C—D).
    """

    entities: tuple[Named, ...]
    spans: tuple[Span, ...]
    carried: str = ""
    sentence: Sentence | None = None
    joined: bool = False
    listed: bool = False

    def marked(self, sentence: Sentence, together: bool) -> list[tuple[Named, Span | None]]:
        """The entities with their words, for what `sentence` says.

        Of several that an earlier sentence names only the first, and only where 与 joins them, goes on to
        work `together` with others (甲与乙签约。又联合丙…).
        """
        marked = list(zip(self.entities, self.spans or (None,) * len(self.entities), strict=True))
        if not together or len(marked) == 1 or self.sentence in (None, sentence):
            return marked
        return marked[:1] if self.joined else []


NO_ONE = Subject((), ())
"""Stands for a subject that does not do it, and leaves no one else to."""


@dataclass(slots=True)
class Doing:
    """Words at offset `at` that someone does; groups in `objects` are passed over.

    `beside` says that the clause has a thing as its subject (甲园发展乙，丙线通车): then it is no park's
    or company's of the clauses beside it.
    """

    sentence: Sentence
    clause: Clause
    at: int
    objects: set[Group]
    beside: bool = False


@dataclass(slots=True)
class Subjects:
    """The subjects in force while a document is read from front to back.

    `speakers` are meant where no one is named: the issuer, unless `find_speakers` found others.
    """

    words: SubjectWords
    names: DocumentNames
    speakers: tuple[Named, ...] = ()
    _sentence: Sentence | None = None
    _here: list[tuple[Group, Sentence]] = field(default_factory=list)
    _blocked: bool = False
    _handed: Subject | None = None
    _paragraph: tuple[Group, Sentence] | None = None
    _last: tuple[Group, Sentence] | None = None
    _several: tuple[Group, Sentence] | None = None
    _descriptive: bool = False
    _headings: dict[int, tuple[Group, Sentence]] = field(default_factory=dict)
    _block: Block | None = None
    _own: tuple[Clause | None, list[Group]] = (None, [])

    def enter(self, sentence: Sentence) -> None:
        """Start a sentence; what its own clauses say comes with `read`."""
        self._keep()
        if sentence.block is not self._block:
            self._block = sentence.block
            self._paragraph, self._last, self._several, self._descriptive = None, None, None, False
            if sentence.block.kind == HEADING:
                level = sentence.block.level
                self._headings = {at: kept for at, kept in self._headings.items() if at < level}
        self._sentence, self._here, self._blocked, self._handed = sentence, [], False, None
        if self._several and self.words.both.match(sentence.masked):
            self._here = [self._several]
        elif self._last and self.words.continues.match(sentence.masked):
            group, where = self._last
            # 又联合…: of 甲与乙 it is 甲 that goes on.
            alone = self.words.joins.match(sentence.masked)
            self._here = [(split_at_with(group)[0] if alone else group, where)]

    def _keep(self) -> None:
        """Carry the subject of the sentence that ends now, where it is one that lasts."""
        sentence = self._sentence
        if sentence is None or not sentence.clauses:
            return
        first = next(
            (kept for kept in self._here if self._may_open(sentence.between(sentence.start, kept[0].start))),
            None,
        )
        if sentence.block.kind == HEADING:
            if first is not None and first[0].having(AGENTS):
                self._headings[sentence.block.level] = first
        elif first is None:
            found = self.words.examples.match(sentence.masked)
            if found and self._here:
                self._paragraph = self._here[0]
        elif sentence.number == 0 and not self._is_aside(first[0]):
            self._paragraph, self._descriptive = first, True
        elif self._follows(first[0]) or self.words.examples.match(sentence.masked):
            self._paragraph = first
        self._last = first or self._last

    def _is_aside(self, group: Group) -> bool:
        """Whether the group is but schools or hospitals, in the paper of an area."""
        bodies, issuer = group.having(AGENTS), self.names.issuer
        schools = bodies and all(_SCHOOL.search(entity.name) for entity, _ in bodies)
        return bool(schools and issuer is not None and issuer.type in PLACES)

    def _follows(self, group: Group) -> bool:
        """Whether a paragraph that describes someone turns to the group: not from a place to a company."""
        topic = self._paragraph[0] if self._paragraph else None
        if topic is not None and any(entity == self.names.issuer for entity, _ in topic.having(PLACES)):
            return bool(group.having(PLACES - {"Park"}))
        return self._descriptive and (bool(group.having(PLACES)) or topic is None or not topic.having(PLACES))

    def own(self, sentence: Sentence, clause: Clause) -> list[Group]:
        """The groups of a clause that stand where a subject stands, in order."""
        if self._own[0] is not clause:
            self._own = clause, [group for group in clause.groups if self._is_own(sentence, clause, group)]
        return self._own[1]

    def _is_own(self, sentence: Sentence, clause: Clause, group: Group) -> bool:
        """Whether a group stands where a subject stands."""
        before = sentence.between(clause.start, group.start)
        after = sentence.between(group.end, clause.end)
        if before.endswith(BY) and self._may_open(before.removesuffix(BY)):
            rest = sentence.between(group.end, sentence.end)
            return bool(group.having(PLACES) and self.words.leading.match(rest))
        if not (self._may_open(before) or self.words.givers.search(before)):
            return False
        if self.words.not_subject.match(after):
            return False
        return not self.words.officers.match(after) or bool(group.having(PERSON))

    def _may_open(self, before: str) -> bool:
        """Whether a subject may stand behind these words of its clause: none, or some that only open it."""
        return not before or bool(self.words.openers.fullmatch(before))

    def opens(self, sentence: Sentence, clause: Clause, groups: Sequence[Group]) -> bool:
        """Whether the clause opens with one of the groups."""
        befores = (sentence.between(clause.start, group.start) for group in groups)
        return any(self._may_open(before) for before in befores)

    def leads(self, sentence: Sentence, clause: Clause) -> bool:
        """Whether the clause opens with names of its own, not with some that another gives the deed."""
        return self.opens(sentence, clause, self.own(sentence, clause))

    def read(self, sentence: Sentence, clause: Clause, objects: set[Group]) -> None:
        """Note the subject of a clause that was worked through; groups in `objects` turned out not to be."""
        words = sentence.between(clause.start, clause.end)
        if self.words.others.match(words) and self.words.speech.search(words):
            self._here, self._blocked = [], True
        for whole in self.own(sentence, clause):
            group = _without(whole, objects)
            if group is None:
                continue
            if group.having(PERSON):
                self._blocked = self._blocked or bool(self.words.speech.search(sentence.masked))
                continue
            before = sentence.between(clause.start, group.start)
            by = self.words.doers.sub("", before.removesuffix(BY))
            leads = not before.endswith(THROUGH) and self._may_open(by)
            # A place that is helped goes on doing (支持甲区建设A，发展B), a company or a school does not.
            lasts = self.words.lasting.search(before) and group.having(PLACES)
            if (leads or lasts) and group.having(TOPICS):
                self._here.append((group, sentence))
                self._blocked = False
                if len(whole.having(AGENTS)) > 1:
                    self._several = whole, sentence
            break

    def hand_over(self, places: Sequence[tuple[Named, Span | None]], sentence: Sentence) -> None:
        """Let the rest of the sentence speak of these, which a plan named in it is for."""
        if places:
            spans = tuple(span for _, span in places if span)
            self._handed = Subject(tuple(place for place, _ in places), spans, "", sentence, True)

    def find(self, doing: Doing, heads: frozenset[str]) -> Subject | None:
        """The subject, of one of the types `heads`, of the words; None where no one is named.

        Where a project is the subject of the sentence and no one of the types is, what its verbs do is
        no one else's.
        """
        sentence, clause, at = doing.sentence, doing.clause, doing.at
        if self.words.ours.match(sentence.between(clause.start, clause.end)):
            self._here, self._paragraph, self._headings = [], None, {}
        own = [group for group in self.own(sentence, clause) if group.start < at]
        subject = self._in_clause(doing, own, heads) or self._in_sentence(doing, own, heads)
        if subject is not None:
            return subject if subject.entities else None
        return self._ahead(doing, heads) or self._from_before(
            sentence.between(clause.start, clause.end), heads
        )

    def _in_clause(self, doing: Doing, own: list[Group], heads: frozenset[str]) -> Subject | None:
        """The subject that the clause has; NO_ONE where it is one that leaves no one to look for."""
        sentence, clause, at = doing.sentence, doing.clause, doing.at
        for whole in reversed(own):
            group = _without(whole, doing.objects)
            if group is None or group.end > at:
                continue
            if subject := _subject(group, sentence, heads, ""):
                return subject
            if self._tells(group, sentence):
                return self._of_plan(group, sentence, heads) or NO_ONE
            spoken = group.having(PERSON) and self.words.speech.search(sentence.masked)
            if spoken or self.words.givers.search(sentence.between(clause.start, group.start)):
                return NO_ONE
        return None

    def _in_sentence(self, doing: Doing, own: list[Group], heads: frozenset[str]) -> Subject | None:
        """The subject of the clauses before; NO_ONE where it is one that leaves no one to look for."""
        if told := self._told(doing, heads):
            return told
        for group, where in reversed(self._here):
            if self._has_ended(group, where, doing.at) or (doing.beside and not self._is_above(group)):
                continue
            if subject := _subject(group, where, heads, ""):
                return subject
            if self._tells(group, where):
                return self._of_plan(group, where, heads) or NO_ONE
            before = where.between(where.start, group.start)
            if not own and group.having(PROJECT) and not self.words.lasting.search(before):
                return NO_ONE
        return None

    def _tells(self, group: Group, sentence: Sentence) -> bool:
        """Whether the group is a policy that says what is to be done (《甲市规划》提出…)."""
        said = sentence.between(group.end, sentence.end)
        return bool(group.having(POLICY) and self.words.tells.match(said))

    def _of_plan(self, group: Group, sentence: Sentence, heads: frozenset[str]) -> Subject | None:
        """Who does what a policy says: the area that it is of, whoever is meant where it names none."""
        policy, mention = group.having(POLICY)[0]
        title = policy.name.lstrip("《")
        areas = (name for name in self._areas() if title.startswith(name.name))
        area = max(areas, key=lambda name: len(name.name), default=None)
        if area is not None:
            return Subject((area,), (mention.span,), "", sentence) if area.type in heads else None
        return self._handed or (None if _FOREIGN.search(title) else self._carried(heads))

    def _told(self, doing: Doing, heads: frozenset[str]) -> Subject | None:
        """Who does what a policy says that the sentence named before (印发《甲市规划》，提出…)."""
        sentence = doing.sentence
        for clause in reversed(sentence.clauses):
            for group in reversed(clause.groups) if clause.end < doing.clause.start else ():
                said = group.having(POLICY) and self.words.says.search(sentence.between(group.end, doing.at))
                if said and _FOREIGN.search(group.having(POLICY)[0][0].name):
                    return self._of_plan(group, sentence, heads) or NO_ONE
        return None

    def _areas(self) -> Iterator[Named]:
        """The places that the document names."""
        return (one for mention in self.names.mentions for one in mention.entities if one.type in AREAS)

    def _ahead(self, doing: Doing, heads: frozenset[str]) -> Subject | None:
        """The subject behind words that stand before it (为推进A，甲市…; 按照《B》，乙区…)."""
        sentence, clause = doing.sentence, doing.clause
        if self._here or not self.words.preposed.match(sentence.between(clause.start, clause.end)):
            return None
        for later in sentence.clauses:
            if later.start < clause.end:
                continue
            if "；" in sentence.between(clause.end, later.start):
                return None
            for group in self.own(sentence, later):
                leads = self._may_open(sentence.between(later.start, group.start))
                return _subject(group, sentence, heads, "") if leads else None
            if not self.words.preposed.match(sentence.between(later.start, later.end)):
                return None
        return None

    def _is_above(self, group: Group) -> bool:
        """Whether the subject of another clause is the one area that the whole sentence speaks of."""
        return len(self._here) == 1 and bool(group.having(AREAS))

    def _has_ended(self, group: Group, sentence: Sentence, at: int) -> bool:
        """Whether the subject has had its part of the sentence (；) when the verb at `at` comes.

        One that opens its sentence lasts, until another part has its own. One that another gave the
        deed (支持甲市…) ends also where the next one is given a deed.
        """
        before, rest = sentence.between(sentence.start, group.start), sentence.between(group.end, at + GIVING)
        ended = "；" in rest
        if self.words.lasting.search(before):
            return ended or bool(self.words.lasting.search(rest))
        if not ended or sentence is not self._sentence:
            return False
        later = (one.start for one, where in self._here if where is sentence and one.start > group.start)
        return not self._may_open(before) or any(
            "；" in sentence.between(group.end, start) for start in later
        )

    def _from_before(self, masked: str, heads: frozenset[str]) -> Subject | None:
        """The subject of a clause that has none in its sentence; `masked` is the clause."""
        if self._handed and all(entity.type in heads for entity in self._handed.entities):
            return self._handed
        if self._blocked or self.words.others.match(masked):
            return None
        return self._carried(heads)

    def topic(self, types: frozenset[str], issuer: bool = False) -> Subject | None:
        """The subject of the paragraph or heading over the sentence; the `issuer` where asked."""
        subject = self._carried(types)
        return subject if subject is not None and (issuer or subject.sentence is not None) else None

    def without_quarters(self, subject: Subject) -> Subject:
        """The subject; for quarters that head a paragraph the whole that the document speaks for."""
        quarters = subject.carried in (PARAGRAPH, FROM_HEADING) and all(
            entity.type == "Park" and _QUARTER.search(entity.name) for entity in subject.entities
        )
        whole = tuple(self.speakers) or ((self.names.issuer,) if self.names.issuer else ())
        return Subject(whole, (), DOCUMENT) if quarters and whole else subject

    def area(self) -> Named | None:
        """The one place that is spoken of here: by the paragraph or the heading, else by the document."""
        subject = self._carried(PLACES)
        return subject.entities[0] if subject is not None and len(subject.entities) == 1 else None

    def opening(self, sentence: Sentence) -> Group | None:
        """The first group of the sentence that stands where a subject stands."""
        return next((group for clause in sentence.clauses for group in self.own(sentence, clause)), None)

    def _carried(self, heads: frozenset[str]) -> Subject | None:
        """The subject from before the sentence."""
        if self._paragraph and (subject := _subject(*self._paragraph, heads, PARAGRAPH)):
            return subject
        for level in sorted(self._headings, reverse=True):
            if subject := _subject(*self._headings[level], heads, FROM_HEADING):
                return subject
        issuer = self.names.issuer
        meant = [one for one in self.speakers or (issuer,) if one is not None and one.type in heads]
        if meant:
            return Subject(tuple(meant), (), ISSUER if meant == [issuer] else DOCUMENT)
        return None


def _without(group: Group, objects: set[Group]) -> Group | None:
    """The group up to the first of the objects in it; None where it starts with one."""
    for last, item in enumerate(group.items):
        if any(other.items[0] == item for other in objects):
            return group.part(0, last) if last else None
    return group


def _subject(group: Group, sentence: Sentence, heads: frozenset[str], carried: str) -> Subject | None:
    found = group.having(heads)
    if not found:
        return None
    return Subject(
        tuple(entity for entity, _ in found),
        tuple(mention.span for _, mention in found),
        carried,
        sentence,
        set(group.links) == {WITH} or (len(group.items) == 1 and len(found) > 1),
        DASH not in group.links,
    )
