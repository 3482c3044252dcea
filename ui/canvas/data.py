"""A subgraph as the canvas takes it: pyvis's network data with names, shapes, colours and places."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from pyvis.network import Network

from graph.label import label_fonts, label_markup, symbol_size
from graph.model import Relation, Subgraph
from graph.schema import load_schema
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

_STRAIGHT_FROM = 300
"""From so many nodes on all lines are straight: curves cost frames."""


def network_data(
    subgraph: Subgraph,
    positions: Positions,
    centre: str,
    language: str,
    opened: Collection[str] = (),
) -> dict[str, list | dict]:
    """Nodes, edges and options of the subgraph; an entity without a position stands at the origin.

    `opened` are the entities whose neighbours were added.
    """
    schema = load_schema()
    network = Network(directed=True)
    for entity in subgraph.entities:
        kind = schema.entities[entity.type]
        x, y = positions.get(entity.id, (0.0, 0.0))
        network.add_node(
            entity.id,
            label=label_markup(entity.name),
            title=f"{full_name(entity)}\n{kind.name if language == 'zh' else kind.en}",
            color=kind.color,
            shape=kind.shape,
            size=round(symbol_size(entity), 1),
            x=round(float(x), 1),
            y=round(float(y), 1),
            centre=entity.id == centre,
            opened=entity.id in opened,
            type=entity.type,
        )
    for type_id, count in subgraph.left.items() if centre else ():
        _add_group(network, group_id(type_id), type_id, count, positions, centre)
    names = {entity.id: entity.name for entity in subgraph.entities}
    bends = _bends(subgraph.relations) if len(subgraph.entities) < _STRAIGHT_FROM else {}
    for relation in subgraph.relations:
        kind = schema.relations[relation.type]
        word = kind.name if language == "zh" else kind.en
        network.add_edge(
            relation.head,
            relation.tail,
            id=relation.id,
            name=word,
            title=f"{names[relation.head]} {'→' if kind.directed else '↔'} {names[relation.tail]}\n{word}",
            color=kind.color,
            arrows="to" if kind.directed else "",
            smooth=bends.get(relation.id, False),
            type=relation.type,
        )
    network.set_options(json.dumps(OPTIONS))
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def group_id(type_id: str) -> str:
    """The id of the node that stands for all neighbours of a type that are not drawn."""
    return f"more {type_id}"


def _add_group(
    network: Network, group: str, type_id: str, count: int, positions: Positions, centre: str
) -> None:
    """A node for neighbours that are not drawn, and its line to the centre."""
    kind = load_schema().entities[type_id]
    words = say("ui.canvas.group", count=count, type=entity_type(type_id))
    x, y = positions.get(group, (0.0, 0.0))
    network.add_node(
        group,
        label=words,
        title=f"{words}\n{say('ui.canvas.group_help')}",
        color=kind.color,
        shape=kind.shape,
        size=GROUP_SIZE,
        x=round(float(x), 1),
        y=round(float(y), 1),
        many=True,
        type=type_id,
    )
    network.add_edge(
        centre, group, id=f"{group} line", name="", title=words, color=kind.color, arrows="", dashes=[4, 4]
    )


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


def _bends(relations: tuple[Relation, ...]) -> dict[str, dict[str, object]]:
    """The curves of relations that share both ends, fanned out evenly; those that stay straight have none."""
    pairs: dict[frozenset[str], list[Relation]] = defaultdict(list)
    for relation in relations:
        pairs[frozenset((relation.head, relation.tail))].append(relation)
    bends: dict[str, dict[str, object]] = {}
    for group in pairs.values():
        first = group[0].head
        for place, relation in enumerate(group):
            bend = 0.24 * (place - (len(group) - 1) / 2)
            if not bend:
                continue
            clockwise = (bend > 0) == (relation.head == first)
            kind = "curvedCW" if clockwise else "curvedCCW"
            bends[relation.id] = {"enabled": True, "type": kind, "roundness": abs(bend)}
    return bends
