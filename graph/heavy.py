"""What may be worked out in a process of its own, as JSON both ways: layouts, betweenness, communities.

numpy and rustworkx keep Python's lock while they work: in a server's thread they would hold up everybody.
"""

from collections.abc import Callable, Mapping, Sequence

import rustworkx as rx

from graph.communities import find_communities
from graph.layout import Place, layout
from graph.model import Entity, Relation, Subgraph

LAYOUT = "layout"
SHARES = "shares"
GROUPS = "groups"

Request = Mapping[str, object]


def layout_request(subgraph: Subgraph, fixed: Mapping[str, Place], centre: str | None) -> Request:
    """What of a subgraph its layout depends on."""
    return {
        "entities": [(row.id, row.type, row.name, row.degree) for row in subgraph.entities],
        "edges": [(row.head, row.tail) for row in subgraph.relations],
        "fixed": fixed,
        "centre": centre,
    }


def _lay_out(request: Request) -> dict[str, Sequence[float]]:
    entities = tuple(Entity(key, kind, name, (), {}, n) for key, kind, name, n in request["entities"])
    relations = tuple(Relation(str(n), "", *ends) for n, ends in enumerate(request["edges"]))
    fixed = {key: tuple(place) for key, place in request["fixed"].items()}
    return layout(Subgraph(entities, relations), fixed, request["centre"])


def _find_shares(request: Request) -> list[float]:
    """The betweenness, 0 to 1, of each of `count` nodes, joined by `edges` whatever their direction."""
    network = rx.PyGraph(multigraph=False)
    network.add_nodes_from(range(request["count"]))
    network.add_edges_from_no_data([tuple(ends) for ends in request["edges"]])
    shares = rx.betweenness_centrality(network, normalized=True)
    return [shares[node] for node in range(request["count"])]


def _find_groups(request: Request) -> Sequence[Sequence[str]]:
    """The communities of `nodes` with weighted `edges`: see find_communities."""
    return find_communities(request["nodes"], [tuple(row) for row in request["edges"]])


WORK: Mapping[str, Callable[[Request], object]] = {
    LAYOUT: _lay_out,
    SHARES: _find_shares,
    GROUPS: _find_groups,
}
"""What a worker does, by the request's kind."""
