"""The year that a figure belongs to: said beside it, carried in its section, or given by the title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from graph.facts import Span
from loaders.documents.cleaning import MARK
from loaders.documents.model import HEADING, META, TITLE, Block, Document
from loaders.numerals import read_number
from loaders.rules import load_toml
from text import say

_YEAR = r"(?:19|20)\d{2}"
_GIVEN = re.compile(rf"(?<!\d)(?:(?:{_YEAR})?[-—–~至到]+)?(?P<year>{_YEAR})年")
_TITLE_RANGE = re.compile(rf"{_YEAR}\s*年?\s*[-—–~至到]+\s*{_YEAR}")
_DATED = re.compile(rf"(?<![到至\d])(?P<year>{_YEAR})年(?:\d{{1,2}}月|第?[一二三四]季度|[上下]半年)")
_STOP = re.compile("[，；]")
_OPENING = re.compile(rf"(?:到|至|截至|力争到)?(?P<year>{_YEAR})年(?:底|末)?，")


@dataclass(frozen=True, slots=True)
class YearWords:
    """The table [years] of the rule file: words for years that depend on the document's own."""

    own: tuple[str, ...]
    same: tuple[str, ...]
    last: tuple[str, ...]
    next: tuple[str, ...]
    before_compared: tuple[str, ...]
    after_compared: tuple[str, ...]
    targets: tuple[str, ...]
    review: tuple[str, ...]
    planned: tuple[str, ...]
    reported: tuple[str, ...]
    begun: tuple[str, ...]
    founded: tuple[str, ...]
    now: tuple[str, ...]
    changed: tuple[str, ...]
    plans: dict[str, int]


def load_year_words(path: Path) -> YearWords:
    """The words for years; raises DataFileError where one of the lists is missing."""
    try:
        table = dict(load_toml(path)["years"])
        plans = table.pop("plans")
        return YearWords(**{key: tuple(words) for key, words in table.items()}, plans=plans)
    except (KeyError, TypeError) as error:
        raise DataFileError(path=path, line=0, problem=say("names.data.missing_key", key=error)) from error


def _title(document: Document) -> str:
    """The title, or where the document shows none its first line, if that is none of running text."""
    if any(block.kind == TITLE for block in document.blocks) or not document.blocks:
        return document.about.title
    first = document.blocks[0]
    return document.text[first.start : first.end] if first.kind in (META, HEADING) else ""


def _begins(after: str, words: YearWords) -> bool:
    """Whether the words after a year end their clause with something that only begins then.

    So do those that say since when there is such a thing (1992年批准设立的开发区).
    """
    founded = re.match(r"[^，；。、\d]{0,8}?的", after)
    if founded and founded[0][:-1].endswith((*words.begun, *words.founded)):
        return True
    clause = re.match(r"[^，；。、\d]{0,8}", after)[0]
    return clause.endswith(words.begun) and not after.startswith(("前", "底前"))


@dataclass(slots=True)
class Mark:
    """Words at offset `start` that give their year to figures up to offset `until`; "" for no year."""

    start: int
    until: int
    year: str


