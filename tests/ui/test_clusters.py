"""The clusters of a large picture: every entity in one, their names, and that filters rearrange nothing."""

from graph.communities import find_communities
from graph.layout import CROWD
from graph.model import Entity, Relation, Subgraph
from ui.canvas.clusters import LEAST, cluster_data, find_clusters

SIZES = (200, 120, LEAST, LEAST - 1)


def name(leader: str, count: int) -> str:
    return f"{leader} {count}"


def stars(sizes: tuple[int, ...]) -> Subgraph:
    """A star for each size: its middle is the most connected."""
    entities, relations = [], []
    for star, size in enumerate(sizes):
        for row in range(size):
            entities.append(Entity(f"{star}.{row:03}", "Park", f"园{star}.{row}", degree=0 if row else size))
            if row:
                relations.append(Relation(f"r{star}.{row}", "BUILDS", f"{star}.000", f"{star}.{row:03}"))
    return Subgraph(tuple(entities), tuple(relations))


def test_each_cluster_is_called_by_its_most_connected_and_its_size() -> None:
    crowd = stars(SIZES)
    data = cluster_data(crowd, find_clusters(crowd, {}, find_communities), name)
    assert data["names"] == ["园0.0 200", "园1.0 120", f"园2.0 {LEAST}"]
    regions = [number for star, size in enumerate(SIZES) for number in [star if size >= LEAST else -1] * size]
    assert data["of"] == regions


def test_a_filter_keeps_the_clusters_and_counts_what_is_left() -> None:
    crowd = stars(SIZES)
    known = find_clusters(crowd, {}, find_communities)
    less = Subgraph(crowd.entities[20:], ())
    assert find_clusters(less, known, lambda *_: []) is known
    assert cluster_data(less, known, name)["names"][0] == "园0.100 180"


def test_few_have_no_clusters_and_a_search_that_failed_none_either() -> None:
    few = stars((CROWD,))
    assert cluster_data(few, find_clusters(few, {}, find_communities), name) == {"names": [], "of": []}
    crowd = stars((CROWD + 1,))
    assert cluster_data(crowd, find_clusters(crowd, {}, lambda *_: ()), name)["names"] == []
