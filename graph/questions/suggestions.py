"""What was known of a question that was not understood, and the nearest questions that are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from graph.model import Entity
from graph.questions.answers import Known, Suggestion, Words
from graph.questions.lexicon import Text, is_mark
from graph.questions.names import Gazetteer, Mention, Reading
from graph.questions.patterns import Pattern, load_patterns
from graph.questions.understanding import Slots, find_fits, find_loose_fits
from graph.questions.vocabulary import NounWord, RelationWord, load_vocabulary
from graph.questions.wording import (
    ready_question,
    say_entity,
    say_relation,
    say_state,
    say_types,
    say_understood,
)
from graph.schema import DOCUMENT, INDICATOR, load_schema
from text import say

_TABLES = ("rel", "noun", "state", "type")
_NEAR = 3
"""So many names are offered for one that no entity has."""

_TRIED = 6
"""So many ways to take some words for a name are tried."""


def find_known(reading: Reading) -> tuple[Known, ...]:
    """The words of a reading that mean something, each once, in their order, the longest at each place."""
    known = {text: value for text, value in reversed([*_words(reading)])}
    return tuple(_tell(text, value) for text, value in reversed(known.items()))


def suggest(reading: Reading, gazetteer: Gazetteer, language: str) -> Iterator[Suggestion]:
    """Questions that use what was known, those that use most of it first, then in the patterns' order."""
    slots, ends = _gathered(reading)
    if not ends and not slots.texts:
        return
    found: list[tuple[int, str, Words]] = []
    for pattern in load_patterns():
        if not _can_be_asked(pattern, slots, ends):
            continue
        used = {slot: row for slot, row in ends.items() if slot in pattern.slots}
        if "b" in pattern.slots and "a" not in pattern.slots:
            used = {"b": ends["a"]}
        ready = ready_question(pattern, slots, used, gazetteer, language)
        if ready and (understood := _understood(ready, gazetteer)):
            found.append((_told(pattern, slots), ready, understood))
    found.sort(key=lambda row: -row[0])
    yield from (Suggestion(ready, why) for _, ready, why in found)


def suggest_names(
    question: str, readings: Sequence[Reading], gazetteer: Gazetteer
) -> tuple[list[Suggestion], tuple[str, ...]]:
    """The question with another name in the place of words that would be one; and these words.

    Names are offered that hold the words or read like them (`Lookup.find`), never taken.
    """
    named = [kind for kind in load_schema().entities if kind not in (DOCUMENT, INDICATOR)]
    tried: dict[str, None] = {}
    for _, unknown in find_loose_fits(readings):
        for words in unknown:
            if words in tried or len(tried) == _TRIED or load_vocabulary().knows(words):
                continue
            tried[words] = None
            found = []
            for entity in gazetteer.lookup.find(words, named, _NEAR).entities:
                ready = exchange(question, words, gazetteer.written(entity))
                if ready and (understood := _understood(ready, gazetteer)):
                    found.append(Suggestion(ready.strip(), understood))
            if found:
                return found, (words,)
    return [], ()


def exchange(question: str, words: str, others: str) -> str:
    """The question with other words in the place of some; "" where these are not written so in it."""
    at = question.casefold().find(words)
    return "" if at < 0 else question[:at] + others + question[at + len(words) :]


def _understood(question: str, gazetteer: Gazetteer) -> Words | None:
    """How a ready question is understood; None where it is not, or not surely."""
    fits = find_fits(gazetteer.read(question))
    if not fits or fits[0].misfit or fits[0].slots.name:
        return None
    slots = fits[0].slots
    if any(len(mention.entities) > 1 for mention in slots.mentions.values()):
        return None
    return say_understood(fits[0].pattern, slots, {slot: fits[0].choices(slot)[0] for slot in slots.mentions})


def _words(reading: Reading) -> Iterator[tuple[str, object]]:
    text = Text(reading.text)
    at = 0
    while at < len(text.text):
        if is_mark(text.text[at]):
            mention = reading.mention(text.text[at])
            yield mention.text, mention
            at += 1
            continue
        found = [row for table in _TABLES for row in text.words(table, at)]
        year = text.year(at)
        if year:
            yield year, year
            at += len(year)
        elif found:
            end, word, meaning = max(found, key=lambda row: row[0])
            yield word, meaning
            at = end
        else:
            at += 1


def _gathered(reading: Reading) -> tuple[Slots, dict[str, Entity]]:
    """What was known, as slots: the first word of each kind, the first two entities."""
    slots, ends = Slots(), {}
    for text, value in _words(reading):
        if isinstance(value, Mention):
            if len(ends) < 2 and value.entities[0] not in ends.values():
                ends["ab"[len(ends)]] = value.entities[0]
        elif isinstance(value, RelationWord):
            slots = (
                slots
                if slots.rel
                else replace(slots, rel=value, rel2=value, texts={**slots.texts, "rel": text})
            )
        elif isinstance(value, NounWord):
            slots = slots if slots.noun else replace(slots, noun=value, texts={**slots.texts, "noun": text})
        elif isinstance(value, tuple):
            slots = slots if slots.types else replace(slots, types=value, texts={**slots.texts, "type": text})
        elif text == value:
            slots = replace(slots, year=text, texts={**slots.texts, "year": text})
        else:
            slots = replace(slots, state=str(value), texts={**slots.texts, "state": text})
    return slots, ends


def _can_be_asked(pattern: Pattern, slots: Slots, ends: dict[str, Entity]) -> bool:
    """Whether what was known fills all that a pattern wants."""
    wanted = set(pattern.slots)
    if len(wanted & {"a", "b"}) > len(ends) or "name" in wanted:
        return False
    if pattern.a_types and ("a" not in ends or ends["a"].type not in pattern.a_types):
        return False
    if pattern.undirected is not None and (not slots.rel or slots.rel.undirected != pattern.undirected):
        return False
    needed = wanted & {"rel", "noun", "state", "year", "type", "asked2", "set", "amount", "extreme"}
    given = {**slots.texts, "asked2": ""} if slots.types else slots.texts
    if not needed <= set(given) or (pattern.typed and not slots.types):
        return False
    return not pattern.types or bool(pattern.types & set(slots.types))


def _told(pattern: Pattern, slots: Slots) -> int:
    """How much of what was known a pattern uses."""
    used = {"rel", "noun", "state", "year"} & set(pattern.slots) & set(slots.texts)
    types = bool(slots.types) and ("asked" in pattern.slots)
    return len(used) + types + 2 * len({"a", "b"} & set(pattern.slots))


def _tell(text: str, value: object) -> Known:
    if isinstance(value, Mention):
        return Known(text, "entity", partial(_say_entities, value))
    if isinstance(value, RelationWord | NounWord):
        return Known(text, "relation", partial(say_relation, value))
    if isinstance(value, tuple):
        return Known(text, "type", partial(say_types, value))
    if text == value:
        return Known(text, "year", lambda _: text)
    return Known(text, "state", partial(say_state, str(value)))


def _say_entities(mention: Mention, language: str | None) -> str:
    return say("questions.word.or", language).join(say_entity(row, language) for row in mention.entities)
