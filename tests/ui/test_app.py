"""The whole app on a filled store, page by page, as its addresses and buttons open it."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from config import Config
from graph.export import FORMATS
from graph.facts import DocumentFact, DocumentFacts, EntityFact, Evidence, RelationFact
from graph.load import load
from graph.model import Graph
from graph.resolve import make_id
from graph.schema import load_schema
from graph.store.base import Store
from graph.store.embedded import EmbeddedServer
from graph.store.opening import FOLDER, open_store
from text import say
from ui.shortened import MANY, shorten
from ui.state import apply

OpenApp = Callable[..., AppTest]
IdOf = Callable[[str], str]
Ask = Callable[..., Any]


def test_the_first_page_offers_where_to_begin(open_app: OpenApp, click: Ask, names: Ask) -> None:
    app = open_app()
    assert not app.exception and not app.error
    assert say("ui.start.explore.title", "zh") in [row.value for row in app.subheader]
    click(app, "临港新城")
    assert "临港新城" in names(app)


def test_a_link_opens_a_neighbourhood_with_its_sentences(
    open_app: OpenApp, id_of: IdOf, texts: Ask, names: Ask
) -> None:
    app = open_app(node=id_of("临港新城"))
    assert {"临港新城", "星火科创园", "禾丰区", "青云科学城"} <= names(app)
    assert "临港新城与星火科创园一体化布局光电显示上下游。" in texts(app)
    assert "《青禾新区2032年工作要点》" in texts(app)
    assert "显示 12 / 12 个实体" in texts(app)


def test_documents_and_indicators_are_off_until_asked_for(
    open_app: OpenApp, id_of: IdOf, texts: Ask, nodes: Ask
) -> None:
    app = open_app(node=id_of("临港新城"))
    kinds = {node["type"] for node in nodes(app)}
    assert not kinds & {"Document", "Indicator"}
    app = open_app(node=id_of("临港新城"), off="none")
    kinds = {node["type"] for node in nodes(app)}
    assert {"Document", "Indicator"} <= kinds
    assert "新增规上工业企业 ≥120家 2033" in texts(app)


def test_a_link_opens_what_was_expanded_and_leaves_out_what_was_hidden(
    open_app: OpenApp, id_of: IdOf, click: Ask, address: Ask, names: Ask
) -> None:
    query = {"node": id_of("临港新城"), "open": id_of("星火科创园"), "hide": id_of("氢能")}
    app = open_app(**query)
    assert "晨曦光电" in names(app) and "氢能" not in names(app)
    assert address(app) == query
    click(app, "恢复隐藏")
    assert "氢能" in names(app)
    click(app, "收起展开")
    assert "晨曦光电" not in names(app)
    assert "open" not in app.query_params


def test_the_filters_say_what_is_shown(
    open_app: OpenApp, id_of: IdOf, texts: Ask, click: Ask, names: Ask
) -> None:
    app = open_app(node=id_of("临港新城"))
    app.pills("explore.filter.entity").set_value(["NewTown", "Park"]).run()
    assert names(app) == {"临港新城", "星火科创园", "临港综合保税区", "青云科学城"}
    app.pills("explore.filter.relation").set_value(["UNDERTAKES"]).run()
    assert names(app) == {"临港新城"}
    assert say("ui.explore.alone", "zh") in texts(app)
    click(app, say("ui.filter.reset", "zh"))
    assert len(names(app)) == 12


def test_a_neighbourhood_that_is_cut_says_so_and_gives_more(
    open_app: OpenApp, id_of: IdOf, texts: Ask, click: Ask, drawn: Ask, nodes: Ask
) -> None:
    app = open_app(node=id_of("青禾新区"))
    app.session_state["explore.view"] = replace(app.session_state["explore.view"], limit=5)
    app.run()
    assert len(nodes(app)) == 5
    groups = {group["type"]: group["label"] for group in drawn(app, "explore.canvas")["groups"]}
    assert groups and all(label.startswith("另 ") for label in groups.values())
    assert "显示 5 / " in texts(app) and "按" in texts(app)
    kind = min(groups)
    view = apply(app.session_state["explore.view"], {"kind": "grow", "id": kind})
    app.session_state["explore.view"] = view
    app.run()
    assert kind not in {group["type"] for group in drawn(app, "explore.canvas")["groups"]}
    assert kind in {node["type"] for node in nodes(app)}
    click(app, say("ui.explore.more", "zh"))
    assert "显示 5 / " not in texts(app)


def test_an_unknown_id_is_one_sentence_and_a_way_on(
    open_app: OpenApp, texts: Ask, click: Ask, names: Ask
) -> None:
    app = open_app(node="no*such_id")
    assert "no*such_id" in texts(app)
    assert not app.exception
    click(app, "松溪新城")
    assert "松溪新城" in names(app) and not app.warning


def test_an_unknown_expanded_id_is_said_and_forgotten(open_app: OpenApp, id_of: IdOf, texts: Ask) -> None:
    app = open_app(node=id_of("临港新城"), open="gone")
    assert say("ui.explore.gone", "zh", count=1) in texts(app)
    assert "open" not in app.query_params


def test_a_relation_of_the_panel_opens_with_all_its_sentences(
    open_app: OpenApp, id_of: IdOf, texts: Ask, drawn: Ask, click: Ask, look: Ask
) -> None:
    app = open_app(node=id_of("临港新城"))
    look(app, "↔ 星火科创园")
    assert say("ui.panel.sentences", "zh", count=2) in texts(app)
    assert drawn(app, "explore.canvas.view")["selected"]
    click(app, "星火科创园")
    assert "7 条关系" in texts(app)


def test_both_ends_chosen_while_exploring_lead_to_their_paths(
    open_app: OpenApp, id_of: IdOf, texts: Ask, click: Ask, address: Ask, look: Ask
) -> None:
    app = open_app(node=id_of("临港新城"))
    click(app, say("ui.action.start", "zh"))
    app = look(app, "↔ 禾丰区")
    app = click(app, "禾丰区")
    click(app, say("ui.action.end", "zh"))
    click(app, say("ui.ends.go", "zh"))
    assert "1 临港新城 – 禾丰区" in texts(app).replace("**", "")
    assert address(app) == {"from": id_of("临港新城"), "to": id_of("禾丰区")}


def test_paths_are_listed_best_first_with_cost_and_sentences(
    open_app: OpenApp, id_of: IdOf, texts: Ask, drawn: Ask, click: Ask, address: Ask
) -> None:
    app = open_app("paths", **{"from": id_of("临港新城"), "to": id_of("禾丰区")})
    costs = [float(found) for found in re.findall(r"代价 (\d+\.\d+)", texts(app))]
    assert len(costs) > 3 and costs == sorted(costs)
    assert "临港新城与禾丰区联防联控，共建界河水环境。" in texts(app)
    view = drawn(app, "paths.canvas.view")
    assert view["path"]["nodes"] == [id_of("临港新城"), id_of("禾丰区")]
    click(app, "**3**")
    assert len(drawn(app, "paths.canvas.view")["path"]["nodes"]) == 3
    assert address(app)["path"] == "3"


def test_paths_through_a_type_that_has_none_say_why_and_what_comes_nearest(
    open_app: OpenApp, id_of: IdOf, texts: Ask, names: Ask, click: Ask
) -> None:
    query = {"from": id_of("临港新城"), "to": id_of("禾丰区"), "must": "Enterprise", "length": "2"}
    app = open_app("paths", **query)
    assert "没有经过企业的路径" in app.warning[0].value
    assert "晨曦光电" in texts(app) and say("ui.paths.nearest_mark", "zh") in texts(app)
    assert len(names(app, "paths")) > 1
    longer = open_app("paths", **{**query, "must": "Organization"})
    assert not longer.exception and len(longer.warning) == 1
    click(app, say("ui.paths.lifting.must_types", "zh"))
    assert not app.warning and "must" not in app.query_params


def test_no_ends_unknown_ends_and_equal_ends_are_each_said(
    open_app: OpenApp, id_of: IdOf, texts: Ask
) -> None:
    assert say("ui.paths.ask", "zh") in [row.value for row in open_app("paths").subheader]
    app = open_app("paths", **{"from": "nowhere", "to": id_of("禾丰区")})
    assert "nowhere" in texts(app) and not app.exception
    app = open_app("paths", **{"from": id_of("禾丰区"), "to": id_of("禾丰区")})
    assert len(app.error) == 1 and not app.exception
    assert say("ui.error.retry", "zh") not in texts(app), "asking the same again does not help"


def test_swapping_the_ends_turns_the_question_round(
    open_app: OpenApp, id_of: IdOf, click: Ask, address: Ask
) -> None:
    app = open_app("paths", **{"from": id_of("临港新城"), "to": id_of("禾丰区")})
    click(app, "⇄")
    assert address(app) == {"from": id_of("禾丰区"), "to": id_of("临港新城")}


def run_query(app: AppTest, query: str, click: Ask) -> AppTest:
    app.text_area("cypher.text").set_value(query).run()
    return click(app, say("ui.cypher.run", "zh"))


def test_a_query_of_a_link_runs_only_when_asked(open_app: OpenApp, click: Ask) -> None:
    app = open_app("cypher", query="MATCH (a:新城) RETURN a.name AS name ORDER BY name")
    assert not app.dataframe
    click(app, say("ui.cypher.run", "zh"))
    assert list(app.dataframe[0].value["name"]) == sorted(
        ["临港新城", "松溪新城", "白鹭新城", "望川新城", "石桥新城"]
    )


def test_a_query_shows_its_graph_and_its_table(open_app: OpenApp, names: Ask, click: Ask) -> None:
    app = run_query(open_app("cypher"), "MATCH (a:新城)-[r:协同]-(b) RETURN a, r, b", click)
    assert {"临港新城", "禾丰区", "星火科创园"} <= names(app, "cypher")
    assert "cypher.export.table" not in [row.key for row in app.get("download_button")]
    app.segmented_control("cypher.shape").set_value("table").run()
    assert "禾丰区" in set(app.dataframe[0].value["b"])
    assert [row.key for row in app.get("download_button")] == ["cypher.export.table"]


def test_rows_beyond_the_limit_are_said(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, texts: Ask, click: Ask
) -> None:
    monkeypatch.setenv("POLICY_GRAPH_QUERY_ROWS", "3")
    app = run_query(open_app("cypher"), "MATCH (a:实体) RETURN a.name", click)
    assert len(app.dataframe[0].value) == 3
    assert "只显示前 3 行（上限 3），还有更多" in texts(app)


def test_a_mistake_in_a_query_is_pointed_at(open_app: OpenApp, click: Ask) -> None:
    app = run_query(open_app("cypher"), "MATCH (a:新城)\nRETRUN a", click)
    assert "第 2 行" in app.error[0].value
    assert app.code[0].value.splitlines()[:3] == ["MATCH (a:新城)", "RETRUN a", "▲"]
    assert not app.exception


def test_writing_is_refused_in_plain_words(open_app: OpenApp, filled: Store, click: Ask) -> None:
    before = filled.summary()
    app = run_query(open_app("cypher"), "MATCH (a) DETACH DELETE a", click)
    assert len(app.error) == 1 and not app.exception
    assert filled.summary() == before


def test_an_answer_without_rows_says_so(open_app: OpenApp, texts: Ask, click: Ask) -> None:
    app = run_query(open_app("cypher"), "MATCH (a:新城 {name: '无'}) RETURN a", click)
    assert say("ui.cypher.no_rows", "zh") in texts(app)


def test_every_example_runs(open_app: OpenApp, click: Ask) -> None:
    app = open_app("cypher")
    examples = [row.key for row in app.button if row.key.startswith("cypher.example.")]
    assert len(examples) >= 5
    for key in examples:
        app.button(key).click().run()
        click(app, say("ui.cypher.run", "zh"))
        assert not app.error and not app.exception, key


def test_the_language_switches_and_the_state_stays(
    open_app: OpenApp, id_of: IdOf, texts: Ask, address: Ask, names: Ask
) -> None:
    app = open_app(node=id_of("临港新城"), open=id_of("星火科创园"))
    before = names(app)
    app.segmented_control("language.choice").set_value("en").run()
    assert "Showing 13 of 13 entities" in texts(app)
    assert names(app) == before
    assert address(app)["lang"] == "en" and "open" in app.query_params
    assert "ui." not in texts(app)


def test_a_link_carries_its_language(open_app: OpenApp, id_of: IdOf, texts: Ask) -> None:
    assert "relations" in texts(open_app(node=id_of("临港新城"), lang="en"))


@pytest.mark.parametrize("page", ["explore", "paths", "cypher"])
@pytest.mark.parametrize("name", list(FORMATS))
def test_every_page_exports_what_it_shows(
    open_app: OpenApp, id_of: IdOf, page: str, name: str, click: Ask
) -> None:
    queries = {
        "explore": {"node": id_of("临港新城")},
        "paths": {"from": id_of("临港新城"), "to": id_of("禾丰区")},
    }
    app = open_app(page, **queries.get(page, {}))
    if page == "cypher":
        run_query(app, "MATCH (a:新城)-[r]->(b) RETURN a, r, b", click)
    assert f"{page}.export.{name}" in [row.key for row in app.get("download_button")]


def test_a_store_that_is_not_there_is_one_sentence_and_a_retry(
    open_app: OpenApp, id_of: IdOf, monkeypatch: pytest.MonkeyPatch, click: Ask, names: Ask
) -> None:
    app = open_app(node=id_of("临港新城"))
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    st.cache_resource.clear()
    app.run()
    assert "bolt://127.0.0.1:9" in app.error[0].value.replace("\\", "") and not app.exception
    monkeypatch.delenv("NEO4J_URI")
    click(app, say("ui.error.retry", "zh"))
    assert not app.error and "临港新城" in names(app)


def test_an_embedded_server_that_was_stopped_in_mid_use_is_started_again(
    open_app: OpenApp, id_of: IdOf, app_config: Config, click: Ask, look: Ask, names: Ask
) -> None:
    app = open_app(node=id_of("临港新城"))
    EmbeddedServer(app_config.home / FOLDER).stop()
    look(app, "↔ 星火科创园")
    if app.error:
        click(app, say("ui.error.retry", "zh"))
    assert not app.error and not app.exception and "临港新城" in names(app)


def test_a_setting_of_the_wrong_form_is_named(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_GRAPH_QUERY_ROWS", "many")
    app = open_app()
    assert "POLICY_GRAPH_QUERY_ROWS" in app.error[0].value.replace("\\", "")


def test_the_unexpected_is_a_sentence_with_its_reference_in_the_log(
    open_app: OpenApp,
    id_of: IdOf,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    texts: Ask,
) -> None:
    app = open_app(node=id_of("临港新城"))
    monkeypatch.setattr("ui.views.explore.say_shown", None)
    app.run()
    (reference,) = re.findall(r"编号 ([0-9a-f]{8})", app.error[0].value)
    assert reference in caplog.text and not app.exception
    assert "Traceback" not in texts(app)


def test_documents_that_are_loaded_meanwhile_appear(
    open_app: OpenApp, tmp_path: Path, app_config: Config, monkeypatch: pytest.MonkeyPatch, names: Ask
) -> None:
    store = open_store(replace(app_config, home=tmp_path))
    try:
        load(store, [about("d", "南岭新城")])
        monkeypatch.setenv("POLICY_GRAPH_HOME", str(tmp_path))
        app = open_app(node=store.find("南岭新城").entities[0].id)
        assert names(app) == {"南岭新城", "青石园"}
        load(store, [about("d", "南岭新城"), about("e", "南岭新城", "白露园")])
        st.cache_data.clear()
        app.run()
        assert names(app) == {"南岭新城", "青石园", "白露园"}
    finally:
        store.close()
        EmbeddedServer(tmp_path / FOLDER).stop()


def about(doc: str, town: str, park: str = "青石园") -> DocumentFacts:
    """A document of one sentence: the town works with the park."""
    quote = f"{town}与{park}协同。"
    place = Evidence(doc, "", 0, len(quote), quote, "invented")
    return DocumentFacts(
        DocumentFact(doc, "新通知"),
        (EntityFact("NewTown", town, (), place), EntityFact("Park", park, (), place)),
        (RelationFact("COORDINATES_WITH", town, "NewTown", park, "Park", place),),
    )


def test_an_empty_store_says_how_to_load_documents(
    open_app: OpenApp,
    tmp_path: Path,
    app_config: Config,
    monkeypatch: pytest.MonkeyPatch,
    texts: Ask,
    click: Ask,
) -> None:
    empty = replace(app_config, home=tmp_path)
    store = open_store(empty)
    try:
        app = open_app()
        monkeypatch.setenv("POLICY_GRAPH_HOME", str(tmp_path))
        st.cache_resource.clear()
        st.cache_data.clear()
        app.run()
        assert say("ui.app.empty", "zh") in texts(app)
        assert "python -m loaders" in app.code[0].value
        load(store, [DocumentFacts(DocumentFact("d", "新通知"))])
        click(app, say("ui.app.look_again", "zh"))
        assert say("ui.app.empty", "zh") not in texts(app)
    finally:
        store.close()
        EmbeddedServer(tmp_path / FOLDER).stop()


def test_a_link_opens_what_was_added_without_its_neighbours(
    open_app: OpenApp, id_of: IdOf, names: Ask, address: Ask
) -> None:
    query = {"node": id_of("临港新城"), "add": id_of("晨曦光电")}
    app = open_app(**query)
    assert "晨曦光电" in names(app) and len(names(app)) == 13
    assert address(app) == query


def test_with_all_relations_off_what_was_added_stands_alone(
    open_app: OpenApp, id_of: IdOf, names: Ask, drawn: Ask
) -> None:
    off = ",".join(load_schema().relations)
    app = open_app(node=id_of("临港新城"), add=id_of("星火科创园"), off=off)
    assert names(app) == {"临港新城", "星火科创园"}
    assert not drawn(app, "explore.canvas")["edges"]["id"]


def test_a_link_of_very_many_is_short_and_opens_what_the_store_has(
    open_app: OpenApp, invented: Graph, id_of: IdOf, nodes: Ask, address: Ask, texts: Ask
) -> None:
    town = id_of("临港新城")
    others = [row.id for row in invented.entities if row.id != town]
    query = {"node": town, "add": ",".join(others), "off": "none", "limit": "300"}
    app = open_app(**query)
    assert len(nodes(app)) == len(invented.entities) > MANY
    short = address(app)
    assert len(short["add"]) < len(query["add"]) / 2
    again = open_app(**short)
    assert len(nodes(again)) == len(invented.entities) and address(again) == short
    known = [*others, make_id("gone")]
    gone = open_app(**{**query, "add": shorten(known)})
    assert say("ui.explore.gone", "zh", count=1) in texts(gone)
    assert address(gone) == short
