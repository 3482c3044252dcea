"""The questions that people ask: the best paths between two ends, and what lies between them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from errors import WorkUnfinished
from graph.model import Entity, Path
from graph.outline import Outline, outline_of, renew_outline
from graph.paths.answer import Linking, LinkingAnswer, PathAnswer
from graph.paths.near import find_near
from graph.paths.reasons import explain_none
from graph.paths.request import PathRequest, check_types
from graph.paths.search import Question, Search, Stale, ask
from graph.paths.weights import load_weights
from graph.store.base import Store

Answer = TypeVar("Answer", PathAnswer, LinkingAnswer)


def find_paths(
    store: Store, starts: str | Sequence[str], ends: str | Sequence[str], request: PathRequest | None = None
) -> PathAnswer:
    """The best simple paths between two entities or sets of entities (ids), each hop with its evidence.

    From a set, paths begin at any of it; none leads through another start or end. Of a way and its way
    back only one is told. A path costs, over its hops, the weight of the cheapest relation (somewhat less
    when several documents state it) and, over what lies between, a toll that grows with the logarithm of
    its degree (`explain` tells the parts). Equal costs: by the entities' names along the way, then by
    their ids. Each hop has all relations that the request allows, the cheapest first.

    The paths are exactly the best ones, unless `reading.cut`. Where there is none, the answer says why.
    Raises NotFound for an unknown id, RequestError for a request that makes no sense (see `check`).
    """
    question = ask(store, starts, ends, request or PathRequest())
    return _from_outline(store, partial(_find_paths, store, question))


def find_linking(
    store: Store,
    starts: str | Sequence[str],
    ends: str | Sequence[str],
    types: Collection[str],
    request: PathRequest | None = None,
) -> LinkingAnswer:
    """The entities of the types that link two entities or sets: those between, on a path as requested.

    "Projects that link A to B" are projects on a path of at most `max_length` hops between them where the
    project itself is between. At most `count` of them, by the cost of the best path through each (then by
    its names, then along the path), each with that path. The request's own `must_types` aren't used.
    Errors and reasons are those of `find_paths`.
    """
    wanted = frozenset(types)
    check_types(wanted)
    question = ask(store, starts, ends, replace(request or PathRequest(), must_types=wanted))
    return _from_outline(store, partial(_find_linking, store, question))


def _from_outline(store: Store, work: Callable[[Outline], Answer]) -> Answer:
    """What the graph's outline answers; made anew where it turns out to be stale."""
    outline = outline_of(store)
    try:
        return work(outline)
    except Stale:
        outline = renew_outline(store, outline)
    try:
        return work(outline)
    except Stale as error:
        raise WorkUnfinished from error


def _find_paths(store: Store, question: Question, outline: Outline) -> PathAnswer:
    search = Search(store, outline, question)
    count = question.request.count
    found = search.best(count)
    answer = PathAnswer(question.starts, question.ends, question.request, reading=search.reading)
    if found:
        return replace(answer, paths=tuple(search.whole(found[:count]).values()), more=len(found) > count)
    reason, obstacles, reading = explain_none(store, outline, question, search.reading)
    near = find_near(store, search.walking, question.request.max_length)
    return replace(answer, reason=reason, obstacles=obstacles, near=near, reading=reading)


def _find_linking(store: Store, question: Question, outline: Outline) -> LinkingAnswer:
    search = Search(store, outline, question)
    count, most = question.request.count, load_weights().linking
    found = search.linking(count, max(count + 1, most))
    types = question.request.must_types
    answer = LinkingAnswer(question.starts, question.ends, types, question.request, reading=search.reading)
    if found:
        paths = search.whole(path for _, path in found[:count])
        links = tuple(
            Linking(_entity_of(paths[path], outline.id_of(number)), path=paths[path])
            for number, path in found[:count]
        )
        at_least = len(found) > count or search.reading.cut
        return replace(answer, links=links, total=len(found), at_least=at_least)
    reason, obstacles, reading = explain_none(store, outline, question, search.reading)
    near = find_near(store, search.walking, question.request.max_length)
    return replace(answer, reason=reason, obstacles=obstacles, near=near, reading=reading)


def _entity_of(path: Path, wanted: str) -> Entity:
    return next(row for row in path.entities if row.id == wanted)
