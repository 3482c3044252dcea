"""Figures of one thing that differ: which pairs are listed and which not, and the command that lists them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import DataFileError
from graph.__main__ import main
from graph.contradictions import (
    Contradiction,
    find_contradictions,
    find_stored_contradictions,
    load_contradiction_rules,
)
from graph.facts import DocumentFact, DocumentFacts, EntityFact, Evidence, IndicatorFact
from graph.load import load
from graph.resolve import resolve
from graph.store.base import Store

AREA, OTHER = "临川新区", "白鹭市"
Figure = tuple[str, str, str, str, str, str]
"""Subject, name, value, unit, bound, deadline."""


def document(doc: str, *figures: Figure, date: str = "", together: bool = False) -> DocumentFacts:
    """A document that states each figure in a sentence of its own, or all of them in one."""
    entities, indicators = [], []
    for number, (subject, name, value, unit, bound, deadline) in enumerate(figures):
        start = 0 if together else 100 * number
        quote = f"{subject}{name}{bound}{value}{unit}"
        evidence = Evidence(doc, "一、目标", start, start + len(quote), quote, "test")
        kind = "NewArea" if subject == AREA else "Region"
        entities.append(EntityFact(kind, subject, (), evidence))
        indicators.append(IndicatorFact(subject, kind, name, value, unit, bound, deadline, evidence))
    return DocumentFacts(DocumentFact(doc, f"{doc}号", date=date), tuple(entities), (), tuple(indicators))


def found(*documents: DocumentFacts) -> list[tuple[str, str, str, str, bool]]:
    return [row(one) for one in find_contradictions(resolve(documents))]


def row(one: Contradiction) -> tuple[str, str, str, str, bool]:
    details = [claim.indicator.details for claim in (one.first, one.second)]
    values = " / ".join(f"{given['bound']}{given['value']}{given['unit']}" for given in details)
    return one.subject.name, one.name, one.year, values, one.exclusive


def pair(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[str, str, str, str, bool]]:
    """What two figures of the area in one document give; each is (name, value, unit, bound, deadline)."""
    return found(document("甲", (AREA, *one), (AREA, *other), (OTHER, "面积", "3", "公里", "=", "")))


def test_two_numbers_for_one_thing_are_shown_side_by_side() -> None:
    assert pair(("滨水步道", "15", "公里", "=", "2031"), ("滨水步道", "10", "公里", "=", "2031")) == [
        (AREA, "滨水步道", "2031", "=15公里 / =10公里", True)
    ]


def test_bounds_that_allow_both_are_said_to() -> None:
    assert pair(("护理联盟", "15", "家", "=", "2031"), ("护理联盟", "10", "家", ">=", "2031")) == [
        (AREA, "护理联盟", "2031", "=15家 / >=10家", False)
    ]


def test_a_bound_that_the_other_breaks_is_exclusive() -> None:
    ((*_, exclusive),) = pair(("碳排放量", "8", "万吨", "<=", "2031"), ("碳排放量", "9", "万吨", "=", "2031"))
    assert exclusive


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("累计新增护理联盟", "新增各类护理联盟"),
        ("累计新增护理联盟", "累计新增与白鹭市医院共建的各类护理联盟"),
        ("累计新增护理联盟", "与白鹭市医院累计新增各类护理联盟"),
        ("新增护理联盟", "临川新区、白鹭市新增护理联盟"),
        ("全市护理联盟数量", "护理联盟"),
        ("“邻里”食堂", "邻里食堂"),
    ],
)
def test_words_that_say_nothing_of_the_thing_do_not_part_names(one: str, other: str) -> None:
    assert len(pair((one, "15", "家", "=", "2031"), (other, "10", "家", "=", "2031"))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("新增护理联盟", "5", "家", "=", "2031"), ("护理联盟", "40", "家", "=", "2031")),
        (("护理联盟", "5", "家", "=", "2031"), ("养老联盟", "4", "家", "=", "2031")),
        (("护理联盟", "5", "家", "=", "2031"), ("护理联盟", "4", "家", "=", "2030")),
        (("护理联盟", "5", "家", "=", "2031"), ("护理联盟", "4", "家", "=", "")),
        (("护理联盟", "5", "家", "=", "2031"), ("护理联盟", "4", "亿元", "=", "2031")),
        (("护理联盟", "5", "家", "=", "2031"), ("护理联盟", "5", "家", ">=", "2031")),
        (("护理联盟", "3-6", "家", "=", "2031"), ("护理联盟", "5", "家", "=", "2031")),
        (("技术交易额", "1.49", "万亿元", "=", "2031"), ("技术交易额", "14926", "亿元", "=", "2031")),
        (("入园投资", "12000", "万元", "=", "2031"), ("入园投资", "1.2", "亿元", "=", "2031")),
        (("托育园和小学新增学位", "5", "个", "=", "2031"), ("托育园新增学位", "4", "个", "=", "2031")),
        (("年度投资", "5", "亿元", "=", "2031"), ("年度完成投资", "8", "亿元", "=", "2031")),
        (("总投资", "5", "亿元", "=", "2031"), ("总投资", "8", "亿元", "=", "2031")),
        (("产业结构", "4:43:53", "", "=", "2031"), ("产业结构", "5:43:52", "", "=", "2031")),
    ],
    ids=[
        "added is not there",
        "other things",
        "other years",
        "a year and none",
        "other units",
        "the same number",
        "a range that holds it",
        "rounded",
        "another scale",
        "a list and a part of it",
        "only a measure in a year",
        "only a measure",
        "no number",
    ],
)
def test_what_is_no_contradiction(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert pair(one, other) == []


def test_another_scale_or_classifier_still_compares() -> None:
    assert len(pair(("入园投资", "9000", "万元", "=", "2031"), ("入园投资", "1.2", "亿元", "=", "2031"))) == 1
    assert len(pair(("护理联盟", "15", "家", "=", "2031"), ("护理联盟", "10", "个", "=", "2031"))) == 1
    assert len(pair(("绿地占比", "1/3", "", "=", "2031"), ("绿地占比", "1/5", "", "=", "2031"))) == 1


def test_figures_of_one_sentence_are_a_list() -> None:
    figures = ((AREA, "护理联盟", "15", "家", "=", ""), (AREA, "护理联盟", "10", "家", "=", ""))
    assert found(document("甲", *figures, together=True)) == []
    assert len(found(document("甲", *figures))) == 1


def test_figures_of_two_subjects_are_two() -> None:
    assert (
        found(
            document(
                "甲", (AREA, "护理联盟", "15", "家", "=", "2031"), (OTHER, "护理联盟", "9", "家", "=", "2031")
            )
        )
        == []
    )


def test_documents_are_compared_in_the_year_that_they_speak_of() -> None:
    old = document("甲", (AREA, "护理联盟", "15", "家", "=", ""), date="2031-03-01")
    assert found(old, document("乙", (AREA, "护理联盟", "10", "家", "=", ""), date="2031-09-01")) != []
    assert found(old, document("乙", (AREA, "护理联盟", "10", "家", "=", "2031"))) != []
    assert found(old, document("乙", (AREA, "护理联盟", "10", "家", "=", ""), date="2032-09-01")) == []
    assert found(old, document("乙", (AREA, "护理联盟", "10", "家", "=", ""))) == []


def test_what_can_t_both_hold_comes_first() -> None:
    rows = found(
        document(
            "甲",
            (AREA, "安心驿站", "15", "家", ">=", "2031"),
            (AREA, "安心驿站", "10", "家", ">=", "2031"),
            (AREA, "滨水步道", "15", "公里", "=", "2031"),
            (AREA, "滨水步道", "10", "公里", "=", "2031"),
        )
    )
    assert [(name, exclusive) for _, name, _, _, exclusive in rows] == [
        ("滨水步道", True),
        ("安心驿站", False),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([AREA, OTHER]),
            st.sampled_from(["护理联盟", "新增护理联盟", "滨水步道"]),
            st.sampled_from(["5", "5-9", "1/2", "翻番", "0.5", "7.25"]),
            st.sampled_from(["家", "万家", "公里", "%", ""]),
            st.sampled_from(["=", ">=", "<="]),
            st.sampled_from(["", "2031"]),
        ),
        max_size=8,
    )
)
def test_any_figures_give_pairs_of_one_subject_in_different_places(figures: list[Figure]) -> None:
    facts = document("甲", *figures)
    rows = find_contradictions(resolve([facts]))
    assert rows == find_contradictions(resolve([facts, facts]))
    for one in rows:
        first, second = one.first, one.second
        assert first.indicator.details["subject"] == second.indicator.details["subject"] == one.subject.name
        assert first.indicator.details["value"] != second.indicator.details["value"] or (
            first.indicator.details["unit"] != second.indicator.details["unit"]
        )
        assert min(row.start for row in first.evidence) < min(row.start for row in second.evidence)


def test_a_rule_file_without_a_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "contradictions.toml"
    path.write_text("fillers = []\n", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_contradiction_rules(path)
    assert "contradictions.toml" in caught.value.message("en")


@pytest.fixture
def disagreeing(store: Store) -> Store:
    load(
        store,
        [
            document("甲", (AREA, "累计新增护理联盟", "15", "家", "=", "2031")),
            document("乙", (AREA, "新增各类护理联盟", "10", "家", "=", "2031")),
        ],
    )
    return store


def test_a_store_gives_what_its_graph_gives(store: Store, corpus: tuple[DocumentFacts, ...]) -> None:
    load(store, corpus)
    assert find_stored_contradictions(store) == find_contradictions(resolve(corpus))
    assert find_stored_contradictions(store)


def test_the_command_tells_both_with_their_sentences(
    disagreeing: Store, surroundings: None, capsys: pytest.CaptureFixture[str], read: Callable[..., dict]
) -> None:
    assert main(["contradictions"]) == 0
    out, err = capsys.readouterr()
    assert "15家" in out and "10家" in out
    assert out.count("——") == 2
    assert "1 / 1" in err
    data = read("contradictions")
    assert data["total"] == 1
    (one,) = data["contradictions"]
    assert one["exclusive"] is True
    assert [claim["evidence"][0]["doc"] for claim in one["claims"]] == ["乙", "甲"]


def test_the_command_says_that_there_are_none(
    store: Store, surroundings: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["contradictions"]) == 1
    assert "0 / 0" in capsys.readouterr().err


def test_the_command_refuses_a_limit_of_nothing(
    disagreeing: Store, surroundings: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["contradictions", "--limit", "0"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str]) -> Callable[..., dict]:
    def answer(*arguments: str) -> dict:
        capsys.readouterr()
        assert main([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return answer


@pytest.fixture
def surroundings(real_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that leads a command to the test's server."""
    config = real_server.config
    for name in ("uri", "user", "password", "database"):
        monkeypatch.setenv(f"NEO4J_{name.upper()}", getattr(config, f"neo4j_{name}"))
    monkeypatch.setenv("POLICY_GRAPH_HOME", str(config.home))
    monkeypatch.setenv("POLICY_GRAPH_LANG", "zh")
