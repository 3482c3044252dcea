"""Words that stand for names said before: 该园区, 其, 双方, 上述两市, 甲方. Each becomes a mention.

Only words that the finders of names left are looked at. The last name that fits is meant; where none
does, the words stand for nothing.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from errors import DataFileError
from loaders.clauses import AGENTS, Clause, Group, Sentence, name_more
from loaders.cues import FILE
from loaders.documents.model import Block
from loaders.names import Mention, Named
from loaders.rules import load_toml
from text import say

RULE = "pronoun"
REMEMBERED, SUBJECTS = 40, 8
"""How many names, and how many subjects, back a word may reach."""
WITH = ("与", "同", "和", "会同", "联合", "携手")
_PROVINCE = re.compile(r"(?:(?<![一二三四五六七八九])省|自治区)$")
TOPICS = AGENTS | {"Project", "Policy"}


@dataclass(frozen=True, slots=True)
class PronounWords:
    """What stands for a name: `words` finds all; `kinds` are the types that 该 and its noun may mean,
    `counts` how many names words for several mean, `models` what 其 must follow where it is no subject.
    """

    words: re.Pattern[str]
    party: re.Pattern[str]
    models: re.Pattern[str]
    kinds: dict[str, frozenset[str]]
    counts: dict[str, int]


def load_pronouns(folder: Path) -> PronounWords:
    """The table [pronouns] of data/rules/relations.toml; raises DataFileError where a key is missing."""
    path = folder / "rules" / FILE
    try:
        table = load_toml(path)["pronouns"]
        kinds = {
            word: frozenset(kind for kind, words in table["kinds"].items() if word in words)
            for words in table["kinds"].values()
            for word in words
        }
        nouns = "|".join(sorted(kinds, key=len, reverse=True))
        pointers, several = "|".join(table["pointers"]), "|".join(table["counts"])
        return PronounWords(
            re.compile(
                rf"(?:{pointers})(?P<kind>{nouns})(?!{table['not_after_kind']})|(?P<its>{table['its']})"
                rf"|(?P<level>{table['level']})"
                rf"|(?<!□)(?:上述)?(?P<count>{several})|(?P<party>{table['party']})"
            ),
            re.compile(rf"(?P<party>{table['party']})(?:（[^（）]*）)?[：:为是]\s*$"),
            re.compile(rf"(?:{'|'.join(table['models'])})$"),
            kinds,
            dict(table["counts"]),
        )
    except KeyError as error:
        raise DataFileError(path=path, line=0, problem=say("names.data.missing_key", key=error)) from error


def resolve(
    sentences: Iterable[Sentence],
    issuer: Named | None,
    words: PronounWords,
    openers: re.Pattern[str],
    reading: str,
) -> Iterator[Sentence]:
    """The sentences in their order, with a mention more for each word that stands for names said before.

    `issuer` is whom a paragraph speaks of that has named no one, `openers` may stand before a subject,
    `reading` is as for `read_sentences`.
    """
    meant = (issuer,) if issuer else ()
    memory = _Memory(words, openers, issuer=meant, speaking=meant)
    for sentence in sentences:
        found = list(memory.read(sentence))
        yield name_more(sentence, found, reading) if found else sentence


@dataclass(slots=True)
class _Memory:
    """The names said so far: all, those that were subjects, the last rows by length, a contract's parties."""

    words: PronounWords
    openers: re.Pattern[str]
    names: deque[Named] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    subjects: deque[tuple[Named, ...]] = field(default_factory=lambda: deque(maxlen=SUBJECTS))
    rows: deque[tuple[Named, ...]] = field(default_factory=lambda: deque(maxlen=SUBJECTS))
    parties: dict[str, Named] = field(default_factory=dict)
    block: Block | None = None
    issuer: tuple[Named, ...] = ()
    speaking: tuple[Named, ...] = ()
    """The last subject of the paragraph, the issuer where it has had none."""

    def read(self, sentence: Sentence) -> Iterator[Mention]:
        """The mentions that words of the sentence make; then remembers what it names."""
        if sentence.block is not self.block:
            self.block, self.speaking = sentence.block, self.issuer
            self.subjects.clear()
        for clause in sentence.clauses:
            groups = list(clause.groups)
            for found in self.words.words.finditer(sentence.between(clause.start, clause.end)):
                start, end = clause.start + found.start(), clause.start + found.end()
                while groups and groups[0].start < start:
                    self._remember(sentence, clause, groups.pop(0))
                if entities := self._meant(sentence, clause, found, start):
                    yield Mention(start, end, entities, RULE)
                    if self._opens(sentence, clause, start):
                        self.subjects.append(entities)
            for group in groups:
                self._remember(sentence, clause, group)

    def _remember(self, sentence: Sentence, clause: Clause, group: Group) -> None:
        agents = tuple(entity for entity, _ in group.having(AGENTS))
        if len(agents) > 1:
            self.rows.append(agents)
        topics = tuple(entity for entity, _ in group.having(TOPICS))
        if topics and self._opens(sentence, clause, group.start):
            self.subjects.append(topics)
            self.speaking = agents or self.speaking
        elif len(agents) == len(self.speaking) == 1 and sentence.between(clause.start, group.start).endswith(
            WITH
        ):
            # 甲市 and 乙市 that stand apart (甲市积极与乙市…) are two as well.
            self.rows.append((*self.speaking, *agents))
        self.names.extend(topics)
        if party := self.words.party.search(sentence.between(sentence.start, group.start)):
            self.parties[party["party"]] = agents[0] if agents else group.items[0].mention.entities[0]
            if len(self.parties) > 1:
                self.rows.append(tuple(self.parties.values()))

    def _opens(self, sentence: Sentence, clause: Clause, start: int) -> bool:
        return bool(self.openers.fullmatch(sentence.between(clause.start, start)))

    def _meant(
        self, sentence: Sentence, clause: Clause, found: re.Match[str], start: int
    ) -> tuple[Named, ...]:
        if found["party"]:
            party = self.parties.get(found["party"])
            return (party,) if party else ()
        if found["count"]:
            return self._row(found["count"])
        if found["kind"]:
            return self._of_kind(found["kind"])
        if found["level"]:
            provinces = Counter(name for name in self.names if _PROVINCE.search(name.name))
            return tuple(name for name, _ in provinces.most_common(1))
        if self._opens(sentence, clause, start):
            return self.subjects[-1] if self.subjects else ()
        if self.words.models.search(sentence.between(clause.start, start)):
            here = {entity for group in clause.groups for entity, _ in group.having(TOPICS)}
            return next((one for one in reversed(self.subjects) if not here.intersection(one)), ())
        return ()

    def _row(self, word: str) -> tuple[Named, ...]:
        """The last row of as many names as the word says (两市), of the types that its last sign means."""
        count, types = self.words.counts[word], self.words.kinds.get(word[-1], AGENTS)
        fitting = (row for row in reversed(self.rows) if len(row) == count)
        return next((row for row in fitting if all(name.type in types for name in row)), ())

    def _of_kind(self, noun: str) -> tuple[Named, ...]:
        """The last name that ends with the noun, else the last of the types that it may mean."""
        fitting = [name for name in reversed(self.names) if name.type in self.words.kinds[noun]]
        best = next((name for name in fitting if name.name.endswith(noun)), None) or next(iter(fitting), None)
        return (best,) if best else ()
