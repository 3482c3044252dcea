"""The outline follows its store: made once for each state, by whoever comes first, and never half."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from errors import OutputError
from graph.facts import DocumentFacts
from graph.load import load, prepare_paths, remove
from graph.outline import Outline, outline_of
from graph.paths import PathRequest, find_paths
from graph.queries import get_entity
from graph.store.base import Store

ROOT = Path(__file__).resolve().parents[3]
ENDS = "东湖新城", "梧桐经开区"


@pytest.fixture
def filled(store: Store, corpus: tuple[DocumentFacts, ...]) -> Store:
    load(store, corpus)
    return store


def ways(store: Store) -> list[list[str]]:
    ids = (get_entity(store, name).id for name in ENDS)
    return [
        [row.name for row in path.entities] for path in find_paths(store, *ids, PathRequest(count=50)).paths
    ]


def folders(store: Store) -> list[Path]:
    return [path for path in store.cache.iterdir() if path.is_dir()]


def test_an_outline_has_every_entity_and_every_relation_from_both_ends(filled: Store) -> None:
    outline = outline_of(filled)
    entities = filled.find("", limit=1000).entities
    links = filled.links_of([row.id for row in entities])
    assert [key.decode() for key in outline.ids] == sorted(row.id for row in entities)
    by_name = sorted(entities, key=lambda row: (row.name, row.id))
    assert [by_name[rank].id.encode() for rank in outline.ranks] == outline.ids.tolist()
    near, at = outline.hops_of(np.arange(len(outline.ids)))
    seen = {
        (
            outline.id_of(one),
            outline.id_of(int(outline.far[hop])),
            outline.relation_ids[relation].decode(),
            bool(code & 1),
        )
        for one, hop, relation, code in zip(
            near.tolist(), at, outline.relations[at], outline.codes[at], strict=True
        )
    }
    expected = {(row.head, row.tail, row.id, True) for row in links}
    expected |= {(row.tail, row.head, row.id, False) for row in links}
    assert seen == expected and len(near) == 2 * len(links)


def test_the_outline_is_made_once_for_a_state_of_the_graph(filled: Store) -> None:
    first = outline_of(filled)
    assert outline_of(filled) is first
    assert len(folders(filled)) == 1


def test_what_another_connection_loads_is_found_and_what_it_removes_is_not(
    filled: Store, real_server: object, write: Callable[..., DocumentFacts]
) -> None:
    before = ways(filled)
    new = write("丙", ("青禾市与梧桐经开区、东湖新城协同。", ("COORDINATES_WITH", "青禾市", "梧桐经开区"),
                ("COORDINATES_WITH", "青禾市", "东湖新城")))  # fmt: skip
    other = real_server.open()
    load(other, [new])
    assert ["东湖新城", "青禾市", "梧桐经开区"] in ways(filled) and ways(filled) == ways(other)
    assert len(folders(filled)) == 1
    remove(other, ["丙"])
    other.close()
    assert ways(filled) == before


def test_an_outline_goes_on_to_answer_while_a_newer_one_is_made(
    filled: Store, write: Callable[..., DocumentFacts]
) -> None:
    old = outline_of(filled)
    size = len(old.ids)
    load(filled, [write("丁", ("青禾市与白鹭市协同。", ("COORDINATES_WITH", "青禾市", "白鹭市")))])
    assert len(outline_of(filled).ids) > size and len(np.array(old.ids)) == size


@pytest.mark.parametrize("damage", ["gone", "cut", "empty", "other", "sizes"])
def test_a_damaged_outline_is_made_anew(filled: Store, damage: str) -> None:
    expected = ways(filled)
    [folder] = folders(filled)
    path = folder / ("sizes.json" if damage == "sizes" else "far.npy")
    content = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(content[:-8])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "other":
        np.save(path, np.zeros(1))
    elif damage == "sizes":
        path.write_text('{"lengths": []', encoding="utf-8")
    os.utime(folder, ns=(1, 1))  # as a start anew: what is mapped already needs no file
    assert ways(filled) == expected


def test_what_was_changed_past_the_program_is_noticed_by_what_is_missing(
    filled: Store, real_server: object
) -> None:
    assert ["东湖新城", "低空经济", "梧桐经开区"] in ways(filled)
    with (
        real_server.driver() as driver,
        driver.session(database=real_server.server.database or None) as session,
    ):
        session.run(
            "MATCH (a {name: '东湖新城'})-[r:`发展`]->(b {name: '低空经济'}), (c {name: '林一川'}) "
            "CREATE (c)-[s:`发展`]->(b) SET s = r, s.id = 'moved' DELETE r"
        ).consume()
    found = ways(filled)
    assert found and ["东湖新城", "低空经济", "梧桐经开区"] not in found


def test_many_who_ask_at_once_get_one_outline(filled: Store, real_server: object) -> None:
    found: list[Outline] = []

    def ask() -> None:
        store = real_server.open()
        found.append(outline_of(store))
        store.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and len(folders(filled)) == 1
    assert {tuple(outline.ids.tolist()) for outline in found} == {tuple(outline_of(filled).ids.tolist())}


ASK = """
import sys
from graph.paths import find_paths
from graph.store.opening import open_store
from config import read_config
store = open_store(read_config())
print(len(find_paths(store, *sys.argv[1:]).paths))
store.close()
"""


def test_two_processes_that_make_it_at_once_both_answer(filled: Store, real_server: object) -> None:
    ids = [get_entity(filled, name).id for name in ENDS]
    config = real_server.config
    environment = {
        **os.environ,
        "NEO4J_URI": config.neo4j_uri,
        "NEO4J_USER": config.neo4j_user,
        "NEO4J_PASSWORD": config.neo4j_password,
        "NEO4J_DATABASE": config.neo4j_database,
        "POLICY_GRAPH_HOME": str(config.home),
    }
    started = [
        subprocess.Popen(  # noqa: S603 our own words
            [sys.executable, "-c", ASK, *ids], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    answers = [process.communicate(timeout=120)[0].strip() for process in started]
    assert answers == [str(len(find_paths(filled, *ids).paths))] * 2
    assert len(folders(filled)) == 1


def test_a_folder_that_nobody_may_write_is_named(
    filled: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    monkeypatch.setattr(filled, "_caches", file)
    with pytest.raises(OutputError, match="file"):
        outline_of(filled)


def test_the_store_of_a_load_tells_how_far_it_is(
    store: Store, corpus: tuple[DocumentFacts, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.load.BIG", 1)
    told: list[tuple[str, int, int]] = []
    prepare_paths(store, load(store, corpus), lambda *words: told.append(words))
    assert [row for row in told if row[0] == "store.progress.outline"]
    assert len(folders(store)) == 1
