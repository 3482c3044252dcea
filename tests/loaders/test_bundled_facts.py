"""Each type occurs, rightly, on the bundled documents: some facts of each, picked by hand."""

from functools import cache

import pytest

from config import ROOT
from graph.contradictions import find_contradictions
from graph.facts import THIS_DOCUMENT, DocumentFacts
from graph.resolve import resolve
from graph.schema import load_schema
from loaders.documents.files import find_documents
from loaders.documents.reading import read_document
from loaders.pipeline import extract, load_knowledge

STUDY, ADVICE, TOUR, PLAN, POINTS = (
    "000_integration_reform_study",
    "001_integration_suggestions",
    "002_study_tour_report",
    "003_three_year_action_plan",
    "004_work_points_2023",
)

ENTITIES = [
    ("NewArea", TOUR, "贵安新区"),
    ("NewArea", PLAN, "西咸新区"),
    ("NewTown", PLAN, "空港新城"),
    ("NewTown", POINTS, "沣西新城"),
    ("Park", TOUR, "天府中央法务区"),
    ("Park", STUDY, "秦创原总窗口"),
    ("Region", TOUR, "京津冀"),
    ("Region", PLAN, "咸阳市"),
    ("Project", PLAN, "斗门水库"),
    ("Project", PLAN, "明光路渭河大桥"),
    ("Policy", ADVICE, "《西安—咸阳交通同网实施方案》"),
    ("Policy", TOUR, "一带一路"),
    ("Organization", TOUR, "国务院"),
    ("Organization", PLAN, "空军军医大学"),
    ("Enterprise", TOUR, "比亚迪"),
    ("Enterprise", ADVICE, "隆基绿能"),
    ("Industry", TOUR, "人工智能"),
    ("Industry", ADVICE, "集成电路"),
    ("Person", STUDY, "赵江"),
    ("Person", TOUR, "陈晓雄"),
]

RELATIONS = [
    ("UNDERTAKES", TOUR, "西咸新区", "东部地区"),
    ("COORDINATES_WITH", TOUR, "两江新区", "天府新区"),
    ("COORDINATES_WITH", PLAN, "空港新城", "咸阳经开区"),
    ("CONNECTS", PLAN, "西咸新区", "咸阳市"),
    ("PART_OF", STUDY, "西咸新区研究院", "西咸新区"),
    ("LOCATED_IN", TOUR, "贵安华为云数据中心", "贵安新区"),
    ("BUILDS", PLAN, "西咸新区", "斗门水库"),
    ("PARTICIPATES_IN", STUDY, "西咸新区", "秦创原创新驱动平台"),
    ("IMPLEMENTS", STUDY, "西咸新区", "七个一体化"),
    ("ISSUES", TOUR, "国务院", "《关于支持贵州在新时代西部大开发上闯新路的意见》"),
    ("DEVELOPS", TOUR, "贵安新区", "数字经济"),
    ("LEARNS_FROM", TOUR, "西咸新区", "两江新区"),
    ("SUPPORTS", STUDY, "西咸新区", "关中平原城市群"),
    ("AUTHORED", STUDY, "赵江", THIS_DOCUMENT),
]

INDICATORS = [
    (STUDY, "西咸新区", "国家级试点", "20", "个", "=", ""),
    (TOUR, "清华四川能源互联网研究院", "专利", "600", "件", ">=", ""),
    (PLAN, "西咸新区", "新增供水能力", "20", "万方/天", "=", "2026"),
    (POINTS, "西咸新区", "GDP", "20", "%", ">=", "2023"),
    (POINTS, "西咸新区", "新增瞪羚企业", "30", "家", ">=", "2023"),
    (POINTS, "西咸新区", "用水总量", "2.55", "亿立方米", "<=", "2023"),
    (POINTS, "西咸新区", "建成雨水管网", "50", "公里", "=", "2023"),
    (POINTS, "西咸集团", "市场化营收", "16", "%", ">=", "2023"),
    (ADVICE, "西咸新区", "公交线路", "97", "条", "=", ""),
]


@cache
def bundled() -> dict[str, DocumentFacts]:
    knowledge = load_knowledge()
    return {
        path.stem: extract(read_document(path, 10_000_000), knowledge)
        for path in find_documents([ROOT / "data" / "documents"])
    }


@pytest.mark.parametrize(("type_", "doc", "name"), ENTITIES)
def test_an_entity_is_found(type_: str, doc: str, name: str) -> None:
    assert (type_, name) in {(fact.type, fact.name) for fact in bundled()[doc].entities}


@pytest.mark.parametrize(("type_", "doc", "head", "tail"), RELATIONS)
def test_a_relation_is_found(type_: str, doc: str, head: str, tail: str) -> None:
    found = {(fact.head, fact.tail) for fact in bundled()[doc].relations if fact.type == type_}
    directed = load_schema().relations[type_].directed
    assert (head, tail) in found or (not directed and (tail, head) in found)


@pytest.mark.parametrize(("doc", "subject", "name", "value", "unit", "bound", "deadline"), INDICATORS)
def test_an_indicator_is_found(
    doc: str, subject: str, name: str, value: str, unit: str, bound: str, deadline: str
) -> None:
    found = [
        fact
        for fact in bundled()[doc].indicators
        if (fact.subject, fact.value, fact.unit) == (subject, value, unit) and name in fact.name
    ]
    assert [(fact.bound, fact.deadline) for fact in found] == [(bound, deadline)]


def test_the_picked_facts_name_every_type() -> None:
    schema = load_schema()
    assert {row[0] for row in ENTITIES} == set(schema.entities) - {"Indicator", "Document"}
    # What the graph itself adds from the facts: a mention, an indicator's place.
    assert {row[0] for row in RELATIONS} == set(schema.relations) - {"MENTIONED_IN", "HAS_INDICATOR"}


def test_the_one_contradiction_of_the_documents_is_found_and_no_other() -> None:
    rows = find_contradictions(resolve(bundled().values()))
    told = [(row.subject.name, row.name, row.year, row.exclusive) for row in rows]
    assert told == [("西咸新区", "医联体", "2026", False)]
    details = [claim.indicator.details for row in rows for claim in (row.first, row.second)]
    assert [(one["value"], one["bound"]) for one in details] == [("15", "="), ("10", ">=")]
    assert {place.doc for row in rows for place in row.first.evidence + row.second.evidence} == {PLAN}
