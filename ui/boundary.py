"""The one place where errors become words: every page, and every part that reruns alone, runs in it."""

import logging
import uuid
from collections.abc import Callable

import streamlit as st

from errors import PolicyGraphError, StoreError
from ui.parts.markup import plain
from ui.session import note_action
from ui.words import language, say

_log = logging.getLogger("policy_graph.app")

REOPEN = "reopen"
"""The session key by which a retry asks that the store be opened anew."""


def guard(draw: Callable[[], None], key: str) -> None:
    """Run `draw`; what goes wrong is one sentence with a way on, never a traceback.

    `key` tells the retry buttons of several guarded parts apart.
    """
    try:
        draw()
    except PolicyGraphError as error:
        _log.warning("%s: %s", type(error).__name__, error, exc_info=error.__cause__)
        show_error(error)
        st.button(
            say("ui.error.retry"), key=f"retry.{key}", on_click=_retry, args=(isinstance(error, StoreError),)
        )
    except Exception:
        reference = uuid.uuid4().hex[:8]
        _log.exception("unexpected error, reference %s", reference)
        st.error(say("ui.error.unexpected", reference=reference))
        st.button(say("ui.error.retry"), key=f"retry.{key}", on_click=_retry, args=(True,))


def show_error(error: PolicyGraphError) -> None:
    """The error's sentence in this session's language."""
    st.error(plain(error.message(language())))


def _retry(reopen: bool) -> None:
    note_action()
    if reopen:
        st.session_state[REOPEN] = True
