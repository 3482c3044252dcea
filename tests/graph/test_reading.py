"""A document read from the store: its text whole, every mention where it stands."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from errors import NotFound
from graph.facts import DocumentFact, DocumentFacts, TextBlock
from graph.load import load
from graph.model import Entity
from graph.reading import Mention, Part, Reading, cut_block, list_documents, read_stored
from graph.store.base import Store


@pytest.fixture
def filled(store: Store, corpus: tuple[DocumentFacts, ...]) -> Store:
    load(store, corpus)
    return store


def test_a_document_comes_with_its_text_and_every_mention(filled: Store, corpus: tuple) -> None:
    reading = read_stored(filled, "甲")
    text = corpus[0].text
    assert text is not None and (reading.text, reading.blocks) == (text.text, text.blocks)
    assert reading.document.name == "临川新区三年安排"
    named = {reading.entities[row.entities[0]].name for row in reading.mentions}
    assert {"东湖新城", "翠屏水厂", "林一川"} <= named
    for row in reading.mentions:
        forms = {
            form
            for key in row.entities
            for form in (reading.entities[key].name, *reading.entities[key].aliases)
        }
        assert reading.text[row.start : row.end] in forms


def test_the_pieces_of_a_line_join_to_its_text(filled: Store) -> None:
    reading = read_stored(filled, "甲")
    whole = [part for block in reading.blocks for part in cut_block(reading, block, (3, 21))]
    assert "".join(part.text for part in whole) == reading.text
    assert "".join(part.text for part in whole if part.lit) == reading.text[3:21]


def test_of_mentions_that_overlap_the_longer_stands(store: Store, write: Callable) -> None:
    bridge = write(
        "桥", ("白鹭江大桥完工。",), types={"白鹭江": "Project", "白鹭江大桥": "Project"}, title="桥的通报"
    )
    load(store, [bridge])
    reading = read_stored(store, "桥")
    assert [(row.start, row.end) for row in reading.mentions] == [(0, 5)]
    parts = cut_block(reading, reading.blocks[0])
    assert [part.text for part in parts] == ["白鹭江大桥", "完工。"]
    assert reading.entities[parts[0].entities[0]].name == "白鹭江大桥"


def test_facts_without_their_text_are_said_to_have_none(store: Store, corpus: tuple) -> None:
    load(store, [replace(corpus[0], text=None)])
    reading = read_stored(store, "甲")
    assert (reading.text, reading.blocks, reading.mentions) == ("", (), ())


def test_an_unknown_document_is_not_found(filled: Store) -> None:
    with pytest.raises(NotFound):
        read_stored(filled, "没有")


def test_documents_are_listed_latest_first_and_undated_last(store: Store) -> None:
    rows = [("早", "2031-01"), ("无", ""), ("晚", "2032-05-06"), ("同", "2031-01")]
    load(store, [DocumentFacts(DocumentFact(name, name, date=date)) for name, date in rows])
    assert [row.name for row in list_documents(store)] == ["晚", "同", "早", "无"]


def test_a_passage_inside_a_mention_lights_its_part() -> None:
    paper = Entity("d", "Document", "一纸")
    reading = Reading(paper, "云山新城。", (), (Mention(0, 4, ("a",)),), {})
    assert cut_block(reading, TextBlock(0, 5, "paragraph", 0), (2, 5)) == (
        Part("云山", ("a",)),
        Part("新城", ("a",), lit=True),
        Part("。", lit=True),
    )
