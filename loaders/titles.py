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


class Titles:
    """Finds titles, document numbers and quoted initiatives in lines."""

    def __init__(self, words: Words) -> None:
        self._after = re.compile("|".join(map(re.escape, words.quoted_after)))
        self._before = words.quoted_before
        self._heads = words.quoted_heads
        self._never = words.never_after
        self._projects = words.quoted_projects

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
        after = self._after.match(line.text, end)
        if after is not None and line.is_boundary(after.end()):
            if "、" in words and after[0].endswith("模式"):
                return None
            name = words if after[0].startswith("的") else line.text[start : after.end()]
            return Found(start, after.end(), "Policy", "quoted-kind", name)
        counted = _COUNTED.match(words)
        if counted and words.endswith(self._heads) and len(words) > counted.end():
            return Found(start, end, "Policy", "quoted-count", words)
        if line.text[:start].endswith(self._before) and (
            words.endswith(self._heads) or _FORMULA.match(words)
        ):
            return Found(start, end, "Policy", "quoted-verb", words)
        return None
