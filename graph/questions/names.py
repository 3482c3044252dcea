"""The names of the store's entities, found in a question: the longest first, other ways to read it behind."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from opencc import OpenCC

from graph.lookup import Lookup
from graph.model import Entity
from graph.naming import fold
from graph.questions.lexicon import FIRST_MARK, LAST_MARK, is_latin
from graph.questions.vocabulary import load_vocabulary
from graph.schema import INDICATOR, load_schema
from graph.store.base import ALL, Store

READINGS = 24
"""In so many ways a question is read at most, where names lie within names or are words too."""

LONGEST = 200
"""So many characters of a question are read."""

SCANNED = 20_000
"""Of a type with more entities than so many a query finds one by its id: stores have no index on names."""

_ID = re.compile(r"[0-9a-f]{16}")
_QUALIFIED = re.compile(r"\((\w[\w ]*)\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a question with the entities that they may name; `alias`: by no name of their own."""

    text: str
    entities: tuple[Entity, ...]
    alias: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A question with a mark for each mention, in their order: the first mark is that of the first.

    `years` are the words for a year that are told from today (去年), each with the year that they are: this
    stands in `text`.
    """

    text: str
    mentions: tuple[Mention, ...]
    years: tuple[tuple[str, int], ...] = ()

    def mention(self, mark: str) -> Mention:
        """The mention that a mark stands for."""
        return self.mentions[ord(mark) - ord(FIRST_MARK)]


@dataclass(frozen=True, slots=True)
class _Question:
    """A question as it is compared: folded letters, and where each begins in the written words."""

    letters: str
    tight: str
    places: tuple[int, ...]


class Gazetteer:
    """Every name and alias of the entities that it is made of; `today` tells what last year is."""

    def __init__(self, entities: Iterable[Entity], today: Callable[[], date] = date.today) -> None:
        self.entities = tuple(entities)
        self._today = today
        self._named: dict[str, list[Entity]] = {}
        self._aliased: dict[str, list[Entity]] = {}
        self._types = Counter(entity.type for entity in self.entities)
        self._ids = {entity.id: entity for entity in self.entities}
        for entity in self.entities:
            self._add(self._named, entity.name, entity)
            for alias in entity.aliases:
                self._add(self._aliased, alias, entity)
        self._lengths = sorted({len(form) for form in (*self._named, *self._aliased)} | {16}, reverse=True)

    @cached_property
    def lookup(self) -> Lookup:
        """The same names, to be searched with slips."""
        return Lookup(self.entities)

    def is_found_by_name(self, entity: Entity) -> bool:
        """Whether a query may find it by name: none of its type has the same, and they are not too many."""
        same = self._named.get(fold(entity.name), [])
        alone = sum(row.type == entity.type and row.name == entity.name for row in same) == 1
        return alone and self._types[entity.type] <= SCANNED

    def written(self, entity: Entity) -> str:
        """What names just this entity in a question: its name, else with its type, else its id."""
        named = self._named.get(fold(entity.name), [])
        plain = [row for row in named if row.type != "Document"] or named
        if plain == [entity]:
            return entity.name
        if [row for row in named if row.type == entity.type] == [entity]:
            return f"{entity.name}({load_schema().entities[entity.type].name})"
        return entity.id

    def read(self, question: str) -> Iterator[Reading]:
        """The ways to read a question, likeliest first, at most READINGS: in the order of these rules.

        At each place the longest name is taken before a shorter one, but a word of the vocabulary that is
        also an entity's name stands for itself before it names the entity.
        """
        asked = _fold_question(question)
        count = 0
        for spans in self._cut(asked, 0):
            yield _dated(_reading(asked, spans), self._today().year)
            count += 1
            if count == READINGS:
                return

    def _cut(self, asked: _Question, at: int) -> Iterator[tuple[tuple[int, int, Mention], ...]]:
        """Every row of mentions in the text from an offset on, each as start, end and mention."""
        while at < len(asked.tight):
            options = self._at(asked, at)
            if options:
                for option in options:
                    end = option[1] if option else at + 1
                    for rest in self._cut(asked, end):
                        yield ((option,) if option else ()) + rest
                return
            at += 1
        yield ()

    def _at(self, asked: _Question, at: int) -> list[tuple[int, int, Mention] | None]:
        """What may begin at an offset: names, and None for no name at all; empty where there is no choice."""
        found: list[tuple[int, int, Mention]] = []
        word = False
        for length in self._lengths:
            form = asked.tight[at : at + length]
            if len(form) == length and _stands_alone(asked, at, at + length):
                mention, end = self._mention(asked, at, at + length)
                if mention:
                    found.append((at, end, mention))
                    word = word or load_vocabulary().knows(form)
        found += [
            (at, after, mention) for _, end, mention in found for after in _own_word(asked, end, mention)
        ]
        return [None, *found] if word else [*found]

    def _mention(self, asked: _Question, start: int, end: int) -> tuple[Mention | None, int]:
        form = asked.tight[start:end]
        named = self._named.get(form, [])
        aliased = self._aliased.get(form, [])
        if not named and not aliased and _ID.fullmatch(form) and form in self._ids:
            named = [self._ids[form]]
        found = named or aliased
        if len(form) < 2 or (form.isdigit() and form not in self._ids) or not found:
            return None, end
        qualified = _QUALIFIED.match(asked.tight, end)
        if qualified:
            kinds = load_vocabulary().types.get(qualified[1], ())
            chosen = [row for row in (*named, *aliased) if row.type in kinds]
            if chosen:
                return Mention(form, tuple(chosen), chosen[0] not in named), qualified.end()
        return Mention(form, tuple(found), not named), end

    def _add(self, forms: dict[str, list[Entity]], form: str, entity: Entity) -> None:
        known = forms.setdefault(fold(form), [])
        if entity not in known:
            known.append(entity)


def open_gazetteer(store: Store, today: Callable[[], date] = date.today) -> Gazetteer:
    """The names of all entities of a store but indicators. Raises StoreUnavailable."""
    kinds = [kind for kind in load_schema().entities if kind != INDICATOR]
    return Gazetteer(store.find("", kinds, ALL).entities, today)


def simplify(text: str) -> str:
    """A text in simplified characters; the same where it is already. Halves of characters are left out."""
    return _converter().convert(text.encode(errors="ignore").decode())


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=1 << 14)
def _fold_letter(letter: str) -> str:
    """What a letter becomes where names are compared, "" for one that is passed over."""
    return "" if FIRST_MARK <= letter <= LAST_MARK else fold(f"x{letter}x")[1:-1]


def _fold_question(question: str) -> _Question:
    """The question folded as names are, in letters with spaces between Latin words and without any."""
    letters: list[str] = []
    for letter in question[:LONGEST]:
        if letter.isspace():
            letters.append(" ")
            continue
        for folded in _fold_letter(letter):
            if folded != "-" or letters[-1:] != ["-"]:
                letters.append(folded)
    text = re.sub(r" +", " ", "".join(letters)).strip()
    text = re.sub(r"(?<![!-~]) | (?![!-~])", "", text)
    places = tuple(place for place, letter in enumerate(text) if letter != " ")
    return _Question(text, "".join(text[place] for place in places), places)


def _stands_alone(asked: _Question, start: int, end: int) -> bool:
    """Whether a piece begins and ends no Latin word or number in the middle."""
    return not (_joined(asked, start) or _joined(asked, end))


def _own_word(asked: _Question, end: int, mention: Mention) -> Iterator[int]:
    """Where a word for the type of what is named ends, if one follows its name (光伏产业 for 光伏)."""
    types = load_vocabulary().types
    for length in range(6, 1, -1):
        word = asked.tight[end : end + length]
        kinds = types.get(word) if len(word) == length else None
        if kinds and any((row.type,) == kinds for row in mention.entities):
            yield end + length
            return


def _joined(asked: _Question, at: int) -> bool:
    if not 0 < at < len(asked.tight) or asked.places[at] != asked.places[at - 1] + 1:
        return False
    return is_latin(asked.tight[at - 1]) and is_latin(asked.tight[at])


def _reading(asked: _Question, spans: Sequence[tuple[int, int, Mention]]) -> Reading:
    """The question with a mark in the place of each mention."""
    parts, last = [], 0
    for number, (start, end, _) in enumerate(spans):
        parts += [asked.letters[last : asked.places[start]], chr(ord(FIRST_MARK) + number)]
        last = asked.places[end - 1] + 1
    parts.append(asked.letters[last:])
    return Reading(_strip("".join(parts)), tuple(mention for _, _, mention in spans))


def _dated(reading: Reading, this_year: int) -> Reading:
    """The reading with years in the place of the words that tell them from this one."""
    offsets = load_vocabulary().years
    told: dict[str, int] = {}

    def year(found: re.Match[str]) -> str:
        told[found[0]] = this_year + offsets[found[0]]
        return str(told[found[0]]) + ("" if is_latin(found[0][-1]) else "年")

    text = _year_words().sub(year, reading.text)
    return replace(reading, text=text, years=tuple(told.items()))


@lru_cache(maxsize=1)
def _year_words() -> re.Pattern[str]:
    """The words for such years; not the ends of others (三年前年均, 今后年度)."""
    words = "|".join(map(re.escape, sorted(load_vocabulary().years, key=len, reverse=True)))
    return re.compile(rf"(?<![年今以往0-9a-z])(?:{words})(?![a-z])")


@lru_cache(maxsize=1)
def _courtesies() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_vocabulary()
    before, after = (
        "|".join(
            rf"{re.escape(word)}(?![a-z])" if is_latin(word[-1]) else re.escape(word)
            for word in sorted(row, key=len, reverse=True)
        )
        for row in (words.before, words.after)
    )
    return (
        re.compile(rf"(?:\s|[,，:：!！.。?？]|{before})*"),
        re.compile(rf"(?:\s|[,，:：!！.。?？~]|(?<![a-z])(?:{after}))*$"),
    )


def _strip(text: str) -> str:
    """A question without what courtesy puts before and after it."""
    before, after = _courtesies()
    text = text[before.match(text).end() :]
    return text[: after.search(text).start()]
