"""Exports: what is shown is in the file, read back it is the same, and no text of a document does harm."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from errors import RequestError
from graph.export import FORMATS
from graph.export.csv_zip import write_rows
from graph.export.json_text import read
from graph.facts import Evidence
from graph.layout import layout
from graph.model import Entity, Relation, Subgraph

NASTY = "青禾市</script><script>window.broken = 1</script><img src=x onerror='window.broken = 1'>建设大桥。"


@pytest.fixture
def shown() -> Subgraph:
    """Three entities of seven, four relations: two of them between the same ends, one undirected."""
    entities = (
        Entity("e1", "Region", "青禾市<b>", ("=青禾",), {}, 3),
        Entity("e2", "Project", "白鹭江大桥", (), {}, 2),
        Entity("e3", "Indicator", "新增企业", (), {"subject": "青禾市", "value": "-40", "bound": ">="}, 0),
    )
    place = Evidence("甲", "一 / （一）", 10, 10 + len(NASTY), NASTY, "r1", ((10, 13), (90, 95)))
    second = Evidence("乙", "", 0, 9, "@SUM(A1:A9)", "r2", (), "heading")
    relations = (
        Relation("r1", "BUILDS", "e1", "e2", (place, second), "planned"),
        Relation("r2", "CONNECTS", "e1", "e2", (place,)),
        Relation("r3", "HAS_INDICATOR", "e1", "e3", (second,)),
        Relation("r4", "LOCATED_IN", "e2", "e1"),
    )
    return Subgraph(entities, relations, 7, 9, "neighbours")


def export(name: str, subgraph: Subgraph, language: str = "zh", **more: object) -> bytes:
    stream = io.BytesIO()
    FORMATS[name].write(subgraph, stream, title="青禾<市>", language=language, **more)
    return stream.getvalue()


def table(data: bytes, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        raw = archive.read(name)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_view_is_the_same_file_and_says_what_is_shown(
    shown: Subgraph, name: str, language: str
) -> None:
    data = export(name, shown, language)
    assert data == export(name, shown, language)
    if name == "csv":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read("about.txt")
    text = data.decode()
    if language == "zh":
        assert "3 / 7 个实体" in text and "4 / 9 条关系" in text and "取前列" in text
    else:
        assert "3 of 7 entities" in text and "4 of 9 relations" in text and "the first by" in text


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_view_is_a_file_too(name: str) -> None:
    assert export(name, Subgraph())


def test_tables_have_a_row_a_source(shown: Subgraph) -> None:
    rows = table(export("csv", shown, documents={"甲": "三年安排"}), "relations.csv")
    assert [row["编号"] for row in rows] == ["r1", "r1", "r2", "r3", "r4"]
    first = rows[0]
    assert (first["起点"], first["关系"], first["终点"]) == ("青禾市<b>", "建设", "白鹭江大桥")
    assert (first["文档"], first["起始字"], first["原文"], first["状态"]) == ("三年安排", "10", NASTY, "计划")
    assert (rows[1]["文档"], rows[1]["主语来源"]) == ("乙", "主语承标题")
    assert rows[2]["有方向"] == "否" and rows[4]["原文"] == ""


def test_every_figure_stands_with_its_sources(shown: Subgraph) -> None:
    (row,) = table(export("csv", shown, documents={"乙": "年度安排"}), "indicators.csv")
    assert (row["主体"], row["名称"], row["界限"], row["数值"]) == ("青禾市", "新增企业", ">=", "-40")
    assert (row["文档"], row["原文"]) == ("年度安排", "'@SUM(A1:A9)")
    unsourced = export("csv", replace(shown, relations=()))
    assert table(unsourced, "indicators.csv")[0]["原文"] == ""
    none = replace(shown, entities=shown.entities[:2], relations=())
    with zipfile.ZipFile(io.BytesIO(export("csv", none))) as archive:
        assert "indicators.csv" not in archive.namelist()


def test_a_table_is_written_as_it_is_shown_and_runs_nothing() -> None:
    stream = io.BytesIO()
    write_rows(["=a", "名"], [["=1+1", None], [3, "甲,乙"]], stream)
    assert stream.getvalue().decode("utf-8") == "\ufeff'=a,名\r\n'=1+1,\r\n3,\"甲,乙\"\r\n"


def test_a_spreadsheet_runs_nothing(shown: Subgraph) -> None:
    data = export("csv", shown)
    entities = table(data, "entities.csv")
    assert entities[0]["别名"] == "'=青禾"
    assert table(data, "relations.csv")[1]["原文"] == "'@SUM(A1:A9)"
    assert entities[2]["数值"] == "-40", "a number is no formula"


@given(st.text(max_size=20))
def test_no_cell_begins_like_a_formula(name: str) -> None:
    view = Subgraph((Entity("e", "Park", name or "x"),), (), 1, 0)
    cell = table(export("csv", view, "en"), "entities.csv")[0]["Name"]
    assert not re.match(r"\s*[=+\-@]", cell) or re.fullmatch(r"[+-]?\d+(\.\d+)?", cell)


def test_json_is_read_back_as_it_was(shown: Subgraph) -> None:
    data = export("json", shown, positions={"e1": (1.5, -2)}, documents={"甲": "三年安排"})
    assert read(io.BytesIO(data)) == shown
    assert json.loads(data)["positions"] == {"e1": [1.5, -2]}
    assert json.loads(data)["documents"] == {"甲": "三年安排"}


WORDS = st.text(max_size=8)
PLACES = st.builds(
    Evidence, WORDS, WORDS, st.integers(0, 99), st.integers(0, 99), WORDS, WORDS,
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=2).map(tuple),
)  # fmt: skip
DETAILS = st.dictionaries(WORDS, WORDS | st.integers(-9, 9), max_size=2)
ENTITIES = st.builds(Entity, WORDS, WORDS, WORDS, st.lists(WORDS, max_size=2).map(tuple), DETAILS)
RELATIONS = st.builds(Relation, WORDS, WORDS, WORDS, WORDS, st.lists(PLACES, max_size=2).map(tuple))


@settings(max_examples=60)
@given(st.lists(ENTITIES, max_size=3), st.lists(RELATIONS, max_size=3))
def test_any_subgraph_goes_through_json(entities: list[Entity], relations: list[Relation]) -> None:
    view = Subgraph(tuple(entities), tuple(relations), 5, 5)
    assert read(io.BytesIO(export("json", view))) == view


@pytest.mark.parametrize("text", [b"", b"[]", b'{"shown": {}}', b"\xff"])
def test_what_is_no_such_json_is_refused(text: bytes) -> None:
    with pytest.raises(RequestError):
        read(io.BytesIO(text))


def test_graphml_is_read_by_others(shown: Subgraph) -> None:
    data = export("graphml", shown, documents={"甲": "三年安排"}, positions={"e2": (12.0, 34.0)})
    network = nx.read_graphml(io.BytesIO(data))
    assert set(network.nodes) == {"e1", "e2", "e3"}
    assert network.nodes["e2"]["name"] == "白鹭江大桥" and network.nodes["e2"]["type"] == "项目"
    assert re.search(rb'key="node_x">12.0<.*?key="node_y">-34.0<', data, re.DOTALL), "as Gephi reads it"
    lines = {row["type_id"]: row for _, _, row in network.edges(data=True)}
    assert (network.nodes["e2"]["label"], network.nodes["e2"]["x"]) == ("白鹭江大桥", 12.0)
    assert set(lines) == {"BUILDS", "CONNECTS", "HAS_INDICATOR", "LOCATED_IN"}
    assert NASTY in lines["BUILDS"]["evidence"] and "三年安排" in lines["BUILDS"]["evidence"]
    assert (lines["CONNECTS"]["undirected"], lines["BUILDS"]["undirected"]) == (True, False)


def test_graphml_leaves_out_what_xml_can_not_hold(shown: Subgraph) -> None:
    odd = replace(shown.entities[0], name="青\x00禾\x0b\ud800")
    data = export("graphml", replace(shown, entities=(odd, *shown.entities[1:])))
    assert nx.read_graphml(io.BytesIO(data)).nodes["e1"]["label"] == "青禾"


def test_the_page_links_nothing_outside(shown: Subgraph) -> None:
    page = export("html", shown).decode()
    assert not re.search(r"""<(?:link|script|img|iframe)\b[^>]*(?:src|href)=["']?https?:""", page)
    assert page.count("青禾&lt;市&gt;") == 1 and NASTY not in page
    assert 'lang="zh-CN"' in page


def test_the_page_shows_evidence_as_text_and_asks_for_nothing(
    shown: Subgraph, tmp_path: Path, page: Page
) -> None:
    places = layout(shown)
    file = tmp_path / "view.html"
    file.write_bytes(export("html", shown, positions=places, documents={"甲": "三年安排"}))
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(file.as_uri())
    panel = page.locator("#panel")
    assert "3 / 7 个实体" in panel.inner_text() and "项目 1" in panel.inner_text()
    spot = page.evaluate(
        """() => { const at = network.canvasToDOM(network.getPosition("e1"));
        const box = document.querySelector("#mynetwork").getBoundingClientRect();
        return [at.x + box.x, at.y + box.y]; }"""
    )
    page.mouse.click(*spot)
    panel.get_by_role("button", name="建设（计划）").click()
    assert NASTY in panel.inner_text() and "三年安排" in panel.inner_text()
    assert panel.locator("mark").first.inner_text() == "青禾市"
    assert page.evaluate("window.broken") is None
    assert (asked, wrong) == ([file.as_uri()], [])
    page.get_by_role("button", name="返回概览").click()
    assert "图例" in panel.inner_text()
