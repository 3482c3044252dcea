"""Paths in words: what a terminal shows of them, and what people must know beside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.facts_asked import say_facts
from graph.model import Path
from graph.paths import Linking, LinkingAnswer, PathAnswer, PathEnd, PathGroup, explain, fold_paths
from graph.paths_asked import PathsAsked
from graph.terminal import draw_path, plain
from graph.words import entity_word, relation_word
from text import say


@dataclass(frozen=True, slots=True)
class Telling:
    """How paths are told: titles of documents, the language, sentences of each relation, costs or not."""

    titles: Mapping[str, str]
    language: str
    sentences: int
    why: bool = False

    def paths(self, paths: Iterable[Path]) -> list[str]:
        """Each path by itself, as lines."""
        return _blocks(self._path(f"{number}.", row) for number, row in enumerate(paths, 1))

    def groups(self, paths: Iterable[Path]) -> list[str]:
        """Paths of one shape as one: what they lead through, the best whole, the others a line each."""
        return _blocks(self._group(number, row) for number, row in enumerate(fold_paths(paths), 1))

    def links(self, links: Iterable[Linking]) -> list[str]:
        """What lies between, each with its path."""
        return _blocks(
            [
                f"{number}. {plain(row.entity.name)}（{self._word(row.entity.type)}）",
                *self._path("  ", row.path),
            ]
            for number, row in enumerate(links, 1)
        )

    def _group(self, number: int, group: PathGroup) -> list[str]:
        if len(group.paths) == 1:
            return self._path(f"{number}.", group.paths[0])
        lines = [f"{number}. {self.fold_words(group)}"]
        for member, row in enumerate(group.paths, 1):
            label = f"{number}.{member}"
            lines += (
                self._path(label, row) if member == 1 else [f"{label} {self._names(row)}", self._cost(row)]
            )
        return lines

    def fold_words(self, group: PathGroup) -> str:
        """A group in a phrase: both ends, and how many of what lie between: 经由 4 个共同产业."""
        best = group.paths[0]
        through = say("graph.list", self.language).join(
            say(
                "graph.path.through_one",
                self.language,
                count=len({row.entities[place].id for row in group.paths}),
                type=self._word(kind),
            )
            for place, kind in enumerate(group.shape.types, 1)
        )
        ends = {"start": plain(best.entities[0].name), "end": plain(best.entities[-1].name)}
        key = "folded" if group.shape.types else "folded_direct"
        return say(f"graph.path.{key}", self.language, through=through, count=len(group.paths), **ends)

    def _path(self, label: str, row: Path) -> list[str]:
        lines = draw_path(label, row, self.titles, self.language, self.sentences)
        return [*lines[:2], *self._parts(row), *lines[2:]] if self.why else lines

    def _parts(self, row: Path) -> Iterator[str]:
        """What each part of a path costs, along the way."""
        cost = explain(row)
        for place, hop in enumerate(cost.hops):
            words = {"type": relation_word(hop.type, self.language), "cost": f"{hop.cost:.2f}"}
            key = "hop_cost" if hop.documents == 1 else "hop_cost_documents"
            weight = {
                "weight": f"{hop.weight:.2f}",
                "documents": hop.documents,
                "share": f"{hop.discount:.0%}",
            }
            yield "     " + say(f"graph.path.{key}", self.language, **words, **weight)
            if place < len(cost.tolls):
                toll = cost.tolls[place]
                name = plain(row.entities[place + 1].name)
                told = {"name": name, "degree": toll.degree, "cost": f"{toll.cost:.2f}"}
                yield "     " + say("graph.path.toll", self.language, **told)

    def _names(self, row: Path) -> str:
        return " — ".join(f"{plain(one.name)}（{self._word(one.type)}）" for one in row.entities)

    def _cost(self, row: Path) -> str:
        return "   " + say("graph.cli.cost", self.language, hops=len(row.hops), cost=f"{row.cost:.2f}")

    def _word(self, kind: str) -> str:
        return entity_word(kind, self.language)


def path_notes(asked: PathsAsked, answer: PathAnswer, language: str) -> Iterator[str]:
    """What people must know beside the paths: of how many, why none, what is near, what was cut."""
    if answer.paths:
        key = "more" if answer.more else "all"
        yield say(f"graph.path.{key}", language, count=len(answer.paths), **_ends(asked))
    yield from _notes(asked, answer, language)


def link_notes(asked: PathsAsked, answer: LinkingAnswer, language: str) -> Iterator[str]:
    """What people must know beside what links: as `path_notes`."""
    if answer.links:
        key = "links_at_least" if answer.at_least else "links"
        counts = {"shown": len(answer.links), "total": answer.total}
        yield say(
            f"graph.path.{key}", language, types=_types(answer.types, language), **counts, **_ends(asked)
        )
    yield from _notes(asked, answer, language)


def _notes(asked: PathsAsked, answer: PathAnswer | LinkingAnswer, language: str) -> Iterator[str]:
    if answer.reason:
        yield say(
            f"graph.path.none.{answer.reason}",
            language,
            **_ends(asked),
            **_conditions(asked, answer, language),
        )
        others = [say(f"graph.path.condition.{row.condition}", language) for row in answer.obstacles[1:]]
        if others:
            yield say("graph.path.also", language, conditions=say("graph.list", language).join(others))
    if answer.near:
        yield say(
            "graph.path.near",
            language,
            types=_types(answer.request.must_types, language),
            near=_near(answer, language),
        )
    for end in (asked.start, asked.end):
        yield from _end_notes(end, language)
    yield from say_facts(asked.request.facts, language)
    if answer.reading.cut:
        yield say("graph.path.cut", language, read=answer.reading.links, limit=answer.reading.limit)


def _ends(asked: PathsAsked) -> dict[str, object]:
    return {"start": asked.start.words, "end": asked.end.words, "most": asked.request.max_length}


def _conditions(asked: PathsAsked, answer: PathAnswer | LinkingAnswer, language: str) -> dict[str, str]:
    relations = sorted(asked.request.must_relations)
    words = say("graph.list", language).join(relation_word(kind, language) for kind in relations)
    return {"types": _types(answer.request.must_types, language), "relations": words}


def _types(types: Iterable[str], language: str) -> str:
    return say("graph.list", language).join(entity_word(kind, language) for kind in sorted(types))


def _near(answer: PathAnswer | LinkingAnswer, language: str) -> str:
    way = say("graph.path.no_way", language)
    return say("graph.list", language).join(
        say(
            "graph.path.near_one",
            language,
            name=row.entity.name,
            from_start=way if row.from_start is None else row.from_start,
            from_end=way if row.from_end is None else row.from_end,
        )
        for row in answer.near
    )


def _end_notes(end: PathEnd, language: str) -> Iterator[str]:
    if len(end.entities) < end.total or end.at_least:
        key = "end_at_least" if end.at_least else "end_cut"
        yield say(f"graph.path.{key}", language, words=end.words, shown=len(end.entities), total=end.total)


def _blocks(blocks: Iterable[Sequence[str]]) -> list[str]:
    """Blocks of lines with an empty line between."""
    lines: list[str] = []
    for block in blocks:
        lines += [*([""] if lines else []), *block]
    return lines
