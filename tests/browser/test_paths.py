"""The path workbench as people use it: ends, conditions, what links, the way back, and what is drawn."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from text import say

Visit = Any


def words(key: str, **fields: object) -> str:
    return say(f"ui.{key}", "zh", **fields)


def search(visit: Visit, label: str, text: str) -> None:
    """Type into a search box and take the first suggestion."""
    box = visit.page.get_by_role("combobox", name=label, exact=True)
    box.fill(text)
    expect(visit.page.get_by_role("option").first).to_be_visible()
    box.press("Enter")


def ask_pair(visit: Visit) -> None:
    visit.open("/paths")
    search(visit, words("search.start.label"), "临港新")
    visit.page.wait_for_url("**from=**")
    search(visit, words("search.end.label"), "禾丰区")
    visit.page.wait_for_url("**to=**")
    visit.settle()


def test_a_condition_is_set_on_the_canvas_told_in_words_and_lifted(visit: Visit) -> None:
    page = visit.page
    ask_pair(visit)
    assert "光电显示" in visit.names()
    page.mouse.click(*visit.node("光电显示"))
    page.get_by_role("button", name=words("action.avoid"), exact=True).click()
    page.wait_for_url("**avoid=**")
    visit.shows("光电显示", shown=False)
    chip = page.get_by_role("button", name=words("paths.chip.avoid", name="光电显示"))
    expect(chip).to_be_visible()
    page.go_back()
    visit.shows("光电显示")
    expect(chip).to_have_count(0)
    page.go_forward()
    visit.shows("光电显示", shown=False)
    chip.click()
    visit.shows("光电显示")


def test_what_links_is_asked_for_and_a_copied_link_shows_the_same(
    visit: Visit, open_visit: Callable[[], Visit]
) -> None:
    page = visit.page
    ask_pair(visit)
    page.get_by_role("radio", name=words("paths.wants_links")).click()
    page.wait_for_url("**link=Project**")
    visit.shows("禾丰第二人民医院新院区")
    shown = visit.names()
    other = open_visit()
    other.page.goto(page.url)
    other.settle()
    assert other.names() == shown and shown
    expect(other.page.get_by_role("radio", name=words("paths.wants_links"))).to_be_checked()


def test_each_of_a_type_is_asked_for_by_the_keyboard_and_read_from_left_to_right(visit: Visit) -> None:
    page = visit.page
    visit.open("/paths")
    page.get_by_role("button", name=words("paths.example_sets", start="新城", end="园区")).press("Enter")
    page.wait_for_url("**from_type=NewTown**")
    visit.settle()
    expect(page.get_by_text(words("ends.each", types="新城")).first).to_be_visible()
    places = page.evaluate("canvasNames().map((name) => [name, canvasPlace(name)?.x])")
    towns = [x for name, x in places if name.endswith("新城")]
    assert max(towns) < max(x for _, x in places)
    visit.picture("paths-sets")


def test_conditions_are_chosen_in_the_menu_which_stays_open(visit: Visit) -> None:
    page = visit.page
    ask_pair(visit)
    page.get_by_role("button", name=words("paths.no_conditions"), exact=True).click()
    search(visit, words("search.via.label"), "氢能")
    page.wait_for_url("**via=**")
    visit.settle()
    page.get_by_text(words("paths.of.directed")).click()
    page.wait_for_url("**directed=yes**")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=words("paths.chip.via", name="氢能"))).to_be_visible()
    expect(page.get_by_role("button", name=words("paths.chip.directed"))).to_be_visible()
    visit.settle()
    visit.picture("paths-conditions")


def test_why_a_path_ranks_where_it_does_opens_under_it(visit: Visit) -> None:
    page = visit.page
    ask_pair(visit)
    page.get_by_text(words("paths.why_here")).first.click()
    expect(page.locator(".pg-costs")).to_be_visible()
    expect(page.locator(".pg-costs tfoot")).to_contain_text(words("paths.total"))
