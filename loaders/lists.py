"""Names in lists: a tail that all members share, and members that only the list's last words name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.lines import Found, Line
from loaders.rules import RULES, load_rules
from loaders.shapes import Shapes
from loaders.starts import KNOWN
from loaders.words import Words

_MEMBER = r"[0-9A-Za-z+.·（）()—\-\u4e00-\u9fff“”]"
_LIST = re.compile(rf"({_MEMBER}{{2,34}}(?:、{_MEMBER}{{2,34}}){{1,30}})等")
_STRATEGIES = re.compile(r"((?:[\u4e00-\u9fff]{2,14}、){1,10}[\u4e00-\u9fff]{4,8})[两三四五六]大战略")
_SHARED = re.compile(
    r"((?:[\u4e00-\u9fff]{2,5}、){0,30}[\u4e00-\u9fff]{2,5})等(?:平原|中型|大型|小型|骨干|重点)?(?=([0-9A-Za-z]*[\u4e00-\u9fff]{2,6}))"
)
_COUNTED = re.compile(
    r"((?:[\u4e00-\u9fff]{2,8}[0-9A-Za-z]{0,6}、){1,8}[\u4e00-\u9fff]{2,8}?[0-9A-Za-z]{0,6})"
    r"(?:等)?[两三四五六七八九十]+[个座条家所处大]([\u4e00-\u9fff]{2,10})"
)
"""Names, then how many they are and of what kind: 马场、栗木两座变电站."""
_PARKS = re.compile(r"[\u4e00-\u9fff]{0,4}?(片区|园区|组团|启动区|功能区|产业新城|开发区)(?![域划])")
_BARE_PARK = re.compile(r"[\u4e00-\u9fff]{2,3}(?<![湾港城园岛谷镇区带])$")
_KIND = re.compile("高新区|经开区|综保区|综合保税区|保税区|自贸区|高新技术产业开发区|经济技术开发区")
_BARE = re.compile(
    r"(?:(?<![\u4e00-\u9fff0-9A-Za-z])|(?<=[和与及以由将把对从]))(高新区|经开区|综保区|保税区|自贸区)(?![\u4e00-\u9fff]{0,2}(?:管委会|建设|招商))"
)
_BEFORE = re.compile(r"((?:[\u4e00-\u9fff]{2,4}(?:[—－-]+[\u4e00-\u9fff]{2,4})?、){1,10})$")


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of [[list]] in mentions.toml; the file says what its keys mean."""

    id: str
    type: str
    heads: str
    need: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


def load_lists(path: Path = RULES / "mentions.toml") -> tuple[ListRow, ...]:
    """The rows of the file. Raises DataFileError for one that can't be used."""
    return load_rules(path, "list", ListRow)


