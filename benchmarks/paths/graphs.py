"""An invented graph of any size with the shape of real ones: few hubs, many with little, typed throughout.

Who is old is known by many: each new node's relations lead to nodes that others' relations lead to, drawn
from the ends of earlier relations, and some to any node at all: the copying model of preferential attachment
(Kumar et al. 2000, FOCS), where the number of nodes with k relations falls off as k to the power -(1 + 1 / c)
for a share c of copied ends, 2.4 here. All draws come from one seed: the same graph every time.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.resolve import UNCOUNTED, document_id
from graph.schema import DOCUMENT, HAS_INDICATOR, INDICATOR, MENTIONED_IN, load_schema

SEED = 7

ANYWHERE = 0.3
"""The share of relations that lead to any earlier node instead of one that is known already."""

OLD = 0.01
"""The share of nodes that come first and become hubs."""

SURPLUS = 3.2
"""So many ends are drawn for a relation that is kept: some join types that nothing joins, some twice."""

KINDS = {
    "NewArea": (8, 0.1),
    "NewTown": (8, 0.5),
    "Park": (10, 9),
    "Region": (24, 5),
    "Project": (2, 30),
    "Policy": (16, 14),
    "Organization": (6, 10),
    "Enterprise": (2, 12),
    "Industry": (16, 3),
    "Person": (0, 2),
    DOCUMENT: (12, 2),
    INDICATOR: (0, 8),
}
"""How the first nodes and all others share the types, in parts: places, policies and industries are hubs."""

RELATIONS = {
    "UNDERTAKES": 10,
    "COORDINATES_WITH": 82,
    "CONNECTS": 36,
    "PART_OF": 53,
    "LOCATED_IN": 57,
    "BUILDS": 116,
    "PARTICIPATES_IN": 60,
    "IMPLEMENTS": 84,
    "ISSUES": 25,
    "DEVELOPS": 85,
    "LEARNS_FROM": 14,
    "SUPPORTS": 15,
    "AUTHORED": 17,
    MENTIONED_IN: 150,
}
"""How the relations that may join two types share what joins them: about as in the documents of data/, with
less 支撑 (it may join any two) and fewer 提及 (paths do not use them: so more is left to search)."""

PLENTY = 150
"""Parts of RELATIONS that join two types always; those with fewer between them are joined less often."""

STATUSES = {"": 80, "under_way": 11, "done": 5, "planned": 4}
SEVERAL = {1: 90, 2: 7, 3: 2, 4: 1}
"""How many documents state a relation."""

_SLOTS = 1024


@dataclass(frozen=True)
class Sample:
    """A graph as columns: a place in `kinds` is a node, a place in `heads` a relation.

    `kinds`, `types` and `statuses` count in the order of KINDS, RELATIONS with 设定 behind, and STATUSES.
    `ids` are the nodes' ids as numbers; `documents` says where the documents are among the nodes.
    """

    kinds: np.ndarray
    ids: np.ndarray
    heads: np.ndarray
    tails: np.ndarray
    types: np.ndarray
    statuses: np.ndarray
    stated: np.ndarray
    first_document: np.ndarray

    @cached_property
    def documents(self) -> np.ndarray:
        return np.flatnonzero(self.kinds == list(KINDS).index(DOCUMENT))

    @cached_property
    def telling(self) -> np.ndarray:
        """Which relations count towards a degree, and are searched for paths."""
        return ~np.isin(self.types, [place for place, name in enumerate(TYPES) if name in UNCOUNTED])

    @cached_property
    def degrees(self) -> np.ndarray:
        ends = np.concatenate([self.heads[self.telling], self.tails[self.telling]])
        return np.bincount(ends, minlength=len(self.kinds))


TYPES = (*RELATIONS, HAS_INDICATOR)


def make_sample(nodes: int, relations: int, seed: int = SEED) -> Sample:
    """The graph of so many nodes and relations; the same for the same arguments."""
    random = np.random.default_rng(seed)
    kinds = _draw_kinds(random, nodes)
    ids = _node_ids(kinds)
    indicators = np.flatnonzero(kinds == list(KINDS).index(INDICATOR))
    wanted = relations - len(indicators)
    newer, older = _draw_ends(random, nodes, int(relations * SURPLUS))
    heads, tails, types = _join(random, kinds, ids, newer, older)
    if len(heads) < wanted:
        raise ValueError(f"{len(heads)} of {wanted} relations: more than these nodes can have")
    kept = np.sort(random.permutation(len(heads))[:wanted])
    subjects = _subjects(random, kinds, tails, len(indicators))
    heads = np.concatenate([heads[kept], subjects])
    tails = np.concatenate([tails[kept], indicators])
    types = np.concatenate([types[kept], np.full(len(indicators), len(TYPES) - 1)]).astype(np.uint8)
    documents = np.count_nonzero(kinds == list(KINDS).index(DOCUMENT))
    return Sample(
        kinds.astype(np.uint8),
        ids,
        heads,
        tails,
        types,
        _draw(random, STATUSES.values(), len(heads)).astype(np.uint8),
        (1 + _draw(random, SEVERAL.values(), len(heads))).astype(np.uint8),
        random.integers(0, documents, len(heads)),
    )


def _draw(random: np.random.Generator, parts: object, count: int) -> np.ndarray:
    """Places in `parts`, each as often as its part says."""
    shares = np.array(list(parts), dtype=float)
    return random.choice(len(shares), size=count, p=shares / shares.sum())


def _draw_kinds(random: np.random.Generator, nodes: int) -> np.ndarray:
    old = max(50, int(nodes * OLD))
    first, other = zip(*KINDS.values(), strict=True)
    return np.concatenate([_draw(random, first, old), _draw(random, other, nodes - old)])


def _node_ids(kinds: np.ndarray) -> np.ndarray:
    """Numbers of 64 bits in no order, as hashes are; documents have the id that their name gives."""
    ids = mix(np.arange(len(kinds), dtype=np.uint64))
    for number, node in enumerate(np.flatnonzero(kinds == list(KINDS).index(DOCUMENT))):
        ids[node] = int(document_id(document_name(number)), 16)
    return ids


def mix(numbers: np.ndarray) -> np.ndarray:
    """Other numbers of 64 bits, each for one only: times an odd one, and their halves crossed."""
    mixed = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(32)
    return mixed * np.uint64(0xD6E8FEB86659FD93)


def document_name(number: int) -> str:
    """The file's name of a document."""
    return f"invented-{number:06d}"


