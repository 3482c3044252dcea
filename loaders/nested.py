"""Names inside longer names: 贵阳 in 贵阳大数据科创城, a university in the name of its campus."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.gazetteer import Gazetteer, Hit
from loaders.lines import Found, Line
from loaders.names import Named

INNER = frozenset(
    ("Region", "NewArea", "NewTown", "Park", "Organization", "Enterprise", "Policy", "Project", "Industry")
)
"""Types of the gazetteer that a longer name still mentions."""

LEADING = frozenset(
    (
        "bare-government",
        "chartered-zone",
        "development-zone",
        "port-area",
        "harbour",
        "waterworks",
        "integration",
        "campus-body",
        "health-and-school-site",
        "company",
        "railway",
        "new-town",
        "new-area",
    )
)
LINKED = frozenset(
    (
        "airport",
        "development-zone",
        "new-town",
        "new-area",
        "port-area",
        "station",
    )
)
"""Rules whose names count where a longer name starts with them: 西咸一体化 of a plan for it."""

"""Rules whose names count where a line runs from or to them: 云岭机场 of 云岭机场至平山段."""

_SCHOOL = re.compile(
    r"(?:中科院|中国科学院|[\u4e00-\u9fff]{2,12}?(?:大学|科学院|实验室|学院|中学|小学|[一二三四五六七八九]中))"
    r"(?![生城])(?=[\u4e00-\u9fff]{2})"
)
"""A school that a longer name starts with: 云州大学 of 云州大学附属医院."""
SCHOOLED = frozenset(("Organization", "Project"))

COUNTY = 2
"""How many places hold a county: its city and its province."""
ROADS = frozenset(("road", "avenue", "river", "bracketed-road"))
LINES = frozenset(
    (
        "railway",
        "cities-line",
        "expressway",
        "road",
        "bridge",
        "lettered-line",
        "numbered-highway",
        "service",
    )
)
"""Rules of roads and lines, which run between places."""
_ENDS = re.compile(
    r"([\u4e00-\u9fff]{2,4})至([\u4e00-\u9fff]{2,4}?)"
    r"(?=高速|旅游公路|公路|铁路|高铁|城际|市域|快速|大桥|段)"
)
_NO_PLACE = frozenset("站场港路街园区口厂道")
_AREA_KINDS = ("区", "港", "口岸", "园", "城", "研究院", "研究所", "医院", "学院")
"""What makes words of a company's name those of a place or of a body: 江州高新 in 江州高新区."""
_TRADE = ("产业", "行业")
_GENERAL = frozenset("高新技术产业 先进制造业 高端制造 未来产业 战略性新兴产业 新兴产业 服务业".split())
"""Industries that a park is called after without being of one: any 高新技术产业园."""
_ACROSS = re.compile("[至到]")
_ALONG = frozenset("至到—（")
_ROAD_ENDS = frozenset("路街池湖山河")


def find_nested(
    line: Line,
    named: list[tuple[Found, Named]],
    every: list[Found],
    gazetteer: Gazetteer,
    around: frozenset[str],
) -> Iterator[Found]:
    """Names inside the line's names, in no order: what the gazetteer knows, what the longer name starts with,
    roads in its brackets. `every` is all that the finders saw in the line, overlaps and all; `around` are
    the places that the document names or speaks for (`places_around`).
    """
    leading: dict[int, list[Found]] = defaultdict(list)
    for other in every:
        if other.rule in LEADING:
            leading[other.start].append(other)
    towns = [other for other in every if other.rule == "town"]
    trades = [other for other in every if other.type == "Industry"]
    linked = [other for other in every if other.rule in LINKED]
    roads = sorted((other for other in every if other.rule in ROADS), key=lambda other: other.start)
    starts = [other.start for other in roads]
    for one, name in named:
        yield from _known(line, one, name, gazetteer, around)
        yield from (other for other in towns if one.start <= other.start and other.end < one.end)
        if one.type == "Policy":
            yield from (other for other in trades if one.start < other.start and other.end < one.end)
        yield from _school(line, one)
        if one.rule in LINES:
            yield from _line_ends(line, one)
        title = line.text.startswith("《", one.start)
        yield from _leading(line, one, leading.get(one.start + title, ()))
        for other in linked:
            if one.start <= other.start < other.end < one.end and _ends_a_line(
                line.text, other.start, other.end
            ):
                yield other
        bracket = line.text.find("（", one.start, one.end)
        if bracket >= 0:
            within = roads[bisect_left(starts, bracket) : bisect_left(starts, one.end)]
            yield from (other for other in within if other.end < one.end)


