"""Interface words in the language of this session."""

import streamlit as st

from graph.model import Entity
from graph.schema import INDICATOR
from graph.words import BOUNDS, entity_word, relation_word
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
    return entity_word(type_id, language())


def relation_type(type_id: str) -> str:
    """The name of a relation type in this session's language."""
    return relation_word(type_id, language())


def full_name(entity: Entity) -> str:
    """The entity's name; an indicator's with its figure, by which those of one name are told apart."""
    if entity.type != INDICATOR:
        return entity.name
    row = entity.details
    figure = f"{BOUNDS.get(str(row.get('bound', '')), '')}{row.get('value', '')}{row.get('unit', '')}"
    return " ".join(part for part in (entity.name, figure, str(row.get("deadline", ""))) if part)
