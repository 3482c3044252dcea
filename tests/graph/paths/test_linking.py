"""What of a type lies between two ends, each by its best path."""

from collections.abc import Callable

import pytest

from errors import RequestError
from graph.paths import PathRequest, find_linking, path_subgraph
from graph.queries import get_entity
from graph.store.base import Store

Ways = Callable[..., list[list[str]]]


def test_each_entity_of_the_type_is_listed_once_by_its_best_path(filled: Store, ways: Ways) -> None:
    ends = [get_entity(filled, name).id for name in ("东湖新城", "梧桐经开区")]
    answer = find_linking(filled, *ends, ["Industry", "Policy", "NewArea"], PathRequest(max_length=3))
    found = [row.entity.name for row in answer.links]
    assert found == ["《东湖与梧桐联动方案》", "低空经济", "临川新区"]
    assert (answer.total, answer.at_least, answer.more) == (3, False, False)
    assert ways([row.path for row in answer.links])[2] == ["东湖新城", "临川新区", "梧桐经开区"]
    assert [row.path.cost for row in answer.links] == sorted(row.path.cost for row in answer.links)
    assert {row.name for row in path_subgraph(answer).entities} >= set(found)


def test_a_count_keeps_the_first_and_says_of_how_many(filled: Store) -> None:
    ends = [get_entity(filled, name).id for name in ("东湖新城", "梧桐经开区")]
    answer = find_linking(filled, *ends, ["Industry", "Policy", "NewArea"], PathRequest(count=1))
    assert [row.entity.name for row in answer.links] == ["《东湖与梧桐联动方案》"]
    assert answer.total >= 2 and answer.at_least and answer.more


def test_where_nothing_of_the_type_links_that_is_said(filled: Store, ways: Ways) -> None:
    ends = [get_entity(filled, name).id for name in ("东湖新城", "梧桐经开区")]
    answer = find_linking(filled, *ends, ["Project"])
    assert (answer.links, answer.reason) == ((), "must_types")
    assert ways(answer.nearest)[0] == ["东湖新城", "梧桐经开区"]
    assert "翠屏水厂" in [row.entity.name for row in answer.near]
    with pytest.raises(RequestError):
        find_linking(filled, *ends, [])
