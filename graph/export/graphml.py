"""GraphML that Gephi and yEd open as it was seen: labels, types, colours and places, evidence as text."""

import re
import xml.etree.ElementTree as xml
from collections.abc import Mapping
from typing import BinaryIO

from graph.label import label_ems, label_lines, symbol_size
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

_NS = "http://graphml.graphdrawing.org/xmlns"
_Y = "http://www.yworks.com/xml/graphml"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

GRAPH_KEYS = {"title": "string", "shown": "string"}
NODE_KEYS = {
    **{
        "label": "string",
        "name": "string",
        "type": "string",
        "type_id": "string",
        "aliases": "string",
        "details": "string",
    },
    **{"degree": "int", "color": "string", "r": "int", "g": "int", "b": "int"},
    **{"x": "double", "y": "double", "size": "double"},
}
EDGE_KEYS = {
    **{"label": "string", "type_id": "string", "undirected": "boolean", "status": "string"},
    **{"sources": "int", "evidence": "string", "color": "string"},
}
_YED_SHAPES = {
    **{"dot": "ellipse", "square": "rectangle", "hexagon": "hexagon", "triangle": "triangle"},
    **{"triangleDown": "triangle2", "diamond": "diamond", "star": "star5"},
}


def write(
    subgraph: Subgraph,
    stream: BinaryIO,
    *,
    title: str,
    language: str,
    positions: Mapping[str, tuple[float, float]] | None = None,
    documents: Mapping[str, str] | None = None,
) -> None:
    """Write GraphML in UTF-8; the graph's own data say what is shown of how much.

    All edges are marked directed, since readers refuse a mixture: `undirected` tells which are not.
    `evidence` holds a line a source. Characters that XML can't hold are left out.
    """
    xml.register_namespace("", _NS)
    xml.register_namespace("y", _Y)
    root = xml.Element(f"{{{_NS}}}graphml")
    for kind, keys in (("graph", GRAPH_KEYS), ("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, value in keys.items():
            row = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": value}
            xml.SubElement(root, f"{{{_NS}}}key", row)
    for kind in ("node", "edge"):
        row = {"id": f"yed_{kind}", "for": kind, "yfiles.type": f"{kind}graphics"}
        xml.SubElement(root, f"{{{_NS}}}key", row)
    graph = xml.SubElement(root, f"{{{_NS}}}graph", {"id": "G", "edgedefault": "directed"})
    _data(graph, "graph", {"title": title, "shown": say_shown(subgraph, language)})
    places = positions or {}
    if any(row.id not in places for row in subgraph.entities):
        places = layout(subgraph, places)
    for row in subgraph.entities:
        _node(graph, row, places[row.id], language)
    for row in subgraph.relations:
        _edge(graph, row, language, documents or {})
    xml.indent(root)
    xml.ElementTree(root).write(stream, encoding="utf-8", xml_declaration=True)


def _data(parent: xml.Element, kind: str, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        _text(parent, f"{{{_NS}}}data", value, {"key": f"{kind}_{name}"})


def _text(parent: xml.Element, tag: str, value: object, attributes: Mapping[str, str]) -> xml.Element:
    element = xml.SubElement(parent, tag, dict(attributes))
    element.text = _ILLEGAL.sub("", str(value))
    return element


def _node(graph: xml.Element, row: Entity, place: tuple[float, float], language: str) -> None:
    style = load_schema().entities[row.type]
    size = 2 * symbol_size(row)
    x, y = place
    node = xml.SubElement(graph, f"{{{_NS}}}node", {"id": row.id})
    red, green, blue = (int(style.color[i : i + 2], 16) for i in (1, 3, 5))
    values = {
        "label": row.name,
        # Once more: yEd's own label is broken into lines, and some readers take that for "label".
        "name": row.name,
        "type": entity_word(row.type, language),
        "type_id": row.type,
        "aliases": say("graph.list", language).join(row.aliases),
        "details": "\n".join(f"{word}: {value}" for word, value in say_details(row, language)),
        "degree": row.degree,
        "color": style.color,
        "r": red,
        "g": green,
        "b": blue,
        "x": x,
        # Gephi's y grows upwards.
        "y": -y,
        "size": size,
    }
    data = xml.SubElement(node, f"{{{_NS}}}data", {"key": "yed_node"})
    shape = xml.SubElement(data, f"{{{_Y}}}ShapeNode")
    corner = {"x": str(x - size / 2), "y": str(y - size / 2), "width": str(size), "height": str(size)}
    xml.SubElement(shape, f"{{{_Y}}}Geometry", corner)
    xml.SubElement(shape, f"{{{_Y}}}Fill", {"color": style.color, "transparent": "false"})
    lines = label_lines(row.name)
    wide = {"width": str(14 * max(map(label_ems, lines))), "modelName": "sides", "modelPosition": "s"}
    _text(shape, f"{{{_Y}}}NodeLabel", "\n".join(lines), wide)
    xml.SubElement(shape, f"{{{_Y}}}Shape", {"type": _YED_SHAPES.get(style.shape, "ellipse")})
    # After yEd's own: networkx takes label and place from what it reads last.
    _data(node, "node", values)


def _edge(graph: xml.Element, row: Relation, language: str, documents: Mapping[str, str]) -> None:
    color = load_schema().relations[row.type].color
    ends = {"id": row.id, "source": row.head, "target": row.tail}
    edge = xml.SubElement(graph, f"{{{_NS}}}edge", ends)
    label = relation_word(row.type, language)
    values = {
        "label": label,
        "type_id": row.type,
        "undirected": str(not is_directed(row.type)).lower(),
        "status": status_word(row.status, language),
        "sources": len(row.evidence),
        "evidence": "\n".join(
            f"{place.quote} [{say_source(place, documents, language)}]" for place in row.evidence
        ),
        "color": color,
    }
    _data(edge, "edge", values)
    data = xml.SubElement(edge, f"{{{_NS}}}data", {"key": "yed_edge"})
    line = xml.SubElement(data, f"{{{_Y}}}PolyLineEdge")
    xml.SubElement(line, f"{{{_Y}}}LineStyle", {"color": color, "type": "line", "width": "1.0"})
    arrow = "standard" if is_directed(row.type) else "none"
    xml.SubElement(line, f"{{{_Y}}}Arrows", {"source": "none", "target": arrow})
    _text(line, f"{{{_Y}}}EdgeLabel", label, {})
