"""Interface words in the language of this session."""

import streamlit as st

from graph.schema import load_schema
from text import default_language
from text import say as say_in

LANGUAGE = "language"


def language() -> str:
    """The language that this session reads: "zh" or "en"."""
    return st.session_state.get(LANGUAGE) or default_language()


def say(key: str, /, **fields: object) -> str:
    """The words of `key` in this session's language."""
    return say_in(key, language(), **fields)


def entity_type(type_id: str) -> str:
    """The name of an entity type in this session's language."""
    row = load_schema().entities[type_id]
    return row.name if language() == "zh" else row.en


def relation_type(type_id: str) -> str:
    """The name of a relation type in this session's language."""
    row = load_schema().relations[type_id]
    return row.name if language() == "zh" else row.en
