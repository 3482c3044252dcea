"""Paths between entities, the ones worth reading first, and the truth where there is none.

Ranking follows the degree-weighted path count of Himmelstein and Baranzini (2015, PLoS Computational
Biology 11(7), e1004259), where a path counts the less the more relations its nodes have: the negative
logarithm of their product over nodes is a sum of logarithms of degrees, which is added up here with the
weights of the relations' types, so that the best path is a cheapest one. The inverse logarithm of the
degree as a measure of how much a shared neighbour says goes back to Adamic and Adar (2003, Social
Networks 25(3)). That a relation stated by several independent documents says more is our own addition: each
further document says less than the one before. So a path costs

    the sum over its hops of  weight · (1 − documents_discount · (1 − 1 / documents))
    and over what lies between of  degree_scale · log2(1 + degree),  the degree being 2 at least

of each hop the cheapest relation. The weights are rows of `data/schema/paths.toml` and `relations.toml`:
提及 weighs 4, a plain statement 1, 承接 0.8.

The search works on the graph's outline (graph/outline/), columns without names and sentences, and asks the
store only for what it shows. It is exact: flood.py finds, from both ends at once, the hops on all walks that
cost at most so much, ranking.py the best paths among these; where they are fewer than wanted the bound is
raised, until they are enough or nothing lies beyond it. Walks are a bound from below (A*, Hart, Nilsson and
Raphael 1968; bidirectional search, Pohl 1971), so no path within the bound is missed.
"""

from graph.paths.answer import (
    PATH_ORDER,
    SEVERAL,
    UNCONNECTED,
    Linking,
    LinkingAnswer,
    NearEntity,
    Obstacle,
    PathAnswer,
    Reading,
    path_subgraph,
    shown_paths,
)
from graph.paths.explaining import HopCost, PathCost, Toll, explain
from graph.paths.finding import find_linking, find_paths
from graph.paths.folding import PathGroup, Shape, fold_paths
from graph.paths.request import LONGEST, MOST_VIA, PathRequest
from graph.paths.sets import EntitySet, PathEnd, place_set, read_set, type_set, types_end

__all__ = [
    "LONGEST",
    "MOST_VIA",
    "PATH_ORDER",
    "SEVERAL",
    "UNCONNECTED",
    "EntitySet",
    "HopCost",
    "Linking",
    "LinkingAnswer",
    "NearEntity",
    "Obstacle",
    "PathAnswer",
    "PathCost",
    "PathEnd",
    "PathGroup",
    "PathRequest",
    "Reading",
    "Shape",
    "Toll",
    "explain",
    "find_linking",
    "find_paths",
    "fold_paths",
    "path_subgraph",
    "place_set",
    "read_set",
    "shown_paths",
    "type_set",
    "types_end",
]
