"""Text of documents is shown letter by letter, whatever it holds."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from graph.facts import Evidence
from graph.schema import load_schema
from ui.parts.markup import entity_head, marked, plain, quote, statement, write

TEXT = st.text(max_size=40)
TAGS = re.compile(r"</?(?:mark|div|b|i|p|h2|span|figure|figcaption|blockquote)(?: [^<>]*)?>")


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    text = draw(st.text(min_size=1, max_size=60))
    start = draw(st.integers(0, 1000))
    places = st.integers(start - 3, start + len(text) + 3)
    marks = draw(st.lists(st.tuples(places, places), max_size=4).map(tuple))
    return Evidence("d", "s", start, start + len(text), text, "r", marks)


@given(evidence())
def test_a_marked_quote_reads_exactly_as_the_quote(place: Evidence) -> None:
    assert html.unescape(re.sub("</?mark>", "", marked(place))) == place.quote


def test_both_ends_are_marked_and_marks_outside_are_left_out() -> None:
    place = Evidence(
        "d", "s", 100, 107, "甲城与乙园合作", "r", ((103, 105), (100, 102), (40, 42), (100, 101))
    )
    assert marked(place) == "<mark>甲城</mark>与<mark>乙园</mark>合作"


@given(TEXT, TEXT, TEXT)
def test_no_text_becomes_a_tag(one: str, two: str, three: str) -> None:
    schema = load_schema()
    park, builds = schema.entities["Park"], schema.relations["BUILDS"]
    place = Evidence("d", "s", 0, len(one), one, "r")
    for markup in (
        entity_head(one, park, two, [three]),
        statement(one, builds, two, three),
        quote(place, two, three),
    ):
        assert "<" not in TAGS.sub("", markup)


def test_only_markup_passes_unchanged() -> None:
    assert write("{a}", a="<b>") == "&lt;b&gt;"
    assert write("{a}", a=write("<b>{c}</b>", c="&")) == "<b>&amp;</b>"


@given(TEXT)
def test_a_label_is_no_markdown(text: str) -> None:
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(text)) == text
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_\[\]$:`]", plain(text))