def _draw_ends(random: np.random.Generator, nodes: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The newer and the older end of each relation.

    A copied end names an earlier relation whose older end it takes, which may be a copy itself: following
    these names at doubling speed settles all at once.
    """
    newer = 1 + np.arange(count, dtype=np.int64) * (nodes - 1) // count
    anyone = (random.random(count) * newer).astype(np.int64)
    earlier = (random.random(count) * np.arange(count)).astype(np.int64)
    settled = random.random(count) < ANYWHERE
    settled[0] = True
    source = np.where(settled, np.arange(count), earlier)
    while not settled[source].all():
        source = source[source]
    return newer, anyone[source]


def _join(
    random: np.random.Generator, kinds: np.ndarray, ids: np.ndarray, newer: np.ndarray, older: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Heads, tails and types of the relations between those ends: what the schema lets join, each once."""
    slots = _choices()
    choice = slots[kinds[newer], kinds[older], random.integers(0, _SLOTS, len(newer))]
    joined = choice >= 0
    newer, older, choice = newer[joined], older[joined], choice[joined]
    types, turned = choice // 2, choice % 2 == 1
    undirected = [place for place, name in enumerate(RELATIONS) if not load_schema().relations[name].directed]
    turned = np.where(np.isin(types, undirected), ids[newer] > ids[older], turned)
    heads, tails = np.where(turned, older, newer), np.where(turned, newer, older)
    key = (heads * len(kinds) + tails) * len(TYPES) + types
    _, first = np.unique(key, return_index=True)
    first.sort()
    return heads[first], tails[first], types[first]


def _choices() -> np.ndarray:
    """For each pair of types what may join them: twice its place in RELATIONS, and 1 when turned; or -1."""
    kinds, schema = list(KINDS), load_schema()
    slots = np.full((len(kinds), len(kinds), _SLOTS), -1, dtype=np.int8)
    for a, newer in enumerate(kinds):
        for b, older in enumerate(kinds):
            options: list[tuple[int, int]] = []
            for place, (name, part) in enumerate(RELATIONS.items()):
                row = schema.relations[name]
                ways = [(newer, older, 0), (older, newer, 1)][: 2 if row.directed else 1]
                fitting = [turn for head, tail, turn in ways if head in row.heads and tail in row.tails]
                options += [(2 * place + turn, part) for turn in fitting]
            ends = np.cumsum([part for _, part in options] or [0])
            marks = np.arange(_SLOTS) * max(PLENTY, ends[-1]) // _SLOTS
            places = np.searchsorted(ends, marks, side="right")
            slots[a, b] = np.array([*(option for option, _ in options), *[-1] * 2])[places]
    return slots


def _subjects(random: np.random.Generator, kinds: np.ndarray, ends: np.ndarray, count: int) -> np.ndarray:
    """What the indicators are figures of: as often as it is known."""
    allowed = [
        list(KINDS).index(kind) for kind in load_schema().relations[HAS_INDICATOR].heads if kind in KINDS
    ]
    known = ends[np.isin(kinds[ends], allowed)]
    return known[random.integers(0, len(known), count)]
