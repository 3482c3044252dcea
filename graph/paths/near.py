"""What lies near two ends, where nothing of the types asked for lies between them."""

from collections import deque
from collections.abc import Iterable

from graph.paths.answer import NearEntity
from graph.paths.network import Network
from graph.paths.weights import load_weights
from graph.store.base import Store


def find_near(store: Store, network: Network) -> tuple[NearEntity, ...]:
    """Entities of the types that must lie between: with a way to both ends first, then by hops, name, id."""
    rules = network.rules
    if not rules.must_type:
        return ()
    from_start = _hops(network, network.numbers(rules.starts))
    from_end = _hops(network, network.numbers(rules.ends))

    def remoteness(node: int) -> tuple:
        hops = [row[node] for row in (from_start, from_end) if node in row]
        return -len(hops), sum(hops), network.keys[node]

    nodes = [node for node, paid in enumerate(network.paid) if paid & rules.must_type]
    nearest = sorted((node for node in nodes if not network.terminal[node]), key=remoteness)
    nearest = nearest[: load_weights().near]
    entities = store.entities([network.ids[node] for node in nearest])
    return tuple(
        NearEntity(entity, from_start.get(node), from_end.get(node))
        for node, entity in zip(nearest, entities, strict=True)
    )


def _hops(network: Network, roots: Iterable[int]) -> dict[int, int]:
    """How many hops each entity that was read is from the roots, whichever way the hops read."""
    back: dict[int, list[int]] = {}
    for tail, heads in enumerate(network.hops):
        for head in heads:
            back.setdefault(head, []).append(tail)
    found = dict.fromkeys(roots, 0)
    queue = deque(found)
    while queue:
        node = queue.popleft()
        if network.terminal[node] and found[node]:
            continue
        for other in (*network.hops[node], *back.get(node, ())):
            if other not in found:
                found[other] = found[node] + 1
                queue.append(other)
    return found
