"""Search as one types: names and aliases by characters, pinyin or initials, and with a slip or two.

What the store's own search finds is found here too, ranked alike; the rest comes behind it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pypinyin import Style, lazy_pinyin
from rapidfuzz import fuzz, process

from graph.model import Entity, Hits
from graph.naming import fold
from graph.schema import DOCUMENT, INDICATOR
from graph.store.base import ALL, Store

ALIKE = 60
"""How alike (0 to 100) a form must be to what was typed to be offered where nothing holds it."""

_SLIPPED = 12
"""How many names with slips are offered at most."""

_MANY = 4 * _SLIPPED
"""How many forms are compared for these: several may be one entity's."""


SOUNDED = 20_000
"""So many entities are known by their sound, those with most relations: 20,000 take some seconds, once."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A name or alias as it is compared; `own` is 0 for the name, 1 for an alias."""

    entity: Entity
    own: int
    text: str


class Lookup:
    """The names of the entities that it is made of, ready to be searched."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = entities
        self._forms = tuple(form for entity in entities for form in _forms(entity))
        self._texts = tuple(form.text for form in self._forms)

    @cached_property
    def _sounds(self) -> tuple[tuple[_Form, str, str], ...]:
        """Forms with their pinyin and initials; made when somebody first types letters."""
        sounded = [row for row in self._entities if row.type not in (DOCUMENT, INDICATOR)]
        sounded.sort(key=lambda row: -row.degree)
        return tuple((form, *_sound(form.text)) for entity in sounded[:SOUNDED] for form in _forms(entity))

    def find(self, text: str, types: Sequence[str] = (), limit: int = 20) -> Hits:
        """Entities that `text` means, of the types where given, best first; none for an empty text.

        First those that `Store.find` finds, in its order: name equal, alias equal, name starts so, alias
        starts so, name holds it, alias holds it. Then, for letters, whose pinyin or initials are equal,
        start so or hold it, names before aliases. Where there is none at all, those that read alike (the
        share of characters that stay in the shortest edit, Levenshtein's without replacing), of the whole
        or else of a part, at most twelve, the likest first. Within each by degree, most first, then name
        and id.
        """
        wanted = fold(text).strip().lower()
        if not wanted:
            return Hits((), 0)
        latin = "".join(wanted.split()) if wanted.isascii() else ""
        ranks: dict[str, tuple[float, Entity]] = {}
        for form, rank in self._ranked(wanted, latin):
            if not types or form.entity.type in types:
                known = ranks.get(form.entity.id)
                if known is None or rank < known[0]:
                    ranks[form.entity.id] = rank, form.entity
        if not ranks:
            ranks = self._alike(wanted, types)
        ordered = sorted(ranks.values(), key=lambda row: (row[0], -row[1].degree, row[1].name, row[1].id))
        return Hits(tuple(entity for _, entity in ordered[:limit]), len(ordered))

    def _ranked(self, wanted: str, latin: str) -> Iterator[tuple[_Form, int]]:
        """The forms that hold what was typed, or sound so, with their place in the order."""
        for form in self._forms:
            step = _step(form.text, wanted)
            if step is not None:
                yield form, 2 * step + form.own
        for form, pinyin, initials in self._sounds if latin else ():
            for sound in (pinyin, initials):
                step = _step(sound, latin)
                if step is not None and (len(latin) > 1 or step == 0):
                    yield form, 6 + 2 * step + form.own

    def _alike(self, wanted: str, types: Sequence[str]) -> dict[str, tuple[float, Entity]]:
        """Those with a form that reads like what was typed, by how unlike it is."""
        longer = {place: text for place, text in enumerate(self._texts) if len(text) > len(wanted) > 1}
        whole = process.extract(wanted, self._texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=_MANY)
        found = whole or process.extract(
            wanted, longer, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=_MANY
        )
        ranks: dict[str, tuple[float, Entity]] = {}
        for _, score, place in found:
            entity = self._forms[place].entity
            if (not types or entity.type in types) and entity.id not in ranks and len(ranks) < _SLIPPED:
                ranks[entity.id] = -score, entity
        return ranks


def open_lookup(store: Store, types: Sequence[str]) -> Lookup:
    """A lookup of all entities of the types in the store, indicators and documents too where named."""
    return Lookup(store.find("", types, ALL).entities)


def _forms(entity: Entity) -> Iterator[_Form]:
    for place, form in enumerate((entity.name, *entity.aliases)):
        yield _Form(entity, min(place, 1), fold(form).lower())


def _sound(text: str) -> tuple[str, str]:
    """The pinyin of a form without tones, and its initials; other letters stand as they are."""
    sounds = lazy_pinyin(text, style=Style.NORMAL, errors="default")
    return "".join(sounds), "".join(sound[0] for sound in sounds if sound)


_TESTS: tuple[Callable[[str, str], bool], ...] = (str.__eq__, str.startswith, str.__contains__)


def _step(text: str, wanted: str) -> int | None:
    """0 where the text is what is wanted, 1 where it starts so, 2 where it holds it; else None."""
    return next((step for step, holds in enumerate(_TESTS) if holds(text, wanted)), None)
