"""Groups of nodes that hang together: the Louvain method (Blondel and others 2008), the same each time."""

from collections.abc import Iterable

import networkx as nx

_SEED = 1


def find_communities(
    nodes: Iterable[str], edges: Iterable[tuple[str, str, float]]
) -> tuple[tuple[str, ...], ...]:
    """The nodes in groups, the largest first, then by their first node; each group in order.

    `edges` are pairs with a weight; those of one pair add up. Every node is in one group, a lone one in
    its own.
    """
    network = nx.Graph()
    network.add_nodes_from(sorted(nodes))
    for one, other, weight in sorted(edges):
        before = network.get_edge_data(one, other, {"weight": 0})["weight"]
        network.add_edge(one, other, weight=before + weight)
    groups = nx.community.louvain_communities(network, seed=_SEED)
    return tuple(sorted((tuple(sorted(group)) for group in groups), key=lambda row: (-len(row), row)))
