"""Layouts: labels can be read, what stands stays, the same view is the same picture."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.communities import find_communities
from graph.label import LINE_EMS, label_box, label_ems, label_lines, symbol_size
from graph.layout import layout
from graph.model import Entity, Relation, Subgraph
from graph.schema import load_schema

TYPES = list(load_schema().entities)
LONG = "青禾市至白鹭市城际快速通道及沿线综合管廊一体化建设工程"


def star(count: int) -> Subgraph:
    nodes = [
        Entity(f"n{i}", TYPES[i % len(TYPES)], LONG[: 2 + i * 5 % 24], (), {}, i % 30) for i in range(count)
    ]
    edges = [Relation(f"r{i}", "BUILDS", "n0", f"n{i}") for i in range(1, count)]
    return Subgraph(tuple(nodes), tuple(edges), count, count - 1)


def web(count: int, seed: int = 7) -> Subgraph:
    nodes = star(count).entities
    pairs = {(i, (i * seed + 3) % count) for i in range(count)} | {
        (i, (i * i + seed) % count) for i in range(count)
    }
    edges = [Relation(f"r{i}-{j}", "BUILDS", f"n{i}", f"n{j}") for i, j in sorted(pairs) if i != j]
    return Subgraph(nodes, tuple(edges), count, len(edges))


def overlapping(subgraph: Subgraph, places: dict, among: set[str] | None = None) -> list[tuple[str, str]]:
    found = []
    rows = [(row.id, label_box(row), *places[row.id]) for row in subgraph.entities]
    for i, (one, a, ax, ay) in enumerate(rows):
        for other, b, bx, by in rows[i + 1 :]:
            if among is not None and one not in among and other not in among:
                continue
            across = min(ax + a.right, bx + b.right) - max(ax + a.left, bx + b.left)
            down = min(ay + a.bottom, by + b.bottom) - max(ay + a.top, by + b.top)
            if across > 0 and down > 0:
                found.append((one, other))
    return found


@pytest.mark.parametrize("count", [1, 2, 5, 12, 30, 60, 100, 150])
def test_no_two_labels_overlap_around_a_centre(count: int) -> None:
    view = star(count)
    places = layout(view, centre="n0")
    assert set(places) == {row.id for row in view.entities}
    assert overlapping(view, places) == []
    assert places["n0"] == (0.0, 0.0)


@pytest.mark.parametrize("count", [5, 12, 30, 60, 100, 150])
def test_no_two_labels_overlap_in_a_web(count: int) -> None:
    view = web(count)
    assert overlapping(view, layout(view)) == []


def test_types_stand_together_around_a_centre() -> None:
    view = star(25)
    places = layout(view, centre="n0")
    around = sorted(view.entities[1:], key=lambda row: math.atan2(*reversed(places[row.id])))
    kinds = [row.type for row in around]
    changes = sum(one != other for one, other in zip(kinds, kinds[1:] + kinds[:1], strict=True))
    assert changes == len(set(kinds))


@pytest.mark.parametrize("count", [3, 7, 9, 17, 31])
def test_no_line_between_neighbours_runs_through_the_centre(count: int) -> None:
    view = star(count)
    places = layout(view, centre="n0")
    size = symbol_size(view.entities[0])
    for one in view.entities[1:]:
        for other in view.entities[1:]:
            if one != other:
                (ax, ay), (bx, by) = places[one.id], places[other.id]
                gap = abs(ax * by - ay * bx) / math.hypot(bx - ax, by - ay)
                between = ax * (ax - bx) + ay * (ay - by) > 0 and bx * (bx - ax) + by * (by - ay) > 0
                assert not between or gap > size / 2


def test_a_view_stays_on_a_screen() -> None:
    places = layout(star(31), centre="n0")
    assert max(abs(x) for x, _ in places.values()) < 900
    assert max(abs(y) for _, y in places.values()) < 600


@pytest.mark.parametrize("count", [12, 60])
def test_the_order_of_entities_changes_nothing(count: int) -> None:
    for view in (star(count), web(count)):
        turned = Subgraph(view.entities[::-1], view.relations[::-1], count, len(view.relations))
        assert layout(view) == layout(turned)


def test_what_stands_stays_and_new_ones_overlap_nothing() -> None:
    view = star(20)
    first = layout(view, centre="n0")
    more = [Entity(f"m{i}", "Project", LONG[: 4 + i % 9]) for i in range(40)]
    edges = [Relation(f"s{i}", "BUILDS", "n5", row.id) for i, row in enumerate(more)]
    grown = Subgraph((*view.entities, *more), (*view.relations, *edges), 60, 59)
    places = layout(grown, fixed=first, centre="n5")
    assert {node: places[node] for node in first} == first
    assert overlapping(grown, places) == []


def test_new_ones_stand_on_the_far_side_of_what_they_hang_on() -> None:
    view = star(8)
    first = layout(view, centre="n0")
    leaf = max(first, key=lambda node: first[node][0])
    more = [Entity(f"m{i}", "Project", "云栖医院") for i in range(3)]
    edges = [Relation(f"s{i}", "BUILDS", leaf, row.id) for i, row in enumerate(more)]
    places = layout(
        Subgraph((*view.entities, *more), (*view.relations, *edges), 11, 10), fixed=first, centre=leaf
    )
    assert all(places[row.id][0] > first[leaf][0] for row in more)


def test_places_of_what_is_not_shown_are_forgotten() -> None:
    assert set(layout(star(3), fixed={"gone": (1.0, 2.0), "n1": (50.0, 60.0)})) == {"n0", "n1", "n2"}


@settings(max_examples=40)
@given(st.integers(2, 40), st.integers(1, 9), st.data())
def test_any_part_may_be_fixed_anywhere(count: int, seed: int, data: st.DataObject) -> None:
    view = web(count, seed)
    ids = [row.id for row in view.entities]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True))
    spot = st.tuples(st.integers(-900, 900).map(float), st.integers(-900, 900).map(float))
    fixed = {node: data.draw(spot) for node in chosen}
    places = layout(view, fixed=fixed)
    assert {node: places[node] for node in fixed} == fixed
    assert overlapping(view, places, among=set(ids) - set(fixed)) == []


def test_an_empty_view_has_no_places() -> None:
    assert layout(Subgraph()) == {}


@given(st.text(alphabet="青禾市A1（—", min_size=1, max_size=60))
def test_a_label_is_short_and_says_where_it_is_cut(name: str) -> None:
    lines = label_lines(name)
    assert 1 <= len(lines) <= 3
    assert all(label_ems(line) <= LINE_EMS + 1 for line in lines)
    assert "".join(lines) == name or lines[-1].endswith("…")


def test_more_relations_make_a_larger_symbol() -> None:
    sizes = [symbol_size(Entity("x", "Park", "园", (), {}, degree)) for degree in (0, 3, 30, 3000)]
    assert sizes == sorted(sizes) and sizes[0] < sizes[2] and sizes[-1] <= 26


@pytest.mark.parametrize("shape", ["web", "star"])
def test_a_crowd_is_laid_out_without_its_names_and_no_symbols_overlap_within_a_cluster(shape: str) -> None:
    """Two webs of 200 joined by one line, or a hub of 400: more than can be named."""
    entities = tuple(Entity(f"{number:03}", "Project", f"第{number}号工程") for number in range(400))
    if shape == "web":
        pairs = [(a, a + step) for side in (0, 200) for a in range(side, side + 190) for step in (1, 7, 10)]
        pairs.append((0, 399))
    else:
        pairs = [(0, other) for other in range(1, 400)]
    relations = tuple(Relation(f"{a}-{b}", "CONNECTS", f"{a:03}", f"{b:03}") for a, b in pairs)
    places = layout(Subgraph(entities, relations))
    assert len(places) == 400
    ordered = sorted(places.values())
    near = [
        (one, other)
        for at, one in enumerate(ordered)
        for other in ordered[at + 1 : at + 40]
        if math.dist(one, other) < symbol_size(entities[0])
    ]
    assert near == []


def test_the_communities_around_a_hub_of_a_crowd_lie_side_by_side() -> None:
    entities = tuple(Entity(f"{number:03}", "Project", f"第{number}号工程") for number in range(401))
    webs = [range(1, 201), range(201, 401)]
    pairs = [(a, a + step) for web in webs for a in web[:-12] for step in (1, 3, 7, 11)]
    pairs += [(0, other) for other in range(1, 401)]
    relations = tuple(Relation(f"{a}-{b}", "CONNECTS", f"{a:03}", f"{b:03}") for a, b in pairs)
    places = layout(Subgraph(entities, relations), centre="000")
    ids = [entity.id for entity in entities]
    groups = find_communities(ids, [(f"{a:03}", f"{b:03}", 1.0) for a, b in pairs])
    assert len(groups) > 1
    frames = [
        [(min(axis), max(axis)) for axis in zip(*(places[node] for node in group), strict=True)]
        for group in groups
    ]
    for number, one in enumerate(frames):
        for other in frames[number + 1 :]:
            pairs_of_axes = zip(one, other, strict=True)
            assert any(a[1] < b[0] or b[1] < a[0] for a, b in pairs_of_axes)
