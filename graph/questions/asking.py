"""Questions in Chinese and English, answered without a model: `ask` is what views and commands call.

A question is read with the names of the store's entities, matched against the patterns of data/questions/,
narrowed by what the schema allows, and answered by one bounded query or by the path search. Nothing is
guessed: what is not understood, or may be understood in several ways, is said and offered as ready questions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from errors import RequestError
from graph.model import Entity
from graph.questions.answers import NOTHING, SEVERAL, UNKNOWN, Answer, Limits, Suggestion
from graph.questions.cypher_text import Named, build_query
from graph.questions.figures import answer_figures, is_answerable
from graph.questions.forms import Amount
from graph.questions.linking import answer_links, answer_paths, answer_shortest
from graph.questions.names import LONGEST, Gazetteer, Reading, open_gazetteer, simplify
from graph.questions.patterns import CONTRADICTIONS, FIGURES, LINKS, PATHS, ROWS, SHORTEST
from graph.questions.rows import answer_contradictions, answer_rows
from graph.questions.suggestions import exchange, find_known, suggest, suggest_names
from graph.questions.understanding import Fit, Slots, find_fits
from graph.questions.wording import ready_question, say_entity, say_relation, say_understood
from graph.store.base import Store
from text import say

NEAR = 5
"""So many ready questions are offered at most."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A fit with the one entity that each of its slots names."""

    fit: Fit
    ends: Mapping[str, Entity]


_ANSWERS = {
    ROWS: answer_rows,
    LINKS: answer_links,
    PATHS: answer_paths,
    SHORTEST: answer_shortest,
    CONTRADICTIONS: answer_contradictions,
    FIGURES: answer_figures,
}


def ask(
    store: Store, question: str, gazetteer: Gazetteer | None = None, limits: Limits | None = None
) -> Answer:
    """The answer to a question; `gazetteer` saves reading all names of the store for each.

    Of several patterns that fit, that of the lowest rank counts (see data/questions/README.md); two of one
    rank that ask for different things, or a name of several entities, are offered as choices. Raises
    RequestError for an empty question and one of more than LONGEST characters, and what `Store.query` and
    `find_paths` raise.
    """
    if not question.strip():
        raise RequestError(problem=partial(say, "questions.ask"))
    if len(question.strip()) > LONGEST:
        count = len(question.strip())
        raise RequestError(problem=partial(say, "questions.too_long", count=count, most=LONGEST))
    gazetteer = gazetteer or open_gazetteer(store)
    readings = list(gazetteer.read(question))
    limits = limits or Limits()
    fits = _known_figures(store, find_fits(readings), limits)
    if not fits:
        simple = simplify(question)
        if simple != question:
            readings += list(gazetteer.read(simple))
            fits = _known_figures(store, find_fits(readings), limits)
    if not fits:
        return _unknown(question, readings, gazetteer)
    reading = readings[fits[0].reading]
    meant = [row for fit in _best(fits) for row in _meanings(fit)]
    different = {_signature(row, gazetteer): row for row in meant}
    if len(different) > 1:
        return _several(question, list(different.values()), gazetteer)
    answer = _answer(store, question, meant[0], gazetteer, limits, reading.years)
    if answer.outcome != NOTHING:
        return answer
    near = (row for row in suggest(reading, gazetteer, language_of(question)) if not _same(row, answer))
    return replace(answer, suggestions=tuple(islice(near, NEAR)))


def _known_figures(store: Store, fits: Iterable[Fit], limits: Limits) -> list[Fit]:
    """The fits but those that ask for a figure by a name, or in a unit, that no figure of the store has."""
    known: dict[tuple[str, str, Amount | None], bool] = {}
    kept = []
    for fit in fits:
        slots = fit.slots
        key = slots.name, slots.extreme, slots.amount
        if key not in known:
            known[key] = is_answerable(store, slots, limits)
        if known[key]:
            kept.append(fit)
    return kept


def _best(fits: Sequence[Fit]) -> Iterator[Fit]:
    """Those that nothing goes before."""
    return (fit for fit in fits if fit.order == fits[0].order)


