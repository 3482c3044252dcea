"""From a document to its facts: the steps as plain calls, and many documents on all cores."""

import gc
import os
import signal
import traceback
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_start_method
from pathlib import Path

from config import ROOT
from errors import DocumentError, DocumentFault, ExtractionStopped, PolicyGraphError
from graph.facts import (
    THIS_DOCUMENT,
    DocumentFacts,
    DocumentText,
    EntityFact,
    Evidence,
    IndicatorFact,
    RelationFact,
    Span,
    TextBlock,
)
from loaders.clauses import read_sentences
from loaders.documents.model import Document
from loaders.documents.reading import read_document
from loaders.indicators import IndicatorKnowledge, find_indicators, load_indicator_knowledge
from loaders.mentions import NameKnowledge, find_names, load_name_knowledge
from loaders.names import DocumentNames, Mention, Named
from loaders.relations import RelationKnowledge, find_relations, load_relation_knowledge

DATA = ROOT / "data"

PARALLEL_FROM = 16
"""Fewer documents than this are done before other processes have read the rules."""

OnError = Callable[[Path, DocumentError], None]
OnDone = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that extraction knows, read once from `folder`."""

    folder: Path
    names: NameKnowledge
    relations: RelationKnowledge
    indicators: IndicatorKnowledge


def load_knowledge(folder: Path = DATA) -> Knowledge:
    """Gazetteer and rules of a data folder; raises DataFileError for a row that can't be used."""
    knowledge = Knowledge(
        folder,
        load_name_knowledge(folder),
        load_relation_knowledge(folder),
        load_indicator_knowledge(folder),
    )
    gc.freeze()  # what is read stays: the collector neither looks through it nor copies its memory
    return knowledge


def extract(document: Document, knowledge: Knowledge) -> DocumentFacts:
    """All facts of a document, each group in the order of the text."""
    names = find_names(document, knowledge.names)
    sentences = list(read_sentences(document, names))
    relations = find_relations(document, names, knowledge.relations, sentences)
    entities = tuple(_find_entities(document, names))
    indicators = find_indicators(document, names, knowledge.indicators, sentences)
    inner = _find_inner_entities(names, entities, relations, indicators)
    return DocumentFacts(
        document=document.about,
        entities=tuple(sorted((*entities, *inner), key=lambda fact: fact.evidence.start)),
        relations=relations,
        indicators=indicators,
        text=_text_of(document),
    )


def _text_of(document: Document) -> DocumentText:
    blocks = (TextBlock(row.start, row.end, row.kind, row.level) for row in document.blocks)
    return DocumentText(document.text, tuple(blocks))


def _find_entities(document: Document, names: DocumentNames) -> Iterator[EntityFact]:
    """One fact for each sentence that names an entity, with all its mentions there."""
    mentions = iter(sorted((*names.mentions, *_said_inside(names)), key=lambda mention: mention.start))
    mention = next(mentions, None)
    for block in document.blocks:
        for start, end in block.sentences:
            inside = []
            while mention is not None and mention.start < end:
                inside.append(mention)
                mention = next(mentions, None)
            for entity, places in _by_entity(inside).items():
                yield _entity(document, names, entity, places, block.path, (start, end))


SAID = {
    "Policy": frozenset(("Policy", "Region")),
    "Organization": frozenset(("Policy",)),
    "Enterprise": frozenset(("Project",)),
}
"""Types of names that a longer name of these types says too: a strategy in a plan's title, whose works."""


def _said_inside(names: DocumentNames) -> Iterator[Mention]:
    """The names inside longer ones that a reader takes as named by them."""
    outer = sorted(names.mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in outer]
    for mention in names.inner:
        whole = outer[max(0, bisect_right(starts, mention.start) - 1)]
        if mention.end <= whole.end and _is_said(mention, whole):
            yield mention


def _is_said(inner: Mention, whole: Mention) -> bool:
    """Whether a reader takes the inner name as named by the whole: a work's builder stands in front, and
    the title of a plan that starts with a strategy (《甲协同规划》) is the plan's alone.
    """
    name, kind = inner.entities[0], whole.entities[0]
    if kind.type not in SAID.get(name.type, ()):
        return False
    titled = kind.name.startswith("《")
    first = inner.start <= whole.start + titled
    if kind.type == "Project":
        return first
    return not (kind.type == "Policy" and "“" in kind.name) and not (
        titled and first and name.type == "Policy"
    )


def _find_inner_entities(
    names: DocumentNames,
    entities: Iterable[EntityFact],
    relations: Iterable[RelationFact],
    indicators: Iterable[IndicatorFact],
) -> Iterator[EntityFact]:
    """Facts for what relations and indicators speak of that stands only inside other names (the city in a
    bridge's name).
    """
    known = {(fact.type, fact.name) for fact in entities} | {("Document", THIS_DOCUMENT)}
    for end, evidence, mark in _spoken_of(relations, indicators):
        if end in known:
            continue
        known.add(end)
        marks = tuple(span for span in mark if evidence.start <= span[0] and span[1] <= evidence.end)
        yield EntityFact(*end, names.aliases.get(Named(*end), ()), replace(evidence, marks=marks, carried=""))


