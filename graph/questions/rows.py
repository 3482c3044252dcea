"""Answers that one query gives: its rows as entities and relations, how many there are, what they rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from graph.contradictions import Contradiction, find_stored_contradictions
from graph.model import Entity, Table
from graph.questions.answers import ANSWERED, NOTHING, Answer, Cell, Limits
from graph.questions.cypher_text import Named, Query, build_query
from graph.questions.patterns import Pattern
from graph.questions.understanding import Slots
from graph.store.base import Store
from text import say

Ends = Mapping[str, Named]


def answer_rows(
    store: Store, frame: Answer, pattern: Pattern, slots: Slots, ends: Ends, limits: Limits
) -> Answer:
    """The rows of the pattern's query. Raises what `Store.query` raises."""
    query = build_query(pattern, slots, ends)
    answer = run_query(store, frame, pattern, query, limits)
    if answer.rows or not slots.state:
        return answer
    whatever = run_query(store, frame, pattern, build_query(pattern, replace(slots, state=""), ends), limits)
    if not whatever.rows or not {"rel", "rel2"} & set(slots.texts):
        return answer
    note = partial(_say_any_state, whatever.total)
    return replace(answer, notes=(*answer.notes, note))


def answer_contradictions(
    store: Store, frame: Answer, pattern: Pattern, slots: Slots, ends: Ends, limits: Limits
) -> Answer:
    """The figures that contradict each other, of the entity asked about or of all.

    Which they are is not told by Cypher: the query lists them. Those of one thing stand together.
    """
    wanted = {row.entity.id for row in ends.values()}
    found = [row for row in find_stored_contradictions(store) if not wanted or row.subject.id in wanted]
    ids = _figures_of(found)
    query = build_query(pattern, slots, ends, {"ids": ids})
    answer = run_query(store, frame, pattern, query, limits)
    place = {figure: number for number, figure in enumerate(ids)}

    def order(row: tuple[Cell, ...]) -> int:
        return min(place[cell.id] for cell in row if isinstance(cell, Entity) and cell.id in place)

    rows = sorted(answer.rows, key=order)
    return replace(answer, rows=tuple(rows), order="contradictions", cypher_note=_say_contradictions)


def run_query(store: Store, frame: Answer, pattern: Pattern, query: Query, limits: Limits) -> Answer:
    """The answer with the rows of a query, counted where there are more than may be shown."""
    table = store.query(query.text, query.parameters, rows=limits.rows, seconds=limits.seconds)
    rows = read_rows(table)
    total, known = len(rows), True
    if table.truncated:
        total, known = _count(store, query, limits, len(rows))
    return replace(
        frame,
        outcome=ANSWERED if rows else NOTHING,
        columns=pattern.shape.columns,
        rows=rows,
        total=total,
        total_known=known,
        order=pattern.shape.order,
        subgraph=table.subgraph,
        cypher=query.inlined,
    )


def read_rows(table: Table) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a query's answer with entities and relations for the nodes and edges in it."""
    entities = {row.id: row for row in table.subgraph.entities}
    relations = {row.id: row for row in table.subgraph.relations}

    def cell(value: object) -> Cell:
        if isinstance(value, list):
            return tuple(relations[row["properties"]["id"]] for row in value)
        if isinstance(value, dict) and "labels" in value:
            return entities[value["properties"]["id"]]
        if isinstance(value, dict):
            return (relations[value["properties"]["id"]],)
        return value if isinstance(value, int) else str(value or "")

    return tuple(tuple(map(cell, row)) for row in table.rows)


def _count(store: Store, query: Query, limits: Limits, shown: int) -> tuple[int, bool]:
    """How many rows there are in all, and whether that is known: a query may have none to count with."""
    if not query.count:
        return shown, False
    table = store.query(query.count, query.parameters, rows=1, seconds=limits.seconds)
    return int(table.rows[0][0]), True


def _figures_of(found: Iterable[Contradiction]) -> list[str]:
    """The ids of the figures that contradict each other, those of one contradiction side by side."""
    return list(dict.fromkeys(claim.indicator.id for row in found for claim in (row.first, row.second)))


def _say_any_state(count: int, language: str | None) -> str:
    return say("questions.note.any_state", language, count=count)


def _say_contradictions(language: str | None) -> str:
    return say("questions.note.contradictions_cypher", language)
