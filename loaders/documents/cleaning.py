"""Text as files hold it to clean lines: done once, before any offset exists.

What real files bring: lines broken inside sentences (PDF copies break every line, often with an
empty line between), stray spaces around digits, markdown marks, page numbers, and the outline that
a PDF viewer appends, which repeats the headings.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

CJK = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WIDE_MARKS = "，。、；：！？“”‘’（）《》〈〉【】〔〕—…·％"

ENDS = "。！？!?"
"""Marks that close a sentence."""

CLOSING = "”’」』）)》"
"""Marks that may stand after the one that closes a sentence."""

OPEN_ENDS = "，、,（《“‘〔【"
"""Marks after which a line can't end: the next line goes on."""

MARK = re.compile(
    rf"(?:第[一二三四五六七八九十百零〇\d]+[章节条编篇]|第[一二三四五六七八九十]+部分"
    rf"|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{{1,3}}[.．、](?!\d)|[（(]\d{{1,2}}[）)])"
    rf"\s*(?=[{CJK}“《\w])"
)
"""The mark that opens a heading or a numbered item."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\0]")
_SPACES = re.compile(r"[ \t\u00a0\u3000\u2000-\u200a\v\f]+")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_BULLET = re.compile(r"\s{0,6}[-*+•●]\s+(?=\S)")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`+|~~)(?=\S)(.{1,200}?)(?<=\S)\1")
_MARKUP = re.compile(r"[*_`~\[]")
_LEFT_OVER = re.compile(r"\*{2,}")
_UNFOLDED = re.compile(r"\s|[.…·]{2,}\s*\d+$")
_PAGE = re.compile(r"[-—–\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–\s]*$")

_WIDE = rf"[{CJK}{WIDE_MARKS}]"
_NARROW = "[A-Za-z0-9%+.&/$-]"
_NEXT_TO_NARROW = re.compile(rf"(?<={_WIDE}) (?={_NARROW})|(?<={_NARROW}) (?={_WIDE})")
_NEXT_TO_MARK = re.compile(rf"(?<=[{WIDE_MARKS}]) | (?=[{WIDE_MARKS}])")
_BETWEEN_WIDE = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")

_POINT = re.compile(r"[一二三四五六七八九十]+[是要]|——|其[一二三四五]")
_SIGNED = re.compile(r"[^：]{0,8}：")
_BODY_END = ("会", "府", "院", "局", "厅", "部", "委", "室", "司", "团")

LONG_LINE = 40
LONGEST_PARAGRAPH = 5000
FRONT_LINES = 15
OUTLINE_LINES = 4
WRAPPED_SHARE = 0.5
NARROWEST = 16
"""Lines that are shorter than this are short paragraphs, not broken ones."""
NESTED = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A clean line; `hashes` is its markdown heading level, 0 for none."""

    text: str
    hashes: int = 0


def clean_lines(text: str) -> list[Line]:
    """The document's lines, free of the faults of its file; no line is empty."""
    lines = [_strip_markdown(row) for row in _INVISIBLE.sub("", text).splitlines()]
    lines = [line for line in lines if line.text and not _PAGE.match(line.text)]
    lines = _drop_outlines(lines)
    tidy = (Line(_settle(line.text, _tidy), line.hashes) for line in _join_broken(lines))
    return [line for line in tidy if line.text]


def _settle(text: str, step: Callable[[str], str]) -> str:
    """The text after as many steps as change it: marks may stand inside marks."""
    for _ in range(NESTED):
        before, text = text, step(text)
        if text == before:
            break
    return text


def _tidy(text: str) -> str:
    """Without stray spaces, nor the emphasis that was broken over lines or spaced out."""
    return _strip_emphasis(_tidy_spaces(text)).strip()


def _strip_emphasis(text: str) -> str:
    if not _MARKUP.search(text):
        return text
    return _LEFT_OVER.sub("", _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text)))


def _strip_markdown(row: str) -> Line:
    hashes = 0
    if _RULE.match(row):
        return Line("")
    for _ in range(NESTED):
        before, row = row, _QUOTE.sub("", row, count=1) if _QUOTE.match(row) else row
        if heading := _HASHES.match(row):
            hashes, row = hashes or len(heading[1]), heading[2]
        row = _BULLET.sub("", row, count=1) if _BULLET.match(row) else row
        row = _SPACES.sub(" ", _strip_emphasis(row)).strip()
        if row == before:
            break
    return Line(row, hashes if row else 0)


