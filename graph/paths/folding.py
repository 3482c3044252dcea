"""Paths of one shape, told as one: "through 4 common industries"."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import Path
from graph.schema import load_schema


@dataclass(frozen=True, slots=True)
class Shape:
    """What folded paths have in common: both ends (ids), the types between, and how the hops read.

    Of each hop the type of its first relation, which is the cheapest, and whether it reads along the way:
    None for a type without a direction.
    """

    start: str
    end: str
    types: tuple[str, ...]
    hops: tuple[tuple[str, bool | None], ...]


@dataclass(frozen=True, slots=True)
class PathGroup:
    """Paths of one shape, in the order of their rank; never empty."""

    shape: Shape
    paths: tuple[Path, ...]


def fold_paths(paths: Iterable[Path]) -> tuple[PathGroup, ...]:
    """The paths in groups of one shape, in the order of each group's best path."""
    groups: dict[Shape, list[Path]] = {}
    for path in paths:
        groups.setdefault(shape_of(path), []).append(path)
    return tuple(PathGroup(shape, tuple(rows)) for shape, rows in groups.items())


def shape_of(path: Path) -> Shape:
    """The shape of a path."""
    hops = []
    for near, hop in zip(path.entities, path.hops, strict=False):
        first = hop[0]
        directed = load_schema().relations[first.type].directed
        hops.append((first.type, first.head == near.id if directed else None))
    types = tuple(row.type for row in path.entities[1:-1])
    return Shape(path.entities[0].id, path.entities[-1].id, types, tuple(hops))
