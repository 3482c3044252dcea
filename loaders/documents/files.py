"""Files to text: which files of a path are documents, and what encoding they are in."""

import codecs
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from errors import (
    DocumentBinary,
    DocumentEmpty,
    DocumentEncoding,
    DocumentFormat,
    DocumentMissing,
    DocumentTooLarge,
    DocumentUnreadable,
)

SUFFIXES = (".txt", ".md")
ENCODINGS = ("utf-8-sig", "gb18030")
MEGABYTE = 1_000_000

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Text of another Chinese encoding that happens to decode as GB18030 lands in private-use characters.
STRANGE_SHARE = 0.005


def find_documents(paths: Sequence[Path]) -> Iterator[Path]:
    """The documents that the paths name, folders searched whole, each file once, in the order of names.

    A file that is named itself is given whatever its ending, so that its reader can say what is wrong
    with it; in a folder other kinds and hidden files are passed over. Raises DocumentMissing.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise DocumentMissing(path=path)
        found = _documents_below(path) if path.is_dir() else [path]
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _documents_below(folder: Path) -> list[Path]:
    inside = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    return sorted(
        path for path in inside if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def read_text(path: Path, max_bytes: int) -> str:
    """The file's text as it stands.

    Raises a DocumentError that says why it can't be read: missing, of no known format, larger than
    `max_bytes`, empty, binary, or in an unknown encoding.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise DocumentFormat(path=path, known=" ".join(SUFFIXES))
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise DocumentTooLarge(
                path=path, size_mb=f"{size / MEGABYTE:.1f}", limit_mb=f"{max_bytes / MEGABYTE:g}"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentMissing(path=path) from error
    except OSError as error:
        raise DocumentUnreadable(path=path, reason=error.strerror) from error
    if not data.strip():
        raise DocumentEmpty(path=path)
    return _decode(path, data)


def _decode(path: Path, data: bytes) -> str:
    if data.startswith(UTF16_MARKS):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        raise DocumentBinary(path=path)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    if _looks_binary(data):
        raise DocumentBinary(path=path)
    raise DocumentEncoding(path=path, tried=", ".join(encodings))


def _is_text(text: str) -> bool:
    strange = sum(unicodedata.category(char) in ("Co", "Cn", "Cs") for char in text)
    control = sum(char < " " and char not in "\t\n\r\f\v" for char in text)
    return strange <= STRANGE_SHARE * len(text) and control <= STRANGE_SHARE * len(text)


def _looks_binary(data: bytes) -> bool:
    control = sum(byte < 32 and byte not in b"\t\n\r\f\v" for byte in data)
    return control > 0.02 * len(data)
