"""A driver's values as plain JSON values, an order over them, and the part of the graph among them."""

import base64
import math
from collections.abc import Iterable, Iterator, Mapping

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

Ends = Mapping[str, tuple[str, str]]
"""The ids of relations' head and tail, by the relation's id: servers send a bare relation without them."""


def plain(value: object, ends: Ends) -> object:
    """The value as JSON has it.

    A node is its labels and properties, a relation its type, head, tail (ids, None where `ends` has
    none) and properties, a path both in turn; dates and durations are ISO 8601 text, points maps,
    bytes base64, and what JSON has no number for is "NaN", "Infinity" or "-Infinity".
    """
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": plain(dict(value), ends)}
    if isinstance(value, Relationship):
        head, tail = ends.get(value.get("id", ""), (None, None))
        return {"type": value.type, "head": head, "tail": tail, "properties": plain(dict(value), ends)}
    if isinstance(value, Path):
        return {
            "nodes": plain(list(value.nodes), ends),
            "relations": plain(list(value.relationships), ends),
        }
    if isinstance(value, Mapping):
        return {key: plain(value[key], ends) for key in sorted(value)}
    if isinstance(value, Point):
        return {"srid": value.srid, "coordinates": [plain(part, ends) for part in value]}
    if isinstance(value, (Date, DateTime, Time, Duration)):
        return value.iso_format()
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, (list, tuple)):
        return [plain(part, ends) for part in value]
    return value


def plain_rows(records: Iterable[Iterable[object]], ends: Ends) -> tuple[tuple[object, ...], ...]:
    """Rows of plain values; a node or relation that stands in several rows is the same value in all."""
    known: dict[tuple[type, str], object] = {}

    def once(value: object) -> object:
        if not isinstance(value, (Node, Relationship)):
            return plain(value, ends)
        key = type(value), value.element_id
        if key not in known:
            known[key] = plain(value, ends)
        return known[key]

    return tuple(tuple(once(value) for value in record) for record in records)


def row_key(record: Iterable[object]) -> list[tuple]:
    """What a row of a driver's values is sorted by; a node or relation by its name and id alone."""
    return [_element_key(value) or order_key(plain(value, {})) for value in record]


def _element_key(value: object) -> tuple | None:
    """The key of a node or relation that has an id of ours; no other has the same."""
    if isinstance(value, (Node, Relationship)) and isinstance(value.get("id"), str):
        return (4, (order_key(value.get("name")), order_key(value["id"])), ())
    return None


def order_key(value: object) -> tuple:
    """What a plain value is sorted by: numbers, then text by code points, lists, maps, and None last."""
    if isinstance(value, bool):
        return (0, value)
    if isinstance(value, (int, float)):
        return (1, value)
    if isinstance(value, str):
        return (2, value)
    if isinstance(value, (list, tuple)):
        return (3, tuple(order_key(part) for part in value))
    if isinstance(value, dict):
        properties = value.get("properties")
        named = properties if isinstance(properties, dict) else value
        front = tuple(order_key(named.get(key)) for key in ("name", "id"))
        return (4, front, tuple((key, order_key(value[key])) for key in sorted(value)))
    return (5,)


def nodes_in(values: Iterable[object]) -> Iterator[Node]:
    """Every node among the values, in lists, maps and paths too, as they stand."""
    for value in _flat(values):
        if isinstance(value, Node):
            yield value
        elif isinstance(value, Path):
            yield from value.nodes


def relations_in(values: Iterable[object]) -> Iterator[Relationship]:
    """Every relation among the values, in lists, maps and paths too, as they stand."""
    for value in _flat(values):
        if isinstance(value, Relationship):
            yield value
        elif isinstance(value, Path):
            yield from value.relationships


def _flat(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, (Node, Relationship, Path)):
            yield value
        elif isinstance(value, Mapping):
            yield from _flat(value.values())
        elif isinstance(value, (list, tuple)) and not isinstance(value, Point):
            yield from _flat(value)
        else:
            yield value
