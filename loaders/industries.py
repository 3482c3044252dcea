"""Industries that no list knows: what a place develops or leads with, by the words around and the company.

贻贝养殖 in 以贻贝养殖、离岛旅游为特色, 航空动力 in 联动发展航空动力, 激光雷达 in 激光雷达产业. Where the
words around can only stand with industries, all members of a list count; else one does when its last
words name a trade, or when another member of the list is an industry already.
"""

import re
from collections.abc import Iterator

from loaders.gazetteer import Hit
from loaders.lines import Found, Line
from loaders.segment import Segmenter, Token
from loaders.words import Words

_ITEM = r"[A-Za-z\u4e00-\u9fff]{1,9}?"
_LIST = rf"{_ITEM}(?:[、和及与]{_ITEM}){{0,8}}"
_KIND = r"(?:产业|产业链|产业集群|集群|赛道|行业)"
_COUNT = r"[两二三四五六七八九十0-9]{1,2}(?:个|条|大|类|大类)"
_AFTER = (
    r"(?=[，。；]|$|等|产业|产业链|集群|产业集群|延链|补链|强链|赛道|功能|项目|环节|"
    r"[两三四五六七八九十][个条大类])"
)
_AS = r"为(?:主导|首位|特色|主|重点|支柱|龙头|引领|主攻|方向)"
_MOVED = r"(?:溢出|外迁|转移|转出|搬迁|疏解|退出|迁出)的"
_BEHIND = re.compile(
    rf"(?:等)?{_COUNT}[^，。；、]{{0,6}}?{_KIND}"
    rf"|等[^，。；、的]{{0,6}}?(?:{_KIND}|领域)(?!一体化|[^，。；]{{0,6}}(?:项目|企业))"
    r"|初具规模|加快集聚|快速发展|蓬勃发展|20\d\d年(?:产值|营收|交易额)"
)
"""What follows a list of industries."""
_RUN = re.compile(r"[A-Za-z\u4e00-\u9fff、]+$")
REACH = 90
"""Characters of a list before such words at most."""
_ONE = re.compile(r"[^、和及与]+")
_BEFORE_KIND = re.compile(
    r"产业(?!引导|飞地|平台|协同|协作|规划|园|区|带|走廊|基地|基金|工人|化|体系|结构|布局|政策|工程|扶贫|项目|新城|城|港|谷|大会|联盟|协会|研究|创新中心|服务中心|大学|学院|发展|促进局|局|处)"
)
_AFTER_TRADE = ("产业", "项目", "等", "企业", "产值")
_ADVANCED = ("先进", "新型")
_LINKS = frozenset("和及与")
_DIVISIONS = "省市县镇乡村州盟旗间"
LONGEST = 8
"""Characters of an industry's name at most."""


