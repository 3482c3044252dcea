"""Words of a rule file that are looked for at the start or the end of a text."""

from collections.abc import Iterable


class WordList(tuple[str, ...]):
    """Words, the longest first; a tuple, so that str.startswith and endswith take it."""

    _words: frozenset[str]
    _sizes: tuple[int, ...]

    def __new__(cls, words: Iterable[str]) -> "WordList":
        """The words in the order of their lengths, each once."""
        made = super().__new__(cls, sorted(set(words), key=lambda word: (-len(word), word)))
        made._words = frozenset(made)
        made._sizes = tuple(sorted({len(word) for word in made}, reverse=True))
        return made

    def opening(self, text: str, at: int = 0) -> str:
        """The longest of the words that stands in the text at offset `at`, "" where none does."""
        for size in self._sizes:
            if (word := text[at : at + size]) in self._words:
                return word
        return ""

    def closing(self, text: str) -> str:
        """The longest of the words that the text ends with, "" where it ends with none."""
        for size in self._sizes:
            if (word := text[-size:]) in self._words:
                return word
        return ""
