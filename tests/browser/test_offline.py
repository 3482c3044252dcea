"""The whole app with every other machine out of reach: nothing is asked of any, and all of it works."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from text import say

ROOT = Path(__file__).resolve().parent.parent.parent
Visit = Any
Outside = Any

FAR = "203.0.113.7"
"""An address that belongs to nobody (RFC 5737)."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_is_done_without_asking_another_machine(
    visit: Visit, scheme: str, tmp_path: Path, outside: Outside
) -> None:
    page = visit.page
    page.emulate_media(color_scheme=scheme)
    visit.open()
    look_for(page, say("ui.search.explore.label", "zh"), "临港新")
    visit.settle()
    page.mouse.dblclick(*visit.node("星火科创园"))
    visit.shows("晨曦光电")
    download_all(page, tmp_path)
    page.get_by_role("button", name=say("ui.evidence.read", "zh")).first.click()
    page.locator(".reader .lit").first.wait_for()
    visit.open("/documents")
    page.get_by_text("青禾新区2032年工作要点").first.wait_for()
    visit.open("/paths")
    for end, name in (("start", "临港新"), ("end", "禾丰区")):
        look_for(page, say(f"ui.search.{end}.label", "zh"), name)
    page.wait_for_url("**to=**")
    visit.settle()
    for face, drawn in (
        ("table", "[data-testid=stDataFrame]"),
        ("chart", ".vega-embed"),
        ("clashes", "main"),
    ):
        visit.open(f"/indicators?face={face}")
        page.locator(drawn).first.wait_for()
        at_rest(page)
    for face in ("counts", "connected", "bridges", "communities"):
        visit.open(f"/statistics?face={face}")
        page.locator(".vega-embed, [data-testid=stDataFrame], .canvas[data-settled]").first.wait_for()
        at_rest(page)
    visit.open("/cypher?query=MATCH (a:新城)-[r]->(b) RETURN a, r, b")
    page.get_by_role("button", name=say("ui.cypher.run", "zh")).click()
    visit.settle()
    download_all(page, tmp_path)
    page.get_by_text("English", exact=True).click()
    page.get_by_text(say("ui.page.paths", "en"), exact=True).first.wait_for()
    visit.picture(f"offline-{scheme}")
    assert outside.attempts() == []


def look_for(page: Page, box: str, text: str) -> None:
    field = page.get_by_role("combobox", name=box)
    field.click()
    field.press_sequentially(text, delay=40)
    page.get_by_role("option").first.wait_for()
    field.press("Enter")


def at_rest(page: Page) -> None:
    page.locator("[data-test-script-state=notRunning]").first.wait_for()


def download_all(page: Page, folder: Path) -> None:
    """A file of every format that the page's menu offers."""
    page.get_by_role("button", name=say("ui.export.menu", "zh")).click()
    buttons = page.get_by_test_id("stDownloadButton").get_by_role("button")
    buttons.first.wait_for()
    for number in range(buttons.count()):
        with page.expect_download() as waiting:
            buttons.nth(number).click()
        waiting.value.save_as(folder / waiting.value.suggested_filename)
        assert (folder / waiting.value.suggested_filename).stat().st_size
    page.keyboard.press("Escape")


ASK_IN_PAGE = {
    "picture": "(url) => { new Image().src = url }",
    "fetch": "(url) => { fetch(url, { mode: 'no-cors' }).catch(() => {}) }",
    "beacon": "(url) => { navigator.sendBeacon(url, 'x') }",
    "socket": "(url) => { new WebSocket(url.replace('http', 'ws')) }",
    "font": "(url) => { document.fonts.add(new FontFace('x', `url(${url})`)); document.fonts.load('1em x') }",
    "worker": """(url) => {
      const script = URL.createObjectURL(new Blob([`fetch("${url}", { mode: "no-cors" })`]));
      new Worker(script);
    }""",
}


@pytest.mark.parametrize("way", list(ASK_IN_PAGE))
def test_what_a_page_asks_of_another_machine_is_counted(
    browser: Browser, app_address: str, outside: Outside, way: str, tmp_path: Path
) -> None:
    """The watch itself, on a page without the app's policy, which would forbid most of these."""
    context = browser.new_context(proxy=outside.proxy)
    page = context.new_page()
    (tmp_path / "bare.html").write_text("<p>bare</p>", encoding="utf-8")
    page.goto((tmp_path / "bare.html").as_uri())
    page.evaluate(ASK_IN_PAGE[way], "http://outside.example/x")
    counted(page, outside, "outside.example")
    context.close()
    outside.forget()


def counted(page: Page, outside: Outside, host: str) -> None:
    for _ in range(100):
        if any(host in row for row in outside.attempts()):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"nobody noticed what was asked of {host}: {outside.attempts()}")


ASK_IN_PYTHON = {
    "connect": f"import socket; socket.create_connection(('{FAR}', 80), 3)",
    "name": "import urllib.request; urllib.request.urlopen('http://outside.example/', timeout=3)",
    "datagram": f"import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('{FAR}', 53))",
    "child": f"""import subprocess, sys
code = "import socket; socket.create_connection(('{FAR}', 80), 3)"
subprocess.run([sys.executable, '-c', code], check=True)""",
    "java": f"""from arcadedb_embedded.jvm import start_jvm
import jpype
start_jvm()
jpype.JClass("java.net.Socket")("{FAR}", 80)""",
}


@pytest.mark.parametrize("way", list(ASK_IN_PYTHON))
def test_what_a_process_of_the_app_asks_of_another_machine_is_counted(
    outside: Outside, way: str, tmp_path: Path
) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ASK_IN_PYTHON[way]],
        env={**os.environ, **outside.environment},
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode, "it is refused"
    assert outside.attempts(), done.stderr.decode(errors="replace")
    outside.forget()
