"""Why a path ranks where it does: what each of its parts costs, as data."""

from dataclasses import dataclass

from graph.model import Path, Relation
from graph.paths.weights import MILLION, discount, hop_cost, toll
from graph.schema import load_schema


@dataclass(frozen=True, slots=True)
class HopCost:
    """What a hop costs: its cheapest relation's weight, less a share for its documents when several."""

    relation: str
    type: str
    weight: float
    documents: int
    discount: float
    cost: float


@dataclass(frozen=True, slots=True)
class Toll:
    """What leading through an entity costs: the more relations it has, the more."""

    entity: str
    degree: int
    cost: float


@dataclass(frozen=True, slots=True)
class PathCost:
    """A path's cost in parts, along the way: a toll stands between two hops. `total` is their sum."""

    hops: tuple[HopCost, ...]
    tolls: tuple[Toll, ...]
    total: float


def explain(path: Path) -> PathCost:
    """What each part of a path costs, as its ranking counted it."""
    hops = tuple(_hop(hop[0]) for hop in path.hops)
    tolls = tuple(Toll(row.id, row.degree, toll(row.degree) / MILLION) for row in path.entities[1:-1])
    return PathCost(hops, tolls, path.cost)


def count_documents(relation: Relation) -> int:
    """How many documents state a relation, each once; at least 1."""
    return max(1, len({place.doc for place in relation.evidence}))


def _hop(relation: Relation) -> HopCost:
    count = count_documents(relation)
    return HopCost(
        relation.id,
        relation.type,
        load_schema().relations[relation.type].weight,
        count,
        discount(count),
        hop_cost(relation.type, count) / MILLION,
    )
