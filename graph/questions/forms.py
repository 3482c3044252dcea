"""Forms of questions (`{a}{rel}{asked}`) as small machines, and what a question puts into their slots.

A form is compiled to a non-deterministic automaton (Thompson, 1968, Communications of the ACM 11(6)): the
search through it remembers where it was, so that its cost is at most states times characters. Words
that say nothing may stand between any two parts.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graph.questions.lexicon import YEAR, Text, is_mark

ENTITY_SLOTS = ("a", "b")
WORD_SLOTS = dict.fromkeys(("type", "type2", "type_a", "type_b"), "type") | {"rel": "rel", "rel2": "rel"}
WORD_SLOTS |= {name: name for name in ("noun", "state", "when", "bound", "sign", "side", "extreme")}

MOST_TYPES = 3
"""So many types are asked for at once at most: 哪些项目、产业和园区."""

_PIECE = re.compile(r"\{(\w+)\}|<(\w+)>|([\[\](|)?*+])|([^\[\](|)?*+{}<>]+)")
_NUMBER = re.compile(r"(?<!\d)[1-9]\d?(?!\d)|[一二两三四五六七八九十]")
_NUMERALS = {mark: value for value, mark in enumerate("零一二三四五六七八九十")} | {"两": 2}
_AMOUNT = re.compile(r"(?<![\d.])\d{1,15}(?:,\d{3})*(?:\.\d{1,6})?(?![\d.])")
_LONGEST_UNIT = 8
_UNIT_END = "里"
"""Elsewhere it says nothing; behind a number it is the end of a unit (公里), or a unit."""
_BEFORE_NAME = "的"
_SHORTEST_TEXT, _LONGEST_TEXT = 2, 24


@dataclass(frozen=True, slots=True)
class Taken:
    """What a part of a question was taken for: the slot, its words there, and what they mean."""

    slot: str
    text: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, as written, of so many times a unit: 2 of 1,000,000,000 元 for 2 billion yuan."""

    number: str
    unit: str
    times: int = 1


Trail = tuple["Trail", tuple[Taken, ...]] | None
"""What was taken before, as a chain: the way so far, and the last that was taken."""

