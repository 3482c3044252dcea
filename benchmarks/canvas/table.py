"""What the rounds measured, as Markdown tables: the middle of each, its spread, and shares of pyvis's."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

Measures = dict[str, float]
"""What a round measured by name: seconds, bytes, redraws a second. What could not be measured is missing."""

NONE = "–"
GOAL_NODES, GOAL_SHARE, GOAL_PANEL, GOAL_BYTES = 300, 0.1, 0.5, 2_000


@dataclass(slots=True)
class Results:
    """The rounds of one size, on three pages of the app and on that of pyvis, stopped at `limit` (s)."""

    nodes: int
    limit: float
    cypher: list[Measures] = field(default_factory=list)
    whole: list[Measures] = field(default_factory=list)
    neighbourhood: list[Measures] = field(default_factory=list)
    plain: list[Measures] = field(default_factory=list)

    @property
    def pages(self) -> dict[str, list[Measures]]:
        """The rounds on the app's pages, by what the tables call these."""
        return {
            "Cypher": self.cypher,
            "explore, all added": self.whole,
            "explore, neighbourhood": self.neighbourhood,
        }


Form = Callable[[float], str]


def seconds(value: float) -> str:
    """Seconds, with a second digit where they are few."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def whole(value: float) -> str:
    """A whole number with separators."""
    return f"{value:,.0f}"


def megabytes(value: float) -> str:
    """Bytes as megabytes."""
    return f"{value / 1_000_000:,.1f}"


def middle(rounds: Sequence[Measures], name: str) -> float | None:
    """The median of a measure over the rounds that have it; None where none has."""
    values = [row[name] for row in rounds if name in row]
    return median(values) if values else None


def cell(rounds: Sequence[Measures], name: str, form: Form = seconds) -> str:
    """The median with the lowest and the highest in brackets, where these read otherwise."""
    values = sorted(row[name] for row in rounds if name in row)
    if not values:
        return NONE
    low, high = form(values[0]), form(values[-1])
    return form(median(values)) if low == high else f"{form(median(values))} ({low} to {high})"


def waited(results: Results, name: str) -> str:
    """A time of pyvis's; where it never came, that it took longer than the limit."""
    return cell(results.plain, name) if middle(results.plain, name) is not None else f"> {results.limit:g}"


def share(ours: float | None, theirs: float | None) -> str:
    """Ours as a share of theirs, with two digits that count."""
    return f"{ours / theirs:.2g}" if ours is not None and theirs else NONE


def settled(results: Results) -> tuple[str, float]:
    """How long pyvis takes to settle; where it was stopped, the limit and "< " for shares of it."""
    value = middle(results.plain, "settled")
    return ("", value) if value is not None else ("< ", results.limit)


def write_tables(sizes: Sequence[Results]) -> Iterator[str]:
    """The lines of all tables."""
    for title, heads, row in (
        ("First draw, seconds", _DRAW_HEADS, _draw_row),
        ("Panning and memory", _PAN_HEADS, _pan_row),
        ("A neighbourhood on the explore page, and its expansion", _EXPAND_HEADS, _expand_row),
    ):
        yield from _table(title, heads, [row(results) for results in sizes])
    yield from _table("A click on a node", _CLICK_HEADS, [row for one in sizes for row in _click_rows(one)])
    yield from _table("Goals, by the worst median", ("goal", "measured", ""), list(_goal_rows(sizes)))


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"## {title}"
    yield f"| {' | '.join(heads)} |"
    signs = (" --- |" if row[:1].isalpha() else " ---: |" for row in (rows[0] if rows else heads))
    yield f"|{''.join(signs)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


_DRAW_HEADS = (
    "nodes",
    "app, Cypher page: from Run",
    "app, explore page, all added: from navigation",
    "pyvis: first draw",
    "pyvis: settled",
    "pyvis: still",
    "Cypher / pyvis settled",
    "explore / pyvis settled",
)


