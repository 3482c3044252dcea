"""What the canvas's help says: gestures and keys, and what they do."""

from ui.words import say

_ALWAYS = ("click", "menu", "drag", "pan", "legend", "arrows", "menu_key", "fit", "zoom", "escape")
_EXPLORING = ("double", "group", "pick", "box", "enter", "space", "delete", "undo")
_CROWD = ("region", "digit")
_ORDER = (
    *("click", "double", "group", "pick", "box", "menu", "drag", "pan", "region", "legend"),
    *("arrows", "enter", "space", "menu_key", "delete", "undo", "fit", "zoom", "digit", "escape"),
)
"""With the hand first, then with keys."""


def gestures(exploring: bool, crowd: bool) -> list[list[str]]:
    """Rows of gesture and effect, of what works on a neighbourhood (`exploring`), in a `crowd`, always."""
    known = {*_ALWAYS, *(_EXPLORING if exploring else ()), *(_CROWD if crowd else ())}
    return [[say(f"ui.gesture.{row}"), say(f"ui.gesture_does.{row}")] for row in _ORDER if row in known]
