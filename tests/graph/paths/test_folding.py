"""Paths of one shape stand together, in the order of the best."""

from graph.model import Entity, Path, Relation
from graph.paths import fold_paths


def path(cost: float, *along: Entity | tuple[str, str, str]) -> Path:
    entities, hops = along[::2], along[1::2]
    relations = tuple((Relation("-".join(hop), *hop),) for hop in hops)
    return Path(entities, relations, cost)


TOWN, PARK = Entity("t", "NewTown", "东湖新城"), Entity("p", "Park", "梧桐经开区")


def through(cost: float, name: str, kind: str = "Industry", there: str = "DEVELOPS") -> Path:
    between = Entity(name, kind, name)
    return path(cost, TOWN, (there, "t", name), between, ("DEVELOPS", "p", name), PARK)


def test_paths_of_the_same_types_between_the_same_ends_are_one_group_by_rank() -> None:
    hydrogen, joint, flight = through(1.0, "氢燃料"), through(1.5, "方案", "Policy"), through(2.0, "低空经济")
    groups = fold_paths([hydrogen, joint, flight])
    assert [group.paths for group in groups] == [(hydrogen, flight), (joint,)]
    shape = groups[0].shape
    assert (shape.start, shape.end, shape.types) == ("t", "p", ("Industry",))
    assert shape.hops == (("DEVELOPS", True), ("DEVELOPS", False))


def test_other_relations_directions_or_ends_make_another_shape() -> None:
    plain = through(1.0, "氢燃料")
    assert len(fold_paths([plain, through(1.1, "低空经济", there="SUPPORTS")])) == 2
    industry = Entity("x", "Industry", "x")
    against = path(1.2, TOWN, ("SUPPORTS", "x", "t"), industry, ("SUPPORTS", "x", "p"), PARK)
    along = path(1.3, TOWN, ("SUPPORTS", "t", "x"), industry, ("SUPPORTS", "x", "p"), PARK)
    assert len(fold_paths([against, along])) == 2
    other = Entity("q", "Park", "青禾软件园")
    elsewhere = path(1.4, TOWN, ("DEVELOPS", "t", "x"), industry, ("DEVELOPS", "q", "x"), other)
    assert len(fold_paths([plain, elsewhere])) == 2


def test_a_relation_without_a_direction_reads_either_way() -> None:
    near = path(
        1.0, TOWN, ("COORDINATES_WITH", "t", "a"), Entity("a", "Park", "a"), ("CONNECTS", "a", "p"), PARK
    )
    far = path(
        1.1, TOWN, ("COORDINATES_WITH", "b", "t"), Entity("b", "Park", "b"), ("CONNECTS", "p", "b"), PARK
    )
    [group] = fold_paths([near, far])
    assert group.shape.hops == (("COORDINATES_WITH", None), ("CONNECTS", None))
    assert fold_paths([]) == ()