class Industries:
    """Finds members of lists that stand where industries stand."""

    def __init__(self, words: Words, segmenter: Segmenter) -> None:
        self._words = words
        self._segmenter = segmenter
        self._idle = words.no_industries | words.lead
        verbs = "|".join(map(re.escape, words.develops))
        self._sure = (
            re.compile(rf"(?:重点|大力|优先|着力|主要|分别|主动)(?:{verbs})(?P<list>{_LIST}){_AFTER}"),
            re.compile(
                rf"(?:{verbs})(?P<list>{_LIST})(?:等)?{_COUNT}[^，。；、]{{0,6}}?(?:{_KIND}|方向|环节|领域)"
            ),
            re.compile(rf"以(?P<list>{_LIST}){_AS}"),
            re.compile(rf"(?:主导|首位|特色|优势|支柱)产业[：:为是]+(?P<list>{_LIST}){_AFTER}"),
            re.compile(rf"{_MOVED}(?P<list>{_ITEM})(?:{_AFTER[3:-1]}|、)"),
        )
        self._likely = (re.compile(rf"(?:{verbs})(?P<list>{_LIST}){_AFTER}"),)
        self._economy = re.compile(
            r"(?P<list>[\u4e00-\u9fff]{2}经济)(?=运行|高质量发展|提质|发展(?!区|带|圈))"
        )
        self._tails = re.compile("|".join(map(re.escape, words.industry_tails)))

    def is_meant(self, line: Line, hit: Hit) -> bool:
        """Whether the gazetteer's industry is meant, and no thing that only its name begins (锂电人才)."""
        return hit.entry.type != "Industry" or not line.text.startswith(self._words.not_of_industry, hit.end)

    def find(self, line: Line) -> Iterator[Found]:
        """The industries of a line that the gazetteer does not hold whole."""
        for contexts, sure in ((self._sure, True), (self._likely, False)):
            for context in contexts:
                for found in context.finditer(line.text):
                    yield from self._members(line, found.start("list"), found["list"], sure)
        for behind in _BEHIND.finditer(line.text):
            end = behind.start() - line.text.startswith("”", max(0, behind.start() - 1))
            run = _RUN.search(line.text, max(0, end - REACH), end)
            if run is not None:
                start = self._after_verb(line, run.start(), run.end())
                yield from self._members(line, start, line.text[start : run.end()], False)
        for found in self._economy.finditer(line.text):
            start, end = found.span("list")
            if not self._is_known(line, start, end) and self._fits(line, start, end - 2, "经济"):
                yield Found(start, end, "Industry", "developed-industry")
        yield from self._named(line)
        yield from self._narrower(line)

    def _after_verb(self, line: Line, start: int, end: int) -> int:
        """Where the list starts in the run: after the last word in its first member that no name holds."""
        mark = line.text.find("、", start, end)
        for token in reversed(line.tokens_until(mark if mark > 0 else end)):
            if token.start < start:
                break
            if token.word in self._words.stops and token.word not in _LINKS:
                return token.end
        return start

    def _members(self, line: Line, start: int, listed: str, sure: bool) -> Iterator[Found]:
        spans = [(start + one.start(), start + one.end()) for one in _ONE.finditer(listed)]
        known = {span for span in spans if self._is_known(line, *span)}
        told = {span for span in spans if line.text[slice(*span)].endswith(self._words.trades)}
        fitting = [span for span in spans if span not in known and self._fits(line, *span)]
        company = sure or bool(known) or any(span in told for span in fitting)
        for span in fitting:
            if span in told or (company and (sure or len(spans) > 1)):
                yield Found(*span, "Industry", "developed-industry")

    def _is_known(self, line: Line, start: int, end: int) -> bool:
        hit = line.hit_at(start)
        return hit is not None and (hit.start, hit.end, hit.entry.type) == (start, end, "Industry")

    def _fits(self, line: Line, start: int, end: int, tail: str = "") -> bool:
        """Whether whole words stand there, none of them a verb, and none at the end that names no trade."""
        text = line.text[start:end] + tail
        if not (line.is_boundary(start) and line.is_boundary(end)) or not 2 <= len(text) <= LONGEST:
            return False
        if text.endswith(self._words.no_trades) or text in self._words.bare_trades:
            return False
        words = line.tokens_within(start, end)
        if any(token.word in self._words.stops for token in words[: None if tail else -1]):
            return False
        if self._segmenter.is_action(words[0].word) and not (
            text.endswith(self._words.trades) and len(words[0].word) < 3
        ):
            return False
        hits = [line.hit_at(token.start) for token in words]
        return not any(hit is not None and not hit.weak and hit.entry.type != "Industry" for hit in hits)

    def _named(self, line: Line) -> Iterator[Found]:
        """激光雷达产业: the nouns before 产业, unless they only rank it (新兴产业, 主导产业)."""
        for kind in _BEFORE_KIND.finditer(line.text):
            at = kind.start()
            if not (line.is_boundary(at) and line.is_boundary(kind.end())):
                continue
            nouns = self._nouns_before(line, at)
            if not nouns or nouns[-1].word in self._words.no_industries:
                continue
            start, words = nouns[0].start, line.text[nouns[0].start : at]
            if len(words) == 1 and words in self._words.crops:
                yield Found(start, kind.end(), "Industry", "named-industry")
            elif len(words) > 1 and not words.endswith(self._words.no_trades):
                hit = line.hit_at(start) if self._is_known(line, start, at) else None
                if hit is None or hit.weak:
                    name = words if hit is None else hit.entry.name
                    yield Found(start, kind.end(), "Industry", "named-industry", name)

    def _nouns_before(self, line: Line, at: int) -> list[Token]:
        nouns: list[Token] = []
        for token in reversed(line.tokens_until(at)):
            if at - token.start > LONGEST or not self._is_noun(line, token, not nouns):
                break
            nouns.insert(0, token)
        while nouns and nouns[0].word in self._idle:
            nouns.pop(0)
        return nouns

    def _is_noun(self, line: Line, token: Token, last: bool) -> bool:
        hit = line.hit_at(token.start)
        if hit is not None and not hit.weak and hit.entry.type != "Industry":
            return False
        if token.word in self._words.stops or token.word in self._words.few or token.word[-1] in _DIVISIONS:
            return False
        trade = last and token.word.endswith(self._words.trades)
        return (trade or not self._segmenter.is_action(token.word)) and "\u4e00" <= token.word[0] <= "\u9fff"

    def _narrower(self, line: Line) -> Iterator[Found]:
        """汽车软件: a known industry and what is made or done in it."""
        for hit in line.hits:
            tail = self._tails.match(line.text, hit.end) if hit.entry.type == "Industry" else None
            if tail is None or not line.is_boundary(hit.start) or not line.is_boundary(tail.end()):
                continue
            after = next((token.word for token in line.tokens(tail.end()) if token.start == tail.end()), "")
            if after and after not in self._words.stops and not after.startswith(_AFTER_TRADE):
                continue
            start = hit.start - 2 if line.text[: hit.start].endswith(_ADVANCED) else hit.start
            yield Found(start, tail.end(), "Industry", "narrower-industry")
