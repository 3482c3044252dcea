"""The year that a figure belongs to: said beside it, carried in its section, or given by the title."""

import re
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from graph.facts import Span
from loaders.documents.model import HEADING, META, TITLE, Block, Document
from loaders.numerals import read_number
from loaders.rules import load_toml
from text import say

_YEAR = r"(?:19|20)\d{2}"
_GIVEN = re.compile(rf"(?<!\d)(?:(?:{_YEAR})?[-—–~至到]+)?(?P<year>{_YEAR})年")
_TITLE_RANGE = re.compile(rf"{_YEAR}\s*年?\s*[-—–~至到]+\s*{_YEAR}")
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
    """Whether the words after a year end their clause with something that only begins then."""
    clause = re.match(r"[^，；。、\d]{0,8}", after)[0]
    return clause.endswith(words.begun) and not after.startswith(("前", "底前"))


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
        self._own_year = years[0] if one else document.about.date[:4]
        # 三年内 in a plan for a range of years ends with the range.
        within = _TITLE_RANGE.search(title)
        self._start_year = str(int(within[0][:4]) - 1) if within else self._own_year
        self._said = ""
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
        self._marks = re.compile(
            rf"{_GIVEN.pattern}|(?P<spoken>{spoken})|“?(?P<plan>{plans})”?(?:时期|期间|期末|末|规划期)"
            rf"|(?:未来|今后|力争)?(?P<within>[一二两三四五六七八九十\d]{{1,2}})年(?:内|之内|以内)"
            rf"|(?:未来|今后)(?P<ahead>[二两三四五六七八九十\d]{{1,2}})年"
        )

    def enter(self, block: Block) -> None:
        """Start a block.

        A heading that names one year gives it to its section, and so do the first words below a
        heading about targets (到2030年，…).
        """
        if self._section_year and block.section[: len(self._section)] != self._section:
            self._section, self._section_year = (), ""
        first, self._first = self._first, block.kind == HEADING
        self._said = ""
        if block.kind == HEADING:
            years = set(re.findall(_GIVEN.pattern, self._text[block.start : block.end]))
            if len(years) == 1:
                self._section, self._section_year = block.section, years.pop()
            return
        opening = _OPENING.match(self._text, block.start, block.end)
        if first and opening and any(word in "".join(block.section) for word in self._words.targets):
            self._section, self._section_year = block.section, opening["year"]

    def marks(self, sentence: Span) -> list[tuple[int, str]]:
        """The years that a sentence says: (offset of the word, year), in order, comparisons left out.

        全年 is the year said before it in its paragraph, else the document's own.
        """
        found = []
        for match in self._marks.finditer(self._text, *sentence):
            if self._is_compared(match, sentence):
                continue
            if match["spoken"] in self._words.same and self._said:
                year = self._said
            elif match["spoken"]:
                year = self._relative_year(self._relative[match["spoken"]])
            elif match["plan"]:
                year = str(self._words.plans[match["plan"]])
            elif ahead := match["within"] or match["ahead"]:
                year = str(int(self._start_year) + int(read_number(ahead))) if self._start_year else ""
            else:
                year = self._said = match["year"]
            if year:
                found.append((match.start(), year))
        return found

    def _relative_year(self, offset: int) -> str:
        return str(int(self._own_year) + offset) if self._own_year else ""

    def _is_compared(self, match: re.Match[str], sentence: Span) -> bool:
        before, after = self._text[sentence[0] : match.start()], self._text[match.end() : sentence[1]]
        if _begins(after, self._words):
            return True
        if after.startswith(self._words.after_compared):
            return True
        # 从2020年的3亿元增长到2024年的5亿元: the year is said of the figure right after it.
        return before.endswith(self._words.before_compared) and not re.match(
            r"(?:的)?\d[^倍，。]*?(?:增|提|降|到)", after
        )

    def year_of(self, at: int, marks: list[tuple[int, str]], block: Block, *, target: bool) -> str:
        """The year of a figure at offset `at`; `target` says whether it is something to be reached.

        The last year said before it in its sentence, else its section's, else the one year that the
        title of a plan or of a yearly report names (for a plan's sections that look back, the year
        before); "" where none is said.
        """
        said = [year for offset, year in marks if offset < at]
        if said:
            return said[-1]
        if self._section_year:
            return self._section_year
        if not self._title_year or not (target or self._reports):
            return ""
        if any(word in heading for heading in block.section for word in self._words.review):
            return str(int(self._title_year) - 1)
        return self._title_year
