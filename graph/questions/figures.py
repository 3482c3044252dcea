"""Figures compared with an amount or with one another: what is listed is sure to be so, as it is written.

Numbers are compared in the bare unit (亿元 and 万元 in 元) and only with those of the same one. A figure that
gives a bound or a range says that any number within may be: it is above an amount only where each of them is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from graph.contradictions import core_name, load_contradiction_rules, split_unit, value_range
from graph.model import Entity
from graph.naming import fold
from graph.questions.answers import NOTHING, Answer, Limits, Words
from graph.questions.cypher_text import Named, build_query
from graph.questions.patterns import Pattern, Shape
from graph.questions.rows import run_query
from graph.questions.understanding import Slots
from graph.schema import INDICATOR, load_schema
from graph.store.base import Store
from text import say

MOST_COMPARED = 20_000
"""So many figures are compared at most; where there are more, it is said."""

_MOST_UNITS = 5_000
_NAMES = 50
"""Among so many figures, the likest names first, one of just the name asked for is looked for."""

_CANDIDATES = Shape(
    (), "", "", "RETURN DISTINCT i.id, i.name, i.value, i.unit, i.bound, i.deadline ORDER BY i.id"
)

Range = tuple[Fraction | float, Fraction | float]


def is_answerable(store: Store, slots: Slots, limits: Limits) -> bool:
    """Whether the store has figures of the name, and in the unit, that a question gives, if it gives any."""
    if slots.name:
        found = store.find(slots.name, (INDICATOR,), _NAMES).entities
        if not any(not slots.extreme or _is_named(row, slots.name) for row in found):
            return False
    return slots.amount is None or bool(_units_like(store, slots.amount.unit, limits)[0])


def answer_figures(
    store: Store, frame: Answer, pattern: Pattern, slots: Slots, ends: Mapping[str, Named], limits: Limits
) -> Answer:
    """The figures that are as the question wants them. Which they are Cypher does not tell: it lists them.

    With an amount, those that are surely above or below it; else, of one name and one unit, the one with the
    highest or lowest number, and all that say the same. Those with the number asked for most stand first.
    Raises what `Store.query` raises.
    """
    units, units_cut = _units_like(store, slots.amount.unit, limits) if slots.amount else ([], False)
    given = {"units": units} if slots.amount else {}
    query = build_query(replace(pattern, shape=_CANDIDATES), slots, ends, given)
    table = store.query(query.text, query.parameters, rows=MOST_COMPARED, seconds=limits.seconds)
    figures = [_read(row) for row in table.rows]
    found, notes = _compared(figures, slots) if slots.amount else _extreme(figures, slots)
    if table.truncated:
        notes = (*notes, partial(_say, "figures_cut", count=MOST_COMPARED))
    if units_cut:
        notes = (*notes, partial(_say, "units_cut", count=_MOST_UNITS))
    frame = replace(frame, outcome=NOTHING, notes=(*frame.notes, *notes))
    if not found:
        return frame
    ids = [row.id for row in found[: limits.rows]]
    query = build_query(pattern, slots, ends, {**given, "ids": ids})
    answer = run_query(store, frame, pattern, query, limits)
    place = {figure: number for number, figure in enumerate(ids)}
    rows = sorted(answer.rows, key=lambda row: _place(row, place))
    return replace(
        answer,
        rows=tuple(rows),
        total=max(len(found), answer.total),
        total_known=answer.total_known and not (table.truncated or units_cut),
        order="most" if slots.sign in ("", ">", ">=") and slots.extreme != "lowest" else "least",
        cypher_note=partial(_say, "figures_cypher"),
    )


def _units_like(store: Store, unit: str, limits: Limits) -> tuple[list[str], bool]:
    """The units of the store's figures that are of the same kind: 亿元, 万元; whether some may lack."""
    label = load_schema().entities[INDICATOR].name
    query = f"MATCH (i:`{label}`) RETURN DISTINCT i.unit ORDER BY i.unit"
    table = store.query(query, rows=_MOST_UNITS, seconds=limits.seconds)
    rules = load_contradiction_rules()
    bare = split_unit(unit, rules)[1]
    alike = [str(row[0]) for row in table.rows if row[0] and split_unit(str(row[0]), rules)[1] == bare]
    return alike, table.truncated


