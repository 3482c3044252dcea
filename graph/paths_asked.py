"""Paths as words ask for them: ends that may be sets, and the options of the command line."""

import argparse
from dataclasses import dataclass, replace
from functools import partial

from errors import RequestError
from graph.facts_asked import facts_asked
from graph.filters import entity_type_ids, relation_type_ids
from graph.paths import PathEnd, PathRequest, read_set
from graph.queries import get_entity
from graph.store.base import Store
from text import say


@dataclass(frozen=True, slots=True)
class PathsAsked:
    """Both ends and the request."""

    start: PathEnd
    end: PathEnd
    request: PathRequest

    @property
    def ids(self) -> tuple[list[str], list[str]]:
        """The ids of either end, as `find_paths` takes them."""
        start, end = ([row.id for row in side.entities] for side in (self.start, self.end))
        return start, end


def read_end(store: Store, words: str) -> PathEnd:
    """An entity by name, alias or id, or a set as `graph.paths.read_set` reads it; a type's name is a set.

    Raises NotFound, Ambiguous or RequestError, this also for a set that nobody is in.
    """
    found = read_set(store, words)
    if found is None:
        entity = get_entity(store, words)
        return PathEnd(entity.name, (entity,), 1)
    if not found.members:
        raise RequestError(problem=partial(say, "graph.request.nobody", words=words.strip()))
    return PathEnd(words.strip(), found.members, found.total, found.at_least)


def paths_asked(store: Store, start: str, end: str, args: argparse.Namespace) -> PathsAsked:
    """What the options of `path`, `link` and `export --path` ask for; names and types are looked up."""
    request = PathRequest(
        max_length=args.max_length,
        count=args.count,
        must_types=frozenset(entity_type_ids(args.must_type)),
        not_types=frozenset(entity_type_ids(args.not_type)),
        must_relations=frozenset(relation_type_ids(args.must_relation)),
        not_relations=frozenset(relation_type_ids(args.not_relation)),
        via=tuple(get_entity(store, name).id for name in args.via),
        avoid=frozenset(get_entity(store, name).id for name in args.avoid),
        directed=args.directed,
        facts=facts_asked(store, args),
    )
    if args.relation:
        request = replace(request, relation_types=frozenset(relation_type_ids(args.relation)))
    return PathsAsked(read_end(store, start), read_end(store, end), request)
