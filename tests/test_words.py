"""Every word that people read: both languages have it, and the code asks for no other."""

import ast
import string
from pathlib import Path

import pytest

import errors
from text import FOLDER, LANGUAGES, load_words, say

ROOT = Path(__file__).resolve().parent.parent
CODE = [
    path
    for folder in ("", "graph", "loaders", "ui")
    for path in (sorted(ROOT.glob("*.py")) if not folder else sorted((ROOT / folder).rglob("*.py")))
]


def blanks(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def literals() -> tuple[set[str], set[str]]:
    """Whole strings of the code, and the beginnings of its f-strings."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(node.values[0].value)
    return whole, beginnings


def said_keys() -> set[str]:
    """The keys that `say("…")` is called with."""
    keys = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called == "say" and node.args and isinstance(node.args[0], ast.Constant):
                keys.add(node.args[0].value)
    return keys


def test_both_languages_have_the_same_keys() -> None:
    assert set(load_words("zh")) == set(load_words("en"))


def test_both_languages_leave_the_same_blanks() -> None:
    zh, en = load_words("zh"), load_words("en")
    assert {key: blanks(zh[key]) for key in zh} == {key: blanks(en[key]) for key in en}


def test_the_code_asks_for_no_key_that_is_missing() -> None:
    assert said_keys() <= set(load_words("zh"))


def test_no_key_lies_unused() -> None:
    whole, beginnings = literals()
    spare = {
        key
        for key in load_words("zh")
        if not key.startswith("errors.")
        and key not in whole
        and not any(begin.count(".") and key.startswith(begin) for begin in beginnings)
    }
    assert spare == set()


def all_errors(base: type = errors.PolicyGraphError) -> list[type]:
    return [base, *(found for child in base.__subclasses__() for found in all_errors(child))]


def test_every_error_has_its_sentence_and_every_sentence_its_error() -> None:
    keys = {kind.key for kind in all_errors() if kind.key}
    rows = {key.removeprefix("errors.") for key in load_words("zh") if key.startswith("errors.")}
    assert keys == rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_reads_as_one_sentence_in_either_language(language: str) -> None:
    message = errors.StoreRefused(address="bolt://h:1", user="u").message(language)
    assert "bolt://h:1" in message and "NEO4J_PASSWORD" in message and "\n" not in message


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    assert "{x}" in say("errors.not_found", "zh", wanted="{x}", nearest="")


def test_the_words_stand_in_one_place() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(LANGUAGES)
