"""Figures in a sentence: lists share units and bounds, names and dates are none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import ROOT
from loaders.quantities import find_quantities
from loaders.quantity_rules import load_quantity_rules

RULES = load_quantity_rules(ROOT / "data" / "rules" / "indicators.toml")


def figures(text: str, *masked: str) -> list[list[tuple[str, str, str]]]:
    """The lists of (value, unit, bound); `masked` are names that stand in the text."""
    spans = [(text.index(name), text.index(name) + len(name)) for name in masked]
    groups = find_quantities(text, 0, len(text), RULES, spans)
    return [[(quantity.value, quantity.unit, quantity.bound) for quantity in group] for group in groups]


def test_a_list_shares_the_bound_before_its_first() -> None:
    assert figures("分别不少于8家、5家、10家") == [[("8", "家", ">="), ("5", "家", ">="), ("10", "家", ">=")]]


def test_a_list_shares_the_bound_after_its_last() -> None:
    assert figures("分别增长7%、8%以上") == [[("7", "%", ">="), ("8", "%", ">=")]]


def test_a_list_gives_its_last_unit_to_all_and_keeps_each_scale() -> None:
    assert figures("分别达200亿、10亿、5亿元") == [
        [("200", "亿元", ">="), ("10", "亿元", ">="), ("5", "亿元", ">=")]
    ]
    assert figures("建成9、12和15所") == [[("9", "所", "="), ("12", "所", "="), ("15", "所", "=")]]
    assert figures("约1.2、1.5万亩") == [[("1.2", "万亩", "="), ("1.5", "万亩", "=")]]


def test_two_measures_of_one_thing_stand_together() -> None:
    assert figures("建成道路26条、368公里。") == [[("26", "条", "="), ("368", "公里", "=")]]


def test_a_figure_inside_a_later_name_does_not_join_the_list() -> None:
    assert [len(group) for group in figures("示范村8个、100万元以上示范村3个")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("2-3家", ("2-3", "家", "=")),
        ("2—3家", ("2-3", "家", "=")),
        ("10至20家", ("10-20", "家", "=")),
        ("20%～25%", ("20-25", "%", "=")),
        ("三到五家", ("3-5", "家", "=")),
        ("1700余人", ("1700", "人", ">=")),
        ("万余人", ("1", "万人", ">=")),
        ("一万二千户", ("12000", "户", "=")),
        ("超六成五", ("65", "%", ">=")),
        ("占一半以上", ("1/2", "", ">=")),
        ("师生比1∶17", ("1:17", "", "=")),
        ("530千克标准煤/吨", ("530", "千克标准煤/吨", "=")),
        ("0.2元/吨·公里", ("0.2", "元/吨·公里", "=")),
        ("35亿斤", ("35", "亿斤", "=")),
        ("8台（套）", ("8", "台（套）", "=")),
        ("提高三个百分点", ("3", "个百分点", "=")),
        ("不突破52万亩", ("52", "万亩", "<=")),
        ("翻两番", ("2", "番", "=")),
        ("14万余次", ("14", "万次", ">=")),
        ("60多个", ("60", "个", ">=")),
        ("百余家", ("100", "家", ">=")),
        ("三千家", ("3000", "家", "=")),
        ("十二万吨", ("12", "万吨", "=")),
        ("1,500家", ("1500", "家", "=")),
        ("1/6", ("1/6", "", "=")),
        ("超过三分之一", ("1/3", "", ">=")),
        ("7.8万元/人", ("7.8", "万元/人", "=")),
        ("20万方/天", ("20", "万方/天", "=")),
        ("５０％", ("50", "%", "=")),
        ("0.1个百分点", ("0.1", "个百分点", "=")),
        ("约3家", ("3", "家", "=")),
    ],
)
def test_a_figure_is_read(text: str, figure: tuple[str, str, str]) -> None:
    assert figures(text) == [[figure]]


@pytest.mark.parametrize(
    "text",
    [
        "2031年5月17日",
        "2031—2033年",
        "云政发〔2031〕4号",
        "第12期",
        "3.加快建设",
        "“3+N”平台",
        "5G网络",
        "一家企业",
        "二次供水",
        "四个方面",
        "十五五规划",
        "10周年",
        "数百家",
        "上千户",
        "三五家",
        "六四分成",
        "“黄金三十条”",
        "10万吨级航道",
        "三条：",
        "一半靠企业",
    ],
)
def test_a_number_that_counts_nothing_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_a_number_inside_a_name_is_no_figure() -> None:
    assert figures("推进万吨冷链基地建设12个", "万吨冷链基地") == [[("12", "个", "=")]]
    assert figures("启动3家湾水库", "3家湾水库") == []


TEXT = st.text(
    alphabet="0123456789.,、和万亿元家个%以上不少于分之一二三十百第号年前名（）的与至", max_size=40
)


@given(TEXT)
def test_any_text_gives_figures_that_lie_in_it_in_order(text: str) -> None:
    found = [quantity for group in find_quantities(text, 0, len(text), RULES, []) for quantity in group]
    for quantity in found:
        assert 0 <= quantity.outer[0] <= quantity.start < quantity.end <= quantity.outer[1] <= len(text)
        assert quantity.value
        assert quantity.bound in ("=", ">=", "<=")
    assert all(left.end <= right.start for left, right in pairwise(found))
