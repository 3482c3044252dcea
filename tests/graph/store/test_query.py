"""A reader's own Cypher: the same answer on each server, nothing written, nothing cut in silence."""

from collections.abc import Callable

import pytest

from errors import QueryError, QueryForbidden, QuerySyntax, QueryTimeout, QueryUnplaced
from graph.model import Entity, Relation
from graph.store.base import Change, Store

QUOTE = "云岭新城与松涛园区协同发展。"
SLOW = "UNWIND range(1, 200000) AS a UNWIND range(1, 200000) AS b WITH a, b WHERE a * b = -1 RETURN count(*)"


def ask(store: Store, cypher: str, rows: int = 100, seconds: int = 20, **parameters: object) -> tuple:
    return store.query(cypher, parameters, rows=rows, seconds=seconds).rows


def value(store: Store, expression: str, **parameters: object) -> object:
    return ask(store, f"RETURN {expression}", **parameters)[0][0]


def test_columns_rows_limit_and_time_are_told(filled: Store) -> None:
    table = filled.query("MATCH (n:园区) RETURN n.name AS 名, n.degree", rows=10, seconds=10)
    assert table.columns == ("名", "n.degree")
    assert table.rows == (("松涛园区", 2),)
    assert (table.limit, table.truncated) == (10, False)
    assert table.seconds > 0


def test_the_query_that_every_reader_tries_first(filled: Store) -> None:
    rows = ask(filled, "MATCH (a:新城)-[r]->(b) RETURN a.name, type(r), b.name LIMIT 20")
    assert rows == (
        ("云岭新城", "协同", "松涛园区"),
        ("云岭新城", "建设", "云岭大桥"),
        ("云岭新城", "提及", "甲文的题目"),
        ("云岭新城", "设定", "云岭新城新增企业"),
    )


def test_labels_and_types_are_chinese_names(filled: Store) -> None:
    assert ask(filled, "MATCH (n:实体) RETURN labels(n), n.id ORDER BY n.id") == (
        (["实体", "新城"], "a1"),
        (["园区", "实体"], "a2"),
        (["实体", "项目"], "a3"),
        (["实体", "文档"], "a4"),
        (["实体", "指标"], "a5"),
    )
    assert ask(filled, "MATCH (n:新城) RETURN n.id") == ask(filled, "MATCH (n:实体:`新城`) RETURN n.id")
    assert ask(filled, "MATCH (a:新城)-[:协同]-(b:园区) RETURN a.name, b.name") == (("云岭新城", "松涛园区"),)
    assert ask(filled, "MATCH (n:指标) RETURN n.subject, n.value, n.unit, n.bound, n.deadline") == (
        ("云岭新城", "40", "家", ">=", "2032"),
    )


def test_parameters_are_values(filled: Store) -> None:
    nasty = "云岭新城'}) DETACH DELETE n //"
    assert ask(filled, "MATCH (n {name: $name}) RETURN n.id", name="云岭新城") == (("a1",),)
    assert ask(filled, "MATCH (n {name: $name}) RETURN n.id", name=nasty) == ()
    assert value(filled, "$x", x={"a": [1, None, "甲"]}) == {"a": [1, None, "甲"]}


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("null", None),
        ("true", True),
        ("9223372036854775807", 9223372036854775807),
        ("1.5", 1.5),
        ("0.0 / 0.0", "NaN"),
        ("1.0 / 0.0", "Infinity"),
        ("-1.0 / 0.0", "-Infinity"),
        ("[1, [2, null], '甲']", [1, [2, None], "甲"]),
        ("{b: 1, a: {c: [0.0 / 0.0]}}", {"a": {"c": ["NaN"]}, "b": 1}),
        ("date('2031-05-06')", "2031-05-06"),
        ("datetime('2031-05-06T07:08:09+08:00')", "2031-05-06T07:08:09.000000000+08:00"),
        ("localdatetime('2031-05-06T07:08:09')", "2031-05-06T07:08:09.000000000"),
        ("time('07:08:09Z')", "07:08:09.000000000+00:00"),
        ("duration('P1Y2DT3S')", "P1Y2DT3S"),
        ("point({x: 1, y: 2})", {"srid": 7203, "coordinates": [1.0, 2.0]}),
        ("'``\"😀\\n'", '``"😀\n'),
    ],
)
def test_values_become_plain_json(store: Store, expression: str, wanted: object) -> None:
    assert value(store, expression) == wanted


def test_bytes_become_text(store: Store) -> None:
    assert value(store, "$x", x=b"\x00\xff") == "AP8="


