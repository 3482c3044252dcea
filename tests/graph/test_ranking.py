"""The k best paths, held against looking at every path there is."""

from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ranking import Found, Network, Steps, cheapest, distances, ranked_paths

NODES = "stabcdef"


@st.composite
def networks(draw: st.DrawFn) -> Network:
    pairs = [(a, b) for i, a in enumerate(NODES) for b in NODES[i + 1 :]]
    hops: dict[str, dict[str, int]] = {node: {} for node in NODES}
    for a, b in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=18)):
        hops[a][b] = hops[b][a] = draw(st.integers(1, 4))
    toll = {node: draw(st.integers(0, 5)) for node in NODES}
    return Network(hops, toll, {node: place for place, node in enumerate(draw(st.permutations(NODES)))})


def every_path(network: Network, longest: int, via: set[str] | None) -> list[Found]:
    found: list[Found] = []

    def walk(path: str, cost: int) -> None:
        if path[-1] == "t":
            if via is None or via & set(path[1:-1]):
                found.append((cost - network.toll["t"], tuple(path)))
            return
        if len(path) <= longest:
            for other, hop in network.hops[path[-1]].items():
                if other not in path:
                    walk(path + other, cost + hop + network.toll[other])

    walk("s", 0)
    return sorted(found, key=lambda row: (row[0], [network.place[node] for node in row[1]]))


@settings(max_examples=400, deadline=None)
@given(networks(), st.integers(1, 6), st.none() | st.sets(st.sampled_from("abcdef")))
def test_paths_come_best_first_and_none_is_left_out(
    network: Network, longest: int, via: set[str] | None
) -> None:
    found = list(ranked_paths(network, "s", "t", longest, via, Steps(10**6)))
    assert found == every_path(network, longest, via)


@given(networks())
def test_the_cheapest_way_is_that_of_the_best_path(network: Network) -> None:
    found = cheapest(network, "s", set())
    best = list(islice(ranked_paths(network, "s", "t", len(NODES), None, Steps(10**6)), 1))
    assert [cost for cost, _ in best] == ([found["t"]] if "t" in found else [])


def test_a_search_that_ends_early_says_so() -> None:
    hops = {"s": {"a": 1, "b": 1}, "a": {"s": 1, "t": 1}, "b": {"s": 1, "t": 1}, "t": {"a": 1, "b": 1}}
    network = Network(hops, dict.fromkeys("stab", 0), {node: i for i, node in enumerate("stab")})
    steps = Steps(2)
    assert len(list(ranked_paths(network, "s", "t", 4, None, steps))) == 1
    assert steps.cut


def test_a_way_ends_at_a_wall() -> None:
    hops = {"s": {"w"}, "w": {"s", "a"}, "a": {"w"}}
    assert distances(hops, "s", {"w"}) == {"s": 0, "w": 1}
    assert distances(hops, "s", set()) == {"s": 0, "w": 1, "a": 2}
