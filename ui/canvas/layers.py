"""Columns for what lies on paths, and which of a column stands above which, such that few lines cross.

The layered drawing of Sugiyama, Tagawa and Toda (1981, IEEE Transactions on Systems, Man, and Cybernetics
11(2), 109–125): a line that skips columns takes a place in each of them; then the columns are ordered by
barycentres, each by the middle of its neighbours in the column before, from left to right and back, and the
order with the fewest crossings is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

_SWEEPS = 12
"""So often the columns are ordered; more changes nothing with as many paths as are drawn."""

Node = str | tuple[str, str, int]
"""An entity, or the place that a line between two takes in a column between theirs."""


def steps(paths: Sequence[Sequence[str]]) -> dict[str, float]:
    """How far each node of the paths is on the first path that has it, from its start (0) to its end (1)."""
    found: dict[str, float] = {}
    for path in paths:
        for step, node in enumerate(path):
            found.setdefault(node, step / (len(path) - 1))
    return found


def columns(paths: Sequence[Sequence[str]]) -> dict[str, float]:
    """How far each node of the paths stands from their starts (0) to their ends (1).

    That is its longest way from a start, of this and its longest way to an end: so every hop leads to the
    right, but those that better paths go the other way round.
    """
    after: dict[str, set[str]] = {}
    for path in paths:
        for one, two in pairwise(path):
            if one not in _reached(two, after):
                after.setdefault(one, set()).add(two)
    before: dict[str, set[str]] = {}
    for one, others in after.items():
        for two in others:
            before.setdefault(two, set()).add(one)
    nodes = dict.fromkeys(node for path in paths for node in path)
    behind: dict[str, int] = {}
    ahead: dict[str, int] = {}
    found = {path[0]: 0.0 for path in paths}
    found = {path[-1]: 1.0 for path in paths} | found
    for node in nodes:
        if node not in found:
            gone = max(1, _longest(node, before, behind))
            found[node] = gone / (gone + max(1, _longest(node, after, ahead)))
    return found


def _reached(node: str, after: Mapping[str, set[str]]) -> set[str]:
    """What can be reached from a node, itself included."""
    found, waiting = {node}, [node]
    while waiting:
        newest = after.get(waiting.pop(), set()) - found
        found |= newest
        waiting += newest
    return found


def _longest(node: str, nexts: Mapping[str, set[str]], known: dict[str, int]) -> int:
    """The hops of the longest way on from a node; there are no rings."""
    if node not in known:
        known[node] = max((1 + _longest(row, nexts, known) for row in nexts.get(node, ())), default=0)
    return known[node]


def wanted_rows(across: Mapping[str, float], lines: Iterable[tuple[str, str]]) -> dict[str, float]:
    """How high each entity should stand, in rows around 0; `across` tells its column.

    Equal ones keep the order in which `across` has them.
    """
    columns = sorted(set(across.values()))
    layer = {node: columns.index(place) for node, place in across.items()}
    order: list[list[Node]] = [[] for _ in columns]
    for node, place in layer.items():
        order[place].append(node)
    short = [hop for line in lines for hop in _hops(line, layer, order)]
    best, fewest = order, _crossings(order, short)
    near = _neighbours(short)
    for sweep in range(_SWEEPS):
        order = _sweep(order, near, sweep % 2 == 1)
        crossings = _crossings(order, short)
        if crossings < fewest:
            best, fewest = order, crossings
    rows = _rows(best)
    return {node: rows[node] for node in across}


def _hops(
    line: tuple[str, str], layer: Mapping[str, int], order: list[list[Node]]
) -> Iterable[tuple[Node, Node]]:
    """A line as hops from column to column; none where both ends are in one."""
    left, right = sorted(line, key=lambda node: layer[node])
    places: list[Node] = [left]
    for column in range(layer[left] + 1, layer[right]):
        places.append((left, right, column))
        order[column].append(places[-1])
    places.append(right)
    return pairwise(places) if layer[left] != layer[right] else ()


def _neighbours(hops: Iterable[tuple[Node, Node]]) -> dict[Node, tuple[list[Node], list[Node]]]:
    """What each is joined to in the column before its own, and in the one behind."""
    near: dict[Node, tuple[list[Node], list[Node]]] = {}
    for left, right in hops:
        near.setdefault(right, ([], []))[0].append(left)
        near.setdefault(left, ([], []))[1].append(right)
    return near


def _sweep(
    order: list[list[Node]], near: Mapping[Node, tuple[list[Node], list[Node]]], back: bool
) -> list[list[Node]]:
    """Every column by the barycentres of its neighbours in the one that was ordered before it."""
    rows = _rows(order)
    found = list(order)
    for column in range(len(order) - 1, -1, -1) if back else range(len(order)):
        middle = {}
        for node in order[column]:
            others = near.get(node, ((), ()))[back]
            middle[node] = sum(rows[row] for row in others) / len(others) if others else rows[node]
        found[column] = sorted(order[column], key=lambda node: middle[node])
        rows.update(_rows([found[column]]))
    return found


def _rows(order: Iterable[list[Node]]) -> dict[Node, float]:
    """The rows of columns that stand around 0."""
    return {node: row - (len(column) - 1) / 2 for column in order for row, node in enumerate(column)}


def _crossings(order: list[list[Node]], hops: Iterable[tuple[Node, Node]]) -> int:
    """How many hops between neighbouring columns cross."""
    rows = _rows(order)
    place = {node: number for number, column in enumerate(order) for node in column}
    between: dict[int, list[tuple[float, float]]] = {}
    for left, right in hops:
        between.setdefault(place[left], []).append((rows[left], rows[right]))
    return sum((a - c) * (b - d) < 0 for rows in between.values() for (a, b), (c, d) in combinations(rows, 2))
