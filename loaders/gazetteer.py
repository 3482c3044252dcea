"""What everybody knows: rows of names from `data/gazetteer/` and where they stand in a text."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from errors import DataFileError
from graph.schema import load_schema
from text import say

COLUMNS = ("name", "type", "aliases", "parent", "apart", "weak")
BETWEEN = "|"
FILES = ("areas", "regions", "bodies", "enterprises", "industries", "policies", "people")


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that everybody knows.

    `parent` is the place it lies in, `apart` the names that it is never merged with, `weak` the
    forms that count only in company: where the document has a strong form too, or in a list beside
    things of the same type; the name itself may be one. `rule` is the id that facts made of it keep.
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    apart: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    rule: str = "gazetteer"

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms that stand for it, the name first, the weak ones last."""
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.weak)))


@dataclass(slots=True, eq=False)
class Hit:
    """A form of the gazetteer at text[start:end]; several entries where the form is shared."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    weak: bool

    @property
    def entry(self) -> Entry:
        """The entry of the form, the first one in the files where several share it."""
        return self.entries[0]


class Gazetteer:
    """Rows by their forms; finds them in one pass over a text."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        strong: dict[str, list[Entry]] = {}
        weak: dict[str, list[Entry]] = {}
        self._names: dict[str, Entry] = {}
        for entry in entries:
            self._names.setdefault(entry.name, entry)
            for form in {entry.name, *entry.aliases}.difference(entry.weak):
                _append(strong, form, entry)
            for form in entry.weak:
                _append(weak, form, entry)
        self._forms: dict[str, tuple[tuple[Entry, ...], bool]] = {
            form: (tuple(rows), True) for form, rows in weak.items()
        }
        self._forms.update((form, (tuple(rows), False)) for form, rows in strong.items())
        self._rows = tuple(self._forms.values())
        self._finder = AhoCorasick(self._forms, store_patterns=False)

    @property
    def forms(self) -> Iterable[str]:
        """Every form, strong and weak."""
        return self._forms.keys()

    def named(self, name: str) -> Entry | None:
        """The entry whose full name this is."""
        return self._names.get(name)

    def known(self, form: str) -> tuple[Entry, ...]:
        """The entries that have this form; none where nobody has."""
        return self._forms.get(form, ((), False))[0]

    def parents(self, name: str) -> Iterator[Entry]:
        """The places that the named one lies in, from the nearest to the widest."""
        entry = self._names.get(name)
        while entry is not None and entry.parent:
            entry = self._names.get(entry.parent)
            if entry is not None:
                yield entry

    def hits(self, text: str) -> list[Hit]:
        """The forms in the text: at each place the longest one; hits may overlap.

        Where one is the whole text, the next that starts with it follows: 青岛 in 青岛西海岸新区.
        """
        longest: dict[int, tuple[int, int]] = {}
        whole = None
        # They come in the order of their ends, so that the last one of a start is the longest.
        for row, start, end in self._finder.find_matches_as_indexes(text, overlapping=True):
            if end - start == len(text):
                whole = Hit(start, end, *self._rows[row])
            else:
                longest[start] = end, row
        found = [Hit(start, longest[start][0], *self._rows[longest[start][1]]) for start in sorted(longest)]
        return found if whole is None else [whole, *found]


def _append(forms: dict[str, list[Entry]], form: str, entry: Entry) -> None:
    rows = forms.setdefault(form, [])
    if entry not in rows:
        rows.append(entry)


def read_entries(path: Path) -> Iterator[Entry]:
    """The rows of one file of names.

    Raises DataFileError with the line where a column is missing, a type unknown, a name or alias empty.
    """
    types = load_schema().entities
    try:
        handle = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise DataFileError(path=path, line=0, problem=error.strerror) from error
    with handle:
        reader = csv.reader(handle)
        if tuple(next(reader, ())) != COLUMNS:
            raise DataFileError(
                path=path, line=1, problem=say("names.data.wrong_columns", wanted=",".join(COLUMNS))
            )
        seen: set[str] = set()
        for row in reader:
            line = reader.line_num
            if len(row) != len(COLUMNS):
                wanted = ",".join(COLUMNS)
                raise DataFileError(
                    path=path, line=line, problem=say("names.data.wrong_columns", wanted=wanted)
                )
            name, type_, aliases, parent, apart, weak = (value.strip() for value in row)
            if type_ not in types:
                raise DataFileError(path=path, line=line, problem=say("names.data.unknown_type", type=type_))
            lists = [_split(value) for value in (aliases, apart, weak)]
            forms = (name, *lists[0], *(form for form in lists[2] if form != name))
            for form in forms:
                if len(form) < 2:
                    raise DataFileError(path=path, line=line, problem=say("names.data.wrong_form", key=form))
                if form in seen:
                    raise DataFileError(path=path, line=line, problem=say("names.data.twice", form=form))
                seen.add(form)
            yield Entry(name, type_, lists[0], parent, lists[1], lists[2])


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(BETWEEN)) if value else ()


def read_slips(path: Path) -> dict[str, str]:
    """Wrong forms that recognition makes of known names, each with the right one of the same length.

    Raises DataFileError with the line of a pair that differs in length.
    """
    try:
        rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
    except OSError as error:
        raise DataFileError(path=path, line=0, problem=error.strerror) from error
    slips = {}
    for line, row in enumerate(rows[1:], 2):
        if len(row) != 2 or not row[0] or len(row[0]) != len(row[1]):
            problem = say("names.data.slip_length", wrong=row[0] if row else "", right=row[-1] if row else "")
            raise DataFileError(path=path, line=line, problem=problem)
        slips[row[0]] = row[1]
    return slips