def _spoken_of(
    relations: Iterable[RelationFact], indicators: Iterable[IndicatorFact]
) -> Iterator[tuple[tuple[str, str], Evidence, tuple[Span, ...]]]:
    """The ends of relations and subjects of indicators, where they stand, with the words for them if any."""
    for relation in relations:
        marks = relation.evidence.marks
        yield (relation.head_type, relation.head), relation.evidence, marks[:1]
        yield (relation.tail_type, relation.tail), relation.evidence, marks[1:2]
    for indicator in indicators:
        *subject, _value = indicator.evidence.marks
        yield (indicator.subject_type, indicator.subject), indicator.evidence, tuple(subject)


def _by_entity(mentions: Iterable[Mention]) -> dict[Named, list[Mention]]:
    places: dict[Named, list[Mention]] = {}
    for mention in mentions:
        for entity in mention.entities:
            places.setdefault(entity, []).append(mention)
    return places


def _entity(
    document: Document, names: DocumentNames, entity: Named, places: list[Mention], section: str, span: Span
) -> EntityFact:
    start, end = span[0], max(span[1], places[-1].end)
    evidence = Evidence(
        doc=document.doc,
        section=section,
        start=start,
        end=end,
        quote=document.text[start:end],
        rule=places[0].rule,
        marks=tuple(mention.span for mention in places),
    )
    return EntityFact(entity.type, entity.name, names.aliases.get(entity, ()), evidence)


def extract_all(
    paths: Sequence[Path],
    knowledge: Knowledge,
    max_bytes: int,
    on_error: OnError,
    progress: OnDone | None = None,
    workers: int | None = None,
) -> Iterator[DocumentFacts]:
    """The facts of many files, in the order of the paths.

    A file that can't be read goes to `on_error` and the rest goes on, as does one on which a step of
    ours fails (DocumentFault). `progress` hears how many of
    the paths are done. `workers` is the number of processes, by default all cores where there are
    many documents; a few documents at a time are in flight, so that memory does not grow with their
    number. Raises ExtractionStopped where one of the processes dies.
    """
    count = workers or (_cores() if len(paths) >= PARALLEL_FROM else 1)
    outcomes = (
        _alone(paths, knowledge, max_bytes) if count == 1 else _together(paths, knowledge, max_bytes, count)
    )
    for done, (path, outcome) in enumerate(outcomes, 1):
        if isinstance(outcome, DocumentError):
            on_error(path, outcome)
        else:
            yield outcome
        if progress is not None:
            progress(done, len(paths))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


Outcome = DocumentFacts | DocumentError


def _alone(paths: Sequence[Path], knowledge: Knowledge, max_bytes: int) -> Iterator[tuple[Path, Outcome]]:
    for path in paths:
        yield path, _extract_file(path, knowledge, max_bytes)


def _extract_file(path: Path, knowledge: Knowledge, max_bytes: int) -> Outcome:
    try:
        return extract(read_document(path, max_bytes), knowledge)
    except DocumentError as error:
        return error
    except PolicyGraphError:
        raise  # our data, not the document: no other would fare better
    except Exception as error:
        # A fault of ours in one document: it is told by its kind and place, and the rest goes on.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        fault = DocumentFault(path=path, kind=type(error).__name__, place=place)
        fault.__cause__ = error
        return fault


def _together(
    paths: Sequence[Path], knowledge: Knowledge, max_bytes: int, workers: int
) -> Iterator[tuple[Path, Outcome]]:
    waiting: deque[tuple[Path, Future]] = deque()
    rest = iter(paths)
    # A forked process has what we have read, in memory that both share; any other reads it anew.
    source = knowledge if get_start_method() == "fork" else knowledge.folder
    pool = ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(source,))
    try:
        for path in islice(rest, 2 * workers):
            waiting.append((path, pool.submit(_work, path, max_bytes)))
        while waiting:
            path, future = waiting.popleft()
            try:
                outcome = future.result()
            except BrokenProcessPool as error:
                raise ExtractionStopped(path=path) from error
            for following in islice(rest, 1):
                waiting.append((following, pool.submit(_work, following, max_bytes)))
            yield path, outcome if isinstance(outcome, DocumentFacts) else outcome[0](**outcome[1])
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_knowledge: list[Knowledge] = []
"""What a worker process works with; empty in the main process."""


def _start_worker(source: Knowledge | Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process says that it was stopped
    _knowledge.append(source if isinstance(source, Knowledge) else load_knowledge(source))


def _work(path: Path, max_bytes: int) -> DocumentFacts | tuple[type[DocumentError], dict[str, object]]:
    """A worker's answer; an error travels as its class and fields, for its cause may not be picklable."""
    outcome = _extract_file(path, _knowledge[0], max_bytes)
    return (type(outcome), outcome.fields) if isinstance(outcome, DocumentError) else outcome
