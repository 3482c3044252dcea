"""What names say by themselves: 云东水厂 lies in 云东新城, a line from A to B joins them, A市B县 is B in A.

Names are read with the document's other names masked by a letter for their kind (`LETTERS`): with
云东新城 known, 云东水厂 is P水厂.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.facts import Span
from loaders.clauses import LIST, Clause, Group, Item, Sentence
from loaders.cues import Manner
from loaders.documents.model import META
from loaders.inside_rules import InsideRow, InsideRules, TouchingRule
from loaders.names import DocumentNames, Mention, Named
from loaders.ranks import can_hold
from loaders.statement import Statement

DEEDS = frozenset(("BUILDS", "DEVELOPS", "IMPLEMENTS"))
"""What a name may say that someone does; the others tell where and whose it is."""
_KIND = re.compile(
    r"(?:(?<!.部)新[区城]|群岛新区|省|市|自治[区州县]|(?<![部地心郊城山新])区|县|镇|乡|州|旗|盟)$"
)
"""What kind of place a name ends with."""
_BRANCH = re.compile(
    r"[院校片园]区|[^区]{0,4}(?:工厂|基地)$|[^区]{0,4}(?:工厂|基地)$|支线|段|分[院校]|[至到—–-]"
)
_ZONE = re.compile(r"(?:特别合作区|能源化工基地|经济(?:技术)?开发区)$")
"""What kind of park a name that is no place's ends with: 云洋 of 云洋经济开发区."""
SHORTEST = 2
AROUND = 6
"""Characters behind an item that tell what it is (“一园多地”模式)."""
LETTERS = {
    "Region": "P", "NewArea": "P", "NewTown": "P", "Organization": "B", "Enterprise": "B", "Park": "K",
    "Project": "J", "Industry": "I",
}  # fmt: skip
"""P a place, B a body, K a park, J a project, I an industry; other kinds of names stay as they are."""
PLACE, BESIDE = "P", "R"
"""R is a place right behind one that can't hold it (云州海州国际机场 is PR国际机场)."""


@dataclass(slots=True)
class Part:
    """An entity whose form stands at these offsets of a longer name."""

    start: int
    end: int
    entity: Named


class Lexicon:
    """All forms of a document's entities, to find them inside longer names.

    A place's name counts without its kind too (云州 of 云州市); a new area's only in the names of parks and
    where a line runs to or from it or a branch stands there (青岚 of 青岚院区): 青岚 alone may be older and
    wider than 青岚新区. A zone's (云洋 of 云洋经济开发区) counts in the names of projects.
    Forms in `only_first` count only where a name begins with them (新区 is not in 高新区).
    """

    def __init__(self, names: DocumentNames, only_first: frozenset[str]) -> None:
        self._only_first = only_first
        self.forms: dict[str, set[Named]] = {}
        known = {
            entity for mention in names.mentions if len(mention.entities) == 1 for entity in mention.entities
        }
        for entity in sorted(known | set(names.aliases)):
            for form in (entity.name, *names.aliases.get(entity, ())):
                if len(form) >= SHORTEST:
                    self.forms.setdefault(form, set()).add(entity)
        regions, self._areas = self._stems("Region", _KIND), self._stems("NewArea", _KIND)
        self.forms.update(regions)
        self._zones = self._stems("Park", _ZONE)
        self._sizes: dict[str, list[int]] = {}
        for form in sorted({*self.forms, *self._areas, *self._zones}, key=len, reverse=True):
            sizes = self._sizes.setdefault(form[:SHORTEST], [])
            if len(form) not in sizes:
                sizes.append(len(form))

    def _stems(self, type_: str, kind: re.Pattern[str]) -> dict[str, set[Named]]:
        """Names of places of a type without their kind, where that is no name of something else."""
        stems: dict[str, set[Named]] = {}
        for form, entities in self.forms.items():
            stem = kind.sub("", form)
            for entity in entities:
                full = type_ == "Region" or len(form) <= len(entity.name)
                if full and entity.type == type_ and len(stem) >= SHORTEST and stem not in self.forms:
                    stems.setdefault(stem, set()).add(entity)
        return stems

    def parts(self, name: str, whole: Named) -> list[Part]:
        """The other entities inside the name, the longest form first at each place, none overlapping."""
        found = []
        at = 0
        while at < len(name):
            part = self._at(name, at, whole)
            if part and part.entity != whole:
                found.append(part)
            at = part.end if part else at + 1
        return found

    def _at(self, name: str, at: int, whole: Named) -> Part | None:
        for size in self._sizes.get(name[at : at + SHORTEST], ()):
            form = name[at : at + size]
            if name[at + size :] == "区":
                continue  # 产业园区 is no part of 产业园
            entities = self.forms.get(form)
            if not entities:
                branch = whole.type == "Park" or _BRANCH.match(name, at + size)
                entities = self._areas.get(form) if branch else None
                entities = entities or (self._zones.get(form) if whole.type == "Project" else None)
                if not entities:
                    continue
            if len(entities) > 1:
                entities = [entity for entity in entities if entity.type == "Region"]
            if at + size > len(name) or (at and form in self._only_first):
                continue
            # What the whole itself is called behind its start (甲县乙景区 of 乙景区) holds no others.
            if len(entities) == 1 and (at >= SHORTEST or whole not in entities):
                return Part(at, at + size, next(iter(entities)))
        return None


