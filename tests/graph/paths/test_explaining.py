"""What each part of a path costs, and that the parts are the whole."""

from math import log2

import numpy as np
import pytest

from graph.facts import Evidence
from graph.model import Entity, Path, Relation
from graph.paths import explain
from graph.paths.weights import hop_cost, hop_costs, load_weights, toll, tolls
from graph.schema import load_schema


def stated(*documents: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(doc, "", 0, 2, "原文", "r1", ((0, 2),)) for doc in documents)


def test_a_hop_costs_its_weight_less_a_share_for_its_documents_and_what_lies_between_a_toll() -> None:
    entities = (
        Entity("a", "NewTown", "甲"),
        Entity("b", "Project", "乙", degree=7),
        Entity("c", "Park", "丙"),
    )
    builds = Relation("r1", "BUILDS", "a", "b", stated("甲文", "甲文", "乙文"))
    located = Relation("r2", "LOCATED_IN", "b", "c", stated("甲文"))
    told = explain(Path(entities, ((builds,), (located,)), 5.0))
    weights, types = load_weights(), load_schema().relations
    first, second = told.hops
    assert (first.documents, first.discount) == (2, pytest.approx(weights.documents_discount / 2))
    assert first.cost == pytest.approx(types["BUILDS"].weight * (1 - first.discount))
    assert (second.documents, second.discount, second.cost) == (1, 0, types["LOCATED_IN"].weight)
    [between] = told.tolls
    assert (between.entity, between.degree) == ("b", 7)
    assert between.cost == pytest.approx(weights.degree_scale * log2(8), abs=1e-6)
    assert told.total == 5.0


def test_what_lies_between_has_two_relations_at_least() -> None:
    assert toll(0) == toll(1) == toll(2) < toll(3)


def test_a_mention_says_less_than_a_statement_and_more_documents_say_more_ever_less() -> None:
    assert hop_cost("UNDERTAKES", 1) < hop_cost("BUILDS", 1) < hop_cost("MENTIONED_IN", 1)
    costs = [hop_cost("BUILDS", count) for count in (1, 2, 3, 50)]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] - costs[1] > costs[1] - costs[2]
    assert costs[-1] > (1 - load_weights().documents_discount) * costs[0]


def test_many_costs_at_once_are_the_costs_of_each() -> None:
    degrees = [0, 1, 2, 3, 10, 999, 100_000]
    assert tolls(np.array(degrees)).tolist() == [toll(degree) for degree in degrees]
    for kind, row in load_schema().relations.items():
        counts = [1, 2, 3, 7, 500]
        costs = hop_costs(np.full(len(counts), row.weight), np.array(counts))
        assert costs.tolist() == [hop_cost(kind, count) for count in counts]
