"""python -m loaders: what it writes, says and returns."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT
from graph.facts import read_facts
from loaders.__main__ import main

PLAN = """# 云州市2031年工作要点

## 一、重点工作
推进两江新区与天府新区融合发展，新增规上企业40家以上。落实《云州路网专项规划》。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_GRAPH_LANG", "en")


@pytest.fixture
def empty_store(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The environment leads to an embedded store without documents."""
    server = request.getfixturevalue("embedded_server")
    server.empty()
    monkeypatch.setenv("NEO4J_URI", "")
    monkeypatch.setenv("POLICY_GRAPH_HOME", str(server.config.home))


def test_facts_are_written_a_line_each_and_read_back(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.jsonl"
    assert main([str(folder), "--out", str(out)]) == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {row["kind"] for row in rows} == {"document", "text", "entity", "relation", "indicator"}
    assert {row["doc"] for row in rows} == {"a", "b"}
    assert [facts.doc for facts in read_facts(out)] == ["a", "b"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_same_facts_go_to_standard_output(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "facts.jsonl"
    main([str(folder), "--out", str(out)])
    capsys.readouterr()
    assert main([str(folder), "--out", "-"]) == 0
    said = capsys.readouterr()
    assert said.out == out.read_text(encoding="utf-8")
    assert "2 documents" in said.err


def test_progress_and_the_summary_are_words_and_numbers(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(folder), "--out", str(tmp_path / "facts.jsonl")])
    said = capsys.readouterr()
    assert "Read 2 of 2 documents" in said.err
    assert "2 indicators" in said.out
    assert "facts.jsonl" in said.out


def test_the_summary_as_json_is_one_object(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "c.md").write_text("", encoding="utf-8")
    assert main([str(folder), "--out", str(tmp_path / "facts.jsonl"), "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert counts["documents"] == 2
    assert counts["indicators"] == 2
    assert [Path(row["path"]).name for row in counts["refused"]] == ["c.md"]


def test_a_bad_document_has_its_sentence_and_the_rest_is_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.md").write_bytes(b"\x00\x01\x02")
    (folder / "b.txt").write_text(PLAN, encoding="utf-8")
    out = tmp_path / "facts.jsonl"
    assert main([str(folder), str(tmp_path / "none.md"), "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert [facts.doc for facts in read_facts(out)] == ["a", "b"]
    for name in ("bad.md", "b.txt", "none.md"):
        assert sum(name in line for line in said.err.splitlines()) == 1
        assert name in said.out
    assert "3 files could not be used" in said.out
    assert "Traceback" not in said.err


def test_nothing_to_load_is_status_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / "facts.jsonl"
    assert main([str(tmp_path / "empty"), "--out", str(out)]) == 1
    assert "No document found" in capsys.readouterr().out
    assert not out.exists()


@pytest.mark.parametrize("name", ["none.md", "bad.md"])
def test_only_bad_documents_are_status_two_and_keep_an_earlier_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "bad.md").write_bytes(b"\x00\x01\x02")
    out = tmp_path / "facts.jsonl"
    out.write_text("earlier", encoding="utf-8")
    assert main([str(tmp_path / name), "--out", str(out)]) == 2
    assert out.read_text(encoding="utf-8") == "earlier"


def test_a_file_that_cannot_be_written_is_one_sentence(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder), "--out", str(tmp_path / "no" / "facts.jsonl")]) == 2
    said = capsys.readouterr()
    assert "Can't write" in said.err
    assert "Traceback" not in said.err


def test_a_facts_file_that_is_wrong_names_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "facts.jsonl"
    facts.write_text('{"kind": "document", "doc": "a", "title": "甲"}\nnonsense\n', encoding="utf-8")
    assert main([str(facts), "--out", str(tmp_path / "out.jsonl")]) == 2
    assert "line 2" in capsys.readouterr().err


def test_facts_and_documents_of_one_id_are_one_too_many(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "facts.jsonl"
    main([str(folder / "a.md"), "--out", str(facts)])
    out = tmp_path / "out.jsonl"
    assert main([str(facts), str(folder), "--out", str(out)]) == 0
    assert [found.doc for found in read_facts(out)] == ["a", "b"]
    assert "facts.jsonl" in capsys.readouterr().err


def test_a_setting_of_the_wrong_form_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POLICY_GRAPH_MAX_FILE_MB", "much")
    assert main([str(folder), "--out", "-"]) == 2
    assert "POLICY_GRAPH_MAX_FILE_MB" in capsys.readouterr().err


def test_a_store_that_does_not_answer_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    assert main([str(folder)]) == 2
    said = capsys.readouterr()
    assert "does not answer" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(("language", "word"), [("zh", "示例"), ("en", "examples")])
def test_help_shows_examples_and_statuses(
    language: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--lang", language, "--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert word in said
    assert "facts.jsonl" in said
    for status in ("0", "1", "2"):
        assert f"  {status}  " in said


def test_the_language_is_chosen_by_option(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(folder), "--out", str(tmp_path / "facts.jsonl"), "--lang=zh"])
    said = capsys.readouterr()
    assert "份文档" in said.out
    assert "已读" in said.err


@pytest.mark.usefixtures("empty_store")
def test_documents_fill_the_store_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["store"]
    assert (first["added"], first["documents"]) == (["a", "b"], 2)
    assert main([str(folder), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)["store"]
    assert again["unchanged"] == ["a", "b"]
    assert (again["entities"], again["relations"]) == (first["entities"], first["relations"])


@pytest.mark.usefixtures("empty_store")
def test_a_store_that_holds_documents_is_left_alone_if_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder / "a.md"), "--if-empty"]) == 0
    assert "1 documents added" in capsys.readouterr().out
    assert main([str(folder), "--if-empty"]) == 0
    said = capsys.readouterr()
    assert "already holds 1 documents" in said.out
    assert "Read" not in said.err


@pytest.mark.usefixtures("empty_store")
def test_facts_fill_the_store_like_their_documents(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "facts.jsonl"
    main([str(folder), "--out", str(facts)])
    assert main([str(facts)]) == 0
    capsys.readouterr()
    assert main([str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["store"]["unchanged"] == ["a", "b"]


LISTENING = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Starts a program that hears Ctrl-C even where the tests run in the background, which turns it off."""


def test_a_run_that_is_stopped_says_so_and_leaves_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.md").write_text(PLAN * 30, encoding="utf-8")
    out = tmp_path / "facts.jsonl"
    run = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", LISTENING, sys.executable, "-m", "loaders", str(folder), "--out", str(out)],
        cwd=ROOT,
        env={**os.environ, "POLICY_GRAPH_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stderr is not None
    first = run.stderr.readline()
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=120)
    assert first.startswith("Read ")
    assert run.returncode == 2
    assert "Stopped" in errors
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == [folder]


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    run = subprocess.run(  # noqa: S602 - our own program
        f'"{sys.executable}" -m loaders "{folder}" --out - | head -1',
        cwd=ROOT,
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(run.stdout)["kind"] == "document"
    assert "Traceback" not in run.stderr
    assert "BrokenPipe" not in run.stderr
