"""facts.jsonl, the joint between documents and graph: what is written is what is read."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import DocumentMissing, FactsFileError
from graph.facts import (
    DocumentFact,
    DocumentFacts,
    DocumentText,
    EntityFact,
    Evidence,
    IndicatorFact,
    RelationFact,
    TextBlock,
    from_rows,
    read_facts,
    to_rows,
    write_facts,
)

WORDS = st.text(min_size=1, max_size=12)
OFFSETS = st.integers(min_value=0, max_value=999)
SPANS = st.tuples(OFFSETS, OFFSETS)


def evidence(doc: str) -> st.SearchStrategy[Evidence]:
    return st.builds(
        Evidence,
        doc=st.just(doc),
        section=WORDS,
        start=OFFSETS,
        end=OFFSETS,
        quote=WORDS,
        rule=WORDS,
        marks=st.lists(SPANS, max_size=3).map(tuple),
        carried=st.sampled_from(["", "paragraph", "heading", "issuer", "document"]),
    )


@st.composite
def texts(draw: st.DrawFn) -> DocumentText:
    lines = draw(st.lists(st.tuples(WORDS, WORDS, st.integers(0, 4)), max_size=3))
    blocks, at = [], 0
    for line, kind, level in lines:
        blocks.append(TextBlock(at, at + len(line), kind, level))
        at += len(line)
    return DocumentText("".join(line for line, *_ in lines), tuple(blocks))


def document_facts(doc: str) -> st.SearchStrategy[DocumentFacts]:
    own = evidence(doc)
    entity = st.builds(EntityFact, type=WORDS, name=WORDS, aliases=st.lists(WORDS).map(tuple), evidence=own)
    return st.builds(
        DocumentFacts,
        document=st.builds(DocumentFact, doc=st.just(doc), title=WORDS),
        entities=st.lists(entity, max_size=3).map(tuple),
        relations=st.lists(st.builds(RelationFact, evidence=own), max_size=3).map(tuple),
        indicators=st.lists(st.builds(IndicatorFact, evidence=own), max_size=3).map(tuple),
        text=st.none() | texts(),
    )


@given(document_facts("甲"))
def test_rows_are_read_back_as_the_same_facts(facts: DocumentFacts) -> None:
    rows = [json.loads(json.dumps(row)) for row in to_rows(facts)]
    assert from_rows(rows) == facts


def test_a_file_gives_its_documents_one_after_the_other(tmp_path: Path) -> None:
    documents = [DocumentFacts(DocumentFact(doc=name, title=name)) for name in ("甲", "乙")]
    out = io.StringIO()
    assert write_facts(documents, out) == 2
    path = tmp_path / "facts.jsonl"
    path.write_text(out.getvalue() + "\n", encoding="utf-8")
    assert list(read_facts(path)) == documents


GOOD = json.dumps({"kind": "document", "doc": "甲", "title": "甲"})


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"doc": "甲"}',
        '{"kind": "secret", "doc": "甲"}',
        '{"kind": "entity", "doc": "甲"}',
        '{"kind": "text", "doc": "甲", "text": "云", "blocks": [[0, 2, "paragraph", 0]]}',
        '{"kind": "text", "doc": "甲", "text": "云山", "blocks": [[1, 2, "heading", 1], [0, 1, "meta", 0]]}',
    ],
)
def test_a_broken_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(f"{GOOD}\n\n{line}\n{GOOD}\n", encoding="utf-8")
    with pytest.raises(FactsFileError) as caught:
        list(read_facts(path))
    assert caught.value.fields["path"] == path
    assert caught.value.fields["line"] == 3


def test_facts_without_their_document_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    evidence = {"section": "", "start": 0, "end": 1, "quote": "甲", "rule": "r"}
    fact = {"kind": "entity", "doc": "乙", "type": "Park", "name": "甲", "aliases": [], **evidence}
    path.write_text(f"{GOOD}\n{json.dumps(fact)}\n", encoding="utf-8")
    with pytest.raises(FactsFileError):
        list(read_facts(path))


def test_keys_of_other_programs_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    row = {"kind": "document", "doc": "甲", "title": "甲", "score": 0.5}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert list(read_facts(path)) == [DocumentFacts(DocumentFact(doc="甲", title="甲"))]


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DocumentMissing):
        list(read_facts(tmp_path / "facts.jsonl"))
