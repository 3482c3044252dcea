"""A Cypher answer as a table, and the place of an error."""

from graph.model import Subgraph, Table
from ui.parts.tables import cell, pointer, table_frame


def test_columns_of_one_name_are_told_apart_and_numbers_stay_numbers() -> None:
    table = Table(("a", "a", "n"), (("x", "y", 3), ("z", None, 4)), Subgraph(), 10, False, 0.1)
    frame = table_frame(table)
    assert list(frame.columns) == ["a", "a (2)", "n"]
    assert frame["n"].sum() == 7


def test_a_value_of_the_graph_is_shown_by_its_name_and_others_as_they_are() -> None:
    town = {"labels": ["实体", "新城"], "properties": {"name": "甲城", "id": "1"}}
    park = {"labels": ["实体", "园区"], "properties": {"name": "乙园", "id": "2"}}
    builds = {"type": "建设", "head": "1", "tail": "2", "properties": {"id": "3"}}
    assert [cell(value) for value in (town, builds)] == ["甲城", "建设"]
    assert cell({"nodes": [town, park], "relations": [builds]}) == "甲城 –建设– 乙园"
    assert cell({"name": "甲"}) == '{"name": "甲"}'
    assert cell(["甲", 1]) == '["甲", 1]'
    assert cell(2.5) == 2.5 and cell(None) is None


def test_the_caret_stands_below_the_column_also_after_wide_letters() -> None:
    assert pointer("MATCH (a:新城)\nRETRUN a", 2, 1) == "MATCH (a:新城)\nRETRUN a\n▲"
    assert pointer("新 X", 1, 3).splitlines()[1] == "　 ▲"


def test_an_error_without_a_place_shows_the_query_alone() -> None:
    assert pointer("RETURN 1", None, None) == "RETURN 1"
    assert pointer("RETURN 1", 9, 1) == "RETURN 1"


def test_whole_numbers_stay_whole_beside_empty_cells() -> None:
    table = Table(("n", "x"), ((3, 1), (None, 2.5), (2**60, "甲")), Subgraph(), 10, False, 0.1)
    frame = table_frame(table)
    assert frame["n"].tolist()[::2] == [3, 2**60] and frame["n"].isna().tolist() == [False, True, False]
    assert frame["x"].tolist() == [1, 2.5, "甲"]
