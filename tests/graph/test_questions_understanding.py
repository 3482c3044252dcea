"""How questions are read, without a store: names, words, forms; whatever text comes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import DataFileError
from graph.facts import DocumentFacts
from graph.model import Entity
from graph.questions.cypher_text import literal
from graph.questions.forms import compile_form
from graph.questions.lexicon import Text
from graph.questions.names import Gazetteer, simplify
from graph.questions.patterns import load_patterns
from graph.questions.suggestions import find_known, suggest, suggest_names
from graph.questions.understanding import Fit, find_fits
from graph.questions.vocabulary import load_vocabulary
from graph.resolve import resolve

LAKE = Entity("e" * 16, "NewTown", "东湖新城", ("湖城", "新城"), degree=3)
TEA = Entity("f" * 16, "Park", "Green Tea Park", ("绿茶园",), degree=2)
GAZETTEER = Gazetteer(
    [
        LAKE,
        TEA,
        Entity("1" * 16, "Park", "东湖新城云台园", degree=1),
        Entity("2" * 16, "Policy", "《东湖—绿茶 协作办法》", degree=1),
        Entity("3" * 16, "Industry", "低空经济", ("低空",), degree=1),
        Entity("4" * 16, "Document", "协作办法", degree=0),
        Entity("5" * 16, "Policy", "协作办法", degree=0),
    ]
)


@pytest.fixture(scope="module")
def gazetteer(corpus: tuple[DocumentFacts, ...]) -> Gazetteer:
    return Gazetteer(resolve(corpus).entities)


def best(question: str, gazetteer: Gazetteer = GAZETTEER) -> Fit:
    return find_fits(gazetteer.read(question))[0]


def read(question: str) -> list[list[str]]:
    return [[mention.text for mention in reading.mentions] for reading in GAZETTEER.read(question)]


def test_the_longest_name_is_taken_first_and_the_shorter_ones_are_kept() -> None:
    assert read("东湖新城云台园发展什么")[0] == ["东湖新城云台园"]
    assert ["东湖新城"] in read("东湖新城云台园发展什么")


def test_a_word_that_is_an_alias_too_is_a_word_first() -> None:
    assert read("新城发展什么") == [[], ["新城"]]
    assert best("新城发展什么").pattern.id == "pairs"


@pytest.mark.parametrize(
    "question",
    [
        "绿茶园发展什么？", "請問 Green Tea Park 發展什麼？", "ＧＲＥＥＮ ＴＥＡ ＰＡＲＫ 发展什么",
        "请问一下，green tea park发展了什么呢？？",
        "what does Green Tea Park develop", "Please tell me what Green Tea Park develops!",
        "“绿茶园”都发展些什么",
    ],
)  # fmt: skip
def test_width_case_courtesy_and_script_do_not_matter(question: str) -> None:
    fit = best(question) if find_fits(GAZETTEER.read(question)) else best(simplify(question))
    assert fit.pattern.id == "objects" and fit.choices("a") == (TEA,)
    assert fit.slots.rel.relations == ("DEVELOPS",)


def test_marks_and_dashes_of_a_name_may_be_left_out() -> None:
    assert read("东湖-绿茶协作办法由谁发布")[0] == ["东湖-绿茶协作办法"]


def test_a_word_for_its_type_may_follow_a_name() -> None:
    assert [
        fit.choices("b")[0].name for fit in find_fits(GAZETTEER.read("发展低空经济产业的园区有哪些"))
    ] == ["低空经济"]
    assert best("谁发展低空经济产业").choices("b")[0].name == "低空经济"
    assert best("绿茶园有哪些产业").slots.types == ("Industry",)


def test_latin_names_stand_as_whole_words() -> None:
    assert read("what is a green teapark")[0] == ["greenteapark"]
    assert read("evergreen tea park")[0] == []


def test_a_type_in_brackets_or_an_id_says_which_is_meant() -> None:
    (named, typed, known) = (
        next(GAZETTEER.read(text)) for text in ("协作办法", "协作办法（文档）", "4" * 16)
    )
    assert [row.type for row in named.mentions[0].entities] == ["Document", "Policy"]
    assert [row.type for row in typed.mentions[0].entities] == ["Document"]
    assert [row.id for row in known.mentions[0].entities] == ["4" * 16]
    for entity in GAZETTEER.entities:
        (mention, *_) = next(GAZETTEER.read(f"{GAZETTEER.written(entity)}发展什么")).mentions
        assert entity in mention.entities


def test_a_document_is_meant_only_where_nothing_else_can_be() -> None:
    assert [row.type for row in best("谁发布了协作办法").choices("b")] == ["Policy"]
    assert [row.type for row in best("协作办法提到了哪些园区").choices("a")] == ["Document"]


@pytest.mark.parametrize(
    ("question", "pattern", "relations", "inverse"),
    [
        ("东湖新城承接什么", "objects", ("UNDERTAKES",), False),
        ("谁承接了东湖新城", "subjects", ("UNDERTAKES",), False),
        ("东湖新城下辖哪些园区", "objects", ("PART_OF",), True),
        ("which parks does 东湖新城 contain", "objects", ("PART_OF",), True),
        ("绿茶园打造哪些产业", "objects", ("DEVELOPS",), False),
        ("绿茶园打造哪些项目", "objects", ("BUILDS",), False),
        ("绿茶园打造什么", "objects", ("BUILDS", "DEVELOPS"), False),
        ("what is 绿茶园 built by", "objects", ("BUILDS",), True),
        ("东湖新城与谁牵手", "mutual", ("COORDINATES_WITH",), False),
    ],
)
def test_words_are_relations_with_a_direction(
    question: str, pattern: str, relations: tuple[str, ...], inverse: bool
) -> None:
    fit = best(question)
    assert (fit.pattern.id, fit.slots.rel.relations, fit.slots.rel.inverse) == (pattern, relations, inverse)


@pytest.mark.parametrize(
    "question",
    [
        "东湖新城不发展什么",
        "哪些园区没有发展低空经济",
        "除了绿茶园谁发展低空经济",
        "东湖新城喜欢什么",
        "东湖新城承接了哪里的产业",
        "今天星期几",
    ],
)
def test_what_turns_the_meaning_round_is_not_passed_over(question: str) -> None:
    assert [fit for fit in find_fits(GAZETTEER.read(question)) if not fit.slots.name] == []


def test_known_words_are_told_in_their_order() -> None:
    known = find_known(next(GAZETTEER.read("听说2031年东湖新城的企业不错")))
    assert [(row.text, row.kind) for row in known] == [
        ("2031", "year"),
        ("东湖新城", "entity"),
        ("企业", "type"),
    ]


def test_what_is_suggested_is_understood() -> None:
    for question in (
        "东湖新城低空经济园区发展好不好",
        "东湖新城 绿茶园 协同 高兴",
        "2031年东湖新城怎么办呀哈",
    ):
        for language in ("zh", "en"):
            rows = list(suggest(next(GAZETTEER.read(question)), GAZETTEER, language))
            assert rows and all(find_fits(GAZETTEER.read(row.question)) for row in rows)


def test_names_that_read_alike_are_offered() -> None:
    readings = list(GAZETTEER.read("东糊新城发展什么"))
    rows, unknown = suggest_names("东糊新城发展什么", readings, GAZETTEER)
    assert unknown == ("东糊新城",) and "东湖新城发展什么" in [row.question for row in rows]


PIECES = st.sampled_from(
    ["东湖新城", "绿茶园", "低空经济", "哪些", "什么", "发展", "协同", "和", "与", "的", "有", "2031年",
     "项目", "which", " ", "?", "'", "\\", "\n", "$a", "{", "}", "多少", "目标", "不", "建设", "正在",
     "\ue000", "都", "产业", "新城"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join)))
def test_any_text_is_read_and_nothing_raised(question: str) -> None:
    readings = list(GAZETTEER.read(question))
    assert 1 <= len(readings) <= 24
    for fit in find_fits(readings):
        for slot in fit.slots.mentions:
            assert fit.choices(slot)
    find_known(readings[0])
    suggest_names(question, readings, GAZETTEER)
    for row in suggest(readings[0], GAZETTEER, "zh"):
        assert row.why("en") and row.why("zh")


@given(st.text(max_size=40))
def test_a_literal_holds_its_text_and_ends_where_it_ends(text: str) -> None:
    said = literal(text)
    body = said[1:-1]
    assert said[0] == said[-1] == "'" and "\n" not in body
    assert "'" not in body.replace("\\\\", "").replace("\\'", "")


def test_forms_take_alternatives_options_and_repeats() -> None:
    form = compile_form("{a}[很|真](好|棒)+{which}?")
    fits = ("\ue000好", "\ue000很好", "\ue000真好棒好", "\ue000好什么")
    assert all(form.match(Text(text)) is not None for text in fits)
    assert all(form.match(Text(text)) is None for text in ("\ue000", "\ue000很", "好", "\ue000好坏"))


@pytest.mark.parametrize("form", ["{nosuch}", "{a", "(a|b", "a)", "<and"])
def test_a_form_that_cannot_be_read_is_refused(form: str) -> None:
    with pytest.raises(ValueError):
        compile_form(form)


def test_a_wrong_row_is_refused_with_its_name(tmp_path) -> None:  # noqa: ANN001
    path = tmp_path / "patterns.toml"
    path.write_text('[shape]\n[[pattern]]\nid = "odd"\nkind = "nosuch"\n', encoding="utf-8")
    with pytest.raises(DataFileError, match="odd"):
        load_patterns(path)
    words = tmp_path / "words.toml"
    words.write_text('[[type]]\ntypes = ["Nosuch"]\n', encoding="utf-8")
    with pytest.raises(DataFileError):
        load_vocabulary(words)


def test_there_are_patterns_enough_each_with_its_texts() -> None:
    patterns = load_patterns()
    assert len(patterns) >= 24 and len({row.id for row in patterns}) == len(patterns)
    for row in patterns:
        assert row.forms and all(row.gloss.values()) and all(row.say.values())
        assert (row.shape is not None) == bool(row.match)
