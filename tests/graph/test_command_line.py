"""`python -m graph`: the same answers as the library, exit statuses, sentences instead of tracebacks."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.__main__ import main
from graph.arguments import COMMANDS
from graph.export.json_text import read
from graph.facts import DocumentFacts
from graph.load import load
from graph.model import Subgraph
from graph.queries import get_entity, neighbourhood
from graph.schema import load_schema
from graph.store.base import Store
from graph.terminal import draw_table, plain, width

ROOT = Path(__file__).resolve().parent.parent.parent
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def filled(store: Store, corpus: tuple[DocumentFacts, ...]) -> Store:
    load(store, corpus)
    return store


@pytest.fixture
def surroundings(real_server: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The environment that leads a command to the test's server."""
    config = real_server.config
    monkeypatch.setenv("NEO4J_URI", config.neo4j_uri)
    monkeypatch.setenv("NEO4J_USER", config.neo4j_user)
    monkeypatch.setenv("NEO4J_PASSWORD", config.neo4j_password)
    monkeypatch.setenv("NEO4J_DATABASE", config.neo4j_database)
    monkeypatch.setenv("POLICY_GRAPH_HOME", str(config.home))
    monkeypatch.setenv("POLICY_GRAPH_LANG", "zh")


@pytest.fixture
def run(filled: Store, surroundings: None, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = stop.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return command


def test_a_search_is_a_table_and_says_of_how_many(run: Run) -> None:
    status, out, err = run("search", "新城", "--limit", "1")
    assert (status, out.count("新城  东湖新城")) == (0, 1)
    assert "1 / 2" in err
    assert run("search", "新城", "--type", "园区")[:2] == (1, "")
    assert run("search", "东湖", "--type", "New town")[0] == 0


def test_programs_get_json(run: Run) -> None:
    _, out, err = run("search", "新城", "--json")
    assert [row["name"] for row in json.loads(out)["entities"]] == ["东湖新城", "西湖新城"] and err == ""
    _, out, _ = run("show", "临川新区", "--json")
    assert {row["type"] for row in json.loads(out)["groups"]} >= {"PART_OF", "BUILDS", "MENTIONED_IN"}
    _, out, _ = run("summary", "--json")
    assert json.loads(out)["entities"]["NewTown"] == 2
    status, out, _ = run("search", "无此物", "--json")
    assert (status, json.loads(out)["total"]) == (1, 0)


def test_show_lists_relations_with_sentences(run: Run) -> None:
    status, out, _ = run("show", "西湖新城")
    assert status == 0
    assert "【建设】" in out and "西湖新城 —建设［已完成］→ 云栖医院" in out
    assert "西湖新城已建成云栖医院。" in out and "临川新区考察报告" in out


def test_neighbours_are_those_of_the_library(run: Run, filled: Store) -> None:
    town = get_entity(filled, "东湖新城").id
    _, out, _ = run("neighbours", "东湖新城", "--json")
    data = json.loads(out)
    expected = neighbourhood(filled, [town])
    assert [row["id"] for row in data["entities"]] == [row.id for row in expected.entities]
    assert [row["id"] for row in data["relations"]] == [row.id for row in expected.relations]
    status, out, err = run("neighbours", "东湖新城", "--type", "产业", "--limit", "5")
    assert status == 0 and "东湖新城 —发展→ 低空经济" in out and "东湖新城发展低空经济。" in out
    assert "2 / 2 个实体" in err
    assert "3 / 5 个实体" in run("neighbours", "东湖新城", "--limit", "3")[2]


def test_neighbours_and_files_keep_to_the_documents_and_status_asked_for(run: Run, tmp_path: Path) -> None:
    _, out, err = run("neighbours", "东湖新城", "--document", "乙")
    assert "低空经济" in out and "梧桐经开区协同发展" not in out
    assert "只计 1 份文档" in err
    status, out, _ = run("neighbours", "东湖新城", "--year", "2031", "--json")
    data = json.loads(out)
    assert status == 0 and data["facts"] == {"documents": ["乙", "甲"], "statuses": None}
    status, _, err = run("neighbours", "西湖新城", "--status", "已完成")
    assert status == 0 and "2 / 2 个实体、1 / 1 条关系" in err and "已完成" in err
    assert run("neighbours", "东湖新城", "--year", "1999")[0] == 1
    assert run("neighbours", "东湖新城", "--year", "今年")[0] == 2
    target = tmp_path / "out.json"
    assert run("export", "东湖新城", "--document", "甲", "--format", "json", "--out", str(target))[0] == 0
    with target.open("rb") as stream:
        written = read(stream)
    assert {place.doc for row in written.relations for place in row.evidence} == {"甲"}
    between = ("export", "--path", "东湖新城", "梧桐经开区", "--format", "json", "--out", str(target))
    assert run(*between, "--document", "甲")[0] == 0
    with target.open("rb") as stream:
        written = read(stream)
    assert {place.doc for row in written.relations for place in row.evidence} == {"甲"}


def test_a_path_shows_each_hop_with_its_sentence_and_source(run: Run) -> None:
    status, out, err = run("path", "东湖新城", "梧桐经开区")
    assert status == 0
    assert out.startswith("1. 东湖新城（新城） — 梧桐经开区（园区）")
    assert "东湖新城发展低空经济。" in out and "低空经济 ←发展— 梧桐经开区" in out
    assert "临川新区考察报告 · 一、总体 / （一）目标 · 第 0–11 字" in out
    assert "共 4 条路径，已全部列出" in err
    assert "还有更多" in run("path", "东湖新城", "梧桐经开区", "--count", "1")[2]


def test_sentences_beyond_the_first_are_counted(run: Run) -> None:
    asked = ("neighbours", "翠屏水厂", "--sentences")
    short, whole = run(*asked, "1")[1], run(*asked, "2")[1]
    assert "另有 1 处" in short and "另有" not in whole
    assert short.count("——") == 1 and whole.count("——") == 2


def test_where_no_project_lies_between_that_is_said_with_the_nearest(run: Run) -> None:
    status, out, err = run("path", "东湖新城", "梧桐经开区", "--must-type", "项目")
    assert status == 1
    assert "没有经过项目的路径" in err and "白鹭江大桥（距起点 2，距终点 2）" in err
    assert "1. 东湖新城（新城） — 梧桐经开区（园区）" in out
    assert run("path", "东湖新城", "林一川")[:2] == (1, "")


def test_paths_of_one_shape_are_folded_and_each_says_why_it_ranks_where_it_does(run: Run) -> None:
    status, out, err = run("path", "新城", "园区@临川新区", "--why")
    assert (status, out) == (2, "") and "园区@临川新区" in err
    status, out, _ = run("path", "临川新区", "Project", "--max-length", "1")
    assert status == 0 and out.startswith("1. 临川新区（新区）")
    folded = run("path", "新城@临川新区", "临川新区管委会", "--max-length", "2")[1]
    assert "1. 东湖新城（新城） — 临川新区（新区） — 临川新区管委会（机构）" in folded
    told = run("path", "东湖新城", "梧桐经开区", "--why", "--unfold")[1]
    assert "协同：0.80（分量 0.80）" in told and "经过低空经济：0.95（关系数 2）" in told


def test_what_links_two_ends_is_listed_with_its_best_path(run: Run) -> None:
    status, out, err = run("link", "临川新区", "青禾软件园", "--type", "项目")
    assert status == 0 and "共有 1 个项目" in err
    assert out.startswith("1. 白鹭江大桥（项目）")
    assert "临川新区建设白鹭江大桥、翠屏水厂。" in out
    _, out, _ = run("link", "临川新区", "青禾软件园", "--type", "项目", "--json")
    data = json.loads(out)
    assert [row["entity"]["name"] for row in data["links"]] == ["白鹭江大桥"]
    parts = data["links"][0]["path"]["parts"]
    spent = sum(row["cost"] for row in (*parts["hops"], *parts["tolls"]))
    assert parts["total"] == data["links"][0]["path"]["cost"] == pytest.approx(spent, abs=1e-4)
    assert run("link", "临川新区", "青禾软件园")[0] == 2


def test_paths_are_asked_for_by_names_types_documents_and_status(run: Run) -> None:
    asked = ("path", "东湖新城", "梧桐经开区", "--json")
    whole = len(json.loads(run(*asked)[1])["paths"])
    for options in (
        ("--via", "临川新区"),
        ("--avoid", "临川新区"),
        ("--not-type", "产业"),
        ("--not-relation", "协同"),
        ("--must-relation", "发展"),
        ("--document", "临川新区考察报告"),
        ("--status", "计划"),
        ("--directed",),
    ):
        data = json.loads(run(*asked, *options)[1])
        assert len(data["paths"]) < whole and bool(data["paths"]) != bool(data["reason"]), options


def test_cypher_gives_the_same_rows_on_every_store(run: Run) -> None:
    query = "MATCH (a:新城)-[r]->(b) RETURN a.name, type(r), b.name LIMIT 6"
    status, out, _ = run("cypher", query, "--json")
    assert status == 0
    assert json.loads(out)["rows"] == [
        ["东湖新城", "协同", "梧桐经开区"],
        ["东湖新城", "发展", "低空经济"],
        ["东湖新城", "提及", "临川新区三年安排"],
        ["东湖新城", "提及", "临川新区考察报告"],
        ["东湖新城", "落实", "《东湖与梧桐联动方案》"],
        ["东湖新城", "隶属", "临川新区"],
    ]
    status, out, err = run("cypher", "MATCH (a:新城) RETURN a, a.name AS 名称", "--rows", "1")
    assert status == 0 and "(东湖新城)" in out and "还有更多" in err
    assert run("cypher", "MATCH (a:新城 {name: '无'}) RETURN a")[0] == 1
    for wrong in ("MATCH (a RETURN a", "CREATE (a:新城) RETURN a", " "):
        status, out, err = run("cypher", wrong)
        assert (status, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("name", ["csv", "graphml", "json", "html"])
def test_an_export_is_what_was_shown(run: Run, filled: Store, tmp_path: Path, name: str) -> None:
    file = tmp_path / "out"
    status, out, err = run("export", "东湖新城", "--format", name, "--out", str(file))
    assert (status, out) == (0, "") and "5 / 5 个实体" in err
    if name == "json":
        with file.open("rb") as stream:
            assert read(stream) == neighbourhood(filled, [get_entity(filled, "东湖新城").id])
    elif name == "csv":
        with zipfile.ZipFile(file) as archive:
            assert "临川新区三年安排" in archive.read("relations.csv").decode("utf-8-sig")
    else:
        assert "东湖新城发展低空经济。" in file.read_text(encoding="utf-8")


def test_paths_can_be_exported(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "paths.json"
    asked = (
        "export",
        "--path",
        "东湖新城",
        "梧桐经开区",
        "--count",
        "2",
        "--format",
        "json",
        "--out",
        str(file),
    )
    assert run(*asked)[0] == 0
    with file.open("rb") as stream:
        found: Subgraph = read(stream)
    assert len(found.entities) == 3 and found.order == "paths"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["search", " "], 2, "没有给出名称"),
        (["search", "新", "--type", "工程"], 2, "没有“工程”这一类型"),
        (["search", "新", "--limit", "0"], 2, "至少为 1"),
        (["show", "东湖新诚"], 1, "相近的有：东湖新城"),
        (["neighbours", "无"], 1, "没有“无”"),
        (["path", "东湖新城", "东湖新城"], 2, "同一个实体"),
        (["path", "东湖新城", "梧桐经开区", "--max-length", "99"], 2, "1 到 8"),
        (["path", "长" * 301, "东湖新城"], 2, "名称太长"),
        (["path", "新区@青禾市", "东湖新城"], 2, "“新区@青禾市”里一个实体也没有"),
        (["link", "东湖新城", "梧桐经开区", "--type", "工程"], 2, "没有“工程”这一类型"),
        (["ask", " "], 2, "请写下一个问题。"),
        (["ask", "的" * 201], 2, "问题太长"),
        (["export", "--format", "json", "--out", "x"], 2, "--path"),
        (["export", "东湖新城", "--format", "json", "--out", "/nowhere/x"], 2, "/nowhere/x"),
        (["export", "东湖新城", "--format", "doc", "--out", "x"], 2, "doc"),
        (["dance"], 2, "dance"),
        ([], 2, "--help"),
        (["search", "新", "--lang", "en", "--type", "工程"], 2, "there is no type"),
    ],
)
def test_what_can_not_be_done_is_one_sentence(run: Run, arguments: list[str], status: int, said: str) -> None:
    found, out, err = run(*arguments)
    assert (found, out) == (status, "")
    assert said in err and err.count("\n") == 1 and "。。" not in err


