"""Where entities stand on a canvas: label boxes never overlap, what was placed stays where it is.

Coordinates are pixels at zoom 1, x to the right and y downwards, as vis-network counts them. The same
subgraph and the same fixed places give the same layout.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np
import rustworkx as rx

from graph.communities import find_communities
from graph.label import Box, label_box
from graph.model import Entity, Subgraph
from graph.schema import load_schema
from graph.spots import (
    FIRST_RING,
    MARGIN,
    STRETCH,
    box_rows,
    closeness,
    first_spot,
    free_spots,
    on_ring,
    overlaps,
    symbol_rows,
)

Place = tuple[float, float]

CROWD = 300
"""More entities than this are drawn without their names."""

_RING_STEP = 90.0
_EVENLY = 32
"""Up to so many neighbours stand at even angles; more are packed."""

_MORE_RINGS = 8
_SYMBOL_STEP = 62.0
"""Pixels between symbols that stand without names: the largest ones just have room."""

_SPRING_ROUNDS = 200
_SPRING_REACH = 60
"""Pixels from a part's middle to its farthest entity, times the root of their number."""

_PUSH_ROUNDS = 300


def layout(
    subgraph: Subgraph, fixed: Mapping[str, Place] | None = None, centre: str | None = None
) -> dict[str, Place]:
    """A place for each entity, by id.

    Nothing fixed: one hop around `centre` (or around the one entity that all others touch) becomes rings
    with the types in sectors; else a spring layout (Fruchterman and Reingold 1991), its parts packed side
    by side. With `fixed` places (of entities that are shown), these stay, and each new entity fans out
    from the placed one that it hangs on, away from the rest. Label boxes of entities that are not fixed
    overlap no other; of more than CROWD each community is a part, laid out by springs unless it is the only
    one, and symbols overlap no other of their part.
    """
    entities = {row.id: row for row in sorted(subgraph.entities, key=_order)}
    kept = {node: place for node, place in (fixed or {}).items() if node in entities}
    touching = _touching(subgraph, entities)
    if kept:
        return _fan_out(entities, touching, kept, centre)
    hub = _hub(entities, touching, centre)
    if hub is not None and (len(entities) <= CROWD or len(_clusters(touching)) == 1):
        return _rings(entities, hub)
    return _springs(entities, touching)


def _order(entity: Entity) -> tuple:
    types = list(load_schema().entities)
    return types.index(entity.type), -entity.degree, entity.name, entity.id


