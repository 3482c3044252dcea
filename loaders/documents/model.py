"""A document as everything after the readers sees it: cleaned text, blocks, sentences.

All offsets are characters of `Document.text`, end exclusive. The text is cleaned once, before any
offset exists, and never changed afterwards.
"""

from dataclasses import dataclass

from graph.facts import DocumentFact, Span

TITLE = "title"
HEADING = "heading"
PARAGRAPH = "paragraph"
META = "meta"
"""Letterhead and closing lines: number, date, issuer, addressees, signatures."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the cleaned text with its place in the document.

    `section` is the path of headings above it, outermost first; a heading's own text is the last of
    its path, and so is a run-in heading (1.优化创新生态。…) of its paragraph. `level` is 0 for all
    but headings. `sentences` cover the block's text in order; each ends with its closing mark.
    """

    kind: str
    start: int
    end: int
    level: int
    section: tuple[str, ...]
    sentences: tuple[Span, ...]

    @property
    def path(self) -> str:
        """The section as people read it."""
        return " / ".join(self.section)


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned document; what it does not say of itself is an empty string in `about`."""

    about: DocumentFact
    text: str
    blocks: tuple[Block, ...]

    @property
    def doc(self) -> str:
        """The document's id: its file's name without the ending."""
        return self.about.doc
