"""One search for paths: rules applied, the graph read as far as needed, what was found fetched whole."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from errors import NotFound
from graph.filters import trim
from graph.model import Entity, Path, Relation
from graph.paths.answer import Reading
from graph.paths.explaining import count_documents
from graph.paths.network import NEVER, Network
from graph.paths.ranking import Found, Steps, ranked_paths
from graph.paths.reading import Reader
from graph.paths.request import PathRequest, check, ids_of
from graph.paths.rules import make_rules
from graph.paths.weights import MILLION, hop_cost, load_weights
from graph.store.base import Store


@dataclass(frozen=True, slots=True)
class Question:
    """A checked request and the entities that it names."""

    starts: tuple[Entity, ...]
    ends: tuple[Entity, ...]
    via: tuple[Entity, ...]
    request: PathRequest


def ask(
    store: Store, starts: str | Sequence[str], ends: str | Sequence[str], request: PathRequest
) -> Question:
    """The question of a request, its entities read. Raises RequestError, or NotFound for an unknown id."""
    start_ids, end_ids = ids_of(starts), ids_of(ends)
    check(start_ids, end_ids, request)
    wanted = dict.fromkeys((*start_ids, *end_ids, *request.via))
    found = {row.id: row for row in store.entities(list(wanted))}
    for entity in wanted:
        if entity not in found:
            raise NotFound(wanted=entity, nearest="")
    start, end, via = (tuple(found[row] for row in ids) for ids in (start_ids, end_ids, ids_of(request.via)))
    return Question(start, end, via, request)


class Search:
    """A search for what one question asks; it reads when `best` or `linking` is called.

    `limit` bounds the relations read, by default the weights' own bound.
    """

    def __init__(self, store: Store, question: Question, limit: int | None = None) -> None:
        self._store = store
        self._question = question
        self._longest = question.request.max_length
        rules = make_rules(
            (row.id for row in question.starts),
            (row.id for row in question.ends),
            question.request,
            question.via,
        )
        self.network = Network(rules)
        self.network.add_entities((*question.starts, *question.ends, *question.via))
        self._limit = load_weights().links if limit is None else limit
        self._reader = Reader(store, self.network, self._limit)
        self._steps_cut = False

    @property
    def reading(self) -> Reading:
        """How much was read so far."""
        reader = self._reader
        return Reading(reader.links_read, self._limit, reader.rounds, reader.cut or self._steps_cut)

    def best(self, count: int) -> list[Found]:
        """The `count` best paths, best first, and one more where there are more."""
        found: list[Found] = []

        def rank(network: Network) -> int:
            found[:] = islice(self._ranked(()), count + 1)
            return found[count - 1][0] if len(found) > count else NEVER

        self._reader.read_for(rank, self._longest)
        return found

    def linking(self, count: int, most: int) -> list[tuple[int, Found]]:
        """The first `count` entities of the types that must lie between, by number, each with its best path.

        More may follow, up to `most`: those that were met, whose path may not be their best.
        """
        found: list[tuple[int, Found]] = []

        def rank(network: Network) -> int:
            found[:] = islice(self._linking(), count + 1)
            return found[count - 1][1][0] if len(found) > count else NEVER

        self._reader.read_for(rank, self._longest)
        if len(found) > count:  # the first are known by now: what follows only tells how many there are
            cut = self._steps_cut
            found[:] = islice(self._linking(), most)
            self._steps_cut = cut
        return found

    def paths(self, found: Iterable[Found]) -> tuple[Path, ...]:
        """What was found, whole: entities, and each hop's relations with the evidence that counts."""
        rows = list(found)
        network = self.network
        ids = sorted({network.ids[node] for _, nodes in rows for node in nodes})
        entities = {row.id: row for row in self._store.entities(ids)}
        hops = {network.hops[a][b] for _, nodes in rows for a, b in pairwise(nodes)}
        links = {relation: kind for hop in hops for kind, relation in network.relations[hop]}
        stored = self._store.relations(sorted(links), sorted(set(links.values())))
        relations = {row.id: trim(row, self._question.request.facts) for row in stored}
        return tuple(
            Path(
                tuple(entities[network.ids[node]] for node in nodes),
                tuple(self._hop(a, b, relations) for a, b in pairwise(nodes)),
                cost / MILLION,
            )
            for cost, nodes in rows
        )

    def _hop(self, a: int, b: int, relations: dict[str, Relation]) -> tuple[Relation, ...]:
        links = self.network.relations[self.network.hops[a][b]]
        rows = (relations[relation] for _, relation in links)
        return tuple(sorted(rows, key=_hop_order))

    def _ranked(self, spent: Collection[int]) -> Iterator[Found]:
        self._steps_cut = False
        steps = Steps(load_weights().steps)
        yield from ranked_paths(self.network, self._longest, steps, spent)
        self._steps_cut = steps.cut

    def _linking(self) -> Iterator[tuple[int, Found]]:
        spent: set[int] = set()
        bit = self.network.rules.must_type
        for path in self._ranked(spent):
            for node in path[1][1:-1]:
                if self.network.paid[node] & bit and node not in spent:
                    spent.add(node)
                    yield node, path


def _hop_order(relation: Relation) -> tuple[int, str, str]:
    return hop_cost(relation.type, count_documents(relation)), relation.type, relation.id
