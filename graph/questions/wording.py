"""How a question was understood, said in words; and ready questions, put together from what was known."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from graph.model import Entity
from graph.questions.answers import Words
from graph.questions.forms import ENTITY_SLOTS
from graph.questions.names import Gazetteer
from graph.questions.patterns import Pattern
from graph.questions.understanding import Slots
from graph.questions.vocabulary import NounWord, RelationWord, load_vocabulary
from graph.schema import load_schema
from graph.words import BOUNDS, entity_word, relation_word
from text import default_language, say

LENGTH = 4
"""Paths that a question asks for have at most so many hops, where it says no number."""

MOST = 10
"""How many of the most connected are listed where a question says no number."""


_SIGNS = {">": "more", ">=": "at_least", "<": "less", "<=": "at_most"}


def say_understood(
    pattern: Pattern, slots: Slots, ends: Mapping[str, Entity], years: Sequence[tuple[str, int]] = ()
) -> Words:
    """What the question was taken for, as a sentence in either language.

    `years` are the words for years that were told from today, each with the year that it was taken for.
    """
    return partial(_say_understood, pattern, slots, ends, tuple(years))


def say_entity(entity: Entity, language: str | None) -> str:
    """An entity by name and type."""
    return say("questions.word.entity", language, name=entity.name, type=entity_word(entity.type, language))


def say_types(types: Sequence[str], language: str | None) -> str:
    """Types by name, in English as plurals; any where there is none."""
    if not types:
        return say("questions.word.any", language)
    language = language or default_language()
    words = (_type_in((kind,), language) if language == "en" else entity_word(kind, "zh") for kind in types)
    return say("questions.word.or", language).join(words)


def say_relation(word: RelationWord | NounWord | None, language: str | None) -> str:
    """A word for relations with the types that it means, and whether it is told from the other end."""
    if word is None:
        return ""
    kinds = word.relations if isinstance(word, RelationWord) else (word.relation,)
    names = say("questions.word.or", language).join(relation_word(kind, language) for kind in kinds)
    if isinstance(word, RelationWord) and word.inverse:
        names = say("questions.word.inverse", language, relations=names)
    if word.word == names:
        return names
    return say("questions.word.relation", language, word=word.word, relations=names)


def say_end(
    slots: Slots, ends: Mapping[str, Entity], slot: str, language: str | None, whole: bool = False
) -> str:
    """An end of paths: an entity, or any of some types (`whole`: all); "" where there is no such end."""
    kinds = slots.sets.get(slot)
    if not kinds:
        return say_entity(ends[slot], language) if slot in ends else ""
    types = say_types(kinds, language)
    place = say_entity(ends[slot], language) if slot in ends else ""
    if whole:
        return say(f"questions.word.{'each_of' if place else 'each'}", language, types=types, place=place)
    return say(f"questions.word.{'any_in' if place else 'any_of'}", language, types=types, place=place)


def say_state(state: str, language: str | None) -> str:
    """What a state's name means; "" for none."""
    return say(f"questions.state.{state}", language) if state else ""


def ready_question(
    pattern: Pattern, slots: Slots, ends: Mapping[str, Entity], gazetteer: Gazetteer, language: str
) -> str:
    """A question of the pattern that names the same things; "" where the language has no word for one."""
    words = {
        "rel": _relation_in(slots.rel, language),
        "noun": _noun_in(slots.noun, language),
        "type": _type_in(slots.types, language),
        "type2": _type_in(slots.types2, language),
        "state": _state_in(slots.state, language),
    }
    needed = {slot for slot in pattern.slots if slot in ("rel", "noun", "state")}
    if not all(words[slot] for slot in needed) or len(ends) < sum(
        slot in ("a", "b") for slot in pattern.slots
    ):
        return ""
    fields = {slot: gazetteer.written(entity) for slot, entity in ends.items()}
    fields |= {f"end_{slot}": _end_in(slots, fields, slot, language) for slot in ENTITY_SLOTS}
    year = say("questions.word.year", language, year=slots.year).replace(" ", "") if slots.year else ""
    said = pattern.say[language].format(
        **fields,
        **words,
        which=_which(words["type"], "what", language),
        which2=_which(words["type2"], "what", language),
        who=_which(words["type"], "who", language),
        year=year,
        n=slots.number or (LENGTH if pattern.kind == "paths" else pattern.limit),
        name=slots.name,
        compared=" ".join(
            filter(None, (slots.texts.get("sign"), slots.texts.get("amount"), slots.texts.get("side")))
        ),
        extreme=slots.texts.get("extreme", ""),
    )
    return said.replace(" for ?", "?")[:1].upper() + said.replace(" for ?", "?")[1:]


