"""Numbers as Chinese documents write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.numerals import FRACTION, NUMBER, fraction_unit, is_chinese, read_fraction, read_number

DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """A number below ten thousand as it is said: 2031 is 二千零三十一."""
    said, gap = "", False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return said or "零"


@given(st.integers(min_value=0, max_value=9999))
def test_a_number_in_words_is_the_number(number: int) -> None:
    assert read_number(in_words(number)) == str(number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十二", "12"),
        ("两千三百", "2300"),
        ("一万二千", "12000"),
        ("三十万零五百", "300500"),
        ("两", "2"),
        ("一百零五", "105"),
        ("三点五", "3.5"),
        ("二〇三一", "2031"),
        ("1,234.5", "1234.5"),
        ("１２．５", "12.5"),
        ("007", "007"),
    ],
)
def test_a_number_is_read_as_plain_digits(text: str, value: str) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["十百", "百千", "甲", "1.2.3"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1/6", "1/6", ""),
        ("六分之一", "1/6", ""),
        ("三分之二", "2/3", ""),
        ("百分之二十", "20", "%"),
        ("千分之五", "5", "‰"),
        ("六成五", "65", "%"),
        ("七成半", "75", "%"),
        ("一半", "1/2", ""),
    ],
)
def test_a_fraction_keeps_its_form_and_a_per_cent_its_unit(text: str, value: str, unit: str) -> None:
    assert (read_fraction(text), fraction_unit(text)) == (value, unit)


def test_a_fraction_is_not_a_whole_number() -> None:
    with pytest.raises(ValueError, match="十"):
        read_fraction("十")


@given(st.text(alphabet="0123456789,.零一二两三十百千万点成半分之/年", max_size=12))
def test_what_the_patterns_find_is_read_or_refused_as_a_value(text: str) -> None:
    for found in re.finditer(NUMBER, text):
        try:
            float(read_number(found[0]))
        except ValueError:
            assert is_chinese(found[0])
    for found in re.finditer(FRACTION, text):
        try:
            assert read_fraction(found[0])
        except ValueError:
            assert "分之" in found[0]
