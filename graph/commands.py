"""What each command of `python -m graph` asks and how it is answered: for people and for programs."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path as FilePath

from errors import OutputError, RequestError
from graph.export import FORMATS
from graph.export.json_text import entity_data, subgraph_data
from graph.facts_asked import facts_asked
from graph.filters import Filters, entity_type_ids, relation_type_ids
from graph.model import Entity, Facts, Path, Subgraph
from graph.paths import PathAnswer, PathRequest, find_paths, path_subgraph
from graph.queries import Description, describe, document_titles, find, get_entity, neighbourhood
from graph.resolve import STATUSES
from graph.schema import MENTIONED_IN, load_schema
from graph.store.base import Store
from graph.terminal import draw_path, draw_relation, draw_table, plain
from graph.words import STATED, entity_word, relation_word, say_details, say_shown, status_name
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
    hits = find(store, args.text, entity_type_ids(args.type), _positive(args.limit))
    data = {"total": hits.total, "entities": [entity_data(row) for row in hits.entities]}
    note = say("graph.cli.hits", args.lang, shown=len(hits.entities), total=hits.total)
    text = _entity_table(hits.entities, args.lang) if hits.entities else ""
    return Answer(data, text, bool(hits.entities), (note,))


def show(store: Store, args: argparse.Namespace) -> Answer:
    """An entity, its details, and its relations by type."""
    entity = get_entity(store, args.name, entity_type_ids(args.type))
    found = describe(store, entity.id, _positive(args.limit))
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
    return Answer(data, _description_text(found, titles, args.lang, _positive(args.sentences)))


def neighbours(store: Store, args: argparse.Namespace) -> Answer:
    """What is one hop from the entities named, with every sentence."""
    subgraph, facts = _neighbourhood(store, args)
    titles = document_titles(store, subgraph.relations)
    data = subgraph_data(subgraph, args.lang) | {"documents": titles, "facts": _facts_data(facts)}
    entities = {row.id: row for row in subgraph.entities}
    most = _positive(args.sentences)
    lines = [_entity_table(subgraph.entities, args.lang), ""]
    for row in subgraph.relations:
        lines += draw_relation(row, entities, titles, args.lang, most)
    notes = (say_shown(subgraph, args.lang), *_say_facts(facts, args.lang))
    return Answer(data, "\n".join(lines), bool(subgraph.relations), notes)


def path(store: Store, args: argparse.Namespace) -> Answer:
    """The best paths between two entities, each hop with its sentences; else why there is none."""
    answer = _paths(store, args.start, args.end, args)
    shown = answer.paths or answer.nearest
    titles = document_titles(store, path_subgraph(answer).relations)
    data = {
        "start": entity_data(answer.start),
        "end": entity_data(answer.end),
        "paths": [_path_data(row) for row in answer.paths],
        "more": answer.more,
        "cut": answer.cut,
        "links_read": answer.links_read,
        "links_limit": answer.links_limit,
        "reason": answer.reason,
        "nearest": [_path_data(row) for row in answer.nearest],
        "near": [
            {"entity": entity_data(row.entity), "from_start": row.from_start, "from_end": row.from_end}
            for row in answer.near
        ],
        "documents": titles,
    }
    most = _positive(args.sentences)
    lines: list[str] = []
    for number, row in enumerate(shown, 1):
        lines += [*draw_path(number, row, titles, args.lang, most), ""]
    return Answer(data, "\n".join(lines).rstrip(), bool(answer.paths), tuple(_path_notes(answer, args.lang)))


def cypher(store: Store, args: argparse.Namespace) -> Answer:
    """The rows of a reader's query."""
    found = store.query(args.query, rows=_positive(args.rows), seconds=_positive(args.seconds))
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


