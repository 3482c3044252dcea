"""What names say by themselves: 云东水厂 lies in 云东新城, a line from A to B joins them, A市B县 is B in A.

Names are read with the document's other names masked, each by one □: 云东水厂 is □水厂.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from graph.facts import Span
from graph.schema import load_schema
from loaders.clauses import LIST, MASK, Group, Item, Sentence
from loaders.cues import FILE
from loaders.names import DocumentNames, Mention, Named
from loaders.rules import load_rules
from loaders.statement import Statement
from text import say

LINKS = ("whole_part", "part_whole", "pairs", "second_first")
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class InsideRow:
    """A row of [[inside]]: a name of a type in `wholes`, with names of types in `parts` inside it.

    `pattern` is searched in the masked name; the □ in what it matches are the parts. `link` says
    which is head and which is tail; `part_names` is what a part's full name must match, and where
    `rest` is set, the name without its part must be a name of the same thing.
    """

    id: str
    relation: str
    wholes: tuple[str, ...]
    parts: tuple[str, ...]
    pattern: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    link: str = "whole_part"
    part_names: str = ""
    rest: bool = False


@dataclass(frozen=True, slots=True)
class TouchingRow:
    """A row of [[touching]]: `owners` stand right before `items`, nothing between.

    The item is the head unless `turned`; `shared` gives the owner also to the item's sisters in the row.
    """

    id: str
    relation: str
    owners: tuple[str, ...]
    items: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    turned: bool = False
    shared: bool = False
    item_names: str = ""
    owner_names: str = ""


@dataclass(frozen=True, slots=True)
class InsideRules:
    """Both tables, with their patterns compiled."""

    inside: tuple[tuple[InsideRow, re.Pattern[str], re.Pattern[str]], ...]
    touching: tuple[tuple[TouchingRow, re.Pattern[str], re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An entity whose form stands at these offsets of a longer name."""

    start: int
    end: int
    entity: Named


def load_inside(folder: Path) -> InsideRules:
    """The rows of data/rules/relations.toml; raises DataFileError for a row that can't be used."""
    path = folder / "rules" / FILE
    inside = []
    for row in load_rules(path, "inside", InsideRow):
        if row.link not in LINKS or row.relation not in load_schema().relations:
            raise DataFileError(path=path, line=row.id, problem=say("relations.data.unknown", value=row.link))
        inside.append((row, re.compile(row.pattern), re.compile(row.part_names)))
    touching = [
        (row, re.compile(row.item_names), re.compile(row.owner_names))
        for row in load_rules(path, "touching", TouchingRow)
    ]
    return InsideRules(tuple(inside), tuple(touching))


class Lexicon:
    """All forms of a document's entities, to find them inside longer names."""

    def __init__(self, names: DocumentNames) -> None:
        self.forms: dict[str, set[Named]] = {}
        known = {
            entity for mention in names.mentions if len(mention.entities) == 1 for entity in mention.entities
        }
        for entity in sorted(known | set(names.aliases)):
            for form in (entity.name, *names.aliases.get(entity, ())):
                if len(form) >= SHORTEST:
                    self.forms.setdefault(form, set()).add(entity)
        self._longest = max(map(len, self.forms), default=0)

    def parts(self, name: str, whole: Named) -> list[Part]:
        """The other entities inside the name, the longest form first at each place, none overlapping."""
        found = []
        at = 0
        while at < len(name):
            part = self._at(name, at, whole)
            if part:
                found.append(part)
            at = part.end if part else at + 1
        return found

    def _at(self, name: str, at: int, whole: Named) -> Part | None:
        for size in range(min(self._longest, len(name) - at), SHORTEST - 1, -1):
            entities = self.forms.get(name[at : at + size], set())
            if whole in entities:
                if size == len(name):
                    continue
                # Its own short form: what stands in it is not read again.
                return None if at else Part(at, at + size, whole)
            if len(entities) == 1:
                return Part(at, at + size, next(iter(entities)))
        return None


