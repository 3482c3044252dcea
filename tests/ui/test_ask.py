"""The page for questions: how a question was understood, its rows, graph and sentences, and ways on."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from text import say

OpenApp = Callable[..., AppTest]


def test_it_begins_with_examples_about_what_the_store_holds(
    open_app: OpenApp, texts: Callable, click: Callable, address: Callable
) -> None:
    app = open_app("ask")
    question = say("ui.ask.example.has", "zh", area="青禾新区")
    assert question in texts(app)
    click(app, question)
    assert address(app) == {"q": question}
    assert say("questions.understood", "zh", gloss="").rstrip("。") in texts(app)


def test_a_question_has_rows_a_graph_and_sentences(
    open_app: OpenApp, names: Callable, texts: Callable
) -> None:
    app = open_app("ask", q="哪些园区发展氢能？")
    assert not app.exception
    assert set(app.dataframe[0].value["名称"]) == {"云麓先进制造基地", "星火科创园"}
    assert names(app, "ask") == {"云麓先进制造基地", "星火科创园", "氢能"}
    read = texts(app)
    assert "发展" in read and say("ui.ask.row", "zh", row=1) in read
    assert say("questions.shown", "zh", shown=2, total=2, order=say("questions.order.entities", "zh")) in read
    assert "MATCH (x:`园区`)-[r:`发展`]->(b:`产业` {name: '氢能'})" in app.code[0].value


def test_a_question_is_typed_and_kept_in_the_address(open_app: OpenApp, address: Callable) -> None:
    app = open_app("ask")
    app.text_input("ask.text").set_value("青禾新区下辖哪些新城").run()
    assert len(app.dataframe[0].value) == 5
    assert address(app) == {"q": "青禾新区下辖哪些新城"}
    app.text_input("ask.text").set_value("").run()
    assert not app.dataframe and address(app) == {}


def test_paths_are_rows_with_one_lit(open_app: OpenApp, drawn: Callable) -> None:
    app = open_app("ask", q="哪些项目连接临港新城和禾丰区？")
    assert "轨道交通8号线二期" in set(app.dataframe[0].value["名称"])
    assert drawn(app, "ask.canvas.view")["path"]["nodes"]
    places = drawn(app, "ask.canvas")["nodes"]["x"]
    app.run()
    assert not app.exception and drawn(app, "ask.canvas")["nodes"]["x"] == places
    assert say("questions.note.paths_cypher", "zh") in [row.value.replace("\\", "") for row in app.caption]


def test_the_cypher_opens_in_its_page(open_app: OpenApp, click: Callable) -> None:
    app = open_app("ask", q="青禾新区有哪些园区？")
    shown = app.code[0].value
    click(app, say("ui.ask.open_cypher", "zh"))
    assert app.text_area("cypher.text").value == shown


def test_what_is_not_understood_is_said_and_others_are_offered(
    open_app: OpenApp, texts: Callable, click: Callable
) -> None:
    app = open_app("ask", q="临港新城的氢能好不好看")
    read = texts(app)
    assert say("questions.not_understood", "zh") in read and "临港新城（新城）" in read
    assert not app.dataframe
    click(app, "临港新城是否发展氢能") if "临港新城是否发展氢能" in read else click(app, "临港新城")
    assert not app.exception and say("questions.not_understood", "zh") not in texts(app)


def test_nothing_found_says_so_and_shows_what_was_asked(open_app: OpenApp, texts: Callable) -> None:
    app = open_app("ask", q="南屏县承接了什么？")
    read = texts(app)
    assert say("questions.nothing", "zh") in read and "南屏县（地区）" in read
    assert app.code and not app.dataframe


def test_recent_questions_are_kept_for_the_session(open_app: OpenApp, texts: Callable) -> None:
    app = open_app("ask", q="有哪些新城？")
    app.text_input("ask.text").set_value("").run()
    assert say("ui.ask.recent", "zh") in texts(app) and "有哪些新城？" in texts(app)


def test_the_start_of_exploring_leads_here(open_app: OpenApp, address: Callable) -> None:
    app = open_app("explore")
    app.text_input("start.ask").set_value("哪些园区发展氢能").run()
    assert address(app) == {"q": "哪些园区发展氢能"} and len(app.dataframe) == 1


@pytest.mark.parametrize("question", ["<b>'\"\\", "](http://a.b) **x** `y`", "的" * 900, quote("氢能")])
def test_any_text_is_only_text(open_app: OpenApp, question: str) -> None:
    app = open_app("ask", q=question)
    assert not app.exception and not app.error


@pytest.mark.parametrize(
    ("question", "query"),
    [
        (
            "哪些项目连接临港新城和禾丰区？",
            {"from": "临港新城", "to": "禾丰区", "link": "Project", "count": "40"},
        ),
        ("每个新城与禾丰区有什么关系？", {"from_type": "NewTown", "to": "禾丰区", "count": "10"}),
        (
            "哪些产业连接青禾新区的新城与禾丰区？",
            {
                "from_type": "NewTown",
                "from_in": "青禾新区",
                "to": "禾丰区",
                "link": "Industry",
                "count": "40",
            },
        ),
    ],
)
def test_what_paths_were_asked_for_opens_in_the_page_for_paths(
    open_app: OpenApp, id_of: Callable, address: Callable, question: str, query: dict[str, str]
) -> None:
    app = open_app("ask", q=question)
    app.button("ask.paths").click().run()
    wanted = {key: id_of(row) if key in ("from", "to", "from_in") else row for key, row in query.items()}
    assert address(app) == wanted and not app.exception