def test_a_node_brings_its_entity(filled: Store, town: tuple[Entity, ...]) -> None:
    table = filled.query("MATCH (n:园区) RETURN n", rows=10, seconds=10)
    properties = {"id": "a2", "name": "松涛园区", "aliases": ["松涛科技园"], "degree": 2}
    assert table.rows == (({"labels": ["园区", "实体"], "properties": properties},),)
    assert table.subgraph.entities == (town[1],)
    assert table.subgraph.relations == ()
    assert not table.subgraph.truncated


def test_a_bare_relation_brings_its_evidence_and_both_its_ends(
    filled: Store, town: tuple[Entity, ...], roads: tuple[Relation, ...]
) -> None:
    table = filled.query("MATCH (:新城)-[r:协同]->() RETURN r", rows=10, seconds=10)
    shown = table.rows[0][0]
    assert (shown["type"], shown["head"], shown["tail"]) == ("协同", "a1", "a2")
    assert shown["properties"]["quotes"] == [QUOTE, QUOTE]
    assert shown["properties"]["titles"] == ["甲文的题目", "乙文的题目"]
    assert table.subgraph.entities == town[:2]
    assert table.subgraph.relations == (roads[0],)


@pytest.mark.parametrize(
    "returned",
    [
        "p",
        "[p]",
        "{way: p}",
        "nodes(p), relationships(p)",
        "collect(p)",
        "{a: nodes(p), b: [relationships(p)]}",
    ],
)
def test_what_stands_in_paths_lists_and_maps_is_shown(
    filled: Store, town: tuple[Entity, ...], roads: tuple[Relation, ...], returned: str
) -> None:
    cypher = f"MATCH p = (a:实体 {{id: 'a1'}})-[:建设]->(b)<-[:互联互通]-(c) RETURN {returned}"
    table = filled.query(cypher, rows=10, seconds=10)
    assert sorted(entity.id for entity in table.subgraph.entities) == ["a1", "a2", "a3"]
    assert sorted(relation.id for relation in table.subgraph.relations) == ["r2", "r3"]
    assert set(table.subgraph.entities) <= set(town)
    assert set(table.subgraph.relations) <= set(roads)


def test_a_path_shows_its_relations_with_their_ends(filled: Store) -> None:
    shown = ask(filled, "MATCH p = (:新城)-[:建设]->() RETURN p")[0][0]
    assert [node["properties"]["id"] for node in shown["nodes"]] == ["a1", "a3"]
    assert [(edge["head"], edge["tail"]) for edge in shown["relations"]] == [("a1", "a3")]


def test_the_archives_are_no_part_of_the_graph(filled: Store) -> None:
    table = filled.query("MATCH (n:存档) RETURN n", rows=10, seconds=10)
    assert len(table.rows) == 3
    assert table.subgraph.entities == ()


def test_rows_beyond_the_cap_are_told(filled: Store) -> None:
    five = filled.query("MATCH (n:实体) RETURN n.id", rows=5, seconds=10)
    assert (len(five.rows), five.truncated) == (5, False)
    four = filled.query("MATCH (n:实体) RETURN n.id", rows=4, seconds=10)
    assert (four.rows, four.truncated, four.limit) == ((("a1",), ("a2",), ("a3",), ("a4",)), True, 4)
    asked = filled.query("MATCH (n:实体) RETURN n.id LIMIT 3", rows=4, seconds=10)
    assert (len(asked.rows), asked.truncated) == (3, False)
    ordered = filled.query("MATCH (n:实体) RETURN n.id ORDER BY n.id DESC", rows=2, seconds=10)
    assert (ordered.rows, ordered.truncated) == ((("a5",), ("a4",)), True)


def test_the_cap_of_a_huge_answer_is_reached_without_reading_it_all(store: Store) -> None:
    huge = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b RETURN 1"
    table = store.query(huge, rows=7, seconds=30)
    assert (table.rows, table.truncated) == (((1,),) * 7, True)


