"""An answer's rows as text, the same in the app, on the command line and in files."""

from collections.abc import Sequence

from graph.model import Entity, Path, Relation
from graph.questions.answers import ANSWERED, NOTHING, SEVERAL, Answer, Cell
from graph.words import BOUNDS, entity_word, is_directed, relation_word, status_word
from text import say

_TYPED = "entity"
"""The column of what was asked for: its type stands beside it."""


def tabulate(answer: Answer, language: str | None) -> tuple[list[str], list[list[str | int]]]:
    """Heads and rows of text and numbers; the number of sentences behind a row stands last."""
    evidence = _is_stated(answer)
    heads = []
    for column in answer.columns:
        heads.append(column)
        if column == _TYPED:
            heads.append("type")
    if evidence:
        heads.append("sentences")
    return [say(f"questions.column.{head}", language) for head in heads], [
        [*_texts(answer.columns, row, language), *([_sentences(row)] if evidence else [])]
        for row in answer.rows
    ]


def cell_places(answer: Answer) -> list[int]:
    """For each column that `tabulate` draws the place of the cell in an answer's row that it shows."""
    places = []
    for place, column in enumerate(answer.columns):
        places += [place, place] if column == _TYPED else [place]
    rests_on = (i for i, cell in enumerate(answer.rows[0]) if isinstance(cell, tuple | Path))
    return [*places, *([next(rests_on)] if _is_stated(answer) else [])]


def say_outcome(answer: Answer, language: str | None) -> str:
    """One sentence: how many rows are shown of how many, or why there is none."""
    if answer.outcome == ANSWERED:
        order = say(f"questions.order.{answer.order}", language)
        key = "shown" if answer.total_known else "shown_more"
        return say(f"questions.{key}", language, shown=answer.shown, total=answer.total, order=order)
    if answer.outcome == NOTHING:
        return say("questions.nothing", language)
    if answer.outcome == SEVERAL:
        if answer.unknown:
            return say("questions.several_names", language, text=answer.unknown[0])
        return say("questions.several", language)
    said = say("questions.not_understood", language)
    if answer.unknown:
        said = say("questions.unknown_name", language, name=answer.unknown[0])
    if not answer.known:
        return said
    words = (
        say("questions.word.known", language, text=row.text, meaning=row.meaning(language))
        for row in answer.known
    )
    return said + say("questions.known", language, words=say("graph.list", language).join(words))


def _is_stated(answer: Answer) -> bool:
    """Whether rows rest on relations, whose sentences are counted."""
    return any(isinstance(cell, tuple | Path) for row in answer.rows for cell in row)


def say_path(path: Path, language: str | None) -> str:
    """A path as a line: its entities with the relations between them, arrows as these read."""
    parts = [path.entities[0].name]
    for one, hop, other in zip(path.entities, path.hops, path.entities[1:], strict=False):
        parts += [_say_hop(hop, one.id, language), other.name]
    return " ".join(parts)


def _texts(columns: Sequence[str], row: Sequence[Cell], language: str | None) -> list[str | int]:
    cells: list[str | int] = []
    for column, cell in zip(columns, row, strict=True):
        if isinstance(cell, Entity):
            cells.append(cell.name)
            if column == _TYPED:
                cells.append(entity_word(cell.type, language))
        elif isinstance(cell, Path):
            cells.append(say_path(cell, language))
        elif isinstance(cell, tuple):
            cells.append(say("graph.list", language).join(_say_relation(one, language) for one in cell))
        else:
            cells.append(BOUNDS.get(cell, cell) if column == "bound" else cell)
    return cells


def _say_relation(relation: Relation, language: str | None) -> str:
    word = relation_word(relation.type, language)
    return f"{word}［{status_word(relation.status, language)}］" if relation.status else word


def _say_hop(hop: Sequence[Relation], start: str, language: str | None) -> str:
    words = say("graph.list", language).join(_say_relation(row, language) for row in hop)
    if not all(is_directed(row.type) for row in hop) or len({row.head for row in hop}) > 1:
        return f"—{words}—"
    return f"—{words}→" if hop[0].head == start else f"←{words}—"


def _sentences(row: Sequence[Cell]) -> int:
    """How many places state the relations of a row."""
    hops = [hop for cell in row if isinstance(cell, Path) for hop in cell.hops]
    relations = [one for part in (*hops, *(cell for cell in row if isinstance(cell, tuple))) for one in part]
    return sum(len(relation.evidence) for relation in relations)
