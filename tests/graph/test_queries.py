"""Search, names, neighbourhoods and descriptions, on either store."""

from dataclasses import replace

import pytest

from errors import Ambiguous, NotFound, RequestError
from graph.facts import DocumentFacts
from graph.filters import Filters, entity_type_ids, relation_type_ids
from graph.load import load
from graph.model import Entity, Subgraph
from graph.queries import (
    describe,
    document_titles,
    find,
    get_entity,
    neighbourhood,
)
from graph.store.base import Store
from graph.words import say_shown


@pytest.fixture
def filled(store: Store, corpus: tuple[DocumentFacts, ...]) -> Store:
    load(store, corpus)
    return store


def names(subgraph: Subgraph) -> list[str]:
    return [row.name for row in subgraph.entities]


def ident(store: Store, name: str) -> str:
    return get_entity(store, name).id


def test_a_search_finds_by_a_part_of_the_name(filled: Store) -> None:
    hits = find(filled, " 新城 ")
    assert {row.name for row in hits.entities} == {"东湖新城", "西湖新城"} and hits.total == 2
    assert find(filled, "新", limit=1).total > 1


def test_an_empty_search_is_refused(filled: Store) -> None:
    for wanted in ("", "  "):
        with pytest.raises(RequestError):
            find(filled, wanted)
        with pytest.raises(RequestError):
            get_entity(filled, wanted)


def test_an_entity_is_got_by_id_name_and_marks_aside(filled: Store) -> None:
    policy = get_entity(filled, "东湖与梧桐联动方案")
    assert policy.name == "《东湖与梧桐联动方案》"
    assert get_entity(filled, policy.id) == policy
    assert get_entity(filled, "“东湖与梧桐 联动方案”") == policy


def test_an_alias_names_its_entity(store: Store, write: object) -> None:
    load(store, [write("丙", ("云台市在此。",), types={"云台市": "Region"}, aliases={"云台市": ("云 台",)})])
    assert get_entity(store, "云台").name == "云台市"


def test_an_unknown_name_comes_with_the_nearest(filled: Store) -> None:
    with pytest.raises(NotFound) as caught:
        get_entity(filled, "东湖新诚")
    assert caught.value.fields["entities"][0].name == "东湖新城"
    assert "东湖新城" in caught.value.message("zh") and "Nearest: 东湖新城" in caught.value.message("en")
    with pytest.raises(NotFound):
        get_entity(filled, "梧桐经开区", types=["Region"])


def test_a_name_of_two_things_asks_which(store: Store, write: object) -> None:
    kinds = [write("丙", ("云台起步。",), types={"云台": kind}) for kind in ("Region",)]
    other = write("丁", ("云台策起步。",), types={"云台策": "Policy"}, aliases={"云台策": ("云台令",)})
    third = write("戊", ("云台计起步。",), types={"云台计": "Policy"}, aliases={"云台计": ("云台令",)})
    load(store, [*kinds, other, third])
    with pytest.raises(Ambiguous) as caught:
        get_entity(store, "云台令")
    assert [row.name for row in caught.value.fields["entities"]] == ["云台策", "云台计"]
    assert "政策" in caught.value.message("zh") and "Policy" in caught.value.message("en")
    assert get_entity(store, "云台", types=["Region"]).name == "云台"


def test_a_neighbourhood_is_whole_without_mentions_and_indicators(filled: Store) -> None:
    shown = neighbourhood(filled, [ident(filled, "东湖新城")])
    assert names(shown)[0] == "东湖新城"
    assert set(names(shown)[1:]) == {"梧桐经开区", "《东湖与梧桐联动方案》", "临川新区", "低空经济"}
    assert not shown.truncated and shown.order == ""
    ids = {row.id for row in shown.entities}
    assert all({row.head, row.tail} <= ids and row.evidence for row in shown.relations)
    assert len(shown.relations) == 7, "the relations among the neighbours are in it"


def test_a_limit_keeps_the_best_tied_and_says_what_is_left_out(filled: Store) -> None:
    centres = [ident(filled, "东湖新城"), ident(filled, "梧桐经开区")]
    whole = neighbourhood(filled, centres)
    part = neighbourhood(filled, centres, limit=4)
    assert names(part)[:2] == ["东湖新城", "梧桐经开区"]
    assert names(part) == names(whole)[:4]
    assert (part.total_entities, part.total_relations) == (len(whole.entities), len(whole.relations))
    assert part.truncated and part.order == "neighbours"
    assert f"4 / {len(whole.entities)}" in say_shown(part, "zh")
    assert "the first by" in say_shown(part, "en") and "the first by" not in say_shown(whole, "en")
    assert names(neighbourhood(filled, centres, limit=1)) == ["东湖新城", "梧桐经开区"]


