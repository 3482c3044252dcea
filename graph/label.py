"""How an entity is drawn: its label's lines, its symbol's size, and the box that both need."""

import math
import re
import unicodedata
from dataclasses import dataclass

from graph.model import Entity

FONT_SIZE = 14
"""Pixels of a label's letters; a Chinese character is as wide, a Latin letter somewhat over half."""

LINE_HEIGHT = 18
LINE_EMS = 11
MOST_LINES = 3

_MARK = re.compile("[<&]")
"""What vis-network may take for markup: invisible spaces around it prevent that. Escapes, it misreads."""

STRUT = "<code>\u200b</code>"
"""An invisible letter of vis-network's second font: it holds a line open to LINE_HEIGHT."""

_SMALLEST, _LARGEST = 9.0, 26.0


@dataclass(frozen=True, slots=True)
class Box:
    """Edges in pixels, relative to the place of what it surrounds; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float


def label_ems(text: str) -> float:
    """The width of a text in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(mark) in "WFA" else 0.58 for mark in text)


def label_lines(name: str) -> tuple[str, ...]:
    """A name in up to three lines of about equal length; what is longer still ends in …."""
    wanted = min(MOST_LINES, max(1, math.ceil(label_ems(name) / LINE_EMS)))
    width = max(label_ems(name) / wanted, 1) if label_ems(name) <= LINE_EMS * MOST_LINES else LINE_EMS
    lines = [""]
    for mark in name:
        if lines[-1] and label_ems(lines[-1]) + 0.5 * label_ems(mark) > width and len(lines) < MOST_LINES:
            lines.append("")
        if label_ems(lines[-1]) >= LINE_EMS:
            lines[-1] = lines[-1][:-1] + "…"
            break
        lines[-1] += mark
    return tuple(lines)


def label_escaped(name: str) -> str:
    """The label's lines for vis-network: every mark of the name is text. Each needs a STRUT at its end."""
    return "\n".join(_MARK.sub("\u200b\\g<0>\u200b", line) for line in label_lines(name))


def label_markup(name: str) -> str:
    """The label's lines for vis-network with fonts of `label_fonts`, struts included."""
    return "\n".join(line + STRUT for line in label_escaped(name).split("\n"))


def label_fonts() -> dict[str, object]:
    """What of a node's font stands `label_markup` lines LINE_HEIGHT apart: vis-network stands them closer."""
    return {
        "size": FONT_SIZE,
        "multi": "html",
        "mono": {"size": LINE_HEIGHT, "face": "sans-serif", "vadjust": 0},
    }


def symbol_size(entity: Entity) -> float:
    """The radius of an entity's symbol in pixels: it grows with the logarithm of the degree."""
    return min(_LARGEST, _SMALLEST + 2.5 * math.log2(1 + entity.degree))


def label_box(entity: Entity) -> Box:
    """What the symbol and the label below it need, around the symbol's middle."""
    radius = symbol_size(entity)
    lines = label_lines(entity.name)
    half = max(radius, max(map(label_ems, lines)) * FONT_SIZE / 2 + 2)
    return Box(-half, -radius, half, radius + 6 + len(lines) * LINE_HEIGHT)
