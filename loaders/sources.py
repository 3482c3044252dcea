"""What a run loads: the documents and facts files that its paths name, none twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from errors import DocumentError, DocumentTwice
from loaders.documents.files import find_documents

FACTS_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Sources:
    """Documents in the order of their paths, facts files, and what was refused before it was opened."""

    documents: tuple[Path, ...]
    facts: tuple[Path, ...]
    refused: tuple[tuple[Path, DocumentError], ...]


def find_sources(paths: Iterable[Path]) -> Sources:
    """The files that the paths name.

    A path that does not exist is refused, and so is a document whose id (its name without the
    ending) an earlier one has; a file that is named twice is one file.
    """
    documents: dict[str, Path] = {}
    facts: dict[Path, Path] = {}
    refused: list[tuple[Path, DocumentError]] = []
    for path in paths:
        if path.suffix.lower() == FACTS_SUFFIX and not path.is_dir():
            facts.setdefault(path.resolve(), path)
            continue
        try:
            for file in find_documents([path]):
                other = documents.setdefault(file.stem, file)
                if other.resolve() != file.resolve():
                    refused.append((file, DocumentTwice(path=file, doc=file.stem, other=other)))
        except DocumentError as error:
            refused.append((path, error))
    return Sources(tuple(documents.values()), tuple(facts.values()), tuple(refused))
