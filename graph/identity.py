"""Which names of which documents are one thing: union-find under rules that keep things apart.

A form is a full name that documents use, under one type. Forms become one where one's full name is
another's alias, where they share a document's number, or where they differ only by a long and a short
form of one word, or only by the region in front (浙江 before 舟山群岛新区). The outcome depends on the set of
facts alone: each round judges all candidates by the state at its start and takes them in a fixed order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from graph.facts import EntityFact
from graph.naming import fold, is_generic, is_identifying, short_form, stay_apart
from graph.schema import load_schema

SPELLING, ALIAS, NUMBER, SHORT, PREFIX, TYPE = "spelling", "alias", "number", "short", "prefix", "type"
"""Reasons of a merge, as ids."""

Local = tuple[str, str, str]
"""A document's own entity: its doc, type and folded name."""

_PLACES = frozenset({"NewArea", "NewTown", "Region"})
_GOVERNED = _PLACES | {"Park", "Organization"}

Key = tuple[str, str, str]
"""A form: type, folded name, and the doc where the name is a word that only points (管委会), else ""."""


@dataclass(slots=True)
class Form:
    """A full name under one type, and what its documents say of it; `claims` are documents per alias."""

    key: Key
    names: Counter[str] = field(default_factory=Counter)
    docs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    types: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    aliases: set[str] = field(default_factory=set)
    claims: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass(slots=True)
class Thing:
    """Forms that are one thing; `reasons` tell of each form why it is here.

    `prefixed` are forms that say another form's name with a region in front.
    """

    forms: list[Form]
    reasons: Mapping[Key, str]
    prefixed: frozenset[Key]


def identify(facts: Iterable[EntityFact]) -> tuple[list[Thing], dict[Local, Thing]]:
    """The things that the facts name, and which thing each document's entity is."""
    facts = sorted(set(facts), key=lambda fact: (fact.evidence.doc, fact.type, fact.name, fact.aliases))
    settled = _settle_types(facts)
    forms, owner = _collect_forms(facts, settled)
    union = _Union(forms)
    prefixed = _prefixed(forms)
    while any(
        [
            _join_aliases(forms, union),
            _join_numbers(forms, union),
            _join_short_forms(forms, union),
            union.join_all([(0, long, short) for long, short in prefixed.items()], PREFIX),
        ]
    ):
        """Each join may settle what was ambiguous before."""
    things = union.things(frozenset(prefixed))
    of_form = {form.key: thing for thing in things for form in thing.forms}
    return things, {local: of_form[key] for local, key in owner.items()}


def _settle_types(facts: Iterable[EntityFact]) -> dict[tuple[str, str], str]:
    """The type that counts for each (folded name, type).

    Types that one document gives the same name side by side are two things. Else the type with most
    mentions takes the others in; equal counts: the schema's order.
    """
    mentions: dict[str, Counter[str]] = defaultdict(Counter)
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        name = fold(fact.name)
        mentions[name][fact.type] += max(1, len(fact.evidence.marks))
        seen[name, fact.type].add(fact.evidence.doc)
    rank = {row: place for place, row in enumerate(load_schema().entities)}
    settled: dict[tuple[str, str], str] = {}
    for name, counts in mentions.items():
        docs: dict[str, set[str]] = {}
        for kind in sorted(counts, key=lambda kind: (-counts[kind], rank.get(kind, len(rank)), kind)):
            free = (kept for kept in docs if not docs[kept] & seen[name, kind])
            target = kind if is_generic(name) else next(free, kind)
            docs.setdefault(target, set()).update(seen[name, kind])
            settled[name, kind] = target
    return settled


def _collect_forms(
    facts: Iterable[EntityFact], settled: Mapping[tuple[str, str], str]
) -> tuple[dict[Key, Form], dict[Local, Key]]:
    forms: dict[Key, Form] = {}
    owner: dict[Local, Key] = {}
    for fact in facts:
        doc, name = fact.evidence.doc, fold(fact.name)
        key = (settled[name, fact.type], name, doc if is_generic(name) else "")
        form = forms.setdefault(key, Form(key))
        form.names[fact.name] += max(1, len(fact.evidence.marks))
        form.docs[fact.name].add(doc)
        form.types[doc].add(fact.type)
        form.aliases.update(fact.aliases)
        owner[doc, fact.type, name] = key
        for alias in map(fold, fact.aliases):
            if alias != name and not is_generic(alias):
                form.claims[alias].add(doc)
    for form in forms.values():
        # A document that has the alias as a full name of another thing does not say that they are one.
        for alias, docs in form.claims.items():
            docs.difference_update([doc for doc in docs if (doc, form.key[0], alias) in owner])
    return forms, owner


