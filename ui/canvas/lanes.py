"""Places for paths: they read from left to right, starts at the left edge, ends at the right one.

Where an entity stands across is told by layers.py in two ways; how high is searched for, such that few lines
cross one another, or a name: beginning with the paths one after another, or with the order of layers.py,
each entity is moved to the free row that is best for it, and changes rows with its neighbours where that is
better (greedy switching: Eades and Kelly, 1986, Ars Combinatoria 21-A); rows that nobody needs are left out.
The best that was found is drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from graph.label import Box, label_box
from graph.model import Path
from ui.canvas.layers import columns, steps, wanted_rows

STEP = 185.0
"""Pixels between two entities of the longest path; more where it is short."""

NARROWEST = 700.0
"""Pixels between the ends at least."""

HEIGHT = 104.0
"""Pixels between two rows; half of it where rows are many, and neighbours stand aside from one another."""

TALLEST = 140.0
"""Pixels between two rows at most, where there is room."""

SHAPE = 1.25
"""How much wider than high a drawing is at least: so the canvas is filled."""

_MANY_ROWS = 10
_ASIDE = 85.0
_STAGGER = 0.1
"""How far, in steps, few rows are shifted against one another: a line down a column would cross its names."""

_HIT, _CROSSING, _WORD, _OWN, _SLOPE, _REMOTE = 12.0, 3.0, 3.0, 2.0, 0.6, 1.0
"""What counts against a place: a line across a name, two lines that cross, a line's word on a name, a line
across the name of its own end, each row that a line climbs, each row from the middle."""

_STRETCH = 1.5
"""What each row counts of those that the whole takes up: the more, the smaller all is drawn."""

_NEAR_ROWS = 6
_BEYOND = 3
"""How many rows an entity may move at a time, and how far beyond those in use it may be put: one is free."""

_MOST_ROWS = 400
"""One of so many rows is free for whoever has none: no more entities are drawn."""

_APART = 6.0
"""Pixels between two names at least."""

_SWEEPS = 3
_FEW = 24

Point = tuple[float, float]


def place_paths(paths: Sequence[Path]) -> dict[str, Point]:
    """A place for every entity of the paths, which may share entities and ends; no two lie on one another."""
    if not paths:
        return {}
    ways = [[entity.id for entity in path.entities] for path in paths]
    found = []
    for across in (steps(ways), columns(ways)):
        one_by_one, in_order = _Rows(paths, across), _Rows(paths, across)
        for way in ways:
            one_by_one.put(way)
        in_order.put_in_order()
        found += [one_by_one, in_order]
    few = len(found[0].across) <= _FEW
    kept = found if few else sorted(found, key=_Rows.badness)[:1]
    for rows in kept:
        for _ in range(_SWEEPS if few else 1):
            rows.improve()
            rows.switch()
        rows.close_up()
    return min(kept, key=_Rows.badness).places()


class _Rows:
    """Entities on rows: `across` is 0 at the start and 1 at the end."""

    def __init__(self, paths: Sequence[Path], across: Mapping[str, float]) -> None:
        self.row: dict[str, int] = {}
        self._boxes: dict[str, Box] = {}
        self._near: dict[str, dict[str, None]] = {}
        ends = {row.entities[place].id for row in paths for place in (0, -1)}
        self._still = ends if len(ends) == 2 else frozenset()
        self.row.update(dict.fromkeys(self._still, 0))
        self._straight = bool(self._still) and any(len(path.hops) == 1 for path in paths)
        self.across = across
        for path in paths:
            self._boxes.update({entity.id: label_box(entity) for entity in path.entities})
            for one, two in pairwise(entity.id for entity in path.entities):
                self._near.setdefault(one, {})[two] = None
                self._near.setdefault(two, {})[one] = None
        nearest = min((min(place, 1 - place) for place in across.values() if 0 < place < 1), default=1.0)
        longest = max(*(len(path.hops) for path in paths), 1 / nearest)
        places = list(self.across.values())
        self._dense = max(map(places.count, places)) > _MANY_ROWS
        self._pitch = HEIGHT / 2 if self._dense else HEIGHT
        self._span = max(NARROWEST, (STEP + _ASIDE * self._dense) * longest)
        self._shift = _STAGGER * self._span / max(3, longest)

    def put(self, path: Sequence[str]) -> None:
        """What of the path has no row yet gets one."""
        for node in path:
            if node not in self.row:
                near = [self.row[other] for other in self._near[node] if other in self.row]
                used = self.row.values()
                beyond = range(min(used, default=0) - _BEYOND, max(used, default=0) + _BEYOND + 1)
                self.row[node] = self._best(node, beyond, round(sum(near) / len(near)) if near else 0)

    def put_in_order(self) -> None:
        """Everything gets the free row that is nearest to the one that its column's order wants for it."""
        wanted = wanted_rows(self.across, self._lines())
        level = sum(wanted[node] for node in self._still) / len(self._still) if self._still else 0.0
        for node in sorted(wanted, key=lambda node: (abs(wanted[node] - level), wanted[node])):
            if node not in self.row:
                others = self._others()
                near = wanted[node] - level
                rows = sorted(range(-_MOST_ROWS, _MOST_ROWS + 1), key=lambda row: (abs(row - near), row))
                self.row[node] = next(row for row in rows if others.free(self._box(node, row)))

    def switch(self) -> None:
        """Two of a column that stand near one another change rows where both are better off for it."""
        for one, two in combinations(self.row, 2):
            if self.across[one] == self.across[two] and not {one, two} & set(self._still):
                if 0 < abs(self.row[one] - self.row[two]) <= _NEAR_ROWS:
                    self._switch(one, two)

    def close_up(self) -> None:
        """Rows that nobody stands on are left out, from the middle outwards, where nothing gets worse."""
        for side in (1, -1):
            for row in range(1, max((side * row for row in self.row.values()), default=0)):
                kept, before = dict(self.row), self.badness()
                if side * row in kept.values():
                    continue
                moved = {node: own - side if own * side > row else own for node, own in kept.items()}
                self.row = moved
                if not self._apart() or self.badness() > before:
                    self.row = kept

    def badness(self) -> float:
        """What counts against the whole: lines that cross one another or a name, and how far it stretches."""
        others = self._others()
        spots, boxes = others.spots, others.boxes
        crossings = sum(
            _cross(spots[a], spots[b], spots[c], spots[d])
            for (a, b), (c, d) in combinations(others.lines, 2)
            if len({a, b, c, d}) == 4
        )
        hits = sum(
            _crosses_box(spots[a], spots[b], box)
            for a, b in others.lines
            for node, box in boxes.items()
            if node not in (a, b)
        )
        stretch = max(self.row.values()) - min(self.row.values())
        return _HIT * hits + _CROSSING * crossings + _STRETCH * stretch * self._pitch / HEIGHT

    def improve(self) -> None:
        """Each entity moves to the row near its own that counts least against it; two ends stay level."""
        for node, own in tuple(self.row.items()):
            if node not in self._still:
                del self.row[node]
                self.row[node] = self._best(node, range(own - _NEAR_ROWS, own + _NEAR_ROWS + 1), own)

    def places(self) -> dict[str, Point]:
        """The places around the middle of all, as wide and high as the canvas likes it."""
        spots = {node: self._spot(node, row) for node, row in self.row.items()}
        xs, ys = [x for x, _ in spots.values()], [y for _, y in spots.values()]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        taller = min(TALLEST / HEIGHT, max(1.0, wide / SHAPE / high)) if high else 1.0
        wider = max(1.0, SHAPE * high / wide) if wide else 1.0
        left, top = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        return {node: ((x - left) * wider, (y - top) * taller) for node, (x, y) in spots.items()}

    def _spot(self, node: str, row: int) -> Point:
        across = self.across[node]
        inner = 0 < across < 1
        if self._dense:
            outward = 2 * _ASIDE * (row % 2) * (1 if across else -1)
            aside = _ASIDE * (row % 2 * 2 - 1) if inner else outward
        else:
            aside = self._shift * (row % 3 - 1) if inner and row else 0.0
        return across * self._span + aside, row * self._pitch

    def _box(self, node: str, row: int) -> Box:
        x, y = self._spot(node, row)
        box = self._boxes[node]
        return Box(x + box.left, y + box.top, x + box.right, y + box.bottom)

    def _best(self, node: str, rows: Iterable[int], near: int) -> int:
        """Of the rows that are free for an entity that has none, the one that counts least against it."""
        others = self._others()
        near_node = [other for other in self._near[node] if other in self.row]

        def badness(row: int) -> tuple[float, int, int]:
            spot, box = self._spot(node, row), self._box(node, row)
            cost = _REMOTE * abs(row) + others.cost(spot, box, near_node)
            return cost, abs(row - near), row

        return min((row for row in rows if others.free(self._box(node, row))), key=badness)

    def _switch(self, one: str, two: str) -> None:
        rows = self.row[one], self.row[two]
        before = self._cost_of(one) + self._cost_of(two)
        self.row[one], self.row[two] = self.row[two], self.row[one]
        if not self._fits(one) or not self._fits(two) or self._cost_of(one) + self._cost_of(two) >= before:
            self.row[one], self.row[two] = rows

    def _without(self, node: str) -> tuple[int, "_Others"]:
        """A node's row, and what else has one."""
        row = self.row.pop(node)
        others = self._others()
        self.row[node] = row
        return row, others

    def _cost_of(self, node: str) -> float:
        row, others = self._without(node)
        near = [other for other in self._near[node] if other in self.row]
        return _REMOTE * abs(row) + others.cost(self._spot(node, row), self._box(node, row), near)

    def _fits(self, node: str) -> bool:
        row, others = self._without(node)
        return others.free(self._box(node, row))

    def _apart(self) -> bool:
        """Whether no two lie on one another."""
        return all(map(self._fits, tuple(self.row)))

    def _lines(self) -> list[tuple[str, str]]:
        """What is joined to what."""
        return [(one, two) for one, others in self._near.items() for two in others if one < two]

    def _others(self) -> "_Others":
        """What has a row."""
        lines = [(one, two) for one, two in self._lines() if one in self.row and two in self.row]
        spots = {node: self._spot(node, row) for node, row in self.row.items()}
        boxes = {node: self._box(node, row) for node, row in self.row.items()}
        return _Others(spots, boxes, lines, self._straight)


