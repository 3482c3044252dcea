"""Paths: what links two entities or sets, best first, each hop with its sentences."""

from ui.views.paths.page import show

__all__ = ["show"]
