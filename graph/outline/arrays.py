"""The graph's outline: who is joined with whom, and by what, as columns that open without being read."""

import json
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

_SIZES = "sizes.json"
"""Written last, beside the columns' files: how long each is, which statuses there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Entities by number, in the order of their ids; their hops; relations by number.

    Of an entity: `ids`, `types` (places in the schema's order), `degrees`, `ranks` (its place by name, then
    id); its hops are those from `first` on. A relation is a hop of both its ends. Of a hop: `far`, the entity
    that it leads to; `codes`, twice the place of its relation's type, and one more at the relation's head;
    `counts`, how many documents state the relation, at least 1; `relations`, its number. Of a relation:
    `relation_ids`, `statuses` (places in `status_words`); its documents, places in `document_ids`, are
    those of `documents` from `first_document` on. Ids are UTF-8.
    """

    ids: np.ndarray
    types: np.ndarray
    degrees: np.ndarray
    ranks: np.ndarray
    first: np.ndarray
    far: np.ndarray
    codes: np.ndarray
    counts: np.ndarray
    relations: np.ndarray
    relation_ids: np.ndarray
    statuses: np.ndarray
    first_document: np.ndarray
    documents: np.ndarray
    document_ids: np.ndarray
    status_words: tuple[str, ...]

    def number(self, entity: str) -> int | None:
        """The number of the entity with that id; None where there is none."""
        wanted = entity.encode()
        place = int(np.searchsorted(self.ids, wanted))
        return place if place < len(self.ids) and self.ids[place] == wanted else None

    def id_of(self, number: int) -> str:
        """The id of an entity."""
        return self.ids[number].decode()

    def hops_of(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The hops of entities, one entity's after the other's: whose each is, as a place in `numbers`."""
        first = self.first[numbers]
        return spread(first, self.first[numbers + 1] - first)


COLUMNS = tuple(row.name for row in fields(Outline) if row.name != "status_words")


def spread(first: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places `first` to `first + counts` of each run, all in a row; before them the run of each."""
    runs = np.repeat(np.arange(len(first)), counts)
    return runs, (first - np.cumsum(counts) + counts)[runs] + np.arange(len(runs))


def save_outline(outline: Outline, folder: Path) -> None:
    """Write the columns into an empty folder."""
    for name in COLUMNS:
        np.save(folder / f"{name}.npy", getattr(outline, name), allow_pickle=False)
    lengths = {name: len(getattr(outline, name)) for name in COLUMNS}
    words = json.dumps({"lengths": lengths, "statuses": outline.status_words}, ensure_ascii=False)
    (folder / _SIZES).write_text(words, encoding="utf-8")


def open_outline(folder: Path) -> Outline | None:
    """The outline of a folder, its columns mapped into memory; None where it is not there whole."""
    try:
        sizes = json.loads((folder / _SIZES).read_text(encoding="utf-8"))
        columns = {
            name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray)
            for name in COLUMNS
        }
        outline = Outline(**columns, status_words=tuple(sizes["statuses"]))
        lengths = {name: len(columns[name]) for name in COLUMNS}
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None
    return outline if lengths == sizes["lengths"] and _fits(outline) else None


def _fits(outline: Outline) -> bool:
    """Whether the columns point into each other: else a file holds something else than was written."""
    entities, hops, relations = len(outline.ids), len(outline.far), len(outline.relation_ids)
    return (
        len(outline.first) == entities + 1
        and int(outline.first[-1]) == hops == 2 * relations
        and len(outline.first_document) == relations + 1
        and int(outline.first_document[-1]) == len(outline.documents)
        and (not entities or int(np.max(outline.ranks[[0, -1]])) < entities)
    )