def test_an_answer_without_an_order_comes_sorted_before_it_is_cut(store: Store, write: Callable) -> None:
    put = tuple(
        Entity(f"e{n:03d}", "Region" if n % 2 else "Park", f"地{n:03d}", (), {}, n) for n in range(60)
    )
    roads = tuple(Relation(f"r{n:03d}", "CONNECTS", "e007", f"e{(n * 7) % 60:03d}") for n in range(60))
    write(store, Change(put_entities=tuple(reversed(put)), put_relations=roads))
    ends = sorted(f"地{n:03d}" for n in range(60))
    cypher = "MATCH ({id: 'e007'})-[r]->(b) RETURN b.name"
    assert [row[0] for row in ask(store, f"{cypher} LIMIT 5")] == ends[:5]
    assert [row[0] for row in ask(store, f"{cypher} LIMIT $n", n=5)] == ends[:5]
    assert [row[0] for row in ask(store, f"{cypher} // LIMIT 3\n LIMIT 5;")] == ends[:5]
    assert [row[0] for row in ask(store, cypher, rows=5)] == ends[:5]
    assert [row[0] for row in ask(store, f"{cypher} ORDER BY b.degree DESC LIMIT 2")] == ends[:-3:-1]
    assert [row[0]["properties"]["id"] for row in ask(store, "MATCH (n:地区) RETURN n LIMIT 2")] == [
        "e001",
        "e003",
    ]
    assert len(ask(store, f"{cypher} UNION ALL {cypher} LIMIT 4")) in (4, 64)
    assert len(ask(store, f"{cypher} SKIP 50 LIMIT 20")) == 10
    assert len(ask(store, "MATCH (n:实体) WITH n LIMIT 4 RETURN n.id")) == 4


def test_an_error_in_a_row_beyond_the_limit_is_not_met(store: Store) -> None:
    assert ask(store, "UNWIND [1, 1, 0] AS x RETURN 1 / x LIMIT 1") == ((1,),)


@pytest.mark.parametrize(
    ("cypher", "line", "column"),
    [
        ("RETURN 1 +", 1, 11),
        ("RETRN 1", 1, 1),
        ("MATCH (n) RETRN n", 1, 11),
        ("MATCH (n)\nRETRN n", 2, 1),
        ("MATCH (n:新城)\n  WHERE n.name = '甲'\n  RETRN n", 3, 3),
        ("\n\nMATCH (n) RETRN n", 3, 11),
        ("   MATCH (n) RETRN n", 1, 14),
        ("RETURN '😀' + ]", 1, 14),
        ("RETURN '新城' + ]", 1, 15),
        ("// 说明\nMATCH (n) RETURN n n", 2, 20),
        ("MATCH (a)-[:协同]-(b) WHERE a.id = RETURN a", 1, 41),
    ],
)
def test_a_syntax_error_says_where(store: Store, cypher: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntax) as caught:
        ask(store, cypher)
    assert (caught.value.fields["line"], caught.value.fields["column"]) == (line, column)
    assert str(line) in caught.value.message("zh")
    assert "\n" not in caught.value.message("en")


@pytest.mark.parametrize("cypher", ["MATCH (n) RETURN m", "RETURN nothing(1)", "RETURN 1 AS a, 2 AS a"])
def test_an_error_of_meaning_is_a_syntax_error_too_and_claims_no_place_that_is_unknown(
    store: Store, cypher: str
) -> None:
    with pytest.raises(QuerySyntax) as caught:
        ask(store, cypher)
    told = caught.value
    if isinstance(told, QueryUnplaced):
        assert "line" not in told.fields
    else:
        assert told.fields["line"] == 1
        assert 1 < told.fields["column"] <= len(cypher)


@pytest.mark.parametrize("cypher", ["", "  \n "])
def test_no_query_at_all_is_a_syntax_error(store: Store, cypher: str) -> None:
    with pytest.raises(QuerySyntax):
        ask(store, cypher)


@pytest.mark.parametrize("cypher", ["RETURN $missing", "RETURN 1 / 0", "UNWIND [1, 0] AS x RETURN 1 / x"])
def test_what_fails_while_it_runs_is_a_query_error(store: Store, cypher: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask(store, cypher)
    assert not isinstance(caught.value, QuerySyntax | QueryForbidden | QueryTimeout)
    assert "\n" not in str(caught.value)


FORBIDDEN = [
    "CREATE (n:实体 {id: 'x'})",
    "CREATE (:Foreign)",
    "INSERT (:Foreign)",
    "MERGE (n:实体 {id: 'x'})",
    "MATCH (n:实体) SET n.name = '改'",
    "MATCH (n:实体) SET n:Foreign",
    "MATCH (n:实体) REMOVE n.name",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:实体) CALL (n) { SET n.degree = 99 } RETURN n",
    "FOREACH (x IN [1] | CREATE (:Foreign))",
    "UNWIND [1] AS x CALL (x) { CREATE (:Foreign) } IN TRANSACTIONS",
    "MATCH (n:实体) WITH n LIMIT 1 SET n.degree = 99 RETURN n.name LIMIT 1",
    "CREATE INDEX forbidden FOR (n:实体) ON (n.degree)",
    "CREATE CONSTRAINT forbidden FOR (n:实体) REQUIRE n.name IS UNIQUE",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "LOAD CSV FROM 'http://127.0.0.1:9/x.csv' AS row RETURN row",
    "RETURN COLLECT { LOAD CSV FROM 'file:///x.csv' AS row RETURN row } AS x",
    "SHOW USERS",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery",
    "SHOW DATABASES",
    "SHOW INDEXES",
    "SHOW CURRENT USER",
    "TERMINATE TRANSACTIONS 'x'",
    "CREATE USER eve SET PASSWORD 'secretsecret'",
    "DROP USER neo4j",
    "DROP USER root",
    "ALTER USER neo4j SET PASSWORD 'secretsecret'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'secretsecret'",
    "DROP DATABASE neo4j",
    "CALL dbms.listConfig()",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL dbms.killConnection('bolt-1')",
    "CALL dbms.queryJmx('*:*')",
    "CALL db.clearQueryCaches()",
    "CALL db.createLabel('Foreign')",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "/* x */ EXPLAIN RETURN 1",
]


