"""Words of a rule file that are looked for at the start or the end of a text."""

from collections.abc import Iterable


class WordList(tuple[str, ...]):
    """Words, the longest first; a tuple, so that str.startswith and endswith take it."""

    _words: frozenset[str]
    _openings: dict[str, tuple[int, ...]]
    _closings: dict[str, tuple[int, ...]]

    def __new__(cls, words: Iterable[str]) -> "WordList":
        """The words in the order of their lengths, each once."""
        made = super().__new__(cls, sorted(set(words), key=lambda word: (-len(word), word)))
        made._words = frozenset(made)
        made._openings = _sizes((word[:1], len(word)) for word in made)
        made._closings = _sizes((word[-1:], len(word)) for word in made)
        return made

    def opening(self, text: str, at: int = 0) -> str:
        """The longest of the words that stands in the text at offset `at`, "" where none does."""
        for size in self._openings.get(text[at : at + 1], ()):
            if (word := text[at : at + size]) in self._words:
                return word
        return ""

    def closing(self, text: str) -> str:
        """The longest of the words that the text ends with, "" where it ends with none."""
        for size in self._closings.get(text[-1:], ()):
            if (word := text[-size:]) in self._words:
                return word
        return ""


def _sizes(words: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """The lengths of words by the character that they open or close with, the longest first."""
    sizes: dict[str, set[int]] = {}
    for character, size in words:
        sizes.setdefault(character, set()).add(size)
    return {character: tuple(sorted(found, reverse=True)) for character, found in sizes.items()}
