"""HTML from text of documents and graphs: the only functions that make any, each escapes what it is given.

They return markup for `st.html`. `write` is the one way in: its template is ours, its fields are text.
Streamlit reads labels and messages as Markdown: `plain` keeps it from finding any in a name.
"""

import html
import re
from collections.abc import Iterable, Sequence

from graph.facts import Evidence
from graph.schema import EntityType, RelationType

LONGEST = 80
"""How much of a text that people did not choose to read is shown, in characters."""


class Markup(str):
    """HTML that is safe as it stands."""

    __slots__ = ()


def write(template: str, **fields: str | int) -> Markup:
    """The template with its fields filled in, each escaped unless it is Markup already."""
    safe = {
        name: value if isinstance(value, Markup) else html.escape(str(value))
        for name, value in fields.items()
    }
    return Markup(template.format(**safe))


def plain(text: str) -> str:
    """The text as Markdown that shows it letter by letter."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def brief(text: str) -> str:
    """The beginning of a text that may be of any length, as what an address names."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def join(parts: Iterable[Markup]) -> Markup:
    """The parts, one after another."""
    return Markup("".join(parts))


def chip(kind: EntityType, word: str) -> Markup:
    """An entity type's name on its colour."""
    return write('<span class="pg-chip" style="--c:{color}">{word}</span>', color=kind.color, word=word)


def tag(kind: RelationType, word: str) -> Markup:
    """A relation type's name in its colour."""
    return write('<span class="pg-tag" style="--c:{color}">{word}</span>', color=kind.color, word=word)


def entity_head(name: str, kind: EntityType, word: str, notes: Sequence[str]) -> Markup:
    """An entity's name, its type and what else there is to say in a line or two."""
    lines = join(write("<p>{note}</p>", note=note) for note in notes)
    return write(
        '<div class="pg-head" lang="zh-CN"><h2>{name}</h2>{chip}{lines}</div>',
        name=name,
        chip=chip(kind, word),
        lines=lines,
    )


def facts_list(rows: Iterable[tuple[str, str]]) -> Markup:
    """Names and values, one pair a line."""
    lines = join(write("<dt>{name}</dt><dd>{value}</dd>", name=name, value=value) for name, value in rows)
    return write('<dl class="pg-facts" lang="zh-CN">{lines}</dl>', lines=lines)


def statement(head: str, kind: RelationType, word: str, tail: str) -> Markup:
    """A relation as a line: head, type, tail."""
    return write(
        '<div class="pg-statement" lang="zh-CN"><b>{head}</b> {tag} <i>{arrow}</i> <b>{tail}</b></div>',
        head=head,
        tag=tag(kind, word),
        arrow="→" if kind.directed else "↔",
        tail=tail,
    )


def quote(evidence: Evidence, source: str, note: str = "") -> Markup:
    """A sentence with both ends marked, and where it stands."""
    return write(
        '<figure class="pg-quote" lang="zh-CN"><blockquote>{text}</blockquote>'
        "<figcaption>{source}{note}</figcaption></figure>",
        text=marked(evidence),
        source=source,
        note=write(' <span class="pg-note">{note}</span>', note=note) if note else "",
    )


def marked(evidence: Evidence) -> Markup:
    """The quote with its marks highlighted."""
    forms = {False: "{text}", True: "<mark>{text}</mark>"}
    return join(write(forms[lit], text=text) for text, lit in marked_parts(evidence))


def marked_parts(evidence: Evidence) -> list[tuple[str, bool]]:
    """The quote in pieces, each with whether it is marked; marks outside it, or inside another, are none."""
    parts: list[tuple[str, bool]] = []
    done = evidence.start
    for start, end in sorted(evidence.marks, key=lambda mark: (mark[0], -mark[1])):
        if start < done or end > evidence.end or start >= end:
            continue
        parts += [(_cut(evidence, done, start), False), (_cut(evidence, start, end), True)]
        done = end
    parts.append((_cut(evidence, done, evidence.end), False))
    return [(text, lit) for text, lit in parts if text]


def _cut(evidence: Evidence, start: int, end: int) -> str:
    return evidence.quote[start - evidence.start : end - evidence.start]
