"""The invented corpus in a store, asked by names."""

from collections.abc import Callable, Sequence

import pytest

from graph.facts import DocumentFacts
from graph.load import load
from graph.model import Path
from graph.paths import PathAnswer, PathRequest, find_paths
from graph.queries import get_entity
from graph.store.base import Store

Ask = Callable[..., PathAnswer]


@pytest.fixture
def filled(store: Store, corpus: tuple[DocumentFacts, ...]) -> Store:
    load(store, corpus)
    return store


@pytest.fixture
def ask() -> Ask:
    """Find paths between ends given by name, or by several names; so are entities to go by or to avoid."""

    def find(
        store: Store, start: str | Sequence[str], end: str | Sequence[str], **wanted: object
    ) -> PathAnswer:
        def ids(names: str | Sequence[str]) -> list[str]:
            return [get_entity(store, name).id for name in ([names] if isinstance(names, str) else names)]

        named = {key: ids(wanted[key]) for key in ("via", "avoid") if key in wanted}
        if "avoid" in named:
            named["avoid"] = frozenset(named["avoid"])
        return find_paths(store, ids(start), ids(end), PathRequest(**{**wanted, **named}))

    return find


@pytest.fixture
def ways() -> Callable[[Sequence[Path]], list[list[str]]]:
    """The names along each path."""

    def names(paths: Sequence[Path]) -> list[list[str]]:
        return [[row.name for row in path.entities] for path in paths]

    return names
