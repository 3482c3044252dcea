"""What a question for paths is answered with."""

from dataclasses import dataclass

from graph.model import Entity, Path, Subgraph
from graph.paths.request import PathRequest

PATH_ORDER = "paths"
"""How the shown part was chosen: the row graph.order.paths says it."""

SEVERAL, UNCONNECTED = "several", "unconnected"
"""Why there is no path, beside a condition's name: rows `graph.path.none.*` of the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of the graph a search looked at: relations, each as often as it was, of at most `limit`.

    `cut`: a bound was met (relations, time, or steps of ranking), so better or more paths may exist.
    """

    links: int = 0
    limit: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A condition without which there are paths: its name, and the best of them.

    The names: "length" (longer ones), "directed", "avoid", "via", "must_types", "must_relations", "types",
    "relations", "documents", "statuses"; "several" for all of them together.
    """

    condition: str
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class NearEntity:
    """An entity of a type that should lie between, near the ends: its hops from each, None without a way."""

    entity: Entity
    from_start: int | None
    from_end: int | None


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """The best paths, best first, and what there is to know where there is none.

    `more`: there are more than these. Without a path, `obstacles` are the conditions that each alone stand
    in the way, `reason` is the first one's name ("several" where only all together do, "unconnected" where
    nothing is known to join the ends, with some more hops either), `nearest` its paths; `near` are
    entities of the types that should lie between.
    """

    starts: tuple[Entity, ...]
    ends: tuple[Entity, ...]
    request: PathRequest
    paths: tuple[Path, ...] = ()
    more: bool = False
    reading: Reading = Reading()
    reason: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    near: tuple[NearEntity, ...] = ()

    @property
    def nearest(self) -> tuple[Path, ...]:
        """What comes nearest to the request where nothing meets it."""
        return self.obstacles[0].paths if self.obstacles else ()


@dataclass(frozen=True, slots=True)
class Linking:
    """An entity that lies between, and the best path that leads through it."""

    entity: Entity
    path: Path


@dataclass(frozen=True, slots=True)
class LinkingAnswer:
    """The entities of `types` between two ends, by the cost of their best path.

    They are the first of `total`, or of at least so many where `at_least`; see PathAnswer for the rest.
    """

    starts: tuple[Entity, ...]
    ends: tuple[Entity, ...]
    types: frozenset[str]
    request: PathRequest
    links: tuple[Linking, ...] = ()
    total: int = 0
    at_least: bool = False
    reading: Reading = Reading()
    reason: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    near: tuple[NearEntity, ...] = ()

    @property
    def more(self) -> bool:
        """Whether there are more than these."""
        return self.total > len(self.links)

    @property
    def nearest(self) -> tuple[Path, ...]:
        """What comes nearest to the request where nothing meets it."""
        return self.obstacles[0].paths if self.obstacles else ()


def shown_paths(answer: PathAnswer | LinkingAnswer) -> tuple[Path, ...]:
    """The answer's paths, each once, else the nearest ones."""
    if isinstance(answer, PathAnswer):
        return answer.paths or answer.nearest
    return tuple(dict.fromkeys(row.path for row in answer.links)) or answer.nearest


def path_subgraph(answer: PathAnswer | LinkingAnswer) -> Subgraph:
    """What the answer's paths (else the nearest ones) are made of, in the order in which it first occurs.

    Its `order` is "paths" where more paths exist; how many entities these hold is not known.
    """
    paths = shown_paths(answer)
    entities = {row.id: row for path in paths for row in path.entities}
    relations = {row.id: row for path in paths for hop in path.hops for row in hop}
    return Subgraph(
        tuple(entities.values()),
        tuple(relations.values()),
        len(entities),
        len(relations),
        PATH_ORDER if answer.more else "",
    )
