"""Where outlines are kept: one for each store, of the state that its graph is in."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from errors import OutputError, WorkUnfinished
from graph.model import Revision, Spot
from graph.outline.arrays import Outline, open_outline, save_outline
from graph.outline.building import build_outline
from graph.schema import load_schema
from graph.store.base import Progress, Store

BIG = 100_000
"""From so many relations on an outline takes seconds: a load makes it at once, the first question else."""

FORMAT = 1
"""Counts up whenever the columns change their meaning."""

_LOCK = "building.lock"
_WAIT = 900.0
"""Seconds to wait for another process that makes the same outline."""

_TRIES = 5
"""Passes over a graph that others change meanwhile."""

_STEP = 5000
"""Entities between two words about the progress."""


def outline_of(store: Store, progress: Progress | None = None) -> Outline:
    """The outline of the graph as it is now: opened, or made where there is none or it is damaged.

    Raises OutputError where it can't be kept, WorkUnfinished where others keep changing the graph or take
    too long over it, and what the store raises.
    """
    found = _opened(_folder(store, store.revision()))
    return found or _make(store, progress)


def renew_outline(store: Store, stale: Outline) -> Outline:
    """The outline in place of one that was found to be stale, though it is of the graph's revision."""
    return _make(store, None, stale)


def _make(store: Store, progress: Progress | None, stale: Outline | None = None) -> Outline:
    """The outline made by this process, or meanwhile by another; those of earlier states are deleted."""
    home = store.cache
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(home / _LOCK, timeout=_WAIT):
            folder = _folder(store, store.revision())
            found = _opened(folder)
            return _keep(store, progress) if found is None or found is stale else found
    except Timeout as error:
        raise WorkUnfinished from error
    except OSError as error:
        raise OutputError(path=home, reason=error.strerror or error) from error


def _keep(store: Store, progress: Progress | None) -> Outline:
    home = store.cache
    for _ in range(_TRIES):
        before = store.revision()
        outline = build_outline(load_schema(), _told(store.spots(), before.entities, progress))
        if store.revision() == before:
            break
    else:
        raise WorkUnfinished
    for old in home.iterdir():
        if old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
    part = Path(tempfile.mkdtemp(prefix="part-", dir=home))
    save_outline(outline, part)
    folder = _folder(store, before)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
    return _opened(folder) or outline


def _told(spots: Iterable[Spot], total: int, progress: Progress | None) -> Iterator[Spot]:
    """The spots, with word of how far they are."""
    for done, spot in enumerate(spots, 1):
        yield spot
        if progress and (done % _STEP == 0 or done == total):
            progress("store.progress.outline", done, max(done, total))


def _folder(store: Store, revision: Revision) -> Path:
    schema = load_schema()
    state = repr((FORMAT, list(schema.entities), list(schema.relations), revision))
    return store.cache / hashlib.sha256(state.encode()).hexdigest()[:20]


def _opened(folder: Path) -> Outline | None:
    try:
        made = folder.stat().st_mtime_ns
    except OSError:
        return None
    return _mapped(folder, made)


@lru_cache(maxsize=2)
def _mapped(folder: Path, made: int) -> Outline | None:
    """The outline of a folder that was made at that time, opened once by each process."""
    return open_outline(folder)
