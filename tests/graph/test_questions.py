"""Questions on either store: right answers, Cypher that gives them again, nothing ever written."""

import json
from collections.abc import Callable, Iterable
from datetime import date

import pytest

from errors import PolicyGraphError
from graph.facts import DocumentFacts
from graph.load import load
from graph.model import Entity, Path
from graph.questions.answers import ANSWERED, NOTHING, SEVERAL, UNKNOWN, Answer, Limits
from graph.questions.asking import ask
from graph.questions.names import open_gazetteer
from graph.questions.patterns import load_patterns
from graph.questions.rows import read_rows
from graph.questions.tables import say_outcome, tabulate
from graph.store.base import Store

EXAMPLES = {
    "a": "东湖新城", "b": "梧桐经开区", "i": "低空经济", "j": "氢燃料", "p": "白鹭江大桥",
    "c": "临川新区", "y": "2032", "d": "2031", "f": "新增企业", "t": "临川新区考察报告",
}  # fmt: skip
"""What fills the blanks of the patterns' examples."""

RIGHT = {
    "哪些项目连接西湖新城和青禾软件园？": {"白鹭江大桥"},
    "which projects link 西湖新城 and 青禾软件园": {"白鹭江大桥"},
    "能把西湖新城和青禾软件园连起来的项目有哪些": {"白鹭江大桥"},
    "东湖新城发展什么？": {"低空经济"},
    "哪些园区发展低空经济": {"梧桐经开区"},
    "谁在发展低空经济呢": {"东湖新城", "梧桐经开区"},
    "请问发展低空经济产业的园区有哪些": {"梧桐经开区"},
    "which parks develop 低空经济?": {"梧桐经开区"},
    "what does 远山集团 develop": {"氢燃料"},
    "谁参与了《东湖与梧桐联动方案》？": {"梧桐经开区"},
    "东湖与梧桐联动方案由谁落实": {"东湖新城"},
    "与梧桐经开区协同的新城有哪些？": {"东湖新城"},
    "临川新区与哪些地方协同": {"梧桐经开区", "青禾市", "白鹭市"},
    "白鹭市和谁合作": {"临川新区"},
    "青禾软件园与哪些项目互联互通？": {"白鹭江大桥"},
    "临川新区有哪些项目？": {"白鹭江大桥", "翠屏水厂"},
    "how many projects does 临川新区 have": {"白鹭江大桥", "翠屏水厂"},
    "临川新区的下属有哪些": {"东湖新城", "西湖新城", "临川新区管委会"},
    "临川新区下辖哪些新城": {"东湖新城", "西湖新城"},
    "东湖新城隶属于哪里": {"临川新区"},
    "where is 远山集团?": {"青禾软件园"},
    "哪些企业位于青禾软件园": {"远山集团"},
    "青禾软件园有哪些企业": {"远山集团"},
    "已建成的项目有哪些": {"云栖医院"},
    "西湖新城有哪些已建成的项目": {"云栖医院"},
    "谁写了临川新区三年安排": {"林一川"},
    "临川新区三年安排的作者是谁": {"林一川"},
    "哪些文件提到了氢燃料？": {"临川新区考察报告"},
    "哪些文档同时提到东湖新城和低空经济": {"临川新区考察报告"},
    "《临川新区考察报告》提到了哪些企业": {"远山集团"},
    "东湖新城和梧桐经开区都发展哪些产业": {"低空经济"},
    "东湖新城与梧桐经开区有什么共同点": {"低空经济", "《东湖与梧桐联动方案》", "临川新区"},
    "有哪些新城": {"东湖新城", "西湖新城"},
    "臨川新區有哪些項目": {"白鹭江大桥", "翠屏水厂"},
    "临川新区的新城发展哪些产业": {"低空经济"},
    "西湖新城已建成哪些项目": {"云栖医院"},
    "临川新区已经建设了哪些项目": {"白鹭江大桥", "翠屏水厂"},
    "东湖新城是谁的下属": {"临川新区"},
    "what is 东湖新城 part of": {"临川新区"},
    "青禾软件园聚集了哪些企业": {"远山集团"},
    "同时与青禾市和白鹭市协同的新区": {"临川新区"},
}  # fmt: skip
"""Questions with the names that are right, taken from the column of what is asked for."""


@pytest.fixture
def filled(store: Store, corpus: tuple[DocumentFacts, ...]) -> Store:
    load(store, corpus)
    return store


def names(answer: Answer) -> set[str]:
    column = next(i for i, name in enumerate(answer.columns) if name in ("entity", "asked_second"))
    return {row[column].name for row in answer.rows}


def ids(rows: Iterable[tuple]) -> list[list[object]]:
    return [[_id(cell) for cell in row] for row in rows]


def _id(cell: object) -> object:
    if isinstance(cell, tuple):
        return [row.id for row in cell]
    return cell.id if isinstance(cell, Entity) else cell


