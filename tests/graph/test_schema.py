"""Types are rows: found by id or either name, refused where a row can't be used."""

from pathlib import Path

import pytest

from errors import DataFileError
from graph.schema import load_schema

SCHEMA = load_schema()


def test_the_ontologys_types_are_there() -> None:
    assert [
        row.name for row in SCHEMA.entities.values()
    ] == "新区 新城 园区 地区 项目 政策 机构 企业 产业 人物 指标 文档".split()
    names = "承接 协同 互联互通 隶属 位于 建设 参与 落实 发布 发展 学习 支撑 执笔 提及 设定".split()
    assert [row.name for row in SCHEMA.relations.values()] == names


def test_a_label_and_a_relation_type_never_share_a_name() -> None:
    labels = {row.name for row in SCHEMA.entities.values()}
    assert labels.isdisjoint(row.name for row in SCHEMA.relations.values())


@pytest.mark.parametrize("name", ["NewTown", "新城", "new town"])
def test_a_type_is_found_by_id_chinese_and_english_name(name: str) -> None:
    assert SCHEMA.entity(name).id == "NewTown"


def test_an_unknown_type_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        SCHEMA.relation("朋友")


def test_only_what_the_ontology_calls_undirected_is() -> None:
    assert {row.id for row in SCHEMA.relations.values() if not row.directed} == {
        "COORDINATES_WITH",
        "CONNECTS",
    }


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("entities.toml", "[[entity]]\nid = 'X'\n"),
        ("entities.toml", "[[entity]\n"),
        ("relations.toml", "[[relation]]\nid = 'R'\nname = '连'\n"),
    ],
)
def test_a_row_that_lacks_something_is_refused_with_its_file(tmp_path: Path, file: str, text: str) -> None:
    for row in ("entities.toml", "relations.toml"):
        source = Path(__file__).resolve().parents[2] / "data" / "schema" / row
        (tmp_path / row).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_schema(tmp_path)
    assert file in str(caught.value)
