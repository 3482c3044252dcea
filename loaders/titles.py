"""Documents and initiatives by their marks: 《…》, 国发〔2024〕4号, words between “ ”."""

import re
from collections.abc import Iterator

from loaders.lines import Found, Line
from loaders.words import Words

TITLE = re.compile(r"《[^《》\n]{2,90}》")
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*\d{1,4}\s*号")
QUOTED = re.compile(r"“([^“”\n]{2,24})”")
_COUNTED = re.compile(r"[一二三四五六七八九十两双]+(?:项|个|大)?")
_STUDY = re.compile(r"(?:调研|思考|研究|报告|探析|综述|论文)》$")
_JOURNAL = re.compile(r"\d{4}年第\d+期")
_FORMULA = re.compile(r"[0-9A-Za-z一二三四五六七八九十]+(?:[+＋][0-9A-Za-zN一二三四五六七八九十]+)+$")
_ARTICLES = re.compile(r"[一二三四五六七八九十百0-9]条$")
"""“黄金三十条”: a set of measures by the number of its articles."""
_NUMERAL = "[一二三四五六七八九十两双多]"
_THING = "[^市区国城省县地州位主村镇\\W]"
_LAYOUT = re.compile(
    rf"(?:{_NUMERAL}{{1,2}}{_THING}){{2,}}$|{_NUMERAL}{_THING}{_NUMERAL}{_THING}.*、.*"
    rf"|{_NUMERAL}{_THING}{{1,3}}(?:、{_NUMERAL}{_THING}{{1,3}})+$"
    rf"|{_NUMERAL}[^个项大条种\W](?:联动|协同|融合|同创|共治|并举|并重|驱动|互动|互促|共建|共享|联建|联创|同步)$"
    r"|[\u4e00-\u9fff][转改][\u4e00-\u9fff]$"
    r"|[\u4e00-\u9fff]{2,4}在[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}在[\u4e00-\u9fff]{2,4})+$"
)
"""How a plan lays out space or work: 一核两翼, 一心引领、两翼协同, 研发在甲、制造在乙."""
_AT_ONCE = re.compile(
    r"一[卡票网码单证窗键屏站次][\u4e00-\u9fff]{2}(?:、一[卡票网码单证窗键屏站次][\u4e00-\u9fff]{2})*$"
)
"""“一网通办”: one card, form or window for all."""
_DESIGNATED = re.compile(r"[\u4e00-\u9fff]{2,5}之[都城乡]$|[\u4e00-\u9fff]{2,6}[硅药铝镍锂铜钛钼煤瓷]都$")
"""“稀土之都”: what a place is called or wants to be called."""
_BODY = re.compile(r"[\u4e00-\u9fff]{4,}(?:研究院|研究所|学院|联盟|协会|商会|促进会)$")
"""“云山联合研究院”: a body by its full name."""
_PACK = re.compile(r"(?:[一两二三四五六七八九十][省市区县地州])+")
_OF_PACK = ("改革", "布局")
"""What “两市一区” do, which is no initiative by the name of them."""
_NETWORK = re.compile(r"(?:骨架|综合|主)*(?:路网|公路网|铁路网|交通网|轨道网|通道)")
_JOINED = ("合作", "模式", "机制", "治理", "服务", "经营", "运营")
_DESCRIBING = frozenset(
    "培育 提升 服务 示范 集成 运营 合作 管理 治理 监管 供给 保障 推广 协作 共享 帮扶 对接 养老".split()
)


