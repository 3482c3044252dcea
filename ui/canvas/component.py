"""The Streamlit components: canvas, its view channel, search, reader, sentences, a key; served by file.

vis-network comes from the installed pyvis, the component's JavaScript from `assets/` beside this
module. Streamlit finds components by installed distributions only; registering the two folders with
its component manager does the same without a package to build, install and keep up to date.
"""

import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock

import pyvis
import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer
from streamlit.runtime.state import WidgetCallback

HERE = Path(__file__).resolve().parent
LIBRARY = "templates/lib/vis-9.1.2"
"""Where pyvis keeps vis-network, below its package."""

_FAMILY = "policy-graph"
_registering = Lock()


def draw_canvas(data: dict[str, object], key: str, on_events: WidgetCallback) -> None:
    """Draw a graph; what people do on it stands in `st.session_state[key].events` when `on_events` runs."""
    _renderer("canvas", '<div class="canvas"></div>', "canvas.css", "main.js")(
        data=_pack(data), key=key, on_events_change=on_events
    )


def fetch_early() -> None:
    """Have the browser fetch what canvases are drawn with, before there is one: for the top of every page."""
    _renderer("early", "<div></div>", None, "early.js")(key="early", height=1)


def steer_canvas(view: dict[str, object], key: str) -> None:
    """Tell the canvas that `view["canvas"]` names what is selected and which path is lit."""
    _renderer("view", '<div class="view"></div>', None, "view.js")(data=view, key=key, height=1)


def submit_by_key(field: str, button: str, key: str) -> None:
    """Let Ctrl+Enter in the text area of one widget key press the button of another."""
    data = {"field": f"{_selector(field)} textarea", "button": f"{_selector(button)} button"}
    _renderer("submit", '<div class="submit"></div>', None, "submit.js")(data=data, key=key, height=1)


def _selector(key: str) -> str:
    """Streamlit's class for what a key names."""
    return f".st-key-{key.replace('.', '-')}"


def draw_search(data: dict[str, object], key: str, on_events: WidgetCallback) -> None:
    """Draw a search box; what people do stands in `st.session_state[key].events` when `on_events` runs."""
    _renderer("search", '<div class="search"></div>', "search.css", "search.js")(
        data=data, key=key, on_events_change=on_events
    )


def draw_reader(data: dict[str, object], key: str, on_events: WidgetCallback) -> None:
    """Draw a document's text; its events stand in `st.session_state[key].events` when `on_events` runs."""
    _renderer("reader", '<div class="reader"></div>', "reader.css", "reader.js")(
        data=data, key=key, on_events_change=on_events
    )


def draw_sentences(data: dict[str, object], key: str, on_events: WidgetCallback) -> None:
    """Draw relations with their sentences; events stand in `st.session_state[key].events`.

    They look as the page's own style sheet says.
    """
    html = '<div class="pg-sentences"></div>'
    _renderer("sentences", html, None, "sentences.js", apart=False)(
        data=_pack(data), key=key, on_events_change=on_events
    )


def _pack(data: dict[str, object]) -> bytes:
    """As UTF-8: Streamlit's own JSON takes twice the room for Chinese."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _renderer(name: str, html: str, css: str | None, js: str, apart: bool = True) -> ComponentRenderer:
    _register_folders()
    return _component(f"{_FAMILY}.{name}", html, css, js, apart)


@cache
def _component(name: str, html: str, css: str | None, js: str, apart: bool) -> ComponentRenderer:
    """`apart`: in a shadow tree, which the page's style sheet does not reach."""
    return st.components.v2.component(name, html=html, css=css, js=js, isolate_styles=apart)


def _register_folders() -> None:
    """Make the folders known to the running server's component manager, once each."""
    manager = get_bidi_component_manager()
    with _registering:
        if manager.get_component_asset_root(f"{_FAMILY}.vis") is not None:
            return
        names = ("canvas", "view", "search", "reader", "sentences", "submit", "early")
        own = [ComponentConfig(name, "assets") for name in names]
        manager.register_from_manifest(ComponentManifest(_FAMILY, "1", own), HERE)
        library = ComponentManifest(_FAMILY, version("pyvis"), [ComponentConfig("vis", LIBRARY)])
        manager.register_from_manifest(library, Path(pyvis.__file__).resolve().parent)
