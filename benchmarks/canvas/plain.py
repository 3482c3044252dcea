"""The same graph as plain pyvis draws it: one HTML page, physics as by default."""

import re
from pathlib import Path

from pyvis.network import Network

from graph.model import Graph
from graph.schema import load_schema

_OUTSIDE = re.compile(r'<link\s[^>]*href="https?:[^>]*>|<script\s[^>]*src="https?:[^>]*>\s*</script>')


def write_page(graph: Graph, path: Path) -> None:
    """The page that pyvis writes of the graph, without the tags that would load something from elsewhere."""
    schema = load_schema()
    network = Network(directed=True, cdn_resources="in_line")
    for entity in graph.entities:
        kind = schema.entities[entity.type]
        network.add_node(entity.id, label=entity.name, title=kind.name, color=kind.color)
    for relation in graph.relations:
        kind = schema.relations[relation.type]
        network.add_edge(relation.head, relation.tail, title=kind.name, color=kind.color)
    path.write_text(_OUTSIDE.sub("", network.generate_html()), encoding="utf-8")
