"""Paths between two entities, best first, and the truth where there is none; on either store."""

from dataclasses import replace

import pytest

from errors import NotFound, RequestError
from graph.facts import DocumentFacts
from graph.load import load
from graph.model import Path
from graph.paths import PathAnswer, PathRequest, find_paths, load_weights, path_subgraph
from graph.queries import get_entity
from graph.store.base import Store


@pytest.fixture
def filled(store: Store, corpus: tuple[DocumentFacts, ...]) -> Store:
    load(store, corpus)
    return store


def ask(store: Store, start: str, end: str, **wanted: object) -> PathAnswer:
    ids = [get_entity(store, name).id for name in (start, end)]
    return find_paths(store, *ids, PathRequest(**wanted))


def ways(paths: tuple[Path, ...]) -> list[list[str]]:
    return [[row.name for row in path.entities] for path in paths]


def test_short_and_specific_ways_come_before_those_through_a_hub(filled: Store) -> None:
    answer = ask(filled, "东湖新城", "梧桐经开区")
    found = ways(answer.paths)
    assert found[0] == ["东湖新城", "梧桐经开区"]
    assert {found[1][1], found[2][1]} == {"低空经济", "《东湖与梧桐联动方案》"}
    assert found[3] == ["东湖新城", "临川新区", "梧桐经开区"]
    costs = [path.cost for path in answer.paths]
    assert costs == sorted(costs)
    assert not (answer.more or answer.cut or answer.reason)


def test_every_hop_has_all_its_relations_with_their_sentences(filled: Store) -> None:
    for path in ask(filled, "东湖新城", "梧桐经开区").paths:
        assert len(path.hops) == len(path.entities) - 1
        for hop, one, other in zip(path.hops, path.entities, path.entities[1:], strict=False):
            assert hop
            for relation in hop:
                assert {relation.head, relation.tail} == {one.id, other.id}
                assert all(place.quote for place in relation.evidence)


def test_a_count_keeps_the_best_and_says_that_there_are_more(filled: Store) -> None:
    whole = ask(filled, "东湖新城", "梧桐经开区")
    part = ask(filled, "东湖新城", "梧桐经开区", count=2)
    assert part.paths == whole.paths[:2] and part.more
    assert path_subgraph(part).order == "paths"


def test_the_way_back_is_the_same_way(filled: Store) -> None:
    there = ask(filled, "东湖新城", "云栖医院").paths
    back = ask(filled, "云栖医院", "东湖新城").paths
    assert sorted(ways(there)) == sorted(way[::-1] for way in ways(back))


def test_via_a_type_keeps_only_ways_with_one_between(filled: Store) -> None:
    answer = ask(filled, "临川新区", "青禾软件园", via_types=frozenset({"Project"}))
    assert ways(answer.paths)[0] == ["临川新区", "白鹭江大桥", "青禾软件园"]
    for path in answer.paths:
        assert any(row.type == "Project" for row in path.entities[1:-1])


def test_an_end_of_the_type_is_not_between(filled: Store) -> None:
    answer = ask(filled, "临川新区", "白鹭江大桥", via_types=frozenset({"Project"}), max_length=1)
    assert answer.paths == () and answer.reason in ("longer", "not_via")


def test_where_only_longer_ways_lead_through_the_type_they_are_the_nearest(filled: Store) -> None:
    answer = ask(filled, "西湖新城", "青禾软件园", via_types=frozenset({"Industry"}), max_length=2)
    assert answer.paths == () and answer.reason == "not_via"
    assert ways(answer.nearest)[0] == ["西湖新城", "白鹭江大桥", "青禾软件园"]
    longer = ask(filled, "青禾市", "青禾软件园", via_types=frozenset({"Project"}), max_length=2)
    assert longer.reason == "longer"
    assert ways(longer.nearest)[0] == ["青禾市", "临川新区", "白鹭江大桥", "青禾软件园"]


def test_where_no_way_leads_through_the_type_the_nearest_of_it_are_named(filled: Store) -> None:
    answer = ask(filled, "东湖新城", "梧桐经开区", via_types=frozenset({"Project"}))
    assert (answer.paths, answer.reason) == ((), "not_via")
    assert ways(answer.nearest)[0] == ["东湖新城", "梧桐经开区"]
    near = {row.entity.name: (row.from_start, row.from_end) for row in answer.near}
    assert near["翠屏水厂"] == (2, 2)
    assert list(near)[:2] == ["白鹭江大桥", "翠屏水厂"]


def test_where_nothing_joins_them_that_is_said(filled: Store) -> None:
    answer = ask(filled, "东湖新城", "林一川")
    assert (answer.paths, answer.nearest, answer.reason) == ((), (), "unconnected")


def test_where_only_a_longer_way_joins_them_it_is_shown_as_the_nearest(filled: Store) -> None:
    answer = ask(filled, "东湖新城", "云栖医院", max_length=2)
    assert (answer.paths, answer.reason) == ((), "longer")
    assert ways(answer.nearest)[0] == ["东湖新城", "临川新区", "西湖新城", "云栖医院"]


def test_documents_lie_between_only_when_asked_for(filled: Store) -> None:
    plain = ask(filled, "东湖新城", "西湖新城")
    assert all(row.type != "Document" for path in plain.paths for row in path.entities)
    said = ask(filled, "东湖新城", "西湖新城", via_types=frozenset({"Document"}), max_length=2)
    assert ways(said.paths) == [
        ["东湖新城", "临川新区考察报告", "西湖新城"],
        ["东湖新城", "临川新区三年安排", "西湖新城"],
    ]


def test_only_relations_of_the_types_asked_are_followed(filled: Store) -> None:
    answer = ask(filled, "东湖新城", "梧桐经开区", relation_types=frozenset({"DEVELOPS"}))
    assert ways(answer.paths) == [["东湖新城", "低空经济", "梧桐经开区"]]
    assert ask(filled, "东湖新城", "梧桐经开区", relation_types=frozenset()).reason == "unconnected"


def test_a_search_that_may_not_read_enough_says_so(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    tight = replace(load_weights(), links=3)
    monkeypatch.setattr("graph.paths.load_weights", lambda: tight)
    answer = ask(filled, "东湖新城", "云栖医院")
    assert answer.cut and answer.links_limit == 3 and answer.links_read <= 3


@pytest.mark.parametrize("wanted", [{"max_length": 0}, {"max_length": 9}, {"count": 0}])
def test_a_request_that_makes_no_sense_is_refused(filled: Store, wanted: dict) -> None:
    with pytest.raises(RequestError):
        ask(filled, "东湖新城", "梧桐经开区", **wanted)


def test_unknown_and_equal_ends_are_refused(filled: Store) -> None:
    town = get_entity(filled, "东湖新城").id
    with pytest.raises(NotFound):
        find_paths(filled, town, "nothing")
    with pytest.raises(RequestError):
        find_paths(filled, town, town)


def test_several_documents_make_a_hop_cheaper(store: Store, write: object) -> None:
    stated = ("东湖新城与青禾市协同。", ("COORDINATES_WITH", "东湖新城", "青禾市"))
    load(store, [write("丙", stated)])
    once = ask(store, "东湖新城", "青禾市").paths[0].cost
    load(store, [write("丁", stated)])
    assert ask(store, "东湖新城", "青禾市").paths[0].cost < once