class Lists:
    """The rows, ready to find members of lists in lines."""

    def __init__(self, rows: tuple[ListRow, ...], words: Words, shapes: Shapes) -> None:
        self.rows = rows
        self._words = words
        self._leads = words.stops | words.few
        self._any_stops = words.stops - {"及"}
        self._shapes = shapes
        heads = sorted({head for row in rows for head in row.heads.split()}, key=len, reverse=True)
        self._head = re.compile(rf"[0-9]*[\u4e00-\u9fff]{{0,8}}?({'|'.join(heads)})")
        self._rows = {head: row for row in rows for head in row.heads.split()}

    def find(self, line: Line, found: list[Found]) -> Iterator[Found]:
        """Members of lists that no rule of their own has `found`."""
        listing = "、" in line.text
        for listed in _LIST.finditer(line.text) if listing and "等" in line.text else ():
            head = self._head.match(line.text, listed.end())
            if head is not None:
                yield from self._members(line, self._rows[head[1]], listed.start(1), listed[1])
        for listed in _STRATEGIES.finditer(line.text) if listing and "大战略" in line.text else ():
            yield from self._members(line, _STRATEGY, listed.start(1), listed[1])
        for listed in _COUNTED.finditer(line.text) if listing else ():
            yield from self._counted(line, listed)
        if "等" in line.text:
            yield from self._shared_after(line)
        yield from self._shared_front(line, found)
        for name in found:
            if name.rule in SHARING and line.text.startswith("、", name.start - 1):
                yield from self._shared_before(line, name)

    def _members(self, line: Line, row: ListRow, start: int, listed: str) -> Iterator[Found]:
        members = []
        at = start
        for number, piece in enumerate(listed.split("、")):
            first = self._start(line, at, at + len(piece)) if number == 0 else at
            members.append((first, at + len(piece)))
            at += len(piece) + 1
        known = sum(self._is_known(line, first, end, row.type) for first, end in members)
        if row.need == "half" and known * 2 < len(members):
            return
        for first, end in members:
            if end - first >= 2 and line.is_boundary(first) and self._fits(line, row, first, end, known):
                yield Found(first, end, row.type, row.id)

    def _counted(self, line: Line, listed: re.Match[str]) -> Iterator[Found]:
        """Members that a number and their kind follow; a bare one is called by the kind too."""
        park = _PARKS.match(listed[2])
        tail = None if park else self._shapes.kind_at(line, listed.start(2))
        if tail is not None:
            kind = Found(0, 0, tail[2].type, tail[2].id, line.text[listed.start(2) : tail[1]])
            yield from self._sharing(line, kind, listed.start(1), listed[1])
        if park is None:
            return
        for one in self._members(line, _LISTED_PARKS, listed.start(1), listed[1]):
            words = line.text[one.start : one.end]
            yield replace(one, name=words + park[1]) if _BARE_PARK.match(words) else one

    def _start(self, line: Line, start: int, end: int) -> int:
        """Where the first member starts: after the last word that no name reaches over."""
        hit = line.hit_at(start + 1)
        if hit is not None and hit.start == start + 1 and line.text[start] in self._leads:
            return hit.start  # 以 before 南沙湾, where the dictionary sees 以南
        words = line.tokens_within(start, end)
        words += [token for token in line.tokens_until(end) if token.start >= start and token not in words]
        for token in reversed(words):
            if token.word in self._leads and line.hit_at(token.start) is None:
                return token.end
        return start

    def _is_known(self, line: Line, start: int, end: int, type_: str) -> bool:
        return any(hit.start == start and hit.end <= end and hit.entry.type == type_ for hit in line.hits)

    def _fits(self, line: Line, row: ListRow, start: int, end: int, known: int) -> bool:
        words = line.tokens_within(start, end)
        stops = self._any_stops if row.need == "any" else self._words.stops
        if not words or any(token.word in stops and not line.hit_at(token.start) for token in words):
            return False
        unknown = any(self._shapes.is_unknown(token.word) for token in words)
        hit = line.hit_at(start)
        covered = hit is not None and (hit.start, hit.end) == (start, end)
        if covered:
            return hit.entry.type == row.type or (row is _LISTED_PARKS and hit.entry.type == "Region")
        if row.need == "unknown":
            plain = not (unknown or known)
            return end - start <= 10 and not plain and (hit is None or hit.entry.type in KNOWN)
        if row.need == "half":
            return end - start <= 10 and hit is None
        if row.need == "each":
            return 4 <= end - start <= 8
        return end - start >= 6 and (unknown or (hit is not None and hit.entry.type in KNOWN))

    def _shared_after(self, line: Line) -> Iterator[Found]:
        """细柳、朱家、斗门等110kV输变电工程: each with the tail."""
        for shared in _SHARED.finditer(line.text):
            tail = self._shapes.kind_at(line, shared.end())
            if tail is None:
                continue
            start, end, row = tail
            if line.text[shared.end() : start] and not line.text[shared.end() : start].isalnum():
                continue
            kind = Found(0, 0, row.type, row.id, line.text[shared.end() : end])
            yield from self._sharing(line, kind, shared.start(1), shared[1])

    def _sharing(self, line: Line, kind: Found, start: int, members: str) -> Iterator[Found]:
        """Each member with what all share, the `name` of their kind."""
        at = start
        for number, piece in enumerate(members.split("、")):
            end = at + len(piece)
            first = self._start(line, at, end) if number == 0 else at
            if end - first >= 2 and self._is_bare(line, first, end):
                yield replace(kind, start=first, end=end, name=line.text[first:end] + kind.name)
            at = end + 1

    def _is_bare(self, line: Line, start: int, end: int) -> bool:
        """Whether the words are a place's name, or only a name can be."""
        hit = line.hit_at(start)
        if hit is not None and (hit.start, hit.end) == (start, end):
            return hit.entry.type in KNOWN
        words = [token.word for token in line.tokens_within(start, end)]
        if words and words[-1][0].isdigit() and not any(word in self._words.stops for word in words):
            return True  # 马场220kV
        if not words or words[-1] in self._words.plain or self._shapes.is_ending(words[-1]):
            return False
        return (
            bool(words)
            and any(map(self._shapes.is_unknown, words))
            and not any(w in self._words.stops for w in words)
        )

    def _shared_front(self, line: Line, found: list[Found]) -> Iterator[Found]:
        """高新区、经开区、贵阳综保区: bare kinds have the place of the next in the list, else of the last."""
        for bare in _BARE.finditer(line.text):
            zones = [
                (abs(one.start - bare.start()) + (one.start < bare.start()) * 10, front)
                for one in found
                if one.type == "Park"
                and (front := self._front(line, one))
                and not set(line.text[min(one.end, bare.end()) : max(one.start, bare.start())])
                & set("，。；")
            ]
            if zones:
                yield Found(*bare.span(1), "Park", "bare-zone", min(zones)[1] + bare[1])

    def _front(self, line: Line, zone: Found) -> str:
        """The place in front of a zone's kind: 贵阳 of 贵阳综保区; nothing where more stands there."""
        hit = line.hit_at(zone.start)
        if hit is None or hit.start != zone.start or hit.entry.type != "Region":
            return ""
        return line.text[hit.start : hit.end] if _KIND.fullmatch(line.text, hit.end, zone.end) else ""

    def _shared_before(self, line: Line, name: Found) -> Iterator[Found]:
        """沣东、秦汉新城: each with the ending of the last."""
        before = _BEFORE.search(line.text, max(0, name.start - 30), name.start)
        ending = self._shapes.ending_of(line.text[name.start : name.end], name.rule)
        if before is None or not ending:
            return
        yield from self._sharing(line, replace(name, name=ending), before.start(1), before[1][:-1])


_LISTED_PARKS = ListRow("listed-parks", "Park", "", "unknown", (), ())
_STRATEGY = ListRow("listed-strategies", "Policy", "", "each", (), ())
SHARING = frozenset(("new-town", "development-zone", "power-line", "waterworks", "railway"))
"""Rules whose endings a list shares: A、B新城."""
