"""What reading the figures of a sentence works on: figures, counted things, and what earlier ones leave."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.facts import Span
from loaders.clauses import AGENTS
from loaders.figures import NameWords, deed_of, skip_front, trim_back
from loaders.names import Mention, Named
from loaders.quantities import Quantity

BEFORE, AFTER = "indicator.before", "indicator.after"
PAIRED, EACH, COMPARED = "indicator.paired", "indicator.each", "indicator.compared"

OWNERS = AGENTS | {"Project"}
"""Whose a figure can be. An industry's figure is a place's: its name says which industry."""

Owner = tuple[Named, Span]

_LINKS = ("以及", "、", "和", "与", "及", "—", "－", "-")
TOGETHER = re.compile(
    r"等?[两二三四五六七八九十\d]+个?(?:县（市）|县（市、区）|县\(市\)|县市|市县|县区|市区|区县|新城|园区|片区|乡镇|街道|[市县区省州镇乡地家])"
)


@dataclass(slots=True)
class Segment:
    """A stretch of a clause; `bracket` says that it stands in brackets of its own."""

    start: int
    end: int
    bracket: bool


@dataclass(slots=True)
class Figure:
    """Figures that stand together, with the words before them (from offset `start`) and after them.

    `following` are the words after the next figure, where only 、 parts it from the words after this.
    """

    quantities: list[Quantity]
    start: int
    before: str
    after: str
    following: str
    bracket: bool

    @property
    def kind(self) -> str:
        """The kind of unit; all that stand together have one, or the last one's counts."""
        return self.quantities[-1].kind

    @property
    def unit(self) -> str:
        """The last one's unit."""
        return self.quantities[-1].unit


@dataclass(slots=True)
class Counted:
    """A figure, the name of what it counts, and the entities named right there as its owners.

    `target` says that it is something to be reached, not a state of things that a plan refers to.
    `year` is the year that a list pairs it with, `was` says that it is what a change started from.
    """

    quantity: Quantity
    name: str
    rule: str
    owners: tuple[Owner, ...] = ()
    target: bool = True
    year: str = ""
    was: bool = False


@dataclass(slots=True)
class Memory:
    """What earlier words of the sentence leave for later figures.

    `topic` is what a clause without figures speaks of, `among` the things of 在…中, `limited` the
    things that a limit was set for and `lead` what it limits (项目 and 投资 of 投资10亿元以上的项目),
    `owners` those of the last list, `rivals` the places that `other` (低于) compares with.
    """

    base: str = ""
    deed: str = ""
    reading: str = ""
    kind: str = ""
    target: bool = True
    names: list[str] = field(default_factory=list)
    owners: list[Owner] = field(default_factory=list)
    limited: str = ""
    lead: str = ""
    among: str = ""
    other: str = ""
    rivals: list[str] = field(default_factory=list)
    topic: str = ""


class Context:
    """One sentence, from offset `start`, with its names, its rows of names that can own figures, and the
    memory of its figures.
    """

    def __init__(
        self,
        text: str,
        mentions: Iterable[Mention],
        words: NameWords,
        rows: Sequence[Sequence[Owner]] = (),
        start: int = 0,
    ) -> None:
        self.text = text
        self.words = words
        self.rows = rows
        self.start = start
        self.memory = Memory()
        self.mentions: dict[int, Mention] = {mention.start: mention for mention in mentions}
        self.ends: dict[int, Mention] = {mention.end: mention for mention in self.mentions.values()}

    def remember(self, figure: Figure, names: list[str], rule: str) -> None:
        """Keep the names of a figure for those after it; brackets only remark on what stands before them."""
        memory = self.memory
        if figure.bracket and memory.base:
            return
        memory.base, memory.reading, memory.kind = names[-1], rule, figure.kind
        memory.deed = deed_of(names[-1], self.words)
        memory.names = [*memory.names, *names]

    def skip(self, start: int, end: int) -> int:
        """The offset after what says nothing at the front of text[start:end]."""
        places = {place - start for place in self.mentions if start <= place < end}
        return start + skip_front(self.text[start:end], self.words, places)

    def skip_marks(self, at: int) -> int:
        """The offset after the marks and spaces that stand there."""
        while at < len(self.text) and self.text[at] in "，、；。 ":
            at += 1
        return at

    def owner_at(self, mention: Mention | None) -> list[Owner]:
        """The mention's entities as owners, none where one of them can't be."""
        if mention is None or any(entity.type not in OWNERS for entity in mention.entities):
            return []
        return [(entity, mention.span) for entity in mention.entities]

    def split_owner(self, start: int, end: int) -> tuple[int, list[Owner]]:
        """Where the name starts in text[start:end], and the owners that stand before it.

        The owners are one entity, or several joined (甲、乙GDP, 甲、乙两县GDP); of names that touch
        (甲市青石水库) the last. They need something left that can be counted; examples (甲、乙等5家) and
        where things come from (甲市转移项目) are no owners.
        """
        at = self.skip(start, end)
        owners, last = self.row(at, end)
        if not owners or last != owners[-1][1][1] or self.text.startswith("等", last):
            return at, []
        if self.words.origins.opening(self.text[:end], last):
            return at, []
        if last < len(self.text) and self.text[last] in "至到" and last + 1 in self.mentions:
            return at, []  # 甲市至乙市: a way, nobody's
        if len(owners) > 1 and (together := TOGETHER.match(self.text, last, end)):
            last = together.end()
        rest = self.skip(last, end)
        if not trim_back(self.text[rest:end], self.words) and not self.text[last:end].strip("的"):
            return at, []
        return rest, owners

    def row(self, at: int, end: int) -> tuple[list[Owner], int]:
        """The owners of the row of names that starts at an offset, and where it ends."""
        owners: list[Owner] = []
        touching: list[Owner] = []
        while (mention := self.mentions.get(at)) and mention.end <= end and (more := self.owner_at(mention)):
            if touching:
                owners = owners[: -len(touching)]
            owners += [owner for owner in more if owner[0] not in [entity for entity, _ in owners]]
            close = mention.end
            link = next((link for link in _LINKS if self.text.startswith(link, close, end)), "")
            touching = [] if link else more
            at = close + len(link)
        return owners, at

    def row_of(self, count: int, at: int) -> list[Owner]:
        """The last row of exactly so many owners that ends before an offset, [] where none does."""
        fitting = [row for row in self.rows if len(row) == count and row[-1][1][1] <= at]
        return list(fitting[-1]) if fitting else []
