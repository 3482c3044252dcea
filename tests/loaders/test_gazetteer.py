"""Rows of what everybody knows: read, refused, found."""

from pathlib import Path

import pytest

from errors import DataFileError
from loaders.divisions import load_divisions, read_words, short_form
from loaders.gazetteer import COLUMNS, Entry, Gazetteer, read_entries, read_slips
from loaders.lines import settle_hits
from loaders.mentions import NameKnowledge
from loaders.slips import Slips

HEAD = ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("青溪市,Region,青溪,,\n", 2),
        ("青溪市,Town,青溪,,,\n", 2),
        ("青溪市,Region,青溪,,,\n青溪县,Region,青溪,,,\n", 3),
        ("青溪市,Region,青,,,\n", 2),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, rows: str, line: int) -> None:
    path = tmp_path / "regions.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        list(read_entries(path))
    assert refused.value.fields["line"] == line
    assert str(path) in refused.value.message("zh")


def test_wrong_columns_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text("name,type\n", encoding="utf-8")
    with pytest.raises(DataFileError):
        list(read_entries(path))
    with pytest.raises(DataFileError):
        list(read_entries(tmp_path / "none.csv"))


def test_slips_keep_lengths(tmp_path: Path) -> None:
    path = tmp_path / "slips.csv"
    path.write_text("wrong,right\n青西,青溪\n青,青溪\n", encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        read_slips(path)
    assert refused.value.fields["line"] == 3
    assert Slips({"青西": "青溪"}).mend("在青西和青西北") == "在青溪和青溪北"
    assert Slips({}).mend("青西") == "青西"


def test_the_longest_form_wins_then_the_earliest() -> None:
    gazetteer = Gazetteer(
        [Entry("青溪市", "Region", ("青溪",)), Entry("青溪新区", "NewArea"), Entry("溪新", "Park")]
    )
    text = "青溪新区在青溪"
    assert [text[hit.start : hit.end] for hit in settle_hits(gazetteer.hits(text), len(text))] == [
        "青溪新区",
        "青溪",
    ]


def test_a_strong_form_beats_a_weak_one() -> None:
    gazetteer = Gazetteer([Entry("青溪", "Region"), Entry("溪水县", "Region", weak=("溪水镇",))])
    assert [hit.entry.name for hit in settle_hits(gazetteer.hits("青溪水镇"), 4)] == ["青溪"]


def test_the_places_around_a_place(name_knowledge: NameKnowledge) -> None:
    parents = [entry.name for entry in name_knowledge.gazetteer.parents("容城县")]
    assert parents == ["保定市", "河北省"]
    assert list(name_knowledge.gazetteer.parents("没有这个地方")) == []


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("杭州市", "杭州"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("延边朝鲜族自治州", "延边"),
        ("香港特别行政区", "香港"),
        ("赵县", "赵县"),
    ],
)
def test_short_forms_of_divisions(name: str, short: str) -> None:
    assert short_form(name) == short


def test_every_prefecture_and_county_is_there() -> None:
    names = {entry.name for entry in load_divisions()}
    assert {"西安市", "兰州市", "雄县", "海淀区", "恩施土家族苗族自治州", "喀什地区"} <= names
    assert len(names) > 3000
    county = next(entry for entry in load_divisions() if entry.name == "长阳土家族自治县")
    assert "长阳县" in county.forms


def test_all_new_areas_of_the_state_are_known(name_knowledge: NameKnowledge) -> None:
    north = "滨海 兰州 西咸 西海岸 金普 哈尔滨 长春 雄安"
    south = "浦东 两江 舟山群岛 南沙 贵安 天府 湘江 江北 福州 滇中 赣江"
    for area in f"{north} {south}".split():
        entry = name_knowledge.gazetteer.named(area + "新区")
        assert entry is not None and entry.type == "NewArea" and entry.parent


def test_a_countys_short_form_stands_alone_where_it_is_no_word_and_no_other_countys() -> None:
    rows = {entry.name: entry for entry in load_divisions(frozenset(("和平",)))}
    assert "乐亭" in rows["乐亭县"].aliases
    assert "和平" in rows["和平县"].weak
    assert "朝阳" not in rows["朝阳县"].aliases


def test_words_that_are_no_places_are_read_without_their_remarks(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("# remark\n和平 新华 # more\n", encoding="utf-8")
    assert read_words(path) == {"和平", "新华"}
    with pytest.raises(DataFileError):
        read_words(tmp_path / "none.txt")
