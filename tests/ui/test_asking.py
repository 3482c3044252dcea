"""A question for paths as people's actions change it, and what it asks of the graph."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Facts
from graph.paths import MOST_VIA, PathRequest
from ui.asking import (
    LIFTING,
    add_entity,
    ask,
    clear_conditions,
    condition,
    count_conditions,
    drop_entity,
    lift,
    name_entity,
    request_of,
    set_entity,
    swap,
    unname_entity,
)
from ui.sources import Sources
from ui.state import PathsView, Selection, clear_sources, count_only
from ui.views.paths.hops import round_parts
from ui.wanted import Conditions, End

VIEW = PathsView(End(("a",)), End(("b",)))
PARK = frozenset({"Park"})
BUILDS = frozenset({"BUILDS"})
FULL = Conditions(PARK, PARK, PARK, BUILDS, BUILDS, BUILDS, ("c",), ("d",), True)


def test_asking_anew_looks_at_the_best_path_again() -> None:
    looked = replace(VIEW, chosen=3, selection=Selection("entity", "c"))
    for changed in (swap(looked), condition(looked, directed=True), ask(looked, count=5)):
        assert changed.chosen == 0 and changed.selection == Selection()
    assert count_only(looked, Sources(undated=False)).chosen == 0


def test_swapping_turns_the_question_round() -> None:
    assert swap(VIEW) == PathsView(End(("b",)), End(("a",)))
    assert swap(swap(VIEW)) == VIEW


def test_several_entities_make_an_end_and_each_can_be_taken_out() -> None:
    view = add_entity(add_entity(VIEW, "end", "c"), "end", "c")
    assert view.end == End(("b", "c"))
    assert drop_entity(view, "end", "b").end == End(("c",))
    assert set_entity(view, "end", "d").end == End(("d",))


def test_an_end_is_under_no_condition_and_a_condition_names_no_end() -> None:
    view = name_entity(VIEW, "via", "c")
    assert view.conditions.via == ("c",)
    assert name_entity(view, "avoid", "c").conditions == Conditions(avoid=("c",))
    assert name_entity(view, "via", "a") == view
    assert set_entity(view, "start", "c").conditions == Conditions()
    assert unname_entity(view, "via", "c").conditions == Conditions()


def test_no_more_entities_are_passed_than_the_search_takes() -> None:
    view = VIEW
    for number in range(MOST_VIA + 2):
        view = name_entity(view, "via", f"v{number}")
    assert view.conditions.via == tuple(f"v{number}" for number in range(2, MOST_VIA + 2))


def test_the_request_says_all_that_the_view_does() -> None:
    facts = Facts(statuses=frozenset({"done"}))
    view = replace(VIEW, conditions=FULL, max_length=5, count=12)
    assert request_of(view, facts) == PathRequest(
        5, 12, PARK, PARK, PARK, BUILDS, BUILDS, BUILDS, ("c",), frozenset({"d"}), True, facts
    )
    assert request_of(VIEW, Facts()) == PathRequest(count=VIEW.count)


def test_conditions_are_counted_and_cleared() -> None:
    view = replace(VIEW, conditions=FULL, sources=Sources(undated=False))
    assert count_conditions(view) == 10
    assert count_conditions(VIEW) == count_conditions(clear_conditions(view)) == 0
    assert clear_sources(view) == replace(view, sources=Sources())


@pytest.mark.parametrize("obstacle", [name for name in LIFTING if name not in ("length", "several")])
def test_lifting_a_condition_leaves_the_others(obstacle: str) -> None:
    sources = Sources((2031, 2033), False, ("f",), frozenset({"done"}))
    view = replace(VIEW, conditions=FULL, sources=sources)
    lifted = lift(view, obstacle, 2)
    assert lifted != view and count_conditions(lifted) >= count_conditions(view) - 2
    assert (lifted.start, lifted.end, lifted.max_length) == (view.start, view.end, view.max_length)
    if obstacle == "statuses":
        assert lifted.sources == replace(sources, statuses=frozenset())
    if obstacle == "documents":
        assert lifted.sources == Sources(statuses=sources.statuses)


def test_lifting_the_length_allows_the_path_that_was_found_and_lifting_all_leaves_none() -> None:
    view = replace(VIEW, conditions=FULL, linking=PARK)
    assert lift(view, "length", 6) == replace(view, max_length=6)
    assert lift(view, "several", 6) == replace(VIEW, max_length=6)


@given(st.lists(st.floats(0, 20), max_size=9))
def test_parts_as_shown_add_up_to_the_total_as_shown(parts: list[float]) -> None:
    shown = round_parts(parts, sum(parts))
    assert round(100 * sum(shown)) == (round(100 * sum(parts)) if parts else 0)
    assert all(abs(one - two) < 0.0101 for one, two in zip(parts, shown, strict=True))
