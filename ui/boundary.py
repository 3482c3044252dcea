"""The one place where errors become words: every page, and every part that reruns alone, runs in it."""

import logging
import uuid
from collections.abc import Callable

import streamlit as st

from errors import PolicyGraphError, RequestError, StoreError
from ui.parts.markup import plain
from ui.session import note_action
from ui.words import language, say

_log = logging.getLogger("policy_graph.app")

REOPEN = "reopen"
"""The session key by which a retry asks that the store be opened anew."""


def guard(draw: Callable[[], None], key: str) -> None:
    """Run `draw`; what goes wrong is one sentence with a way on, never a traceback.

    `key` tells the retry buttons of several guarded parts apart. The sentence stands above what was drawn
    before, where it is seen.
    """
    top = st.container()
    try:
        draw()
    except PolicyGraphError as error:
        _log.warning("%s: %s", type(error).__name__, error, exc_info=error.__cause__)
        with top:
            show_error(error)
            # What was asked wrongly stays wrong.
            if not isinstance(error, RequestError):
                _offer_retry(key, isinstance(error, StoreError))
    except Exception:
        reference = uuid.uuid4().hex[:8]
        _log.exception("unexpected error, reference %s", reference)
        with top:
            st.error(say("ui.error.unexpected", reference=reference))
            _offer_retry(key, True)


def show_error(error: PolicyGraphError) -> None:
    """The error's sentence in this session's language."""
    st.error(plain(error.message(language())))


def _offer_retry(key: str, reopen: bool) -> None:
    st.button(say("ui.error.retry"), key=f"retry.{key}", on_click=_retry, args=(reopen,))


def _retry(reopen: bool) -> None:
    note_action()
    if reopen:
        st.session_state[REOPEN] = True
