"""What short words stand for in this document: the area it speaks for, 新区, 全市, 省委, 两市."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.documents.model import META, TITLE, Document
from loaders.gazetteer import Gazetteer
from loaders.lines import Found, Line
from loaders.names import Named
from loaders.words import Words

AREAS = frozenset(("NewArea", "Region", "NewTown", "Park"))
_VISITING = ("赴", "到", "对", "访")
_CITY = re.compile(r"(?:市|州|盟|地区)$")
_PROVINCE = re.compile(r"(?:省|自治区)$")
_PAIR = re.compile(r"两[市区县省]")
_PACK = re.compile(r"[两二三四五六七八九十][省市区县地州](?:[一两二三四五六七八九十][省市区县地州])+")
_SEAT = re.compile(r"(.{3,}?[区园城])(?:(?:开发建设)?管理委员会|管委会|党工委)")
"""A zone in the name of its own body, where no rule sees the zone alone."""
_COUNT = {"两": 2, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True)
class Areas:
    """What the words for areas stand for here; None where the document does not show it."""

    issuer: Named | None = None
    new_area: Named | None = None
    city: Named | None = None
    province: Named | None = None

    def named(self, names: Container[Named]) -> "Areas":
        """Without the city and the province that the document names nowhere: 全省 alone names nothing."""
        city, province = (area if area in names else None for area in (self.city, self.province))
        return replace(self, city=city, province=province)

    def ranked(self, rank: str) -> Named | None:
        """The area of a rank: 省, 市; 县 and 区 where the issuer is one."""
        issuer = self.issuer if self.issuer is not None and self.issuer.name.endswith(rank) else None
        return {"省": self.province, "自治区": self.province, "市": self.city}.get(rank, issuer)

    def own(self, word: str) -> Named | None:
        """The issuer where it is a zone that the word is the last part of: 示范区, 园区 of a 产业园."""
        kind = word.removeprefix("本")
        if self.issuer is None or self.issuer.type not in ("Park", "NewArea") or self.issuer.name == kind:
            return None
        ends = kind if not kind.startswith("园") else ("园", "园区")
        return self.issuer if self.issuer.name.endswith(ends) else None

    def of(self, kind: str) -> Named | None:
        """The area of a kind of reference: NewArea, city or province."""
        return {"NewArea": self.new_area, "city": self.city, "province": self.province}[kind]


def find_areas(
    document: Document,
    lines: Iterable[Line],
    named: dict[Line, list[tuple[Found, Named]]],
    gazetteer: Gazetteer,
    words: Words,
) -> Areas:
    """The areas that the document speaks for.

    The issuer is the first area that the letterhead or title names, else the one in the issuer that
    the reader found; where neither names one, the new area that is named most if the text says 新区
    of itself. City and province follow from it, else from what is named most.
    """
    counts: Counter[Named] = Counter()
    heads: list[Named] = []
    said = 0
    for line in lines:
        areas = [name for found, name in named[line] if name.type in AREAS]
        counts.update(areas)
        said += sum(line.text.count(word) for word, kind in words.references.items() if kind == "NewArea")
        if line.kind in (TITLE, META):
            heads.extend(_heads(line, named[line]))
    issuer = next(iter(heads), None)
    stated = [
        hit for hit in gazetteer.hits(document.about.issuer) if hit.entry.type in AREAS and not hit.weak
    ]
    if issuer is None and stated:
        issuer = Named(stated[0].entry.type, stated[0].entry.name)
    common = [name for name, _ in counts.most_common()]
    new_area = (
        issuer
        if issuer and issuer.type == "NewArea"
        else next((n for n in common if n.type == "NewArea"), None)
    )
    if issuer is None and new_area is not None and said > counts[new_area]:
        issuer = new_area
    return Areas(issuer, new_area, *_around(issuer, common, gazetteer))


def _heads(line: Line, named: list[tuple[Found, Named]]) -> Iterator[Named]:
    """The areas of a title or letterhead by place, those inside a body's name too; none that is only visited.

    Of areas that stand one in the other (安徽省合肥市) only the last is meant.
    """
    places = [(found.start, found.end, name) for found, name in named if name.type in AREAS]
    taken = {(start, end) for start, end, _ in places}
    for hit in line.hits:
        if hit.entry.type in AREAS and not hit.weak and (hit.start, hit.end) not in taken:
            places.append((hit.start, hit.end, Named(hit.entry.type, hit.entry.name)))
    for found, name in named:
        seat = _SEAT.fullmatch(name.name) if name.type == "Organization" else None
        if seat is not None and not any(found.start <= start < found.end for start, _, _ in places):
            places.append((found.start, found.end, Named("Park", seat[1])))
    places.sort(key=lambda place: (place[0], -place[1]))
    visited = False
    for number, (start, end, name) in enumerate(places):
        visited = visited or line.text[max(0, start - 1) : start] in _VISITING
        wider = any(end == follower[0] for follower in places[number + 1 :][:2])
        if not visited and not wider:
            yield name


def _around(
    issuer: Named | None, common: list[Named], gazetteer: Gazetteer
) -> tuple[Named | None, Named | None]:
    """The city and the province that the issuer is or lies in; those named most where it is unknown."""
    if issuer is not None:
        chain = [issuer, *(Named(entry.type, entry.name) for entry in gazetteer.parents(issuer.name))]
    else:
        chain = [
            near
            for name in common
            for near in (name, *(Named(entry.type, entry.name) for entry in gazetteer.parents(name.name)))
        ]
    chain = [name for name in chain if name.type == "Region"]
    city = next((name for name in chain if _CITY.search(name.name)), None)
    province = next((name for name in chain if _PROVINCE.search(name.name)), None)
    if issuer is not None and province is None and city is not None and not gazetteer.named(city.name).parent:
        province = city
    return city, province


def find_references(
    line: Line, areas: Areas, cities: tuple[Named, ...], words: Words
) -> Iterator[tuple[int, int, tuple[Named, ...], str]]:
    """Words for areas: start, end, the areas, the rule; `cities` are those that are named together."""
    for word, kind in words.references.items():
        area = areas.of(kind)
        if area is None:
            continue
        for found in re.finditer(re.escape(word), line.text):
            if (
                line.is_boundary(found.start())
                and line.is_boundary(found.end())
                and _stands_alone(line, found, words)
            ):
                yield *found.span(), (area,), "reference-area"
    yield from _own(line, areas, words)
    for found in _PACK.finditer(line.text):
        yield *found.span(), (Named("Region", found[0]),), "reference-pack"
    for found in _PAIR.finditer(line.text):
        count = _COUNT[found[0][0]]
        listed = any(hit.end == found.start() and hit.entry.type == "Region" for hit in line.hits)
        if len(cities) >= count and not listed and not _PACK.match(line.text, found.start()):
            yield *found.span(), cities[:count], "reference-pair"


def _own(line: Line, areas: Areas, words: Words) -> Iterator[tuple[int, int, tuple[Named, ...], str]]:
    """What a zone calls itself."""
    for word in words.own:
        if (area := areas.own(word)) is not None:
            for found in re.finditer(re.escape(word), line.text):
                whole = line.is_boundary(found.start()) and line.is_boundary(found.end())
                if whole and _stands_alone(line, found, words):
                    yield *found.span(), (area,), "reference-own"


def _stands_alone(line: Line, found: re.Match[str], words: Words) -> bool:
    """Whether no word before makes it a kind of areas: 国家级新区, 各新区, 兄弟新区."""
    before = line.token_ending(found.start())
    if before is None:
        return True
    hit = line.hit_at(before.start)
    if before.word in ("各", "兄弟", "国家级", "特色", "城市", "其他", "省级", "国家", "相关"):
        return False
    return hit is None or hit.entry.type not in AREAS


def named_together(named: dict[Line, list[tuple[Found, Named]]]) -> tuple[Named, ...]:
    """The two cities that the document names side by side most often (西安、咸阳); none where it has none."""
    pairs: Counter[tuple[Named, Named]] = Counter()
    for line, names in named.items():
        cities = [(found, name) for found, name in names if name.type == "Region" and _CITY.search(name.name)]
        for (one, first), (two, second) in pairwise(cities):
            between = line.text[one.end : two.start].strip()
            if first != second and between in ("、", "和", "与", "—", "——", "-", "–"):
                pairs[first, second] += 1
    return pairs.most_common(1)[0][0] if pairs else ()
