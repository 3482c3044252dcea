"""The faces of a page: one of several ways to show it, chosen above it."""

from collections.abc import Callable, Sequence

import streamlit as st

from ui.words import say


def choose_face(page: str, faces: Sequence[str], shown: str, take: Callable[[str], None]) -> None:
    """Draw the choice; `take("face")` runs when `st.session_state[f"{page}.face"]` holds another one."""
    key = f"{page}.face"
    st.session_state[key] = shown
    st.segmented_control(
        say(f"ui.{page}.face"),
        faces,
        required=True,
        format_func=lambda face: say(f"ui.{page}.as_{face}"),
        key=key,
        label_visibility="collapsed",
        on_change=take,
        args=("face",),
    )
