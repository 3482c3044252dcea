"""One query, one answer: both servers at once, over a graph with hubs, written in different orders."""

import random
from collections.abc import Callable, Iterator

import pytest

from graph.model import Entity, Relation
from graph.store.base import Change, Store

KINDS = {"NewArea": 2, "NewTown": 9, "Park": 40, "Project": 150, "Policy": 60, "Industry": 30, "Document": 5}
TYPES = ("COORDINATES_WITH", "CONNECTS", "PART_OF", "BUILDS", "IMPLEMENTS", "DEVELOPS")


def invent(evidence: Callable) -> tuple[tuple[Entity, ...], tuple[Relation, ...]]:
    chance = random.Random(7)  # noqa: S311
    entities = [
        Entity(f"{kind[:4]}{n:03d}", kind, f"{kind}{n * 37 % count:03d}号", (f"别名{n}",), {}, n % 11)
        for kind, count in KINDS.items()
        for n in range(count)
    ]
    papers = [entity for entity in entities if entity.type == "Document"]
    found = {}
    for entity in entities:
        if entity.type == "Document":
            continue
        for paper in chance.sample(papers, 2):
            found["MENTIONED_IN", entity.id, paper.id] = ("甲文",)
        for _ in range(40 if entity.type in ("NewArea", "NewTown") else 3):
            other = chance.choice(entities[:-5])
            found[chance.choice(TYPES), entity.id, other.id] = ("乙文",)
    relations = tuple(
        Relation(f"r{n:05d}", kind, head, tail, (evidence(docs[0]),))
        for n, ((kind, head, tail), docs) in enumerate(sorted(found.items()))
    )
    return tuple(entities), relations


@pytest.fixture(scope="module")
def both(
    embedded_server: object, neo4j_server: object, evidence: Callable, write: Callable
) -> Iterator[tuple[Store, Store]]:
    """The same graph on both: written at once, and in three steps that overlap, backwards."""
    entities, relations = invent(evidence)
    embedded_server.empty()
    neo4j_server.empty()
    one, two = embedded_server.open(), neo4j_server.open()
    write(one, Change(put_entities=entities, put_relations=relations))
    write(two, Change(put_entities=entities[::-1][:200]))
    write(two, Change(put_entities=entities[::-1], put_relations=relations[::-1][:700]))
    write(two, Change(put_relations=relations[::-1][500:]))
    yield one, two
    one.close()
    two.close()


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (a:新城)-[r]->(b) RETURN a.name, type(r), b.name LIMIT 20",
        "MATCH (a:新城)-[r]->(b) RETURN a.name, type(r), b.name",
        "MATCH (n) WHERE n:实体 RETURN n LIMIT 25",
        "MATCH (n:园区) RETURN n.name LIMIT 5",
        "MATCH (a)-[r:协同]-(b) RETURN a, r, b LIMIT 10",
        "MATCH p = (:新区)-[:隶属]->() RETURN p LIMIT 7",
        "MATCH (a:新城)-[:建设]->(p:项目) RETURN a.name AS 新城, count(p) AS 项目数",
        "MATCH (a:新城)-[:建设]->(p:项目) RETURN a.name AS 新城, count(p) AS 数 ORDER BY 数 DESC, 新城",
        "MATCH (a:新城)-[:发展]->(i:项目)<-[:建设]-(b:园区) RETURN DISTINCT a.name, i.name, b.name LIMIT 15",
        "MATCH (n:实体) RETURN labels(n) AS l, count(*) AS n",
        "MATCH ()-[r]->() RETURN type(r), count(*)",
        "MATCH (n:项目) WHERE n.name CONTAINS '01' RETURN n.id, n.aliases",
        "MATCH (n:项目) WHERE n.name =~ '.*00\\d号' RETURN n.id",
        "MATCH p = shortestPath((:新城 {id: 'NewT001'})-[*..4]-(:产业 {id: 'Indu003'})) RETURN length(p)",
        "MATCH (a:新区)-[:建设*1..2]->(b) RETURN count(DISTINCT b)",
        "OPTIONAL MATCH (n:人物) RETURN n",
        "MATCH (a:新城) OPTIONAL MATCH (a)-[r:执笔]->(d) RETURN a.name, r, d LIMIT 4",
        "MATCH (n:政策) RETURN n.degree AS d, collect(DISTINCT n.degree) AS ds, min(n.name), max(n.name)",
        "MATCH (a:新城)-[r]->() WITH a, count(r) AS n WHERE n > 10 RETURN a.name, n",
        "MATCH (n:新城) RETURN n {.name, .degree} AS m LIMIT 3",
        "UNWIND [3, 1, null, 2.5, 'b', 'a', true, [2], [1, 2]] AS x RETURN x",
        "MATCH (a:新城)-[r:提及]->(d:文档) RETURN r.quotes[0], r.documents[0], r.titles LIMIT 5",
        "CALL { MATCH (n:园区) RETURN n.name AS x UNION MATCH (n:产业) RETURN n.name AS x } RETURN x LIMIT 9",
        "MATCH (n:园区) WHERE EXISTS { (n)<-[:协同]-(:新城) } RETURN n.name LIMIT 8",
    ],
)
def test_a_query_gives_the_same_rows_in_the_same_order(both: tuple[Store, Store], cypher: str) -> None:
    one, two = (store.query(cypher, rows=500, seconds=30) for store in both)
    assert one.columns == two.columns
    assert one.rows == two.rows
    assert one.rows
    assert one.truncated == two.truncated
    assert one.subgraph == two.subgraph


@pytest.mark.parametrize(
    ("returned", "columns"),
    [
        ("n", ("n",)),
        ("DISTINCT n.name AS 名, n.degree", ("名", "n.degree")),
        ("n.name AS `a, b`, [n.id, 'x,y'], coalesce(n.a, {b: 1}) ORDER BY n.name LIMIT 3",
         ("a, b", "[n.id, 'x,y']", "coalesce(n.a, {b: 1})")),
        ("count(n) AS n", ("n",)),
        ("n.id UNION MATCH (n:人物) RETURN n.id", ("n.id",)),
    ],
)  # fmt: skip
def test_an_empty_answer_has_its_columns(
    both: tuple[Store, Store], returned: str, columns: tuple[str, ...]
) -> None:
    one, two = (store.query(f"MATCH (n:人物) RETURN {returned}", rows=5, seconds=9) for store in both)
    assert one.columns == two.columns == columns


def test_reads_give_the_same_on_both(both: tuple[Store, Store]) -> None:
    one, two = both
    assert one.summary().entities == two.summary().entities == KINDS
    assert one.summary().relations == two.summary().relations
    for text in ("00", "别名1", "号", "park"):
        assert one.find(text, limit=50) == two.find(text, limit=50)
    ids = [f"NewT{n:03d}" for n in range(9)]
    assert one.links_of(ids) == two.links_of(ids)
    assert one.links_of(ids, limit=10) == two.links_of(ids, limit=10)
    assert one.links_between(ids) == two.links_between(ids)
    wanted = [link.id for link in one.links_of(ids)]
    assert one.relations(wanted) == two.relations(wanted)
    assert one.entities(ids) == two.entities(ids)
