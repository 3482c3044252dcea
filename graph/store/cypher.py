"""Every query text that the program itself sends. Values are parameters; labels and types come from
the schema's rows, and nothing else is ever put into a text.

Each text means the same on Neo4j 5 and on ArcadeDB, and its shape was chosen by measuring both.
"""

from collections.abc import Iterable

from graph.model import Facts
from graph.schema import ENTITY_LABEL, Schema
from graph.store.rows import RELATION_KEYS

ARCHIVE_LABEL = "存档"
"""The label of the nodes that keep the documents' facts; they aren't entities."""

LOCK = ""
"""The id of the archive node that an update locks; a document's id is never empty."""

VIEW_LABEL = "视图"
"""The label of the nodes that keep saved views; they aren't entities."""

PING = "RETURN 1"

CONSTRAINTS = tuple(
    f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.id IS UNIQUE"
    for label in (ENTITY_LABEL, ARCHIVE_LABEL, VIEW_LABEL)
)

TAKE_LOCK = f"MERGE (lock:`{ARCHIVE_LABEL}` {{id: $id}}) SET lock.turn = coalesce(lock.turn, 0) + 1"

MARK = f"MATCH (lock:`{ARCHIVE_LABEL}` {{id: $lock}}) SET lock.revision = $mark"
"""Says that the graph changed. No counter: a graph that was emptied and filled anew has marks of its own."""

REVISION = (
    f"OPTIONAL MATCH (lock:`{ARCHIVE_LABEL}` {{id: $lock}}) RETURN lock.revision AS value "
    f"UNION ALL MATCH (n:`{ENTITY_LABEL}`) RETURN count(n) AS value"
)
REVISION_COUNTED = f"{REVISION} UNION ALL MATCH ()-[r]->() RETURN count(r) AS value"
"""The mark, and counts that servers know by heart as long as nothing else stands beside them: of relations
only Neo4j does."""

ARCHIVES = (
    f"MATCH (n:`{ARCHIVE_LABEL}`) WHERE n.facts IS NOT NULL RETURN n.id AS id, n.facts AS facts ORDER BY id"
)
ARCHIVE = f"MATCH (n:`{ARCHIVE_LABEL}` {{id: $id}}) WHERE n.facts IS NOT NULL RETURN n.facts AS facts"
DROP_ARCHIVES = f"UNWIND $ids AS id MATCH (n:`{ARCHIVE_LABEL}` {{id: id}}) DELETE n"
ADD_ARCHIVES = f"UNWIND $rows AS row CREATE (n:`{ARCHIVE_LABEL}` {{id: row.id, facts: row.facts}})"

ENTITIES = f"UNWIND $ids AS id MATCH (n:`{ENTITY_LABEL}` {{id: id}}) RETURN n"
ENTITY_IDS = f"UNWIND $ids AS id MATCH (n:`{ENTITY_LABEL}` {{id: id}}) RETURN n.id AS id"
IDS_BEGINNING = (
    f"MATCH (n:`{ENTITY_LABEL}`) WHERE $beginnings[substring(n.id, 0, $length)] IS NOT NULL "
    "RETURN n.id AS id ORDER BY id"
)
"""Those whose first `$length` letters are among the keys of `$beginnings`."""

REPLACE_ENTITIES = f"UNWIND $rows AS row MATCH (n:`{ENTITY_LABEL}` {{id: row.id}}) SET n = row"
DROP_ENTITIES = f"UNWIND $ids AS id MATCH (n:`{ENTITY_LABEL}` {{id: id}}) DETACH DELETE n"

COUNT_ENTITIES = f"MATCH (n:`{ENTITY_LABEL}`) UNWIND labels(n) AS label RETURN label, count(*) AS n"
COUNT_RELATIONS = "MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS n"

VIEWS = f"MATCH (v:`{VIEW_LABEL}`) RETURN v.id AS name, v.page AS page, v.link AS link ORDER BY name"
VIEW_NAMES = f"MATCH (v:`{VIEW_LABEL}` {{id: $name}}) RETURN v.id AS name"
ADD_VIEW = f"CREATE (v:`{VIEW_LABEL}` {{id: $name, page: $page, link: $link}})"
DROP_VIEW = f"MATCH (v:`{VIEW_LABEL}` {{id: $name}}) DELETE v"

COUNT_BY_DOCUMENT = (
    "MATCH ()-[r]->() UNWIND r.documents AS doc WITH DISTINCT r, type(r) AS type, doc "
    "RETURN doc, type, count(*) AS n"
)

_HOLDS = "(toLower(n.name) CONTAINS $text OR any(form IN n.aliases WHERE toLower(form) CONTAINS $text))"

RUNNING = "SHOW TRANSACTIONS YIELD transactionId, currentQuery RETURN transactionId, currentQuery"
STOP = "TERMINATE TRANSACTIONS $id"
"""How the embedded server ends a query that runs too long; ArcadeDB ignores the driver's time limit."""


CREATE_LABEL = "CALL db.createLabel($label)"
"""Makes a label known on Neo4j, where `labels()` lists a node's in the order of their making."""


def index_relation(type_name: str) -> str:
    """An index on the id of one type's relations."""
    return f"CREATE INDEX IF NOT EXISTS FOR ()-[r:`{type_name}`]-() ON (r.id)"


def add_entities(label: str, keys: Iterable[str]) -> str:
    """Add `$rows` as nodes of one type; an explicit map of `keys` is the fast way on ArcadeDB."""
    fields = ", ".join(f"`{key}`: row.`{key}`" for key in keys)
    return f"UNWIND $rows AS row CREATE (n:`{ENTITY_LABEL}`:`{label}` {{{fields}}})"