class Deadlines:
    """The years in force while one document is read from front to back."""

    def __init__(self, document: Document, words: YearWords) -> None:
        self._text = document.text
        self._words = words
        title = _title(document)
        years = re.findall(rf"(?<!\d){_YEAR}(?=年)", title)
        one = len(years) == 1 and not _TITLE_RANGE.search(title)
        self._reports = one and any(word in title for word in words.reported)
        plan = self._reports or any(word in title for word in words.planned)
        self._title_year = years[0] if one and plan else ""
        # 今年 in a paper that carries no date is the year that its title names.
        self._own_year = years[0] if one else document.about.date[:4] or self._dated()
        # 三年内 in a plan for a range of years ends with the range.
        within = _TITLE_RANGE.search(title)
        self._start_year = str(int(within[0][:4]) - 1) if within else self._own_year
        self._last_year = within[0].strip("年 ")[-4:] if within else ""
        self._said, self._block, self._block_year = "", -1, ""
        self._section: tuple[str, ...] = ()
        self._section_year = ""
        self._first = False
        relative = (
            {word: 0 for word in (*words.own, *words.same)}
            | {word: -1 for word in words.last}
            | {word: 1 for word in words.next}
        )
        self._relative = relative
        spoken = "|".join(sorted(map(re.escape, relative), key=len, reverse=True))
        plans = "|".join(map(re.escape, words.plans))
        others = (re.escape(word) for word in relative if "年" not in word)
        # Every mark holds one of these; a sentence without any is not looked through.
        self._hints = re.compile("|".join(("年|月", plans, *words.now, *others)))
        self._marks = re.compile(
            rf"{_GIVEN.pattern}|(?P<spoken>{spoken})|“?(?P<plan>{plans})”?(?:时期|期间|期末|末|规划期)"
            rf"|(?:未来|今后|力争)?(?P<within>[一二两三四五六七八九十\d]{{1,2}})年(?:内|之内|以内)"
            rf"|(?:未来|今后)(?P<ahead>[二两三四五六七八九十\d]{{1,2}})年"
            rf"|(?<=[，；。：\n])(?P<range>[二两三四五])年(?![内来以期级制行计间多])"
            rf"|(?P<now>{'|'.join(words.now)})"
            rf"|(?<![\d年至到—-])(?:\d{{1,2}}[-—~至到])?(?P<month>\d{{1,2}})月(?!\d)"
        )

    def _dated(self) -> str:
        """The one year of which the text names months or quarters, "" where there is none or another."""
        found = {match["year"] for match in _DATED.finditer(self._text)}
        return found.pop() if len(found) == 1 else ""

    def enter(self, block: Block) -> None:
        """Start a block.

        A heading that names one year gives it to its section, and so do the first words below a
        heading about targets (到2030年，…).
        """
        if self._section_year and block.section[: len(self._section)] != self._section:
            self._section, self._section_year = (), ""
        first, self._first = self._first, block.kind == HEADING
        self._said, self._block, self._block_year = "", block.start, ""
        if block.kind == HEADING:
            years = set(re.findall(_GIVEN.pattern, self._text[block.start : block.end]))
            if len(years) == 1:
                self._section, self._section_year = block.section, years.pop()
            return
        opening = _OPENING.match(self._text, block.start, block.end)
        if first and opening and any(word in "".join(block.section) for word in self._words.targets):
            self._section, self._section_year = block.section, opening["year"]

    def marks(self, sentence: Span, section: Sequence[str] = ()) -> list[Mark]:
        """The years that a sentence says, in order, comparisons left out.

        全年 is the year said before it in its paragraph, else its section's or the document's own; 目前
        is none. The year that a paragraph opens with (去年，…) holds for its other sentences.
        """
        found = []
        hinted = self._hints.search(self._text, *sentence)
        for match in self._marks.finditer(self._text, *sentence) if hinted else ():
            if self._is_compared(match, sentence) or self._is_named(match.start(), sentence[0]):
                continue
            year = self._year(match, section)
            if year or match["now"]:
                found.append(Mark(match.start(), self._until(match, sentence), year))
            if year and (match["spoken"] or match["year"]) and self._opens(match):
                self._block_year = year
        return found

    def _year(self, match: re.Match[str], section: Sequence[str]) -> str:
        """The year that words mean, "" for none."""
        review = any(word in heading for heading in section for word in self._words.review)
        if match["year"]:
            self._said = match["year"]
            return self._said
        if word := match["spoken"]:
            if word in self._words.same:
                return self._said or self._section_year or self._relative_year(0)
            if word in self._words.last and (self._reports or (review and self._section_year)):
                return self._section_year or self._title_year
            return self._relative_year(self._relative[word])
        if match["plan"]:
            return str(self._words.plans[match["plan"]])
        if match["month"]:
            return self._said or self._section_year or self._own_year
        if match["range"]:
            whole = self._last_year and int(self._last_year) - int(self._start_year)
            return self._last_year if str(whole) == read_number(match["range"]) else ""
        ahead = match["within"] or match["ahead"]
        return (
            str(int(self._start_year) + int(read_number(ahead)))
            if ahead and self._start_year and not review
            else ""
        )

    def _opens(self, match: re.Match[str]) -> bool:
        """Whether the words open their paragraph, by themselves: 去年，… and 2030年，…."""
        lead = self._text[self._block : match.start()]
        return bool(MARK.fullmatch(lead) or not lead) and self._text[match.end() : match.end() + 1] == "，"

    def _is_named(self, at: int, start: int) -> bool:
        """Whether a year stands inside the title of a paper: 《甲规划（2030—2035年）》."""
        return self._text.rfind("《", start, at) > self._text.rfind("》", start, at)

    def _until(self, match: re.Match[str], sentence: Span) -> int:
        """How far the words reach: the years of a change (由2020年的3家调整为2030年的9家) only to its end."""
        if not self._text.endswith(("从", "由", "自", *self._words.changed), sentence[0], match.start()):
            return sentence[1]
        stop = _STOP.search(self._text, match.end(), sentence[1])
        return stop.start() if stop else sentence[1]

    def _relative_year(self, offset: int) -> str:
        return str(int(self._own_year) + offset) if self._own_year else ""

    def _is_compared(self, match: re.Match[str], sentence: Span) -> bool:
        before, after = self._text[sentence[0] : match.start()], self._text[match.end() : sentence[1]]
        if _begins(after, self._words):
            return True
        if after.startswith(self._words.after_compared):
            return match["spoken"] not in self._words.own  # 今年以来 is this year
        if before.endswith(self._words.changed):
            return False
        # 从2020年的3亿元增长到2024年的5亿元: the year is said of the figure right after it.
        return before.endswith(self._words.before_compared) and not re.match(
            r"(?:的)?\d[^倍，。]*?(?:增|提|降|到)", after
        )

    def year_of(self, at: int, marks: Sequence[Mark], block: Block, *, target: bool) -> str:
        """The year of a figure at offset `at`; `target` says whether it is something to be reached.

        The last year said before it in its sentence, else its paragraph's or section's, else the one
        year that the title of a plan or of a yearly report names (for a plan's sections that look
        back, the year before); "" where none is said.
        """
        said = [mark.year for mark in marks if mark.start < at <= mark.until]
        if said:
            return said[-1]
        if self._block_year:
            return self._block_year
        if self._section_year:
            return self._section_year
        if not self._title_year or not (target or self._reports):
            return ""
        if any(word in heading for heading in block.section for word in self._words.review):
            return str(int(self._title_year) - 1)
        return self._title_year
