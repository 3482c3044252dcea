"""How right extraction is: its answers against gold, counted per document and summed.

A thing is found where any form of its name is found, one to one. A relation is found where both of
its ends are, and the type is the same, either way round where the type has no direction. A figure is
found where value and unit are the same and its name or its subject is alike; it is full where bound
and year are too. Where several fit, the first is taken. Precision counts as right only what the gold
lists, so it is a lower bound.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.facts import THIS_DOCUMENT
from graph.schema import load_schema
from loaders.answers import Answers, Figure, Link, Thing
from loaders.folding import fold, fold_value, is_alike

KINDS = (
    "entities",
    "typed_entities",
    "relations",
    "relations_any_type",
    "indicators",
    "full_indicators",
)
"""What is counted, in the order of every table."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts are right, of how many in the gold and how many found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float:
        """The share of what is found that is right; 0 where nothing is found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that is found; 0 where there is no gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.gold + self.found
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Differences:
    """What the two sides of a document do not share, each group in its own side's order.

    `retyped` and `loose` are pairs (gold, found) that count as found but not in full: a thing of
    another type, a figure of another bound or year.
    """

    missed: tuple[Thing | Link | Figure, ...] = ()
    extra: tuple[Thing | Link | Figure, ...] = ()
    retyped: tuple[tuple[Thing, Thing], ...] = ()
    loose: tuple[tuple[Figure, Figure], ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The tallies of one document, or of many summed: by kind, by entity type, by relation type."""

    kinds: Mapping[str, Tally]
    entity_types: Mapping[str, Tally]
    relation_types: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """A document's score and what makes it."""

    doc: str
    score: Score
    differences: Differences


