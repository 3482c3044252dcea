"""Paths between two ends, best first, under every condition that may be asked; on either store."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from errors import NotFound, RequestError
from graph.facts import DocumentFacts
from graph.load import load
from graph.model import Facts
from graph.outline import outline_of
from graph.paths import PathAnswer, PathRequest, find_paths, path_subgraph
from graph.paths.search import Search
from graph.paths.search import ask as question_of
from graph.paths.weights import load_weights
from graph.queries import get_entity
from graph.store.base import Store

Ask = Callable[..., PathAnswer]
Ways = Callable[..., list[list[str]]]


def test_short_and_specific_ways_come_before_those_through_a_hub(filled: Store, ask: Ask, ways: Ways) -> None:
    answer = ask(filled, "东湖新城", "梧桐经开区")
    found = ways(answer.paths)
    assert found[0] == ["东湖新城", "梧桐经开区"]
    assert {found[1][1], found[2][1]} == {"低空经济", "《东湖与梧桐联动方案》"}
    assert found[3] == ["东湖新城", "临川新区", "梧桐经开区"]
    costs = [path.cost for path in answer.paths]
    assert costs == sorted(costs)
    assert not (answer.more or answer.reading.cut or answer.reason)


def test_every_hop_has_all_its_relations_with_their_sentences(filled: Store, ask: Ask) -> None:
    for path in ask(filled, "东湖新城", "梧桐经开区").paths:
        assert len(path.hops) == len(path.entities) - 1
        for hop, one, other in zip(path.hops, path.entities, path.entities[1:], strict=False):
            assert hop
            for relation in hop:
                assert {relation.head, relation.tail} == {one.id, other.id}
                assert all(place.quote for place in relation.evidence)


def test_a_count_keeps_the_best_and_says_that_there_are_more(filled: Store, ask: Ask) -> None:
    whole = ask(filled, "东湖新城", "梧桐经开区")
    part = ask(filled, "东湖新城", "梧桐经开区", count=2)
    assert part.paths == whole.paths[:2] and part.more
    assert path_subgraph(part).order == "paths"


def test_the_way_back_is_the_same_way(filled: Store, ask: Ask, ways: Ways) -> None:
    there = ask(filled, "东湖新城", "云栖医院").paths
    back = ask(filled, "云栖医院", "东湖新城").paths
    assert sorted(ways(there)) == sorted(way[::-1] for way in ways(back))


def test_of_a_type_that_must_lie_between_one_does(filled: Store, ask: Ask, ways: Ways) -> None:
    answer = ask(filled, "临川新区", "青禾软件园", must_types=frozenset({"Project"}))
    assert ways(answer.paths)[0] == ["临川新区", "白鹭江大桥", "青禾软件园"]
    for path in answer.paths:
        assert any(row.type == "Project" for row in path.entities[1:-1])


def test_an_end_of_the_type_is_not_between(filled: Store, ask: Ask) -> None:
    answer = ask(filled, "临川新区", "白鹭江大桥", must_types=frozenset({"Project"}), max_length=1)
    assert answer.paths == () and answer.reason in ("length", "must_types")


def test_documents_lie_between_only_when_asked_for(filled: Store, ask: Ask, ways: Ways) -> None:
    plain = ask(filled, "东湖新城", "西湖新城")
    assert all(row.type != "Document" for path in plain.paths for row in path.entities)
    said = ask(filled, "东湖新城", "西湖新城", must_types=frozenset({"Document"}), max_length=2)
    expected = [
        ["东湖新城", "临川新区考察报告", "西湖新城"],
        ["东湖新城", "临川新区三年安排", "西湖新城"],
    ]
    assert sorted(ways(said.paths)) == sorted(expected)
    by = ask(filled, "东湖新城", "西湖新城", via=["临川新区三年安排"], max_length=2)
    assert ways(by.paths) == [expected[1]]


def test_only_relations_of_the_types_asked_are_followed(filled: Store, ask: Ask, ways: Ways) -> None:
    answer = ask(filled, "东湖新城", "梧桐经开区", relation_types=frozenset({"DEVELOPS"}))
    assert ways(answer.paths) == [["东湖新城", "低空经济", "梧桐经开区"]]
    without = ask(filled, "东湖新城", "梧桐经开区", not_relations=frozenset({"DEVELOPS"}))
    assert ["东湖新城", "低空经济", "梧桐经开区"] not in ways(without.paths)
    one = ask(filled, "东湖新城", "梧桐经开区", must_relations=frozenset({"PART_OF"}), max_length=2)
    assert ways(one.paths) == [["东湖新城", "临川新区", "梧桐经开区"]]


def test_paths_lead_by_what_they_must_and_round_what_they_must_not(
    filled: Store, ask: Ask, ways: Ways
) -> None:
    by = ask(filled, "东湖新城", "梧桐经开区", via=["临川新区"])
    assert ways(by.paths)[0] == ["东湖新城", "临川新区", "梧桐经开区"]
    assert all("临川新区" in way[1:-1] for way in ways(by.paths))
    both = ask(filled, "东湖新城", "青禾软件园", via=["白鹭江大桥", "临川新区"])
    assert both.paths and all({"白鹭江大桥", "临川新区"} <= set(way) for way in ways(both.paths))
    round_it = ask(filled, "东湖新城", "梧桐经开区", avoid=["临川新区", "低空经济"])
    assert ways(round_it.paths) == [
        ["东湖新城", "梧桐经开区"],
        ["东湖新城", "《东湖与梧桐联动方案》", "梧桐经开区"],
    ]
    free = ask(filled, "东湖新城", "梧桐经开区", not_types=frozenset({"Industry", "Policy", "NewArea"}))
    assert ways(free.paths) == [["东湖新城", "梧桐经开区"]]


def test_arrows_are_followed_only_where_that_is_asked(filled: Store, ask: Ask, ways: Ways) -> None:
    along = ask(filled, "临川新区", "云栖医院", directed=True)
    assert ["临川新区", "西湖新城", "云栖医院"] not in ways(along.paths)
    there = ask(filled, "东湖新城", "临川新区管委会", directed=True)
    assert there.paths == () and there.reason == "directed"
    back = ask(filled, "西湖新城", "临川新区", directed=True, max_length=1)
    assert ways(back.paths) == [["西湖新城", "临川新区"]]


def test_only_facts_that_count_join(filled: Store, ask: Ask, ways: Ways) -> None:
    report = ask(filled, "东湖新城", "梧桐经开区", facts=Facts(documents=frozenset({"乙"})))
    assert ways(report.paths) == [["东湖新城", "低空经济", "梧桐经开区"]]
    assert {
        place.doc for path in report.paths for hop in path.hops for row in hop for place in row.evidence
    } == {"乙"}
    done = ask(filled, "西湖新城", "云栖医院", facts=Facts(statuses=frozenset({"done"})))
    assert ways(done.paths) == [["西湖新城", "云栖医院"]]
    assert (
        ask(filled, "西湖新城", "云栖医院", facts=Facts(statuses=frozenset({"planned"}))).reason == "statuses"
    )


def test_between_sets_paths_lead_from_any_to_any_and_through_none(
    filled: Store, ask: Ask, ways: Ways
) -> None:
    towns, parks = ["东湖新城", "西湖新城"], ["梧桐经开区", "青禾软件园"]
    answer = ask(filled, towns, parks)
    assert ways(answer.paths)[0] == ["东湖新城", "梧桐经开区"]
    assert {way[0] for way in ways(answer.paths)} == set(towns)
    assert {way[-1] for way in ways(answer.paths)} == set(parks)
    for way in ways(answer.paths):
        assert not set(way[1:-1]) & {*towns, *parks}


def test_within_one_set_a_way_and_its_way_back_are_one(filled: Store, ask: Ask, ways: Ways) -> None:
    towns = ["东湖新城", "西湖新城", "临川新区"]
    found = ways(ask(filled, towns, towns).paths)
    assert found and len({frozenset(way) for way in found}) == len(found)
    assert all(way[0] < way[-1] for way in found)


def test_a_search_that_may_not_read_enough_says_so(
    filled: Store, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    tight = replace(load_weights(), links=3)
    monkeypatch.setattr("graph.paths.search.load_weights", lambda: tight)
    answer = ask(filled, "东湖新城", "云栖医院")
    assert answer.reading.cut and answer.reading.limit == 3 and answer.reading.links <= 3


@pytest.mark.parametrize("ends", [("临川新区", "林一川"), ("临川新区", "氢燃料"), ("氢燃料", "临川新区")])
def test_wherever_a_search_has_to_stop_it_says_so_or_is_whole(
    filled: Store, monkeypatch: pytest.MonkeyPatch, ends: tuple[str, str]
) -> None:
    ids = [get_entity(filled, name).id for name in ends]
    question = question_of(filled, *ids, PathRequest(max_length=6, count=3))
    outline = outline_of(filled)
    whole = Search(filled, outline, question).best(3)
    for name in ("FIRST_BOUND", "STEP", "JUMP"):  # looked for in many small steps
        monkeypatch.setattr(f"graph.paths.search.{name}", 300_000)
    for limit in range(120):
        search = Search(filled, outline, question, limit)
        found = search.best(3)
        assert search.reading.links <= limit
        assert search.reading.cut or found == whole


def test_a_search_that_may_not_rank_enough_says_so(
    filled: Store, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    tight = replace(load_weights(), steps=1)
    monkeypatch.setattr("graph.paths.search.load_weights", lambda: tight)
    assert ask(filled, "东湖新城", "云栖医院").reading.cut


@pytest.mark.parametrize("wanted", [{"max_length": 0}, {"max_length": 9}, {"count": 0}])
def test_a_request_that_makes_no_sense_is_refused(filled: Store, ask: Ask, wanted: dict) -> None:
    with pytest.raises(RequestError):
        ask(filled, "东湖新城", "梧桐经开区", **wanted)


def test_ends_that_make_no_sense_are_refused(filled: Store, ask: Ask) -> None:
    town = get_entity(filled, "东湖新城").id
    with pytest.raises(NotFound):
        find_paths(filled, town, "nothing")
    for start, end, wanted in (
        (town, town, PathRequest()),
        (town, [], PathRequest()),
        (town, "x", PathRequest(via=(town,))),
        (town, "x", PathRequest(avoid=frozenset({town}))),
        (town, "x", PathRequest(via=tuple("abcde"))),
    ):
        with pytest.raises(RequestError):
            find_paths(filled, start, end, wanted)


def test_several_documents_make_a_hop_cheaper(
    store: Store, ask: Ask, write: Callable[..., DocumentFacts]
) -> None:
    stated = ("东湖新城与青禾市协同。", ("COORDINATES_WITH", "东湖新城", "青禾市"))
    load(store, [write("丙", stated)])
    once = ask(store, "东湖新城", "青禾市").paths[0].cost
    load(store, [write("丁", stated)])
    assert ask(store, "东湖新城", "青禾市").paths[0].cost < once
    counted = ask(store, "东湖新城", "青禾市", facts=Facts(documents=frozenset({"丁"})))
    assert counted.paths[0].cost == once
