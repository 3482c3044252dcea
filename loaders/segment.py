"""Words and their offsets: jieba's dictionary and way of splitting, fed by the gazetteer.

jieba's own tokenizer keeps a cache in the machine's temporary folder, state for the whole process,
and a table of frequencies whose logarithms it takes anew for every word that it tries. This one reads
the dictionary of the package, keeps nothing anywhere, and splits as `jieba.cut(HMM=False)` does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf, log

import jieba

PROPER = frozenset(("nr", "nrfg", "nrt", "ns", "nt", "nz"))
"""The dictionary's tags of names: persons, places, bodies, others."""

ACTION = frozenset(
    ("v", "vd", "vg", "vi", "vq", "d", "ad", "p", "c", "r", "m", "mq", "q", "u", "ul", "uj", "uv", "y")
)
"""Its tags of verbs and of words that no name starts with."""

_PIECE = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+|.", re.DOTALL)
"""What is split by the dictionary; any other mark is a word of its own."""

_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

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
        frequencies: dict[str, int] = {}
        self._proper: set[str] = set()
        self._actions: set[str] = set()
        total = 0
        with jieba.Tokenizer().get_dict_file() as handle:
            for line in handle.read().decode("utf-8").splitlines():
                word, count, tag = line.split(" ")
                frequencies[word] = int(count)
                total += int(count)
                if tag in PROPER:
                    self._proper.add(word)
                elif tag in ACTION:
                    self._actions.add(word)
        self._common = {word for word, count in frequencies.items() if count} - self._proper
        for word in words:
            frequencies[word] = max(frequencies.get(word, 0), OWN)
            total += frequencies[word]
        self._rarest = -log(total)
        self._weights = {word: log(count) - log(total) for word, count in frequencies.items() if count}
        for word in frequencies:
            for end in range(1, len(word)):
                self._weights.setdefault(word[:end], 0.0)

    def tokens(self, text: str, offset: int = 0) -> list[Token]:
        """The words of the text in order; they join to the text. Offsets are counted from `offset`."""
        found = []
        at = offset
        for piece in _PIECE.finditer(text):
            for word in self._split(piece[0]):
                found.append(Token(at, at + len(word), word))
                at += len(word)
        return found

    def _split(self, text: str) -> Iterator[str]:
        """The words of the likeliest split; single Latin letters and digits in a row are one word."""
        at, size, buffer = 0, len(text), ""
        ends = self._likeliest(text)
        while at < size:
            word = text[at : ends[at]]
            at = ends[at]
            if word in _LATIN:
                buffer += word
                continue
            if buffer:
                yield buffer
                buffer = ""
            yield word
        if buffer:
            yield buffer

    def _likeliest(self, text: str) -> list[int]:
        """Where the word that starts at each place ends, in the split whose words are likeliest in all.

        From the back: the best split from a place on is its word and the best from the word's end.
        Of equals the longer word. A weight is the logarithm of a word's share of the dictionary, 0
        for what only begins longer words.
        """
        weights, size = self._weights, len(text)
        best, ends = [0.0] * (size + 1), [0] * size
        for at in range(size - 1, -1, -1):
            most, stop = -inf, at + 1
            for end in range(at + 1, size + 1):
                weight = weights.get(text[at:end])
                if weight is None:
                    break
                if weight:
                    score = weight + best[end]
                    if score >= most:
                        most, stop = score, end
            best[at] = most if most > -inf else self._rarest + best[at + 1]
            ends[at] = stop
        return ends

    def is_name(self, word: str) -> bool:
        """Whether the dictionary takes it for a name (often without need), or has it not at all."""
        return word in self._proper or not self._weights.get(word)

    def is_common(self, word: str) -> bool:
        """Whether the dictionary has it, and not as a name."""
        return word in self._common

    def is_action(self, word: str) -> bool:
        """Whether the dictionary takes it for a verb, an adverb, a number or a word of grammar."""
        return word in self._actions
