"""Where a canvas's entities stand: large layouts are worked out beside the server, none of them twice."""

import hashlib
import json
import os
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cache

from errors import WorkUnfinished
from graph.heavy import GROUPS, LAYOUT, layout_request
from graph.in_rows import lay_in_rows
from graph.layout import Place, layout
from graph.model import Subgraph
from graph.workers import Workers

FAR = 150
"""More new entities than this are laid out in another process: it takes a tenth of a second and more."""

SECONDS = 20
"""How long a layout may take, waiting for its turn included."""

_WAITING = 8
_KEPT = 32
"""How many layouts are remembered, for all sessions."""

_known: OrderedDict[str, dict[str, Place]] = OrderedDict()
_lock = threading.Lock()


@cache
def workers() -> Workers:
    """The processes of this server, for all sessions; a processor is left to the server itself."""
    return Workers(min(4, max(1, (os.cpu_count() or 2) - 1)), _WAITING)


def is_far(subgraph: Subgraph, fixed: Mapping[str, Place]) -> bool:
    """Whether the layout is worked out in another process."""
    return sum(row.id not in fixed for row in subgraph.entities) > FAR


def place(
    subgraph: Subgraph, fixed: Mapping[str, Place], centre: str | None
) -> tuple[dict[str, Place], bool]:
    """A place for each entity, and whether it is a proper layout: rows stand in for one that takes too long.

    What was laid out before, in whatever session, is remembered: the same question has the same answer.
    """
    request = layout_request(subgraph, fixed, centre)
    key = hashlib.sha256(json.dumps(request).encode()).hexdigest()
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key], True
    if is_far(subgraph, fixed):
        try:
            answer = workers().run(LAYOUT, request, SECONDS)
        except WorkUnfinished:
            return lay_in_rows(subgraph, fixed), False
        found = {node: (x, y) for node, (x, y) in answer.items()}
    else:
        found = layout(subgraph, fixed, centre)
    with _lock:
        _known[key] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found, True


def find_groups(nodes: Sequence[str], edges: Sequence[tuple[str, str, float]]) -> Sequence[Sequence[str]]:
    """What find_communities finds, worked out in another process; nothing where that takes too long."""
    try:
        return workers().run(GROUPS, {"nodes": nodes, "edges": edges}, SECONDS)
    except WorkUnfinished:
        return ()
