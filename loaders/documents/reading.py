"""A file to a Document: the one way in."""

import re
from pathlib import Path

from errors import DocumentEmpty
from loaders.documents.about import read_about
from loaders.documents.cleaning import clean_lines
from loaders.documents.files import read_text
from loaders.documents.model import Document
from loaders.documents.structure import build_blocks

_WORD = re.compile(r"\w")


def read_document(path: Path, max_bytes: int) -> Document:
    """The cleaned document of a file; raises a DocumentError that says why it can't be read."""
    document = parse_document(path.stem, read_text(path, max_bytes))
    if not _WORD.search(document.text):
        raise DocumentEmpty(path=path)
    return document


def parse_document(doc: str, text: str) -> Document:
    """The document of a text; `doc` is its id."""
    lines = clean_lines(text)
    about = read_about(doc, lines)
    return Document(
        about=about.fact,
        text="\n".join(line.text for line in lines),
        blocks=build_blocks(lines, about.titles, about.metas),
    )