def _line_ends(line: Line, one: Found) -> Iterator[Found]:
    """Places that a line runs between and the gazetteer has not: 新都桥 of 康定至新都桥高速."""
    found = _ENDS.search(line.text, one.start, one.end)
    if found is None:
        return
    left = max(line.text.rfind(kind, found.start(1), found.end(1)) + 1 for kind in "线路速铁道段")
    for start, end in ((max(left, found.start(1)), found.end(1)), found.span(2)):
        known = any(hit.end == end or (hit.start == start and hit.end >= end) for hit in line.hits)
        plain = end - start < 2 or line.is_common(start, end) or line.text[end - 1] in _NO_PLACE
        if not known and not plain:
            yield Found(start, end, "Region", "line-end")


def _school(line: Line, one: Found) -> Iterator[Found]:
    """The school or academy that the name of a part of it starts with."""
    school = _SCHOOL.match(line.text, one.start, one.end) if one.type in SCHOOLED else None
    if school is not None and (line.is_boundary(school.end()) or _is_inside_word(line, school)):
        yield Found(*school.span(), "Organization", "inside-school")


def _is_inside_word(line: Line, school: re.Match[str]) -> bool:
    """Whether one known name goes on behind the school: 江州大学附属甲医院."""
    hit = line.hit_at(school.start())
    return hit is not None and hit.end > school.end()


def _leading(line: Line, one: Found, others: list[Found]) -> Iterator[Found]:
    """Shorter names that start where this one does."""
    for other in others:
        line_of_it = other.rule == "railway" and one.rule != "bridge"
        across = _ACROSS.search(line.text, other.start, other.end)
        if other.rule == "harbour" and one.type != "Project":
            continue
        if other.end < one.end and not line_of_it and not across:
            at_campus = other.rule == "health-and-school-site"
            yield replace(other, type="Organization") if at_campus else other


def places_around(
    named: Iterable[tuple[Found, Named]], areas: Iterable[Named | None], gazetteer: Gazetteer
) -> frozenset[str]:
    """The names of places that a document names by themselves or speaks for, and of those that hold these."""
    places = {name.name for _, name in named if name.type == "Region"}
    places |= {area.name for area in areas if area is not None}
    return frozenset(places | {entry.name for name in places for entry in gazetteer.parents(name)})


def _is_near(text: str, hit: Hit, gazetteer: Gazetteer, around: frozenset[str]) -> bool:
    """Whether a county that a name gives without its kind can be meant: 凤城 of 凤城诊疗中心 is 凤城市 only
    where the document has to do with it or with its city.
    """
    entry = hit.entry
    if entry.type != "Region" or not around or text[hit.start : hit.end].endswith(entry.name):
        return True
    holders = [one.name for one in gazetteer.parents(entry.name)]
    return len(holders) < COUNTY or not around.isdisjoint((entry.name, *holders))


def _known(
    line: Line, outer: Found, name: Named, gazetteer: Gazetteer, around: frozenset[str]
) -> Iterator[Found]:
    outer_text = line.text[outer.start : outer.end]
    for hit in gazetteer.hits(outer_text):
        start, end = outer.start + hit.start, outer.start + hit.end
        if hit.entry.name == name.name or end - start == outer.end - outer.start:
            continue
        if hit.weak and (hit.entry.type != "Region" or not _ends_a_line(line.text, start, end)):
            continue
        starts_word = start == outer.start or line.is_boundary(start)
        ends_line = line.is_boundary(end) and _ends_a_line(line.text, start, end)
        if not ends_line and not _is_near(outer_text, hit, gazetteer, around):
            continue
        if starts_word and hit.entry.name not in _GENERAL and _counts(line, hit.entry.type, outer, end):
            yield Found(start, end, hit.entry.type, "inside", hit.entry.name)


def _ends_a_line(text: str, start: int, end: int) -> bool:
    """Whether a road or line runs from or to the place: 西安至永寿."""
    return text[end : end + 1] in _ALONG or text[start - 1 : start] in _ALONG


def _counts(line: Line, type_: str, outer: Found, end: int) -> bool:
    """Whether a known name of this type is mentioned by the longer one: a park's name says its industry, a
    road that is called after a city does not name the city.
    """
    if type_ == "Industry":
        return outer.type == "Park" or (outer.type == "Policy" and line.text.startswith(_TRADE, end))
    if type_ == "Enterprise":
        return not line.text.startswith(_AREA_KINDS, end)
    if type_ == "Organization":
        return outer.type != "Organization"
    if type_ == "Region":
        return line.text[end : end + 1] not in _ROAD_ENDS
    return type_ in INNER
