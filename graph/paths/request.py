"""What paths are asked for: a request, checked, as data that the page, commands and questions share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from errors import RequestError
from graph.filters import all_entity_types, telling_relation_types
from graph.model import Facts
from graph.schema import DOCUMENT, INDICATOR
from text import say

LONGEST = 8
"""More hops than this join everything with everything and are refused."""

MOST_VIA = 4
"""So many entities may be asked to lie on one path."""


def telling_middle_types() -> frozenset[str]:
    """The ids of the entity types that lie between by default: all but documents and indicators."""
    return all_entity_types() - {DOCUMENT, INDICATOR}


@dataclass(frozen=True, slots=True)
class PathRequest:
    """What paths are wanted: the `count` best of at most `max_length` hops (1 to 8), by ids and type ids.

    What lies between: only `middle_types`; at least one of `must_types` (which may then lie between too);
    none of `not_types`; each entity of `via` (whatever its type, in any order); none of `avoid`.
    What hops are made of: only `relation_types`; at least one hop of `must_relations` (which hops may
    then be made of too); none of `not_relations`. What is excluded stays so, whatever else asks for it.
    Where documents must lie between, or one of `via` is a document, 提及 may join.
    Only relations that `facts` counts, and of the documents that state them only those that it counts.
    With `directed`, arrows are followed from start to end; types without a direction go both ways.
    """

    max_length: int = 4
    count: int = 10
    middle_types: frozenset[str] = field(default_factory=telling_middle_types)
    must_types: frozenset[str] = frozenset()
    not_types: frozenset[str] = frozenset()
    relation_types: frozenset[str] = field(default_factory=telling_relation_types)
    must_relations: frozenset[str] = frozenset()
    not_relations: frozenset[str] = frozenset()
    via: tuple[str, ...] = ()
    avoid: frozenset[str] = frozenset()
    directed: bool = False
    facts: Facts = field(default_factory=Facts)


def ids_of(end: str | Sequence[str]) -> tuple[str, ...]:
    """One end of a path, an id or several, as several without repeats, in the order given."""
    return (end,) if isinstance(end, str) else tuple(dict.fromkeys(end))


def check(starts: Sequence[str], ends: Sequence[str], request: PathRequest) -> None:
    """Raise RequestError where a request makes no sense: no way of the store's data could meet it."""
    if not starts or not ends:
        raise RequestError(problem=partial(say, "graph.request.no_ends"))
    if len({*starts, *ends}) == 1:
        raise RequestError(problem=partial(say, "graph.request.same_ends"))
    if not 1 <= request.max_length <= LONGEST:
        raise RequestError(
            problem=partial(say, "graph.request.length", value=request.max_length, most=LONGEST)
        )
    if request.count < 1:
        raise RequestError(problem=partial(say, "graph.request.count", value=request.count))
    if len(set(request.via)) > MOST_VIA:
        raise RequestError(problem=partial(say, "graph.request.via", value=len(request.via), most=MOST_VIA))
    if set(request.via) & ({*starts, *ends} | request.avoid):
        raise RequestError(problem=partial(say, "graph.request.via_end"))
    if set(starts) <= request.avoid or set(ends) <= request.avoid:
        raise RequestError(problem=partial(say, "graph.request.avoid_end"))


def check_types(types: frozenset[str]) -> None:
    """Raise RequestError where no type is named of which something shall lie between."""
    if not types:
        raise RequestError(problem=partial(say, "graph.request.no_types"))
