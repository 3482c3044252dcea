"""What each command of `python -m graph` asks and how it is answered: for people and for programs."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial

from errors import RequestError
from graph.export.json_text import entity_data, subgraph_data
from graph.facts_asked import facts_asked, facts_data, say_facts
from graph.filters import Filters, entity_type_ids, relation_type_ids
from graph.model import Entity, Facts, Subgraph
from graph.queries import Description, describe, document_titles, find, get_entity, neighbourhood
from graph.schema import MENTIONED_IN, load_schema
from graph.store.base import Store
from graph.terminal import draw_relation, draw_table, plain
from graph.words import entity_word, relation_word, say_details, say_shown
from text import say


@dataclass(frozen=True, slots=True)
class Answer:
    """A command's answer: plain values for programs, text for people; whether anything was found.

    `notes` tell people what they must know of it (cut, nothing found); they go to the error stream.
    """

    data: dict[str, object]
    text: str
    found: bool = True
    notes: tuple[str, ...] = ()


def search(store: Store, args: argparse.Namespace) -> Answer:
    """Entities by a part of their name or alias."""
    hits = find(store, args.text, entity_type_ids(args.type), positive(args.limit))
    data = {"total": hits.total, "entities": [entity_data(row) for row in hits.entities]}
    note = say("graph.cli.hits", args.lang, shown=len(hits.entities), total=hits.total)
    text = _entity_table(hits.entities, args.lang) if hits.entities else ""
    return Answer(data, text, bool(hits.entities), (note,))


def show(store: Store, args: argparse.Namespace) -> Answer:
    """An entity, its details, and its relations by type."""
    entity = get_entity(store, args.name, entity_type_ids(args.type))
    found = describe(store, entity.id, positive(args.limit))
    titles = document_titles(store, (row for group in found.groups for row in group.relations))
    groups = [
        {
            "type": group.type,
            "outgoing": group.outgoing,
            "total": group.total,
            "others": [entity_data(row) for row in group.others],
            "relations": [asdict(row) for row in group.relations],
        }
        for group in found.groups
    ]
    data = {"entity": entity_data(entity), "total": found.total, "groups": groups, "documents": titles}
    return Answer(data, _description_text(found, titles, args.lang, positive(args.sentences)))


def neighbours(store: Store, args: argparse.Namespace) -> Answer:
    """What is one hop from the entities named, with every sentence."""
    subgraph, facts = read_neighbourhood(store, args)
    titles = document_titles(store, subgraph.relations)
    data = subgraph_data(subgraph, args.lang) | {"documents": titles, "facts": facts_data(facts)}
    entities = {row.id: row for row in subgraph.entities}
    most = positive(args.sentences)
    lines = [_entity_table(subgraph.entities, args.lang), ""]
    for row in subgraph.relations:
        lines += draw_relation(row, entities, titles, args.lang, most)
    notes = (say_shown(subgraph, args.lang), *say_facts(facts, args.lang))
    return Answer(data, "\n".join(lines), bool(subgraph.relations), notes)


def cypher(store: Store, args: argparse.Namespace) -> Answer:
    """The rows of a reader's query."""
    found = store.query(args.query, rows=positive(args.rows), seconds=positive(args.seconds))
    data = {
        "columns": list(found.columns),
        "rows": [list(row) for row in found.rows],
        "limit": found.limit,
        "truncated": found.truncated,
        "seconds": round(found.seconds, 3),
    }
    key = "graph.cli.rows_cut" if found.truncated else "graph.cli.rows"
    note = say(key, args.lang, rows=len(found.rows), limit=found.limit, seconds=f"{found.seconds:.2f}")
    rows = ([_cell(value) for value in row] for row in found.rows)
    return Answer(data, draw_table(found.columns, rows), bool(found.rows), (note,))


def summary(store: Store, args: argparse.Namespace) -> Answer:
    """What the store holds: counts of each type."""
    found = store.summary()
    data = {
        "address": store.address,
        "server": found.server,
        "entities": dict(found.entities),
        "relations": dict(found.relations),
    }
    schema = load_schema()
    rows = [[entity_word(kind, args.lang), found.entities.get(kind, 0)] for kind in schema.entities]
    edges = [[relation_word(kind, args.lang), found.relations.get(kind, 0)] for kind in schema.relations]
    count = say("graph.cli.count", args.lang)
    total = say("graph.cli.total", args.lang)
    lines = [
        f"{found.server}  {store.address}",
        "",
        draw_table(
            [say("graph.cli.entity_types", args.lang), count], [*rows, [total, sum(r[1] for r in rows)]]
        ),
        "",
        draw_table(
            [say("graph.cli.relation_types", args.lang), count], [*edges, [total, sum(r[1] for r in edges)]]
        ),
    ]
    return Answer(data, "\n".join(lines), any(found.entities.values()))


def positive(value: int) -> int:
    """The number of an option, which must be 1 at least: RequestError."""
    if value < 1:
        raise RequestError(problem=partial(say, "graph.request.limit", value=value))
    return value


def read_neighbourhood(store: Store, args: argparse.Namespace) -> tuple[Subgraph, Facts]:
    """The neighbourhood that the arguments ask for, and the facts that count in it."""
    centres = [get_entity(store, name).id for name in args.name]
    filters = Filters(facts=facts_asked(store, args))
    if args.type:
        filters = replace(filters, entity_types=frozenset(entity_type_ids(args.type)))
    if args.relation:
        filters = replace(filters, relation_types=frozenset(relation_type_ids(args.relation)))
    return neighbourhood(store, centres, filters, positive(args.limit)), filters.facts


def _entity_table(entities: Sequence[Entity], language: str) -> str:
    heads = [say(f"graph.column.{key}", language) for key in ("type", "name", "degree", "aliases", "id")]
    between = say("graph.list", language)
    rows = (
        [entity_word(row.type, language), row.name, row.degree, between.join(row.aliases), row.id]
        for row in entities
    )
    return draw_table(heads, rows)


def _description_text(found: Description, titles: Mapping[str, str], language: str, most: int) -> str:
    entity = found.entity
    lines = [f"{plain(entity.name)}（{entity_word(entity.type, language)}）  {entity.id}"]
    if entity.aliases:
        word = say("graph.column.aliases", language)
        lines.append(f"{word}: {plain(say('graph.list', language).join(entity.aliases))}")
    lines += [f"{word}: {plain(value)}" for word, value in say_details(entity, language)]
    for group in found.groups:
        counts = say("graph.cli.group", language, shown=len(group.relations), total=group.total)
        lines += ["", f"【{relation_word(group.type, language)}】{counts}"]
        for relation, other in zip(group.relations, group.others, strict=True):
            if group.type == MENTIONED_IN:
                places = say("graph.cli.places", language, count=len(relation.evidence))
                lines.append(f"{plain(other.name)}  {places}")
            else:
                ends = {entity.id: entity, other.id: other}
                lines += draw_relation(relation, ends, titles, language, most, entity.id)
    return "\n".join(lines)


def _cell(value: object) -> object:
    """A value of a Cypher answer in a table: names of nodes, text and numbers as they are, else JSON."""
    if isinstance(value, dict) and "labels" in value:
        return f"({value['properties'].get('name', '')})"
    if isinstance(value, dict) and isinstance(value.get("properties"), dict) and "type" in value:
        return f"[{value['type']}]"
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return json.dumps(value, ensure_ascii=False)
