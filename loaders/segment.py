"""Words and their offsets: jieba's dictionary and way of splitting, fed by the gazetteer.

jieba's own tokenizer keeps a cache in the machine's temporary folder and state for the whole process.
rjieba splits as `jieba.cut(HMM=False)` does, some fifteen times as fast, and keeps nothing anywhere;
what jieba's dictionary says of a word's kind is read from the file of that package.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import jieba
import rjieba

PROPER = frozenset(("nr", "nrfg", "nrt", "ns", "nt", "nz"))
"""The dictionary's tags of names: persons, places, bodies, others."""

ACTION = frozenset(
    ("v", "vd", "vg", "vi", "vq", "d", "ad", "p", "c", "r", "m", "mq", "q", "u", "ul", "uj", "uv", "y")
)
"""Its tags of verbs and of words that no name starts with."""

OWN = 2000
"""How often a word of ours is taken to occur: often enough that it is not split into rarer words."""


@dataclass(slots=True)
class Token:
    """A word at text[start:end]."""

    start: int
    end: int
    word: str


class Segmenter:
    """Splits text into words of jieba's dictionary and our own; unknown names fall into single characters."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        counts: dict[str, int] = {}
        proper: set[str] = set()
        self._actions: set[str] = set()
        with jieba.Tokenizer().get_dict_file() as handle:
            for line in handle.read().decode("utf-8").splitlines():
                word, count, tag = line.split(" ")
                counts[word] = int(count)
                if tag in PROPER:
                    proper.add(word)
                elif tag in ACTION:
                    self._actions.add(word)
        self._common = {word for word, count in counts.items() if count} - proper
        self._jieba = rjieba.Jieba()
        own = set(words)
        for word in sorted(own):
            self._jieba.add_word(word, max(counts.get(word, 0), OWN), None)
        # Ours are counted beside the dictionary's own, not instead: the larger the sum of all counts is,
        # the more a split into many words has against it.
        self._jieba.add_word("\n", max(1, sum(counts[word] for word in own if word in counts)), None)
        self._own = own - proper

    def tokens(self, text: str, offset: int = 0) -> list[Token]:
        """The words of the text in order; they join to the text. Offsets are counted from `offset`.

        Of all splits it is the one whose words are likeliest in all, of equals that with the longer first
        word. The text holds no half of a surrogate pair, as no decoded file does.
        """
        found = []
        at = offset
        for word in self._jieba.cut(text, hmm=False):
            end = at + len(word)
            found.append(Token(at, end, word))
            at = end
        return found

    def is_name(self, word: str) -> bool:
        """Whether the dictionary takes it for a name (often without need), or has it not at all."""
        return word not in self._common and word not in self._own

    def is_common(self, word: str) -> bool:
        """Whether the dictionary has it, and not as a name."""
        return word in self._common

    def is_action(self, word: str) -> bool:
        """Whether the dictionary takes it for a verb, an adverb, a number or a word of grammar."""
        return word in self._actions
