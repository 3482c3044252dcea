"""A subgraph as the canvas takes it: pyvis's network data in columns, looks in a table of the types.

`assets/unpack.js` makes of it the rows that vis-network draws.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from pyvis.network import Network

from graph.label import STRUT, label_escaped, label_fonts, symbol_size
from graph.model import Entity, Relation, Subgraph
from graph.schema import EntityType, RelationType, load_schema
from ui.words import entity_type, full_name, say

Positions = Mapping[str, tuple[float, float]]

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 350, "zoomSpeed": 0.6, "keyboard": {"enabled": False}},
    "nodes": {"chosen": False, "scaling": {"label": {"enabled": False}}, "font": label_fonts()},
    "edges": {
        "chosen": False,
        "arrowStrikethrough": False,
        "arrows": {"to": {"scaleFactor": 0.5}},
        "selectionWidth": 0,
        "hoverWidth": 0,
    },
}
"""What vis-network is told: nothing moves by itself, and the canvas's own code does all the lighting."""

GROUP_SIZE = 15
"""The size of a node that stands for many; that of an entity with a few relations."""

_NODE_COLUMNS = ("type", "label", "size", "x", "y")
_EDGE_COLUMNS = ("type", "from", "to")

_STRAIGHT_FROM = 300
"""From so many nodes on all lines are straight: curves cost frames."""


def network_data(
    subgraph: Subgraph,
    positions: Positions,
    centre: str,
    language: str,
    opened: Collection[str] = (),
) -> dict[str, object]:
    """Nodes, edges and options of the subgraph; an entity without a position stands at the origin.

    `nodes` and `edges` are columns in the subgraph's order; a `type` there is a place in the table `kinds`
    of `entities` or `relations`, `from` and `to` are places among the nodes. `full` has the names that the
    labels do not show whole, by place. `bends` has the curves, by the edge's place: clockwise above zero.
    `opened` are the entities whose neighbours were added.
    """
    schema = load_schema()
    entities, relations = subgraph.entities, subgraph.relations
    nodes, edges, _, _, _, options = _network(subgraph, positions).get_network_data()
    return {
        "kinds": {
            "entities": [_look(row, language) for row in schema.entities.values()],
            "relations": [_look(row, language) for row in schema.relations.values()],
        },
        "nodes": {"id": [row.id for row in entities], **_columns(nodes, _NODE_COLUMNS)},
        "full": _cut_names(entities, [node["label"] for node in nodes]),
        "edges": {"id": [row.id for row in relations], **_columns(edges, _EDGE_COLUMNS)},
        "bends": _bends(relations) if len(entities) < _STRAIGHT_FROM else {},
        "groups": [
            _group(type_id, count, positions) for type_id, count in (subgraph.left.items() if centre else ())
        ],
        "centre": centre or None,
        "opened": [entity.id for entity in entities if entity.id in opened],
        "strut": STRUT,
        "options": json.loads(options),
    }


def _network(subgraph: Subgraph, positions: Positions) -> Network:
    """The subgraph as pyvis's network, its entities numbered: pyvis looks each end up in a list.

    It is told that all is directed, for of an undirected network it would drop parallel relations.
    """
    schema = load_schema()
    kinds = {row: number for number, row in enumerate(schema.entities)}
    words = {row: number for number, row in enumerate(schema.relations)}
    network = Network(directed=True)
    for number, entity in enumerate(subgraph.entities):
        x, y = positions.get(entity.id, (0.0, 0.0))
        network.add_node(
            number,
            label=label_escaped(entity.name),
            type=kinds[entity.type],
            size=round(symbol_size(entity), 1),
            x=round(float(x), 1),
            y=round(float(y), 1),
        )
    place = {entity.id: number for number, entity in enumerate(subgraph.entities)}
    for relation in subgraph.relations:
        network.add_edge(place[relation.head], place[relation.tail], type=words[relation.type])
    network.set_options(json.dumps(OPTIONS))
    return network


def _columns(rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> dict[str, list[object]]:
    return {name: [row[name] for row in rows] for name in names}


def _look(kind: EntityType | RelationType, language: str) -> dict[str, object]:
    """What all of a type have in common."""
    return {
        "id": kind.id,
        "name": kind.name if language == "zh" else kind.en,
        "color": kind.color,
        "shape": getattr(kind, "shape", ""),
        "directed": getattr(kind, "directed", False),
    }


def _cut_names(entities: Sequence[Entity], labels: Sequence[str]) -> dict[int, str]:
    """The whole names of those whose label, its marks taken out, says another."""
    return {
        number: name
        for number, (entity, label) in enumerate(zip(entities, labels, strict=True))
        if (name := full_name(entity)) != label.replace("\u200b", "").replace("\n", "")
    }


def group_id(type_id: str) -> str:
    """The id of the node that stands for all neighbours of a type that are not drawn."""
    return f"more {type_id}"


def _group(type_id: str, count: int, positions: Positions) -> dict[str, object]:
    """A node for neighbours that are not drawn, which a line joins to the centre."""
    x, y = positions.get(group_id(type_id), (0.0, 0.0))
    return {
        "id": group_id(type_id),
        "type": type_id,
        "label": say("ui.canvas.group", count=count, type=entity_type(type_id)),
        "help": say("ui.canvas.group_help"),
        "size": GROUP_SIZE,
        "x": round(float(x), 1),
        "y": round(float(y), 1),
    }


def legend(
    subgraph: Subgraph, off_entities: Collection[str], off_relations: Collection[str], language: str
) -> list[dict[str, object]]:
    """The legend's rows in the schema's order: each type that is drawn, and each that is switched off."""
    schema = load_schema()
    entities = Counter(entity.type for entity in subgraph.entities)
    relations = Counter(relation.type for relation in subgraph.relations)
    rows: list[dict[str, object]] = []
    for kind, types, counts, off in (
        ("entity", schema.entities, entities, off_entities),
        ("relation", schema.relations, relations, off_relations),
    ):
        for row in types.values():
            if not counts[row.id] and row.id not in off:
                continue
            rows.append(
                {
                    "kind": kind,
                    "id": row.id,
                    "name": row.name if language == "zh" else row.en,
                    "color": row.color,
                    "shape": getattr(row, "shape", ""),
                    "directed": getattr(row, "directed", False),
                    "count": counts[row.id],
                    "off": row.id in off,
                }
            )
    return rows


def _bends(relations: Sequence[Relation]) -> dict[int, float]:
    """The curves of relations that share both ends, fanned out evenly; those that stay straight have none."""
    pairs: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, relation in enumerate(relations):
        pairs[frozenset((relation.head, relation.tail))].append(number)
    bends: dict[int, float] = {}
    for group in pairs.values():
        first = relations[group[0]].head
        for place, number in enumerate(group):
            bend = 0.24 * (place - (len(group) - 1) / 2)
            if bend:
                bends[number] = round(bend if relations[number].head == first else -bend, 2)
    return bends
