"""What a researcher does in the app, in a real browser, every other host out of reach."""

import csv
import http.client
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Page, Route, expect

from text import say

Visit = Any


def search(page: Page, box: str, text: str) -> None:
    """Type into a search box and take its first suggestion."""
    field = page.get_by_role("combobox", name=box)
    field.click()
    field.press_sequentially(text, delay=40)
    page.get_by_role("option").first.wait_for()
    field.press("Enter")


def test_from_a_search_to_a_sentence(visit: Visit) -> None:
    page = visit.page
    visit.open()
    search(page, say("ui.search.explore.label", "zh"), "临港新")
    visit.settle()
    visit.picture("explore-start")
    before = visit.names()
    assert {"临港新城", "星火科创园"} <= before and "晨曦光电" not in before
    page.mouse.click(*visit.node("星火科创园"))
    expect(page.locator(".pg-head h2")).to_have_text("星火科创园")
    expect(page.get_by_text("一体化布局光电显示上下游。").first).to_be_visible()
    expect(page.locator("mark", has_text="星火科创园").first).to_be_visible()
    expect(page.get_by_text("《青禾新区2032年工作要点》").first).to_be_visible()
    page.mouse.dblclick(*visit.node("星火科创园"))
    page.wait_for_url("**open=**")
    visit.shows("晨曦光电")
    assert visit.names() >= before
    visit.picture("explore-expanded")


