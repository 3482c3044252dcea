"""The graph without its sentences, as columns on disk that search works on: made once for each state of it.

What graph databases' analytics libraries call a projection: compressed sparse rows, each entity's hops in
one run of a column. A store's outlines lie in a folder of their own; their files are mapped into memory,
so processes share them and a command reads only what it needs.
"""

from graph.outline.arrays import Outline, open_outline, save_outline, spread
from graph.outline.building import build_outline
from graph.outline.keeping import BIG, outline_of, renew_outline

__all__ = [
    "BIG",
    "Outline",
    "build_outline",
    "open_outline",
    "outline_of",
    "renew_outline",
    "save_outline",
    "spread",
]
