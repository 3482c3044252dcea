"""From a question's words to what is asked: patterns that fit, their slots, and which of them is meant."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.model import Entity
from graph.questions.forms import ENTITY_SLOTS, Amount, Taken
from graph.questions.lexicon import Text, is_mark
from graph.questions.names import Mention, Reading
from graph.questions.patterns import Pattern, load_patterns
from graph.questions.vocabulary import NounWord, RelationWord
from graph.schema import DOCUMENT, load_schema

PLACES = ("NewArea", "NewTown", "Park", "Region")

_HOP = re.compile(r"\(\{?(\w+)[^)]*\)\{(out2|out|into|noun_back|noun)(?::\w)?\}(?=\(\{?(\w+))")


@dataclass(frozen=True, slots=True)
class Slots:
    """What a question puts into a pattern: ids of types and relations, and the words that said them.

    `types` are what is asked for (() for any), `types2` the other end's where both are asked for. `sets` has
    the types of an end that is not one entity but all of these (of the place that its mention names, if
    any). `texts` holds the words of each slot as they stand in the folded question.
    """

    mentions: dict[str, Mention] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    types2: tuple[str, ...] = ()
    rel: RelationWord | None = None
    rel2: RelationWord | None = None
    noun: NounWord | None = None
    state: str = ""
    bound: str = ""
    year: str = ""
    number: int = 0
    name: str = ""
    many: bool = False
    who: bool = False
    sign: str = ""
    amount: Amount | None = None
    extreme: str = ""
    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """A pattern that fits a reading of the question. `misfit`: the schema joins no such things so."""

    pattern: Pattern
    slots: Slots
    reading: int
    misfit: bool = False

    @property
    def order(self) -> tuple[bool, bool, int, int]:
        """The smaller, the likelier: what the schema allows, known words before free text, then as read."""
        return self.misfit, bool(self.slots.name), self.reading, self.pattern.rank

    def choices(self, slot: str) -> tuple[Entity, ...]:
        """The entities that a slot may mean."""
        return self.slots.mentions[slot].entities


def find_fits(readings: Iterable[Reading]) -> list[Fit]:
    """Every pattern that fits, the likeliest first; of one pattern and reading the first form counts."""
    fits = []
    for number, reading in enumerate(readings):
        text = Text(reading.text)
        for pattern in load_patterns():
            fit = _fit(pattern, text, reading, number)
            if fit is not None:
                fits.append(fit)
    return sorted(fits, key=lambda fit: fit.order)


def find_loose_fits(readings: Sequence[Reading]) -> Iterator[tuple[Pattern, tuple[str, ...]]]:
    """Patterns that would fit if some words were names, with these words; the fewest names first."""
    found: dict[tuple[str, tuple[str, ...]], Pattern] = {}
    for reading in readings:
        text = Text(reading.text)
        for pattern in load_patterns():
            for form in pattern.forms:
                if max(form.entities) <= text.marks or not (taken := form.match(text, loose=True)):
                    continue
                if _accepts_words(pattern, _slots(taken, reading)):
                    names = (part.text for part in taken if part.slot in ENTITY_SLOTS)
                    unknown = tuple(name for name in names if len(name) > 1)
                    found.setdefault((pattern.id, unknown), pattern)
    ordered = sorted(found.items(), key=lambda row: (len(row[0][1]), row[1].rank, sum(map(len, row[0][1]))))
    yield from ((pattern, unknown) for (_, unknown), pattern in ordered)


def _fit(pattern: Pattern, text: Text, reading: Reading, number: int) -> Fit | None:
    for form in pattern.forms:
        if text.marks in form.entities and (taken := form.match(text)) is not None:
            slots = _slots(taken, reading)
            if _accepts(pattern, slots):
                return _narrow(Fit(pattern, _asked(pattern, slots), number))
    return None


def _slots(taken: Sequence[Taken], reading: Reading) -> Slots:
    values = {part.slot: part.value for part in reversed(taken)}
    texts = {part.slot: part.text for part in reversed(taken)}
    asked = "asked" in texts
    return Slots(
        mentions={
            slot: reading.mention(texts[slot]) for slot in ENTITY_SLOTS if is_mark(texts.get(slot, ""))
        },
        types=PLACES if "where" in texts and "type" not in texts else values.get("type") or (),
        types2=values.get("type2") or (),
        rel=values.get("rel"),
        rel2=values.get("rel2") or values.get("rel"),
        noun=values.get("noun"),
        state=values.get("state") or values.get("when") or "",
        bound=values.get("bound") or "",
        year=values.get("year") or "",
        number=values.get("n") or 0,
        name=texts.get("name", ""),
        many="many" in texts,
        who="who" in texts or not asked,
        sign=values.get("sign") or values.get("side") or "",
        amount=values.get("amount"),
        extreme=values.get("extreme") or "",
        sets={slot: values[f"type_{slot}"] for slot in ENTITY_SLOTS if f"type_{slot}" in values},
        texts=texts,
    )


def _accepts(pattern: Pattern, slots: Slots) -> bool:
    """Whether a row's own conditions on relation, types and entity hold."""
    named = slots.mentions.get("a")
    if pattern.a_types and (named is None or not any(_may_be(row, pattern) for row in named.entities)):
        return False
    places = [slots.mentions[slot] for slot in slots.sets if slot in slots.mentions]
    if not all(any(row.type in PLACES for row in place.entities) for place in places):
        return False
    return _accepts_words(pattern, slots)


