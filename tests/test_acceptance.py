"""The main job from end to end: the bundled documents in, the questions that the graph exists for out.

Both command lines run as a user runs them, each on both stores.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT

BUNDLED = ROOT / "data" / "documents"
JOINT_PLAN = "《加快推进西咸新区空港新城与咸阳经开区融合发展行动方案》"
SHARED_INDUSTRIES = {"生物医药", "电子信息"}
ROWS_QUERY = "MATCH (a:新城)-[r]->(b) RETURN a.name, type(r), b.name LIMIT 20"


class Shell:
    """The two commands with the settings of one store."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 our own modules
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def ask(self, *words: str) -> dict:
        done = self.run("graph", *words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled documents' facts, extracted once."""
    path = tmp_path_factory.mktemp("facts") / "facts.jsonl"
    done = Shell(dict(os.environ)).run("loaders", str(BUNDLED), "--out", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def shell(
    request: pytest.FixtureRequest, facts: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shell]:
    """The commands on a store that holds the bundled documents."""
    environment = {**os.environ, "NEO4J_URI": "", "POLICY_GRAPH_LANG": "zh"}
    environment["POLICY_GRAPH_HOME"] = str(tmp_path_factory.mktemp("home"))
    if request.param == "neo4j":
        environment |= request.getfixturevalue("neo4j_address")
        request.getfixturevalue("neo4j_server").empty()
    shell = Shell(environment)
    done = shell.run("loaders", str(facts))
    assert done.returncode == 0, done.stderr
    yield shell
    if request.param == "neo4j":
        request.getfixturevalue("neo4j_server").empty()


@pytest.fixture(scope="module")
def answers() -> dict[str, object]:
    """What the stores answered so far, to compare."""
    return {}


def middles(path: dict) -> list[str]:
    return [row["name"] for row in path["entities"][1:-1]]


def test_the_towns_and_the_zone_are_linked_directly_by_the_plan_and_by_industries(shell: Shell) -> None:
    found = shell.ask("path", "空港新城", "咸阳经开区")["paths"]
    ways = {tuple(middles(path)) for path in found}
    assert () in ways
    assert (JOINT_PLAN,) in ways
    assert {(name,) for name in SHARED_INDUSTRIES} <= ways
    direct = next(path for path in found if not middles(path))
    assert "COORDINATES_WITH" in {row["type"] for row in direct["hops"][0]}


def test_every_hop_shows_a_sentence_with_its_source(shell: Shell) -> None:
    for path in shell.ask("path", "空港新城", "咸阳经开区")["paths"]:
        for hop in path["hops"]:
            for relation in hop:
                assert relation["evidence"]
                for place in relation["evidence"]:
                    assert place["quote"] and place["doc"] and place["end"] > place["start"]


def test_a_way_through_the_hub_ranks_below_the_specific_ones(shell: Shell) -> None:
    found = shell.ask("path", "空港新城", "咸阳经开区", "--count", "30")["paths"]
    ways = [middles(path) for path in found]
    through_hub = [place for place, way in enumerate(ways) if "西咸新区" in way]
    specific = [place for place, way in enumerate(ways) if way == [JOINT_PLAN]]
    assert specific
    assert not through_hub or max(specific) < min(through_hub)


def test_project_paths_are_told_truthfully(shell: Shell) -> None:
    answer = shell.ask("path", "空港新城", "咸阳经开区", "--must-type", "项目")
    for path in answer["paths"]:
        assert "Project" in {row["type"] for row in path["entities"][1:-1]}
    if not answer["paths"]:
        assert answer["reason"]
        assert answer["obstacles"] or answer["near"]


def test_both_stores_give_the_same_rows(shell: Shell, answers: dict[str, object]) -> None:
    rows = shell.ask("cypher", ROWS_QUERY)["rows"]
    assert 0 < len(rows) <= 20
    assert answers.setdefault("rows", rows) == rows


def test_both_stores_hold_the_same_graph(shell: Shell, answers: dict[str, object]) -> None:
    summary = shell.ask("summary")
    held = {key: summary[key] for key in ("entities", "relations")}
    assert answers.setdefault("summary", held) == held


def test_loading_the_same_again_changes_nothing(shell: Shell, facts: Path) -> None:
    before = shell.ask("summary")
    done = shell.run("loaders", str(facts))
    assert done.returncode == 0
    assert shell.ask("summary") == before


def test_what_is_not_there_is_said_with_status_1(shell: Shell) -> None:
    done = shell.run("graph", "path", "空港新城", "不存在的地方")
    assert done.returncode == 1
    assert "不存在的地方" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_store_that_is_not_there_is_said_with_status_2(shell: Shell) -> None:
    nowhere = Shell({**os.environ, "NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "x"})
    done = nowhere.run("graph", "summary")
    assert done.returncode == 2
    assert "bolt://127.0.0.1:1" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