def find_inside(
    sentences: Sequence[Sentence], names: DocumentNames, rules: InsideRules
) -> Iterator[Statement]:
    """What the names of the sentences say, each at the first place that shows it, and what touching names say."""
    lexicon = Lexicon(names)
    told: set[tuple] = set()
    for sentence in sentences:
        for clause in sentence.clauses:
            for group in clause.groups:
                yield from _touching(sentence, group, rules)
                for mention in _mentions(group):
                    for statement in _inside(sentence, mention, lexicon, rules):
                        key = (statement.relation, statement.head, statement.tail)
                        if key not in told:
                            told.add(key)
                            yield statement


def _mentions(group: Group) -> Iterator[Mention]:
    for item in group.items:
        yield from item.owners
        yield item.mention


def _inside(
    sentence: Sentence, mention: Mention, lexicon: Lexicon, rules: InsideRules
) -> Iterator[Statement]:
    if len(mention.entities) != 1:
        return
    whole = mention.entities[0]
    name = sentence.text[mention.start - sentence.start : mention.end - sentence.start]
    parts = [part for part in lexicon.parts(name, whole) if part.entity != whole]
    if not parts:
        return
    masked, places = _mask(name, parts)
    for row, pattern, part_names in rules.inside:
        if whole.type not in row.wholes:
            continue
        for found in pattern.finditer(masked):
            chosen = [part for place, part in places.items() if found.start() <= place < found.end()]
            chosen = [p for p in chosen if p.entity.type in row.parts and part_names.search(p.entity.name)]
            if row.rest and not all(_is_form(name[p.end :], whole, lexicon) for p in chosen):
                continue
            yield from _link(sentence, mention, whole, row, chosen)


def _is_form(rest: str, whole: Named, lexicon: Lexicon) -> bool:
    return whole in lexicon.forms.get(rest, ())


def _mask(name: str, parts: list[Part]) -> tuple[str, dict[int, Part]]:
    masked, at = "", 0
    places = {}
    for part in parts:
        masked += name[at : part.start]
        places[len(masked)] = part
        masked += MASK
        at = part.end
    return masked + name[at:], places


def _link(
    sentence: Sentence, mention: Mention, whole: Named, row: InsideRow, parts: list[Part]
) -> Iterator[Statement]:
    def span(part: Part) -> Span:
        return mention.start + part.start, mention.start + part.end

    if row.link in ("whole_part", "part_whole"):
        for part in parts:
            ends = ((whole, mention.span), (part.entity, span(part)))
            yield _statement(
                sentence, row.id, row.relation, *(ends if row.link == "whole_part" else ends[::-1])
            )
        return
    for at, one in enumerate(parts):
        for other in parts[at + 1 :]:
            ends = ((one.entity, span(one)), (other.entity, span(other)))
            yield _statement(sentence, row.id, row.relation, *(ends if row.link == "pairs" else ends[::-1]))


def _touching(sentence: Sentence, group: Group, rules: InsideRules) -> Iterator[Statement]:
    for at, item in enumerate(group.items):
        for row, item_names, owner_names in rules.touching:
            for one in (item, *_sisters(group, at, row.shared)):
                yield from _owned(sentence, item.owners, one, row, item_names, owner_names)


def _sisters(group: Group, at: int, shared: bool) -> Iterable[Item]:
    """The items after the one that has owners, that are listed with it and have none."""
    if not shared or not group.items[at].owners:
        return
    for later in range(at + 1, len(group.items)):
        if group.links[later - 1] != LIST or group.items[later].owners:
            return
        yield group.items[later]


def _owned(
    sentence: Sentence, owners: tuple[Mention, ...], item: Item, row: TouchingRow, item_names: re.Pattern[str],
    owner_names: re.Pattern[str],
) -> Iterator[Statement]:  # fmt: skip
    for owner in owners:
        for holder in owner.entities:
            for entity in item.mention.entities:
                if holder.type not in row.owners or entity.type not in row.items:
                    continue
                if item_names.search(entity.name) and owner_names.search(holder.name):
                    ends = ((entity, item.mention.span), (holder, owner.span))
                    yield _statement(sentence, row.id, row.relation, *(ends[::-1] if row.turned else ends))


def _statement(
    sentence: Sentence, rule: str, relation: str, head: tuple[Named, Span], tail: tuple[Named, Span]
) -> Statement:
    return Statement(relation, head[0], tail[0], head[1], tail[1], sentence, sentence, rule)