def test_a_bare_neighbourhood_counts_its_relations_and_leaves_them_out(filled: Store) -> None:
    town = ident(filled, "东湖新城")
    whole, bare = neighbourhood(filled, [town]), neighbourhood(filled, [town], bare=True)
    assert bare == replace(whole, relations=())
    assert bare.total_relations == len(whole.relations) > 0


def test_what_is_left_out_is_counted_by_type_and_a_type_can_be_had_whole(filled: Store) -> None:
    area = ident(filled, "临川新区")
    part = neighbourhood(filled, [area], limit=1)
    assert sum(part.left.values()) == part.total_entities - 1
    assert part.left["Project"] == 2
    grown = neighbourhood(filled, [area], limit=1, grown={"Project"})
    assert {row.type for row in grown.entities[1:]} == {"Project"} and "Project" not in grown.left
    assert len(neighbourhood(filled, [area], limit=1, grown={"Project"}, most=2).entities) == 2
    assert neighbourhood(filled, [area]).left == {}


def test_filters_hide_types_but_never_the_centre(filled: Store) -> None:
    town = ident(filled, "东湖新城")
    only = Filters(entity_types=frozenset({"Industry"}))
    assert names(neighbourhood(filled, [town], only)) == ["东湖新城", "低空经济"]
    assert names(neighbourhood(filled, [town], Filters(relation_types=frozenset()))) == ["东湖新城"]
    parts = Filters(relation_types=frozenset({"PART_OF"}))
    assert names(neighbourhood(filled, [town], parts)) == ["东湖新城", "临川新区"]


def test_indicators_and_documents_come_when_asked(filled: Store) -> None:
    area = ident(filled, "临川新区")
    sets = neighbourhood(filled, [area], Filters(relation_types=frozenset({"HAS_INDICATOR"})))
    assert sorted(row.details["value"] for row in sets.entities if row.type == "Indicator") == ["40", "50"]
    said = neighbourhood(filled, [area], Filters(relation_types=frozenset({"MENTIONED_IN"})))
    assert set(names(said)[1:]) == {"临川新区三年安排", "临川新区考察报告"}


def test_an_unknown_centre_is_said(filled: Store) -> None:
    with pytest.raises(NotFound):
        neighbourhood(filled, [ident(filled, "东湖新城"), "nothing"])
    with pytest.raises(NotFound):
        describe(filled, "nothing")


def test_a_description_groups_all_relations(filled: Store) -> None:
    area = describe(filled, ident(filled, "临川新区"))
    groups = {(row.type, row.outgoing): row for row in area.groups}
    assert groups["PART_OF", False].total == 3
    assert groups["COORDINATES_WITH", None].total == 3
    assert groups["BUILDS", True].total == 2
    assert area.total == sum(row.total for row in area.groups)
    for group in area.groups:
        for relation, other in zip(group.relations, group.others, strict=True):
            assert other.id in (relation.head, relation.tail) and relation.evidence
    short = describe(filled, area.entity.id, limit=1)
    assert all(len(row.relations) == len(row.others) == 1 for row in short.groups)
    assert [row.total for row in short.groups] == [row.total for row in area.groups]


def test_evidence_is_traced_to_its_documents_title(filled: Store) -> None:
    shown = neighbourhood(filled, [ident(filled, "翠屏水厂")])
    assert document_titles(filled, shown.relations) == {"甲": "临川新区三年安排", "乙": "临川新区考察报告"}


@pytest.mark.parametrize("word", ["项目", "project", "Project", " PROJECT "])
def test_a_type_is_named_in_either_language(word: str) -> None:
    assert entity_type_ids([word]) == ("Project",)


def test_an_unknown_type_is_refused_with_those_there_are() -> None:
    with pytest.raises(RequestError) as caught:
        entity_type_ids(["工程"])
    assert "项目" in caught.value.message("zh")
    assert relation_type_ids(["协同", "builds"]) == ("COORDINATES_WITH", "BUILDS")


def test_an_entity_has_its_type_shown_or_not() -> None:
    town = Entity("x", "NewTown", "东湖新城")
    assert Filters().shows(town) and not Filters(entity_types=frozenset({"Park"})).shows(town)
