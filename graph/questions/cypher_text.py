"""The Cypher of a question: a pattern's template with types of the schema in it, and values as parameters.

Names and other words of a question or document are parameters when it runs and escaped literals where it is
shown; they are never put into a text as they are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from graph.filters import telling_relation_types
from graph.model import Entity, Relation
from graph.questions.patterns import Pattern
from graph.questions.understanding import Slots
from graph.questions.vocabulary import NounWord, RelationWord, load_vocabulary
from graph.schema import ENTITY_LABEL, load_schema

Value = str | int | Sequence[str]

_MARKER = re.compile(r"\{([^{}]+)\}")
_PARAMETER = re.compile(r"\$(\w+)")
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its parameters; `count` counts all its rows as `n`; "" where there is nothing to count."""

    text: str
    parameters: Mapping[str, Value]
    count: str = ""

    @property
    def inlined(self) -> str:
        """The same query with its parameters as literals: what people open and edit."""
        return inline(self.text, self.parameters)


@dataclass(frozen=True, slots=True)
class Named:
    """An entity and how a query finds it: by its name where `Gazetteer.is_found_by_name`, else by its id."""

    entity: Entity
    by_name: bool

    @property
    def key(self) -> str:
        return "name" if self.by_name else "id"


def build_query(
    pattern: Pattern, slots: Slots, ends: Mapping[str, Named], extra: Mapping[str, Value] | None = None
) -> Query:
    """The query of a pattern for the slots; `ends` are the entities of its slots a and b.

    A condition of the pattern stands in it only where the question gives all its parameters.
    """
    given: dict[str, Value] = {slot: getattr(row.entity, row.key) for slot, row in ends.items()}
    statuses = load_vocabulary().statuses.get(slots.state, ())
    values = {"states": statuses, "year": slots.year, "bound": slots.bound, "name": slots.name}
    given |= {name: value for name, value in values.items() if value}
    given |= extra or {}
    fill = partial(_MARKER.sub, lambda found: _marker(found[1], slots, ends))
    match = fill(pattern.match)
    conditions = [
        f"({fill(row)})" for row in pattern.where if all(name in given for name in _PARAMETER.findall(row))
    ]
    where = "\nWHERE " + " AND ".join(conditions) if conditions else ""
    limit = f"\nLIMIT {slots.number or pattern.limit}" if pattern.limit else ""
    text = f"{match}{where}\n{pattern.shape.tail}{limit}"
    used = {name: given[name] for name in _PARAMETER.findall(text)}
    count = "" if limit else f"{match}{where}\nRETURN {pattern.shape.count} AS n"
    return Query(text, used, count)


def relations_query(entities: Sequence[Entity], relations: Sequence[Relation]) -> Query:
    """The query that lists given relations between given entities: what ranked paths are made of."""
    text = (
        f"MATCH (a:`{ENTITY_LABEL}`)-[r]->(b:`{ENTITY_LABEL}`)\n"
        "WHERE a.id IN $entities AND b.id IN $entities AND r.id IN $relations\n"
        "RETURN a AS 起点, r AS 关系, b AS 终点\n"
        "ORDER BY a.name, b.name, type(r), r.id"
    )
    ids = {"entities": [row.id for row in entities], "relations": [row.id for row in relations]}
    return Query(text, ids)


def inline(text: str, parameters: Mapping[str, Value]) -> str:
    """A query with literals in the places of its parameters."""
    return _PARAMETER.sub(lambda found: literal(parameters[found[1]]), text)


def literal(value: Value) -> str:
    """A value as Cypher writes it; whatever a string holds, it stays one string."""
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        return "[" + ", ".join(map(literal, value)) + "]"
    return "'" + "".join(_ESCAPES.get(mark) or _escaped(mark) for mark in value) + "'"


def _escaped(mark: str) -> str:
    return f"\\u{ord(mark):04x}" if ord(mark) < 32 or ord(mark) in (0x7F, 0x85, 0x2028, 0x2029) else mark


def _marker(marker: str, slots: Slots, ends: Mapping[str, Named]) -> str:
    """What stands for a marker of a template; KeyError for one that means nothing."""
    name, _, rest = marker.partition(":")
    schema = load_schema()
    if name == "name":
        kinds = schema.relations if rest in schema.relations else schema.entities
        return f"`{kinds[rest].name}`"
    if name == "names":
        return "[" + ", ".join(f"'{schema.relations[kind].name}'" for kind in rest.split(",")) + "]"
    if name == "any":
        return f"`{ENTITY_LABEL}`"
    if name == "telling":
        return _types(sorted(telling_relation_types(), key=list(schema.relations).index))
    if name in ("out", "into", "out2", "noun", "noun_back"):
        word = {"out2": slots.rel2, "noun": slots.noun, "noun_back": slots.noun}.get(name, slots.rel)
        return _hop(word, rest or "r", name in ("into", "noun_back"))
    slot, _, variable = name.partition(" as ")
    if slot in ("x", "y"):
        return f"{variable or slot}:{_labels(slots.types if slot == 'x' else slots.types2)}"
    named = ends[slot]
    label = schema.entities[named.entity.type].name
    return f"{variable or slot}:`{label}` {{{named.key}: ${slot}}}"


def _labels(kinds: Sequence[str]) -> str:
    names = load_schema().entities
    return "|".join(f"`{names[kind].name}`" for kind in kinds) if kinds else f"`{ENTITY_LABEL}`"


def _types(kinds: Sequence[str]) -> str:
    return "|".join(f"`{load_schema().relations[kind].name}`" for kind in kinds)


def _hop(word: RelationWord | NounWord, variable: str, turned: bool) -> str:
    """A relation from left to right, as the word reads; `turned`: as it reads from right to left."""
    if isinstance(word, NounWord):
        body, inverse, undirected = _types([word.relation]), word.end == "head", word.end == "either"
    else:
        body, inverse, undirected = _types(word.relations), word.inverse, word.undirected
    if undirected:
        return f"-[{variable}:{body}]-"
    return f"<-[{variable}:{body}]-" if inverse != turned else f"-[{variable}:{body}]->"
