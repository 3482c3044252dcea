"""Every word that people read: the rows of `data/text/<language>/*.toml`, looked up by key."""

import os
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).resolve().parent / "data" / "text"


def default_language() -> str:
    """The language that POLICY_GRAPH_LANG names, Chinese where it names none that we have."""
    wanted = os.environ.get("POLICY_GRAPH_LANG", "").strip()
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


@cache
def load_words(language: str) -> dict[str, str]:
    """All rows of one language as `file.table.key` → template; a file's stem is its key's first part."""
    words: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        with path.open("rb") as handle:
            _flatten(path.stem, tomllib.load(handle), words)
    return words


def say(key: str, language: str | None = None, /, **fields: object) -> str:
    """The words of `key`, its placeholders filled with `fields`; KeyError for a key that no row has."""
    return load_words(language or default_language())[key].format(**fields)


def _flatten(prefix: str, table: dict, words: dict[str, str]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(f"{prefix}.{key}", value, words)
        else:
            words[f"{prefix}.{key}"] = value