@dataclass(slots=True)
class _Count:
    """The running tallies of one document."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    entity_types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    relation_types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def score_document(gold: Answers, found: Answers) -> DocumentScore:
    """What is right, missed and extra in `found`; its id names the outcome."""
    count = _Count()
    pairs = pair_things(gold.things, found.things)
    missed_things, extra_things, retyped = _count_things(gold, found, pairs, count)
    missed_links, extra_links = _count_links(gold, found, pairs, count)
    figures = pair_figures(gold.figures, found.figures)
    loose = _count_figures(gold, found, figures, count)
    taken = set(figures.values())
    differences = Differences(
        missed=(*missed_things, *missed_links, *_left(gold.figures, set(figures))),
        extra=(*extra_things, *extra_links, *_left(found.figures, taken)),
        retyped=retyped,
        loose=loose,
    )
    return DocumentScore(
        found.doc, Score(count.kinds, dict(count.entity_types), dict(count.relation_types)), differences
    )


def sum_scores(scores: Iterable[Score]) -> Score:
    """All tallies added; types with most gold first, then by id."""
    kinds, entities, relations = defaultdict(Tally), defaultdict(Tally), defaultdict(Tally)
    for score in scores:
        for total, part in (
            (kinds, score.kinds),
            (entities, score.entity_types),
            (relations, score.relation_types),
        ):
            for key, tally in part.items():
                total[key] += tally
    return Score({kind: kinds[kind] for kind in KINDS}, _by_weight(entities), _by_weight(relations))


def pair_things(gold: Sequence[Thing], found: Sequence[Thing]) -> dict[int, int]:
    """Which found thing (by its place) each gold thing is: one to one, of those that share a form.

    The nearest first: same name, same type, most forms shared, then the order of the gold and of
    what is found.
    """
    owners = _owners(found)
    near = set()
    for at, thing in enumerate(gold):
        for other in {place for form in thing.forms for place in owners.get(form, ())}:
            same_name = fold(thing.name) == fold(found[other].name)
            same_type = thing.type == found[other].type
            near.add((not same_name, not same_type, -len(thing.forms & found[other].forms), at, other))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, at, other in sorted(near):
        if at not in pairs and other not in taken:
            pairs[at] = other
            taken.add(other)
    return pairs


def pair_figures(gold: Sequence[Figure], found: Sequence[Figure]) -> dict[int, int]:
    """Which found figure each gold figure is: value and unit the same, name or subject alike.

    In the gold's order; of several the one whose name and subject are both alike, then the earliest.
    """
    free = dict(enumerate(found))
    pairs: dict[int, int] = {}
    for at, figure in enumerate(gold):
        likeness = {place: _likeness(figure, other) for place, other in free.items()}
        best = max(likeness, key=lambda place: (likeness[place], -place), default=None)
        if best is not None and likeness[best]:
            pairs[at] = best
            del free[best]
    return pairs


def _likeness(figure: Figure, other: Figure) -> int:
    """0 for another figure, else 1 or 2: how many of name and subject are alike."""
    if fold_value(figure.value) != fold_value(other.value) or fold(figure.unit) != fold(other.unit):
        return 0
    return is_alike(figure.name, other.name) + is_alike(figure.subject, other.subject)


def _count_things(
    gold: Answers, found: Answers, pairs: Mapping[int, int], count: _Count
) -> tuple[Sequence[Thing], Sequence[Thing], tuple[tuple[Thing, Thing], ...]]:
    """What is missed, what is extra, and what has another type."""
    matched = [(gold.things[at], found.things[other]) for at, other in pairs.items()]
    same = [thing for thing, other in matched if thing.type == other.type]
    size = len(gold.things), len(found.things)
    count.kinds["entities"] = Tally(len(pairs), *size)
    count.kinds["typed_entities"] = Tally(len(same), *size)
    _add_types(
        count.entity_types,
        right=(thing.type for thing in same),
        gold=(thing.type for thing in gold.things),
        found=(thing.type for thing in found.things),
    )
    retyped = tuple(pair for pair in matched if pair[0].type != pair[1].type)
    return _left(gold.things, set(pairs)), _left(found.things, set(pairs.values())), retyped


Ends = tuple[frozenset[int | str], frozenset[int | str]]


def _count_links(
    gold: Answers, found: Answers, pairs: Mapping[int, int], count: _Count
) -> tuple[Sequence[Link], Sequence[Link]]:
    """What is missed and what is extra."""
    backwards = {other: at for at, other in pairs.items()}
    wanted = _ends(gold.links, _owners(gold.things), lambda at: at)
    given = _ends(found.links, _owners(found.things), backwards.get)
    right = _pair_links(gold.links, wanted, found.links, given, typed=True)
    any_type = _pair_links(gold.links, wanted, found.links, given, typed=False)
    size = len(gold.links), len(found.links)
    count.kinds["relations"] = Tally(len(right), *size)
    count.kinds["relations_any_type"] = Tally(len(any_type), *size)
    _add_types(
        count.relation_types,
        right=(gold.links[at].type for at in right),
        gold=(link.type for link in gold.links),
        found=(link.type for link in found.links),
    )
    return _left(gold.links, set(right)), _left(found.links, set(right.values()))


def _pair_links(
    gold: Sequence[Link], wanted: Sequence[Ends], found: Sequence[Link], given: Sequence[Ends], typed: bool
) -> dict[int, int]:
    """Which found relation each gold relation is: the first in the text that is free."""
    free = dict.fromkeys(range(len(found)))
    pairs: dict[int, int] = {}
    for at, link in enumerate(gold):
        for place in free:
            if typed and link.type != found[place].type:
                continue
            if _joins(wanted[at], given[place], link.type):
                pairs[at] = place
                del free[place]
                break
    return pairs


def _joins(wanted: Ends, given: Ends, kind: str) -> bool:
    """Whether both relations join the same things, in the direction of the gold where it has one."""
    if wanted[0] & given[0] and wanted[1] & given[1]:
        return True
    directed = load_schema().relations[kind].directed
    return not directed and bool(wanted[0] & given[1] and wanted[1] & given[0])


def _ends(
    links: Iterable[Link], owners: Mapping[str, Sequence[int]], to_gold: Callable[[int], int | None]
) -> list[Ends]:
    """The gold's things that each relation's names may stand for; none where the gold has no such thing."""

    def things(name: str) -> frozenset[int | str]:
        if name == THIS_DOCUMENT:
            return frozenset((name,))
        places = (to_gold(place) for place in owners.get(fold(name), ()))
        return frozenset(place for place in places if place is not None)

    return [(things(link.head), things(link.tail)) for link in links]


def _count_figures(
    gold: Answers, found: Answers, pairs: Mapping[int, int], count: _Count
) -> tuple[tuple[Figure, Figure], ...]:
    """The pairs that differ in bound or year."""
    matched = [(gold.figures[at], found.figures[other]) for at, other in pairs.items()]
    loose = tuple(pair for pair in matched if not _is_full(*pair))
    size = len(gold.figures), len(found.figures)
    count.kinds["indicators"] = Tally(len(pairs), *size)
    count.kinds["full_indicators"] = Tally(len(pairs) - len(loose), *size)
    return loose


def _is_full(figure: Figure, other: Figure) -> bool:
    return figure.bound == other.bound and fold(figure.deadline)[:4] == fold(other.deadline)[:4]


def _owners(things: Sequence[Thing]) -> dict[str, list[int]]:
    """The places of the things that have each folded form."""
    owners: dict[str, list[int]] = {}
    for at, thing in enumerate(things):
        for form in thing.forms:
            owners.setdefault(form, []).append(at)
    return owners


def _add_types(
    tallies: dict[str, Tally], right: Iterable[str], gold: Iterable[str], found: Iterable[str]
) -> None:
    for kind in right:
        tallies[kind] += Tally(right=1)
    for kind in gold:
        tallies[kind] += Tally(gold=1)
    for kind in found:
        tallies[kind] += Tally(found=1)


def _by_weight(tallies: Mapping[str, Tally]) -> dict[str, Tally]:
    return dict(sorted(tallies.items(), key=lambda row: (-row[1].gold, row[0])))


Row = Thing | Link | Figure


def _left(rows: Sequence[Row], taken: set[int]) -> tuple[Row, ...]:
    return tuple(row for at, row in enumerate(rows) if at not in taken)
