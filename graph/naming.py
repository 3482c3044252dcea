"""What names tell: forms that read the same, words that point, names that must stay apart.

The words and patterns are rows of `data/schema/resolution.toml`.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from config import ROOT
from errors import DataFileError

FILE = ROOT / "data" / "schema" / "resolution.toml"

_QUOTES = dict.fromkeys(map(ord, "《》〈〉“”‘’„‟\"'`「」『』〝〞＂＇"))
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−－─━﹣~～〜"), "-")
_BRACKETS = str.maketrans("〔〕[]【】{}", "()()()()")
_DOTS = dict.fromkeys(map(ord, "·•・‧∙"), "·")
_NUMERALS = {"〇": 0, "两": 2} | {mark: value for value, mark in enumerate("零一二三四五六七八九")}
_NUMERAL = "[零〇一二两三四五六七八九十百]+"


@dataclass(frozen=True, slots=True)
class NameRules:
    """The rows of resolution.toml, made ready for use."""

    generic: re.Pattern[str]
    identifying: re.Pattern[str]
    stage: re.Pattern[str]
    ordinal: re.Pattern[str]
    bodies: tuple[str, ...]
    apart: tuple[tuple[str, str], ...]
    short_forms: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """What forms that read the same have in common; equal for 《甲—乙 规划》 and 甲-乙规划.

    Width and compatibility forms (NFKC), letters' case, quote and title marks, spaces, dashes, dots and
    brackets are levelled. A name of nothing but such marks stays as it is.
    """
    text = unicodedata.normalize("NFKC", name.translate(_BRACKETS)).casefold()
    text = text.translate(_QUOTES).translate(_DASHES).translate(_BRACKETS).translate(_DOTS)
    text = re.sub(r"-+", "-", "".join(text.split()))
    return text or name


@cache
def load_rules(path: Path = FILE) -> NameRules:
    """The rules of a file. Raises DataFileError where it can't be used."""
    try:
        with path.open("rb") as handle:
            rows = tomllib.load(handle)
        words = "|".join(re.escape(fold(word)) for word in sorted(rows["generic"], key=len, reverse=True))
        stages = "|".join(map(re.escape, rows["stages"]))
        counters = "|".join(map(re.escape, [*rows["stages"], *rows["counters"]]))
        return NameRules(
            generic=re.compile(f"(?:{words})+"),
            identifying=re.compile("|".join(rows["identifying"])),
            stage=re.compile(rf"(\d+|{_NUMERAL})(?:{stages})"),
            ordinal=re.compile(rf"第({_NUMERAL})|({_NUMERAL})(?:{counters})"),
            bodies=tuple(map(fold, rows["bodies"])),
            apart=tuple((fold(one), fold(other)) for one, other in rows["apart"]),
            short_forms=tuple((fold(long), fold(short)) for long, short in rows["short_forms"]),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, re.error) as error:
        raise DataFileError(path=path, line=0, problem=error) from error


def is_generic(name: str) -> bool:
    """Whether a folded name points at something that each document knows for itself (新区, 管委会)."""
    return len(name) < 2 or load_rules().generic.fullmatch(name) is not None


def short_form(name: str) -> str:
    """A folded name as readers say it: 云台经开区 for 云台经济技术开发区."""
    for long, short in load_rules().short_forms:
        name = name.replace(long, short)
    return name


def is_identifying(name: str) -> bool:
    """Whether a folded name is a document's number, which no other document has."""
    return load_rules().identifying.search(name) is not None


@lru_cache(maxsize=1 << 16)
def stay_apart(one: str, other: str) -> bool:
    """Whether two folded names can't be one thing, whatever a text says; symmetric.

    They can't where only one is a governing body's name, their stages (一期, 二期, none) or numbers
    differ, or each holds its word of a pair that is easily confused. A document's number has no say.
    """
    rules = load_rules()
    if is_identifying(one) or is_identifying(other):
        return is_identifying(one) and is_identifying(other) and one != other
    if one.endswith(rules.bodies) != other.endswith(rules.bodies):
        return True
    if _stages(one) != _stages(other):
        return True
    numbers = _numbers(one), _numbers(other)
    if all(numbers) and numbers[0] != numbers[1]:
        return True
    return any(_told_apart(one, other, *pair) or _told_apart(other, one, *pair) for pair in rules.apart)


def _told_apart(one: str, other: str, word: str, rival: str) -> bool:
    return word in one and rival not in one and rival in other and word not in other


def _stages(name: str) -> frozenset[int]:
    return frozenset(_number(found[1]) for found in load_rules().stage.finditer(name))


def _numbers(name: str) -> frozenset[str]:
    digits = re.findall(r"\d+(?:\.\d+)?", name)
    ordinals = [_number(found[1] or found[2]) for found in load_rules().ordinal.finditer(name)]
    return frozenset(digits) | frozenset(map(str, ordinals))


def _number(text: str) -> int:
    """The value of a numeral below a thousand: 12 of "12", "十二" and "一二"."""
    if text.isascii():
        return int(text)
    total, digit, plain = 0, 0, 0
    for mark in text:
        if mark in _NUMERALS:
            digit = _NUMERALS[mark]
            plain = plain * 10 + digit
        else:
            total += (digit or 1) * (10 if mark == "十" else 100)
            digit = 0
    return total + digit if "十" in text or "百" in text else plain