def _accepts_words(pattern: Pattern, slots: Slots) -> bool:
    if pattern.undirected is not None and slots.rel and slots.rel.undirected != pattern.undirected:
        return False
    if pattern.typed and not slots.types:
        return False
    if pattern.sets and not (slots.sets and all(slots.sets.values())):
        return False
    if pattern.types and not pattern.types & set(slots.types):
        return False
    return not (slots.types and set(slots.types) <= pattern.not_types)


def _may_be(entity: Entity, pattern: Pattern) -> bool:
    """Whether a pattern's slot a may be an entity."""
    return not pattern.a_types or entity.type in pattern.a_types


def _asked(pattern: Pattern, slots: Slots) -> Slots:
    """The slots with those types and entities only that the pattern can answer."""
    named = slots.mentions.get("a")
    if named is not None and pattern.a_types:
        kept = tuple(row for row in named.entities if _may_be(row, pattern))
        slots = replace(slots, mentions={**slots.mentions, "a": replace(named, entities=kept)})
    for slot in slots.sets:
        if slot in slots.mentions:
            place = slots.mentions[slot]
            kept = tuple(row for row in place.entities if row.type in PLACES)
            slots = replace(slots, mentions={**slots.mentions, slot: replace(place, entities=kept)})
    if pattern.types:
        return replace(slots, types=tuple(kind for kind in slots.types if kind in pattern.types))
    return slots


def _narrow(fit: Fit) -> Fit:
    """The fit with those relations and entities only that the schema lets stand together, if any."""
    slots = fit.slots
    ends = {slot: {row.type for row in mention.entities} for slot, mention in slots.mentions.items()}
    ends |= {"x": set(slots.types), "y": set(slots.types2)}
    misfit = False
    for left, direction, right in _HOP.findall(fit.pattern.match):
        name = {"out2": "rel2", "noun": "noun", "noun_back": "noun"}.get(direction, "rel")
        word = getattr(slots, name)
        if word is None:
            continue
        relations, inverse, undirected = _meaning(word)
        flipped = (direction in ("into", "noun_back")) != inverse
        head, tail = (right, left) if flipped else (left, right)
        fitting = tuple(
            kind for kind in relations if _joins(kind, ends.get(head), ends.get(tail), undirected)
        )
        if not fitting:
            misfit = True
            continue
        if name != "noun":
            slots = replace(slots, **{name: replace(word, relations=fitting)})
        for end, side in ((head, "heads"), (tail, "tails")):
            if end in slots.mentions:
                slots = _keep(slots, end, fitting, side, undirected)
    return replace(fit, slots=_without_documents(slots), misfit=misfit)


def _meaning(word: RelationWord | NounWord) -> tuple[tuple[str, ...], bool, bool]:
    """A word's relations, whether it is told from the tail, and whether direction matters not at all."""
    if isinstance(word, NounWord):
        return (word.relation,), word.end == "head", word.end == "either"
    return word.relations, word.inverse, word.undirected


def _joins(kind: str, heads: set[str] | None, tails: set[str] | None, undirected: bool) -> bool:
    """Whether the schema lets a relation join any of these types; none means any."""
    row = load_schema().relations[kind]

    def both(one: set[str] | None, other: set[str] | None) -> bool:
        return (not one or bool(row.heads & one)) and (not other or bool(row.tails & other))

    return both(heads, tails) or (undirected and both(tails, heads))


def _keep(slots: Slots, slot: str, relations: Sequence[str], side: str, undirected: bool) -> Slots:
    """A mention's entities that may stand on their side of any of the relations; all where none may."""
    schema = load_schema()
    sides = ("heads", "tails") if undirected else (side,)
    allowed = set().union(*(getattr(schema.relations[kind], name) for kind in relations for name in sides))
    mention = slots.mentions[slot]
    kept = tuple(row for row in mention.entities if row.type in allowed) or mention.entities
    return replace(slots, mentions={**slots.mentions, slot: replace(mention, entities=kept)})


def _without_documents(slots: Slots) -> Slots:
    """A name that a document shares with something else means the document only where nothing else can be."""
    mentions = {
        slot: replace(
            mention,
            entities=tuple(row for row in mention.entities if row.type != DOCUMENT) or mention.entities,
        )
        for slot, mention in slots.mentions.items()
    }
    return replace(slots, mentions=mentions)