def _drop_outlines(lines: list[Line]) -> list[Line]:
    """Without runs of lines that each open another line too: a PDF's outline or a list of contents."""
    folded = [_UNFOLDED.sub("", line.text) for line in lines]
    repeated = _repeated(folded)
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        stop, seen = at, set()
        while stop < len(lines) and repeated[stop] and folded[stop] not in seen:
            seen.add(folded[stop])
            stop += 1
        if stop - at < OUTLINE_LINES or not _is_outline(lines[at:stop]):
            kept.extend(lines[at : max(stop, at + 1)])
        at = max(stop, at + 1)
    return kept


def _repeated(folded: list[str]) -> list[bool]:
    """Which lines stand a second time in the text, at the start of a line and perhaps broken over several."""
    whole = "".join(folded)
    starts = list(accumulate((len(fold) for fold in folded), initial=0))[: len(folded)]
    alike: dict[str, list[int]] = {}
    for start in starts:
        alike.setdefault(whole[start : start + 2], []).append(start)
    return [
        len(fold) > 1 and any(other != start and whole.startswith(fold, other) for other in alike[fold[:2]])
        for fold, start in zip(folded, starts, strict=True)
    ]


def _is_outline(lines: list[Line]) -> bool:
    """Whether lines that stand elsewhere too are headings and not whole sentences."""
    return sum(line.text.endswith(tuple(ENDS)) for line in lines) <= len(lines) // 4


def _join_broken(lines: list[Line]) -> list[Line]:
    """Lines with breaks inside sentences undone; a heading that was broken over two lines too."""
    width = _wrap_width(lines)
    joined: list[Line] = []
    last = ""
    for line in lines:
        in_body = len(joined) > FRONT_LINES
        if joined and _goes_on(joined[-1], last, line, width, in_body):
            joined[-1] = Line(_glue(joined[-1].text, line.text), joined[-1].hashes)
        else:
            joined.append(line)
        last = line.text
    return joined


def _wrap_width(lines: list[Line]) -> int:
    """The width at which the file breaks its lines, in characters; 0 where it does not break them."""
    lengths = Counter(len("".join(line.text.split())) for line in lines if not line.hashes)
    unfinished = sum(not line.text.endswith(tuple(ENDS)) for line in lines)
    if len(lines) < 12 or unfinished < WRAPPED_SHARE * len(lines):
        return 0
    ordered = sorted(lengths.elements())
    width = ordered[int(0.75 * (len(ordered) - 1))]
    near = sum(count for length, count in lengths.items() if abs(length - width) <= 4)
    return width if width >= NARROWEST and near >= WRAPPED_SHARE * len(ordered) else 0


def _goes_on(paragraph: Line, last: str, line: Line, width: int, in_body: bool) -> bool:
    """Whether `line` continues the paragraph whose last line in the file was `last`."""
    text = paragraph.text
    length = len("".join(last.split()))
    if line.hashes or len(text) > LONGEST_PARAGRAPH:
        return False
    if text.rstrip(CLOSING).endswith(tuple(ENDS + ":：")) and not _open_pairs(text):
        # A full line that happens to end with a sentence is more often inside a paragraph than its last.
        return bool(width) and length >= width - 1 and not MARK.match(line.text)
    if text.endswith(tuple(OPEN_ENDS)):
        return True
    if MARK.match(line.text):
        return False
    if _open_pairs(text):
        return True
    if width:
        return length >= width - 3
    if not in_body and line.text.endswith(("：", ":")):
        return False  # a salutation stands below the title, however long that is
    return not paragraph.hashes and _breaks_off(text, length, in_body) and not _POINT.match(line.text)


def _breaks_off(text: str, length: int, in_body: bool) -> bool:
    """Whether a paragraph of a file that keeps lines whole was cut, as a page break does."""
    if any(mark in text for mark in ENDS) and text[-1] not in "；;）)":
        return True
    if MARK.match(text) or (text[0] in "（(" and text[-1] in "）)"):
        return False
    return length > LONG_LINE or (in_body and ("，" in text or bool(_POINT.match(text))))


def _open_pairs(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in ("《》", "“”", "（）"))


def _glue(left: str, right: str) -> str:
    space = (
        " "
        if left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()
        else ""
    )
    return left + space + right


def _tidy_spaces(text: str) -> str:
    if " " not in text:
        return text
    text = _NEXT_TO_MARK.sub("", _NEXT_TO_NARROW.sub("", text))
    if any(mark in text for mark in "，。；") or not _spaces_mean_something(text):
        text = _BETWEEN_WIDE.sub("", text)
    return text


def _spaces_mean_something(text: str) -> bool:
    """Whether spaces part people's names, bodies, a couplet's halves or a table's cells."""
    parts = _SIGNED.sub("", text, count=1).split(" ")
    if len(parts) != 2:
        return True
    left, right = parts
    names = max(len(left), len(right)) <= 4
    return names or len(left) == len(right) or (left.endswith(_BODY_END) and right.endswith(_BODY_END))
