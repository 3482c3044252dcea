"""What people's actions make of a view, and that no event is lost or applied twice."""

from hypothesis import given
from hypothesis import strategies as st

from graph.schema import load_schema
from ui.state import (
    MOST,
    QUIET_TYPES,
    CypherView,
    ExploreView,
    PathsView,
    Seen,
    Selection,
    add,
    apply,
    clear_picked,
    dragged,
    expand,
    expand_picked,
    fresh_events,
    gather,
    hide,
    hide_picked,
    keep_picked,
    more,
    open_centre,
    pick,
    restore,
    select,
    toggle,
)
from ui.wanted import End

KEPT = 64
IDS = st.text("abcdef", min_size=1, max_size=2)
TYPES = st.sampled_from(sorted(load_schema().entities))


@given(
    count=st.integers(0, 200),
    told=st.lists(st.integers(1, 40), max_size=60),
)
def test_every_event_is_applied_once_and_in_order_whatever_triggers_are_lost(
    count: int, told: list[int]
) -> None:
    """The canvas repeats its last events in each trigger; Python may hear only some of the triggers."""
    events = [{"number": number, "kind": "select"} for number in range(1, count + 1)]
    heard: list[int] = []
    seen = Seen()
    place = 0
    for step in [*told, *[KEPT] * (count // KEPT + 1)]:
        place = min(count, place + step)
        batch = {"mount": "m", "events": events[max(0, place - KEPT) : place]}
        fresh, seen = fresh_events(batch, seen)
        heard += [event["number"] for event in fresh]
    assert heard == list(range(1, count + 1))


def test_a_canvas_that_is_mounted_anew_counts_from_one() -> None:
    _, seen = fresh_events({"mount": "a", "events": [{"number": 9, "kind": "select"}]}, Seen())
    fresh, seen = fresh_events({"mount": "b", "events": [{"number": 1, "kind": "select"}]}, seen)
    assert len(fresh) == 1
    assert seen == Seen("b", 1)


def test_no_batch_is_no_event() -> None:
    assert fresh_events(None, Seen("a", 3)) == ((), Seen("a", 3))


def test_documents_and_indicators_are_off_at_first() -> None:
    assert ExploreView().off_entities == QUIET_TYPES == {"Document", "Indicator"}


def test_a_new_centre_drops_what_was_opened_and_hidden_but_not_what_is_off() -> None:
    view = ExploreView("a", ("b",), ("c",), frozenset({"Park"}), limit=120)
    assert open_centre(view, "d") == ExploreView(
        "d", off_entities=frozenset({"Park"}), selection=Selection("entity", "d")
    )


@given(st.lists(IDS, max_size=6))
def test_expanding_keeps_the_order_and_never_repeats(ids: list[str]) -> None:
    view = open_centre(ExploreView(), "centre")
    for entity in ids:
        view = expand(view, entity)
    assert view.opened == tuple(dict.fromkeys(ids))
    assert view.selection.id == (ids[-1] if ids else "centre")


def test_expanding_with_nothing_open_opens_a_centre() -> None:
    assert expand(ExploreView(), "a").centre == "a"


def test_the_centre_cannot_be_hidden_and_the_hidden_come_back() -> None:
    view = open_centre(ExploreView(), "a")
    assert hide(view, "a") == view
    hidden = hide(select(expand(view, "b"), "entity", "b"), "b")
    assert (hidden.hidden, hidden.opened, hidden.selection) == (("b",), (), Selection("entity", "a"))
    assert restore(hidden).hidden == ()
    assert expand(hidden, "b").hidden == ()


@given(TYPES)
def test_switching_a_type_twice_changes_nothing(type_id: str) -> None:
    for view in (ExploreView("a"), PathsView(End(("a",)), End(("b",))), CypherView("x")):
        assert toggle(toggle(view, "entity", type_id), "entity", type_id) == view


def test_more_doubles_up_to_the_most() -> None:
    view = ExploreView("a")
    for _ in range(9):
        view = more(view)
    assert view.limit == MOST


def test_events_of_the_canvas_change_the_view() -> None:
    view = open_centre(ExploreView(), "a")
    view = apply(view, {"kind": "select", "of": "relation", "id": "r"})
    assert view.selection == Selection("relation", "r")
    assert apply(view, {"kind": "select", "of": "", "id": None}).selection == Selection()
    assert apply(view, {"kind": "expand", "id": "b"}).opened == ("b",)
    assert apply(view, {"kind": "hide", "id": "b"}).hidden == ("b",)
    assert "Park" in apply(view, {"kind": "toggle", "of": "entity", "id": "Park"}).off_entities
    assert "BUILDS" in apply(view, {"kind": "toggle", "of": "relation", "id": "BUILDS"}).off_relations
    assert apply(view, {"kind": "drag", "moved": [["b", 1, 2]]}) == view


def test_only_the_explore_page_expands_and_hides() -> None:
    for view in (PathsView(End(("a",)), End(("b",))), CypherView("x")):
        assert apply(view, {"kind": "expand", "id": "b"}) == view
        assert apply(view, {"kind": "hide", "id": "b"}) == view


def test_the_last_drop_of_an_entity_counts() -> None:
    events = [
        {"kind": "drag", "moved": [["a", 1, 2], ["b", 5, 6]]},
        {"kind": "select", "id": "a"},
        {"kind": "drag", "moved": [["a", 3, 4]]},
    ]
    assert dragged(events) == {"a": (3.0, 4.0), "b": (5.0, 6.0)}


def test_what_is_added_stands_beside_the_neighbourhood() -> None:
    view = add(open_centre(ExploreView(), "centre"), "far")
    assert (view.added, view.opened, view.selection) == (("far",), (), Selection("entity", "far"))
    assert add(view, "far").added == ("far",) and add(view, "centre").added == ("far",)
    assert hide(view, "far").added == () and open_centre(view, "b").added == ()
    assert add(ExploreView(), "a").centre == "a"


def test_a_type_that_stands_as_one_is_shown_whole() -> None:
    view = apply(ExploreView("a"), {"kind": "grow", "id": "Project"})
    assert view.grown == {"Project"}
    assert open_centre(view, "b").grown == frozenset()
    assert apply(PathsView(), {"kind": "grow", "id": "Project"}) == PathsView()


@given(st.lists(IDS, max_size=12))
def test_each_pick_turns_one_entity_on_or_off(ids: list[str]) -> None:
    view = open_centre(ExploreView(), "centre")
    for entity in ids:
        view = apply(view, {"kind": "pick", "id": entity})
    assert set(view.picked) == {entity for entity in ids if ids.count(entity) % 2}
    assert len(view.picked) == len(set(view.picked))
    assert pick(pick(view, "new"), "new") == view
    assert apply(view, {"kind": "clear"}).picked == ()


def test_what_is_gathered_joins_the_chosen() -> None:
    view = pick(open_centre(ExploreView(), "a"), "b")
    assert apply(view, {"kind": "gather", "ids": ["c", "b"]}).picked == ("b", "c")
    assert apply(PathsView(End(("a",)), End(("b",))), {"kind": "gather", "ids": ["c"]}) == PathsView(
        End(("a",)), End(("b",))
    )


@given(st.lists(IDS, max_size=6), st.lists(IDS, max_size=4))
def test_the_chosen_are_expanded_hidden_or_kept_together(shown: list[str], ids: list[str]) -> None:
    view = gather(open_centre(ExploreView(), "centre"), [*ids, "centre"])
    picked = tuple(dict.fromkeys([*ids, "centre"]))
    expanded = expand_picked(view)
    assert (expanded.opened, expanded.picked) == (tuple(row for row in picked if row != "centre"), picked)
    assert expanded.selection == view.selection
    hidden = hide_picked(view)
    assert set(hidden.hidden) == set(ids)
    assert hidden.picked == ()
    kept = keep_picked(view, [*shown, "centre"])
    assert set(kept.hidden) == set(shown) - set(ids)
    assert kept.picked == picked
    assert clear_picked(view).picked == ()


def test_what_is_hidden_or_left_for_another_centre_is_chosen_no_more() -> None:
    view = gather(open_centre(ExploreView(), "a"), "bc")
    assert hide(view, "b").picked == ("c",)
    assert open_centre(view, "d").picked == ()