def test_what_writes_or_administers_is_refused_and_leaves_no_trace(
    filled: Store, whole: Change, real_server: object
) -> None:
    for cypher in FORBIDDEN:
        with pytest.raises(QueryError) as caught:
            ask(filled, cypher)
        assert not isinstance(caught.value, QueryTimeout), cypher
        assert str(caught.value), cypher
        assert ask(filled, "MATCH (n) RETURN count(n), count(n.degree)") == ((8, 5),), cypher
    assert filled.entities([entity.id for entity in whole.put_entities]) == whole.put_entities
    assert filled.relations([relation.id for relation in whole.put_relations]) == whole.put_relations
    assert ask(filled, "MATCH (n:Foreign) RETURN count(n)") == ((0,),)
    database = real_server.server.database or None
    with real_server.driver() as driver, driver.session(database=database) as session:
        indexed = {tuple(row["properties"] or ()) for row in session.run("SHOW INDEXES").data()}
    assert indexed <= {("id",), ()}


def test_a_write_is_told_to_be_forbidden_and_why(filled: Store) -> None:
    for cypher in FORBIDDEN:
        if cypher.startswith(("CREATE (", "INSERT", "MERGE", "MATCH", "FOREACH")):
            with pytest.raises(QueryForbidden) as caught:
                ask(filled, cypher)
            assert caught.value.fields["reason"] in cypher


def test_the_words_of_writing_are_harmless_as_text(filled: Store) -> None:
    assert value(filled, "'CREATE (n) SET DELETE LOAD CSV'") == "CREATE (n) SET DELETE LOAD CSV"
    assert ask(filled, "// DELETE\nMATCH (n:新城) RETURN n.`SET`, n.id AS `DETACH DELETE`") == ((None, "a1"),)


@pytest.mark.parametrize(
    ("cypher", "wanted"),
    [
        ("CALL db.labels()", "园区"),
        ("CALL db.labels() YIELD label WHERE label = '园区' RETURN label", "园区"),
        ("CALL db.relationshipTypes()", "协同"),
        ("CALL dbms.components() YIELD edition", "community"),
    ],
)
def test_what_tells_the_graphs_shape_may_be_called(filled: Store, cypher: str, wanted: str) -> None:
    assert wanted in {row[0] for row in ask(filled, cypher)}


def test_a_query_that_runs_too_long_is_stopped_and_the_next_one_runs(filled: Store) -> None:
    with pytest.raises(QueryTimeout) as caught:
        ask(filled, SLOW, seconds=1)
    assert caught.value.fields["seconds"] == 1
    assert ask(filled, "RETURN 1") == ((1,),)


def test_a_stopped_query_no_longer_runs_on_the_server(filled: Store, real_server: object) -> None:
    with pytest.raises(QueryTimeout):
        ask(filled, SLOW, seconds=1)
    with (
        real_server.driver() as driver,
        driver.session(database=real_server.server.database or None) as session,
    ):
        running = [row["currentQuery"] for row in session.run("SHOW TRANSACTIONS").data()]
    assert [text for text in running if "200000" in text] == []


def test_a_slow_query_with_a_limit_is_stopped_too(filled: Store) -> None:
    with pytest.raises(QueryTimeout):
        ask(filled, SLOW.replace("count(*)", "a") + " LIMIT 1", seconds=2)


def test_a_limit_that_is_quickly_reached_is_not_made_slow_by_sorting(filled: Store) -> None:
    early = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a = 1 AND b < 300"
    assert ask(filled, f"{early} RETURN a LIMIT 1", seconds=8) == ((1,),)
