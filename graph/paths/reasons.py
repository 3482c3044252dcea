"""Why there is no path: which conditions stand in the way, found by leaving out one at a time."""

import time
from collections.abc import Callable, Iterator
from dataclasses import fields, replace

from graph.filters import telling_relation_types
from graph.outline import Outline
from graph.paths.answer import SEVERAL, UNCONNECTED, Obstacle, Reading
from graph.paths.request import LONGEST, PathRequest, telling_middle_types
from graph.paths.search import Question, Search
from graph.paths.weights import load_weights
from graph.store.base import Store

Relax = Callable[[PathRequest], PathRequest]


def _longer(request: PathRequest) -> PathRequest:
    return replace(request, max_length=min(LONGEST, request.max_length + load_weights().longer))


def _any_types(request: PathRequest) -> PathRequest:
    return replace(request, middle_types=request.middle_types | telling_middle_types(), not_types=frozenset())


def _any_relations(request: PathRequest) -> PathRequest:
    types = request.relation_types | telling_relation_types()
    return replace(request, relation_types=types, not_relations=frozenset())


RELAXATIONS: dict[str, Relax] = {
    "length": _longer,
    "directed": lambda request: replace(request, directed=False),
    "avoid": lambda request: replace(request, avoid=frozenset()),
    "via": lambda request: replace(request, via=()),
    "types": _any_types,
    "relations": _any_relations,
    "must_types": lambda request: replace(request, must_types=frozenset()),
    "must_relations": lambda request: replace(request, must_relations=frozenset()),
    "documents": lambda request: replace(request, facts=replace(request.facts, documents=None)),
    "statuses": lambda request: replace(request, facts=replace(request.facts, statuses=None)),
}
"""Each condition's name and the request without it, in the order in which they are tried and told."""


def explain_none(
    store: Store, outline: Outline, question: Question, before: Reading
) -> tuple[str, tuple[Obstacle, ...], Reading]:
    """The reason why a question has no path, the obstacles, and what was looked at altogether.

    Each condition that the request makes is left out alone; where that never helps, all of them are.
    Together these searches look at no more relations than the first one left, and take no longer than one.
    """
    trial = _Trial(store, outline, question, before)
    request = question.request
    obstacles = tuple(trial.obstacles())
    if obstacles:
        return obstacles[0].condition, obstacles, trial.reading
    bare = request
    for relax in RELAXATIONS.values():
        bare = relax(bare)
    changed = [row.name for row in fields(request) if getattr(bare, row.name) != getattr(request, row.name)]
    paths = trial.paths(bare) if len(changed) > 1 else ()
    if paths:
        return SEVERAL, (Obstacle(SEVERAL, paths),), trial.reading
    return UNCONNECTED, (), trial.reading


class _Trial:
    """Searches for relaxed requests, from one pot of relations to look at."""

    def __init__(self, store: Store, outline: Outline, question: Question, before: Reading) -> None:
        self._deadline = time.monotonic() + load_weights().seconds
        self._store, self._outline, self._question = store, outline, question
        self._room = before.limit - before.links
        self.reading = before

    def obstacles(self) -> Iterator[Obstacle]:
        for condition, relax in RELAXATIONS.items():
            relaxed = relax(self._question.request)
            if relaxed != self._question.request:
                paths = self.paths(relaxed)
                if paths:
                    yield Obstacle(condition, paths)

    def paths(self, request: PathRequest) -> tuple:
        question = replace(self._question, request=request)
        if not request.via:
            question = replace(question, via=())
        search = Search(self._store, self._outline, question, self._room, self._deadline)
        found = search.best(request.count)[: request.count]
        read = search.reading
        self._room -= read.links
        before = self.reading
        self.reading = Reading(before.links + read.links, before.limit, before.cut or read.cut)
        return tuple(search.whole(found).values())
