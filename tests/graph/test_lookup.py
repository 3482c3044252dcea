"""Search as one types: characters, pinyin, initials, slips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.load import load
from graph.lookup import Lookup, open_lookup
from graph.model import Entity
from graph.store.base import Store

TOWN = Entity("a", "NewTown", "临川新城", ("临川",), degree=3)
PARK = Entity("b", "Park", "临川经开区", (), degree=9)
CITY = Entity("c", "Region", "重庆市", ("渝",), degree=5)
FIRM = Entity("d", "Enterprise", "比亚迪", ("BYD",), degree=1)
PAPER = Entity("e", "Document", "临川新区工作要点")
LOOKUP = Lookup((TOWN, PARK, CITY, FIRM, PAPER))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("临川", ["临川新城", "临川经开区", "临川新区工作要点"]),
        ("linchuan", ["临川新城", "临川经开区"]),
        ("lin chuan xin", ["临川新城"]),
        ("lcxc", ["临川新城"]),
        ("jkq", ["临川经开区"]),
        ("chongqing", ["重庆市"]),
        ("byd", ["比亚迪"]),
        ("渝", ["重庆市"]),
        ("林川新城", ["临川新城"]),
        ("临川经济区", ["临川经开区"]),
        ("新取工作", ["临川新区工作要点"]),
        ("", []),
        ("q", []),
        ("南极洲", []),
    ],
)
def test_what_is_typed_finds_what_is_meant(typed: str, names: list[str]) -> None:
    found = [row.name for row in LOOKUP.find(typed).entities]
    assert found[: len(names)] == names and bool(found) == bool(names)


def test_types_and_limit_are_kept_and_the_total_is_told() -> None:
    assert [row.name for row in LOOKUP.find("临川", ("Park",)).entities] == ["临川经开区"]
    hits = LOOKUP.find("临川", (), 1)
    assert (len(hits.entities), hits.total) == (1, 3)


def test_what_the_store_finds_comes_first_and_in_its_order(store: Store, corpus: tuple) -> None:
    load(store, corpus)
    lookup = open_lookup(store, ())
    for typed in ("新城", "白鹭", "临川新区", "江大桥"):
        assert lookup.find(typed) == store.find(typed)


@given(st.text(max_size=12))
def test_any_text_is_only_a_question(typed: str) -> None:
    hits = LOOKUP.find(typed)
    assert hits.total == len(hits.entities) or hits.total > 20


def test_a_name_is_found_by_itself() -> None:
    for entity in (TOWN, PARK, CITY, FIRM, PAPER):
        assert LOOKUP.find(entity.name).entities[0] == entity