def _say_understood(
    pattern: Pattern,
    slots: Slots,
    ends: Mapping[str, Entity],
    years: Sequence[tuple[str, int]],
    language: str | None,
) -> str:
    language = language or default_language()
    asked = say_types(slots.types, language)
    many = say("questions.word.many", language) if slots.many else ""
    state = say_state(slots.state, language)
    bound = BOUNDS.get(slots.bound, slots.bound)
    fields = {slot: say_entity(entity, language) for slot, entity in ends.items()}
    said = pattern.gloss[language].format(
        **fields,
        asked=asked + many,
        asked2=say_types(slots.types2, language),
        rel=say_relation(slots.rel, language),
        rel2=say_relation(slots.rel2, language),
        noun=say_relation(slots.noun, language),
        state=state,
        state_too=say("questions.word.state_too", language, state=state) if state else "",
        year=say("questions.word.year", language, year=slots.year),
        for_year=say("questions.word.for_year", language, year=slots.year) if slots.year else "",
        bound_too=say("questions.word.bound_too", language, bound=bound) if bound else "",
        whose=say("questions.word.whose", language, asked=asked) if slots.types else "",
        name_too=say("questions.word.name_too", language, name=slots.name) if slots.name else "",
        sign=say(f"questions.sign.{_SIGNS[slots.sign]}", language) if slots.sign else "",
        amount=_amount_words(slots, language),
        extreme=say(f"questions.extreme.{slots.extreme}", language) if slots.extreme else "",
        end_a=say_end(slots, ends, "a", language),
        end_b=say_end(slots, ends, "b", language),
        n=slots.number or pattern.limit or LENGTH,
        name=slots.name,
        length=slots.number or LENGTH,
    )
    told = (say("questions.word.told_year", language, text=text, year=year) for text, year in years)
    return said + "".join(told)


def _amount_words(slots: Slots, language: str) -> str:
    """An amount as it was written; in the documents' unit too where that is another."""
    if slots.amount is None:
        return ""
    written = slots.texts["amount"]
    if slots.amount.times == 1:
        return written
    number = f"{Decimal(slots.amount.number) * slots.amount.times:,f}"
    return say("questions.word.amount", language, written=written, number=number, unit=slots.amount.unit)


def is_latin_text(text: str) -> bool:
    """Whether a text is written in Latin letters."""
    return text.isascii()


def _which(kind: str, bare: str, language: str) -> str:
    return (
        say("questions.word.which", language, type=kind) if kind else say(f"questions.word.{bare}", language)
    )


def _relation_in(word: RelationWord | None, language: str) -> str:
    """The word itself where it is of the language, else another that means the same; "" for none."""
    if word is None:
        return ""
    meant = (word.relations, word.inverse)
    same = (row for row in load_vocabulary().relations.values() if (row.relations, row.inverse) == meant)
    return _of_language(word.word, (row.word for row in same), language)


def _noun_in(word: NounWord | None, language: str) -> str:
    if word is None:
        return ""
    meant = (word.relation, word.end)
    same = (row for row in load_vocabulary().nouns.values() if (row.relation, row.end) == meant)
    return _of_language(word.word, (row.word for row in same), language)


def _type_in(types: Sequence[str], language: str) -> str:
    """A word for the types: a plural in English; "" for any type and for a choice that has no word."""
    words = [word for word, kinds in load_vocabulary().types.items() if kinds == tuple(types)]
    if not types:
        return ""
    if not words:
        joint = say("questions.word.and", language)
        return joint.join(_type_in((kind,), language) for kind in types)
    if language == "zh":
        return _of_language("", words, language) or load_schema().entities[types[0]].name
    plural = [word for word in words if is_latin_text(word)][1:]
    return plural[0] if plural else ""


def _end_in(slots: Slots, names: Mapping[str, str], slot: str, language: str) -> str:
    """An end of paths as a ready question names it; "" where there is none."""
    if slot not in slots.sets:
        return names.get(slot, "")
    types = _type_in(slots.sets[slot], language)
    key = "each_of" if slot in names else "each"
    return say(f"questions.word.{key}", language, types=types, place=names.get(slot, ""))


def _state_in(state: str, language: str) -> str:
    words = (word for word, meaning in load_vocabulary().states.items() if meaning == state)
    return _of_language("", words, language) if state else ""


def _of_language(word: str, others: object, language: str) -> str:
    candidates = (row for row in (word, *others) if row and is_latin_text(row) == (language == "en"))
    return next(candidates, "")
