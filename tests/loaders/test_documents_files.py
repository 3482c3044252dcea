"""Files to text: every encoding that is read, and one clear sentence for each file that can't be."""

from pathlib import Path

import pytest

from errors import (
    DocumentBinary,
    DocumentEmpty,
    DocumentEncoding,
    DocumentError,
    DocumentFormat,
    DocumentMissing,
    DocumentTooLarge,
    DocumentUnreadable,
)
from loaders.documents.files import read_text
from loaders.documents.reading import read_document

TEXT = "云州新区推进“一网通办”，新增企业40家。\n臺北、龍城與𠮷野家。\n"
LIMIT = 1_000_000


def write(folder: Path, data: bytes, name: str = "paper.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
def test_the_text_is_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    if encoding.endswith("-bom"):
        name = encoding.removesuffix("-bom")
        data = "\ufeff".encode(name) + TEXT.encode(name)
    else:
        data = TEXT.encode(encoding)
    assert read_text(write(tmp_path, data), LIMIT) == TEXT


@pytest.mark.parametrize("name", ["paper.txt", "paper.md", "PAPER.TXT"])
def test_the_ending_decides_who_reads(tmp_path: Path, name: str) -> None:
    assert read_text(write(tmp_path, TEXT.encode(), name), LIMIT) == TEXT


BIG5 = ("臺灣地區經濟發展報告，產業轉型與升級，醫療衛生體系。" * 20).encode("big5")


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "paper.txt", DocumentEmpty),
        (b" \n\t\r\n ", "paper.txt", DocumentEmpty),
        (b"\xef\xbb\xbf", "paper.txt", DocumentEmpty),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "paper.txt", DocumentBinary),
        (bytes(range(1, 256)) * 8, "paper.txt", DocumentBinary),
        (BIG5, "paper.txt", DocumentEncoding),
        (b"\xff\xff\xff\xfe" * 40, "paper.txt", DocumentEncoding),
        (TEXT.encode(), "paper.pdf", DocumentFormat),
        (TEXT.encode(), "paper", DocumentFormat),
        ("。——…\n\n---\n".encode(), "paper.md", DocumentEmpty),
    ],
)
def test_a_file_that_is_no_document_says_what_it_is(
    tmp_path: Path, data: bytes, name: str, error: type[DocumentError]
) -> None:
    path = write(tmp_path, data, name)
    with pytest.raises(error) as caught:
        read_document(path, LIMIT)
    for language in ("zh", "en"):
        sentence = caught.value.message(language)
        assert name in sentence
        assert "\n" not in sentence


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path, b"a" * (LIMIT + 1))
    with pytest.raises(DocumentTooLarge) as caught:
        read_text(path, LIMIT)
    assert "1.0" in caught.value.message("en")
    assert read_text(write(tmp_path, b"a" * LIMIT), LIMIT) == "a" * LIMIT


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DocumentMissing):
        read_text(tmp_path / "none.txt", LIMIT)


def test_a_folder_with_a_document_s_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").mkdir()
    with pytest.raises(DocumentUnreadable):
        read_text(tmp_path / "paper.txt", LIMIT)