@dataclass(slots=True)
class _Name:
    """A name as it is read: `text` at offset `at` of a mention, None where the mention does not show it."""

    sentence: Sentence
    mention: Mention
    whole: Named
    text: str
    at: int | None

    def span(self, start: int, end: int) -> Span:
        """The place of text[start:end] in the document, the whole mention where it does not show the name."""
        if self.at is None:
            return self.mention.span
        return self.mention.start + self.at + start, self.mention.start + self.at + end

    def inner(self, part: Part) -> "_Name":
        """A name inside this one."""
        at = None if self.at is None else self.at + part.start
        return _Name(self.sentence, self.mention, part.entity, self.text[part.start : part.end], at)


def find_inside(
    sentences: Sequence[Sentence], names: DocumentNames, rules: InsideRules, manner: Manner, reading: str
) -> Iterator[Statement]:
    """What names and touching names say; a name says it once, at the first mention that shows it.

    `reading` is the document's text as words are looked for in it (simplified characters).

    Where no mention shows a full name (管委会 of 青岚新区管委会, 甲 of 甲、乙变电站), its first one stands
    for it. What is denied (取消甲公司二期项目) is not built, developed or carried out by whom it names.
    """
    lexicon = Lexicon(names, rules.only_first)
    told: set[tuple] = set()
    first: dict[Named, _Name] = {}
    shown: set[Named] = set()
    read: set[tuple[Named, str]] = set()
    for sentence in sentences:
        for clause in sentence.clauses:
            if _is_addressed(sentence, clause):
                continue
            denied = bool(clause.groups) and manner.denied(sentence.between(clause.start, clause.end))
            for group in clause.groups:
                yield from _allowed(_touching(sentence, group, rules, lexicon, reading), denied)
                for name in _names(sentence, group, reading):
                    first.setdefault(name.whole, name)
                    if name.text == name.whole.name:
                        shown.add(name.whole)
                    if _is_unread(name, denied, read):
                        yield from _new(_allowed(_inside(name, lexicon, rules), denied), told)
    for whole, name in first.items():
        if whole not in shown:
            unseen = _Name(name.sentence, name.mention, whole, whole.name, None)
            # A body's place that only its rank tells (市医院) is said to own it, not to be where it stands.
            said = (one for one in _inside(unseen, lexicon, rules) if not _is_seat(one))
            yield from _new(said, told)


def _is_seat(statement: Statement) -> bool:
    return statement.relation == "LOCATED_IN" and statement.head.type == "Organization"


def _is_unread(name: _Name, denied: bool, read: set[tuple[Named, str]]) -> bool:
    """Whether the name, in these words, has not been read before; where it is denied it says less."""
    key = name.whole, name.text
    unread = key not in read
    if not denied:
        read.add(key)
    return unread


def _is_addressed(sentence: Sentence, clause: Clause) -> bool:
    """Whether a line of the letterhead or the closing but lists bodies: whom the document goes to."""
    items = [item for group in clause.groups for item in group.items]
    bodies = all(entity.type == "Organization" for item in items for entity in item.mention.entities)
    return sentence.block.kind == META and len(items) > 1 and bodies


def _allowed(statements: Iterable[Statement], denied: bool) -> Iterator[Statement]:
    return (one for one in statements if not (denied and one.relation in DEEDS))


def _names(sentence: Sentence, group: Group, reading: str) -> Iterator[_Name]:
    for item in group.items:
        for mention in (*item.owners, item.mention):
            if len(mention.entities) == 1:
                yield _Name(sentence, mention, mention.entities[0], reading[slice(*mention.span)], 0)


def _new(statements: Iterable[Statement], told: set[tuple]) -> Iterator[Statement]:
    for statement in statements:
        key = (statement.relation, statement.head, statement.tail)
        if key not in told:
            told.add(key)
            yield statement


def _inside(name: _Name, lexicon: Lexicon, rules: InsideRules) -> Iterator[Statement]:
    """What a name says, and the names inside it."""
    parts = lexicon.parts(name.text, name.whole)
    if not parts:
        return
    masked, places = _mask(name.text, parts)
    for row, pattern, part_names in rules.inside:
        if name.whole.type not in row.wholes:
            continue
        for found in pattern.finditer(masked):
            chosen = [part for place, part in places.items() if found.start() <= place < found.end()]
            chosen = [p for p in chosen if p.entity.type in row.parts and part_names.search(p.entity.name)]
            if row.rest and not all(_is_form(name.text[p.end :], name.whole, lexicon) for p in chosen):
                continue
            yield from _link(name, row, chosen)
    for part in parts:
        yield from _inside(name.inner(part), lexicon, rules)


