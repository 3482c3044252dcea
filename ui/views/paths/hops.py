"""A path's hops with their sentences, and why it ranks where it does."""

from collections.abc import Iterator, Sequence

import streamlit as st

from graph.model import Path
from graph.paths import HopCost, PathCost, Toll, explain
from graph.queries import document_titles
from graph.store.base import Store
from ui.parts.evidence import FEW, names_of, show_evidence, show_statement
from ui.parts.markup import Markup, join, write
from ui.session import PATHS
from ui.words import relation_type, say


def show_hops(store: Store, path: Path) -> None:
    """Each hop: its relations, the cheapest first, with sentences; then what the path costs in parts."""
    titles = document_titles(store, [relation for hop in path.hops for relation in hop])
    names = names_of(path.entities)
    last = None
    for entity, hop in zip(path.entities, path.hops, strict=False):
        for relation in hop:
            show_statement(relation, names, first=entity.id)
            last = show_evidence(relation, titles, PATHS, FEW, last)
    with st.expander(say("ui.paths.why_here")):
        st.html(cost_table(explain(path), names))


def cost_table(cost: PathCost, names: dict[str, str]) -> Markup:
    """What each part of a path costs, in words, along the way; what is shown adds up to the total shown."""
    parts = list(_along(cost))
    lines = [_say_part(part, names) for part in parts]
    shown = round_parts([part.cost for part in parts], cost.total)
    rows = join(
        write("<tr><th>{what}</th><td>{why}</td><td>{cost}</td></tr>", what=what, why=why, cost=f"{part:.2f}")
        for (what, why), part in zip(lines, shown, strict=True)
    )
    return write(
        '<table class="pg-costs" lang="zh-CN"><tbody>{rows}</tbody>'
        "<tfoot><tr><th>{word}</th><td></td><td>{total}</td></tr></tfoot></table>",
        rows=rows,
        word=say("ui.paths.total"),
        total=f"{cost.total:.2f}",
    )


def _along(cost: PathCost) -> Iterator[HopCost | Toll]:
    for place, hop in enumerate(cost.hops):
        yield hop
        yield from cost.tolls[place : place + 1]


def _say_part(part: HopCost | Toll, names: dict[str, str]) -> tuple[str, str]:
    if isinstance(part, Toll):
        return say("ui.paths.part_through", name=names[part.entity]), say(
            "ui.paths.part_degree", count=part.degree
        )
    weight = f"{part.weight:.2f}"
    if part.documents == 1:
        return relation_type(part.type), say("ui.paths.part_weight", weight=weight)
    told = say("ui.paths.part_documents", weight=weight, count=part.documents, share=f"{part.discount:.0%}")
    return relation_type(part.type), told


def round_parts(parts: Sequence[float], total: float) -> list[float]:
    """The parts in hundredths such that they add up to the total in hundredths, each less than 0.01 off."""
    shown: list[int] = []
    along = 0.0
    for part in parts:
        along += part
        shown.append(round(100 * along) - sum(shown))
    if shown:
        shown[-1] += round(100 * total) - sum(shown)
    return [part / 100 for part in shown]
