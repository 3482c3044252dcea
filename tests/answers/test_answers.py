"""The same right answers on both stores: questions and paths on an invented graph, answers made by hand.

`graph.jsonl` is the graph, `paths.toml` and `questions.toml` are the cases; their heads tell the keys.
A wrong answer here is a wrong edge of thought: never change one to what the program says.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from errors import NotFound, RequestError
from graph.facts import read_facts
from graph.filters import documents_of_years
from graph.load import load
from graph.model import Entity, Facts
from graph.paths import PathRequest, find_linking, find_paths, read_set
from graph.queries import get_entity
from graph.questions.answers import ANSWERED, Answer
from graph.questions.asking import ask
from graph.questions.names import open_gazetteer
from graph.reading import list_documents
from graph.store.base import Store

HERE = Path(__file__).parent
ERRORS = {"NotFound": NotFound, "RequestError": RequestError}
TYPE_SETS = ("middle_types", "must_types", "not_types", "relation_types", "must_relations", "not_relations")
PLAIN = ("max_length", "count", "directed")

Case = Mapping[str, object]


def read_cases(name: str, key: str) -> list[Case]:
    with (HERE / name).open("rb") as handle:
        return tomllib.load(handle)[key]


def as_parameters(cases: Sequence[Case], name: str) -> list[object]:
    """The cases under their names; those with an open defect must fail."""
    return [
        pytest.param(
            case,
            id=case[name],
            marks=[pytest.mark.xfail(strict=True, reason=case["open"])] if "open" in case else [],
        )
        for case in cases
    ]


PATHS = as_parameters(read_cases("paths.toml", "path"), "about")
QUESTIONS = as_parameters(read_cases("questions.toml", "question"), "ask")

OUTCOMES = {"nothing": "nothing", "ambiguous": "several", "not_understood": "unknown"}


@pytest.fixture(params=["embedded", "neo4j"], scope="module")
def answering(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Each store in turn, with the graph in it."""
    server = request.getfixturevalue(f"{request.param}_server")
    server.empty()
    store = server.open()
    load(store, read_facts(HERE / "graph.jsonl"))
    yield store
    store.close()


def ids_of(store: Store, end: str | Sequence[str]) -> list[str]:
    if not isinstance(end, str):
        return [get_entity(store, name).id for name in end]
    members = read_set(store, end)
    return [get_entity(store, end).id] if members is None else [row.id for row in members.members]


def request_of(store: Store, case: Case) -> PathRequest:
    fields: dict[str, object] = {key: case[key] for key in PLAIN if key in case}
    fields |= {key: frozenset(case[key]) for key in TYPE_SETS if key in case}
    fields["via"] = tuple(get_entity(store, name).id for name in case.get("via", ()))
    fields["avoid"] = frozenset(get_entity(store, name).id for name in case.get("avoid", ()))
    documents = frozenset(case["documents"]) if "documents" in case else None
    if "years" in case:
        documents = documents_of_years(list_documents(store), *case["years"], False)
    statuses = frozenset(case["statuses"]) if "statuses" in case else None
    return PathRequest(**fields, facts=Facts(documents, statuses))


def names(path: object) -> list[str]:
    return [row.name for row in path.entities]


def search(store: Store, case: Case) -> object:
    ends = ids_of(store, case["start"]), ids_of(store, case["end"])
    request = request_of(store, case)
    if "between" in case:
        return find_linking(store, *ends, frozenset([case["between"]]), request)
    return find_paths(store, *ends, request)


@pytest.mark.parametrize("case", PATHS)
def test_path_query_has_its_right_answer(answering: Store, case: Case) -> None:
    if "error" in case:
        with pytest.raises(ERRORS[case["error"]]):
            search(answering, case)
        return
    answer = search(answering, case)
    assert not answer.reading.cut
    if "between" in case:
        assert [row.entity.name for row in answer.links] == case.get("links", [])
        assert all(row.entity in row.path.entities[1:-1] for row in answer.links)
    else:
        assert [names(path) for path in answer.paths] == case.get("paths", [])
        assert answer.more == case.get("more", False)
    assert answer.reason == case.get("reason", "")
    if "nearest" in case:
        assert names(answer.nearest[0]) == case["nearest"]
    if "obstacles" in case:
        assert [row.condition for row in answer.obstacles] == case["obstacles"]
    if "hop" in case:
        assert [row.type for row in answer.paths[0].hops[0]] == case["hop"]


def entities(row: Sequence[object]) -> list[str]:
    return [cell.name for cell in row if isinstance(cell, Entity)]


def is_right(answer: Answer, case: Case) -> bool:
    """Whether what was found is what the case says, all of it and nothing beside."""
    if "best" in case:
        return names(answer.paths[0]) == case["best"]
    if "number" in case:
        return answer.total_known and answer.total == case["number"]
    if "row" in case:
        return [entities(row) for row in answer.rows] == [case["row"]]
    if "figures" in case:
        name, value = answer.columns.index("figure"), answer.columns.index("value")
        return sorted([row[name].name, row[value]] for row in answer.rows) == sorted(case["figures"])
    found = [entities(row)[0] for row in answer.rows]
    first = case.get("first", found[0])
    return sorted(found) == sorted(case["names"]) and found[0] == first


@pytest.mark.parametrize("case", QUESTIONS)
def test_question_has_its_right_answer(answering: Store, case: Case) -> None:
    today = case.get("today", date.today())
    answer = ask(answering, case["ask"], open_gazetteer(answering, lambda: today))
    said = case.get("outcome", [])
    wanted = {OUTCOMES[name] for name in ([said] if isinstance(said, str) else said)}
    if answer.outcome == ANSWERED:
        assert set(case) - {"ask", "outcome", "open", "today"}, f"understood as: {answer.understood('zh')}"
        assert is_right(answer, case), f"understood as: {answer.understood('zh')}, rows: {answer.rows}"
    else:
        assert answer.outcome in wanted, f"known: {[word.text for word in answer.known]}"