def _is_form(rest: str, whole: Named, lexicon: Lexicon) -> bool:
    return whole in lexicon.forms.get(rest, ())


def _mask(name: str, parts: list[Part]) -> tuple[str, dict[int, Part]]:
    masked, at = "", 0
    places = {}
    last: Part | None = None
    for part in parts:
        masked += name[at : part.start]
        letter = LETTERS.get(part.entity.type)
        if letter == PLACE and last and last.end == part.start and not can_hold(last.entity, part.entity):
            letter = BESIDE
        last = part
        if letter:
            places[len(masked)] = part
        masked += letter or name[part.start : part.end]
        at = part.end
    return masked + name[at:], places


def _link(name: _Name, row: InsideRow, parts: list[Part]) -> Iterator[Statement]:
    marked = [(part.entity, name.span(part.start, part.end)) for part in parts]
    own = name.whole, name.span(0, len(name.text))
    if row.link == "whole_part":
        pairs = [(own, one) for one in marked]
    elif row.link == "part_whole":
        pairs = [(one, own) for one in marked]
    else:
        pairs = [(one, other) for number, one in enumerate(marked) for other in marked[number + 1 :]]
        if row.link == "second_first":
            pairs = [(other, one) for one, other in pairs]
    for head, tail in pairs:
        yield _statement(name.sentence, row.id, row.relation, head, tail)


def _touching(
    sentence: Sentence, group: Group, rules: InsideRules, lexicon: Lexicon, reading: str
) -> Iterator[Statement]:
    for at, item in enumerate(group.items):
        if len(item.mention.entities) > 1:
            continue
        if not item.owners:
            yield from _sharing(sentence, group, at, rules, _first_place(item, lexicon, reading))
            continue
        before = sentence.between(sentence.start, item.owners[0].start)
        first = _first_place(item, lexicon, reading)
        for rule in rules.touching:
            if not before.endswith(rule[0].not_after or "\n"):
                for one in (first, *_sisters(group, at, rule[0].shared)):
                    yield from _owned(sentence, item.owners, one, rule)


def _sharing(
    sentence: Sentence, group: Group, at: int, rules: InsideRules, first: Item
) -> Iterator[Statement]:
    """甲市乙县、丙县, where 甲市乙县 is one name: the place that it begins with holds its sisters too."""
    if first is group.items[at]:
        return
    for rule in rules.touching:
        whole = all(rule[1].search(entity.name) for entity in group.items[at].mention.entities)
        for sister in _sisters(group, at, whole and rule[0].shared and "Region" in rule[0].items):
            yield from _owned(sentence, (first.mention,), sister, rule)


def _first_place(item: Item, lexicon: Lexicon, reading: str) -> Item:
    """The item, or the place that it begins with (甲省 stands before 乙市, where 乙市丙县 is one name)."""
    whole = item.mention.entities[0]
    parts = lexicon.parts(reading[slice(*item.mention.span)], whole) if whole.type == "Region" else []
    start, end = item.mention.span
    if (
        not parts
        or parts[0].start
        or parts[0].entity.type != whole.type
        or parts[0].end + SHORTEST > end - start
    ):
        return item
    return Item(Mention(start, start + parts[0].end, (parts[0].entity,), item.mention.rule))


def _sisters(group: Group, at: int, shared: bool) -> Iterable[Item]:
    """The items after the one that has owners, that are listed with it and have none."""
    if not shared:
        return
    for later in range(at + 1, len(group.items)):
        if group.links[later - 1] != LIST or group.items[later].owners:
            return
        yield group.items[later]


def _owned(
    sentence: Sentence, owners: tuple[Mention, ...], item: Item, rule: TouchingRule
) -> Iterator[Statement]:
    row, item_names, owner_names, around = rule
    start, end = item.mention.start - sentence.start, item.mention.end - sentence.start
    if not around.search(sentence.text[start : end + AROUND]):
        return
    for owner, holder in ((held, one) for held in owners for one in held.entities):
        for entity in item.mention.entities:
            typed = holder.type in row.owners and entity.type in row.items
            if typed and item_names.search(entity.name) and owner_names.search(holder.name):
                ends = ((entity, item.mention.span), (holder, owner.span))
                yield _statement(sentence, row.id, row.relation, *(ends[::-1] if row.turned else ends))


def _statement(
    sentence: Sentence, rule: str, relation: str, head: tuple[Named, Span], tail: tuple[Named, Span]
) -> Statement:
    return Statement(relation, head[0], tail[0], head[1], tail[1], sentence, sentence, rule)
