"""What a document says of itself before and after its body: title, issuer, number, date, genre."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.facts import DocumentFact
from loaders.documents.cleaning import ENDS, MARK, Line
from loaders.documents.structure import is_heading

HEAD_LINES = 25
TAIL_LINES = 12
TITLE_LENGTH = 80

GENRES = tuple(
    "行动计划 实施方案 行动方案 工作方案 建设方案 工作要点 指导意见 实施意见 若干措施 "
    "若干政策 考察报告 调研报告 工作报告 研究报告 专项规划 规划纲要 建议 思考 "
    "调研 计划 方案 规划 纲要 要点 意见 措施 办法 "
    "条例 规定 细则 决定 决议 批复 通知 通报 公告 "
    "公报 报告 请示 函 纪要 协议 标准 指南 清单 "
    "白皮书".split()
)

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:函|字)?[〔\[［（(]\s*(?:19|20)\d{2}\s*[〕\]］）)]\s*第?\d{1,4}号"
)
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})年"
    r"(?:(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日)?)?"
)
_BODY = (
    r"[\u4e00-\u9fffA-Za-z0-9·、（）]{2,30}"
    r"(?:委员会|管委会|人民政府|政府|党工委|市委|省委|区委|县委|办公厅|办公室|研究院|研究中心|研究室|课题组|调研组|考察组"
    r"|编写组|发展改革委|发改委|[^部内]部|[厅局院委署社]|联合会|协会|学会|公司|集团)"
)
_ISSUER = re.compile(rf"(?P<body>{_BODY})(?P<paper>文件)?$")
_ISSUER_AND_DATE = re.compile(rf"(?P<body>{_BODY})(?P<date>{_DATE.pattern})(?:印发)?$")
_PERIOD = re.compile(r"[（(]?(?:总)?第\s*\d+\s*[期号]")
_SALUTATION = re.compile(r".{2,120}[：:]$")
_CLOSING = re.compile(
    r"[（(]?(?:执笔人?|撰稿|作者|作者单位|课题组成员|调研组成员|课题组组长|编辑|审核|联系人|联系电话|抄送|主送|报送|印发|送|发|附件)"
    r"\s*[：:]"
)
_NAMES = re.compile(r"[\u4e00-\u9fff·]{2,4}(?: [\u4e00-\u9fff·]{2,4}){0,11}$")
_TITLE_IN_NOTICE = re.compile(r"《(.+)》的(?:通知|批复|决定|函|公告)$")
_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}


@dataclass(frozen=True, slots=True)
class About:
    """The document's account of itself, and the numbers of the lines that gave it."""

    fact: DocumentFact
    titles: frozenset[int]
    metas: frozenset[int]


def read_about(doc: str, lines: Sequence[Line]) -> About:
    """What the lines say of the document; what they don't say stays "" (the title: the file's name)."""
    head = _front(lines)
    tail = _closing(lines, max(head, default=-1) + 1)
    groups = _title_groups(lines, head)
    titles = _best_title(lines, groups)
    metas = (head | tail) - titles
    title = _join_title([lines[number].text for number in sorted(titles)]) or doc
    meta_texts = [lines[number].text for number in sorted(metas)]
    fact = DocumentFact(
        doc=doc,
        title=title,
        issuer=_find_issuer(meta_texts),
        number=_find_number(meta_texts),
        date=_find_date(meta_texts),
        genre=next((genre for genre in GENRES if _ends_as(title, genre)), ""),
    )
    return About(fact, titles, metas)


def _front(lines: Sequence[Line]) -> frozenset[int]:
    """The short lines above the body: up to the last that looks like a letterhead or a title."""
    front: set[int] = set()
    for number, line in enumerate(lines[:HEAD_LINES]):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if MARK.match(line.text) and is_heading(Line(line.text), following):
            break
        if _is_front(line):
            front.add(number)
    return frozenset(front)


def _is_front(line: Line) -> bool:
    if line.hashes == 1:
        return True
    text = line.text
    if len(text) > TITLE_LENGTH or text.endswith(tuple(ENDS + "；，")):
        return False
    return not line.hashes


def _closing(lines: Sequence[Line], first: int) -> frozenset[int]:
    """The lines after the body, none before `first`: signatures, dates, addressees."""
    closing: set[int] = set()
    below = False
    for number in range(max(first, len(lines) - TAIL_LINES), len(lines)):
        text = lines[number].text
        starts = _CLOSING.match(text) or (len(text) < 40 and _ISSUER_AND_DATE.search(text))
        signed = len(text) < 40 and (_DATE.fullmatch(text.removesuffix("印发")) or _ISSUER.fullmatch(text))
        listed = below and (len(text) < TITLE_LENGTH)
        if starts or signed or listed:
            closing.add(number)
            below = True
    return frozenset(closing)


