"""The documents page: a list that can be searched, and a reader that leads into the graph and out of it."""

import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from graph.model import Entity
from graph.schema import DOCUMENT
from text import say
from ui.views.documents import order_documents

OpenApp = Callable[..., AppTest]


def test_documents_are_listed_with_what_they_hold(open_app: OpenApp, texts: Callable) -> None:
    app = open_app("documents")
    assert "青禾新区与禾丰区融合发展三年行动方案" in texts(app)
    assert "2031-03-18 · 青禾新区管委会 · 青政发〔2031〕6号 · 方案" in texts(app)
    assert re.search("[1-9][0-9]* 实体[1-9][0-9]* 关系", texts(app))
    app.text_input("documents.text").set_value("2032").run()
    assert "青政发〔2031〕6号" not in texts(app)
    app.text_input("documents.text").set_value("无此文").run()
    assert say("ui.documents.none", "zh") in texts(app)


def test_the_list_is_ordered_as_asked_and_its_link_says_so(
    open_app: OpenApp, texts: Callable, address: Callable
) -> None:
    app = open_app("documents", text="青")
    app.selectbox("documents.order").set_value("relations").run()
    counts = [int(number) for number in re.findall("([0-9]+) 关系", texts(app))]
    assert len(counts) > 1 and counts == sorted(counts, reverse=True)
    assert say("ui.documents.by_relations", "zh") in texts(app)
    assert address(app) == {"text": "青", "order": "relations"}


def test_documents_that_are_alike_stay_latest_first() -> None:
    def document(name: str, **details: str) -> Entity:
        return Entity(name, DOCUMENT, name, details={"file": name, **details})

    documents = [document("丙"), document("乙", issuer="甲市"), document("甲", issuer="甲市")]
    counts = {"丙": {"entities": 2}, "甲": {"entities": 2}, "乙": {"entities": 3}}
    for order, names in (
        ("date", "丙乙甲"),
        ("issuer", "乙甲丙"),
        ("entities", "乙丙甲"),
        ("title", "丙乙甲"),
    ):
        assert "".join(row.name for row in order_documents(documents, order, counts)) == names


def test_a_link_opens_a_document_at_its_passage(open_app: OpenApp, drawn: Callable) -> None:
    app = open_app("documents", doc="invented_plan", at="100-135")
    data = drawn(app, "documents.reader")
    parts = [part for _, _, line in data["lines"] for part in line]
    lit = "".join(text for text, _, lit in parts if lit)
    assert lit == "青禾新区与禾丰区要坚持规划同图、交通同网、产业同链，推动两地融合发展。"
    named = {data["entities"][place]["name"] for _, places, _ in parts for place in places}
    assert {"青禾新区", "禾丰区"} <= named


def test_a_sentence_leads_to_its_document(
    open_app: OpenApp, id_of: Callable[[str], str], click: Callable, drawn: Callable, address: Callable
) -> None:
    app = open_app("paths", **{"from": id_of("临港新城"), "to": id_of("禾丰区")})
    click(app, say("ui.evidence.read", "zh"))
    assert address(app)["doc"].startswith("invented_") and "-" in address(app)["at"]
    assert any(part[2] for _, _, line in drawn(app, "documents.reader")["lines"] for part in line)


def test_a_document_without_its_text_says_so(
    open_app: OpenApp, click: Callable, texts: Callable, bare_document: str
) -> None:
    app = open_app("documents", doc=bare_document)
    assert say("ui.documents.no_text", "zh") in texts(app)
    click(app, say("ui.documents.back", "zh"))
    assert " 实体" in texts(app)


def test_an_unknown_document_is_one_sentence_and_the_list(open_app: OpenApp, texts: Callable) -> None:
    app = open_app("documents", doc="没有这份")
    assert say("ui.documents.unknown", "zh", doc="没有这份") in texts(app)
    assert "青禾新区与禾丰区融合发展三年行动方案" in texts(app)


def test_a_long_document_is_drawn_in_parts_and_says_so(
    open_app: OpenApp, click: Callable, texts: Callable, drawn: Callable, long_document: str
) -> None:
    app = open_app("documents", doc=long_document)
    assert "显示第 1–1500 行，共 1600 行" in texts(app)
    click(app, say("ui.documents.after", "zh"))
    assert "显示第 1501–1600 行，共 1600 行" in texts(app)
    assert len(drawn(app, "documents.reader")["lines"]) == 100