def _read(row: Sequence[object]) -> Entity:
    """A figure from a row of the candidates."""
    own, name, value, unit, bound, deadline = (str(cell or "") for cell in row)
    return Entity(
        own, INDICATOR, name, details={"value": value, "unit": unit, "bound": bound, "deadline": deadline}
    )


def _compared(figures: Iterable[Entity], slots: Slots) -> tuple[list[Entity], tuple[Words, ...]]:
    """Those that are surely as asked, and how many may be so or not."""
    rules = load_contradiction_rules()
    times, _ = split_unit(slots.amount.unit, rules)
    amount = Fraction(slots.amount.number) * slots.amount.times * times
    sure, unsure = [], 0
    for figure in figures:
        numbers = _allowed(figure)
        if numbers is None:
            continue
        low, high = (_is_so(slots.sign, number, amount) for number in numbers)
        if low and high:
            sure.append(figure)
        elif low or high:
            unsure += 1
    falling = slots.sign in (">", ">=")
    sure.sort(key=lambda row: (_written(row)[1] * (-1 if falling else 1), row.name, row.id))
    return sure, (partial(_say, "figures_unsure", count=unsure),) if unsure else ()


def _extreme(figures: Iterable[Entity], slots: Slots) -> tuple[list[Entity], tuple[Words, ...]]:
    """Of each unit those of just this name with the highest or lowest number as written; what to know."""
    rules = load_contradiction_rules()
    groups: dict[str, list[Entity]] = {}
    for figure in figures:
        if _is_named(figure, slots.name) and _written(figure) is not None:
            groups.setdefault(split_unit(str(figure.details["unit"]), rules)[1], []).append(figure)
    highest = slots.extreme == "highest"
    open_bound = ">=" if highest else "<="
    found: list[Entity] = []
    notes: list[Words] = []
    for _, rows in sorted(groups.items()):
        best = max(_written(row)[1] for row in rows) if highest else min(_written(row)[0] for row in rows)
        found += [row for row in rows if best in _written(row)]
        bounded = sum(row.details["bound"] == open_bound for row in rows if best not in _written(row))
        years = sorted({str(row.details["deadline"]) for row in rows})
        notes.append(partial(_say_extreme, str(rows[0].details["unit"]), len(rows), years, bounded))
    return found, tuple(notes)


def _is_named(figure: Entity, name: str) -> bool:
    """Whether a figure is of just this name, words that say nothing of the thing apart."""
    rules = load_contradiction_rules()
    return fold(figure.name) == fold(name) or core_name(figure.name, rules) == core_name(name, rules)


def _written(figure: Entity) -> Range | None:
    """The numbers that a figure gives, in the bare unit; None where it is none."""
    return value_range(figure, load_contradiction_rules())


def _allowed(figure: Entity) -> Range | None:
    """All numbers that a figure allows, by its bound."""
    numbers = _written(figure)
    if numbers is None:
        return None
    bound = figure.details["bound"]
    return (float("-inf") if bound == "<=" else numbers[0]), (float("inf") if bound == ">=" else numbers[1])


def _is_so(sign: str, number: Fraction | float, amount: Fraction) -> bool:
    if number == amount:
        return sign in (">=", "<=")
    return (number > amount) == (sign in (">", ">="))


def _place(row: Sequence[object], place: Mapping[str, int]) -> int:
    return min(place[cell.id] for cell in row if isinstance(cell, Entity) and cell.id in place)


def _say(key: str, language: str | None, **fields: object) -> str:
    return say(f"questions.note.{key}", language, **fields)


def _say_extreme(unit: str, count: int, years: Sequence[str], bounded: int, language: str | None) -> str:
    """How many figures were compared, of which years, and how many only give a bound."""
    told = [year or say("questions.word.no_year", language) for year in years]
    said = say(
        "questions.note.extreme",
        language,
        unit=unit,
        count=count,
        years=say("graph.list", language).join(told),
    )
    return said + (say("questions.note.extreme_bounds", language, count=bounded) if bounded else "")
