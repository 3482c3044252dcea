"""What every store does, on each server in turn."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from errors import QueryTimeout, StoreError
from graph.facts import DocumentFacts
from graph.model import Entity, Facts, Link, Relation, SavedView
from graph.store.base import Change, Store

ALL = "MATCH (n) RETURN count(n) AS n"


def count(store: Store, cypher: str = ALL) -> int:
    return store.query(cypher, rows=1, seconds=10).rows[0][0]


def held(store: Store) -> tuple[tuple, ...]:
    """Every node and relation, with all properties."""
    nodes = store.query("MATCH (n:实体) RETURN n", rows=1000, seconds=10).rows
    edges = store.query("MATCH ()-[r]->() RETURN r", rows=1000, seconds=10).rows
    return nodes, edges


def archived(store: Store) -> tuple[DocumentFacts, ...]:
    seen: list[tuple[DocumentFacts, ...]] = []

    def look(archives: tuple[DocumentFacts, ...]) -> Change:
        seen.append(archives)
        return Change()

    store.update(look)
    return seen[-1]


def test_an_empty_store_answers_everything(store: Store) -> None:
    assert (store.summary().entities, store.summary().relations) == ({}, {})
    assert store.find("云").total == 0
    assert store.entities(["a1"]) == store.relations(["r1"]) == ()
    assert store.links_of(["a1"]) == store.links_between(["a1"]) == ()
    assert store.query("MATCH (n:新城) RETURN n", rows=5, seconds=5).rows == ()


def test_what_is_put_comes_back_whole(
    filled: Store, town: tuple[Entity, ...], roads: tuple[Relation, ...]
) -> None:
    assert filled.entities([entity.id for entity in town]) == town
    assert [dict(entity.details) for entity in filled.entities(["a4", "a5"])] == [
        dict(town[3].details),
        dict(town[4].details),
    ]
    assert filled.relations([relation.id for relation in roads]) == roads


def test_ids_are_found_by_their_beginnings(filled: Store, town: tuple[Entity, ...]) -> None:
    everything = tuple(sorted(entity.id for entity in town))
    assert filled.ids_beginning(["a"]) == everything
    assert filled.ids_beginning(["a2", "a1", "b1"]) == ("a1", "a2")
    assert filled.ids_beginning([]) == filled.ids_beginning(["a1 and more"]) == ()


def test_ids_come_in_the_order_asked_and_unknown_ones_are_left_out(filled: Store) -> None:
    assert [entity.id for entity in filled.entities(["a3", "zz", "a1", "a3"])] == ["a3", "a1", "a3"]
    assert [relation.id for relation in filled.relations(["r2", "zz", "r1"])] == ["r2", "r1"]
    assert filled.entities([]) == filled.relations([]) == ()


def test_the_summary_counts_by_type_and_names_the_server(filled: Store) -> None:
    summary = filled.summary()
    assert summary.server.split(" ")[0] in ("Neo4j", "ArcadeDB")
    assert any(character.isdigit() for character in summary.server)
    assert summary.entities == {"NewTown": 1, "Park": 1, "Project": 1, "Indicator": 1, "Document": 1}
    assert summary.relations == {
        "COORDINATES_WITH": 1,
        "CONNECTS": 1,
        "BUILDS": 1,
        "MENTIONED_IN": 1,
        "HAS_INDICATOR": 1,
    }


def test_the_address_shows_where_it_is_and_no_password(store: Store) -> None:
    assert store.address
    assert "@" not in store.address


def test_search_ranks_equal_then_beginning_then_inside(store: Store, write: Callable) -> None:
    named = [
        ("n1", "海棠新城东站", (), 9),
        ("n2", "海棠新城", (), 0),
        ("n3", "沿河片区", ("海棠新城",), 0),
        ("n4", "北海棠新城站", (), 9),
        ("n5", "旧港片区", ("海棠新城旧港",), 0),
        ("n6", "新港片区", ("大海棠新城",), 9),
        ("n7", "海棠新城西站", (), 10),
        ("n8", "无关", (), 99),
    ]
    put = tuple(Entity(key, "Park", name, forms, {}, degree) for key, name, forms, degree in named)
    write(store, Change(put_entities=put))
    hits = store.find("海棠新城")
    assert [entity.id for entity in hits.entities] == ["n2", "n3", "n7", "n1", "n5", "n4", "n6"]
    assert hits.total == 7
    assert [entity.id for entity in store.find("海棠新城", limit=2).entities] == ["n2", "n3"]
    assert store.find("海棠新城", limit=2).total == 7


def test_search_breaks_ties_by_name_then_id_in_code_points(store: Store, write: Callable) -> None:
    names = {"n3": "𠮷桥", "n2": "豈桥", "n1": "石桥", "n0": "石桥"}
    put = tuple(Entity(key, "Project", name) for key, name in sorted(names.items()))
    write(store, Change(put_entities=put))
    assert [entity.id for entity in store.find("桥").entities] == ["n0", "n1", "n2", "n3"]


def test_search_ignores_letters_case_and_keeps_to_the_types(filled: Store) -> None:
    assert [entity.id for entity in filled.find("yl").entities] == ["a1"]
    assert [entity.id for entity in filled.find("云岭", types=["Project"]).entities] == ["a3"]
    assert [entity.id for entity in filled.find("云岭", types=["Project", "NewTown"]).entities] == [
        "a1",
        "a3",
    ]
    assert filled.find("云岭.*").total == 0
    with pytest.raises(KeyError):
        filled.find("云岭", types=["Nothing"])


def test_links_touch_or_join_the_entities_and_come_by_id(filled: Store) -> None:
    assert [link.documents for link in filled.links_between(["a1", "a2"])] == [2]
    assert filled.links_of(["a3"]) == (Link("r2", "BUILDS", "a1", "a3"), Link("r3", "CONNECTS", "a2", "a3"))
    assert [link.id for link in filled.links_of(["a1", "a2"])] == ["r1", "r2", "r3", "r4", "r5"]
    assert [link.id for link in filled.links_of(["a1", "a2"], limit=2)] == ["r1", "r2"]
    assert [link.id for link in filled.links_of(["a1"], types=["BUILDS", "MENTIONED_IN"])] == ["r2", "r4"]
    assert [link.id for link in filled.links_between(["a1", "a2", "a3"])] == ["r1", "r2", "r3"]
    assert [link.id for link in filled.links_between(["a1", "a2", "a3"], types=["CONNECTS"])] == ["r3"]
    assert filled.links_between(["a1"]) == filled.links_of([]) == ()


def test_a_relation_of_a_thing_to_itself_is_one_link(store: Store, write: Callable) -> None:
    loop = Relation("r9", "CONNECTS", "a1", "a1")
    write(store, Change(put_entities=(Entity("a1", "Project", "环线"),), put_relations=(loop,)))
    assert store.links_of(["a1"]) == store.links_between(["a1"]) == (Link("r9", "CONNECTS", "a1", "a1"),)


@pytest.fixture
def told(store: Store, evidence: Callable, write: Callable) -> Store:
    """A hub with five relations, told by up to three documents, some of them many times."""
    put = tuple(Entity(f"a{n}", "Project", f"站{n}") for n in range(6))
    sources = [
        ("r1", "a1", ("甲文", "甲文", "甲文"), ""),
        ("r2", "a2", ("甲文", "乙文", "乙文", "丙文"), "done"),
        ("r3", "a3", ("乙文",), "planned"),
        ("r4", "a4", ("丙文", "丙文"), ""),
        ("r5", "a5", (), "reported"),
    ]
    roads = tuple(
        Relation(key, "CONNECTS", "a0", tail, tuple(evidence(doc, n) for n, doc in enumerate(docs)), status)
        for key, tail, docs, status in sources
    )
    write(store, Change(put_entities=put, put_relations=roads))
    return store


ANYTHING = Facts()
FACTS = [
    (ANYTHING, {"r1": 1, "r2": 3, "r3": 1, "r4": 1, "r5": 1}),
    (Facts(frozenset({"甲文"})), {"r1": 1, "r2": 1}),
    (Facts(frozenset({"甲文", "乙文"})), {"r1": 1, "r2": 2, "r3": 1}),
    (Facts(frozenset({"丙文", "没有"})), {"r2": 1, "r4": 1}),
    (Facts(frozenset({"没有"})), {}),
    (Facts(frozenset()), {}),
    (Facts(statuses=frozenset({""})), {"r1": 1, "r4": 1}),
    (Facts(statuses=frozenset({"planned", "done", "reported"})), {"r2": 3, "r3": 1, "r5": 1}),
    (Facts(statuses=frozenset()), {}),
    (Facts(frozenset({"乙文"}), frozenset({"done"})), {"r2": 1}),
    (Facts(frozenset({"甲文"}), frozenset({"planned"})), {}),
]


@pytest.mark.parametrize(("facts", "wanted"), FACTS)
def test_links_count_only_the_facts_asked_for_and_each_document_once(
    told: Store, facts: Facts, wanted: dict[str, int]
) -> None:
    everything = [f"a{n}" for n in range(6)]
    for links in (told.links_of(["a0"], facts=facts), told.links_between(everything, facts=facts)):
        assert {link.id: link.documents for link in links} == wanted
        assert [link.id for link in links] == sorted(wanted)
    assert {link.id for link in told.links_of(["a3", "a4"], facts=facts)} == {"r3", "r4"} & wanted.keys()


def test_a_limit_is_of_the_links_that_count(told: Store) -> None:
    facts = Facts(frozenset({"乙文", "丙文"}))
    assert [link.id for link in told.links_of(["a0"], limit=2, facts=facts)] == ["r2", "r3"]
    assert [link.id for link in told.links_of(["a0"], ["BUILDS"], 2, facts)] == []
    assert [link.id for link in told.links_of(["a0"], ["CONNECTS"], 9, facts)] == ["r2", "r3", "r4"]


def test_any_name_of_a_document_is_a_value_and_nothing_else(
    store: Store, evidence: Callable, write: Callable
) -> None:
    names = ["`", "'] IS NULL //", "a.b", "$documents", "文 件\n", "\u2028", "😀"]
    put = tuple(Entity(f"a{n}", "Project", "站") for n in range(len(names) + 1))
    roads = tuple(
        Relation(f"r{n}", "CONNECTS", f"a{n}", f"a{n + 1}", (evidence(name),)) for n, name in enumerate(names)
    )
    write(store, Change(put_entities=put, put_relations=roads))
    for n, name in enumerate(names):
        found = store.links_of([row.id for row in put], facts=Facts(frozenset({name})))
        assert [link.id for link in found] == [f"r{n}"]


def test_the_same_change_again_leaves_everything_as_it_is(
    filled: Store, whole: Change, write: Callable
) -> None:
    before = held(filled)
    write(filled, whole)
    assert held(filled) == before
    assert count(filled) == 5 + 2 + 1  # entities, archives, the lock


def test_put_replaces_by_id_and_drops_remove(
    filled: Store, town: tuple[Entity, ...], write: Callable
) -> None:
    fresh = replace(town[1], aliases=(), degree=7, details={"note": "新"})
    road = Relation("r3", "CONNECTS", "a2", "a1", (), "done")
    change = Change(
        put_entities=(fresh,),
        put_relations=(road,),
        drop_entities=("a5", "unknown"),
        drop_relations=("r2", "unknown"),
        drop_archives=("乙文", "unknown"),
    )
    assert write(filled, change) == change
    assert filled.entities(["a2", "a5"]) == (fresh,)
    assert filled.relations(["r3", "r2", "r5"]) == (road,)
    assert [facts.doc for facts in archived(filled)] == ["甲文"]
    assert count(filled, "MATCH ()-[r]->() RETURN count(r)") == 3


def test_a_put_without_its_old_details_forgets_them(
    filled: Store, town: tuple[Entity, ...], write: Callable
) -> None:
    write(filled, Change(put_entities=(replace(town[4], details={}),)))
    assert dict(filled.entities(["a5"])[0].details) == {}


def test_archives_come_back_as_they_were_ordered_by_document(
    filled: Store, whole: Change, facts: Callable, write: Callable
) -> None:
    assert archived(filled) == tuple(sorted(whole.put_archives, key=lambda item: item.doc))
    long = facts("甲文", names=3000)
    write(filled, Change(put_archives=(long,)))
    assert [item for item in archived(filled) if item.doc == "甲文"] == [long]


def test_one_archive_is_read_alone(filled: Store, whole: Change) -> None:
    wanted = whole.put_archives[0]
    assert filled.archive(wanted.doc) == wanted
    assert filled.archive("没有") is None
    assert filled.archive("") is None


def test_relations_are_counted_by_the_documents_that_state_them(filled: Store) -> None:
    counts = filled.relations_by_document()
    assert counts["甲文"]["COORDINATES_WITH"] == 1 and counts["乙文"]["COORDINATES_WITH"] == 1
    table = filled.query("MATCH ()-[r]->() WHERE '甲文' IN r.documents RETURN count(r)", rows=1, seconds=10)
    assert sum(counts["甲文"].values()) == table.rows[0][0]


def test_views_are_kept_by_name_and_never_replaced(store: Store) -> None:
    assert store.views() == ()
    north, south = SavedView("北", "explore", "node=a&open=b"), SavedView("南", "paths", "from=a&to=b")
    assert store.save_view(south) and store.save_view(north)
    assert store.views() == (north, south)
    assert not store.save_view(SavedView("北", "cypher", "query=x"))
    store.drop_view("南")
    store.drop_view("没有")
    assert store.views() == (north,)
    assert store.summary().entities == {}


def test_a_views_name_is_a_value_and_nothing_else(store: Store) -> None:
    view = SavedView("' }) DETACH DELETE v //", "explore", "node='\"`")
    assert store.save_view(view) and store.views() == (view,)
    store.drop_view(view.name)
    assert store.views() == ()


def test_a_relation_shows_its_sentences_and_their_sources_in_one_query(filled: Store) -> None:
    table = filled.query(
        "MATCH (:新城)-[r:协同]->(:园区) UNWIND range(0, size(r.quotes) - 1) AS i "
        "RETURN r.quotes[i], r.documents[i], r.titles[i], r.sections[i], r.starts[i], r.ends[i], "
        "r.rules[i], r.marks[i], r.carried[i], r.status ORDER BY i",
        rows=10,
        seconds=10,
    )
    quote, section = "云岭新城与松涛园区协同发展。", "一、总则 / （一）目标"
    assert table.rows == (
        (quote, "甲文", "甲文的题目", section, 3, 17, "r1", "3-7 8-12", "", "under_way"),
        (quote, "乙文", "乙文的题目", section, 40, 54, "r1", "40-44 45-49", "", "under_way"),
    )


def test_a_plan_that_raises_leaves_nothing(filled: Store) -> None:
    before = held(filled)

    def fail(archives: tuple[DocumentFacts, ...]) -> Change:
        raise ValueError("the plan's own")

    with pytest.raises(ValueError, match="the plan's own"):
        filled.update(fail)
    assert held(filled) == before


def test_a_write_that_fails_leaves_nothing(filled: Store, facts: Callable, write: Callable) -> None:
    before, kept = held(filled), archived(filled)
    put = (Entity("b1", "Park", "新来的"), Entity("b2", "NewArea", "也是新来的"))
    dangling = Relation("r9", "LEARNS_FROM", "b1", "nowhere")
    change = Change(
        put_entities=put, put_relations=(dangling,), drop_entities=("a1",), put_archives=(facts("丙文"),)
    )
    with pytest.raises(StoreError):
        write(filled, change)
    assert held(filled) == before
    assert archived(filled) == kept


def test_two_nodes_of_one_id_are_refused_whole(filled: Store, write: Callable) -> None:
    before = held(filled)
    twins = (Entity("b1", "Park", "甲"), Entity("b1", "Park", "乙"))
    with pytest.raises(StoreError):
        write(filled, Change(put_entities=twins))
    assert held(filled) == before


def test_simultaneous_updates_follow_one_another(real_server: object, facts: Callable) -> None:
    """Each adds a document for every one that it sees: none may see the same state as another."""
    seen: list[int] = []
    failures: list[BaseException] = []

    def load() -> None:
        store = real_server.open()
        try:
            for _ in range(3):
                change = store.update(lambda archives: Change(put_archives=(facts(f"d{len(archives)}"),)))
                seen.append(int(change.put_archives[0].doc[1:]))
        except BaseException as error:
            failures.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=load) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(seen) == list(range(9))


LONG = "UNWIND range(1, 200000) AS a UNWIND range(1, 200000) AS b WITH a, b WHERE a * b = -1 RETURN count(*)"


def test_a_long_query_of_one_does_not_hold_up_others(filled: Store, town: tuple[Entity, ...]) -> None:
    ended: list[str] = []

    def ask_long() -> None:
        with pytest.raises(QueryTimeout):
            filled.query(LONG, rows=1, seconds=10)
        ended.append("long")

    def ask_short() -> None:
        while not ended:
            assert filled.entities(["a1"]) == town[:1]
            assert filled.find("云岭").total
            assert count(filled) > 0
            ended_before.append(bool(ended))

    ended_before: list[bool] = []
    threads = [threading.Thread(target=ask) for ask in (ask_long, ask_short, ask_short)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == ["long"]
    assert ended_before.count(False) > 4, "short ones were answered while the long one ran"


def test_a_view_is_saved_while_a_long_query_runs(filled: Store) -> None:
    ended: list[str] = []

    def ask_long() -> None:
        with pytest.raises(QueryTimeout):
            filled.query(LONG, rows=1, seconds=8)
        ended.append("long")

    asking = threading.Thread(target=ask_long)
    asking.start()
    assert filled.save_view(SavedView("名", "explore", "node=a1"))
    assert filled.views() == (SavedView("名", "explore", "node=a1"),)
    assert ended == [], "written and read before the long one ended"
    asking.join()
    filled.drop_view("名")


def test_progress_tells_how_far_it_is(store: Store, whole: Change) -> None:
    said: list[tuple[str, int, int]] = []
    store.update(lambda archives: whole, lambda *step: said.append(step))
    assert ("store.progress.entities", 5, 5) in said
    assert ("store.progress.relations", 5, 5) in said
    assert ("store.progress.archives", 2, 2) in said
    assert all(0 < done <= total for _, done, total in said)


def test_more_than_one_batch_is_written(store: Store, write: Callable) -> None:
    put = tuple(Entity(f"e{n:05d}", "Region", f"地{n}") for n in range(2500))
    roads = tuple(Relation(f"r{n:05d}", "CONNECTS", f"e{n:05d}", f"e{n + 1:05d}") for n in range(2499))
    write(store, Change(put_entities=put, put_relations=roads))
    assert store.summary().entities == {"Region": 2500}
    assert store.summary().relations == {"CONNECTS": 2499}
    write(store, Change(drop_entities=tuple(entity.id for entity in put)))
    assert count(store, "MATCH (n:实体) RETURN count(n)") == 0


NASTY = st.text(min_size=1, max_size=30) | st.sampled_from(
    [
        "`",
        "``",
        "'",
        '"',
        "\\",
        "a\nb",
        "😀𠮷",
        "}) DETACH DELETE n //",
        "$ids",
        "\u2028",
        "\r\n",
        "{x}",
        "\x00",
    ]
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(NASTY, min_size=6, max_size=6))
def test_any_text_is_a_value_and_nothing_else(
    store: Store, write: Callable, evidence: Callable, texts: list[str]
) -> None:
    name, alias, detail, title, quote, doc = texts
    ends = (Entity("t1", "Policy", name, (alias,), {"title": detail}, 1), Entity("t2", "Policy", title))
    road = Relation("q1", "SUPPORTS", "t1", "t2", (evidence(doc, quote=quote, rule=alias),))
    write(store, Change(put_entities=ends, put_relations=(road,)))
    assert store.entities(["t1", "t2"]) == ends
    assert dict(store.entities(["t1"])[0].details) == {"title": detail}
    assert store.relations(["q1"]) == (road,)
    assert "t1" in [entity.id for entity in store.find(name, limit=50).entities]


def test_a_detail_may_not_hide_what_every_node_has(store: Store, write: Callable) -> None:
    with pytest.raises(ValueError, match="degree"):
        write(store, Change(put_entities=(Entity("t1", "Policy", "甲", (), {"degree": 3}),)))
    assert count(store, "MATCH (n:实体) RETURN count(n)") == 0


def test_a_closed_store_lets_others_be(real_server: object, whole: Change, write: Callable) -> None:
    first, second = real_server.open(), real_server.open()
    write(first, whole)
    first.close()
    assert second.summary().entities["Park"] == 1
    second.close()


def test_a_pass_over_the_graph_meets_every_entity_and_relation_once(filled: Store) -> None:
    spots = {spot.id: spot for spot in filled.spots()}
    assert sorted(spots) == ["a1", "a2", "a3", "a4", "a5"]
    assert (spots["a1"].type, spots["a1"].name, spots["a1"].degree) == ("NewTown", "云岭新城", 4)
    keys = {spot.key: spot.id for spot in spots.values()}
    assert len(keys) == 5
    told = [
        (spot.id, kind, keys[tail], relation, sorted(documents), status)
        for spot in spots.values()
        for tail, relation, kind, documents, status in spot.relations
    ]
    expected = [
        (row.head, row.type, row.tail, row.id, sorted(place.doc for place in row.evidence), row.status)
        for row in filled.relations([link.id for link in filled.links_of(list(spots))])
    ]
    assert sorted(told) == sorted(expected)


def test_a_pass_leaves_out_what_is_not_of_the_schema(filled: Store, real_server: object) -> None:
    with (
        real_server.driver() as driver,
        driver.session(database=real_server.server.database or None) as session,
    ):
        session.run("CREATE (:`实体`:`别的` {id: 'zz', name: '别的'})").consume()
        session.run("MATCH (n {id: 'a1'}), (m {id: 'a2'}) CREATE (n)-[:`别的关系` {id: 'zr'}]->(m)").consume()
        session.run(
            "MATCH (n {id: 'a1'}), (m {id: 'a2'}) CREATE (n)-[:`协同` {id: 'by hand'}]->(m)"
        ).consume()
        session.run("MATCH (n {id: 'a1'}), (m {id: 'a2'}) CREATE (n)-[:`协同` {id: 7}]->(m)").consume()
    spots = list(filled.spots())
    assert "zz" not in [spot.id for spot in spots]
    assert not {"zr", "by hand", 7} & {row[1] for spot in spots for row in spot.relations}
    assert {row[1] for spot in spots for row in spot.relations} == {"r1", "r2", "r3", "r4", "r5"}


def test_the_revision_changes_with_the_graph_and_with_nothing_else(
    filled: Store, real_server: object, write: Callable, facts: Callable
) -> None:
    first = filled.revision()
    assert first.mark and first.entities == 5 and first.relations in (None, 5)
    filled.save_view(SavedView("看", "explore", "q=1"))
    filled.drop_view("看")
    write(filled, Change())
    assert filled.revision() == first
    other = real_server.open()
    write(other, Change(put_archives=(facts("丙文"),)))
    other.close()
    second = filled.revision()
    assert second != first
    write(filled, Change(drop_relations=("r1",)))
    assert filled.revision() not in (first, second)


def test_the_revision_of_a_graph_that_was_emptied_and_filled_again_is_new(
    filled: Store, real_server: object, whole: Change, write: Callable
) -> None:
    first = filled.revision()
    real_server.empty()
    assert filled.revision().mark == "" and filled.revision().entities == 0
    write(filled, whole)
    assert filled.revision().mark not in ("", first.mark)


def test_relations_are_found_by_their_types_too(filled: Store, roads: tuple[Relation, ...]) -> None:
    ids, types = [row.id for row in roads], [row.type for row in roads]
    assert filled.relations(ids, types) == roads
    assert filled.relations(["zz", *ids[::-1]], ["BUILDS", *types[::-1]]) == roads[::-1]
    assert filled.relations(ids[:1], ["BUILDS"]) == () and filled.relations([], []) == ()


def test_the_most_connected_of_a_type_come_first(filled: Store, write: Callable) -> None:
    more = (Entity("b1", "NewTown", "乙镇", degree=4), Entity("b2", "NewTown", "丙镇", degree=9))
    write(filled, Change(put_entities=more))
    hits = filled.most_connected("NewTown", 2)
    assert ([row.id for row in hits.entities], hits.total) == (["b2", "b1"], 3)
    assert filled.most_connected("Person", 5).total == 0
