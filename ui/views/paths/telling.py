"""What is told of an answer in a line: how much of it is shown, how much was read, what was cut."""

from collections.abc import Iterator

from graph.paths import LinkingAnswer, PathAnswer, PathEnd, PathGroup
from ui.views.paths.finding import Found
from ui.words import entity_type, say


def say_counts(answer: PathAnswer | LinkingAnswer) -> str:
    """How many are shown of how many, and how much was read for it."""
    if answer.reason:
        line = say("ui.paths.shown_none", count=len(answer.nearest))
    elif isinstance(answer, LinkingAnswer):
        key = "ui.paths.links_at_least" if answer.at_least else "ui.paths.links"
        types = say_types(answer.types)
        line = say(key, shown=len(answer.links), total=answer.total, types=types)
    else:
        line = say("ui.paths.shown_more" if answer.more else "ui.paths.shown_all", count=len(answer.paths))
    key = "ui.paths.cut" if answer.reading.cut else "ui.paths.read"
    return line + say(key, links=f"{answer.reading.links:,}")


def say_ends_met(found: Found) -> Iterator[str]:
    """For each end that is a set: how many it is, and what a bound left out of it."""
    for side, met in (("start", found.start), ("end", found.end)):
        if getattr(found.question, side).types:
            yield _say_met(met)


def _say_met(met: PathEnd) -> str:
    shown = len(met.entities)
    if met.at_least:
        return say("ui.paths.set_at_least", words=met.words, shown=shown, total=met.total)
    key = "ui.paths.set_cut" if shown < met.total else "ui.paths.set_all"
    return say(key, words=met.words, shown=shown, total=met.total)


def say_types(types: frozenset[str]) -> str:
    """The names of entity types, one or another."""
    return say("ui.ends.or").join(entity_type(row) for row in sorted(types))


def say_group(group: PathGroup) -> str:
    """What the paths of a group lead through: how many of each type, and the names of the first."""
    best = group.paths[0]
    if not group.shape.types:
        return say("ui.paths.folded_direct", count=len(group.paths))
    parts = []
    for place, kind in enumerate(group.shape.types, 1):
        names = list(dict.fromkeys(row.entities[place].name for row in group.paths))
        key = "ui.paths.through_one" if len(names) == 1 else "ui.paths.through_some"
        told = names[0] if len(names) == 1 else say("ui.list").join(names[:6])
        words = say(key, count=len(names), type=entity_type(kind), names=told)
        parts.append(words + ("…" if len(names) > 6 else ""))
    ends = {"start": best.entities[0].name, "end": best.entities[-1].name}
    return say("ui.paths.folded", through=say("ui.paths.then").join(parts), count=len(group.paths), **ends)
