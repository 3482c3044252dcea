"""The examples of every row that finds names: what it must find, what it must leave."""

from pathlib import Path

import pytest

from errors import DataFileError
from loaders.documents.model import PARAGRAPH
from loaders.lines import Found, Line
from loaders.mentions import NameKnowledge, load_name_knowledge
from loaders.rules import load_rules, read_example
from loaders.shapes import ShapeRow

KNOWLEDGE = load_name_knowledge()
ROWS = (
    *KNOWLEDGE.shapes.rows,
    *KNOWLEDGE.bodies.rows,
    *KNOWLEDGE.lists.rows,
    *KNOWLEDGE.patterns.rows,
    *KNOWLEDGE.bare.rows,
)
YES = [(row, example) for row in ROWS for example in row.yes]
NO = [(row, example) for row in ROWS for example in row.no]


def found_by(rule: str, text: str, knowledge: NameKnowledge) -> set[tuple[int, int]]:
    line = Line(text, 0, PARAGRAPH, knowledge.gazetteer, knowledge.segmenter)
    shaped: list[Found] = list(knowledge.shapes.find(line))
    found = [
        *shaped,
        *knowledge.bodies.find(line, shaped),
        *knowledge.lists.find(line, shaped),
        *knowledge.patterns.find(line),
    ]
    found += knowledge.bare.find({line: found}).get(line, [])
    return {(one.start, one.end) for one in found if one.rule == rule}


@pytest.mark.parametrize(("row", "marked"), YES, ids=lambda value: getattr(value, "id", value))
def test_a_rule_finds_what_its_examples_mark(
    row: ShapeRow, marked: str, name_knowledge: NameKnowledge
) -> None:
    example = read_example(marked)
    assert example.spans
    assert set(example.spans) <= found_by(row.id, example.text, name_knowledge)


@pytest.mark.parametrize(("row", "text"), NO, ids=lambda value: getattr(value, "id", value))
def test_a_rule_leaves_what_names_nothing(row: ShapeRow, text: str, name_knowledge: NameKnowledge) -> None:
    assert found_by(row.id, text, name_knowledge) == set()


def test_an_example_keeps_the_places_of_its_marks() -> None:
    example = read_example("建设[青石水库]和[柳河]。")
    assert example.text == "建设青石水库和柳河。"
    assert [example.text[start:end] for start, end in example.spans] == ["青石水库", "柳河"]


ROW = """
[[shape]]
id = "a"
type = "Park"
suffixes = "园"
need = "name"
reach = 6
yes = ["x"]
no = ["y"]
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("reach = 6\n", ""),
        ("reach = 6", 'reach = "6"'),
        ('yes = ["x"]', "yes = []"),
        ("reach", "odd = 1\nreach"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_line(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "mentions.toml"
    path.write_text(ROW.replace(before, after), encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        load_rules(path, "shape", ShapeRow)
    assert refused.value.fields["line"] == 2


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "mentions.toml"
    path.write_text(ROW + ROW, encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        load_rules(path, "shape", ShapeRow)
    assert refused.value.fields["line"] == 11


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mentions.toml"
    path.write_text("[[shape]\n", encoding="utf-8")
    with pytest.raises(DataFileError):
        load_rules(path, "shape", ShapeRow)
