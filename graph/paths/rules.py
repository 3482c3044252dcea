"""A request as the search applies it: who may be passed, which hops may be walked, what is still owed.

What a path must have is a set of bits: one for the types of which one must lie between, one for the
relations of which one must be a hop, one for each entity to go by. A path is whole when it owes none.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from graph.model import Entity, Facts
from graph.paths.request import PathRequest
from graph.schema import DOCUMENT, MENTIONED_IN, load_schema


@dataclass(frozen=True, slots=True)
class Rules:
    """What `make_rules` makes of a request and its ends.

    `types`: relation types that hops may be made of. `middle`: types that may lie between. `bits`: what
    each entity of `via` pays; `must_type` and `must_relation` are bits too, 0 where nothing is asked.
    """

    starts: frozenset[str]
    ends: frozenset[str]
    types: frozenset[str]
    middle: frozenset[str]
    must_types: frozenset[str]
    must_relations: frozenset[str]
    avoid: frozenset[str]
    directed: bool
    facts: Facts
    bits: dict[str, int] = field(hash=False)
    must_type: int
    must_relation: int

    @property
    def owed(self) -> int:
        """The bits that a whole path has paid."""
        return self.must_type | self.must_relation | sum(self.bits.values())

    def walks(self, type_id: str, outgoing: bool) -> tuple[bool, bool]:
        """Whether a relation may be walked from one end, which is its head if `outgoing`, and back to it."""
        if not self.directed or not load_schema().relations[type_id].directed:
            return True, True
        return outgoing, not outgoing


def make_rules(
    starts: Collection[str], ends: Collection[str], request: PathRequest, via: Iterable[Entity]
) -> Rules:
    """The rules of a checked request; `via` are its entities to go by."""
    via = tuple(via)
    mentions = DOCUMENT in request.must_types or any(row.type == DOCUMENT for row in via)
    types = request.relation_types | request.must_relations | ({MENTIONED_IN} if mentions else set())
    bits = {row.id: 4 << place for place, row in enumerate(via)}
    return Rules(
        starts=frozenset(starts) - request.avoid,
        ends=frozenset(ends) - request.avoid,
        types=frozenset(types) - request.not_relations,
        middle=(request.middle_types | request.must_types) - request.not_types,
        must_types=request.must_types - request.not_types,
        must_relations=request.must_relations - request.not_relations,
        avoid=request.avoid,
        directed=request.directed,
        facts=request.facts,
        bits=bits,
        must_type=1 if request.must_types else 0,
        must_relation=2 if request.must_relations else 0,
    )
