"""Words that state a relation: the rows of data/rules/relations.toml, and where their words stand."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from errors import DataFileError
from graph.schema import load_schema
from loaders.rules import load_rules, load_toml
from text import say

FILE = "relations.toml"
PLACES = frozenset(
    (
        "subject",
        "after",
        "before",
        "prep",
        "members",
        "opening",
        "openings",
        "topic",
        "area",
        "made",
        "named",
        "next",
        "given",
        "line",
    )
)
_LITERAL = re.compile(r"\w+")
STATES = ("planned", "under_way", "done", "reported")


@dataclass(frozen=True, slots=True)
class CueRow:
    """A row of [[cue]].

    `words` state `relation`; (a|b) in them are alternatives. Words that begin or end with words of
    other rows say what those say too (全面实施 what 实施 says), but not those of `whole` rows (配合推进
    is not 推进). `head` and `tail` say where the two ends stand, seen from the words: the "subject" of
    the clause (or carried on), the row of names "after" or "before" them, the row after one of
    `preps` ("prep"); "named" is the row before the words, else the last one of the sentence
    before, "next" the row after them, else the first one of the sentence behind; "given" are the
    objects of what the row after them is to do (支持甲公司建设乙园);
    "opening" is the first name of the sentence that stands like a subject, "openings" are all of them,
    "topic" is whom the paragraph or heading speaks of, "area" the issuer too; "members" joins the names
    of one row with each other; "made" is what the sentence has just built or issued; "line" is the
    project before the words, else the subject.

    Conditions: `heads` and `tails` are types, all that the relation allows where empty; `head_names`
    and `tail_names` patterns of full names; `bodies` is one of bodies that stand in for a place that is
    not named; `lead` must stand right before the words, `follow` right after the tail, `unless` nowhere
    in the clause, `rest` in the sentence behind it; `more` is what may stand between two rows of objects
    beside 、 (承接甲市溢出的乙产业); `near` is how many characters may stand between
    words and names; after `closing` words hardly anything may follow in the clause; `carry` lets the
    subject come from before the sentence.

    `turned` rows state the relation from tail to head (A下设B: B is part of A). After `joint` words
    partners stay subjects (A与B共同…), after others they do not; `dashed` members are joined by a dash.
    With `owners`, whose the tails are are tails too (承接甲市装备制造转移). The head of `result` rows is
    what the sentence has just built or issued, if anything (建成X，带动Y). `status` is the fact's, where
    the words themselves tell it.
    """

    id: str
    relation: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    head: str = "subject"
    tail: str = "after"
    heads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    preps: tuple[str, ...] = ()
    lead: str = ""
    follow: str = ""
    unless: str = ""
    rest: str = ""
    more: str = ""
    near: int = 24
    closing: bool = False
    carry: bool = True
    turned: bool = False
    joint: bool = False
    whole: bool = False
    owners: bool = False
    result: bool = False
    bodies: str = ""
    head_names: str = ""
    tail_names: str = ""
    status: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A row ready for use: its types as sets, its patterns compiled."""

    row: CueRow
    heads: frozenset[str]
    tails: frozenset[str]
    lead: re.Pattern[str] | None
    follow: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    rest: re.Pattern[str] | None
    more: re.Pattern[str] | None
    bodies: re.Pattern[str] | None
    head_names: re.Pattern[str] | None
    tail_names: re.Pattern[str] | None

    @property
    def id(self) -> str:
        """The id that facts keep as their rule."""
        return self.row.id


@dataclass(slots=True, eq=False)
class Hit:
    """Words of rows at these offsets of the document.

    `light` words say nothing of their own before another verb (加快 in 加快出台); `barrier` words take
    the names after them and state nothing (穿越).
    """

    start: int
    end: int
    word: str
    cues: tuple[Cue, ...]
    light: bool = False
    barrier: bool = False


class CueBook:
    """All cue rows by their words."""

    def __init__(
        self, cues: tuple[Cue, ...], light: frozenset[str], idle: frozenset[str], barriers: frozenset[str]
    ) -> None:
        self.cues = cues
        self._light, self._barriers = light, barriers
        by_word: dict[str, list[Cue]] = defaultdict(list)
        for cue in cues:
            for word in spell_out(cue.row.words):
                by_word[word].append(cue)
        # Joint rows first: partners that they find act with the subject in the other rows of the word.
        self._cues = {
            word: tuple(sorted(dict.fromkeys(_said(word, by_word, light)), key=lambda cue: not cue.row.joint))
            for word in by_word
        }
        # Words that state nothing but hold words that do (要求 holds 要): found, and passed over.
        self._cues.update((word, self._cues.get(word, ())) for word in barriers)
        self._cues.update((word, ()) for word in idle)
        self._words = tuple(self._cues)
        self._finder = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    def hits(self, masked: str, offset: int) -> list[Hit]:
        """The words in a masked text, the longest at each place, none inside another."""
        found = []
        for number, start, end in self._finder.find_matches_as_indexes(masked):
            word = self._words[number]
            cues, barrier = self._cues[word], word in self._barriers
            if cues or barrier:
                found.append(Hit(offset + start, offset + end, word, cues, word in self._light, barrier))
        return found