def _is_title_line(line: Line) -> bool:
    text = line.text
    if line.hashes == 1:
        return True
    other = (_NUMBER, _PERIOD, _SALUTATION, _CLOSING, _NAMES, _DATE, _ISSUER_AND_DATE)
    return not (
        any(form.match(text.lstrip("（(")) for form in other) and not _genre_at_end(text)
    ) and not _ISSUER.fullmatch(text)


def _title_groups(lines: Sequence[Line], head: frozenset[int]) -> list[list[int]]:
    """Runs of adjacent title lines; a markdown heading opens a run of its own."""
    groups: list[list[int]] = []
    for number in sorted(head):
        if not _is_title_line(lines[number]):
            continue
        adjoins = groups and groups[-1][-1] == number - 1
        if adjoins and (not lines[number].hashes or _goes_on(lines[number - 1].text, lines[number].text)):
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _goes_on(above: str, below: str) -> bool:
    return below.startswith("—") or not _genre_at_end(above)


def _best_title(lines: Sequence[Line], groups: list[list[int]]) -> frozenset[int]:
    """The run that is most like a title: it ends in a genre, is marked as one, is long.

    Where a notice passes on a paper whose own title stands too, the paper's title is the document's.
    """

    def score(group: list[int]) -> tuple[float, int]:
        text = "".join(lines[number].text for number in group)
        passes_on = bool(_TITLE_IN_NOTICE.search(text))
        marked = any(lines[number].hashes == 1 for number in group)
        return (2 * _genre_at_end(text) + marked + min(len(text), 30) / 30 - 1.5 * passes_on, -group[0])

    return frozenset(max(groups, key=score)) if groups else frozenset()


def _genre_at_end(text: str) -> bool:
    return any(_ends_as(text, genre) for genre in GENRES)


def _ends_as(title: str, genre: str) -> bool:
    return re.sub(r"[（(][^（）()]*[）)]$", "", title.strip("《》 ")).rstrip("》").endswith(genre)


def _join_title(rows: list[str]) -> str:
    """The title on one line, of a notice that passes on a paper the paper's.

    A space stays only between halves of equal length, as couplets have it.
    """
    joined = ""
    for row in rows:
        halves = row.split(" ")
        couplet = len(halves) == 2 and len(halves[0]) == len(halves[1])
        piece = row if couplet else "".join(halves)
        apart = " " if couplet and joined else ""
        joined += (apart if not piece.startswith("—") else "") + piece
    whole = re.fullmatch(r"《([^《》]+)》", joined) or _TITLE_IN_NOTICE.search(joined)
    return whole[1] if whole else joined


def _find_number(rows: list[str]) -> str:
    return next((found[0].replace(" ", "") for row in rows if (found := _NUMBER.fullmatch(row))), "")


def _find_issuer(rows: list[str]) -> str:
    """The body on the letterhead (X文件), else beside the date, else the first line that is a body's name."""
    forms = [_ISSUER.fullmatch(row) for row in rows]
    found = next((form for form in forms if form and form["paper"]), None)
    found = found or next((form for row in rows if (form := _ISSUER_AND_DATE.fullmatch(row))), None)
    found = found or next((form for form in forms if form), None)
    return found["body"] if found else ""


def _find_date(rows: list[str]) -> str:
    """The date that stands alone or closes a line, as YYYY-MM-DD, YYYY-MM or YYYY."""
    for row in rows:
        found = _DATE.fullmatch(row.strip("（）()").removesuffix("印发")) or _ISSUER_AND_DATE.fullmatch(row)
        if found and found["m"]:
            parts = [_digits(found["y"]), _ordinal(found["m"]), _ordinal(found["d"] or "")]
            return "-".join(part.zfill(2) for part in parts if part)
    return ""


def _digits(text: str) -> str:
    return "".join(_DIGITS.get(char, char) for char in text)


def _ordinal(text: str) -> str:
    """1 to 31 in Chinese numerals as digits."""
    if "十" not in text:
        return _digits(text)
    tens, units = text.split("十")
    return str(int(_digits(tens) or 1) * 10 + int(_digits(units) or 0))
