"""Progress on a stream: one line that is written over on a terminal, a few plain lines elsewhere."""

from typing import TextIO

from graph.facts import DocumentFacts
from text import say

LINES = 20
"""How many lines a run writes at most where they stay."""

_CLEAR = "\r\x1b[K"


class Progress:
    """Counts documents and facts, and says so on `stream`."""

    def __init__(self, stream: TextIO, language: str | None) -> None:
        self._stream = stream
        self._language = language
        self._live = stream.isatty()
        self._open = False
        self.documents = 0
        self.entities = 0
        self.relations = 0
        self.indicators = 0

    def count(self, facts: DocumentFacts) -> None:
        """Add a document's facts to the counts: entities by name and type, relations by ends and type."""
        self.documents += 1
        self.entities += len({(fact.type, fact.name) for fact in facts.entities})
        self.relations += len({(fact.type, fact.head, fact.tail) for fact in facts.relations})
        self.indicators += len(facts.indicators)

    def read(self, done: int, total: int) -> None:
        """Say how many of the documents are read, and what was found."""
        self._step(
            say(
                "loaders.progress.read",
                self._language,
                done=done,
                total=total,
                entities=self.entities,
                relations=self.relations,
                indicators=self.indicators,
            ),
            done,
            total,
        )

    def store(self, key: str, done: int, total: int) -> None:
        """Say how far the store's own step `key` is."""
        words = say(
            "loaders.progress.store", self._language, step=say(key, self._language), done=done, total=total
        )
        self._step(words, done, total)

    def say(self, sentence: str) -> None:
        """A sentence that stays, on a line of its own."""
        self.close()
        self._stream.write(sentence + "\n")
        self._stream.flush()

    def close(self) -> None:
        """End the line that is written over."""
        if self._open:
            self._stream.write("\n")
            self._open = False

    def _step(self, words: str, done: int, total: int) -> None:
        if self._live:
            self._stream.write(_CLEAR + words)
            self._open = True
        elif done == total or done % max(1, -(-total // LINES)) == 0:
            self._stream.write(words + "\n")
        self._stream.flush()
