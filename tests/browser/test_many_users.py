"""Several people at once, each in a browser of their own: no shared view, nobody waits for another."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from text import say

Visit = Any
OpenVisit = Callable[[], Visit]

LONG = "UNWIND range(1, 200000) AS a UNWIND range(1, 200000) AS b WITH a, b WHERE a * b = -1 RETURN count(*)"
"""It runs until the time limit ends it."""


def begin(visit: Visit, name: str) -> None:
    visit.open()
    visit.page.get_by_role("button", name=name).first.click()
    visit.settle()


def test_what_one_does_changes_nobody_elses_page(open_visit: OpenVisit) -> None:
    one, other = open_visit(), open_visit()
    begin(one, "临港新城")
    begin(other, "临港新城")
    before, address = other.names(), other.page.url
    one.page.mouse.dblclick(*one.node("星火科创园"))
    one.shows("晨曦光电")
    one.page.locator(".legend-row[data-type=Industry]").click()
    one.shows("氢能", shown=False)
    one.page.get_by_text("English", exact=True).click()
    expect(one.page.get_by_text(say("ui.page.paths", "en"), exact=True).first).to_be_visible()
    other.page.mouse.click(*other.node("氢能"))
    expect(other.page.locator(".pg-head h2")).to_have_text("氢能")
    assert other.names() == before and other.page.url == address
    expect(other.page.get_by_text(say("ui.page.paths", "zh"), exact=True).first).to_be_visible()


def test_one_clicks_on_while_anothers_query_runs(open_visit: OpenVisit) -> None:
    slow, quick = open_visit(), open_visit()
    begin(quick, "临港新城")
    slow.open(f"/cypher?query={LONG}")
    slow.page.get_by_role("button", name=say("ui.cypher.run", "zh")).click()
    slow.page.get_by_text(say("ui.cypher.running", "zh")).first.wait_for()
    quick.page.mouse.click(*quick.node("氢能"))
    quick.page.locator(".pg-head h2", has_text="氢能").wait_for()
    expect(slow.page.get_by_text(say("ui.cypher.running", "zh")).first).to_be_visible()
    expect(slow.page.get_by_test_id("stAlert").first).to_be_visible(timeout=60_000)
    slow.picture("query-too-long")