@dataclass(frozen=True, slots=True)
class _Others:
    """What stands where it does while a place for one more is looked for, and the lines between.

    `straight`: one joins the two ends, along row 0; whoever stood there would seem to lie on it.
    """

    spots: Mapping[str, Point]
    boxes: Mapping[str, Box]
    lines: Sequence[tuple[str, str]]
    straight: bool

    def free(self, box: Box) -> bool:
        """Whether nothing lies where the box does, nor the straight line between two ends."""
        if self.straight and box.top <= 0 <= box.bottom:
            return False
        return not any(
            box.left < other.right + _APART
            and other.left < box.right + _APART
            and box.top < other.bottom + _APART
            and other.top < box.bottom + _APART
            for other in self.boxes.values()
        )

    def cost(self, here: Point, box: Box, near: Iterable[str]) -> float:
        """What counts against a place, and against the lines from there to those that are near."""
        spots = self.spots
        cost = _HIT * sum(_crosses_box(spots[one], spots[two], box) for one, two in self.lines)
        for other in near:
            there = spots[other]
            word = (here[0] + there[0]) / 2, (here[1] + there[1]) / 2
            cost += _SLOPE * abs(there[1] - here[1]) / HEIGHT
            for end, own in ((here, box), (there, self.boxes[other])):
                cost += _OWN * _crosses_box(here, there, _name(own, end))
            for third, place in self.boxes.items():
                if third != other:
                    cost += _HIT * _crosses_box(here, there, place) + _WORD * _inside(word, place)
            for one, two in self.lines:
                if other not in (one, two):
                    cost += _CROSSING * _cross(here, there, spots[one], spots[two])
        return cost


def _crosses_box(one: Point, two: Point, box: Box) -> bool:
    """Whether a line passes through a box."""
    (x1, y1), (x2, y2) = sorted((one, two))
    left, right = max(x1, box.left), min(x2, box.right)
    if left > right:
        return False
    if x1 == x2:
        return max(y1, y2) >= box.top and min(y1, y2) <= box.bottom
    slope = (y2 - y1) / (x2 - x1)
    heights = y1 + slope * (left - x1), y1 + slope * (right - x1)
    return max(heights) >= box.top and min(heights) <= box.bottom


def _name(box: Box, spot: Point) -> Box:
    """What its name takes of the box of an entity at a spot: its symbol is as high above that as below."""
    return Box(box.left, 2 * spot[1] - box.top + 4, box.right, box.bottom)


def _inside(point: Point, box: Box) -> bool:
    return box.left <= point[0] <= box.right and box.top <= point[1] <= box.bottom


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two lines cross."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