def export(store: Store, args: argparse.Namespace) -> Answer:
    """A file of a neighbourhood, or with --path of the paths between two entities."""
    if args.path:
        if args.document or args.year or args.undated or args.status:
            raise RequestError(problem=partial(say, "graph.request.facts_of_paths"))
        answer = _paths(store, *args.path, args)
        subgraph = path_subgraph(answer)
        names, facts = [answer.start.name, answer.end.name], Facts()
    else:
        if not args.name:
            raise RequestError(problem=partial(say, "graph.request.export"))
        subgraph, facts = _neighbourhood(store, args)
        names = args.name
    titles = document_titles(store, subgraph.relations)
    title = say("graph.list", args.lang).join(names)
    chosen = FORMATS[args.format]
    try:
        if args.out == "-":
            chosen.write(subgraph, sys.stdout.buffer, title=title, language=args.lang, documents=titles)
        else:
            with FilePath(args.out).open("wb") as stream:
                chosen.write(subgraph, stream, title=title, language=args.lang, documents=titles)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(path=args.out, reason=error.strerror or error) from error
    shown = subgraph_data(subgraph, args.lang)["shown"]
    note = say("graph.cli.written", args.lang, path=args.out)
    notes = (note, say_shown(subgraph, args.lang), *_say_facts(facts, args.lang))
    data = {} if args.out == "-" else {"out": args.out, "format": args.format, "shown": shown}
    return Answer(data, "", bool(subgraph.relations), notes)


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


def _positive(value: int) -> int:
    if value < 1:
        raise RequestError(problem=partial(say, "graph.request.limit", value=value))
    return value


def _neighbourhood(store: Store, args: argparse.Namespace) -> tuple[Subgraph, Facts]:
    centres = [get_entity(store, name).id for name in args.name]
    filters = Filters(facts=facts_asked(store, args))
    if args.type:
        filters = replace(filters, entity_types=frozenset(entity_type_ids(args.type)))
    if args.relation:
        filters = replace(filters, relation_types=frozenset(relation_type_ids(args.relation)))
    return neighbourhood(store, centres, filters, _positive(args.limit)), filters.facts


def _facts_data(facts: Facts) -> dict[str, list[str] | None]:
    return {
        "documents": None if facts.documents is None else sorted(facts.documents),
        "statuses": None if facts.statuses is None else sorted(row or STATED for row in facts.statuses),
    }


def _say_facts(facts: Facts, language: str) -> Iterable[str]:
    if facts.documents is not None:
        yield say("graph.cli.documents", language, count=len(facts.documents))
    if facts.statuses is not None:
        names = (status_name(row, language) for row in STATUSES if row in facts.statuses)
        yield say("graph.cli.statuses", language, statuses=say("graph.list", language).join(names))


def _paths(store: Store, start: str, end: str, args: argparse.Namespace) -> PathAnswer:
    request = PathRequest(
        max_length=args.max_length, count=args.count, via_types=frozenset(entity_type_ids(args.via))
    )
    if args.relation:
        kinds = frozenset(relation_type_ids(args.relation))
        request = PathRequest(request.max_length, request.count, request.via_types, kinds)
    ends = [get_entity(store, name).id for name in (start, end)]
    return find_paths(store, *ends, request)


def _path_notes(answer: PathAnswer, language: str) -> Iterable[str]:
    types = say("graph.list", language).join(
        entity_word(kind, language) for kind in sorted(answer.request.via_types)
    )
    ends = {"start": answer.start.name, "end": answer.end.name, "most": answer.request.max_length}
    if answer.reason:
        yield say(f"graph.path.none.{answer.reason}", language, via=types, **ends)
    elif answer.more:
        yield say("graph.path.more", language, count=len(answer.paths))
    else:
        yield say("graph.path.all", language, count=len(answer.paths), **ends)
    if answer.near:
        way = say("graph.path.no_way", language)
        near = say("graph.list", language).join(
            say(
                "graph.path.near_one",
                language,
                name=row.entity.name,
                from_start=way if row.from_start is None else row.from_start,
                from_end=way if row.from_end is None else row.from_end,
            )
            for row in answer.near
        )
        yield say("graph.path.near", language, via=types, near=near, **ends)
    if answer.cut:
        yield say("graph.path.cut", language, read=answer.links_read, limit=answer.links_limit)


def _path_data(row: Path) -> dict[str, object]:
    return {
        "cost": row.cost,
        "entities": [entity_data(entity) for entity in row.entities],
        "hops": [[asdict(relation) for relation in hop] for hop in row.hops],
    }


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
