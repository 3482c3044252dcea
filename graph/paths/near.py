"""What lies near two ends, where nothing of the types asked for lies between them."""

from collections import deque
from collections.abc import Iterable

from graph.paths.answer import NearEntity
from graph.paths.network import Network
from graph.paths.weights import load_weights
from graph.store.base import Store

_ALIKE = 500
"""So many entities equally near are compared by name."""


def find_near(store: Store, network: Network) -> tuple[NearEntity, ...]:
    """Entities of the types that must lie between: with a way to both ends first, then by hops, name, id."""
    rules = network.rules
    if not rules.must_type:
        return ()
    from_start = _hops(network, network.numbers(rules.starts))
    from_end = _hops(network, network.numbers(rules.ends))

    def remoteness(node: int) -> tuple[int, int]:
        hops = [row[node] for row in (from_start, from_end) if node in row]
        return -len(hops), sum(hops)

    paid = (node for node, bits in enumerate(network.paid) if bits & rules.must_type)
    nodes = sorted((node for node in paid if not network.terminal[node]), key=remoteness)
    count = load_weights().near
    last = remoteness(nodes[count - 1]) if len(nodes) > count else (0, 0)
    nodes = [node for node in nodes if remoteness(node) <= last][:_ALIKE]
    found = [(network.number[row.id], row) for row in store.entities([network.ids[node] for node in nodes])]
    found.sort(key=lambda row: (remoteness(row[0]), row[1].name, row[1].id))
    return tuple(
        NearEntity(entity, from_start.get(node), from_end.get(node)) for node, entity in found[:count]
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
