"""Companies by what the text does with them: 支持甲茶业、乙康扩大产能, 引进丙电子、丁软件落户.

A member of such a list is a company when the gazetteer has it, when only a name can be so written
(no word of the dictionary in it), or when it has such a stem before the word of a trade; one member
that is one proves the others. Two names that touch (甲集团乙市, 甲油乙石化) are one company.
"""

import re
from collections.abc import Iterator

from loaders.lines import Found, Line, find_beside
from loaders.shapes import Shapes
from loaders.words import Words

_ITEM = r"[A-Za-z0-9\u4e00-\u9fff]{2,9}?"
_AND = r"(?:、|(?<=[^、]{2})[和与及](?=[^、]{2}))"
_LIST = rf"(?P<list>{_ITEM}(?:{_AND}{_ITEM}){{0,8}})"
_MEMBER = re.compile(_AND)
_HEADED = re.compile(
    r"(?<=[，。；、：])([\u4e00-\u9fff]{3,12}?)(?=(?:中国区|大中华区)?(?:副?董事长|副?总经理|副?总裁|首席执行官|创始人)[\u4e00-\u9fff]{2,3}[，。；、等])"
)
"""Whom someone heads: 江州甲智能科技董事长张三."""
_BRANCH = re.compile(r"[^\W\d的和与及等在并由以对向为]{2,4}公司")
"""What a group's name and this name together: 甲集团乙丙公司."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Companies:
    """Finds the companies of a line that no list holds and no ending tells."""

    def __init__(self, words: Words, shapes: Shapes) -> None:
        self._words = words
        self._shapes = shapes
        self._trades = re.compile("|".join(map(re.escape, words.company_trades)))
        before, acts, come = (
            "|".join(map(re.escape, group))
            for group in (words.company_before, words.company_acts, words.company_comes)
        )
        self._acts = re.compile(rf"(?:{before}){_LIST}(?:等[^，。；]{{0,8}})?(?:{acts})")
        self._come = re.compile(rf"(?:(?<=[，。；：])|(?<=^)){_LIST}(?:等[^，。；]{{0,8}})?(?:{come})")
        self._coming = re.compile(come)
        self._brought = re.compile(rf"(?:引进|招引|引入|集聚|汇聚|吸引)(?:了)?{_LIST}(?=[，。；]|等)")

    def find(self, line: Line) -> Iterator[Found]:
        """The companies; spans of lists' members and of names that touch."""
        yield from self._touching(line)
        for found in _HEADED.finditer(line.text):
            start, end = found.span(1)
            if self._fits(line, start, end, headed=True):
                yield Found(start, end, "Enterprise", "headed-company")
        for found in (
            *self._acts.finditer(line.text),
            *self._brought.finditer(line.text),
            *find_beside(self._come, self._coming, line.text),
        ):
            yield from self._members(line, found.start("list"), found["list"])

    def _touching(self, line: Line) -> Iterator[Found]:
        for hit in line.hits:
            trade = self._trades.match(line.text, hit.end) if hit.entry.type == "Enterprise" else None
            branch = _BRANCH.match(line.text, hit.end) if hit.entry.type == "Enterprise" else None
            if branch and not hit.weak and line.is_boundary(branch.end()) and self._is_plain(line, branch):
                yield Found(hit.start, branch.end(), "Enterprise", "touching-companies")
            if trade and not hit.weak and line.is_boundary(trade.end()) and self._ends(line, trade.end()):
                yield Found(hit.start, trade.end(), "Enterprise", "touching-companies")
        for first, second in zip(line.hits, line.hits[1:], strict=False):
            types = (first.entry.type, second.entry.type)
            if first.end != second.start or first.weak or second.weak or types[0] != "Enterprise":
                continue
            if types[1] == "Enterprise" or (types[1] == "Region" and self._ends(line, second.end)):
                yield Found(first.start, second.end, "Enterprise", "touching-companies")

    def _is_plain(self, line: Line, found: re.Match[str]) -> bool:
        """Whether whole words stand there, none of them one that no name holds."""
        words = [token.word for token in line.tokens_within(*found.span())]
        stopped = any(len(word) > 1 and word in self._words.stops for word in words)
        return line.is_boundary(found.start()) and not stopped

    def _ends(self, line: Line, at: int) -> bool:
        """Whether no noun follows that the words before it only describe."""
        following = line.tokens(at)
        after = next((token.word for token in following if token.start == at), "")
        acts = line.text.startswith(self._words.company_acts, at)
        return acts or not _HAN.match(after) or after in self._words.stops

    def _members(self, line: Line, start: int, listed: str) -> Iterator[Found]:
        spans, at = [], 0
        for mark in (*_MEMBER.finditer(listed), None):
            end = mark.start() if mark else len(listed)
            spans.append((self._after_place(line, start + at, start + end), start + end))
            at = mark.end() if mark else end
        known = {span for span in spans if self._is_known(line, *span)}
        likely = [span for span in spans if span not in known and self._fits(line, *span)]
        told = any(self._is_told(line, *span) for span in likely)
        if (known and len(spans) > 1) or told:
            for span in likely:
                yield Found(*span, "Enterprise", "acting-company")

    def _after_place(self, line: Line, start: int, end: int) -> int:
        """Where the company's own name starts in 云州恒远科技, if a place and the word of a trade hold it."""
        hit = line.hit_at(start)
        if hit is None or hit.weak or hit.start != start or hit.entry.type != "Region":
            return start
        own = end - hit.end > 3 and line.text[hit.end : end].endswith(self._words.company_trades)
        return hit.end if own and line.is_boundary(hit.end) else start

    def _is_known(self, line: Line, start: int, end: int) -> bool:
        hit = line.hit_at(start)
        return hit is not None and not hit.weak and (hit.start, hit.entry.type) == (start, "Enterprise")

    def _fits(self, line: Line, start: int, end: int, headed: bool = False) -> bool:
        """Whether whole words stand there that no other kind of name and no common noun is made of.

        A place may stand in front of a company that is `headed`.
        """
        text = line.text[start:end]
        if not (line.is_boundary(start) and line.is_boundary(end)) or line.is_common(start, end):
            return False
        if text.endswith(self._words.no_companies) or not 2 < len(text) <= (12 if headed else 9):
            return False
        words = line.tokens_within(start, end)
        other = ("Industry", "Region", "Enterprise") if headed else ("Industry",)
        hits = [line.hit_at(token.start) for token in words]
        if any(hit is not None and not hit.weak and hit.entry.type not in other for hit in hits):
            return False
        return not any(len(token.word) > 1 and token.word in self._words.stops for token in words)

    def _is_told(self, line: Line, start: int, end: int) -> bool:
        """Whether the words can only be a name, or are one before the word of a trade."""
        words = [token.word for token in line.tokens_within(start, end)]
        trade = line.text[start:end].endswith(self._words.company_trades)
        named = [len(word) == 1 or self._shapes.is_unknown(word) for word in words]
        unknown = any(self._shapes.is_unknown(word) for word in words)
        return unknown and (all(named) or (trade and len(words) > 1 and all(named[:-1])))