def test_a_store_that_is_not_there_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    assert main(["search", "新"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "127.0.0.1:1" in err and err.count("\n") == 1


def test_a_setting_that_makes_no_sense_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POLICY_GRAPH_QUERY_ROWS", "many")
    assert main(["summary", "--lang", "en"]) == 2
    assert "POLICY_GRAPH_QUERY_ROWS" in capsys.readouterr().err


def test_the_words_are_in_the_language_asked(run: Run) -> None:
    assert "东湖新城 —develops→ 低空经济" in run("neighbours", "东湖新城", "--lang", "en")[1]
    assert "—develops→" in run("--lang=en", "neighbours", "东湖新城")[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_names_every_command_and_every_option_has_words(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in ([], *([name] for name in COMMANDS)):
        with pytest.raises(SystemExit) as stop:
            main([*arguments, "--help", "--lang", language])
        assert stop.value.code == 0
        out = capsys.readouterr().out
        if not arguments:
            assert all(name in out for name in COMMANDS) and "--must-type" in out


def test_a_reader_that_stops_early_is_no_error(filled: Store, surroundings: None) -> None:
    command = [sys.executable, "-m", "graph", "summary"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, timeout=60)  # noqa: S603
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_can_go_to_the_output(filled: Store, surroundings: None) -> None:
    command = [
        sys.executable,
        "-m",
        "graph",
        "export",
        "东湖新城",
        "--format",
        "json",
        "--out",
        "-",
        "--json",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60)  # noqa: S603
    assert done.returncode == 0
    assert read(io.BytesIO(done.stdout)).entities[0].name == "东湖新城"


def test_columns_line_up_under_chinese_heads() -> None:
    lines = draw_table(["名称", "n"], [["东湖", 7], ["ab", 12], ["e\u0301", 1]]).splitlines()
    assert {width(line) for line in lines} == {8}
    long = draw_table(["x"], [["甲" * 90]]).splitlines()[-1]
    assert width(long) <= 60 and long.endswith("…")


def test_no_text_steers_the_terminal() -> None:
    assert plain("a\x1b[31mb\nc\u202ed\ud800") == "a [31mb cd"


def test_a_question_is_answered_with_how_it_was_understood(run: Run) -> None:
    status, out, err = run("ask", "哪些园区发展低空经济？", "--cypher", "--sentences", "1")
    assert status == 0 and "理解为" in out and "梧桐经开区" in out and "1 / 1" in err
    assert "梧桐经开区也发展低空经济。" in out and "MATCH (x:`园区`)-[r:`发展`]->" in out
    _, out, err = run("ask", "which parks develop 低空经济", "--json")
    data = json.loads(out)
    assert (data["pattern"], data["total"], err) == ("subjects", 1, "")
    assert data["rows"][0][0]["name"] == "梧桐经开区" and data["graph"]["relations"]


def test_a_question_without_an_answer_ends_with_one_and_a_sentence(run: Run) -> None:
    status, out, err = run("ask", "梧桐经开区承接了什么")
    assert status == 1 and "理解为" in out and err.count("\n") == 1
    status, out, err = run("ask", "东湖新城今天热不热")
    assert status == 1 and "没有听懂" in err and "东湖新城" in out and err.count("\n") == 1


def test_every_type_is_counted(run: Run) -> None:
    out = run("summary")[1]
    assert all(row.name in out for row in load_schema().entities.values())
    assert all(row.name in out for row in load_schema().relations.values())
