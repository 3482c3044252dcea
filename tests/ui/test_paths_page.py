"""The path workbench: ends that are sets, conditions, what links, folded groups, costs, why there is none."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.paths import PathRequest, explain, find_linking, find_paths, fold_paths, shown_paths
from graph.store.base import Store
from text import say
from ui.state import select

OpenApp = Callable[..., AppTest]
IdOf = Callable[[str], str]
Ask = Callable[..., Any]


@pytest.fixture
def pair(id_of: IdOf) -> dict[str, str]:
    return {"from": id_of("临港新城"), "to": id_of("禾丰区")}


def words(key: str, **fields: object) -> str:
    return say(f"ui.paths.{key}", "zh", **fields)


def test_without_ends_questions_are_offered_and_a_click_asks_one(
    open_app: OpenApp, texts: Ask, address: Ask
) -> None:
    app = open_app("paths")
    assert words("ask") in [row.value for row in app.subheader] and not app.warning
    app.button("paths.example.sets").click().run()
    assert address(app)["from_type"] == "NewTown" and "to_type" in address(app)
    assert "每个新城" in texts(app) and not app.exception


def test_with_one_end_the_other_is_asked_for(open_app: OpenApp, id_of: IdOf, address: Ask) -> None:
    app = open_app("paths", **{"from": id_of("临港新城")})
    assert say("ui.start.paths_end.title", "zh") in [row.value for row in app.subheader]
    app.button(f"start.{id_of('望川新城')}").click().run()
    assert address(app) == {"from": id_of("临港新城"), "to": id_of("望川新城")}


def test_two_unknown_ends_are_one_warning_with_what_reads_alike(
    open_app: OpenApp, texts: Ask, id_of: IdOf, address: Ask
) -> None:
    app = open_app("paths", **{"from": "临港", "to": "禾丰"})
    assert len(app.warning) == 1 and "临港、禾丰" in app.warning[0].value
    app.button(f"paths.suggest.start.临港.{id_of('临港新城')}").click().run()
    assert address(app)["from"] == id_of("临港新城")
    app.button(f"paths.suggest.end.禾丰.{id_of('禾丰区')}").click().run()
    assert not app.warning and "1 临港新城 – 禾丰区" in texts(app).replace("**", "")


def test_sets_of_a_type_and_of_a_place_are_searched_as_the_library_does(
    open_app: OpenApp, id_of: IdOf, filled: Store, texts: Ask, names: Ask
) -> None:
    app = open_app("paths", from_type="NewTown", to_type="Region,Park", count="5")
    assert not app.exception and not app.error and not app.warning
    towns = [row.id for row in filled.most_connected("NewTown", 99).entities]
    others = [row.id for kind in ("Region", "Park") for row in filled.most_connected(kind, 99).entities]
    answer = find_paths(filled, towns, others, PathRequest(count=5))
    assert names(app, "paths") == {row.name for path in answer.paths for row in path.entities}
    assert say("ui.paths.set_all", "zh", words="每个新城", total=len(towns), shown=0) in texts(app)
    assert "每个地区或园区" in texts(app)


def test_a_place_without_any_is_said(open_app: OpenApp, id_of: IdOf) -> None:
    query = {"from": id_of("临港新城"), "to_type": "Enterprise", "to_in": id_of("氢能")}
    app = open_app("paths", **query)
    assert len(app.warning) == 1 and "氢能" in app.warning[0].value.replace("\\", "") and not app.error


def test_switching_an_end_to_a_type_begins_with_its_own(
    open_app: OpenApp, pair: dict[str, str], address: Ask
) -> None:
    app = open_app("paths", **pair)
    app.segmented_control("paths.start.kind").set_value("each").run()
    assert address(app) == {"from_type": "NewTown", "to": pair["to"]}
    app.multiselect("paths.start.types").set_value(["NewTown", "Park"]).run()
    assert address(app)["from_type"] == "NewTown,Park"
    app.segmented_control("paths.start.kind").set_value("one").run()
    assert address(app) == {"to": pair["to"]}


def test_entities_picked_by_hand_are_chips_that_can_be_taken_out(
    open_app: OpenApp, pair: dict[str, str], id_of: IdOf, texts: Ask, address: Ask
) -> None:
    both = f"{pair['from']},{id_of('松溪新城')}"
    app = open_app("paths", **{**pair, "from": both})
    assert words("chip.start", name="松溪新城") in texts(app)
    app.button(f"paths.chip.start.{id_of('松溪新城')}").click().run()
    assert address(app) == pair


def test_every_condition_is_told_in_words_counted_and_lifted_by_a_click(
    open_app: OpenApp, pair: dict[str, str], id_of: IdOf, texts: Ask, address: Ask
) -> None:
    conditions = {
        "must": "Industry",
        "not": "Policy",
        "must_relation": "DEVELOPS",
        "not_relation": "BUILDS",
        "avoid": id_of("氢能"),
        "directed": "yes",
    }
    app = open_app("paths", **pair, **conditions)
    told = texts(app)
    for key, fields in (
        ("must_types", {"names": "产业"}),
        ("not_types", {"names": "政策"}),
        ("must_relations", {"names": "发展"}),
        ("not_relations", {"names": "建设"}),
        ("avoid", {"name": "氢能"}),
        ("directed", {}),
    ):
        assert words(f"chip.{key}", **fields) in told
    assert words("conditions", count=6) in [row.proto.popover.label for row in app.get("popover")]
    for key in ("must_types", "not_types", "must_relations", "not_relations", "directed"):
        app.button(f"paths.chip.{key}").click().run()
    app.button(f"paths.chip.avoid.{id_of('氢能')}").click().run()
    assert address(app) == pair


def test_conditions_are_set_in_the_menu(open_app: OpenApp, pair: dict[str, str], address: Ask) -> None:
    app = open_app("paths", **pair)
    app.multiselect("paths.must_types").set_value(["Industry"]).run()
    app.multiselect("paths.only_relations").set_value(["DEVELOPS"]).run()
    app.toggle("paths.directed").set_value(True).run()
    app.pills("paths.statuses").set_value(["planned"]).run()
    assert address(app) == {
        **pair,
        "must": "Industry",
        "only_relation": "DEVELOPS",
        "directed": "yes",
        "status": "planned",
    }
    app.button("paths.chip.all").click().run()
    assert address(app) == pair


def test_what_links_is_listed_each_by_its_best_path(
    open_app: OpenApp, pair: dict[str, str], filled: Store, texts: Ask, drawn: Ask, names: Ask, address: Ask
) -> None:
    app = open_app("paths", **pair)
    app.segmented_control("paths.wants").set_value("links").run()
    app.multiselect("paths.linking").set_value(["Industry"]).run()
    assert address(app) == {**pair, "link": "Industry"}
    answer = find_linking(filled, pair["from"], pair["to"], ["Industry"], PathRequest(count=8))
    assert answer.links
    told = texts(app).replace("**", "")
    for number, row in enumerate(answer.links, 1):
        assert f"{number} {row.entity.name}（产业）" in told
    assert names(app, "paths") == {row.name for path in shown_paths(answer) for row in path.entities}
    app.button("paths.choose.1").click().run()
    lit = drawn(app, "paths.canvas.view")["path"]["nodes"]
    assert lit == [row.id for row in answer.links[1].path.entities] and address(app)["path"] == "2"


def test_paths_of_one_shape_are_folded_and_open_to_each(open_app: OpenApp, filled: Store, drawn: Ask) -> None:
    towns = [row.id for row in filled.most_connected("NewTown", 99).entities]
    parks = [row.id for row in filled.most_connected("Park", 99).entities]
    answer = find_paths(filled, towns, parks, PathRequest(count=40))
    groups = fold_paths(answer.paths)
    group = next(row for row in groups if len(row.paths) > 1)
    ranks = [answer.paths.index(path) for path in group.paths]
    app = open_app("paths", from_type="NewTown", to_type="Park", count="40")
    keys = [row.key for row in app.button]
    assert f"paths.group.{ranks[0]}" in keys and f"paths.choose.{ranks[1]}" not in keys
    app.button(f"paths.group.{ranks[0]}").click().run()
    app.button(f"paths.choose.{ranks[1]}").click().run()
    lit = drawn(app, "paths.canvas.view")["path"]["nodes"]
    assert lit == [row.id for row in group.paths[1].entities]


def test_why_a_path_ranks_where_it_does_adds_up(
    open_app: OpenApp, pair: dict[str, str], filled: Store
) -> None:
    answer = find_paths(filled, pair["from"], pair["to"], PathRequest(count=8))
    place = next(number for number, path in enumerate(answer.paths) if len(path.hops) > 1)
    app = open_app("paths", **pair, path=str(place + 1))
    (table,) = [row.proto.body for row in app.get("html") if 'class="pg-costs"' in row.proto.body]
    *parts, total = [float(found) for found in re.findall(r">(\d+\.\d\d)</td></tr>", table)]
    cost = explain(answer.paths[place])
    assert len(parts) == len(cost.hops) + len(cost.tolls)
    assert round(sum(parts), 2) == total == round(cost.total, 2)
    assert all(
        f">{words('part_through', name=row.name)}<" in table for row in answer.paths[place].entities[1:-1]
    )


def test_no_path_names_the_condition_in_the_way_and_lifts_it_alone(
    open_app: OpenApp, pair: dict[str, str], texts: Ask, address: Ask, click: Ask
) -> None:
    query = {**pair, "must": "Enterprise", "avoid": "", "length": "2"}
    app = open_app("paths", **{key: value for key, value in query.items() if value})
    assert len(app.warning) == 1 and "企业" in app.warning[0].value
    assert words("nearest_mark") in texts(app) and words("nearest") in texts(app)
    click(app, words("lifting.must_types"))
    assert address(app) == {**pair, "length": "2"} and not app.warning


def test_only_counted_sentences_are_shown_of_a_path(
    open_app: OpenApp, pair: dict[str, str], filled: Store, texts: Ask
) -> None:
    app = open_app("paths", **pair, years="1066")
    assert app.warning and not app.error
    assert words("lifting.documents") in texts(app)


def test_the_selected_becomes_an_end_or_a_condition(
    open_app: OpenApp, pair: dict[str, str], filled: Store, address: Ask, id_of: IdOf
) -> None:
    app = open_app("paths", **pair)
    view = app.session_state["paths.view"]
    app.session_state["paths.view"] = select(view, "entity", id_of("氢能"))
    app.run()
    app.button("paths.action.avoid").click().run()
    assert address(app) == {**pair, "avoid": id_of("氢能")}
    assert id_of("氢能") not in {
        row.id for path in app.session_state["paths.answer"].answer.paths for row in path.entities
    }


def test_conditions_on_who_is_not_there_are_left_out_and_said(
    open_app: OpenApp, pair: dict[str, str], texts: Ask, address: Ask
) -> None:
    app = open_app("paths", **pair, via="nowhere", avoid=pair["from"])
    assert words("gone", count=2) in texts(app) and not app.error
    assert address(app) == pair


def test_the_type_of_a_selected_relation_becomes_a_condition(
    open_app: OpenApp, pair: dict[str, str], address: Ask
) -> None:
    app = open_app("paths", **pair)
    (relation, *_) = app.session_state["paths.answer"].answer.paths[0].hops[0]
    app.session_state["paths.view"] = select(app.session_state["paths.view"], "relation", relation.id)
    app.run()
    app.button("paths.make.not_relations").click().run()
    assert address(app) == {**pair, "not_relation": relation.type}
    found = app.session_state["paths.answer"].answer.paths
    assert found and all(row.type != relation.type for path in found for hop in path.hops for row in hop)


def test_the_answer_says_how_much_was_read(open_app: OpenApp, pair: dict[str, str], texts: Ask) -> None:
    app = open_app("paths", **pair)
    answer = app.session_state["paths.answer"].answer
    assert words("read", links=answer.reading.links) in texts(app)


def test_a_source_that_is_the_same_as_above_is_not_told_again(
    open_app: OpenApp, id_of: IdOf, texts: Ask
) -> None:
    app = open_app("paths", **{"from": id_of("临港新城"), "to": id_of("禾丰区"), "via": id_of("氢能")})
    assert say("ui.evidence.same", "zh") in texts(app)