def test_questions_have_the_answers_that_were_found_by_hand(filled: Store) -> None:
    answers = {question: ask(filled, question) for question in RIGHT}
    assert {question: names(row) if row.rows else row.outcome for question, row in answers.items()} == RIGHT


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_pattern_understands_its_own_example(filled: Store, language: str) -> None:
    wrong = {}
    for pattern in load_patterns():
        question = pattern.example[language].format(**EXAMPLES)
        answer = ask(filled, question)
        if answer.pattern != pattern.id or answer.outcome not in (ANSWERED, NOTHING):
            wrong[question] = (answer.outcome, answer.pattern, pattern.id)
    assert wrong == {}


def test_the_cypher_that_is_shown_gives_the_same_rows(filled: Store) -> None:
    for pattern in load_patterns():
        answer = ask(filled, pattern.example["zh"].format(**EXAMPLES))
        if not answer.cypher:
            assert answer.outcome == NOTHING
            continue
        table = filled.query(answer.cypher, rows=1000, seconds=20)
        if answer.lists_paths:
            shown = {row.id for row in answer.subgraph.relations}
            assert {row.id for row in table.subgraph.relations} == shown and shown
        else:
            assert sorted(map(str, ids(read_rows(table)))) == sorted(map(str, ids(answer.rows))), pattern.id


def test_direction_matters_where_a_relation_has_one(filled: Store) -> None:
    assert names(ask(filled, "东湖新城隶属于谁")) == {"临川新区"}
    assert names(ask(filled, "谁隶属于临川新区")) == {"东湖新城", "西湖新城", "临川新区管委会"}
    assert ask(filled, "谁隶属于东湖新城").outcome == NOTHING


def test_every_row_rests_on_sentences(filled: Store) -> None:
    answer = ask(filled, "谁发展低空经济")
    for _, relations in answer.rows:
        assert relations and all(place.quote for row in relations for place in row.evidence)
    shown = {row.id for row in answer.subgraph.relations}
    assert {row.id for _, relations in answer.rows for row in relations} == shown


def test_paths_are_ranked_and_shown_whole(filled: Store) -> None:
    answer = ask(filled, "东湖新城和梧桐经开区有什么关系")
    assert answer.lists_paths and answer.order == "paths"
    assert [row.name for row in answer.rows[0][0].entities] == ["东湖新城", "梧桐经开区"]
    shortest = ask(filled, "东湖新城到云栖医院的最短路径")
    assert {len(path.hops) for path, *_ in shortest.rows} == {3}
    assert all(isinstance(row[1], Path) for row in ask(filled, "哪些产业连接东湖新城与梧桐经开区").rows)


def test_figures_of_a_year_a_name_and_a_bound(filled: Store) -> None:
    figures = ask(filled, "临川新区2032年的目标有哪些？")
    assert {row[3] for row in figures.rows} == {"40", "50"}
    assert {row[3] for row in ask(filled, "临川新区不少于的目标有哪些").rows} == {"40"}
    assert ask(filled, "临川新区2031年的目标有哪些").outcome == NOTHING
    assert ask(filled, "临川新区的新增企业是多少").total == 2
    assert {row[3] for row in ask(filled, "临川新区有哪些矛盾的数字").rows} == {"40", "50"}


def test_more_rows_than_may_be_shown_are_counted(filled: Store) -> None:
    answer = ask(filled, "临川新区下辖什么", limits=Limits(rows=2))
    assert (answer.shown, answer.total, answer.total_known) == (2, 3, True)
    assert "2 / 3" in say_outcome(answer, "zh")


def test_a_state_that_leaves_nothing_says_what_there_is_without_it(filled: Store) -> None:
    answer = ask(filled, "临川新区计划发展哪些产业")
    assert answer.outcome == NOTHING
    answer = ask(filled, "远山集团正在发展哪些产业")
    assert answer.outcome == NOTHING and "1" in answer.notes[0]("zh")


def test_what_is_not_understood_is_said_with_what_was_known(filled: Store) -> None:
    answer = ask(filled, "东湖新城的发展会不会让人感到高兴")
    assert answer.outcome == UNKNOWN and not answer.rows and not answer.cypher
    assert [row.text for row in answer.known] == ["东湖新城", "发展"]
    for row in answer.suggestions:
        assert ask(filled, row.question).outcome in (ANSWERED, NOTHING)
    assert answer.suggestions
    negated = ask(filled, "东湖新城没有发展哪些产业")
    assert negated.outcome == UNKNOWN


def test_a_slip_is_offered_and_never_taken(filled: Store) -> None:
    answer = ask(filled, "东糊新城发展什么产业")
    assert answer.outcome == UNKNOWN and answer.unknown == ("东糊新城",)
    assert answer.suggestions[0].question == "东湖新城发展什么产业"


