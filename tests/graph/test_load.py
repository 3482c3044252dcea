"""Loading and removing documents: the store holds what its documents support, whatever came before."""

from dataclasses import replace

import pytest

from graph.facts import DocumentFacts
from graph.load import load, remove
from graph.model import Summary
from graph.resolve import resolve
from graph.store.base import Store


def contents(store: Store, *corpora: tuple[DocumentFacts, ...]) -> tuple[list, list]:
    """What of all these corpora's graphs the store holds, with all that is known of it."""
    graphs = [resolve(documents) for documents in corpora]
    entities = sorted({row.id for graph in graphs for row in graph.entities})
    relations = sorted({row.id for graph in graphs for row in graph.relations})
    return list(store.entities(entities)), list(store.relations(relations))


def counts(summary: Summary) -> tuple[dict, dict]:
    return dict(summary.entities), dict(summary.relations)


def test_a_load_puts_the_whole_graph_and_says_what_it_did(
    store: Store, corpus: tuple[DocumentFacts, ...]
) -> None:
    report = load(store, corpus)
    graph = resolve(corpus)
    assert contents(store, corpus) == (list(graph.entities), list(graph.relations))
    assert (report.added, report.documents) == (("甲", "乙"), 2)
    assert (report.entities, report.relations) == (len(graph.entities), len(graph.relations))
    assert (report.entities_put, report.relations_put) == (report.entities, report.relations)


def test_a_second_load_changes_nothing(store: Store, corpus: tuple[DocumentFacts, ...]) -> None:
    load(store, corpus)
    before = counts(store.summary())
    report = load(store, reversed(corpus))
    assert report.unchanged == ("乙", "甲")
    changed = report.entities_put, report.entities_dropped, report.relations_put, report.relations_dropped
    assert changed == (0, 0, 0, 0)
    assert counts(store.summary()) == before


def test_one_by_one_or_all_at_once_is_the_same(store: Store, corpus: tuple[DocumentFacts, ...]) -> None:
    for facts in reversed(corpus):
        load(store, [facts])
    graph = resolve(corpus)
    assert contents(store, corpus) == (list(graph.entities), list(graph.relations))


def test_a_removed_document_takes_its_evidence_and_what_nothing_else_supports(
    store: Store, corpus: tuple[DocumentFacts, ...]
) -> None:
    load(store, corpus)
    report = remove(store, ["乙", "丁"])
    kept = resolve(corpus[:1])
    assert contents(store, corpus, corpus[:1]) == (list(kept.entities), list(kept.relations))
    assert (report.removed, report.missing, report.documents) == (("乙",), ("丁",), 1)
    assert not store.find("云栖医院").entities
    assert store.find("翠屏水厂").entities, "the other document still names it"


def test_the_last_document_leaves_an_empty_store(store: Store, corpus: tuple[DocumentFacts, ...]) -> None:
    load(store, corpus)
    remove(store, ["甲", "乙"])
    assert not any(store.summary().entities.values())
    assert not any(store.summary().relations.values())


def test_a_document_that_comes_again_changed_replaces_itself(
    store: Store, corpus: tuple[DocumentFacts, ...], write: object
) -> None:
    load(store, corpus)
    revised = write("乙", ("西湖新城建设云栖医院。", ("BUILDS", "西湖新城", "云栖医院")), title="改后")
    report = load(store, [revised])
    graph = resolve([corpus[0], revised])
    assert report.replaced == ("乙",)
    assert contents(store, corpus, (corpus[0], revised)) == (list(graph.entities), list(graph.relations))


def test_a_fuller_name_in_a_later_document_renames_the_thing(store: Store, write: object) -> None:
    types = {"云台市": "Region", "云台": "Region"}
    load(store, [write("丙", ("云台发展快。",), types=types)])
    load(store, [write("丁", ("云台市在此。",), types={"云台市": "Region"}, aliases={"云台市": ("云台",)})])
    (city,) = store.find("云台").entities
    assert (city.name, city.aliases) == ("云台市", ("云台",))


def test_a_store_that_other_rules_filled_is_made_anew(
    store: Store, corpus: tuple[DocumentFacts, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("graph.resolve.resolver_stamp", lambda: "older")
        older.setattr("graph.resolve.make_id", lambda *parts: "old-" + "-".join(parts))
        older.setattr("graph.load.resolver_stamp", lambda: "older")
        load(store, corpus)
    assert store.find("翠屏水厂").entities[0].id.startswith("old-")
    report = load(store, [])
    graph = resolve(corpus)
    assert report.entities_put == len(graph.entities) and report.relations_put == len(graph.relations)
    assert contents(store, corpus) == (list(graph.entities), list(graph.relations))
    assert sum(store.summary().entities.values()) == len(graph.entities)
    assert sum(store.summary().relations.values()) == len(graph.relations)
    assert load(store, []).entities_put == 0


def test_a_new_title_reaches_the_evidence_in_the_store(
    store: Store, corpus: tuple[DocumentFacts, ...]
) -> None:
    load(store, corpus)
    renamed = replace(corpus[1], document=replace(corpus[1].document, title="新题"))
    load(store, [renamed])
    query = "MATCH (:企业)-[r:位于]->(:园区) RETURN r.titles"
    assert store.query(query, rows=5, seconds=10).rows == ((["新题"],),)


def test_nothing_is_changed_when_the_facts_are_wrong(store: Store, corpus: tuple[DocumentFacts, ...]) -> None:
    load(store, corpus)
    before = counts(store.summary())

    def broken() -> object:
        yield corpus[0]
        raise RuntimeError("the reader stopped")

    with pytest.raises(RuntimeError):
        load(store, broken())
    assert counts(store.summary()) == before
