"""The answer of `python -m graph ask`: how the question was understood, its rows, its Cypher."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

from errors import RequestError
from graph.commands import Answer as CommandAnswer
from graph.export.json_text import entity_data, subgraph_data
from graph.model import Entity, Path
from graph.queries import document_titles
from graph.questions.answers import ANSWERED, NOTHING, SEVERAL, Answer, Cell, Limits
from graph.questions.asking import ask as ask_store
from graph.questions.tables import say_outcome, tabulate
from graph.store.base import Store
from graph.terminal import draw_relation, draw_table, plain
from text import say


def ask(store: Store, args: argparse.Namespace) -> CommandAnswer:
    """The answer to a question in Chinese or English."""
    for name in ("rows", "seconds", "sentences"):
        if getattr(args, name) < (0 if name == "sentences" else 1):
            raise RequestError(problem=partial(say, "graph.request.limit", value=getattr(args, name)))
    answer = ask_store(store, args.question, limits=Limits(args.rows, args.seconds))
    text = "\n".join(_lines(store, answer, args))
    return CommandAnswer(
        _data(answer, args.lang), text, answer.outcome == ANSWERED, _notes(answer, args.lang)
    )


def _lines(store: Store, answer: Answer, args: argparse.Namespace) -> Iterator[str]:
    language = args.lang
    if answer.outcome in (ANSWERED, NOTHING):
        yield plain(say("questions.understood", language, gloss=answer.understood(language)))
        yield from (plain(note(language)) for note in answer.notes)
    if answer.rows:
        heads, rows = tabulate(answer, language)
        yield from ("", draw_table(heads, rows))
    if args.sentences and answer.subgraph.relations:
        entities = {row.id: row for row in answer.subgraph.entities}
        titles = document_titles(store, answer.subgraph.relations)
        yield ""
        for relation in answer.subgraph.relations:
            yield from draw_relation(relation, entities, titles, language, args.sentences)
    if args.cypher and answer.cypher:
        yield from ("", answer.cypher)
        if answer.cypher_note:
            yield answer.cypher_note(language)
    if answer.suggestions:
        if answer.outcome != SEVERAL:
            yield say("questions.suggestions", language)
        yield from (plain(f"  {row.question}  —  {row.why(language)}") for row in answer.suggestions)


def _notes(answer: Answer, language: str) -> tuple[str, ...]:
    """What goes to the error stream: one sentence where nothing was found, else how much is shown."""
    return (plain(say_outcome(answer, language)),)


def _data(answer: Answer, language: str) -> dict[str, object]:
    return {
        "question": answer.question,
        "outcome": answer.outcome,
        "pattern": answer.pattern,
        "understood": answer.understood(language),
        "notes": [note(language) for note in answer.notes],
        "columns": list(answer.columns),
        "rows": [[_cell(value) for value in row] for row in answer.rows],
        "shown": answer.shown,
        "total": answer.total,
        "total_known": answer.total_known,
        "order": answer.order,
        "cypher": answer.cypher,
        "cypher_note": answer.cypher_note(language) if answer.cypher_note else "",
        "lists_paths": answer.lists_paths,
        "graph": subgraph_data(answer.subgraph, language),
        "known": [
            {"text": row.text, "kind": row.kind, "meaning": row.meaning(language)} for row in answer.known
        ],
        "unknown": list(answer.unknown),
        "suggestions": [
            {"question": row.question, "understood": row.why(language)} for row in answer.suggestions
        ],
    }


def _cell(value: Cell) -> object:
    if isinstance(value, Entity):
        return entity_data(value)
    if isinstance(value, Path):
        hops = [[asdict(relation) for relation in hop] for hop in value.hops]
        return {"entities": [entity_data(row) for row in value.entities], "hops": hops, "cost": value.cost}
    if isinstance(value, tuple):
        return [asdict(relation) for relation in value]
    return value