def _draw_row(results: Results) -> list[str]:
    mark, theirs = settled(results)
    shares = (share(middle(rounds, "draw"), theirs) for rounds in (results.cypher, results.whole))
    return [
        whole(results.nodes),
        cell(results.cypher, "draw"),
        cell(results.whole, "draw"),
        *(waited(results, name) for name in ("draw", "settled", "still")),
        *(text if text == NONE else mark + text for text in shares),
    ]


_PAN_HEADS = (
    "nodes",
    "app: redraws a second",
    "pyvis: redraws a second",
    "app / pyvis",
    "app: heap, MB",
    "pyvis: heap, MB",
    "app / pyvis",
)


def _pan_row(results: Results) -> list[str]:
    parts = [whole(results.nodes)]
    for name, form in (("frames", whole), ("memory", megabytes)):
        parts += [cell(results.cypher, name, form), cell(results.plain, name, form)]
        parts.append(share(middle(results.cypher, name), middle(results.plain, name)))
    return parts


_EXPAND_HEADS = (
    "nodes of the graph",
    "nodes shown at first",
    "first draw, from navigation, s",
    "expanded until settled, s",
    "nodes that came",
    "pyvis",
)


def _expand_row(results: Results) -> list[str]:
    rounds = results.neighbourhood
    return [
        whole(results.nodes),
        cell(rounds, "nodes", whole),
        cell(rounds, "draw"),
        cell(rounds, "expand"),
        cell(rounds, "grown", whole),
        NONE,
    ]


_CLICK_HEADS = (
    "nodes",
    "page",
    "relations of the node",
    "to its first sentence, s",
    "to its whole panel, s",
    "browser sends, bytes",
    "server sends, bytes",
    "browser sends after many events, bytes",
    "pyvis",
)


def _click_rows(results: Results) -> Iterator[list[str]]:
    for page, rounds in results.pages.items():
        for name in ("hub", "leaf"):
            if middle(rounds, f"{name}.panel") is None:
                continue
            yield [
                whole(results.nodes),
                page,
                cell(rounds, f"{name}.degree", whole),
                cell(rounds, f"{name}.panel"),
                cell(rounds, f"{name}.whole"),
                cell(rounds, f"{name}.sent", whole),
                cell(rounds, f"{name}.received", whole),
                cell(rounds, "late.sent", whole) if name == "hub" else NONE,
                NONE,
            ]


def _goal_rows(sizes: Sequence[Results]) -> Iterator[list[str]]:
    for results in sizes:
        if results.nodes == GOAL_NODES:
            yield from _draw_goals(results)
    for page in sizes[0].pages if sizes else ():
        for name, words, goal, form in (
            ("panel", "click to first sentence, s", GOAL_PANEL, seconds),
            ("whole", "click to whole panel, s", GOAL_PANEL, seconds),
            ("sent", "bytes that the browser sends a click", GOAL_BYTES, whole),
        ):
            worst = max((value for one in sizes for value in _medians(one.pages[page], name)), default=None)
            if worst is not None:
                yield [f"{page}, every size: {words} < {goal:,}", form(worst), _met(worst < goal)]


def _draw_goals(results: Results) -> Iterator[list[str]]:
    mark, theirs = settled(results)
    for page, rounds in (("Cypher", results.cypher), ("explore, all added", results.whole)):
        ours = middle(rounds, "draw")
        if ours is not None:
            words = f"{page}, {GOAL_NODES} nodes: first draw < {GOAL_SHARE:g} of pyvis's time to settle"
            yield [words, mark + share(ours, theirs), _met(ours < GOAL_SHARE * theirs)]


def _medians(rounds: Sequence[Measures], name: str) -> Iterator[float]:
    """The medians of all kinds of clicks; also of those after many events, of which only bytes are taken."""
    for kind in ("hub", "leaf", "late"):
        value = middle(rounds, f"{kind}.{name}")
        if value is not None:
            yield value


def _met(reached: bool) -> str:
    return "met" if reached else "missed"