Step = tuple[int, tuple[Taken, ...]]
Part = Callable[[Text, int, bool], Iterator[Step]]


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form. State i is (part, next states): a part to take, or none; the last one accepts.

    `entities`: how many entities may be named in what it fits.
    """

    text: str
    states: tuple[tuple[Part | None, tuple[int, ...]], ...]
    start: int
    entities: frozenset[int]

    def match(self, question: Text, loose: bool = False) -> tuple[Taken, ...] | None:
        """What the whole question puts into the slots; None where it does not fit.

        `loose`: in the place of an entity any text may stand, taken as short as it can be.
        """
        seen: set[tuple[int, int]] = set()
        last, end = len(self.states) - 1, len(question.text)
        waiting: list[tuple[int, int, Trail]] = [(self.start, at, None) for at in reversed(question.gap(0))]
        while waiting:
            state, at, trail = waiting.pop()
            if state == last and at == end:
                return _unrolled(trail)
            if (state, at) in seen:
                continue
            seen.add((state, at))
            part, targets = self.states[state]
            steps = [(at, ())] if part is None else [*part(question, at, loose)]
            for after, taken in reversed(steps):
                further = (trail, taken) if taken else trail
                for place in (after,) if part is None else reversed(question.gap(after)):
                    waiting += [(target, place, further) for target in reversed(targets)]
        return None


def _unrolled(trail: Trail) -> tuple[Taken, ...]:
    """What was taken on the way that led here, first to last."""
    parts: list[tuple[Taken, ...]] = []
    while trail is not None:
        trail, taken = trail
        parts.append(taken)
    return tuple(one for part in reversed(parts) for one in part)


def compile_form(form: str, parts: Mapping[str, str] | None = None) -> Form:
    """The machine of a form; a slot that `parts` names stands for the form there.

    Raises ValueError where it can't be read.
    """
    whole = form
    for name, part in (parts or {}).items():
        whole = whole.replace(f"{{{name}}}", f"({part})")
    pieces = list(_pieces(whole))
    machine = _Machine(pieces)
    start, end = machine.alternatives()
    if machine.at != len(pieces):
        raise ValueError(f"{form!r}: {pieces[machine.at][1]}")
    accept = machine.state(None)
    machine.join(end, accept)
    states = tuple((part, tuple(targets)) for part, targets in machine.states)
    return Form(form, states, start, _entities_named(states, machine.entities, start))


def _entities_named(
    states: tuple[tuple[Part | None, tuple[int, ...]], ...], entities: set[int], start: int
) -> frozenset[int]:
    """How many entities the ways through a machine take; none takes more than one for each slot."""
    seen: set[tuple[int, int]] = set()
    waiting = [(start, 0)]
    while waiting:
        state, count = waiting.pop()
        count += state in entities
        if count <= len(ENTITY_SLOTS) and (state, count) not in seen:
            seen.add((state, count))
            waiting += [(target, count) for target in states[state][1]]
    return frozenset(count for state, count in seen if state == len(states) - 1)


def _pieces(form: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(form):
        found = _PIECE.match(form, at)
        if not found:
            raise ValueError(f"{form!r}: {at}")
        at = found.end()
        for kind, text in zip(("slot", "class", "sign", "literal"), found.groups(), strict=True):
            if text and text.strip():
                yield kind, text.strip()


class _Machine:
    """A form on its way to states: a descent over its pieces."""

    def __init__(self, pieces: list[tuple[str, str]]) -> None:
        self.pieces = pieces
        self.at = 0
        self.states: list[tuple[Part | None, list[int]]] = []
        self.entities: set[int] = set()

    def state(self, part: Part | None) -> int:
        self.states.append((part, []))
        return len(self.states) - 1

    def join(self, one: int, other: int) -> None:
        self.states[one][1].append(other)

    def alternatives(self) -> tuple[int, int]:
        """What stands up to a closing bracket, with | between: its first and last state."""
        start, end = self.state(None), self.state(None)
        while True:
            first, last = self._sequence()
            self.join(start, first)
            self.join(last, end)
            if not self._takes("|"):
                return start, end

    def _sequence(self) -> tuple[int, int]:
        start = last = self.state(None)
        while self.at < len(self.pieces) and self.pieces[self.at] not in (
            ("sign", "|"),
            ("sign", ")"),
            ("sign", "]"),
        ):
            first, end = self._unit()
            self.join(last, first)
            last = end
        return start, last

    def _unit(self) -> tuple[int, int]:
        kind, text = self.pieces[self.at]
        self.at += 1
        if kind != "sign":
            start = end = self.state(_part(kind, text))
            if kind == "slot" and text in ENTITY_SLOTS:
                self.entities.add(start)
        elif text in "([":
            start, end = self.alternatives()
            if not self._takes(")" if text == "(" else "]"):
                raise ValueError(f"{text}: unclosed")
        else:
            raise ValueError(text)
        return self._repeated(start, end, text == "[")

    def _repeated(self, start: int, end: int, optional: bool) -> tuple[int, int]:
        again = False
        while sign := next((sign for sign in "?*+" if self._takes(sign)), ""):
            optional, again = optional or sign in "?*", again or sign in "*+"
        if not optional and not again:
            return start, end
        before, after = self.state(None), self.state(None)
        self.join(before, start)
        if again:
            self.join(end, before)
        self.join(end, after)
        if optional:
            self.join(before, after)
        return before, after

    def _takes(self, sign: str) -> bool:
        if self.at < len(self.pieces) and self.pieces[self.at] == ("sign", sign):
            self.at += 1
            return True
        return False


def _part(kind: str, name: str) -> Part:
    if kind == "literal":
        return lambda text, at, _: iter([(at + len(name), ())] if text.literal(name, at) else ())
    if kind == "class":
        return lambda text, at, _: ((end, ()) for end, _, _ in text.words(f"class.{name}", at))
    if name in ENTITY_SLOTS:
        return lambda text, at, loose: _entity(name, text, at, loose)
    if name in ("asked", "asked2", "which"):
        return lambda text, at, _: _asked(name, text, at)
    if name == "name":
        return lambda text, at, _: iter(()) if _cuts_name(text, at) else _any_text(name, text, at)
    if name == "amount":
        return lambda text, at, _: _amount(name, text, at)
    if name in ("year", "n"):
        return lambda text, at, _: _number(name, text, at)
    table = WORD_SLOTS.get(name)
    if table is None:
        raise ValueError(f"{{{name}}}")
    return lambda text, at, _: (
        (end, (Taken(name, word, meaning),)) for end, word, meaning in text.words(table, at)
    )


def _entity(slot: str, text: Text, at: int, loose: bool) -> Iterator[Step]:
    if at < len(text.text) and is_mark(text.text[at]):
        yield at + 1, (Taken(slot, text.text[at]),)
    elif loose:
        yield from _any_text(slot, text, at)


def _any_text(slot: str, text: Text, at: int) -> Iterator[Step]:
    for end in range(at + _SHORTEST_TEXT, min(at + _LONGEST_TEXT, len(text.text)) + 1):
        if is_mark(text.text[end - 1]) or is_mark(text.text[at]):
            return
        words = text.text[at:end]
        if words == words.strip():
            yield end, (Taken(slot, words),)


def _cuts_name(text: Text, at: int) -> bool:
    """Whether letters of a name were passed over as saying nothing: 上 of 的上市企业数."""
    first = text.text.rfind(_BEFORE_NAME, 0, at) + 1
    return bool(first) and first < at and all(text.is_filler(here) for here in range(first, at))


def _number(slot: str, text: Text, at: int) -> Iterator[Step]:
    found = (YEAR if slot == "year" else _NUMBER).match(text.text, at)
    if found:
        value = found[1] if slot == "year" else _NUMERALS.get(found[0]) or int(found[0])
        yield found.end(), (Taken(slot, found[0], value),)


def _amount(slot: str, text: Text, at: int) -> Iterator[Step]:
    """A number with its unit: an English one of the vocabulary, else any short text, the shortest first."""
    found = _AMOUNT.match(text.text, at)
    if not found:
        return
    number = found[0].replace(",", "")
    for place in dict.fromkeys((found.end(), found.end() + text.text.startswith(" ", found.end()))):
        for end, word, (times, unit) in text.words("unit", place):
            yield end, (Taken(slot, f"{found[0]} {word}", Amount(number, unit, times)),)
        for end in range(place + 1, min(place + _LONGEST_UNIT, len(text.text)) + 1):
            unit = text.text[place:end]
            if is_mark(unit[-1]) or unit[-1] in " ,?":
                break
            if text.is_whole(place, end) and text.text[end : end + 1] != _UNIT_END:
                yield end, (Taken(slot, found[0] + unit, Amount(number, unit)),)


def _asked(slot: str, text: Text, at: int) -> Iterator[Step]:
    """Which, how many, with a type's word behind it or none (`which` never); or 谁, 哪里."""
    for name in ("many", "which"):
        for end, word, _ in text.words(f"asked.{name}", at):
            taken = (Taken("many", word),) if name == "many" else ()
            ends = [*(after for after, _, _ in text.words("asked.classifiers", end)), end]
            if slot != "which":
                yield from _typed(slot, text, at, ends, taken)
            yield from ((after, (*taken, Taken(slot, text.text[at:after]))) for after in ends)
    for name in ("who", "where") if slot != "which" else ():
        for end, word, _ in text.words(f"asked.{name}", at):
            yield end, (Taken(name, word), Taken(slot, word))


def _typed(slot: str, text: Text, at: int, ends: list[int], taken: tuple[Taken, ...]) -> Iterator[Step]:
    kind = slot.replace("asked", "type")
    for after in ends:
        for end, types in _types(text, after, MOST_TYPES):
            words = text.text[at:end]
            yield end, (*taken, Taken(kind, text.text[after:end].strip(), types), Taken(slot, words))


def _types(text: Text, at: int, most: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where words for types end that stand behind an offset, and all that they mean; the most words first."""
    for place in text.gap(at):
        for end, _, types in text.words("type", place):
            joints = (after for here in text.gap(end) for after, _, _ in text.words("class.and", here))
            for joint in joints if most > 1 and types else ():
                for last, others in _types(text, joint, most - 1):
                    yield last, tuple(dict.fromkeys((*types, *others))) if others else ()
            yield end, types
