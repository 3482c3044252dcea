"""Two names of one park or work that say its place in two ways; what only lies nearby stays apart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from loaders.gazetteer import Entry, Gazetteer
from loaders.names import Named

_OWN_KIND = re.compile(r"[\u4e00-\u9fff]{2,4}[城港谷湾]")
"""A kind of park of which an area has one; each has an own 高新区, and many a 产业园."""
_LISTED = "、和与及"
_PLACES = ("Region", "NewArea", "NewTown")
_LONGEST = 8

Pair = tuple[Named, Named]


def find_namesakes(type_: str, names: list[Named], text: str, gazetteer: Gazetteer) -> Iterator[Pair]:
    """Pairs (short, full) of names of one type that are one thing; none where two could be meant.

    甲新区科创城 is 乙市云计算科创城 where the paper named that before and no other of the kind, and both
    places can be one; 丙公司甲储能电池基地 is 丙公司乙储能电池生产基地 where 甲 lies in 乙.
    """
    if type_ == "Park":
        yield from _by_area(names, text, gazetteer)
    elif type_ == "Project":
        yield from _by_owner(names, text, gazetteer)


def _by_area(names: list[Named], text: str, gazetteer: Gazetteer) -> Iterator[Pair]:
    for name in names:
        area, kind = _front(name.name, gazetteer)
        if area is None or not _OWN_KIND.fullmatch(kind):
            continue
        full = [other for other in names if other != name and other.name.endswith(kind)]
        if len(full) != 1 or len(full[0].name) <= len(name.name) or _are_listed(name, full[0], text):
            continue
        place, middle = _front(full[0].name, gazetteer)
        first = text.find(full[0].name)
        near = place is None or _can_be_one(area, place, gazetteer)
        narrower = place is not None and _front(middle, gazetteer)[0] is not None
        if near and not narrower and middle != kind and 0 <= first < text.find(kind):
            yield name, full[0]


def _by_owner(names: list[Named], text: str, gazetteer: Gazetteer) -> Iterator[Pair]:
    owned: dict[str, list[tuple[Named, Entry, str]]] = defaultdict(list)
    for name in names:
        forms = (name.name[:size] for size in range(2, _LONGEST))
        owner = next((form for form in forms if _is_owner(form, gazetteer)), None)
        place, rest = _front(name.name[len(owner) :], gazetteer) if owner else (None, "")
        if owner and place is not None:
            owned[owner].append((name, place, rest))
    for works in owned.values():
        for name, place, rest in works:
            full = [
                other
                for other, wider, longer in works
                if other != name and rest != longer and is_shortened(rest, longer)
                if _lies_in(place, wider, gazetteer) and not _are_listed(name, other, text)
            ]
            if len(full) == 1:
                yield name, full[0]


def _is_owner(form: str, gazetteer: Gazetteer) -> bool:
    return any(entry.type == "Enterprise" for entry in gazetteer.known(form))


def _front(name: str, gazetteer: Gazetteer) -> tuple[Entry | None, str]:
    """The place that the name starts with, and what follows it."""
    for size in range(min(len(name) - 2, _LONGEST), 1, -1):
        for entry in gazetteer.known(name[:size]):
            if entry.type in _PLACES:
                return entry, name[size:]
    return None, name


def _can_be_one(area: Entry, place: Entry, gazetteer: Gazetteer) -> bool:
    """Whether a thing can lie in both: one lies in the other, or a new area across its province's cities."""
    across = area.type == "NewArea" and area.parent != "" and area.parent == place.parent
    return across or _lies_in(area, place, gazetteer) or _lies_in(place, area, gazetteer)


def _lies_in(inner: Entry, outer: Entry, gazetteer: Gazetteer) -> bool:
    return inner.name == outer.name or any(row.name == outer.name for row in gazetteer.parents(inner.name))


def _are_listed(one: Named, other: Named, text: str) -> bool:
    """Whether the text counts them as two."""
    pairs: Iterable[tuple[str, str]] = ((one.name, other.name), (other.name, one.name))
    return any(first + mark + second in text for first, second in pairs for mark in _LISTED)


def is_shortened(short: str, long: str) -> bool:
    """Whether the short name is pieces, of two characters or more, of the long one in order."""
    at = rest = 0
    while rest < len(short):
        size = len(short) - rest
        while size >= 2 and long.find(short[rest : rest + size], at) < 0:
            size -= 1
        if size < 2:
            return False
        at = long.find(short[rest : rest + size], at) + size
        rest += size
    return True