def _meanings(fit: Fit) -> Iterator[Meant]:
    """The fit with each choice of entities for its names; its two ends are one only where they must be."""
    slots = list(fit.slots.mentions)
    ways: list[dict[str, Entity]] = [{}]
    for slot in slots:
        ways = [{**way, slot: entity} for way in ways for entity in fit.choices(slot)]
    apart = [way for way in ways if len({row.id for row in way.values()}) == len(way)]
    yield from (Meant(fit, way) for way in apart or ways)


def _signature(meant: Meant, gazetteer: Gazetteer) -> tuple:
    """What is asked for, whatever pattern says it."""
    pattern = meant.fit.pattern
    ends = tuple(sorted((slot, row.id) for slot, row in meant.ends.items()))
    if pattern.kind not in (ROWS, FIGURES):
        return pattern.kind, ends, meant.fit.slots.types, tuple(sorted(meant.fit.slots.sets.items()))
    slots = meant.fit.slots
    wanted = slots.sign, slots.amount, slots.extreme
    return (build_query(pattern, slots, _named(meant.ends, gazetteer)).inlined, *wanted)


def _named(ends: Mapping[str, Entity], gazetteer: Gazetteer) -> dict[str, Named]:
    return {slot: Named(row, gazetteer.is_found_by_name(row)) for slot, row in ends.items()}


def _answer(
    store: Store,
    question: str,
    meant: Meant,
    gazetteer: Gazetteer,
    limits: Limits,
    years: Sequence[tuple[str, int]],
) -> Answer:
    pattern, slots = meant.fit.pattern, meant.fit.slots
    notes = [
        partial(_say_alias, mention.text, meant.ends[slot])
        for slot, mention in slots.mentions.items()
        if mention.alias
    ]
    if meant.fit.misfit:
        notes.append(partial(_say_misfit, slots))
    frame = Answer(
        question=question,
        outcome="",
        pattern=pattern.id,
        understood=say_understood(pattern, slots, meant.ends, years),
        notes=tuple(notes),
    )
    return _ANSWERS[pattern.kind](store, frame, pattern, slots, _named(meant.ends, gazetteer), limits)


def _several(question: str, meant: Sequence[Meant], gazetteer: Gazetteer) -> Answer:
    language = language_of(question)
    found: dict[str, Suggestion] = {}
    one_pattern = len({row.fit.pattern.id for row in meant}) == 1
    for row in meant:
        pattern, slots = row.fit.pattern, row.fit.slots
        ready = _specified(question, slots, row.ends, gazetteer) if one_pattern else ""
        ready = ready or ready_question(pattern, slots, row.ends, gazetteer, language)
        if ready:
            found.setdefault(ready, Suggestion(ready, say_understood(pattern, slots, row.ends)))
    names = [
        mention.text
        for row in meant[:1]
        for mention in row.fit.slots.mentions.values()
        if len(mention.entities) > 1
    ]
    return Answer(question, SEVERAL, unknown=tuple(names), suggestions=tuple(found.values()))


def _specified(question: str, slots: Slots, ends: Mapping[str, Entity], gazetteer: Gazetteer) -> str:
    """The question with each name of several entities made one's own; "" where it is not written so."""
    for slot, mention in slots.mentions.items():
        if len(mention.entities) > 1:
            question = exchange(question, mention.text, gazetteer.written(ends[slot]))
    return question


def _unknown(question: str, readings: Sequence[Reading], gazetteer: Gazetteer) -> Answer:
    language = language_of(question)
    names, unknown = suggest_names(question, readings, gazetteer)
    known = find_known(readings[0])
    ready = names or suggest(readings[0], gazetteer, language)
    return Answer(question, UNKNOWN, known=known, unknown=unknown, suggestions=tuple(islice(ready, NEAR)))


def _same(suggestion: Suggestion, answer: Answer) -> bool:
    """Whether a suggestion asks for what was answered already."""
    return suggestion.why("zh") == answer.understood("zh")


def _say_alias(text: str, entity: Entity, language: str | None) -> str:
    return say("questions.note.alias", language, text=text, entity=say_entity(entity, language))


def _say_misfit(slots: Slots, language: str | None) -> str:
    return say("questions.note.misfit", language, relations=say_relation(slots.rel or slots.noun, language))


def language_of(question: str) -> str:
    """The language that a question is put in: English where Latin words lead it, else Chinese."""
    words = [letter for letter in question if letter.isalpha()]
    latin = sum(letter.isascii() for letter in words)
    return "en" if latin * 2 > len(words) else "zh"
