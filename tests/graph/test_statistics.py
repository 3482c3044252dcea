"""The shape of the whole graph: bridges and communities of an invented one."""

from collections.abc import Callable

import pytest

from graph.load import load
from graph.statistics import community_subgraph, survey
from graph.store.base import Store

NORTH = ("北岭新城", "北岭软件园", "北岭水厂")
SOUTH = ("南岭新城", "南岭软件园", "南岭水厂")
KINDS = {
    name: kind
    for side in (NORTH, SOUTH)
    for name, kind in zip(side, ("NewTown", "Park", "Project"), strict=True)
}


@pytest.fixture
def two_sides(store: Store, write: Callable) -> Store:
    """Two triangles and a bridge between their towns; a lone project with no relation."""
    rows = []
    for town, park, works in (NORTH, SOUTH):
        rows += [
            (f"{town}与{park}协同。", ("COORDINATES_WITH", town, park)),
            (f"{town}建设{works}。", ("BUILDS", town, works)),
            (f"{park}建设{works}。", ("BUILDS", park, works)),
        ]
    rows += [
        ("岭上大桥连接北岭新城。", ("CONNECTS", "岭上大桥", "北岭新城")),
        ("岭上大桥连接南岭新城。", ("CONNECTS", "岭上大桥", "南岭新城")),
        ("云栖医院。",),
    ]
    load(store, [write("甲", *rows, types={**KINDS, "岭上大桥": "Project"})])
    return store


def test_what_lies_between_two_sides_is_a_bridge(two_sides: Store) -> None:
    bridges = survey(two_sides).bridges
    assert {row.entity.name for row in bridges} == {"岭上大桥", "北岭新城", "南岭新城"}
    assert [row.share for row in bridges] == sorted((row.share for row in bridges), reverse=True)
    # Of the 15 pairs of others, the bridge lies between the 9 from one side to the other.
    (bridge,) = [row for row in bridges if row.entity.name == "岭上大桥"]
    assert bridge.share == pytest.approx(9 / 15)


def test_each_side_is_a_community(two_sides: Store) -> None:
    found = survey(two_sides)
    groups = [{row.name for row in community.members} - {"岭上大桥"} for community in found.communities]
    assert sorted(map(sorted, groups)) == sorted([sorted(NORTH), sorted(SOUTH)])
    assert found == survey(two_sides)
    assert len(found.entities) == found.total == 7


def test_a_community_is_drawn_with_what_joins_it(two_sides: Store) -> None:
    found = survey(two_sides)
    whole = community_subgraph(two_sides, found, found.communities[0], 10)
    assert not whole.truncated and len(whole.relations) >= 3
    part = community_subgraph(two_sides, found, found.communities[0], 2)
    assert len(part.entities) == 2 and part.truncated and part.order == "degree"


def test_a_survey_of_less_than_all_says_so(two_sides: Store) -> None:
    found = survey(two_sides, 3)
    assert len(found.entities) == 3 < found.total


def test_an_empty_store_has_neither(store: Store) -> None:
    found = survey(store)
    assert (found.entities, found.bridges, found.communities) == ((), (), ())
