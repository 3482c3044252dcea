"""One name for all forms of a thing inside a document; what is only alike stays apart."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from loaders.gazetteer import Gazetteer
from loaders.names import Named
from loaders.namesakes import find_namesakes, is_shortened

_QUOTES = re.compile(r"[“”\"‘’\s]")
_DEFINED = re.compile(
    r"[（(](?:以下)?(?:统称|简称|下称|又称)(?:为)?[：:]?[“\"]?([^“”\"（）()，。]{2,20})[”\"]?[）)]"
)
_PHASE = re.compile(r"第?([一二三四五六七八九十0-9]+)(?:期|号|段|水厂|路|院|中学|小学|标段)")
_CORE = re.compile(
    r"“([^“”]{2,12})”(?:建设)?(?:综合改革|改革|战略|工程|(?:专项)?行动(?:计划)?|[新服务]*模式|机制|活动|倡议|共同体|工作|目标|经验|试点)$"
)
_GENERAL = re.compile(
    r"《(?:本|该)?(?:实施|工作|行动|总体|建设|改革|攻坚|专项|试点|管理|指导|若干|暂行|框架|合作)?"
    r"(?:方案|意见|规划|办法|细则|条例|计划|通知|纲要|措施|规定|决定|协议|备忘录|标准|要点|指南)》"
)
"""A title that only says its kind: 《方案》 of a longer one."""
_YEARS = re.compile(r"\([^()]*\)$")
_TEAM = re.compile(r"(.{4,})(?:课题组|调研组|编写组)")
_JOINED = re.compile(r"(.{2,5})[—与和](.{2,5}?)(一体化|同城化)")
_SHORT_PAIR = re.compile(r"(..)(一体化|同城化)")
# Two ways to write one kind, the short one first.
_KINDS = (
    ("综保区", "综合保税区"),
    ("经开区", "经济技术开发区"),
    ("高新区", "高新技术产业开发区"),
    ("自贸区", "自由贸易试验区"),
    ("自贸试验区", "自由贸易试验区"),
    ("管委会", "开发建设管理委员会"),
    ("管委会", "管理委员会"),
    ("发改委", "发展和改革委员会"),
    ("发改委", "发展改革委"),
    ("政府", "人民政府"),
    ("一体化", "一体化发展"),
    ("一体化", "一体化建设"),
    ("同城化", "同城化发展"),
    ("城乡融合试验区", "城乡融合发展试验区"),
)


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """The form by which equal names are found: no quotation or book marks, no spaces, one kind of dash."""
    bare = _QUOTES.sub("", unicodedata.normalize("NFKC", name)).strip("《》")
    return re.sub(r"[—–―－~～-]+", "—", bare)


@lru_cache(maxsize=8192)
def short_kind(name: str) -> str:
    """The name with the short word for its kind: 高新区 for 高新技术产业开发区."""
    for short, long in _KINDS:
        if name.endswith(long):
            return name[: -len(long)] + short
    return name


class Merging:
    """Names of a document and which of them are one thing: a forest of names."""

    def __init__(self, gazetteer: Gazetteer, names: Iterable[Named]) -> None:
        self.gazetteer = gazetteer
        self.parent: dict[Named, Named] = {name: name for name in names}

    def root(self, name: Named) -> Named:
        """The name that stands for all that are one with this."""
        while self.parent[name] != name:
            name = self.parent[name]
        return name

    def merge(self, short: Named, full: Named) -> None:
        """Let `full` stand for `short` too, unless the gazetteer keeps them apart."""
        one, two = self.root(short), self.root(full)
        if one != two and not self._apart(one, two):
            self.parent[one] = two

    def _apart(self, one: Named, two: Named) -> bool:
        first, second = self.gazetteer.named(one.name), self.gazetteer.named(two.name)
        if first is not None and second is not None:
            return True
        return any(
            entry is not None and other.name in entry.apart for entry, other in ((first, two), (second, one))
        )


def is_general(name: Named) -> bool:
    """Whether the name is a title that only says its kind, and so names nothing by itself."""
    return name.type == "Policy" and _GENERAL.fullmatch(name.name) is not None


def unify(
    forms: dict[Named, Counter[str]], text: str, gazetteer: Gazetteer, level: Iterable[str]
) -> dict[Named, Named]:
    """Each name → the one that stands for it; names of one type only, with one exception: definitions.

    In turn: names that differ in marks only; a short word for the kind; a name that is another's
    without the place or rank in front; a contraction (机场三期 of 西安咸阳国际机场三期扩建工程); what
    the document defines (以下简称X); one place said in two ways. Two that differ in a number (一期,
    二期) never merge.
    """
    merging = Merging(gazetteer, forms)
    by_type: dict[str, list[Named]] = defaultdict(list)
    for name in sorted(forms):
        by_type[name.type].append(name)
    fronts = _fronts(gazetteer, forms, tuple(level))
    for type_, names in by_type.items():
        _merge_equal(merging, names, plain)
        _merge_equal(merging, names, lambda name: short_kind(plain(name)))
        _merge_equal(merging, names, lambda name: _with_full_front(short_kind(plain(name)), gazetteer))
        if type_ == "Policy":
            _merge_general(merging, [name for name in forms if name.type == "Policy"])
            _merge_initials(merging, names)
            _merge_equal(merging, [name for name in names if _CORE.match(name.name)], _core)
            _merge_equal(merging, names, _core)
        if type_ == "Organization":
            _merge_teams(merging, names)
        if type_ not in ("Region", "Person", "Industry"):
            _merge_shorter(merging, names, fronts)
        if type_ == "Project":
            _merge_contracted(merging, names)
        for short, whole in find_namesakes(type_, names, text, gazetteer):
            merging.merge(short, whole)
    _merge_defined(merging, forms, text)
    return {name: merging.root(name) for name in forms}


def _fronts(
    gazetteer: Gazetteer, forms: dict[Named, Counter[str]], level: tuple[str, ...]
) -> Callable[[str], bool]:
    areas = {
        form
        for name, seen in forms.items()
        if name.type in ("Region", "NewArea", "NewTown")
        for form in (name.name, *seen)
    }
    areas |= {*level, "新一轮", "新区", "西部"}
    pattern = re.compile(f"(?:{'|'.join(sorted(map(re.escape, areas), key=len, reverse=True))})+$")
    return lambda front: bool(pattern.match(front)) or any(e.type == "Region" for e in gazetteer.known(front))


def _merge_equal(merging: Merging, names: list[Named], key: Callable[[str], str]) -> None:
    groups: dict[str, list[Named]] = defaultdict(list)
    for name in names:
        groups[key(name.name)].append(name)
    for group in groups.values():
        known = [name for name in group if merging.gazetteer.named(name.name)]
        short = [name for name in group if name.name.endswith(("一体化", "同城化"))]
        bare = (
            [name for name in group if name.name == key(name.name) and not _CORE.match(name.name)]
            if key is _core
            else []
        )
        longest = max(group, key=lambda name: (len(name.name), name.name))
        full = next(iter((*known, *short, *bare)), longest)
        for name in group:
            merging.merge(name, full)


def _with_full_front(name: str, gazetteer: Gazetteer) -> str:
    """The name with the area in front in full: 西咸新区管委会 for 西咸管委会 and 陕西省西咸新区管委会."""
    for size in range(min(len(name) - 1, 12), 1, -1):
        areas = [entry for entry in gazetteer.known(name[:size]) if entry.type in ("NewArea", "Region")]
        if areas:
            rest = name[size:]
            if areas[0].type == "Region" and rest[:1] == areas[0].name[-1:]:
                rest = rest[1:]
            return areas[0].name + rest
    return name


def _core(name: str) -> str:
    """What a quoted initiative's name quotes: 双中心 of “双中心”战略; else the name's plain form."""
    quoted = _CORE.match(name)
    return quoted[1] if quoted else plain(name)


def _merge_initials(merging: Merging, names: list[Named]) -> None:
    """西咸一体化 and 西安—咸阳一体化: two places, and one character of each."""
    by_end: dict[tuple[str, int], list[tuple[str, Named]]] = defaultdict(list)
    for name in names:
        joined = _JOINED.fullmatch(short_kind(plain(name.name)))
        short = _SHORT_PAIR.fullmatch(short_kind(plain(name.name)))
        if joined:
            by_end[joined[3], 1].append((joined[1] + "\n" + joined[2], name))
        if short:
            by_end[short[2], 0].append((short[1], name))
    for (end, kind), shorts in list(by_end.items()):
        if kind == 0:
            for pair, name in shorts:
                for places, other in by_end.get((end, 1), ()):
                    first, second = places.split("\n")
                    if pair[0] in first and pair[1] in second:
                        merging.merge(other, name)


def _merge_general(merging: Merging, names: list[Named]) -> None:
    """《方案》 is the first title that ends so; `names` are in the order of the text."""
    titles = [name for name in names if name.name.startswith("《") and not is_general(name)]
    for name in filter(is_general, names):
        full = next((title for title in titles if title.name.endswith(name.name[1:])), None)
        if full is not None:
            merging.merge(name, full)


def _merge_teams(merging: Merging, names: list[Named]) -> None:
    """西咸研究院课题组 is the 西咸研究院 at work."""
    by_name = {_with_full_front(plain(name.name), merging.gazetteer): name for name in names}
    for full, name in by_name.items():
        team = _TEAM.fullmatch(full)
        if team and team[1] in by_name:
            merging.merge(name, by_name[team[1]])


def _merge_shorter(merging: Merging, names: list[Named], is_front: Callable[[str], bool]) -> None:
    """贵阳高新区 ← 高新区: the longer one only has a place, an area or a rank more in front."""
    shorts = {plain(name.name): name for name in names}
    longer: dict[str, list[Named]] = defaultdict(list)
    titles: dict[str, list[Named]] = defaultdict(list)
    for long, name in ((plain(name.name), name) for name in names):
        for at in range(1, len(long) - 1):
            if long[at:] in shorts and is_front(long[:at]):
                longer[long[at:]].append(name)
        title = _YEARS.sub("", long)
        for at in range(1, len(title) - 5):
            if name.name.startswith("《") and title[at:] in shorts:
                titles[title[at:]].append(name)
    for found in (titles, longer):
        for short, others in found.items():
            if len({merging.root(other) for other in others}) == 1:
                merging.merge(shorts[short], others[0])


def _merge_contracted(merging: Merging, names: list[Named]) -> None:
    bare = [(plain(name.name), name) for name in names]
    phases = {long: _PHASE.findall(long) for long, _ in bare}
    for short, name in bare:
        longer = {
            merging.root(other)
            for long, other in bare
            if other != name and phases[short] == phases[long] and _is_contraction(short, long)
        }
        if len(longer) == 1:
            merging.merge(name, longer.pop())


def _is_contraction(short: str, long: str) -> bool:
    """Whether the short name is pieces, of two characters or more, of the long one of its phase in order."""
    if not 4 <= len(short) < len(long):
        return False
    if long.startswith(short):
        return long[len(short) :] in ("工程", "项目", "扩建工程", "建设工程", "道路")
    return _PHASE.search(short) is not None and is_shortened(short, long)


def _merge_defined(merging: Merging, forms: dict[Named, Counter[str]], text: str) -> None:
    """X（以下简称Y）: Y is X where both are names."""
    by_plain = defaultdict(list)
    for name, seen in forms.items():
        for form in {name.name, *seen}:
            by_plain[plain(form)].append(name)
    for defined in _DEFINED.finditer(text):
        short = plain(defined[1])
        before = plain(text[max(0, defined.start() - 60) : defined.start()])
        full = max((form for form in by_plain if before.endswith(form)), key=len, default="")
        if full and short in by_plain:
            for name in by_plain[short]:
                merging.merge(name, by_plain[full][0])
