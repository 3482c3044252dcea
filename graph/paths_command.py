"""The answers of `python -m graph path` and `link`, for people and for programs."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from graph.commands import Answer, positive
from graph.export.json_text import entity_data
from graph.facts_asked import facts_data
from graph.filters import entity_type_ids
from graph.model import Path
from graph.paths import (
    LinkingAnswer,
    PathAnswer,
    PathEnd,
    PathRequest,
    explain,
    find_linking,
    find_paths,
    fold_paths,
    path_subgraph,
    shown_paths,
)
from graph.paths_asked import PathsAsked, paths_asked
from graph.paths_told import Telling, link_notes, path_notes
from graph.queries import document_titles
from graph.store.base import Store


def path(store: Store, args: argparse.Namespace) -> Answer:
    """The best paths between two ends, those of one shape folded; else why there is none."""
    asked = paths_asked(store, args.start, args.end, args)
    answer = find_paths(store, *asked.ids, asked.request)
    titles = document_titles(store, path_subgraph(answer).relations)
    data = _asked_data(asked) | {
        "paths": [_path_data(row) for row in answer.paths],
        "groups": _group_data(answer.paths),
        "more": answer.more,
        **_answer_data(answer),
        "documents": titles,
    }
    telling = Telling(titles, args.lang, positive(args.sentences), args.why)
    lines = telling.paths(shown_paths(answer)) if args.unfold else telling.groups(shown_paths(answer))
    return Answer(data, "\n".join(lines), bool(answer.paths), tuple(path_notes(asked, answer, args.lang)))


def link(store: Store, args: argparse.Namespace) -> Answer:
    """What of some types lies between two ends, each with its best path; else why there is nothing."""
    asked = paths_asked(store, args.start, args.end, args)
    answer = find_linking(store, *asked.ids, entity_type_ids(args.type), asked.request)
    titles = document_titles(store, path_subgraph(answer).relations)
    data = _asked_data(asked) | {
        "types": sorted(answer.types),
        "links": [{"entity": entity_data(row.entity), "path": _path_data(row.path)} for row in answer.links],
        "total": answer.total,
        "at_least": answer.at_least,
        **_answer_data(answer),
        "documents": titles,
    }
    telling = Telling(titles, args.lang, positive(args.sentences), args.why)
    lines = telling.links(answer.links) if answer.links else telling.groups(answer.nearest)
    return Answer(data, "\n".join(lines), bool(answer.links), tuple(link_notes(asked, answer, args.lang)))


def _asked_data(asked: PathsAsked) -> dict[str, object]:
    return {
        "start": _end_data(asked.start),
        "end": _end_data(asked.end),
        "request": _request_data(asked.request),
    }


def _end_data(end: PathEnd) -> dict[str, object]:
    return {
        "words": end.words,
        "entities": [entity_data(row) for row in end.entities],
        "total": end.total,
        "at_least": end.at_least,
    }


def _request_data(request: PathRequest) -> dict[str, object]:
    values = {name: getattr(request, name) for name in request.__slots__ if name != "facts"}
    plain = {name: sorted(row) if isinstance(row, frozenset) else row for name, row in values.items()}
    return plain | {"facts": facts_data(request.facts)}


def _answer_data(answer: PathAnswer | LinkingAnswer) -> dict[str, object]:
    return {
        "reading": asdict(answer.reading),
        "reason": answer.reason,
        "obstacles": [
            {"condition": row.condition, "paths": [_path_data(found) for found in row.paths]}
            for row in answer.obstacles
        ],
        "near": [
            {"entity": entity_data(row.entity), "from_start": row.from_start, "from_end": row.from_end}
            for row in answer.near
        ],
    }


def _path_data(row: Path) -> dict[str, object]:
    return {
        "cost": row.cost,
        "parts": asdict(explain(row)),
        "entities": [entity_data(entity) for entity in row.entities],
        "hops": [[asdict(relation) for relation in hop] for hop in row.hops],
    }


def _group_data(paths: Sequence[Path]) -> list[Mapping[str, object]]:
    """The groups of paths; members are places in the list of paths, from 0."""
    place = {id(row): number for number, row in enumerate(paths)}
    return [_shape_data(group.paths, place) | asdict(group.shape) for group in fold_paths(paths)]


def _shape_data(paths: Iterable[Path], place: Mapping[int, int]) -> dict[str, object]:
    return {"paths": [place[id(row)] for row in paths]}
