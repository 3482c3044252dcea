"""Which documents' facts count: years, statuses, and the sentences that are left."""

import argparse
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import Ambiguous, NotFound, RequestError
from graph.facts import DocumentFacts, Evidence
from graph.facts_asked import facts_asked, read_status, read_years
from graph.filters import Filters, documents_of_years, trim, year_of
from graph.load import load
from graph.model import Entity, Facts, Relation
from graph.queries import get_entity, neighbourhood
from graph.resolve import STATUSES
from graph.store.base import Store
from graph.words import status_name


def paper(name: str, date: str) -> Entity:
    return Entity(name, "Document", name, (), {"file": name, "date": date})


PAPERS = (paper("甲", "2031-05-06"), paper("乙", "2033"), paper("丙", ""), paper("丁", "2035-01"))


def options(**given: object) -> argparse.Namespace:
    return argparse.Namespace(**{"document": [], "year": None, "undated": False, "status": [], **given})


@pytest.fixture
def filled(store: Store, corpus: tuple[DocumentFacts, ...]) -> Store:
    """Two documents, one of 2031, the other without a date."""
    plan, report = corpus
    load(store, [plan, replace(report, document=replace(report.document, date=""))])
    return store


def test_the_year_is_the_dates_alone() -> None:
    assert [year_of(row) for row in PAPERS] == [2031, 2033, None, 2035]
    assert year_of(paper("2031年要点", "")) is None
    assert year_of(paper("戊", "20315")) is None
    assert year_of(Entity("x", "Document", "x")) is None


def test_documents_of_years_have_both_ends_and_the_undated_only_when_asked() -> None:
    assert documents_of_years(PAPERS, 2031, 2033, undated=False) == {"甲", "乙"}
    assert documents_of_years(PAPERS, 2033, 2033, undated=True) == {"乙", "丙"}
    assert documents_of_years(PAPERS, 2040, 2050, undated=False) == frozenset()


documents = st.frozensets(st.sampled_from("甲乙丙丁"))


@given(told=st.lists(st.sampled_from("甲乙丙丁")), counting=st.none() | documents)
def test_a_trimmed_relation_keeps_all_but_the_sentences_of_others(
    told: list[str], counting: frozenset[str] | None
) -> None:
    evidence = tuple(Evidence(doc, "", n, n + 1, "句", "r") for n, doc in enumerate(told))
    whole = Relation("r", "BUILDS", "a", "b", evidence, "planned")
    kept = trim(whole, Facts(counting, frozenset({"done"})))
    assert replace(kept, evidence=evidence) == whole
    assert [row for row in evidence if counting is None or row.doc in counting] == list(kept.evidence)


@pytest.mark.parametrize(
    ("text", "years"),
    [("2024", (2024, 2024)), ("2024-2026", (2024, 2026)), (" 2024–2024 ", (2024, 2024))],
)
def test_years_are_one_or_first_and_last(text: str, years: tuple[int, int]) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize("text", ["", "24", "2026-2024", "2024-", "2024年", "２０２４", "2024-2025-2026"])
def test_other_years_are_refused(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_years(text)
    assert f"“{text}”" in caught.value.message("zh")


def test_a_status_has_an_id_and_a_word_in_both_languages() -> None:
    for status in STATUSES:
        words = {status or "stated", status_name(status, "zh"), status_name(status, "en").upper()}
        assert {read_status(word) for word in words} == {status}
    with pytest.raises(RequestError) as caught:
        read_status("没有")
    assert "直述 (stated)" in caught.value.message("zh")


def test_a_neighbourhood_counts_only_the_facts_asked_for(filled: Store) -> None:
    area, works = (get_entity(filled, name) for name in ("临川新区", "翠屏水厂"))
    whole = neighbourhood(filled, [works.id])
    assert {place.doc for row in whole.relations for place in row.evidence} == {"甲", "乙"}
    part = neighbourhood(filled, [works.id], Filters(facts=Facts(frozenset({"乙"}))))
    assert [row.id for row in part.entities] == [works.id, area.id]
    assert [place.quote for row in part.relations for place in row.evidence] == [
        "翠屏水厂建设提速，临川新区建设翠屏水厂。"
    ]
    town = get_entity(filled, "东湖新城").id
    old = neighbourhood(filled, [town], Filters(facts=Facts(frozenset({"甲"}))))
    assert "低空经济" not in [row.name for row in old.entities] and old.total_entities == 4
    assert all(place.doc == "甲" for row in old.relations for place in row.evidence)
    nothing = neighbourhood(filled, [town], Filters(facts=Facts(frozenset())))
    assert ([row.id for row in nothing.entities], nothing.relations) == ([town], ())


def test_a_status_is_asked_for_like_a_type(filled: Store) -> None:
    town = get_entity(filled, "西湖新城").id
    built = neighbourhood(filled, [town], Filters(facts=Facts(statuses=frozenset({"done"}))))
    assert [row.name for row in built.entities] == ["西湖新城", "云栖医院"]
    plain = neighbourhood(filled, [town], Filters(facts=Facts(statuses=frozenset({""}))))
    assert "云栖医院" not in [row.name for row in plain.entities]


def test_the_options_say_which_facts_count(filled: Store) -> None:
    assert facts_asked(filled, options()) == Facts()
    for name in ("甲", "临川新区三年安排", get_entity(filled, "临川新区三年安排").id):
        assert facts_asked(filled, options(document=[name])) == Facts(frozenset({"甲"}))
    assert facts_asked(filled, options(year="2030-2032")) == Facts(frozenset({"甲"}))
    assert facts_asked(filled, options(year="2031", undated=True)) == Facts(frozenset({"甲", "乙"}))
    asked = options(document=["甲", "乙"], year="2031", status=["计划", "done"])
    assert facts_asked(filled, asked) == Facts(frozenset({"甲"}), frozenset({"planned", "done"}))


def test_what_the_options_can_not_mean_is_said(filled: Store) -> None:
    with pytest.raises(NotFound) as caught:
        facts_asked(filled, options(year="2040"))
    assert "2031" in caught.value.message("zh") and "1 份没有日期" in caught.value.message("zh")
    for name in ("没有这份", get_entity(filled, "东湖新城").id):
        with pytest.raises((NotFound, Ambiguous)):
            facts_asked(filled, options(document=[name]))
    with pytest.raises(RequestError):
        facts_asked(filled, options(undated=True))
