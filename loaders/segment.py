"""The one jieba tokenizer: our own, fed by the gazetteer; tokens with their offsets.

jieba's shared tokenizer keeps a cache in the machine's temporary folder and state for the whole
process; this one reads the dictionary of the package and keeps nothing anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import jieba

PROPER = frozenset(("nr", "nrfg", "nrt", "ns", "nt", "nz"))
"""The dictionary's tags of names: persons, places, bodies, others."""

ACTION = frozenset(
    ("v", "vd", "vg", "vi", "vq", "d", "ad", "p", "c", "r", "m", "mq", "q", "u", "ul", "uj", "uv", "y")
)
"""Its tags of verbs and of words that no name starts with."""

OWN = 2000
"""How often a word of ours is taken to occur: often enough that it is not split into rarer words."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word at text[start:end]."""

    start: int
    end: int
    word: str


class Segmenter:
    """Splits text into words of jieba's dictionary and our own; unknown names fall into single characters."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        tokenizer = jieba.Tokenizer()
        frequencies: dict[str, int] = {}
        self._proper: set[str] = set()
        self._actions: set[str] = set()
        total = 0
        with tokenizer.get_dict_file() as handle:
            for line in handle.read().decode("utf-8").splitlines():
                word, count, tag = line.split(" ")
                frequencies[word] = int(count)
                total += int(count)
                if tag in PROPER:
                    self._proper.add(word)
                elif tag in ACTION:
                    self._actions.add(word)
                for end in range(1, len(word)):
                    frequencies.setdefault(word[:end], 0)
        tokenizer.FREQ, tokenizer.total = frequencies, total
        tokenizer.initialized = True
        self._common = {word for word, count in frequencies.items() if count} - self._proper
        for word in words:
            tokenizer.add_word(word, max(frequencies.get(word, 0), OWN))
        self._tokenizer = tokenizer

    def tokens(self, text: str, offset: int = 0) -> list[Token]:
        """The words of the text in order; they join to the text. Offsets are counted from `offset`."""
        found = []
        at = offset
        for word in self._tokenizer.cut(text, HMM=False):
            found.append(Token(at, at + len(word), word))
            at += len(word)
        return found

    def is_name(self, word: str) -> bool:
        """Whether the dictionary takes it for a name (often without need), or has it not at all."""
        return word in self._proper or not self._tokenizer.FREQ.get(word)

    def is_common(self, word: str) -> bool:
        """Whether the dictionary has it, and not as a name."""
        return word in self._common

    def is_action(self, word: str) -> bool:
        """Whether the dictionary takes it for a verb, an adverb, a number or a word of grammar."""
        return word in self._actions
