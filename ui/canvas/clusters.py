"""The clusters of a large picture: which nodes hang together, and what each cluster is called."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from graph.layout import CROWD
from graph.model import Subgraph

LEAST = 4
"""So many nodes of a cluster are drawn as a region with a name; fewer speak for themselves."""

Groups = Sequence[Sequence[str]]
FindGroups = Callable[[Sequence[str], Sequence[tuple[str, str, float]]], Groups]


def find_clusters(subgraph: Subgraph, known: Mapping[str, int], find: FindGroups) -> Mapping[str, int]:
    """The number of each entity's cluster, from 0, the largest first; none where all can be named.

    Those that are `known` are kept while they cover what is drawn: a filter rearranges nothing. `find` is
    `find_communities`, wherever it runs (nothing where that failed); it is asked what a crowd's layout asks.
    """
    ids = [entity.id for entity in subgraph.entities]
    if len(ids) <= CROWD:
        return known
    if all(entity in known for entity in ids):
        return known
    drawn = set(ids)
    pairs = {
        tuple(sorted((row.head, row.tail)))
        for row in subgraph.relations
        if row.head != row.tail and {row.head, row.tail} <= drawn
    }
    groups = find(ids, [(one, other, 1.0) for one, other in sorted(pairs)])
    return {entity: number for number, group in enumerate(groups) for entity in group}


def cluster_data(
    subgraph: Subgraph, clusters: Mapping[str, int], say_name: Callable[[str, int], str]
) -> dict[str, list]:
    """What the canvas is told: `names` of the regions, the largest first, and `of`, a region per entity.

    `of` follows the subgraph's entities; -1 is for those in none. A region is called by its most connected
    entity (then the first by name and id) and the number of its entities that are drawn.
    """
    if len(subgraph.entities) <= CROWD:
        return {"names": [], "of": []}
    counts = Counter(clusters[row.id] for row in subgraph.entities if row.id in clusters)
    kept = sorted(
        (number for number, count in counts.items() if count >= LEAST), key=lambda row: (-counts[row], row)
    )
    leaders: dict[int, str] = {}
    for row in sorted(subgraph.entities, key=lambda row: (-row.degree, row.name, row.id)):
        leaders.setdefault(clusters.get(row.id, -1), row.name)
    place = {number: at for at, number in enumerate(kept)}
    return {
        "names": [say_name(leaders[number], counts[number]) for number in kept],
        "of": [place.get(clusters.get(row.id, -1), -1) for row in subgraph.entities],
    }
