"""One HTML file that opens offline: the network as it was seen, and a panel with every sentence.

pyvis draws; what it links from elsewhere is taken out, and a Content-Security-Policy forbids the rest.
Text from documents reaches the page as JSON only and becomes text nodes there.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from pyvis.network import Network

from graph.facts import Evidence
from graph.label import label_fonts, label_markup, symbol_size
from graph.layout import layout
from graph.model import Entity, Relation, Subgraph
from graph.schema import load_schema
from graph.words import (
    entity_word,
    is_directed,
    relation_word,
    say_details,
    say_shown,
    say_source,
    status_word,
)
from text import say

FOLDER = Path(__file__).resolve().parent / "page"
FONTS = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif"

LABELLED_RELATIONS = 60
"""More relations than this are drawn without their names: these would cover each other."""

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
_OUTSIDE = re.compile(
    r"""<link\b[^>]*href=["']https?:[^>]*>|<script\b[^>]*src=["']https?:[^>]*>\s*</script>"""
)
_HEADING = re.compile(r"<center>.*?</center>", re.DOTALL)
_WORDS = ("hint", "legend", "evidence", "relations", "back", "aliases")


def write(
    subgraph: Subgraph,
    stream: BinaryIO,
    *,
    title: str,
    language: str,
    positions: Mapping[str, tuple[float, float]] | None = None,
    documents: Mapping[str, str] | None = None,
) -> None:
    """Write the page in UTF-8, about 0.7 MB and the graph; entities without a position are laid out.

    A click on an entity or a relation shows its sentences and their source beside it.
    """
    places = positions or {}
    if any(row.id not in places for row in subgraph.entities):
        places = layout(subgraph, places)
    page = _network(subgraph, places, language).generate_html(notebook=False)
    page = _HEADING.sub("", _OUTSIDE.sub("", page))
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{html.escape(title)}</title>'
    )
    data = _safe_json(_panel_data(subgraph, title, language, documents or {}))
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{html.escape(title)}</title>'
    )
    script = (FOLDER / "page.js").read_text(encoding="utf-8")
    body = (
        '<aside id="panel"></aside>'
        f'<script type="application/json" id="graph-data">{data}</script><script>{script}</script></body>'
    )
    lang = "zh-CN" if language == "zh" else "en"
    page = page.replace("<html>", f'<!DOCTYPE html><html lang="{lang}">', 1)
    page = page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{head}', 1)
    page = page.replace("</head>", f"<style>{style}</style></head>", 1)
    before, _, after = page.rpartition("</body>")
    stream.write((before + body + after).encode("utf-8"))


def _safe_json(data: object) -> str:
    """JSON that can stand in a script element: no mark in it can end the element or start another."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _network(subgraph: Subgraph, places: Mapping[str, tuple[float, float]], language: str) -> Network:
    schema = load_schema()
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    for row in subgraph.entities:
        style = schema.entities[row.type]
        network.add_node(
            row.id,
            label=label_markup(row.name),
            shape=style.shape,
            color=style.color,
            size=symbol_size(row),
            x=places[row.id][0],
            y=places[row.id][1],
            font={
                **label_fonts(),
                "face": FONTS,
                "color": "#1e293b",
                "strokeWidth": 4,
                "strokeColor": "#fff",
            },
        )
    labelled = len(subgraph.relations) <= LABELLED_RELATIONS
    beside: Counter[frozenset[str]] = Counter()
    for row in subgraph.relations:
        ends = frozenset((row.head, row.tail))
        network.add_edge(row.head, row.tail, **_line(row, beside[ends], labelled, language))
        beside[ends] += 1
    options = {
        "physics": {"enabled": False},
        "interaction": {"hover": True, "keyboard": False, "selectConnectedEdges": False},
        "edges": {"smooth": False},
    }
    network.set_options(json.dumps(options))
    return network


def _line(row: Relation, number: int, labelled: bool, language: str) -> dict[str, object]:
    """How a relation is drawn, the `number`-th between its ends: the first straight, the others bent."""
    line: dict[str, object] = {
        "id": row.id,
        "color": load_schema().relations[row.type].color,
        "width": 1.2 + min(2.0, 0.4 * len(row.evidence)),
        "arrows": "to" if is_directed(row.type) else "",
        "dashes": row.status == "planned",
        "font": {"face": FONTS, "size": 11, "color": "#475569", "strokeWidth": 3, "strokeColor": "#fff"},
    }
    if labelled:
        line["label"] = relation_word(row.type, language)
    if number:
        kind = "curvedCW" if (number % 2 == 1) == (row.head < row.tail) else "curvedCCW"
        line["smooth"] = {"enabled": True, "type": kind, "roundness": 0.15 * ((number + 1) // 2)}
    return line


def _panel_data(
    subgraph: Subgraph, title: str, language: str, documents: Mapping[str, str]
) -> dict[str, object]:
    counts = Counter(row.type for row in subgraph.entities)
    words = {key: say(f"graph.page.{key}", language) for key in _WORDS}
    return {
        "title": title,
        "shown": say_shown(subgraph, language),
        "words": {**words, "list": say("graph.list", language)},
        "legend": [
            {"name": entity_word(row.id, language), "color": row.color, "count": counts[row.id]}
            for row in load_schema().entities.values()
            if counts[row.id]
        ],
        "entities": [_entity(row, language) for row in subgraph.entities],
        "relations": [_relation(row, language, documents) for row in subgraph.relations],
    }


def _entity(row: Entity, language: str) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "type": entity_word(row.type, language),
        "color": load_schema().entities[row.type].color,
        "aliases": row.aliases,
        "details": say_details(row, language),
    }


def _relation(row: Relation, language: str, documents: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": row.id,
        "head": row.head,
        "tail": row.tail,
        "label": relation_word(row.type, language),
        "directed": is_directed(row.type),
        "status": status_word(row.status, language),
        "color": load_schema().relations[row.type].color,
        "evidence": [
            {"quote": place.quote, "marks": _marks(place), "source": say_source(place, documents, language)}
            for place in row.evidence
        ],
    }


def _marks(place: Evidence) -> list[tuple[int, int]]:
    """The marks within the quote, as JavaScript counts its characters (UTF-16 units), in order."""

    def units(offset: int) -> int:
        return len(place.quote[: offset - place.start].encode("utf-16-le")) // 2

    inside = (mark for mark in place.marks if place.start <= mark[0] < mark[1] <= place.end)
    return [(units(start), units(end)) for start, end in sorted(inside)]