def _touching(subgraph: Subgraph, entities: Mapping[str, Entity]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {node: set() for node in entities}
    for row in subgraph.relations:
        if row.head in found and row.tail in found and row.head != row.tail:
            found[row.head].add(row.tail)
            found[row.tail].add(row.head)
    order = {node: number for number, node in enumerate(entities)}
    return {node: sorted(ends, key=order.__getitem__) for node, ends in found.items()}


def _hub(
    entities: Mapping[str, Entity], touching: Mapping[str, Sequence[str]], centre: str | None
) -> str | None:
    candidates = [centre] if centre in entities else list(entities)
    for node in candidates:
        if len(touching[node]) == len(entities) - 1:
            return node
    return None


def _rings(entities: Mapping[str, Entity], hub: str) -> dict[str, Place]:
    """The hub in the middle, the others around it in the order of their types."""
    others = [node for node in entities if node != hub]
    if not others:
        return {hub: (0.0, 0.0)}
    if len(others) > CROWD:
        return _named([hub, *others], _crowded_rings(len(others)))
    boxes = box_rows([entities[hub], *(entities[node] for node in others)])
    if len(others) <= _EVENLY:
        places = _even_rings(boxes)
    else:
        places = _sectors([entities[node].type for node in others], boxes)
    return _named([hub, *others], places)


def _even_rings(boxes: np.ndarray) -> np.ndarray:
    """Even angles, neighbours in order on rings in turn: the number of rings with the smallest outer one.

    The number of angles is odd: a line between two neighbours never runs through the middle.
    """
    count = len(boxes) - 1
    angles = -math.pi / 2 + 2 * math.pi * np.arange(count) / (count | 1)
    best: tuple[float, np.ndarray] | None = None
    for rings in range(1, math.isqrt(count) + 1):
        spread = np.arange(count) % rings * _RING_STEP
        radius = FIRST_RING
        while best is None or radius + spread.max() < best[0]:
            places = np.vstack([np.zeros((1, 2)), on_ring(radius + spread, angles)])
            if not overlaps(places, boxes).any():
                best = radius + float(spread.max()), places
            radius *= 1.06
    return best[1]


def _crowded_rings(count: int) -> np.ndarray:
    """Rings that are filled from the inside, in order: room for symbols, not for names."""
    rows, radius, left = [np.zeros((1, 2))], FIRST_RING, count
    while left:
        here = min(left, int(2 * math.pi * radius / _SYMBOL_STEP))
        rows.append(on_ring(np.full(here, radius), -math.pi / 2 + 2 * math.pi * np.arange(here) / here))
        left -= here
        radius += _SYMBOL_STEP
    return np.vstack(rows)


def _sectors(types: Sequence[str], boxes: np.ndarray) -> np.ndarray:
    """A sector a type, as wide as it has members; each member takes the innermost free spot of it."""
    places = np.zeros((len(boxes), 2))
    start, first = -math.pi / 2, 1
    for _, group in groupby(types):
        members = len(list(group))
        width = 2 * math.pi * members / len(types)
        rings, spots = 0, np.zeros((0, 2))
        # Where not even the smallest box of the group has room, none has: most spots near the middle.
        mine = boxes[first : first + members]
        least = np.concatenate([mine[:, :2].max(axis=0), mine[:, 2:].min(axis=0)])
        for row in range(first, first + members):
            place = first_spot(spots, boxes[row], places[:row], boxes[:row])
            while place is None:
                rings += _MORE_RINGS
                spots = _spots(start, width, rings)
                spots = spots[free_spots(spots, least, places[:row], boxes[:row])]
                place = first_spot(spots, boxes[row], places[:row], boxes[:row])
            places[row] = place
            spots = spots[free_spots(spots, least, places[row : row + 1], boxes[row : row + 1])]
        start, first = start + width, first + members
    return places


def _spots(start: float, width: float, rings: int) -> np.ndarray:
    """Spots of a sector, the innermost first and on each ring the middle ones first."""
    rows = []
    for ring in range(rings):
        radius = FIRST_RING + ring * 26
        count = max(1, int(width * radius / 24))
        turns = sorted(((i + 0.5) / count * width - width / 2 for i in range(count)), key=closeness)
        angles = start + width / 2 + np.array(turns)
        rows.append(on_ring(np.full(count, radius), angles))
    return np.vstack(rows)


def _springs(entities: Mapping[str, Entity], touching: Mapping[str, Sequence[str]]) -> dict[str, Place]:
    """Each part by springs, freed of overlaps, the parts packed in rows, the largest first.

    The parts are the connected ones; of more than CROWD entities the communities: an overview of clusters,
    whose names are not drawn.
    """
    crowded = len(entities) > CROWD
    parts = _clusters(touching) if crowded else _parts(touching)
    laid = [_spring_part([entities[node] for node in part], touching, crowded) for part in parts]
    return _pack(laid, entities)


def _clusters(touching: Mapping[str, Sequence[str]]) -> Sequence[Sequence[str]]:
    edges = [(node, other, 1.0) for node, others in touching.items() for other in others if node < other]
    return find_communities(touching, edges)


def _parts(touching: Mapping[str, Sequence[str]]) -> list[list[str]]:
    seen: set[str] = set()
    parts = []
    for root in touching:
        if root in seen:
            continue
        part, queue = [], [root]
        seen.add(root)
        while queue:
            node = queue.pop(0)
            part.append(node)
            fresh = [other for other in touching[node] if other not in seen]
            seen.update(fresh)
            queue += fresh
        parts.append(part)
    return sorted(parts, key=len, reverse=True)


def _spring_part(
    entities: Sequence[Entity], touching: Mapping[str, Sequence[str]], crowded: bool
) -> dict[str, Place]:
    ids = [row.id for row in entities]
    if len(ids) == 1:
        return {ids[0]: (0.0, 0.0)}
    index = {node: number for number, node in enumerate(ids)}
    network = rx.PyGraph()
    network.add_nodes_from(ids)
    edges = {tuple(sorted((index[a], index[b]))) for a in ids for b in touching[a] if b in index}
    network.add_edges_from_no_data(sorted(edges))
    angles = 2 * math.pi * np.arange(len(ids)) / len(ids)
    begin = {i: (math.cos(angle), math.sin(angle)) for i, angle in enumerate(angles)}
    found = rx.spring_layout(network, pos=begin, num_iter=_SPRING_ROUNDS, seed=1)
    places = np.array([found[i] for i in range(len(ids))])
    places -= places.mean(axis=0)
    places *= _SPRING_REACH * math.sqrt(len(ids)) / max(1e-9, float(np.abs(places).max()))
    places[:, 0] *= STRETCH
    return _named(ids, _part_boxes(places, symbol_rows(entities) if crowded else box_rows(entities)))


def _part_boxes(places: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """The places, moved until no two boxes overlap: pushed apart the shorter way, then spread a little."""
    places = places + 1e-3 * np.column_stack([np.arange(len(places)), np.arange(len(places))])
    for turn in range(_PUSH_ROUNDS):
        depth = overlaps(places, boxes)
        if not depth.any():
            break
        ways = places[:, None] - places[None]
        across = depth[:, :, 0] <= depth[:, :, 1]
        push = np.where(np.stack([across, ~across], axis=2), depth * np.where(ways >= 0, 1, -1), 0)
        places = places + 0.55 * push.sum(axis=1)
        if turn % 10 == 9:
            places = places * 1.04
    while overlaps(places, boxes).any():
        places = places * 1.1
    return places


def _pack(parts: Sequence[Mapping[str, Place]], entities: Mapping[str, Entity]) -> dict[str, Place]:
    frames = [_frame(part, entities) for part in parts]
    area = sum((frame.right - frame.left) * (frame.bottom - frame.top) for frame in frames)
    width = max([STRETCH * math.sqrt(area), *(frame.right - frame.left for frame in frames)])
    placed: dict[str, Place] = {}
    x = y = height = 0.0
    for part, frame in zip(parts, frames, strict=True):
        if x and x + frame.right - frame.left > width:
            x, y, height = 0.0, y + height + 2 * MARGIN, 0.0
        placed.update((node, (px - frame.left + x, py - frame.top + y)) for node, (px, py) in part.items())
        x += frame.right - frame.left + 2 * MARGIN
        height = max(height, frame.bottom - frame.top)
    middle = _frame(placed, entities) if placed else Box(0, 0, 0, 0)
    shift_x, shift_y = (middle.left + middle.right) / 2, (middle.top + middle.bottom) / 2
    return {node: (round(px - shift_x, 2), round(py - shift_y, 2)) for node, (px, py) in placed.items()}


def _frame(part: Mapping[str, Place], entities: Mapping[str, Entity]) -> Box:
    boxes = [(label_box(entities[node]), x, y) for node, (x, y) in part.items()]
    return Box(
        min(x + box.left for box, x, _ in boxes),
        min(y + box.top for box, _, y in boxes),
        max(x + box.right for box, x, _ in boxes),
        max(y + box.bottom for box, _, y in boxes),
    )


def _fan_out(
    entities: Mapping[str, Entity],
    touching: Mapping[str, Sequence[str]],
    kept: Mapping[str, Place],
    centre: str | None,
) -> dict[str, Place]:
    """The kept places and, around them, the new ones: those that hang on a placed one first."""
    placed = dict(kept)
    board = _Board(entities, placed)
    waiting = [node for node in entities if node not in placed]
    while waiting:
        groups: dict[str, list[str]] = defaultdict(list)
        for node in waiting:
            anchor = _anchor(node, touching, placed, centre)
            if anchor is not None:
                groups[anchor].append(node)
        if not groups:
            board.put_below(waiting[0])
            waiting = waiting[1:]
            continue
        for anchor, nodes in groups.items():
            board.put_around(anchor, nodes)
        waiting = [node for node in waiting if node not in placed]
    return placed


def _anchor(
    node: str, touching: Mapping[str, Sequence[str]], placed: Mapping[str, Place], centre: str | None
) -> str | None:
    """What a new entity hangs on: the centre, else the placed neighbour with the fewest relations shown."""
    ends = [other for other in touching[node] if other in placed]
    if centre in ends:
        return centre
    return min(ends, key=lambda other: (len(touching[other]), other)) if ends else None


class _Board:
    """Places that are taken, and free ones found near to where an entity should stand."""

    def __init__(self, entities: Mapping[str, Entity], placed: dict[str, Place]) -> None:
        self._placed = placed
        self._boxes = dict(zip(entities, box_rows(entities.values()), strict=True))

    def put_around(self, anchor: str, nodes: Sequence[str]) -> None:
        """Stand the nodes on arcs around the anchor that open away from everything else."""
        x, y = self._placed[anchor]
        away = self._away(anchor)
        for node in nodes:
            self._placed[node] = self._first_free(node, x, y, away)

    def put_below(self, node: str) -> None:
        """Stand a node that hangs on nothing below all others."""
        x = sum(px for px, _ in self._placed.values()) / len(self._placed)
        y = max(py for _, py in self._placed.values())
        self._placed[node] = self._first_free(node, x, y, math.pi / 2)

    def _away(self, anchor: str) -> float:
        """The angle from the middle of the other places to the anchor; downwards where there is no other."""
        others = [place for node, place in self._placed.items() if node != anchor]
        x, y = self._placed[anchor]
        if not others:
            return math.pi / 2
        return math.atan2(
            y - sum(py for _, py in others) / len(others), x - sum(px for px, _ in others) / len(others)
        )

    def _first_free(self, node: str, x: float, y: float, away: float) -> Place:
        """The free place nearest to the direction on the nearest arc; arcs widen until there is one."""
        radius, spread = FIRST_RING * 0.9, math.radians(75)
        places = np.array(list(self._placed.values()))
        boxes = np.array([self._boxes[other] for other in self._placed])
        while True:
            count = max(3, round(2 * spread * radius / 45))
            turns = sorted((2 * spread * i / (count - 1) - spread for i in range(count)), key=closeness)
            angles = away + np.array(turns)
            spots = (np.array([x, y]) + on_ring(np.full(count, radius), angles)).round(2)
            free = free_spots(spots, self._boxes[node], places, boxes)
            if free.any():
                return tuple(map(float, spots[np.argmax(free)]))
            radius += 45
            spread = min(math.radians(125), spread + math.radians(8))


def _named(ids: Sequence[str], places: np.ndarray) -> dict[str, Place]:
    return {node: (round(float(x), 2), round(float(y), 2)) for node, (x, y) in zip(ids, places, strict=True)}
