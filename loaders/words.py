"""The lists of words that steer where names start: data/rules/words.toml."""

from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from loaders.rules import RULES, load_toml
from text import say


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of words by their use; what each is for stands in the file."""

    stops: frozenset[str]
    few: frozenset[str]
    lead: frozenset[str]
    level: frozenset[str]
    plain: frozenset[str]
    names: frozenset[str]
    soft: frozenset[str]
    cities: frozenset[str]
    provinces: frozenset[str]
    brands: frozenset[str]
    created: frozenset[str]
    vague: frozenset[str]
    tasks: frozenset[str]
    within: frozenset[str]
    built: frozenset[str]
    singles: frozenset[str]
    quoted_after: tuple[str, ...]
    quoted_before: tuple[str, ...]
    quoted_heads: tuple[str, ...]
    never_after: tuple[str, ...]
    quoted_projects: tuple[str, ...]
    quoted_kinds: tuple[str, ...]
    quoted_things: tuple[str, ...]
    site_bodies: tuple[str, ...]
    site_built: tuple[str, ...]
    quoted_parks: tuple[str, ...]
    carried: tuple[str, ...]
    develops: tuple[str, ...]
    trades: tuple[str, ...]
    no_trades: tuple[str, ...]
    no_industries: frozenset[str]
    industry_tails: tuple[str, ...]
    not_of_industry: tuple[str, ...]
    crops: frozenset[str]
    bare_trades: frozenset[str]
    company_before: tuple[str, ...]
    company_acts: tuple[str, ...]
    company_comes: tuple[str, ...]
    company_trades: tuple[str, ...]
    no_companies: tuple[str, ...]
    own: tuple[str, ...]
    references: dict[str, str]
    """A word for an area → what it stands for: "NewArea", "city" or "province"."""


def load_words(path: Path = RULES / "words.toml") -> Words:
    """The lists of the file. Raises DataFileError where one is missing."""
    tables = load_toml(path)

    def read(table: str, key: str) -> list[str]:
        value = tables.get(table, {}).get(key)
        if not isinstance(value, str):
            problem = say("names.data.missing_key", key=f"{table}.{key}")
            raise DataFileError(path=path, line=0, problem=problem)
        return value.split()

    return Words(
        stops=frozenset(read("stops", "words")),
        few=frozenset(read("stops", "few")),
        lead=frozenset(read("lead", "words")),
        level=frozenset(read("level", "words")),
        plain=frozenset(read("plain", "words")),
        names=frozenset(read("names", "words")),
        soft=frozenset(read("soft", "words")),
        cities=frozenset("".join(read("names", "cities"))),
        provinces=frozenset("".join(read("names", "provinces"))),
        brands=frozenset(read("brands", "words")),
        created=frozenset(read("created", "words")),
        vague=frozenset(read("bare", "vague")),
        tasks=frozenset(read("bare", "tasks")),
        within=frozenset(read("bare", "within")),
        built=frozenset(read("bare", "built")),
        singles=frozenset("".join(read("plain", "singles"))),
        quoted_after=_longest_first(read("quoted", "after")),
        quoted_before=_longest_first(read("quoted", "before")),
        quoted_heads=_longest_first(read("quoted", "heads")),
        quoted_projects=_longest_first(read("quoted", "projects")),
        quoted_kinds=_longest_first(read("quoted", "kinds")),
        site_bodies=_longest_first(read("sites", "bodies")),
        site_built=_longest_first(read("sites", "built")),
        quoted_parks=_longest_first(read("quoted", "parks")),
        quoted_things=_longest_first(read("quoted", "things")),
        carried=_longest_first(read("quoted", "carried")),
        develops=_longest_first(read("industries", "develops")),
        trades=_longest_first(read("industries", "trades")),
        no_trades=_longest_first(read("industries", "never")),
        no_industries=frozenset(read("industries", "general")),
        industry_tails=_longest_first(read("industries", "tails")),
        bare_trades=frozenset(read("industries", "bare")),
        crops=frozenset(read("industries", "crops")),
        not_of_industry=_longest_first(read("industries", "other")),
        never_after=_longest_first(read("quoted", "never_after")),
        company_before=_longest_first(read("companies", "before")),
        company_acts=_longest_first(read("companies", "acts")),
        company_comes=_longest_first(read("companies", "comes")),
        company_trades=_longest_first(read("companies", "trades")),
        no_companies=_longest_first(read("companies", "never")),
        own=_longest_first(read("references", "own")),
        references={
            word: kind for kind in ("NewArea", "city", "province") for word in read("references", kind)
        },
    )


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))