def _join_aliases(forms: Mapping[Key, Form], union: "_Union") -> bool:
    """Join each form with the one other thing of its type that has its name as an alias."""
    claimants: dict[tuple[str, str], dict[Key, set[str]]] = defaultdict(dict)
    for key, form in forms.items():
        for alias, docs in form.claims.items():
            claimants[key[0], alias].setdefault(union.root(key), set()).update(docs)
    candidates = []
    for key in forms:
        others = claimants.get((key[0], key[1]), {}) if not key[2] else {}
        roots = [root for root in others if root != union.root(key)]
        if len(roots) == 1 and others[roots[0]]:
            candidates.append((-len(others[roots[0]]), key, roots[0]))
    return union.join_all(candidates, ALIAS)


def _join_numbers(forms: Mapping[Key, Form], union: "_Union") -> bool:
    """Join things of one type that go by the same document's number."""
    holders: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, form in sorted(forms.items()):
        for name in {key[1], *form.claims}:
            if is_identifying(name):
                holders[key[0], name].append(key)
    candidates = [(0, keys[0], key) for keys in holders.values() for key in keys[1:]]
    return union.join_all(candidates, NUMBER)


def _join_short_forms(forms: Mapping[Key, Form], union: "_Union") -> bool:
    """Join things of one type that differ only by a long and a short form of a word."""
    holders: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in sorted(forms):
        if not key[2]:
            holders[key[0], short_form(key[1])].append(key)
    candidates = [(0, keys[0], key) for keys in holders.values() for key in keys[1:]]
    return union.join_all(candidates, SHORT)


def _prefixed(forms: Mapping[Key, Form]) -> dict[Key, Key]:
    """Forms that are a region's name and another form, which is itself a place or begins with one.

    Where several regions stand before one name, it is not known which of them is meant: none counts.
    """
    regions: dict[str, set[str]] = defaultdict(set)
    shorts: dict[tuple[str, str], Key] = {}
    for key, form in sorted(forms.items()):
        if key[0] == "Region":
            for name in (key[1], *form.claims):
                regions[name].add(key[1])
        if not key[2]:
            shorts.setdefault((key[0], short_form(key[1])), key)
    places = tuple(key[1] for key in forms if key[0] in _PLACES and not key[2])
    found: dict[Key, dict[Key, str]] = defaultdict(dict)
    for key in sorted(forms):
        kind, name, doc = key
        for at in range(2, len(name) - 1) if kind in _GOVERNED and not doc else ():
            rest = shorts.get((kind, short_form(name[at:])))
            if rest is not None and len(regions.get(name[:at], ())) == 1 and name[at:].startswith(places):
                found[rest][key] = min(regions[name[:at]])
    single = {rest: longer for rest, longer in found.items() if len(set(longer.values())) == 1}
    return {key: rest for rest, longer in single.items() for key in longer}


class _Union:
    """Sets of forms; two sets join only where no name of one must stay apart from a name of the other."""

    def __init__(self, forms: Mapping[Key, Form]) -> None:
        self._forms = forms
        self._root = {key: key for key in forms}
        self._members = {key: [key] for key in forms}
        self._reasons: dict[Key, str] = {}

    def root(self, key: Key) -> Key:
        return self._root[key]

    def join_all(self, candidates: Iterable[tuple[int, Key, Key]], reason: str) -> bool:
        """Join the candidates in their order; whether any joined."""
        return any([self._join(one, other, reason) for _, one, other in sorted(candidates)])

    def _join(self, one: Key, other: Key, reason: str) -> bool:
        first, second = sorted((self._root[one], self._root[other]))
        pairs = product(self._members[first], self._members[second])
        if first == second or any(stay_apart(mine[1], theirs[1]) for mine, theirs in pairs):
            return False
        for key in self._members[second]:
            self._root[key] = first
        self._members[first] += self._members.pop(second)
        self._reasons.setdefault(one, reason)
        self._reasons.setdefault(other, reason)
        return True

    def things(self, prefixed: frozenset[Key]) -> list[Thing]:
        return [
            Thing([self._forms[key] for key in sorted(members)], self._reasons, prefixed)
            for _, members in sorted(self._members.items())
        ]
