"""Where there is no path: why, and what comes nearest."""

from collections.abc import Callable

import pytest

from graph.paths import PathAnswer
from graph.store.base import Store

Ask = Callable[..., PathAnswer]
Ways = Callable[..., list[list[str]]]


def test_where_only_longer_ways_lead_through_the_type_they_are_the_nearest(
    filled: Store, ask: Ask, ways: Ways
) -> None:
    answer = ask(filled, "西湖新城", "青禾软件园", must_types=frozenset({"Industry"}), max_length=2)
    assert answer.paths == () and answer.reason == "must_types"
    assert ways(answer.nearest)[0] == ["西湖新城", "白鹭江大桥", "青禾软件园"]
    longer = ask(filled, "青禾市", "青禾软件园", must_types=frozenset({"Project"}), max_length=2)
    assert longer.reason == "length"
    assert ways(longer.nearest)[0] == ["青禾市", "临川新区", "白鹭江大桥", "青禾软件园"]


def test_where_no_way_leads_through_the_type_the_nearest_of_it_are_named(
    filled: Store, ask: Ask, ways: Ways
) -> None:
    answer = ask(filled, "东湖新城", "梧桐经开区", must_types=frozenset({"Project"}))
    assert (answer.paths, answer.reason) == ((), "must_types")
    assert ways(answer.nearest)[0] == ["东湖新城", "梧桐经开区"]
    near = {row.entity.name: (row.from_start, row.from_end) for row in answer.near}
    assert near["翠屏水厂"] == (2, 2)
    assert list(near)[:2] == ["白鹭江大桥", "翠屏水厂"]


def test_where_nothing_joins_them_that_is_said(filled: Store, ask: Ask) -> None:
    answer = ask(filled, "东湖新城", "林一川")
    assert (answer.paths, answer.nearest, answer.reason) == ((), (), "unconnected")
    none = ask(filled, "东湖新城", "林一川", directed=True, max_length=1)
    assert none.reason == "unconnected"


def test_where_only_a_longer_way_joins_them_it_is_shown_as_the_nearest(
    filled: Store, ask: Ask, ways: Ways
) -> None:
    answer = ask(filled, "东湖新城", "云栖医院", max_length=2)
    assert (answer.paths, answer.reason) == ((), "length")
    assert ways(answer.nearest)[0] == ["东湖新城", "临川新区", "西湖新城", "云栖医院"]


@pytest.mark.parametrize(
    ("wanted", "condition"),
    [
        ({"avoid": ["西湖新城"]}, "avoid"),
        ({"via": ["青禾市"]}, "via"),
        ({"not_types": frozenset({"NewTown"})}, "types"),
        ({"not_relations": frozenset({"BUILDS"})}, "relations"),
        ({"relation_types": frozenset({"PART_OF"})}, "relations"),
        ({"must_types": frozenset({"Enterprise"})}, "must_types"),
        ({"must_relations": frozenset({"LEARNS_FROM"})}, "must_relations"),
    ],
)
def test_the_condition_that_stands_in_the_way_is_named(
    filled: Store, ask: Ask, ways: Ways, wanted: dict, condition: str
) -> None:
    answer = ask(filled, "东湖新城", "云栖医院", max_length=3, **wanted)
    assert (answer.paths, answer.reason) == ((), condition)
    assert ways(answer.nearest)[0] == ["东湖新城", "临川新区", "西湖新城", "云栖医院"]


def test_where_several_conditions_stand_in_the_way_that_is_said(filled: Store, ask: Ask, ways: Ways) -> None:
    wanted = {"not_types": frozenset({"NewTown"}), "not_relations": frozenset({"BUILDS"})}
    answer = ask(filled, "东湖新城", "云栖医院", max_length=3, **wanted)
    assert (answer.paths, answer.reason) == ((), "several")
    assert ways(answer.nearest)[0] == ["东湖新城", "临川新区", "西湖新城", "云栖医院"]


def test_each_condition_that_alone_stands_in_the_way_is_told(filled: Store, ask: Ask) -> None:
    answer = ask(
        filled, "东湖新城", "云栖医院", max_length=3, avoid=["临川新区"], not_types=frozenset({"NewArea"})
    )
    assert answer.reason == "several"
    either = ask(filled, "东湖新城", "云栖医院", max_length=2, not_types=frozenset({"Person"}))
    assert [row.condition for row in either.obstacles] == ["length"]
