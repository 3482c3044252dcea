"""Whose the figures of a sentence are: named right there, meant by what they measure, or carried on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.facts import Span
from loaders.clauses import AGENTS, AREAS, Clause, Group, Sentence
from loaders.counted import EACH, OWNERS, PAIRED, Counted, Owner
from loaders.figures import NameWords
from loaders.names import DocumentNames, Mention, Named
from loaders.pronouns import PronounWords
from loaders.subjects import ISSUER, Doing, Subject, Subjects

_PLACES = frozenset(("NewArea", "NewTown", "Park", "Region"))
_BUILT = frozenset(("Project", "Park"))
_MEASURED = _BUILT | {"Enterprise"}
_PLACE_ENDS = "省市区县州盟旗"
_TAIL = 6
"""Characters between the thing that a clause ends with and its end: 项目, 工程建设."""
_EXAMPLES = re.compile(r"[”’」）》]*等|(?:、[^，。；、]{2,16})*[两三四五六七八九十]大")
_WITH = re.compile(r"[^、，；。]{0,4}(?:与|同|跟|会同|联合|携手)")


@dataclass(slots=True)
class Whose:
    """The entity of a figure, where it stands and was carried from, and how that changes the figure's name.

    `prefix` are the several that share the figure, `cut` the characters that only pointed at the entity.
    """

    entity: Named
    mark: Span | None
    carried: str
    prefix: str = ""
    cut: int = 0

    def name(self, counted: str) -> str:
        """What the figure counts, read with this owner."""
        return self.prefix + counted[self.cut :]


@dataclass(slots=True)
class Spoken:
    """The owners of one sentence's figures, asked for from front to back.

    `said` are the mentions of its block up to its end, `entities` all that the document mentions.
    """

    subjects: Subjects
    sentence: Sentence
    names: DocumentNames
    words: NameWords
    pronouns: PronounWords
    speaker: Named | None
    said: Sequence[Mention]
    entities: Sequence[Named]
    last: Whose | None = None
    thing: Whose | None = None

    def owner(self, counted: Counted, clause: Clause) -> Whose | None:
        """The entity whose figure it is; None where the document shows nobody."""
        if counted.owners:
            self.last = self._one_of(_named(counted.owners), counted)
            return self.last
        if thing := self._pointed(counted) or self._thing(counted, clause):
            self.thing = self.last = thing
            return thing
        at, passed = counted.quantity.start, self._passed(clause, counted.quantity.start)
        subject = self.subjects.find(Doing(self.sentence, clause, at, passed), OWNERS)
        if self.thing and self._goes_on(self.thing, subject, at):
            return Whose(self.thing.entity, self.thing.mark, self.thing.carried)
        if self.last is not None and self.last is self.thing:
            self.last = None
        if thing := self._measured(counted, subject):
            self.thing = self.last = thing
            return thing
        subject = self._fitting(counted, clause, subject, passed)
        if self.last is not None and (subject is None or subject.carried):
            return self.last
        if subject is None and self.speaker is not None:
            subject = Subject((self.speaker,), (), ISSUER)
        return self._one_of(subject, counted) if subject else None

    def reaches(self, year: int, counted: Counted, clause: Clause, whose: Whose) -> bool:
        """Whether a year said at an offset can be the figure's: not one that another clause says of another.

        甲线今年完工，乙线30分钟可达丙市: 今年 is when 甲线 is ready.
        """
        if year >= clause.start:
            return True
        if whose.mark is None or whose.mark[0] < year:
            return True
        if whose.entity.type in _BUILT and self.words.lengths.opening(counted.name):
            return False
        its = next((one for one in self.sentence.clauses if one.start <= year < one.end), None)
        if its is None or not its.groups or its.groups[0].start > year:
            return True
        start = self.sentence.start
        return bool(re.search(r"年.*\d", self.sentence.text[year - start : its.end - start]))

    def _fitting(
        self, counted: Counted, clause: Clause, subject: Subject | None, passed: set[Group]
    ) -> Subject | None:
        """The subject that the clause has where its own can't have such a figure."""
        if subject is None or self._is_item(counted, clause, subject):
            return None
        if not self._is_object(counted, subject):
            return subject
        found = self.subjects.find(Doing(self.sentence, clause, counted.quantity.start, passed), AGENTS)
        same = found is not None and set(found.spans) & set(subject.spans)
        return None if same else found

    def _passed(self, clause: Clause, at: int) -> set[Group]:
        """The names of a clause that do nothing in it: where the things counted come from (甲市转移项目),
        examples of what they are (甲园、乙园等8个园区, 甲园、乙园两大板块).
        """
        start, text = self.sentence.start, self.sentence.text
        return {
            group
            for group in clause.groups
            if self.words.origins.opening(text, group.end - start)
            or (not group.having(AREAS) and _EXAMPLES.match(text, group.end - start, at - start))
        }

    def _pointed(self, counted: Counted) -> Whose | None:
        """What a name's first word points at: 该项目总投资."""
        found = self.pronouns.words.match(counted.name)
        if not found or not found["kind"]:
            return None
        kinds = self.pronouns.kinds[found["kind"]]
        fitting = [m for m in self._before(counted.quantity.start) if m.entities[0].type in kinds]
        named = (m for m in fitting if m.entities[0].name.endswith(found["kind"]))
        mention = next(named, fitting[0] if fitting else None)
        if mention is None or found.end() == len(counted.name):
            return None
        return Whose(mention.entities[0], self._here(mention), "", cut=found.end())

    def _before(self, at: int) -> Iterator[Mention]:
        """The names of one thing each that stand before an offset in its paragraph, the nearest first."""
        return (found for found in reversed(self.said) if found.end <= at and len(found.entities) == 1)

    def _here(self, mention: Mention) -> Span | None:
        return mention.span if mention.start >= self.sentence.start else None

    def _thing(self, counted: Counted, clause: Clause) -> Whose | None:
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
        if len(mention.entities) != 1 or mention.entities[0].type not in OWNERS or self._is_passed(mention):
            return None
        whose = Whose(mention.entities[0], mention.span, "")
        kind = mention.entities[0].type
        if words.attributes.opening(counted.name) and kind in _BUILT and len(tail) <= _TAIL:
            return whose
        led = text[before.start - start : before.groups[-1].start - start].endswith(words.creations)
        return whose if led and not tail.strip("”’》") and here.startswith(words.performances) else None

    def _is_passed(self, mention: Mention) -> bool:
        """Whether a name only says where something else is or leads: 位于甲园区, 接入乙站."""
        return self.sentence.text[: mention.start - self.sentence.start].endswith(self.words.waypoints)

    def _measured(self, counted: Counted, subject: Subject | None) -> Whose | None:
        """The thing built that a length or an outlay is of, where whoever the clause speaks of has none.

        It is the last one named in the sentence, else the one that the heading names.
        """
        words = self.words
        if not words.attributes.opening(counted.name):
            return None
        line = bool(words.lengths.opening(counted.name))
        ends = words.stations if line else ()
        if subject is not None and not subject.carried:
            kinds = {entity.type for entity in subject.entities}
            if kinds <= _MEASURED and not subject.entities[0].name.endswith(ends):
                return None
        elif not line:
            return None
        for mention in self._before(counted.quantity.start):
            entity = mention.entities[0]
            if mention.start < self.sentence.start:
                break
            if not line and subject is not None and subject.spans and mention.start < subject.spans[-1][1]:
                break
            if entity.type in _BUILT and not entity.name.endswith(ends) and not self._is_passed(mention):
                return Whose(entity, mention.span, "")
        heading = self.sentence.block.section[-1] if line and self.sentence.block.section else ""
        named = [
            entity
            for entity in self.entities
            if entity.type == "Project" and any(form in heading for form in self._forms(entity))
        ]
        return Whose(named[0], None, ISSUER) if len(named) == 1 else None

    def _forms(self, entity: Named) -> tuple[str, ...]:
        return entity.name, *self.names.aliases.get(entity, ())

    def _goes_on(self, thing: Whose, subject: Subject | None, at: int) -> bool:
        """Whether a figure after one of a thing is the thing's too: nobody else was named since."""
        if thing.mark is None or "；" in self.sentence.between(thing.mark[1], at):
            return False
        return subject is None or bool(subject.carried) or subject.spans[-1][1] <= thing.mark[1]

    def _is_item(self, counted: Counted, clause: Clause, subject: Subject) -> bool:
        """Whether the clause's names were read as the names of the figures, so that none is the owner."""
        if counted.rule not in (PAIRED, EACH) or subject.carried:
            return False
        if len(subject.entities) > 1:
            return True
        if not subject.spans or not clause.start <= subject.spans[0][0] < clause.end:
            return False
        start = self.sentence.start
        between = self.sentence.text[subject.spans[0][1] - start : counted.quantity.start - start]
        return "、" in between.partition("分别")[0].partition("各")[0]

    def _is_object(self, counted: Counted, subject: Subject) -> bool:
        """Whether the subject is a project that is being built, or water: nobody who reaches a target."""
        where = subject.sentence
        if where is None:
            return False
        if not any(entity.type == "Project" for entity in subject.entities):
            return self._is_site(subject, where)
        if len(subject.entities) > 1:
            return True
        if self.words.networks.opening(counted.name):
            return True
        measured = self.words.attributes.opening(counted.name)
        after = where.text[subject.spans[-1][1] - where.start :]
        water = subject.entities[0].name.endswith(self.words.waters) and not measured
        return water or after.startswith(self.words.stages)

    def _is_site(self, subject: Subject, where: Sentence) -> bool:
        """Whether a place only says where something is built that has no name: 甲县制氢项目开工."""
        rest = where.text[subject.spans[-1][1] - where.start :]
        clause = re.match("[^，；。]*", rest)[0]
        led = self.words.deeds.opening(rest) or self.words.front.opening(rest)
        built = re.search(r"(?:项目|工程)(\w{2,4})$", clause)
        return bool(built and not led and built[1] in self.words.stages)

    def _one_of(self, subject: Subject, counted: Counted) -> Whose | None:
        """The one entity that a subject stands for.

        Several places together (两市) are one only where the document names what they make up together
        (甲—乙一体化区域); else the figure is the issuer's, and its name says whose it is. Of those that 与
        joins it is the first's. An office speaks for its area.
        """
        if len(subject.entities) == 1:
            entity, mark = subject.entities[0], subject.spans[0] if subject.spans else None
            return Whose(self._area_of(entity, carried=bool(subject.carried)), mark, subject.carried)
        joint = _joint(subject.entities, self.names)
        mark = (subject.spans[0][0], subject.spans[-1][1]) if subject.spans else None
        if joint is not None:
            return Whose(joint, mark, subject.carried)
        if self._is_led(subject):
            return Whose(subject.entities[0], subject.spans[0], subject.carried)
        listed = any(core in counted.name for core in _cores(subject.entities))
        prefix = "" if listed else "、".join(dict.fromkeys(entity.name for entity in subject.entities))
        issuer = self.names.issuer
        if issuer is not None and issuer not in subject.entities:
            return Whose(issuer, None, ISSUER, prefix)
        return Whose(subject.entities[0], mark, subject.carried, prefix)

    def _is_led(self, subject: Subject) -> bool:
        """Whether 与 joins the second to the first: 甲市与乙、丙共建."""
        where = subject.sentence
        if where is None or len(subject.spans) < 2 or subject.spans[0] == subject.spans[1]:
            return False
        between = where.text[subject.spans[0][1] - where.start : subject.spans[1][0] - where.start]
        return bool(_WITH.match(between))

    def _area_of(self, entity: Named, *, carried: bool) -> Named:
        """The area that an office is of, as far as the document names it: 甲新区管委会 speaks for 甲新区.

        Offices below the government speak for it only where the text around the figure names no one.
        """
        words = self.words
        if entity.type != "Organization":
            return entity
        if not entity.name.endswith(words.seats) and not (carried and entity.name.endswith(words.offices)):
            return entity
        fitting = [
            place
            for place in self.entities
            if place.type in _PLACES and entity.name.startswith(self._forms(place))
        ]
        return max(fitting, key=lambda place: (len(place.name), place), default=entity)


def _named(owners: tuple[Owner, ...]) -> Subject:
    return Subject(tuple(entity for entity, _ in owners), tuple(span for _, span in owners))


def _cores(members: tuple[Named, ...]) -> list[str]:
    """The names without what only says which kind of place they are."""
    return [member.name.rstrip(_PLACE_ENDS) if len(member.name) > 2 else member.name for member in members]


def _joint(members: tuple[Named, ...], names: DocumentNames) -> Named | None:
    """The place of the document whose name holds those of all the members, the shortest name first."""
    cores = _cores(members)
    fitting = [
        place
        for place in names.aliases
        if place.type in _PLACES
        and place not in members
        and any(all(core in form for core in cores) for form in (place.name, *names.aliases[place]))
    ]
    return min(fitting, key=lambda place: (len(place.name), place), default=None)
