"""The graphs that path search is measured on: what makes them like real ones, and stores take them."""

from collections import Counter
from itertools import islice

import networkx
import numpy as np
import pytest

from benchmarks.paths.graphs import KINDS, TYPES, Sample, make_sample
from benchmarks.paths.pairs import KNOWN, draw_pairs, walls
from benchmarks.paths.rows import Rows
from graph.model import Graph
from graph.resolve import UNCOUNTED
from graph.schema import INDICATOR, load_schema

NODES, RELATIONS = 2_000, 10_000


@pytest.fixture(scope="module")
def sample() -> Sample:
    return make_sample(NODES, RELATIONS)


@pytest.fixture(scope="module")
def graph(sample: Sample) -> Graph:
    rows = Rows(sample)
    return Graph(tuple(rows.entities(range(NODES))), tuple(rows.relations(range(RELATIONS))))


def test_same_arguments_give_the_same_graph(sample: Sample) -> None:
    again = make_sample(NODES, RELATIONS)
    for name in Sample.__dataclass_fields__:
        assert np.array_equal(getattr(again, name), getattr(sample, name))


def test_every_id_and_every_relation_stands_once(graph: Graph) -> None:
    assert len({row.id for row in graph.entities}) == NODES
    assert len({row.id for row in graph.relations}) == RELATIONS
    assert len({(row.head, row.type, row.tail) for row in graph.relations}) == RELATIONS


def test_relations_join_what_the_schema_lets_them_join(graph: Graph) -> None:
    kinds = {row.id: row.type for row in graph.entities}
    for row in graph.relations:
        rule = load_schema().relations[row.type]
        assert row.head != row.tail
        assert kinds[row.head] in rule.heads
        assert kinds[row.tail] in rule.tails
        assert rule.directed or row.head < row.tail


def test_degrees_count_the_relations_that_tell_something(graph: Graph) -> None:
    ends = (end for row in graph.relations if row.type not in UNCOUNTED for end in (row.head, row.tail))
    counted = Counter(ends)
    assert all(row.degree == counted[row.id] for row in graph.entities)


def test_each_indicator_has_one_subject(graph: Graph) -> None:
    tails = Counter(row.tail for row in graph.relations if row.type == "HAS_INDICATOR")
    assert tails == {row.id: 1 for row in graph.entities if row.type == INDICATOR}


def test_evidence_is_of_documents_that_there_are_and_marks_both_ends(graph: Graph) -> None:
    names = {row.id: row.name for row in graph.entities}
    files = {row.details["file"] for row in graph.entities if row.type == "Document"}
    for row in islice(graph.relations, 500):
        for place in row.evidence:
            assert place.doc in files
            marked = [place.quote[a - place.start : b - place.start] for a, b in place.marks]
            assert marked == [names[row.head], names[row.tail]]


def test_few_touch_much_and_most_touch_little(sample: Sample) -> None:
    degrees = np.sort(sample.degrees)
    assert degrees[-1] > 50 * np.median(degrees)
    hundredth = degrees[-NODES // 100 :]
    assert hundredth.sum() > degrees.sum() / 8


def test_all_types_occur_but_for_the_rarest(sample: Sample) -> None:
    assert set(np.unique(sample.kinds)) == set(range(len(KINDS)))
    assert {TYPES[place] for place in np.unique(sample.types)} >= set(TYPES) - {"AUTHORED"}


def test_pairs_are_as_far_apart_as_they_say(sample: Sample) -> None:
    told = sample.telling & ~np.isin(sample.kinds[sample.tails], walls())
    joined = networkx.Graph(zip(sample.heads[told].tolist(), sample.tails[told].tolist(), strict=True))
    pairs = draw_pairs(sample, 30)
    assert pairs == draw_pairs(sample, 30)
    for how, one, other, hops in pairs:
        assert one != other
        assert {sample.kinds[one], sample.kinds[other]}.isdisjoint(walls())
        assert (hops > 0) == (how == KNOWN)
        if hops:
            assert networkx.shortest_path_length(joined, one, other) == hops
