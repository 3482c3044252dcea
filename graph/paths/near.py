"""What lies near two ends, where nothing of the types asked for lies between them."""

import numpy as np

from graph.paths.answer import NearEntity
from graph.paths.search import Stale
from graph.paths.walking import Walking
from graph.paths.weights import load_weights
from graph.store.base import Store

_MOST = 300_000
"""So many hops are looked at from either end."""

_FAR = 127


def find_near(store: Store, walking: Walking, longest: int) -> tuple[NearEntity, ...]:
    """Entities of the types that must lie between: with a way to both ends first, then by hops, name, id.

    They are looked for at most `longest` hops from either end, whichever way the hops read, and not as far
    where that is too much to look at. Raises Stale where the store has one of them no more.
    """
    must = walking.rules.must_type
    if not must:
        return ()
    from_start, from_end = (_hops(walking, roots, longest) for roots in (walking.starts, walking.ends))
    reached = np.flatnonzero(np.minimum(from_start, from_end) < _FAR)
    paying = (walking.paid_between(reached) & must > 0) & ~walking.is_terminal(reached)
    numbers = reached[paying]
    hops = np.stack([from_start[numbers], from_end[numbers]]).astype(np.int64)
    # _FAR is more than any two distances together: one way only comes behind both.
    order = np.lexsort((walking.outline.ranks[numbers], hops.sum(axis=0)))[: load_weights().near]
    found = store.entities([walking.outline.id_of(number) for number in numbers[order]])
    if len(found) < len(order):
        raise Stale
    near = hops[:, order].T.tolist()
    return tuple(NearEntity(row, *map(_known, pair)) for row, pair in zip(found, near, strict=True))


def _known(hops: int) -> int | None:
    return hops if hops < _FAR else None


def _hops(walking: Walking, roots: np.ndarray, longest: int) -> np.ndarray:
    """How many hops each entity is from the roots; _FAR where that is not known."""
    outline = walking.outline
    found = np.full(len(outline.ids), _FAR, dtype=np.int8)
    found[roots] = 0
    level, room = roots, _MOST
    for hops in range(1, longest + 1):
        room -= int((outline.first[level + 1] - outline.first[level]).sum())
        if room < 0:
            break
        far = np.concatenate([walking.hops(level, back, arriving=False).far for back in (False, True)])
        level = np.unique(far[found[far] == _FAR])
        found[level] = hops
    return found
