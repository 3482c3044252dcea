"""Industries that no list knows: what a place develops or leads with, by the last words and the company.

贻贝养殖 in 以贻贝养殖、离岛旅游为特色, 航空动力 in 联动发展航空动力. A member of a list counts when its last
words name a trade, or when another member of the list is an industry already.
"""

import re
from collections.abc import Iterator

from loaders.lines import Found, Line
from loaders.words import Words

_ITEM = r"[A-Za-z\u4e00-\u9fff]{2,9}?"
_LIST = rf"{_ITEM}(?:[、和及]{_ITEM}){{0,8}}"
_AFTER = (
    r"(?=[，。；]|$|等|产业|产业链|集群|产业集群|延链|补链|强链|赛道|功能|[两三四五六七八九十][个条大类])"
)
_AS = r"为(?:主导|特色|主|重点|支柱|龙头|引领)"
_ONE = re.compile(r"[^、和及]+")
LONGEST = 8
"""Characters of an industry's name at most."""


class Industries:
    """Finds members of lists that stand where industries stand."""

    def __init__(self, words: Words) -> None:
        self._words = words
        verbs = "|".join(map(re.escape, words.develops))
        self._contexts = (
            re.compile(rf"(?:{verbs})(?P<list>{_LIST}){_AFTER}"),
            re.compile(rf"以(?P<list>{_LIST}){_AS}"),
            re.compile(rf"主导产业[：:为是]+(?P<list>{_LIST}){_AFTER}"),
            re.compile(rf"(?:溢出|外迁|转移|搬迁|疏解)的(?P<list>{_ITEM})(?:{_AFTER[3:-1]}|、)"),
        )
        self._economy = re.compile(
            r"(?P<list>[\u4e00-\u9fff]{2}经济)(?=运行|高质量发展|提质|发展(?!区|带|圈))"
        )

    def find(self, line: Line) -> Iterator[Found]:
        """The industries of a line that the gazetteer does not hold whole."""
        for context in self._contexts:
            for found in context.finditer(line.text):
                yield from self._members(line, found.start("list"), found["list"])
        for found in self._economy.finditer(line.text):
            start, end = found.span("list")
            if not self._is_known(line, start, end) and self._fits(line, start, end - 2, "经济"):
                yield Found(start, end, "Industry", "developed-industry")

    def _members(self, line: Line, start: int, listed: str) -> Iterator[Found]:
        spans = [(start + one.start(), start + one.end()) for one in _ONE.finditer(listed)]
        known = {span for span in spans if self._is_known(line, *span)}
        told = {span for span in spans if line.text[slice(*span)].endswith(self._words.trades)}
        fitting = [span for span in spans if span not in known and self._fits(line, *span)]
        company = bool(known) or any(span in told for span in fitting)
        for span in fitting:
            if span in told or (company and len(spans) > 1):
                yield Found(*span, "Industry", "developed-industry")

    def _is_known(self, line: Line, start: int, end: int) -> bool:
        hit = line.hit_at(start)
        return hit is not None and (hit.start, hit.end, hit.entry.type) == (start, end, "Industry")

    def _fits(self, line: Line, start: int, end: int, tail: str = "") -> bool:
        """Whether whole words stand there, none of them a verb, and none at the end that names no trade."""
        text = line.text[start:end] + tail
        if not (line.is_boundary(start) and line.is_boundary(end)) or not 2 <= len(text) <= LONGEST:
            return False
        if text.endswith(self._words.no_trades) or (len(text) < 3 and text in self._words.trades):
            return False
        words = line.tokens_within(start, end)
        if any(token.word in self._words.stops for token in words[: None if tail else -1]):
            return False
        hits = [line.hit_at(token.start) for token in words]
        return not any(hit is not None and not hit.weak and hit.entry.type != "Industry" for hit in hits)