def test_a_click_on_an_edge_shows_its_relation(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    (x, y), (x2, y2) = visit.node("临港新城"), visit.node("青云科学城")
    page.mouse.click(x + (x2 - x) * 0.7, y + (y2 - y) * 0.7)
    statement = page.locator(".pg-statement")
    expect(statement).to_contain_text("临港新城")
    expect(statement).to_contain_text("青云科学城")
    expect(page.get_by_text("借鉴青云科学城的做法").first).to_be_visible()
    visit.picture("explore-relation")


def test_a_name_typed_in_full_opens_without_choosing(visit: Visit) -> None:
    page = visit.page
    visit.open()
    field = page.get_by_role("combobox", name=say("ui.search.explore.label", "zh"))
    field.fill("临港")
    field.press("Enter")
    visit.settle()
    expect(page.locator(".pg-head h2")).to_have_text("临港新城")
    field.fill("临港老城")
    field.press("Enter")
    expect(page.get_by_text(say("ui.search.choose", "zh", text="临港老城"))).to_be_visible()


def test_a_dragged_entity_stays_where_it_was_dropped(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    x, y = visit.node("氢能")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 70, steps=6)
    page.mouse.up()
    page.mouse.click(*visit.node("星火科创园"))
    expect(page.locator(".pg-head h2")).to_have_text("星火科创园")
    dropped = visit.node("氢能")
    assert abs(dropped[0] - x - 60) < 4 and abs(dropped[1] - y - 70) < 4
    page.get_by_role("link", name=say("ui.page.cypher", "zh"), exact=True).click()
    page.get_by_role("button", name=say("ui.cypher.run", "zh")).wait_for()
    page.get_by_role("link", name=say("ui.page.explore", "zh")).click()
    visit.settle()
    again, other = visit.node("氢能"), visit.node("临港新城")
    assert again[1] > other[1] - 200 and again != (x, y)


def test_the_legend_switches_a_type_off_and_on(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    page.locator(".legend-row[data-type=Industry]").click()
    page.wait_for_url("**off=**")
    expect(page.locator(".legend-row[data-type=Industry] .count")).to_have_text("–")
    assert not {"氢能", "光电显示"} & visit.names()
    page.locator(".legend-row[data-type=Industry]").click()
    expect(page.locator(".legend-row[data-type=Industry] .count")).to_have_text("2")


def test_the_canvas_can_be_used_without_a_mouse(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    page.locator(".stage").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".pg-head h2")).to_have_text("青禾新区")
    page.keyboard.press("Enter")
    page.wait_for_url("**open=**")
    visit.shows("云麓新区")
    page.keyboard.press("Delete")
    page.wait_for_url("**hide=**")
    visit.shows("青禾新区", shown=False)


def test_no_click_is_lost_when_they_come_fast(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    kinds = ["Industry", "Policy", "Project", "Region", "Park"]
    for kind in kinds:
        page.locator(f".legend-row[data-type={kind}]").dispatch_event("click")
    for kind in kinds:
        expect(page.locator(f".legend-row[data-type={kind}] .count")).to_have_text("–")


def test_from_two_entities_to_their_paths(visit: Visit) -> None:
    page = visit.page
    visit.open("/paths")
    search(page, say("ui.search.start.label", "zh"), "临港新")
    page.wait_for_url("**from=**")
    search(page, say("ui.search.end.label", "zh"), "禾丰区")
    page.wait_for_url("**to=**")
    visit.settle()
    expect(page.get_by_text("联防联控，共建界河水环境。").first).to_be_visible()
    page.get_by_role("button", name="3 临港新城").click()
    expect(page.get_by_text("重点发展光电显示和氢能。").first).to_be_visible()
    visit.picture("paths")


@pytest.fixture
def copied_link(visit: Visit) -> Callable[[str], str]:
    """Opens a page elsewhere and gives the address that its bar then shows."""

    def copy(path: str) -> str:
        visit.open(path)
        visit.settle()
        return visit.page.url.removeprefix(visit.address)

    return copy


def test_a_copied_link_opens_the_same_and_back_works(visit: Visit, copied_link: Callable[[str], str]) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    first = visit.names()
    page.mouse.dblclick(*visit.node("星火科创园"))
    page.wait_for_url("**open=**")
    visit.shows("晨曦光电")
    link = page.url.removeprefix(visit.address)
    expanded = visit.names()
    page.go_back()
    page.wait_for_url(lambda url: "open=" not in url)
    visit.until(f"canvasNames().length === {len(first)}")
    copied_link(link)
    assert visit.names() == expanded


def test_a_query_is_written_run_and_exported(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open("/cypher")
    page.get_by_role("textbox", name=say("ui.cypher.editor", "zh")).fill(
        "MATCH (a:新城)-[r:协同]-(b) RETURN a, r, b"
    )
    page.get_by_role("button", name=say("ui.cypher.run", "zh")).click()
    visit.settle()
    visit.picture("cypher-graph")
    shown = visit.names()
    check_files(download_all(visit, tmp_path), shown, visit)


def test_a_query_is_run_by_the_keyboard(visit: Visit) -> None:
    page = visit.page
    visit.open("/cypher")
    editor = page.get_by_role("textbox", name=say("ui.cypher.editor", "zh"))
    editor.fill("RETURN 6 * 7 AS answer")
    editor.press("Control+Enter")
    page.wait_for_url("**query=RETURN**")
    page.locator(".st-key-fill-answer").wait_for()


def test_the_first_page_has_an_address_by_its_name_too(
    visit: Visit, copied_link: Callable[[str], None]
) -> None:
    visit.open("/explore?lang=en")
    expect(visit.page.get_by_role("combobox", name=say("ui.search.explore.label", "en"))).to_be_visible()
    assert visit.page.get_by_text("Page not found").count() == 0


def download_all(visit: Visit, folder: Path) -> dict[str, Path]:
    """The page's files in every format."""
    page = visit.page
    page.get_by_role("button", name=say("ui.export.menu", "zh")).click()
    files = {}
    for name in ("csv", "graphml", "json", "html"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=say(f"ui.export.{name}", "zh")).click()
        files[name] = folder / f"{name}-{waiting.value.suggested_filename}"
        waiting.value.save_as(files[name])
    page.keyboard.press("Escape")
    return files


def check_files(files: dict[str, Path], shown: set[str], visit: Visit) -> None:
    """Each file holds exactly the entities of these names; a click in the page shows one."""
    with zipfile.ZipFile(files["csv"]) as archive:
        rows = csv.DictReader(io.StringIO(archive.read("entities.csv").decode("utf-8-sig"), newline=""))
        assert {row["名称"].removeprefix("'") for row in rows} == shown
    network = nx.read_graphml(files["graphml"])
    assert {row["label"] for _, row in network.nodes(data=True)} == shown
    assert {row["name"] for row in json.loads(files["json"].read_text("utf-8"))["entities"]} == shown
    own = visit.page.context.new_page()
    own.goto(files["html"].as_uri())
    visit.outside[:] = [url for url in visit.outside if url != files["html"].as_uri()]
    assert own.evaluate("network.body.data.nodes.length") == len(shown)
    first = own.evaluate("network.body.data.nodes.getIds()[0]")
    place = own.evaluate("(id) => network.canvasToDOM(network.getPosition(id))", first)
    frame = own.locator("canvas").first.bounding_box()
    own.mouse.click(frame["x"] + place["x"], frame["y"] + place["y"])
    expect(own.locator("#panel h1")).not_to_have_text("")
    assert own.locator("#panel h1").inner_text() in shown
    assert own.evaluate("window.broken") is None
    own.close()


def test_what_is_shown_is_exported_after_hiding_and_filtering(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    page.locator(".legend-row[data-type=Industry]").click()
    visit.shows("氢能", shown=False)
    page.mouse.click(*visit.node("星火科创园"))
    page.get_by_role("button", name=say("ui.action.hide", "zh"), exact=True).click()
    visit.shows("星火科创园", shown=False)
    shown = visit.names()
    check_files(download_all(visit, tmp_path), shown, visit)


def test_the_paths_that_are_drawn_are_exported(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open("/paths")
    search(page, say("ui.search.start.label", "zh"), "临港新")
    page.wait_for_url("**from=**")
    search(page, say("ui.search.end.label", "zh"), "禾丰区")
    page.wait_for_url("**to=**")
    visit.settle()
    page.get_by_role("button", name="3 临港新城").click()
    page.wait_for_url("**path=3**")
    check_files(download_all(visit, tmp_path), visit.names(), visit)


def test_text_of_documents_never_runs(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="<img src=x").first.click()
    visit.settle()
    shown = visit.names()
    assert len(shown) == 4
    for name in sorted(shown):
        page.mouse.click(*visit.node(name))
        expect(page.locator(".pg-head h2")).to_have_text(name)
    expect(page.locator("blockquote").first).to_contain_text("</script><script>window.broken=2</script>园区")
    check_files(download_all(visit, tmp_path), shown, visit)
    assert page.evaluate("window.broken") is None


def test_the_last_of_many_clicks_counts(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    spots = [visit.node(name) for name in ("氢能", "星火科创园", "氢能", "光电显示", "氢能")]
    for spot in spots:
        page.mouse.click(*spot)
        page.wait_for_timeout(320)
    expect(page.locator(".pg-head h2")).to_have_text("氢能")
    page.wait_for_timeout(1000)
    expect(page.locator(".pg-head h2")).to_have_text("氢能")


def test_a_picture_of_the_canvas_is_saved(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=say("ui.canvas.picture", "zh")).click()
    waiting.value.save_as(tmp_path / "p.png")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    assert "临港新城" in waiting.value.suggested_filename


def test_the_language_switches_and_the_view_stays(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    before = visit.names()
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_text(say("ui.page.paths", "en"), exact=True).first).to_be_visible()
    expect(page.locator(".legend-head")).to_have_text(say("ui.canvas.legend", "en"))
    assert visit.names() == before
    visit.picture("explore-english")


def test_two_people_do_not_see_each_others_state(visit: Visit) -> None:
    visit.open()
    visit.page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    other = visit.page.context.new_page()
    other.goto(visit.address)
    expect(other.get_by_role("heading", name=say("ui.start.explore.title", "zh"))).to_be_visible()


def test_only_this_machine_is_answered_and_no_script_in_markup_runs(app_address: str) -> None:
    host = app_address.removeprefix("http://")
    for name, status in ((host, 200), ("policy.example", 400)):
        connection = http.client.HTTPConnection(host)
        connection.request("GET", "/", headers={"Host": name})
        answer = connection.getresponse()
        assert answer.status == status
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy and "default-src 'none'" in policy
        connection.close()


def test_a_sentence_is_read_in_its_document_and_leads_back(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    page.get_by_role("button", name=say("ui.evidence.read", "zh")).first.click()
    page.wait_for_url("**doc=**at=**")
    expect(page.locator(".reader .lit").first).to_be_in_viewport()
    visit.picture("document")
    mention = page.locator(".reader .mention", has_text="星火科创园").first
    mention.click()
    expect(page.locator(".pg-head h2")).to_have_text("星火科创园")
    expect(page.locator(".reader .mention.chosen").first).to_be_visible()
    mention.dblclick()
    page.wait_for_url("**node=**")
    visit.shows("晨曦光电")
    page.go_back()
    expect(page.locator(".reader .lit").first).to_be_in_viewport()


def test_the_further_sentences_of_a_relation_unfold_and_its_name_leads_to_all(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    row = page.locator(".pg-sentences li", has=page.get_by_role("button", name="↔ 星火科创园"))
    expect(row.locator("blockquote")).to_have_count(1)
    row.get_by_role("button", name=say("ui.evidence.further", "zh", count=1)).click()
    expect(row.locator("blockquote")).to_have_count(2)
    row.locator(".name").click()
    expect(page.locator(".pg-statement")).to_contain_text("星火科创园")
    expect(page.locator(".pg-sentences blockquote")).to_have_count(2)
    page.get_by_role("button", name=say("ui.evidence.read", "zh")).last.click()
    page.wait_for_url("**doc=**at=**")
    expect(page.locator(".reader .lit").first).to_be_in_viewport()


def test_a_figure_of_the_table_shows_its_sentence(visit: Visit) -> None:
    page = visit.page
    visit.open("/indicators?subject=临港新城")
    table = page.get_by_test_id("stDataFrame")
    table.wait_for()
    frame = table.bounding_box()
    page.wait_for_timeout(500)
    page.mouse.click(frame["x"] + 120, frame["y"] + 55)
    expect(page.locator(".pg-statement")).to_contain_text("临港新城")
    expect(page.locator("blockquote").first).to_be_visible()
    visit.picture("indicators")
    page.get_by_role("button", name="临港新城", exact=True).click()
    expect(page.locator(".pg-head h2")).to_have_text("临港新城")


def test_a_point_of_the_chart_shows_its_sentence(visit: Visit) -> None:
    page = visit.page
    visit.open("/indicators?subject=临港新城")
    page.get_by_text(say("ui.indicators.as_chart", "zh"), exact=True).click()
    page.wait_for_url("**face=chart**")
    points = page.locator(".stVegaLiteChart .mark-symbol.role-mark path")
    expect(points).to_have_count(2)
    points.first.click()
    expect(page.locator(".pg-statement")).to_contain_text("临港新城")
    expect(page.locator("blockquote").first).to_be_visible()
    visit.picture("indicators-chart")


@pytest.mark.parametrize("face", ["counts", "connected", "bridges", "communities"])
def test_statistics_are_drawn(visit: Visit, face: str) -> None:
    visit.open(f"/statistics?face={face}")
    drawn = {"counts": ".vega-embed", "communities": ".canvas[data-settled]"}
    visit.page.locator(drawn.get(face, "[data-testid=stDataFrame]")).first.wait_for()
    visit.picture(f"statistics-{face}")


def test_several_hits_are_added_by_pinyin_and_the_graph_stays(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    before = visit.names()
    field = page.get_by_role("combobox", name=say("ui.search.explore.label", "zh"))
    field.click()
    field.press_sequentially("cxgd", delay=40)
    page.get_by_role("option", name="晨曦光电").wait_for()
    visit.picture("search-pinyin")
    page.locator(".search .add").first.click()
    page.wait_for_url("**add=**")
    visit.shows("晨曦光电")
    assert visit.names() == before | {"晨曦光电"}


def test_a_nodes_menu_expands_it_and_steps_are_undone_and_repeated(visit: Visit) -> None:
    page = visit.page
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    before = visit.names()
    page.mouse.click(*visit.node("星火科创园"), button="right")
    visit.picture("explore-menu")
    page.get_by_role("menuitem", name=say("ui.action.expand", "zh")).click()
    visit.shows("晨曦光电")
    page.keyboard.press("Control+z")
    visit.shows("晨曦光电", shown=False)
    assert visit.names() == before
    page.keyboard.press("Control+y")
    visit.shows("晨曦光电")
    page.get_by_role("button", name=say("ui.canvas.undo", "zh")).click()
    visit.shows("晨曦光电", shown=False)
    page.mouse.click(*visit.node("星火科创园"))
    expect(page.locator(".pg-head h2")).to_have_text("星火科创园")
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "open=" not in url)
    expect(page.get_by_role("menu")).to_be_hidden()


def test_the_canvas_takes_the_themes_colours_however_late_its_styles_come(visit: Visit) -> None:
    page = visit.page

    def send_late(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/*canvas*.css*", send_late)
    page.emulate_media(color_scheme="dark")
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    assert visit.paper() < 60
    place = visit.node("氢能")
    page.emulate_media(color_scheme="light")
    visit.until("canvasPaper() > 200")
    assert visit.node("氢能") == place


def test_the_dark_theme_is_dark_throughout(visit: Visit) -> None:
    page = visit.page
    page.emulate_media(color_scheme="dark")
    visit.open()
    page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    grounds = page.evaluate("""() => {
      const canvas = [...document.querySelectorAll("*")]
        .map((row) => row.shadowRoot?.querySelector(".canvas")).find(Boolean);
      const lightness = (element) => {
        const pen = new OffscreenCanvas(1, 1).getContext("2d");
        pen.fillStyle = getComputedStyle(element).backgroundColor;
        pen.fillRect(0, 0, 1, 1);
        return Math.max(...pen.getImageData(0, 0, 1, 1).data.slice(0, 3));
      };
      return [document.querySelector(".stApp"), canvas].map(lightness);
    }""")
    assert max(grounds) < 70
    visit.picture("explore-dark")


def test_a_question_is_answered_with_a_table_a_graph_and_the_way_to_its_cypher(visit: Visit) -> None:
    page = visit.page
    visit.open("/ask")
    page.get_by_label(say("ui.ask.box", "zh")).fill("哪些园区发展氢能？")
    page.get_by_label(say("ui.ask.box", "zh")).press("Enter")
    page.wait_for_url("**/ask?q=*")
    visit.settle()
    assert visit.names() >= {"星火科创园", "氢能"}
    frame = page.get_by_test_id("stDataFrame").bounding_box()
    page.wait_for_timeout(500)
    page.mouse.click(frame["x"] + 90, frame["y"] + 55, delay=100)
    expect(page.locator(".pg-head h2")).to_be_visible()
    visit.picture("ask")
    page.get_by_text(say("ui.ask.cypher", "zh")).click()
    page.get_by_role("button", name=say("ui.ask.open_cypher", "zh")).click()
    page.wait_for_url("**/cypher*")
    expect(page.get_by_label(say("ui.cypher.editor", "zh"))).to_contain_text("MATCH (x:`园区`)")
