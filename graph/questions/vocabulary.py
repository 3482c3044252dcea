"""The words that questions are made of: rows of data/questions/words.toml and the schema's own names."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config import ROOT
from errors import DataFileError
from graph.schema import Schema, load_schema

FILE = ROOT / "data" / "questions" / "words.toml"

ENDS = ("head", "tail", "either")
"""Which end of a relation a noun asks for."""


SIGNS = (">", ">=", "<", "<=")
"""How a figure is compared with an amount."""

EXTREMES = ("highest", "lowest")


@dataclass(frozen=True, slots=True)
class RelationWord:
    """What a verb means: `inverse` where who stands before it is the tail; undirected ones have no end."""

    word: str
    relations: tuple[str, ...]
    inverse: bool
    undirected: bool


@dataclass(frozen=True, slots=True)
class NounWord:
    """What a noun asks for (下属: the heads of 隶属): `end` is "head", "tail" or "either"."""

    word: str
    relation: str
    end: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words, folded as questions are; each maps to what it means.

    `types` are ids, none for any type; `states` and `adverbs` give a
    state's name, `statuses` what relations of it may say; `bounds` give a bound. `years` are told from this
    year on; `comparisons` stand before an amount, `sides` behind it, and give one of SIGNS; `extremes` give
    one of EXTREMES; `units` give how many of a unit of the documents an English one is.
    """

    types: Mapping[str, tuple[str, ...]]
    relations: Mapping[str, RelationWord]
    nouns: Mapping[str, NounWord]
    states: Mapping[str, str]
    adverbs: Mapping[str, str]
    statuses: Mapping[str, tuple[str, ...]]
    bounds: Mapping[str, str]
    years: Mapping[str, int]
    comparisons: Mapping[str, str]
    sides: Mapping[str, str]
    extremes: Mapping[str, str]
    units: Mapping[str, tuple[int, str]]
    classes: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, tuple[str, ...]]
    fillers: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    def knows(self, word: str) -> bool:
        """Whether a folded text is itself one of the words that mean something."""
        tables = (self.types, self.relations, self.nouns, self.states, self.bounds)
        return any(word in table for table in tables) or any(word in row for row in self.classes.values())


@cache
def load_vocabulary(path: Path = FILE) -> Vocabulary:
    """The words of a file. Raises DataFileError where a row can't be used."""
    try:
        with path.open("rb") as handle:
            rows = tomllib.load(handle)
        schema = load_schema()
        return Vocabulary(
            types=_types(rows["type"], schema),
            relations=_relations(rows["relation"], schema),
            nouns=_nouns(rows["noun"], schema),
            states={word: row["name"] for row in rows["state"] for word in row["words"]},
            adverbs={word: row["name"] for row in rows["state"] for word in row["adverbs"]},
            statuses={row["name"]: tuple(row["statuses"]) for row in rows["state"]},
            bounds={word: row["bound"] for row in rows["bound"] for word in row["words"]},
            years={word: int(row["offset"]) for row in rows["year"] for word in row["words"]},
            comparisons=_signs(rows["comparison"], "words", SIGNS),
            sides=_signs(rows["comparison"], "behind", SIGNS),
            extremes=_signs(rows["extreme"], "words", EXTREMES),
            units={word: (int(row["times"]), row["unit"]) for row in rows["unit"] for word in row["en"]},
            classes={name: tuple(words) for name, words in rows["classes"].items()},
            asked={name: tuple(words) for name, words in rows["asked"].items()},
            fillers=tuple(rows["fillers"]),
            before=tuple(rows["before"]),
            after=tuple(rows["after"]),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataFileError(path=path, line=0, problem=error) from error


def _signs(rows: Iterable[Mapping], key: str, known: Sequence[str]) -> dict[str, str]:
    """The words under a key, each with its row's sign, which must be a known one."""
    words = {}
    for row in rows:
        if row["sign"] not in known:
            raise ValueError(f"{row['sign']}: {', '.join(known)}")
        words.update(dict.fromkeys(row.get(key, ()), row["sign"]))
    return words


def _types(rows: Iterable[Mapping], schema: Schema) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for kind in schema.entities.values():
        words.update(dict.fromkeys((kind.name, *_plurals(kind.en.lower())), (kind.id,)))
    for row in rows:
        kinds = tuple(schema.entity(kind).id for kind in row["types"])
        forms = [form for word in row.get("en", ()) for form in _plurals(word)]
        words.update(dict.fromkeys((*row.get("zh", ()), *forms), kinds))
    return words


def _relations(rows: Iterable[Mapping], schema: Schema) -> dict[str, RelationWord]:
    words: dict[str, RelationWord] = {}
    for kind in schema.relations.values():
        forms = _inflected(_base(kind.en))
        words.update(
            {word: RelationWord(word, (kind.id,), False, not kind.directed) for word in (kind.name, *forms)}
        )
    for row in rows:
        kinds = tuple(schema.relation(kind).id for kind in row["relations"])
        undirected = {not schema.relations[kind].directed for kind in kinds}
        if len(undirected) != 1:
            raise ValueError(f"directed and undirected: {row['relations']}")
        forms = [form for word in row.get("en", ()) for form in _inflected(word)]
        for word in (*row.get("zh", ()), *forms):
            words[word] = RelationWord(word, kinds, row.get("inverse", False), undirected == {True})
    return words


def _nouns(rows: Iterable[Mapping], schema: Schema) -> dict[str, NounWord]:
    words: dict[str, NounWord] = {}
    for row in rows:
        if row["end"] not in ENDS:
            raise ValueError(f"{row['end']}: {', '.join(ENDS)}")
        relation = schema.relation(row["relation"]).id
        forms = [form for word in row.get("en", ()) for form in _plurals(word)]
        words.update({word: NounWord(word, relation, row["end"]) for word in (*row.get("zh", ()), *forms)})
    return words


def _plurals(noun: str) -> Iterator[str]:
    yield noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        yield f"{noun[:-1]}ies"
    else:
        yield f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def _base(verb: str) -> str:
    """A verb of the schema as one says it after "does": develop of develops, part of of part of."""
    first, _, rest = verb.partition(" ")
    if first == "part":
        return verb
    return " ".join(filter(None, (first.removesuffix("s"), rest)))


def _inflected(verb: str) -> Iterator[str]:
    """A verb with its regular forms; only its first word changes (learn from: learned from)."""
    yield verb
    first, _, rest = verb.partition(" ")
    if first.endswith("e"):
        endings = (f"{first}s", f"{first}d", f"{first[:-1]}ing")
    elif first.endswith("y") and first[-2:-1] not in "aeiou":
        endings = (f"{first[:-1]}ies", f"{first[:-1]}ied", f"{first}ing")
    else:
        endings = (f"{first}s", f"{first}es", f"{first}ed", f"{first}ing")
    yield from (" ".join(filter(None, (form, rest))) for form in endings)
