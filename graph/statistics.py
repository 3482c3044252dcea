"""The shape of the whole graph: who is connected most, who bridges, which communities there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.heavy import GROUPS, SHARES, WORK, Request
from graph.model import Entity, Link, Subgraph
from graph.resolve import UNCOUNTED
from graph.schema import DOCUMENT, INDICATOR, load_schema
from graph.store.base import Store

MOST = 3000
"""So many entities are surveyed at most, those with most relations first: what bridges and communities cost
grows with entities times relations."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """An entity and its betweenness: the share, 0 to 1, of shortest paths between others that it lies on."""

    entity: Entity
    share: float


@dataclass(frozen=True, slots=True)
class Community:
    """Entities that have more relations with each other than with the rest, most relations first."""

    members: tuple[Entity, ...]

    @property
    def name(self) -> str:
        """The name of its member with most relations."""
        return self.members[0].name


@dataclass(frozen=True, slots=True)
class Survey:
    """What was surveyed: `entities` of `total` that have a relation, and the `relations` between them."""

    entities: tuple[Entity, ...]
    total: int
    relations: tuple[Link, ...]
    bridges: tuple[Bridge, ...]
    communities: tuple[Community, ...]


Work = Callable[[str, Request], Any]
"""How heavy work is done: the answer of heavy.WORK of a kind."""


def do_here(kind: str, request: Request) -> object:
    """The work, done in this process."""
    return WORK[kind](request)


def survey(store: Store, most: int = MOST, work: Work = do_here) -> Survey:
    """Bridges and communities of the graph; documents, indicators, 提及 and 设定 apart.

    Betweenness after Brandes (2001), on relations without their direction; communities by the Louvain
    method (Blondel and others 2008) with the relations' weights in the schema: what costs a path little
    binds much. Bridges by share, most first, then name and id; communities of two or more by size, then
    by name. The same graph gives the same answer.
    """
    schema = load_schema()
    types = [kind for kind in schema.entities if kind not in (DOCUMENT, INDICATOR)]
    hits = store.find("", types, most)
    known = {row.id: row for row in hits.entities if row.degree}
    links = store.links_between(list(known), sorted(set(schema.relations) - UNCOUNTED))
    total = hits.total if len(hits.entities) == len(known) else len(known)
    return Survey(
        tuple(known.values()),
        total,
        links,
        _bridges(tuple(known.values()), links, work),
        _communities(known, links, work),
    )


def community_subgraph(store: Store, found: Survey, community: Community, limit: int) -> Subgraph:
    """The first `limit` members of a community and what joins them; the totals count all of it."""
    kept = community.members[:limit]
    inside = {row.id for row in community.members}
    ids = {row.id for row in kept}
    all_links = [link for link in found.relations if link.head in inside and link.tail in inside]
    links = [link.id for link in all_links if link.head in ids and link.tail in ids]
    order = "degree" if len(kept) < len(community.members) else ""
    return Subgraph(kept, store.relations(links), len(community.members), len(all_links), order)


def _bridges(entities: Sequence[Entity], links: Sequence[Link], work: Work) -> tuple[Bridge, ...]:
    index = {row.id: number for number, row in enumerate(entities)}
    edges = [(index[link.head], index[link.tail]) for link in links]
    shares = work(SHARES, {"count": len(entities), "edges": edges})
    found = [Bridge(row, share) for row, share in zip(entities, shares, strict=True) if share > 0]
    return tuple(sorted(found, key=lambda row: (-row.share, row.entity.name, row.entity.id)))


def _communities(known: dict[str, Entity], links: Sequence[Link], work: Work) -> tuple[Community, ...]:
    weights = {row.id: row.weight for row in load_schema().relations.values()}
    edges = [(link.head, link.tail, 1 / weights[link.type]) for link in links]
    groups = work(GROUPS, {"nodes": list(known), "edges": edges}) if edges else ()
    found = [Community(_ranked([known[node] for node in group])) for group in groups if len(group) > 1]
    return tuple(sorted(found, key=lambda row: (-len(row.members), row.name)))


def _ranked(members: Sequence[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(members, key=lambda row: (-row.degree, row.name, row.id)))
