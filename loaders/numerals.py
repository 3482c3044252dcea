"""Numbers as Chinese documents write them, as plain decimal text.

Arabic digits (with thousands separators), Chinese numerals (十二, 两千三百, 三点五), fractions
(1/6, 六分之一, 一半), tenths (七成, 六成五) and ratios (1:3). 万 and 亿 right before a unit are not
multiplied in: they belong to the unit, as analysts read it (1.2 万人, 45 亿元); inside a numeral they
are (一万二千户 is 12000 户).
"""

import re

CHINESE_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
CHINESE_STEPS = {"十": 10, "百": 100, "千": 1000}

ARABIC = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?"
LONG = r"[零〇一二两三四五六七八九十百千]+万[零〇一二两三四五六七八九十百千]+"
NUMBER = rf"(?:{ARABIC}|{LONG}|{CHINESE})"
TENTHS = r"[一二三四五六七八九]成[一二三四五六七八九半]"
HALF = "一半"
FRACTION = rf"(?:\d+/\d+|{CHINESE}分之{CHINESE}|{TENTHS}|{HALF})"
RATIO = r"\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?)+"

_FRACTION = re.compile(r"(?P<a>.+)/(?P<b>.+)|(?P<under>.+)分之(?P<over>.+)|(?P<tens>.)成(?P<ones>.)")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


def is_chinese(text: str) -> bool:
    """Whether a number is written in Chinese numerals."""
    return bool(text) and (text[0] in CHINESE_DIGITS or text[0] in CHINESE_STEPS)


def read_number(text: str) -> str:
    """The number as plain decimal digits; raises ValueError for what is no number.

    A run of Chinese digits without steps is read digit by digit (二〇二五 is 2025).
    """
    text = text.translate(_FULL_WIDTH)
    if not is_chinese(text):
        plain = re.sub(r"[,，]", "", text)
        float(plain)
        return plain
    high, _, low = text.partition("万")
    if low:
        return str(_read_whole(high) * 10_000 + _read_whole(low.lstrip("零〇")))
    whole, _, decimals = text.partition("点")
    value = str(_read_whole(whole))
    return f"{value}.{''.join(str(CHINESE_DIGITS[char]) for char in decimals)}" if decimals else value


def _read_whole(text: str) -> int:
    if not any(char in CHINESE_STEPS for char in text):
        return int("".join(str(CHINESE_DIGITS[char]) for char in text))
    total, digit, smallest = 0, None, 10_000
    for char in text:
        if char in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[char]
            continue
        step = CHINESE_STEPS[char]
        if step >= smallest or digit == 0:
            raise ValueError(text)
        total += (1 if digit is None else digit) * step
        digit, smallest = None, step
    return total + (digit or 0)


def read_fraction(text: str) -> str:
    """A fraction as "a/b", a per cent, a per mille or tenths as their number; see `fraction_unit`."""
    if text == HALF:
        return "1/2"
    found = _FRACTION.fullmatch(text)
    if not found:
        raise ValueError(text)
    if found["a"]:
        return f"{read_number(found['a'])}/{read_number(found['b'])}"
    if found["tens"]:
        ones = "5" if found["ones"] == "半" else read_number(found["ones"])
        return read_number(found["tens"]) + ones
    over = read_number(found["over"])
    return over if fraction_unit(text) else f"{over}/{read_number(found['under'])}"


def fraction_unit(text: str) -> str:
    """The unit that a written-out fraction stands for: % for 百分之 and tenths, ‰ for 千分之, else ""."""
    if "成" in text:
        return "%"
    return {"百": "%", "千": "‰"}.get(text.partition("分之")[0], "") if "分之" in text else ""
