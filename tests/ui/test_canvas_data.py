"""The network that the canvas draws is the subgraph, nothing lost and nothing on top of another."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from graph.model import Entity, Graph, Path, Relation, Subgraph
from graph.schema import load_schema
from ui.canvas.data import group_id, legend, network_data
from ui.canvas.lanes import place_paths

A, B = Entity("a", "Park", "甲园", degree=3), Entity("b", "NewTown", "乙城", degree=1)


def test_every_entity_and_relation_is_drawn(invented: Graph) -> None:
    whole = Subgraph(invented.entities, invented.relations)
    places = {row.id: (float(number), -float(number)) for number, row in enumerate(invented.entities)}
    data = network_data(whole, places, "", "zh")
    nodes, edges = data["nodes"], data["edges"]
    spots = zip(nodes["x"], nodes["y"], strict=True)
    assert dict(zip(nodes["id"], spots, strict=True)) == places
    drawn = zip(edges["id"], edges["from"], edges["to"], strict=True)
    ends = {row: (nodes["id"][head], nodes["id"][tail]) for row, head, tail in drawn}
    assert ends == {row.id: (row.head, row.tail) for row in invented.relations}
    json.dumps(data)


@given(st.lists(st.text(), unique=True))
def test_every_name_can_be_read_whole(written: list[str]) -> None:
    rows = tuple(Entity(str(number), "Park", name) for number, name in enumerate(written))
    data = network_data(Subgraph(rows), {}, "", "zh")
    labels = (label.replace("\u200b", "").replace("\n", "") for label in data["nodes"]["label"])
    assert [data["full"].get(at, label) for at, label in enumerate(labels)] == written


def test_parallel_relations_are_bent_apart() -> None:
    rows = tuple(
        Relation(str(number), kind, *ends)
        for number, (kind, ends) in enumerate(
            [("BUILDS", "ba"), ("SUPPORTS", "ab"), ("DEVELOPS", "ba"), ("PART_OF", "ab")]
        )
    )
    bends = network_data(Subgraph((A, B), rows), {}, "a", "zh")["bends"]
    # Seen from one side: a clockwise curve from a to b lies where a counter-clockwise one from b does.
    sides = [bends[number] * (1 if row.head == "a" else -1) for number, row in enumerate(rows)]
    assert len(set(sides)) == 4
    assert abs(sum(sides)) < 1e-9


def test_a_single_relation_is_straight_and_shows_its_direction() -> None:
    rows = (Relation("1", "BUILDS", "b", "a"),)
    data = network_data(Subgraph((A, B), rows), {}, "", "en")
    kind = data["kinds"]["relations"][data["edges"]["type"][0]]
    assert (data["bends"], kind["directed"], kind["name"]) == ({}, True, "builds")


def test_an_undirected_relation_has_no_arrow() -> None:
    rows = (Relation("1", "COORDINATES_WITH", "a", "b"),)
    data = network_data(Subgraph((A, B), rows), {}, "", "zh")
    assert not data["kinds"]["relations"][data["edges"]["type"][0]]["directed"]


def test_shape_and_colour_come_from_the_schema() -> None:
    data = network_data(Subgraph((A,)), {}, "a", "zh")
    park = load_schema().entities["Park"]
    look = data["kinds"]["entities"][data["nodes"]["type"][0]]
    assert (look["shape"], look["color"], data["centre"]) == (park.shape, park.color, "a")


def test_the_legend_counts_what_is_drawn_and_keeps_what_is_off() -> None:
    rows = legend(Subgraph((A, B), (Relation("1", "BUILDS", "b", "a"),)), {"Document"}, {"ISSUES"}, "zh")
    assert [(row["name"], row["count"], row["off"]) for row in rows] == [
        ("新城", 1, False),
        ("园区", 1, False),
        ("文档", 0, True),
        ("建设", 1, False),
        ("发布", 0, True),
    ]


@st.composite
def paths(draw: st.DrawFn) -> list[Path]:
    middles = st.lists(st.sampled_from("cdefghij"), unique=True, max_size=4)
    routes = draw(st.lists(middles, min_size=1, max_size=8, unique_by=tuple))
    found = []
    for route in routes:
        entities = tuple(Entity(row, "Park", row) for row in ["a", *route, "b"])
        hops = tuple(
            (Relation(one.id + two.id, "BUILDS", one.id, two.id),) for one, two in pairwise(entities)
        )
        found.append(Path(entities, hops, float(len(hops))))
    return found


@given(paths())
def test_paths_run_from_left_to_right_and_nothing_lies_on_another(found: list[Path]) -> None:
    places = place_paths(found)
    assert set(places) == {entity.id for path in found for entity in path.entities}
    spots = list(places.values())
    for number, (x, y) in enumerate(spots):
        assert all(abs(x - x2) > 30 or abs(y - y2) > 60 for x2, y2 in spots[number + 1 :])
    inner = [x for row, (x, _) in places.items() if row not in "ab"]
    assert all(places["a"][0] < x < places["b"][0] for x in inner)


def test_no_path_has_no_places() -> None:
    assert place_paths([]) == {}


def test_neighbours_that_are_left_out_are_one_node_a_type() -> None:
    town = Entity("a", "NewTown", "临港新城")
    whole = network_data(Subgraph((town,), (), 4, 3, "neighbours", {"Project": 3}), {}, "a", "zh")
    (group,) = whole["groups"]
    assert (group["id"], group["type"]) == (group_id("Project"), "Project")
    assert "3" in group["label"] and whole["centre"] == "a"
