"""What names are found with, loaded once; documents of plain text."""

from collections.abc import Callable

import pytest

from loaders.documents.model import Document
from loaders.documents.reading import parse_document
from loaders.mentions import NameKnowledge, find_names, load_name_knowledge
from loaders.names import DocumentNames


@pytest.fixture(scope="session")
def name_knowledge() -> NameKnowledge:
    return load_name_knowledge()


@pytest.fixture(scope="session")
def names_of(name_knowledge: NameKnowledge) -> Callable[[str], tuple[Document, DocumentNames]]:
    """A text's document and the names in it."""

    def find(text: str) -> tuple[Document, DocumentNames]:
        document = parse_document("text", text)
        return document, find_names(document, name_knowledge)

    return find