def test_an_alias_is_said(store: Store, write: Callable[..., DocumentFacts]) -> None:
    facts = write(
        "甲", ("湖城发展低空经济。", ("DEVELOPS", "东湖新城", "低空经济")), aliases={"东湖新城": ("湖城",)}
    )
    load(store, [facts])
    answer = ask(store, "湖城发展什么")
    assert names(answer) == {"低空经济"} and "东湖新城" in answer.notes[0]("zh")


def test_a_name_of_two_is_asked_back(store: Store, write: Callable[..., DocumentFacts]) -> None:
    east = write(
        "甲",
        ("东湖新城发展低空经济。", ("DEVELOPS", "东湖新城", "低空经济")),
        aliases={"东湖新城": ("湖城",)},
    )
    west = write(
        "乙", ("西湖新城发展氢燃料。", ("DEVELOPS", "西湖新城", "氢燃料")), aliases={"西湖新城": ("湖城",)}
    )
    load(store, [east, west])
    answer = ask(store, "湖城发展什么？")
    assert answer.outcome == SEVERAL and answer.unknown == ("湖城",)
    found = [names(ask(store, row.question)) for row in answer.suggestions]
    assert sorted(map(sorted, found)) == [["低空经济"], ["氢燃料"]]


HOSTILE = (
    "东湖新城'}) DETACH DELETE a //发展什么",
    "\\'; MATCH (n) DETACH DELETE n //",
    "东湖新城发展“什么”\n\r\t?",
    "{a}{rel}<and>[which]",
    "$a $name 东湖新城的$name是多少",
    "\ue000\ue001发展什么",
    "\ud800\x00🎉",
    "的" * 5000,
    "和" * 300 + "东湖新城" * 50,
)


def test_hostile_text_is_only_text(filled: Store) -> None:
    before = filled.summary()
    for question in HOSTILE:
        try:
            answer = ask(filled, question)
        except PolicyGraphError:
            continue
        assert answer.outcome in (ANSWERED, NOTHING, SEVERAL, UNKNOWN)
        tabulate(answer, "zh")
    assert filled.summary() == before


@pytest.mark.parametrize(
    "name",
    [
        "引'号",
        '双"引',
        "反\\斜",
        "末尾\\",
        "\\u0027 RETURN 1",
        "换\n行",
        "花{括}号$a",
        "`反`引",
        "//注 /*释*/",
    ],
)
def test_a_name_of_any_characters_stays_one_string(
    store: Store, write: Callable[..., DocumentFacts], name: str
) -> None:
    sentence = f"{name}发展低空经济。"
    load(store, [write("甲", (sentence, ("DEVELOPS", name, "低空经济")), types={name: "Park"})])
    answer = ask(store, "谁发展低空经济")
    (found,) = [row[0] for row in answer.rows]
    asked = ask(store, f"{found.id}发展什么")
    table = store.query(asked.cypher, rows=10, seconds=20)
    assert names(asked) == {"低空经济"} and len(table.rows) == 1, json.dumps(asked.cypher)


def test_ends_may_be_sets_and_how_many_they_are_is_said(filled: Store) -> None:
    answer = ask(filled, "哪些产业连接每个新城与梧桐经开区？")
    assert names(answer) == {"低空经济"}
    assert "2" in answer.notes[0]("zh") and "任一新城" in answer.understood("zh")
    assert answer.wanted.start == (None, ("NewTown",)) and answer.wanted.end[0].name == "梧桐经开区"
    nobody = ask(filled, "青禾市的新区与东湖新城有什么关系")
    assert nobody.outcome == NOTHING and "0" in nobody.notes[0]("zh")


def test_last_year_is_told_by_the_clock_and_said(filled: Store) -> None:
    gazetteer = open_gazetteer(filled, lambda: date(2033, 1, 1))
    answer = ask(filled, "临川新区去年的目标有哪些", gazetteer)
    assert {row[3] for row in answer.rows} == {"40", "50"}
    assert "去年" in answer.understood("zh") and "2032" in answer.understood("zh")
    assert ask(filled, "临川新区前年的目标有哪些", gazetteer).outcome == NOTHING


def test_a_figure_that_may_be_so_is_counted_and_not_listed(filled: Store) -> None:
    answer = ask(filled, "哪些指标超过45家")
    assert [row[3] for row in answer.rows] == ["50"] and "1" in answer.notes[0]("zh")
    assert [row[3] for row in ask(filled, "哪些指标不少于40家").rows] == ["50", "40"]
    assert ask(filled, "哪些指标超过45亩").outcome == UNKNOWN


def test_one_of_very_many_is_found_by_its_id(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    named = ask(filled, "东湖新城发展什么")
    monkeypatch.setattr("graph.questions.names.SCANNED", 1)
    found = ask(filled, "东湖新城发展什么")
    assert "{name: '东湖新城'}" in named.cypher and "{id: '" in found.cypher
    assert found.rows == named.rows
