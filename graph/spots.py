"""Room for boxes on a plane: where they overlap, and which spots around a middle are free.

Coordinates are pixels at zoom 1, x to the right and y downwards. Boxes are rows (left, top, right, bottom)
relative to the place of what they surround.
"""

from collections.abc import Iterable

import numpy as np

from graph.label import label_box, symbol_size
from graph.model import Entity

MARGIN = 8.0
"""Pixels kept free around a label box."""

STRETCH = 1.35
"""Rings are wider than high: so are labels, and so are screens."""

FIRST_RING = 170.0
"""Pixels from a middle to the first ring around it."""

_AT_ONCE = 64
"""Spots that are tried at once."""


def box_rows(entities: Iterable[Entity]) -> np.ndarray:
    """Label boxes as rows (left, top, right, bottom) around each entity's place, with their margin."""
    half = MARGIN / 2
    rows = [label_box(row) for row in entities]
    return np.array([(b.left - half, b.top - half, b.right + half, b.bottom + half) for b in rows])


def symbol_rows(entities: Iterable[Entity]) -> np.ndarray:
    """The same of symbols alone, without their names."""
    half = [symbol_size(row) + MARGIN / 2 for row in entities]
    return np.array([(-size, -size, size, size) for size in half])


def overlaps(places: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """How deep each two boxes overlap, on x and on y, where they do on both; else zeros."""
    lows, highs = places + boxes[:, :2], places + boxes[:, 2:]
    depth = np.minimum(highs[:, None], highs[None]) - np.maximum(lows[:, None], lows[None])
    depth[(depth <= 0).any(axis=2)] = 0
    depth[np.arange(len(places)), np.arange(len(places))] = 0
    return depth


def on_ring(radii: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Places at these distances and angles from the middle, stretched as rings are."""
    return np.column_stack([STRETCH * radii * np.cos(angles), radii * np.sin(angles)])


def free_spots(spots: np.ndarray, box: np.ndarray, places: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Which spots the box can take without touching a box that is placed."""
    lows, highs = places + boxes[:, :2], places + boxes[:, 2:]
    mine_low, mine_high = spots + box[:2], spots + box[2:]
    depth = np.minimum(mine_high[:, None], highs[None]) - np.maximum(mine_low[:, None], lows[None])
    return ~(depth > 0).all(axis=2).any(axis=1)


def first_spot(
    spots: np.ndarray, box: np.ndarray, places: np.ndarray, boxes: np.ndarray
) -> np.ndarray | None:
    """The first spot that the box can take, None where it can take none."""
    for start in range(0, len(spots), _AT_ONCE):
        some = spots[start : start + _AT_ONCE]
        free = free_spots(some, box, places, boxes)
        if free.any():
            return some[np.argmax(free)]
    return None


def closeness(turn: float) -> tuple[float, float]:
    """A sort key of angles: the nearest to 0 first, of two as near the negative one."""
    return round(abs(turn), 9), turn
