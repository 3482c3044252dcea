"""Steps back and forth through what a view showed: pure functions. Looking and choosing are no steps."""

from dataclasses import dataclass, replace

from ui.state import ExploreView, Selection

LONGEST = 100
"""How many steps are kept."""


@dataclass(frozen=True, slots=True)
class History:
    """The views before the present one, oldest first, and those that were stepped back from, nearest last."""

    past: tuple[ExploreView, ...] = ()
    future: tuple[ExploreView, ...] = ()


def record(history: History, before: ExploreView, after: ExploreView) -> History:
    """A step was made: there is nothing to repeat any more. One that shows the same is none."""
    if _shown(before) == _shown(after):
        return history
    return History((*history.past, before)[-LONGEST:], ())


def step_back(history: History, view: ExploreView) -> tuple[History, ExploreView]:
    """The view before the last step; the present one where there is none."""
    if not history.past:
        return history, view
    return History(history.past[:-1], (*history.future, view)), history.past[-1]


def step_forth(history: History, view: ExploreView) -> tuple[History, ExploreView]:
    """The view that was stepped back from last; the present one where there is none."""
    if not history.future:
        return history, view
    return History((*history.past, view), history.future[:-1]), history.future[-1]


def _shown(view: ExploreView) -> ExploreView:
    return replace(view, selection=Selection(), picked=())
