"""The questions that people ask: the best paths between two ends, and what lies between them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from graph.model import Entity, Path
from graph.paths.answer import Linking, LinkingAnswer, PathAnswer
from graph.paths.near import find_near
from graph.paths.reasons import explain_none
from graph.paths.request import PathRequest, check_types
from graph.paths.search import Search, ask
from graph.paths.weights import load_weights
from graph.store.base import Store


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
    search = Search(store, question)
    found = search.best(question.request.count)
    count = question.request.count
    answer = PathAnswer(question.starts, question.ends, question.request, reading=search.reading)
    if found:
        return replace(answer, paths=tuple(search.whole(found[:count]).values()), more=len(found) > count)
    reason, obstacles, reading = explain_none(store, question, search.reading)
    near = find_near(store, search.network)
    return replace(answer, reason=reason, obstacles=obstacles, near=near, reading=reading)


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
    search = Search(store, question)
    count, most = question.request.count, load_weights().linking
    found = search.linking(count, max(count + 1, most))
    answer = LinkingAnswer(question.starts, question.ends, wanted, question.request, reading=search.reading)
    if found:
        paths = search.whole(path for _, path in found[:count])
        links = tuple(
            Linking(_entity_of(paths[path], search.network.ids[node]), path=paths[path])
            for node, path in found[:count]
            if path in paths
        )
        at_least = len(found) > count or search.reading.cut
        return replace(answer, links=links, total=len(found), at_least=at_least)
    reason, obstacles, reading = explain_none(store, question, search.reading)
    near = find_near(store, search.network)
    return replace(answer, reason=reason, obstacles=obstacles, near=near, reading=reading)


def _entity_of(path: Path, wanted: str) -> Entity:
    return next(row for row in path.entities if row.id == wanted)
