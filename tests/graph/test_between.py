"""What lies between two entities: held against ways that are listed one by one."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.between import find_between
from graph.model import Entity, Link
from graph.statistics import Survey

NODES = range(8)
EDGES = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda row: row[0] != row[1])


def entity(number: int) -> Entity:
    return Entity(f"n{number}", "Park", f"名{number}")


def surveyed(edges: list[tuple[int, int]]) -> Survey:
    links = tuple(Link(f"l{at}", "CONNECTS", f"n{a}", f"n{b}") for at, (a, b) in enumerate(edges))
    return Survey(tuple(map(entity, NODES)), len(NODES), links, (), ())


@given(
    st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda row: row[0] != row[1]))
)
def test_shares_and_separators_are_those_of_the_ways_listed_one_by_one(edges: list[tuple[int, int]]) -> None:
    between = find_between(surveyed(edges), entity(0), entity(1))
    network = nx.Graph(edges)
    if not (network.has_node(0) and network.has_node(1) and nx.has_path(network, 0, 1)):
        assert (between.hops, between.ways, between.joints) == (0, 0, ())
        return
    shortest = list(nx.all_shortest_paths(network, 0, 1))
    assert (between.hops, between.ways) == (len(shortest[0]) - 1, len(shortest))
    inner = {node for way in shortest for node in way} - {0, 1}
    assert {row.entity.name for row in between.joints} == {f"名{node}" for node in inner}
    every = [set(way) for way in nx.all_simple_paths(network, 0, 1)]
    for row in between.joints:
        node = int(row.entity.name[1:])
        assert row.share == pytest.approx(sum(node in way for way in shortest) / len(shortest))
        assert row.separates == all(node in way for way in every)
    hops = {frozenset(hop) for way in shortest for hop in pairwise(way)}
    assert {frozenset(int(end[1:]) for end in (row.head, row.tail)) for row in between.links} == hops


def test_who_separates_comes_first_then_who_lies_on_most() -> None:
    edges = [(0, 2), (2, 3), (2, 4), (3, 5), (4, 5), (4, 6), (6, 1), (5, 1)]
    between = find_between(surveyed(edges), entity(0), entity(1))
    ranked = [(row.entity.name, row.separates) for row in between.joints]
    assert ranked[0] == ("名2", True)
    assert [row.share for row in between.joints[1:]] == sorted(
        (row.share for row in between.joints[1:]), reverse=True
    )
    assert not any(separates for _, separates in ranked[1:])


def test_an_entity_has_nothing_between_it_and_itself() -> None:
    assert find_between(surveyed([(0, 1)]), entity(0), entity(0)).joints == ()
