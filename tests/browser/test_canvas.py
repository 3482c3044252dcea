"""What hands do on the canvas, in a real browser: choosing several, dragging, by mouse, keys and touch."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from text import say

Visit = Any

TOWN, PARK, FUEL, CITY = "临港新城", "星火科创园", "氢能", "青云科学城"


@pytest.fixture
def opened(visit: Visit) -> Iterator[Visit]:
    """The neighbourhood of a town, at rest."""
    visit.open()
    visit.page.get_by_role("button", name=TOWN).first.click()
    visit.settle()
    return visit


def mark(visit: Visit, *names: str) -> None:
    """Click nodes with Shift held."""
    visit.page.keyboard.down("Shift")
    for name in names:
        visit.page.mouse.click(*visit.node(name))
    visit.page.keyboard.up("Shift")


def drag(visit: Visit, begin: tuple[float, float], way: tuple[float, float]) -> None:
    visit.page.mouse.move(*begin)
    visit.page.mouse.down()
    visit.page.mouse.move(begin[0] + way[0], begin[1] + way[1], steps=6)
    visit.page.mouse.up()


def chosen(visit: Visit) -> Any:
    """The buttons of the chosen; Streamlit draws one with a help text twice and shows one."""
    return visit.page.locator(".st-key-picked-names button").filter(visible=True)


def test_clicks_with_shift_choose_several_and_take_out_again(opened: Visit) -> None:
    page = opened.page
    mark(opened, PARK, FUEL, CITY)
    expect(chosen(opened)).to_have_text([f"{name} ✕" for name in (PARK, FUEL, CITY)])
    expect(page.locator(".voice")).to_contain_text(CITY)
    opened.picture("explore-chosen")
    mark(opened, FUEL)
    expect(chosen(opened)).to_have_text([f"{name} ✕" for name in (PARK, CITY)])
    page.wait_for_url(lambda url: "pick=" in url and url.count("%2C") == 1)
    page.reload()
    opened.settle()
    expect(chosen(opened)).to_have_text([f"{name} ✕" for name in (PARK, CITY)])
    chosen(opened).first.click()
    expect(chosen(opened)).to_have_text([f"{CITY} ✕"])


def test_nodes_are_chosen_and_let_go_by_keys(opened: Visit) -> None:
    page = opened.page
    page.locator(".stage").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Enter")
    expect(chosen(opened)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(chosen(opened)).to_have_count(0)
    page.wait_for_url(lambda url: "pick=" not in url)


def test_a_box_drawn_with_shift_chooses_what_is_in_it(opened: Visit) -> None:
    x, y = opened.node(FUEL)
    opened.page.keyboard.down("Shift")
    drag(opened, (x - 40, y - 30), (80, 60))
    opened.page.keyboard.up("Shift")
    expect(chosen(opened)).to_have_text([f"{FUEL} ✕"])


def test_one_of_the_chosen_takes_the_others_along(opened: Visit) -> None:
    mark(opened, PARK, FUEL)
    expect(chosen(opened)).to_have_count(2)
    places = {name: opened.node(name) for name in (PARK, FUEL, CITY)}
    drag(opened, places[PARK], (-40, 50))
    for name, way in ((PARK, (-40, 50)), (FUEL, (-40, 50)), (CITY, (0, 0))):
        (x, y), (x2, y2) = places[name], opened.node(name)
        assert abs(x2 - x - way[0]) < 4 and abs(y2 - y - way[1]) < 4
    expect(chosen(opened)).to_have_count(2)


def test_only_the_chosen_are_kept_and_a_step_back_brings_the_others(opened: Visit) -> None:
    page = opened.page
    before = opened.names()
    mark(opened, PARK, FUEL)
    page.get_by_role("button", name=say("ui.picked.keep", "zh")).click()
    opened.shows(CITY, shown=False)
    assert opened.names() == {TOWN, PARK, FUEL}
    page.get_by_role("button", name=say("ui.canvas.undo", "zh")).click()
    opened.shows(CITY)
    assert opened.names() == before


def test_two_chosen_lead_to_their_paths(opened: Visit) -> None:
    page = opened.page
    mark(opened, PARK, CITY)
    page.get_by_role("button", name=say("ui.picked.paths", "zh")).click()
    page.wait_for_url("**/paths?from=**to=**")
    opened.settle()
    assert {PARK, CITY} <= opened.names()


def test_the_view_stays_where_it_was_put_through_filters_steps_and_pages(opened: Visit) -> None:
    page = opened.page
    page.locator(".stage").focus()
    page.keyboard.press("+")
    x, y = opened.node(TOWN)
    drag(opened, (x + 60, y + 120), (-70, 40))
    place = opened.node(TOWN)

    def stays() -> bool:
        return max(abs(one - other) for one, other in zip(opened.node(TOWN), place, strict=True)) < 3

    page.locator(".legend-row[data-type=Industry]").click()
    opened.shows(FUEL, shown=False)
    assert stays()
    page.get_by_role("button", name=say("ui.canvas.undo", "zh")).click()
    opened.shows(FUEL)
    assert stays()
    page.get_by_role("link", name=say("ui.page.cypher", "zh"), exact=True).click()
    page.get_by_role("button", name=say("ui.cypher.run", "zh")).wait_for()
    page.get_by_role("link", name=say("ui.page.explore", "zh")).click()
    opened.settle()
    assert stays()


def test_fingers_open_the_menu_and_move_a_node(opened: Visit) -> None:
    page = opened.page
    hand = page.context.new_cdp_session(page)
    hand.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind: str, *spots: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in spots]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = opened.node(CITY)
    touch("touchStart", (x, y))
    for step in range(1, 7):
        touch("touchMove", (x - 6 * step, y - 9 * step))
    touch("touchEnd")
    x2, y2 = opened.node(CITY)
    assert (x2 < x - 20) and (y2 < y - 30)
    touch("touchStart", opened.node(FUEL))
    page.get_by_role("menuitem", name=say("ui.action.pick", "zh")).wait_for()
    touch("touchEnd")
    page.get_by_role("menuitem", name=say("ui.action.pick", "zh")).click()
    expect(chosen(opened)).to_have_text([f"{FUEL} ✕"])


def test_the_help_lists_gestures_and_goes_by_a_key(opened: Visit) -> None:
    page = opened.page
    page.locator(".stage").focus()
    page.keyboard.press("?")
    panel = page.get_by_role("dialog", name=say("ui.canvas.help", "zh"))
    expect(panel).to_contain_text(say("ui.gesture_does.pick", "zh"))
    opened.picture("explore-help")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
