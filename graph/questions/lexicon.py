"""Which words of the vocabulary stand where in a question: what the parts of a form are matched against."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from graph.questions.vocabulary import Vocabulary, load_vocabulary

FIRST_MARK, LAST_MARK = "\ue000", "\uf8ff"
"""A question is matched with a mark of this range in the place of each entity that it names."""

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:年(?:[度末底前内])?)?")

GAP = 8
"""At most so many words that say nothing may stand in one place: it bounds what matching costs."""

_PUNCTUATION = frozenset(" ,、;:'.。!?")


@dataclass(frozen=True, slots=True)
class Words:
    """A table of words with what each means, and how long they are, longest first."""

    meanings: Mapping[str, object]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, meanings: Mapping[str, object]) -> "Words":
        """The table of a mapping."""
        return cls(meanings, tuple(sorted(set(map(len, meanings)), reverse=True)))

    @classmethod
    def bare(cls, words: Iterable[str]) -> "Words":
        """The table of words that mean no more than that they are there."""
        return cls.of({word: word for word in words})


@cache
def word_tables() -> Mapping[str, Words]:
    """All tables of the vocabulary by name; a class of words is `class.` and its name."""
    words: Vocabulary = load_vocabulary()
    return {
        "type": Words.of(words.types),
        "rel": Words.of(words.relations),
        "noun": Words.of(words.nouns),
        "state": Words.of(words.states),
        "when": Words.of(words.adverbs),
        "bound": Words.of(words.bounds),
        "sign": Words.of(words.comparisons),
        "side": Words.of(words.sides),
        "extreme": Words.of(words.extremes),
        "unit": Words.of(words.units),
        "filler": Words.bare(words.fillers),
        **{f"class.{name}": Words.bare(row) for name, row in words.classes.items()},
        **{f"asked.{name}": Words.bare(row) for name, row in words.asked.items()},
    }


class Text:
    """A folded question with marks for its entities, and the words in it, found as they are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._gaps: dict[int, tuple[int, ...]] = {}

    @cached_property
    def marks(self) -> int:
        """How many entities it names."""
        return sum(is_mark(letter) for letter in self.text)

    def words(self, table: str, at: int) -> Iterator[tuple[int, str, object]]:
        """The words of a table that stand at an offset: end, word and meaning, the longest first."""
        yield from self._found(word_tables()[table], at)

    def literal(self, word: str, at: int) -> bool:
        """Whether just this word stands at an offset."""
        return self.text.startswith(word, at) and self.is_whole(at, at + len(word))

    def year(self, at: int) -> str:
        """The year that stands at an offset, in four figures; "" for none."""
        found = YEAR.match(self.text, at)
        return found[1] if found else ""

    def is_filler(self, at: int) -> bool:
        """Whether the letter at an offset is by itself a word that says nothing."""
        return self.text[at] in word_tables()["filler"].meanings

    def gap(self, at: int) -> tuple[int, ...]:
        """Where one may go on from an offset, words that say nothing passed over; the farthest first."""
        if at not in self._gaps:
            reached, newest = {at}, {at}
            for _ in range(GAP):
                newest = {end for here in newest for end in self._passed_over(here)} - reached
                reached |= newest
            self._gaps[at] = tuple(sorted(reached, reverse=True))
        return self._gaps[at]

    def _passed_over(self, at: int) -> Iterator[int]:
        """Where a word that says nothing, or a mark of punctuation, ends that begins at an offset."""
        if self.text[at : at + 1] in _PUNCTUATION and at < len(self.text):
            yield at + 1
        yield from (end for end, _, _ in self.words("filler", at))

    def _found(self, table: Words, at: int) -> Iterator[tuple[int, str, object]]:
        for length in table.lengths:
            word = self.text[at : at + length]
            if len(word) == length and word in table.meanings and self.is_whole(at, at + length):
                yield at + length, word, table.meanings[word]

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the piece cuts no Latin word or number in two."""
        return not (self._joins(start) or self._joins(end))

    def _joins(self, at: int) -> bool:
        return 0 < at < len(self.text) and is_latin(self.text[at - 1]) and is_latin(self.text[at])


def is_latin(letter: str) -> bool:
    """Whether a character is a letter or digit that is written in words of several."""
    return letter.isascii() and letter.isalnum()


def is_mark(letter: str) -> bool:
    """Whether a character stands for an entity."""
    return len(letter) == 1 and FIRST_MARK <= letter <= LAST_MARK
