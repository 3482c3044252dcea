"""Resolution: one node a thing, nothing merged that must stay apart, the same graph in any order."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.facts import DocumentFact, DocumentFacts, EntityFact, Evidence, RelationFact
from graph.model import Entity, Graph
from graph.resolve import document_id, resolve

NAMES = [
    "青禾市",
    "青禾",
    "东岭新城",
    "西岭新城",
    "岭城",
    "管委会",
    "云台机场三期",
    "机场三期",
    "机场一期",
    "《云规》",
    "青禾市东岭新城",
    "青禾东岭新城",
    "东岭管委会",
    "东岭管理委员会",
]
TYPES = ["Region", "NewTown", "Project"]


def entity(doc: str, kind: str, name: str, *aliases: str, start: int = 0) -> EntityFact:
    return EntityFact(kind, name, aliases, Evidence(doc, "一", start, start + 9, f"{name}……", "m"))


def document(doc: str, *entities: EntityFact) -> DocumentFacts:
    return DocumentFacts(DocumentFact(doc, f"{doc}文"), entities)


def named(graph: Graph, name: str) -> list[Entity]:
    return [row for row in graph.entities if row.name == name]


def things(graph: Graph) -> set[tuple[str, str]]:
    return {(row.type, row.name) for row in graph.entities if row.type != "Document"}


def test_one_thing_of_two_documents_is_one_node_with_all_its_names() -> None:
    graph = resolve(
        [
            document("甲", entity("甲", "Region", "青禾市", "青禾")),
            document("乙", entity("乙", "Region", "青禾")),
        ]
    )
    (city,) = named(graph, "青禾市")
    assert city.aliases == ("青禾",)
    assert [(row.name, row.doc, row.reason) for row in graph.merges] == [("青禾", "乙", "alias")]


def test_marks_and_width_do_not_make_a_name_another() -> None:
    graph = resolve(
        [
            document("甲", entity("甲", "Policy", "《云岭—青禾 联动规划（2031）》")),
            document("乙", entity("乙", "Policy", "云岭-青禾联动规划(2031)")),
        ]
    )
    assert len(things(graph)) == 1
    assert [row.reason for row in graph.merges] == ["spelling"]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("NewTown", "沣东新城", "沣西新城"),
        ("Region", "陕西省", "山西省"),
        ("Project", "云台机场扩建一期", "云台机场扩建二期"),
        ("Project", "云台机场扩建", "云台机场扩建二期"),
        ("Project", "云台地铁3号线", "云台地铁13号线"),
        ("Project", "云台三号桥", "云台五号桥"),
        ("Organization", "云台新区", "云台新区管委会"),
        ("Policy", "云岭规划（2031—2033年）", "云岭规划（2034—2036年）"),
    ],
)
def test_what_must_stay_apart_stays_apart_though_a_text_calls_one_the_other(
    kind: str, one: str, other: str
) -> None:
    graph = resolve(
        [document("甲", entity("甲", kind, one, other)), document("乙", entity("乙", kind, other))]
    )
    assert things(graph) == {(kind, one), (kind, other)}


def test_the_official_and_the_usual_form_of_a_word_name_one_thing() -> None:
    graph = resolve(
        [
            document("甲", entity("甲", "Park", "青禾经济技术开发区")),
            document("乙", entity("乙", "Park", "青禾经开区")),
            document("丙", entity("丙", "Park", "青禾高新区")),
        ]
    )
    assert things(graph) == {("Park", "青禾经开区"), ("Park", "青禾高新区")}
    assert [(row.name, row.reason) for row in graph.merges] == [("青禾经济技术开发区", "short")]


def test_a_region_in_front_makes_no_other_thing_of_a_place() -> None:
    graph = resolve(
        [
            document("甲", entity("甲", "Region", "青禾省", "青禾"), entity("甲", "NewArea", "青禾临川新区")),
            document(
                "乙", entity("乙", "NewArea", "临川新区"), entity("乙", "Organization", "临川新区管委会")
            ),
            document("丙", entity("丙", "Organization", "青禾省临川新区开发建设管理委员会")),
            document("丁", entity("丁", "Park", "软件园区东"), entity("丁", "Park", "青禾软件园区东")),
        ]
    )
    assert things(graph) == {
        ("Region", "青禾省"),
        ("NewArea", "临川新区"),
        ("Organization", "临川新区管委会"),
        ("Park", "软件园区东"),
        ("Park", "青禾软件园区东"),
    }


def test_a_name_behind_two_regions_is_neithers() -> None:
    rows = [entity("甲", "Region", name) for name in ("青禾市", "白鹭市", "青禾市河东区", "白鹭市河东区")]
    graph = resolve([document("甲", *rows), document("乙", entity("乙", "Region", "河东区"))])
    assert len(things(graph)) == 5


def test_an_alias_of_several_things_makes_none_of_them_one() -> None:
    graph = resolve(
        [
            document(
                "甲", entity("甲", "NewTown", "东岭新城", "岭城"), entity("甲", "NewTown", "西岭新城", "岭城")
            ),
            document("乙", entity("乙", "NewTown", "岭城")),
        ]
    )
    assert things(graph) == {("NewTown", "东岭新城"), ("NewTown", "西岭新城"), ("NewTown", "岭城")}


def test_an_alias_is_no_bridge_where_its_document_tells_the_two_apart() -> None:
    both = document(
        "甲", entity("甲", "Park", "云台科学城", "科学城"), entity("甲", "Park", "科学城", start=20)
    )
    assert len(things(resolve([both]))) == 2


def test_a_word_that_points_means_another_thing_in_each_document() -> None:
    graph = resolve(
        [
            document("甲", entity("甲", "Organization", "云台新区管委会", "管委会")),
            document("乙", entity("乙", "Organization", "管委会")),
            document("丙", entity("丙", "Organization", "管委会")),
        ]
    )
    assert len(named(graph, "管委会")) == 2
    assert len(named(graph, "云台新区管委会")) == 1


def test_a_national_ministry_is_no_word_that_points() -> None:
    graph = resolve([document(doc, entity(doc, "Organization", "国家发改委")) for doc in "甲乙"])
    assert len(named(graph, "国家发改委")) == 1


def test_a_policys_number_joins_its_titles() -> None:
    graph = resolve(
        [
            document("甲", entity("甲", "Policy", "《云岭意见》", "云发〔2031〕7号")),
            document("乙", entity("乙", "Policy", "云发[2031]7号")),
            document("丙", entity("丙", "Policy", "云发〔2031〕8号")),
        ]
    )
    assert things(graph) == {("Policy", "《云岭意见》"), ("Policy", "云发〔2031〕8号")}


def test_a_name_with_two_types_in_two_documents_takes_the_type_that_is_said_most() -> None:
    documents = [document(doc, entity(doc, "Park", "云台创谷")) for doc in "甲乙"]
    graph = resolve([*documents, document("丙", entity("丙", "Project", "云台创谷"))])
    assert things(graph) == {("Park", "云台创谷")}
    assert [(row.doc, row.reason) for row in graph.merges] == [("丙", "type")]


def test_a_document_that_gives_a_name_two_types_means_two_things() -> None:
    both = document("甲", entity("甲", "Park", "云台创谷"), entity("甲", "Policy", "云台创谷"))
    assert things(resolve([both])) == {("Park", "云台创谷"), ("Policy", "云台创谷")}


def test_every_sentence_that_states_a_relation_is_its_evidence_once(
    corpus: tuple[DocumentFacts, ...],
) -> None:
    graph = resolve([*corpus, *corpus])
    names = {row.id: row.name for row in graph.entities}
    (edge,) = [row for row in graph.relations if names[row.tail] == "翠屏水厂" and row.type == "BUILDS"]
    assert [row.doc for row in edge.evidence] == ["乙", "甲"]
    assert edge.status == "", "a plain statement says more than a plan"


def test_an_undirected_relation_is_one_edge_whichever_way_it_is_said(
    corpus: tuple[DocumentFacts, ...],
) -> None:
    for row in resolve(corpus).relations:
        if row.type in ("COORDINATES_WITH", "CONNECTS"):
            assert row.head < row.tail


def test_an_indicator_said_twice_is_one_and_another_value_is_another(
    corpus: tuple[DocumentFacts, ...],
) -> None:
    graph = resolve(corpus)
    found = {row.details["value"]: row for row in graph.entities if row.type == "Indicator"}
    assert set(found) == {"40", "50"} and found["40"].details["subject"] == "临川新区"
    (edge,) = [row for row in graph.relations if row.tail == found["40"].id]
    assert [row.doc for row in edge.evidence] == ["乙", "甲"]


def test_documents_are_nodes_and_authors_lead_to_them(corpus: tuple[DocumentFacts, ...]) -> None:
    graph = resolve(corpus)
    nodes = {row.id: row for row in graph.entities}
    assert nodes[document_id("甲")].details["title"] == "临川新区三年安排"
    (edge,) = [row for row in graph.relations if row.type == "AUTHORED"]
    assert (nodes[edge.head].name, edge.tail) == ("林一川", document_id("甲"))


def test_a_degree_counts_no_mentions_and_no_indicators(corpus: tuple[DocumentFacts, ...]) -> None:
    graph = resolve(corpus)
    (area,) = named(graph, "临川新区")
    touching = [row for row in graph.relations if area.id in (row.head, row.tail)]
    assert area.degree == sum(row.type not in ("MENTIONED_IN", "HAS_INDICATOR") for row in touching) == 8


def test_a_relation_whose_ends_become_one_is_left_out() -> None:
    where = Evidence("甲", "", 0, 3, "……", "r")
    facts = document("甲", entity("甲", "Region", "青禾市"))
    loop = RelationFact("COORDINATES_WITH", "青禾市", "Region", "青禾 市", "Region", where)
    graph = resolve([DocumentFacts(facts.document, facts.entities, (loop,))])
    assert [row.type for row in graph.relations] == ["MENTIONED_IN"]


def test_an_end_that_no_sentence_names_apart_is_still_a_node() -> None:
    where = Evidence("甲", "", 0, 3, "……", "r")
    fact = RelationFact("BUILDS", "青禾市", "Region", "云台大桥", "Project", where)
    graph = resolve([DocumentFacts(DocumentFact("甲", "甲文"), (), (fact,))])
    assert things(graph) == {("Region", "青禾市"), ("Project", "云台大桥")}


@st.composite
def corpora(draw: st.DrawFn) -> list[DocumentFacts]:
    documents = []
    for doc in draw(st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=4, unique=True)):
        rows = draw(
            st.lists(
                st.tuples(
                    st.sampled_from(TYPES),
                    st.sampled_from(NAMES),
                    st.lists(st.sampled_from(NAMES), max_size=2),
                ),
                max_size=5,
            )
        )
        entities = tuple(
            entity(doc, kind, name, *others, start=10 * i) for i, (kind, name, others) in enumerate(rows)
        )
        ends = [(fact.type, fact.name) for fact in entities]
        relations = tuple(
            RelationFact(
                "COORDINATES_WITH", head[1], head[0], tail[1], tail[0], Evidence(doc, "", 0, 9, "q", "r")
            )
            for head, tail in pairwise(ends)
        )
        documents.append(DocumentFacts(DocumentFact(doc, doc), entities, relations))
    return documents


@settings(max_examples=150)
@given(corpora(), st.randoms(use_true_random=False))
def test_order_and_repeats_change_nothing(documents: list[DocumentFacts], random: object) -> None:
    expected = resolve(documents)
    again = [*documents, *documents[:2]]
    random.shuffle(again)
    shuffled = [
        DocumentFacts(row.document, tuple(reversed(row.entities)), tuple(reversed(row.relations)))
        for row in again
    ]
    assert resolve(shuffled) == expected


@settings(max_examples=100)
@given(corpora())
def test_every_fact_is_evidence_and_every_edge_has_its_ends(documents: list[DocumentFacts]) -> None:
    graph = resolve(documents)
    ids = {row.id for row in graph.entities}
    assert len(ids) == len(graph.entities)
    assert all(row.head in ids and row.tail in ids and row.evidence for row in graph.relations)
    said = {(fact.evidence.doc, fact.evidence.start) for row in documents for fact in row.entities}
    kept = {(row.doc, row.start) for edge in graph.relations for row in edge.evidence}
    assert said <= kept | {(row.doc, 0) for row in documents}


@settings(max_examples=100)
@given(corpora())
def test_no_name_that_a_document_uses_is_lost(documents: list[DocumentFacts]) -> None:
    graph = resolve(documents)
    known = {form for row in graph.entities for form in (row.name, *row.aliases)}
    assert {
        form for row in documents for fact in row.entities for form in (fact.name, *fact.aliases)
    } <= known


def test_every_order_of_three_documents_gives_the_same_graph(corpus: tuple[DocumentFacts, ...]) -> None:
    third = document("丙", entity("丙", "Region", "青禾市", "青禾"), entity("丙", "Park", "青禾"))
    graphs = [resolve(order) for order in permutations([*corpus, third])]
    assert all(graph == graphs[0] for graph in graphs)
