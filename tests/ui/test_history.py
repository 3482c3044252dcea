"""Steps back and forth: undoing and repeating is a walk along one line."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ui.history import LONGEST, History, record, step_back, step_forth
from ui.state import ExploreView, Selection, expand, hide, open_centre

STEPS = st.lists(
    st.tuples(st.sampled_from((open_centre, expand, hide)), st.sampled_from("abcd")), max_size=20
)


def walk(steps: list) -> tuple[History, list[ExploreView]]:
    history, views = History(), [ExploreView("a")]
    for change, entity in steps:
        after = change(views[-1], entity)
        history = record(history, views[-1], after)
        views.append(after)
    return history, views


@given(STEPS)
def test_all_steps_back_and_forth_lead_to_where_one_was(steps: list) -> None:
    history, views = walk(steps)
    count, view = len(history.past), views[-1]
    for _ in range(count):
        history, view = step_back(history, view)
    assert replace(view, selection=Selection()) == ExploreView("a")
    for _ in range(count):
        history, view = step_forth(history, view)
    assert view == views[-1]


def test_what_is_looked_at_is_no_step() -> None:
    view = ExploreView("a")
    assert record(History(), view, replace(view, selection=Selection("entity", "b"))) == History()


def test_a_new_step_leaves_nothing_to_repeat() -> None:
    history, views = walk([(expand, "b"), (expand, "c")])
    history, view = step_back(history, views[-1])
    history = record(history, view, hide(view, "b"))
    assert history.future == ()
    assert step_forth(history, view) == (history, view)


def test_where_there_is_no_step_nothing_changes() -> None:
    view = ExploreView("a")
    assert step_back(History(), view) == (History(), view)


def test_only_so_many_steps_are_kept() -> None:
    history, _ = walk([(expand, str(number)) for number in range(LONGEST + 5)])
    assert len(history.past) == LONGEST
