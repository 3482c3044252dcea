"""Places that cost next to nothing, for when a layout takes too long."""

import math
from collections.abc import Mapping

from graph.label import label_box
from graph.layout import Place
from graph.model import Subgraph
from graph.schema import load_schema
from graph.spots import MARGIN, STRETCH


def lay_in_rows(subgraph: Subgraph, fixed: Mapping[str, Place]) -> dict[str, Place]:
    """A place for each entity, by id: the fixed ones stay, the others stand in rows below them.

    Those of a type stand together, the most connected first. Label boxes of rows overlap no other.
    """
    shown = {row.id for row in subgraph.entities}
    placed = {key: place for key, place in fixed.items() if key in shown}
    types = list(load_schema().entities)
    rest = [row for row in subgraph.entities if row.id not in placed]
    rest.sort(key=lambda row: (types.index(row.type), -row.degree, row.name, row.id))
    if not rest:
        return placed
    boxes = [label_box(row) for row in subgraph.entities]
    width = max(box.right for box in boxes) - min(box.left for box in boxes) + MARGIN
    height = max(box.bottom for box in boxes) - min(box.top for box in boxes) + MARGIN
    columns = max(1, round(STRETCH * math.sqrt(len(rest) * height / width)))
    middle = sum(x for x, _ in placed.values()) / len(placed) if placed else 0.0
    top = max(y for _, y in placed.values()) + height if placed else 0.0
    left = middle - (min(columns, len(rest)) - 1) * width / 2
    for number, row in enumerate(rest):
        down, across = divmod(number, columns)
        placed[row.id] = (round(left + across * width, 2), round(top + down * height, 2))
    return placed