def add_relations(type_name: str, keys: Iterable[str]) -> str:
    """Add `$rows` as relations of one type between the entities `row.head` and `row.tail`; their number."""
    fields = ", ".join(f"`{key}`: row.`{key}`" for key in keys)
    return (
        f"UNWIND $rows AS row MATCH (a:`{ENTITY_LABEL}` {{id: row.head}}) "
        f"MATCH (b:`{ENTITY_LABEL}` {{id: row.tail}}) "
        f"CREATE (a)-[r:`{type_name}` {{{fields}}}]->(b) RETURN count(*) AS n"
    )


def relation_ids(type_name: str) -> str:
    """Which of `$ids` are relations of one type."""
    return f"MATCH ()-[r:`{type_name}`]->() WHERE r.id IN $ids RETURN r.id AS id"


def drop_relations(type_name: str) -> str:
    """Delete those of one type whose id is among `$ids`."""
    return f"MATCH ()-[r:`{type_name}`]->() WHERE r.id IN $ids DELETE r"


def relations(type_name: str, parameter: str) -> str:
    """Those of one type whose id is among a parameter's, with the ids of their ends.

    No label at the ends: with one, ArcadeDB does not use the index on the relations' ids.
    """
    return f"MATCH (a)-[r:`{type_name}`]->(b) WHERE r.id IN ${parameter} RETURN a.id AS head, b.id AS tail, r"


def relation_ends(type_name: str, parameter: str) -> str:
    """Both end nodes of those of one type whose id is among a parameter's."""
    return f"MATCH (a)-[r:`{type_name}`]->(b) WHERE r.id IN ${parameter} RETURN r.id AS id, a, b"


def find(labels: Iterable[str]) -> str:
    """The entities, of the labels where given, whose name or an alias holds `$text` (in lower case)."""
    only = " OR ".join(f"n:`{label}`" for label in labels)
    return f"MATCH (n:`{ENTITY_LABEL}`) WHERE {_HOLDS}{f' AND ({only})' if only else ''} RETURN n"


def most_connected(label: str) -> str:
    """`$limit` entities of a type, by their number of relations, then name and id."""
    return f"MATCH (n:`{label}`) RETURN n ORDER BY n.degree DESC, n.name, n.id LIMIT $limit"


def count_label(label: str) -> str:
    """How many entities of a type there are."""
    return f"MATCH (n:`{label}`) RETURN count(n) AS n"


_WHOLE = " AND ".join(f"r.{key} IS NOT NULL" for key in RELATION_KEYS)


def spots(label: str) -> str:
    """The entities of a type, streamed, each with the relations that lead from it.

    No far node is read: its key stands in the relation itself. A row for each entity, with its relations,
    is read twice as fast by a driver as one for each relation. Relations that somebody made past the
    program, without evidence, are none of ours.
    """
    return (
        f"MATCH (n:`{label}`) RETURN elementId(n) AS key, n.id AS id, labels(n) AS labels, "
        "n.name AS name, n.degree AS degree, "
        f"[(n)-[r]->() WHERE {_WHOLE} | "
        "[elementId(endNode(r)), r.id, type(r), r.documents, r.status]] AS relations"
    )


def links_of(types: Iterable[str], facts: Facts, limited: bool) -> str:
    """The relations, of the types where given, that touch any of `$ids`, by id, `$limit` where limited.

    Where `facts` asks for them: only those of `$documents` (a map, its keys) and `$statuses`.
    """
    return (
        f"UNWIND $ids AS wanted MATCH (:`{ENTITY_LABEL}` {{id: wanted}})-[r{_any_of(types)}]-() "
        f"WITH DISTINCT r {_counted(facts)} "
        "RETURN r.id AS id, type(r) AS type, startNode(r).id AS head, endNode(r).id AS tail, documents "
        f"ORDER BY id{' LIMIT $limit' if limited else ''}"
    )


def links_between(types: Iterable[str], facts: Facts) -> str:
    """The relations, of the types where given, with both ends among `$ids`, by id; `facts` as above."""
    return (
        f"MATCH (a:`{ENTITY_LABEL}`)-[r{_any_of(types)}]->(b:`{ENTITY_LABEL}`) "
        f"WHERE a.id IN $ids AND b.id IN $ids {_counted(facts, 'a, b, ')} "
        "RETURN r.id AS id, type(r) AS type, a.id AS head, b.id AS tail, documents ORDER BY id"
    )


def _counted(facts: Facts, kept: str = "") -> str:
    """Go on with `r` (and what is `kept`) where it counts, and with the number of its `documents` that do.

    They are counted by gathering them: a document may state a relation many times.
    """
    passed = "d IN seen" if facts.documents is None else "d IN seen OR $documents[d] IS NULL"
    tests = []
    if facts.documents is not None:
        tests.append("documents > 0")
    if facts.statuses is not None:
        tests.append("coalesce(r.status, '') IN $statuses")
    return (
        f"WITH {kept}r, size(reduce(seen = [], d IN coalesce(r.documents, []) | "
        f"CASE WHEN {passed} THEN seen ELSE seen + d END)) AS documents"
        f"{' WHERE ' if tests else ''}{' AND '.join(tests)}"
    )


def type_names(schema: Schema, types: Iterable[str]) -> list[str]:
    """The store's names of relation types, given by id or name; KeyError for one that is no row."""
    return [schema.relation(name).name for name in types]


def _any_of(types: Iterable[str]) -> str:
    names = "|".join(f"`{name}`" for name in types)
    return f":{names}" if names else ""
