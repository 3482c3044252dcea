"""The network that the canvas draws is the subgraph, nothing lost and nothing on top of another."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from graph.label import label_box
from graph.model import Entity, Graph, Path, Relation, Subgraph
from graph.schema import load_schema
from ui.canvas.data import group_id, legend, network_data
from ui.canvas.lanes import place_paths
from ui.canvas.layers import columns

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


@given(st.lists(st.text(min_size=1), unique=True))
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
    ends = (
        st.sampled_from(draw(st.sampled_from(["a", "akl"]))),
        st.sampled_from(draw(st.sampled_from(["b", "bmn"]))),
    )
    routes = draw(st.lists(st.tuples(ends[0], middles, ends[1]), min_size=1, max_size=8))
    long = "联合推进两地交界地带水环境共同治理与岸线整治的三年行动方案"
    found = []
    for start, route, end in routes:
        entities = tuple(Entity(row, "Park", long if row in "cd" else row) for row in [start, *route, end])
        hops = tuple(
            (Relation(one.id + two.id, "BUILDS", one.id, two.id),) for one, two in pairwise(entities)
        )
        found.append(Path(entities, hops, float(len(hops))))
    return found


@given(paths())
def test_paths_run_from_left_to_right_and_nothing_lies_on_another(found: list[Path]) -> None:
    places = place_paths(found)
    entities = {entity.id: entity for path in found for entity in path.entities}
    assert set(places) == set(entities)
    boxes = []
    for node, (x, y) in places.items():
        box = label_box(entities[node])
        boxes.append((x + box.left, y + box.top, x + box.right, y + box.bottom))
    for number, (left, top, right, bottom) in enumerate(boxes):
        for left2, top2, right2, bottom2 in boxes[number + 1 :]:
            assert left >= right2 or left2 >= right or top >= bottom2 or top2 >= bottom
    inner = [x for row, (x, _) in places.items() if row in "cdefghij"]
    starts = [x for row, (x, _) in places.items() if row in "akl"]
    ends = [x for row, (x, _) in places.items() if row in "bmn"]
    assert all(max(starts) < x < min(ends) for x in inner)
    if len(starts) == len(ends) == 1:
        assert places[found[0].entities[0].id][1] == places[found[0].entities[-1].id][1]


def test_many_paths_between_sets_stand_apart_too() -> None:
    found = []
    for number in range(14):
        row = [Entity(f"{side}{number}", "Park", f"青禾{side}{number}号产业园") for side in "amb"]
        hops = tuple((Relation(one.id + two.id, "BUILDS", one.id, two.id),) for one, two in pairwise(row))
        found.append(Path(tuple(row), hops, 2.0))
    places = place_paths(found)
    spots = list(places.values())
    assert len(set(spots)) == len(spots) == 42
    assert max(places[f"a{n}"][0] for n in range(14)) < min(places[f"m{n}"][0] for n in range(14))


def test_lines_keep_off_the_names_of_others_where_there_is_room() -> None:
    start, end = Entity("a", "Park", "甲"), Entity("b", "Park", "乙")
    found = [Path((start, end), ((Relation("r", "BUILDS", "a", "b"),),), 1.0)]
    for number in range(3):
        middle = Entity(f"m{number}", "Park", f"青禾{number}号产业园")
        hops = tuple((Relation(f"{side}{number}", "BUILDS", side, middle.id),) for side in "ab")
        found.append(Path((start, middle, end), hops, 2.0))
    places = place_paths(found)
    for number in range(3):
        _, y = places[f"m{number}"]
        box = label_box(found[number + 1].entities[1])
        assert not y + box.top <= places["a"][1] <= y + box.bottom, "the direct line runs free"


def test_lines_that_need_not_cross_do_not() -> None:
    found = []
    for number, other in enumerate((3, 0, 4, 1, 2)):
        row = [Entity(name, "Park", name) for name in ("a", f"m{number}", f"n{other}", "b")]
        hops = tuple((Relation(one.id + two.id, "BUILDS", one.id, two.id),) for one, two in pairwise(row))
        found.append(Path(tuple(row), hops, 3.0))
    places = place_paths(found)
    heights = sorted((places[path.entities[1].id][1], places[path.entities[2].id][1]) for path in found)
    assert [second for _, second in heights] == sorted(second for _, second in heights)


def test_columns_lead_to_the_right_whatever_paths_share() -> None:
    found = columns([("a", "m", "n", "b"), ("a", "n", "b"), ("a", "k", "m", "b"), ("a", "n", "m", "b")])
    assert found["a"] == 0 and found["b"] == 1
    assert 0 < found["k"] < found["m"] < found["n"] < 1, "the best path says how m and n stand"


def test_no_path_has_no_places() -> None:
    assert place_paths([]) == {}


def test_neighbours_that_are_left_out_are_one_node_a_type() -> None:
    town = Entity("a", "NewTown", "临港新城")
    whole = network_data(Subgraph((town,), (), 4, 3, "neighbours", {"Project": 3}), {}, "a", "zh")
    (group,) = whole["groups"]
    assert (group["id"], group["type"]) == (group_id("Project"), "Project")
    assert "3" in group["label"] and whole["centre"] == "a"
