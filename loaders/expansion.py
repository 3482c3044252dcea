"""Names of bodies and things with what stands for their place in full: 陕西省委 for 省委."""

from loaders.lines import Found
from loaders.names import Named
from loaders.references import Areas
from loaders.words import Words

BARE = frozenset(
    ("bare-court", "bare-government", "bare-office", "bare-hospital", "bare-academy", "bare-headquarters")
)
"""Rules of bodies that have but the rank of their place in front: 市水务局."""

ZONES = frozenset(("NewArea", "NewTown", "Park"))
"""Areas that a committee of their own runs, with bureaus that go without the area's name."""


def expand(found: Found, name: Named, areas: Areas, words: Words) -> Named:
    """The name with what 新区, 省 and 市 in front stand for: 陕西省委 for 省委."""
    if found.type not in ("Organization", "Project", "Park", "Policy") or found.rule in (
        "gazetteer",
        "title",
    ):
        return name
    if name.name.startswith("新区") and areas.new_area is not None:
        return Named(name.type, areas.new_area.name + name.name[2:])
    own = _own_kind(name, words)
    if own and (area := areas.own(own)) is not None:
        return Named(name.type, area.name + name.name[len(own) :])
    zone = areas.issuer is not None and areas.issuer.type in ZONES
    if zone and found.rule in ("area-body", "bare-bureau"):
        return Named(name.type, areas.issuer.name + name.name)
    if found.rule in BARE or name.name.startswith("省人民医院"):
        rank = "自治区" if name.name.startswith("自治区") else name.name[0]
        area = areas.ranked(rank)
        if area is not None:
            return Named(name.type, area.name + name.name[len(rank) :])
    return name


def is_anyones(found: Found, name: Named, words: Words, areas: Areas) -> bool:
    """Whether it is the body of a zone that the document does not speak for (各园区管委会)."""
    if found.rule == "bare-bureau":
        return areas.issuer is None or areas.issuer.type not in ZONES
    own = _own_kind(name, words)
    return bool(own) and areas.own(own) is None


def _own_kind(name: Named, words: Words) -> str:
    """What a zone calls itself, where the name of a body starts with it: 示范区 of 示范区发改局."""
    kinds = words.own if name.type == "Organization" else ()
    return next((kind for kind in kinds if name.name.startswith(kind)), "")
