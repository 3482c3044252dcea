"""Documents' facts into a store and out of it again: the archived facts say what the graph must be."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from graph.facts import DocumentFacts
from graph.model import Entity, Graph, Merge, Relation
from graph.outline import BIG, outline_of
from graph.resolve import STAMP, document_id, resolve, resolver_stamp
from graph.store.base import ALL, Change, Progress, Store


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load or a removal did: ids of documents in order, counts of nodes and edges, totals after.

    `entities_put` and `relations_put` count what is new or changed; an entity changes too where only
    its number of relations does. `merges` are those of the whole graph, each with its reason.
    """

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    entities_put: int = 0
    entities_dropped: int = 0
    relations_put: int = 0
    relations_dropped: int = 0
    documents: int = 0
    entities: int = 0
    relations: int = 0
    merges: tuple[Merge, ...] = ()


def load(store: Store, documents: Iterable[DocumentFacts], progress: Progress | None = None) -> LoadReport:
    """Add documents to the store's, replacing those of the same id; all or nothing.

    Of several given documents with one id the last counts. Loading what is there changes nothing, but a
    graph that other rules of resolution made is made anew from the archived facts.
    """
    given = {facts.doc: facts for facts in documents}

    def revise(old: Mapping[str, DocumentFacts]) -> dict[str, DocumentFacts]:
        return {**old, **given}

    return _revise(store, revise, tuple(given), progress)


def prepare_paths(store: Store, report: LoadReport, progress: Progress | None = None) -> None:
    """Make the outline of a big graph, where somebody waits and sees how far it is; else a question does.

    Errors are those of `outline_of`; what was loaded stays.
    """
    if report.relations >= BIG:
        outline_of(store, progress)


def remove(store: Store, docs: Iterable[str], progress: Progress | None = None) -> LoadReport:
    """Take documents out of the store, by id: their evidence, and what nothing else supports.

    Ids that the store does not have are listed as `missing`.
    """
    unwanted = tuple(dict.fromkeys(docs))

    def revise(old: Mapping[str, DocumentFacts]) -> dict[str, DocumentFacts]:
        return {doc: facts for doc, facts in old.items() if doc not in unwanted}

    return _revise(store, revise, unwanted, progress)


def _revise(
    store: Store,
    revise: Callable[[Mapping[str, DocumentFacts]], dict[str, DocumentFacts]],
    named: tuple[str, ...],
    progress: Progress | None,
) -> LoadReport:
    reports: list[LoadReport] = []

    def plan(archived: tuple[DocumentFacts, ...]) -> Change:
        old = {facts.doc: facts for facts in archived}
        new = revise(old)
        after = resolve(new.values())
        before = resolve(old.values()) if _is_current(store, old) else _stored(store)
        change = _difference(before, after, old, new)
        reports.append(_report(change, after, old, new, named))
        return change

    store.update(plan, progress)
    return reports[-1]


def _is_current(store: Store, docs: Iterable[str]) -> bool:
    """Whether the store's graph was resolved by the rules of now, as its documents' nodes say."""
    wanted = [document_id(doc) for doc in docs]
    stamps = [row.details.get(STAMP) for row in store.entities(wanted)]
    return stamps == [resolver_stamp()] * len(wanted)


def _stored(store: Store) -> Graph:
    """All that the store holds, by id, for one that older rules filled: every row differs from a new one."""
    ids = [row.id for row in store.find("", limit=ALL).entities]
    entities = tuple(Entity(node, "", "") for node in ids)
    return Graph(entities, tuple(Relation(link.id, "", "", "") for link in store.links_of(ids)))


def _difference(
    before: Graph, after: Graph, old: Mapping[str, DocumentFacts], new: Mapping[str, DocumentFacts]
) -> Change:
    put_entities, drop_entities = _rows_changed(before.entities, after.entities)
    put_relations, drop_relations = _rows_changed(before.relations, after.relations)
    # A store keeps documents' titles with the evidence, so a new title is news for all its relations.
    retitled = {doc for doc in old.keys() & new.keys() if old[doc].document.title != new[doc].document.title}
    known = {row.id for row in put_relations}
    told = (row for row in after.relations if row.id not in known)
    put_relations += tuple(row for row in told if retitled & {place.doc for place in row.evidence})
    return Change(
        put_entities=put_entities,
        put_relations=put_relations,
        drop_entities=drop_entities,
        drop_relations=drop_relations,
        put_archives=tuple(facts for doc, facts in sorted(new.items()) if old.get(doc) != facts),
        drop_archives=tuple(sorted(set(old) - set(new))),
    )


def _rows_changed(
    before: tuple[Entity, ...] | tuple[Relation, ...], after: tuple[Entity, ...] | tuple[Relation, ...]
) -> tuple[tuple, tuple[str, ...]]:
    known = {row.id: row for row in before}
    kept = {row.id for row in after}
    return tuple(row for row in after if known.get(row.id) != row), tuple(sorted(known.keys() - kept))


def _report(
    change: Change,
    after: Graph,
    old: Mapping[str, DocumentFacts],
    new: Mapping[str, DocumentFacts],
    named: tuple[str, ...],
) -> LoadReport:
    return LoadReport(
        added=tuple(doc for doc in named if doc in new and doc not in old),
        replaced=tuple(doc for doc in named if doc in new and doc in old and old[doc] != new[doc]),
        unchanged=tuple(doc for doc in named if doc in new and old.get(doc) == new[doc]),
        removed=tuple(doc for doc in named if doc in old and doc not in new),
        missing=tuple(doc for doc in named if doc not in old and doc not in new),
        entities_put=len(change.put_entities),
        entities_dropped=len(change.drop_entities),
        relations_put=len(change.put_relations),
        relations_dropped=len(change.drop_relations),
        documents=len(new),
        entities=len(after.entities),
        relations=len(after.relations),
        merges=after.merges,
    )
