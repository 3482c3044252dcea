"""Places for paths: both ends outside, each path on a lane of its own, read from left to right."""

from collections.abc import Sequence

from graph.model import Path

STEP = 165.0
"""Pixels between two entities of the longest path; more where it is short."""

NARROWEST = 540.0
"""Pixels between the ends at least."""

HEIGHT = 104.0
"""Pixels between two lanes."""

_STAGGER = 0.14
"""How far, in steps, lanes are shifted against one another: a line down a column would cross its labels."""


def place_paths(paths: Sequence[Path]) -> dict[str, tuple[float, float]]:
    """A place for every entity of the paths, which share their ends.

    The best path lies nearest the middle, the others by turns above and below; an entity that several
    paths share lies on the lane of the best. The middle lane stays free where the ends touch directly.
    """
    if not paths:
        return {}
    longest = max(len(path.hops) for path in paths)
    span = max(NARROWEST, STEP * longest)
    shift = _STAGGER * span / max(3, longest)
    places = {paths[0].entities[0].id: (-span / 2, 0.0), paths[0].entities[-1].id: (span / 2, 0.0)}
    lane = 1 if any(len(path.hops) == 1 for path in paths) else 0
    for path in paths:
        new = [entity.id for entity in path.entities if entity.id not in places]
        if not new:
            continue
        y = HEIGHT * ((lane + 1) // 2) * (-1 if lane % 2 else 1)
        aside = shift * ((lane + 1) // 2 % 3 - 1) if lane else 0.0
        lane += 1
        for step, entity in enumerate(path.entities):
            if entity.id in new:
                places[entity.id] = (span * (step / len(path.hops) - 0.5) + aside, y)
    return places
