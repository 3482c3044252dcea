"""Which files a run loads."""

from pathlib import Path

import pytest

from errors import DocumentMissing, DocumentTwice
from loaders.sources import find_sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/c.TXT", "sub/.hidden/d.txt", "e.pdf", "facts.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("文字", encoding="utf-8")
    return tmp_path


def test_a_folder_gives_its_documents_by_name_and_nothing_hidden(folder: Path) -> None:
    sources = find_sources([folder])
    assert [path.name for path in sources.documents] == ["a.md", "b.txt", "c.TXT"]
    assert sources.facts == ()
    assert sources.refused == ()


def test_a_facts_file_is_told_from_documents_where_it_is_named(folder: Path) -> None:
    sources = find_sources([folder / "facts.jsonl", folder / "a.md"])
    assert [path.name for path in sources.facts] == ["facts.jsonl"]
    assert [path.name for path in sources.documents] == ["a.md"]


def test_a_file_named_twice_is_one_file(folder: Path) -> None:
    sources = find_sources([folder, folder / "b.txt", folder / "sub" / ".." / "b.txt", folder])
    assert [path.name for path in sources.documents] == ["a.md", "b.txt", "c.TXT"]
    assert sources.refused == ()


def test_two_documents_of_one_id_are_one_too_many(folder: Path) -> None:
    (folder / "sub" / "a.txt").write_text("别的文字", encoding="utf-8")
    sources = find_sources([folder])
    assert [path.name for path in sources.documents] == ["a.md", "b.txt", "c.TXT"]
    ((path, error),) = sources.refused
    assert path.name == "a.txt"
    assert isinstance(error, DocumentTwice)
    assert "a.md" in error.message("en")


def test_a_path_that_is_not_there_does_not_stop_the_others(folder: Path) -> None:
    sources = find_sources([folder / "none", folder / "a.md"])
    assert [path.name for path in sources.documents] == ["a.md"]
    assert [type(error) for _, error in sources.refused] == [DocumentMissing]


def test_a_file_of_another_kind_is_kept_for_its_reader_to_refuse(folder: Path) -> None:
    assert [path.name for path in find_sources([folder / "e.pdf"]).documents] == ["e.pdf"]