class Titles:
    """Finds titles, document numbers and quoted initiatives in lines."""

    def __init__(self, words: Words) -> None:
        self._after = re.compile("|".join(map(re.escape, words.quoted_after)))
        self._before = words.quoted_before
        self._heads = words.quoted_heads
        self._never = words.never_after
        self._projects = words.quoted_projects
        self._carried = words.carried
        self._kinds = re.compile(rf"[\u4e00-\u9fff]{{0,6}}(?:{'|'.join(map(re.escape, words.quoted_kinds))})")
        things, parks = ("|".join(map(re.escape, ends)) for ends in (words.quoted_things, words.quoted_parks))
        self._built = (
            (re.compile(rf"[\u4e00-\u9fff]{{0,6}}(?:{parks})"), "Park", "quoted-park"),
            (re.compile(rf"[\u4e00-\u9fff]{{0,6}}(?:{things})"), "Project", "quoted-thing"),
        )
        self._idle = words.stops | words.few

    def find(self, line: Line) -> Iterator[Found]:
        """The policies that marks show. A number beside a title carries the title as its name."""
        last: Found | None = None
        for title in TITLE.finditer(line.text):
            if _JOURNAL.match(line.text, title.end()) or _STUDY.search(title[0]):
                continue
            last = Found(*title.span(), "Policy", "title", title[0])
            yield last
            number = NUMBER.match(line.text, title.end() + 1)
            if number and line.text[title.end()] in "（(":
                yield Found(*number.span(), "Policy", "document-number", title[0])
        for quoted in QUOTED.finditer(line.text):
            found = self._initiative(line, quoted)
            if found is not None:
                yield found

    def _initiative(self, line: Line, quoted: re.Match[str]) -> Found | None:
        """The policy that the quoted words are, where what stands around them says so."""
        words = quoted[1]
        if re.search(r"[，。；：！？]", words) or line.text.startswith(self._never, quoted.end()):
            return None
        start, end = quoted.span()
        if words.endswith(self._projects) and 3 <= len(words) <= 10:
            return Found(start, end, "Project", "quoted-project", words)
        if (built := self._thing(line, quoted)) is not None:
            return built
        after = self._after.match(line.text, end)
        if after is not None and line.is_boundary(after.end()):
            if "、" in words and after[0].endswith("模式"):
                return None
            name = words if after[0].startswith("的") else line.text[start : after.end()]
            return Found(start, after.end(), "Policy", "quoted-kind", name)
        if formula := self._formula(line, quoted):
            return formula
        if line.text[:start].endswith(self._before) and (
            words.endswith(self._heads) or _FORMULA.match(words)
        ):
            return Found(start, end, "Policy", "quoted-verb", words)
        kind = self._following(line, self._kinds, end)
        if kind is not None:
            of_pack = _PACK.fullmatch(words) and line.text.endswith(_OF_PACK, end, kind)
            return None if of_pack else Found(start, kind, "Policy", "quoted-kind")
        if _ARTICLES.search(words) or (self._ends_clause(line, end) and self._is_carried(line, start, words)):
            return Found(start, end, "Policy", "quoted-object", words)
        return None

    def _formula(self, line: Line, quoted: re.Match[str]) -> Found | None:
        """The policy or net of roads that the quoted words are by their own shape."""
        words, (start, end) = quoted[1], quoted.span()
        if _LAYOUT.match(words) or _AT_ONCE.match(words):
            type_ = "Project" if _NETWORK.match(line.text, end) else "Policy"
            return Found(start, end, type_, "quoted-layout", words)
        if re.search("[+＋]", words) and line.text.startswith(_JOINED, end):
            return Found(start, end + 2, "Policy", "quoted-kind")
        if _DESIGNATED.match(words):
            return Found(start, end, "Policy", "quoted-designation", words)
        counted = _COUNTED.match(words)
        if counted and words.endswith(self._heads) and len(words) > counted.end():
            return Found(start, end, "Policy", "quoted-count", words)
        return None

    def _thing(self, line: Line, quoted: re.Match[str]) -> Found | None:
        """The body that the quoted words name, or the park or work by the words behind them."""
        if _BODY.match(quoted[1]):
            return Found(*quoted.span(), "Organization", "quoted-body", quoted[1])
        for endings, type_, rule in self._built:
            end = self._following(line, endings, quoted.end())
            if end is not None and len(quoted[1]) >= 2:
                return Found(quoted.start(), end, type_, rule)
        return None

    def _following(self, line: Line, pattern: re.Pattern[str], end: int) -> int | None:
        """Where the words of the kind end that follow “ ”, none of them a verb that starts something else."""
        after = pattern.match(line.text, end)
        if after is None or not line.is_boundary(after.end()):
            return None
        between = [token.word for token in line.tokens_within(end, after.end())][:-1]
        return (
            None if any(word in self._idle and word not in _DESCRIBING for word in between) else after.end()
        )

    def _ends_clause(self, line: Line, end: int) -> bool:
        return end == len(line.text) or line.text[end] in "，。；、！"

    def _is_carried(self, line: Line, start: int, words: str) -> bool:
        return line.text[:start].endswith(self._carried) and 4 <= len(words) <= 10