def _said(word: str, by_word: dict[str, list[Cue]], light: frozenset[str]) -> Iterator[Cue]:
    """The rows of a word, then those of the words that it ends with, or begins with if they are not light."""
    yield from by_word[word]
    if any(cue.row.whole for cue in by_word[word]):
        return
    for cut in range(1, len(word)):
        yield from by_word.get(word[cut:], ())
        if word[:-cut] not in light:
            yield from by_word.get(word[:-cut], ())


@dataclass(frozen=True, slots=True)
class Manner:
    """How a clause says it: words that undo a relation, and words that tell its status."""

    negations: re.Pattern[str]
    states: tuple[tuple[str, re.Pattern[str]], ...]

    def denied(self, before: str) -> bool:
        """Whether the words of the clause before a cue deny it."""
        return bool(self.negations.search(before))

    def status(self, words: str) -> str:
        """The status that a clause's words up to its tail tell, the first in the file that fits; else ""."""
        return next((state for state, pattern in self.states if pattern.search(words)), "")


def spell_out(words: tuple[str, ...]) -> Iterator[str]:
    """Every spelling of the words: 加快(推进|) gives 加快推进 and 加快."""
    for word in words:
        parts = re.split(r"\(([^()]*)\)", word)
        for spelling in product(*(part.split("|") if at % 2 else [part] for at, part in enumerate(parts))):
            yield "".join(spelling)


def load_cues(folder: Path) -> CueBook:
    """The cue rows of data/rules/relations.toml; raises DataFileError for a row that can't be used."""
    path = folder / "rules" / FILE
    relations = load_schema().relations
    table = load_toml(path)
    try:
        light, idle = frozenset(table["verbs"]["light"]), frozenset(table["verbs"]["idle"])
        barriers = frozenset(table["verbs"]["barriers"])
        beside = rf"(?!{'|'.join(table['verbs']['beside'])})"
    except KeyError as error:
        raise DataFileError(path=path, line=0, problem=say("names.data.missing_key", key=error)) from error
    cues = []
    for row in load_rules(path, "cue", CueRow):
        odd = [word for word in spell_out(row.words) if not _LITERAL.fullmatch(word)]
        if odd:
            raise DataFileError(path=path, line=row.id, problem=say("relations.data.unknown", value=odd))
        relation = relations.get(row.relation)
        unknown = {row.head, row.tail} - PLACES
        if relation is None or unknown:
            problem = say("relations.data.unknown", value=row.relation if relation is None else unknown)
            raise DataFileError(path=path, line=row.id, problem=problem)
        ends = (relation.tails, relation.heads) if row.turned else (relation.heads, relation.tails)
        for given, allowed in ((row.heads, ends[0]), (row.tails, ends[1])):
            if set(given) - allowed:
                problem = say("relations.data.types", types=", ".join(sorted(set(given) - allowed)))
                raise DataFileError(path=path, line=row.id, problem=problem)
        cues.append(
            Cue(
                row,
                frozenset(row.heads) or ends[0],
                frozenset(row.tails) or ends[1],
                _compiled(row.lead, path, row.id),
                _compiled(row.follow or beside, path, row.id),
                _compiled(row.unless, path, row.id),
                _compiled(row.rest, path, row.id),
                _compiled(row.more, path, row.id),
                _compiled(row.bodies, path, row.id),
                _compiled(row.head_names, path, row.id),
                _compiled(row.tail_names, path, row.id),
            )
        )
    return CueBook(tuple(cues), light, idle, barriers)


def load_manner(folder: Path) -> Manner:
    """The words of negation and status of data/rules/relations.toml."""
    path = folder / "rules" / FILE
    table = load_toml(path)
    try:
        manner = table["manner"]
        return Manner(
            words_pattern(manner["negations"]),
            tuple((state, words_pattern(manner[state])) for state in STATES),
        )
    except KeyError as error:
        raise DataFileError(path=path, line=0, problem=say("names.data.missing_key", key=error)) from error


def load_weaker(folder: Path) -> dict[str, frozenset[str]]:
    """Relations that are left out where one of a pair's stronger relations is stated too."""
    table = load_toml(folder / "rules" / FILE).get("weaker", {})
    return {relation: frozenset(stronger) for relation, stronger in table.items()}


def words_pattern(words: list[str]) -> re.Pattern[str]:
    """Any of the words, which may be patterns."""
    return re.compile("|".join(words))


def _compiled(pattern: str, path: Path, row: str) -> re.Pattern[str] | None:
    if not pattern:
        return None
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataFileError(path=path, line=row, problem=error) from error
