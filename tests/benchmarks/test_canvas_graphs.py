"""The graphs that the canvas is measured with: whole, connected, of every type, the same for a seed."""

from collections import Counter

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canvas.graphs import EDGES, invent_graph
from graph.model import Graph
from graph.resolve import UNCOUNTED
from graph.schema import DOCUMENT, load_schema

SIZES = st.integers(12, 160)
SEEDS = st.integers(0, 1_000)


@pytest.fixture(scope="module")
def large() -> Graph:
    return invent_graph(1_000)


def test_every_type_occurs_in_the_smallest_graph_that_is_measured() -> None:
    graph = invent_graph(30)
    assert {entity.type for entity in graph.entities} == set(load_schema().entities)
    assert {relation.type for relation in graph.relations} == set(load_schema().relations)


@given(SIZES, SEEDS)
@settings(max_examples=30)
def test_it_is_one_piece_of_the_size_asked_for(nodes: int, seed: int) -> None:
    graph = invent_graph(nodes, seed)
    assert len({entity.id for entity in graph.entities}) == len(graph.entities) == nodes
    assert len({relation.id for relation in graph.relations}) == len(graph.relations) == EDGES * nodes
    found = nx.Graph((relation.head, relation.tail) for relation in graph.relations)
    assert set(found) == {entity.id for entity in graph.entities} and nx.is_connected(found)
    assert not any(relation.head == relation.tail for relation in graph.relations)


@given(SIZES, SEEDS)
@settings(max_examples=20)
def test_relations_join_what_the_schema_lets_them_join(nodes: int, seed: int) -> None:
    graph = invent_graph(nodes, seed)
    types = {entity.id: entity.type for entity in graph.entities}
    for relation in graph.relations:
        kind = load_schema().relations[relation.type]
        assert types[relation.head] in kind.heads and types[relation.tail] in kind.tails
        assert kind.directed or relation.head < relation.tail


@given(SIZES, SEEDS)
@settings(max_examples=20)
def test_every_relation_has_sentences_that_name_its_ends(nodes: int, seed: int) -> None:
    graph = invent_graph(nodes, seed)
    entities = {entity.id: entity for entity in graph.entities}
    for relation in graph.relations:
        ends = (entities[relation.head], entities[relation.tail])
        told = [end.name for end in ends if end.type != DOCUMENT]
        assert relation.evidence
        for place in relation.evidence:
            assert place.end - place.start == len(place.quote)
            marked = [place.quote[start - place.start : stop - place.start] for start, stop in place.marks]
            assert marked == told


def test_the_same_seed_gives_the_same_graph_and_another_another() -> None:
    assert invent_graph(40, 7) == invent_graph(40, 7) != invent_graph(40, 8)


def test_degrees_are_counted_as_the_store_counts_them(large: Graph) -> None:
    counted = (relation for relation in large.relations if relation.type not in UNCOUNTED)
    degrees = Counter(end for relation in counted for end in (relation.head, relation.tail))
    assert {entity.id: entity.degree for entity in large.entities} == {
        entity.id: degrees[entity.id] for entity in large.entities
    }


def test_few_entities_have_many_relations(large: Graph) -> None:
    degrees = sorted((entity.degree for entity in large.entities), reverse=True)
    assert degrees[0] > 10 * degrees[len(degrees) // 2]


def test_fewer_entities_than_types_are_refused() -> None:
    with pytest.raises(ValueError, match="11"):
        invent_graph(11)
