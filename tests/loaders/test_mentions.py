"""The names of whole passages, about regions that no rule was written for."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.documents.model import Document
from loaders.documents.reading import parse_document
from loaders.mentions import find_names, load_name_knowledge
from loaders.names import DocumentNames, Named

Find = Callable[[str], tuple[Document, DocumentNames]]
TYPES = "NewArea NewTown Park Region Project Policy Organization Enterprise Industry Person".split()
PASSAGES = tomllib.loads(Path(__file__).with_name("names_passages.toml").read_text(encoding="utf-8"))[
    "passage"
]
KNOWLEDGE = load_name_knowledge()


def forms(names: DocumentNames) -> set[tuple[str, str]]:
    return {(name.type, form) for name, aliases in names.aliases.items() for form in (name.name, *aliases)}


def at(document: Document, names: DocumentNames, words: str) -> list[tuple[Named, ...]]:
    return [found.entities for found in names.mentions if document.text[found.start : found.end] == words]


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_a_passage_names_what_an_analyst_would_list(passage: dict, names_of: Find) -> None:
    document, names = names_of(passage["text"])
    wanted = {(type_, name) for type_ in TYPES for name in passage.get(type_, ())}
    assert wanted - forms(names) == set()
    spoken = {document.text[found.start : found.end] for found in names.mentions}
    assert spoken & set(passage["never"]) == set()
    if "issuer" in passage:
        assert names.issuer == Named("NewArea", passage["issuer"])


PIECES = (
    "西安市 咸阳 新区 两市 等 、 和 建设 青石水库 高新区 “双中心” 《条例》 产业园 110kV输变电工程 — 管委会 "
    "省委 张晓明 主任 ， 。 （以下简称 ） 2024年 一体化"
).split()


@given(st.lists(st.sampled_from([*PIECES, "\n"]), max_size=30).map("".join))
@settings(max_examples=150)
def test_mentions_never_overlap_and_hold_words(text: str) -> None:
    document = parse_document("text", text)
    names = find_names(document, KNOWLEDGE)
    ends = 0
    for found in names.mentions:
        assert ends <= found.start < found.end <= len(document.text)
        assert document.text[found.start : found.end].strip()
        assert found.entities and all(name in names.aliases for name in found.entities)
        ends = found.end
    for found in names.inner:
        assert any(outer.start <= found.start and found.end <= outer.end for outer in names.mentions)


def test_the_same_text_gives_the_same_names(names_of: Find) -> None:
    text = PASSAGES[0]["text"]
    assert names_of(text) == names_of(text)


def test_words_for_areas_stand_for_the_areas_of_the_document(names_of: Find) -> None:
    document, names = names_of(
        "# 雄安新区工作要点\n\n新区会同保定市推进建设。学习其他国家级新区和兄弟新区，服务全省。河北省支持。"
    )
    assert at(document, names, "新区") == [(Named("NewArea", "雄安新区"),)]
    assert at(document, names, "全省") == [(Named("Region", "河北省"),)]


def test_a_word_for_a_province_that_is_named_nowhere_names_nothing(names_of: Find) -> None:
    _document, names = names_of("# 雄安新区工作要点\n\n新区产值占全省的三成。")
    assert not any(name.name == "河北省" for mention in names.mentions for name in mention.entities)


def test_a_zone_calls_itself_by_its_kind_and_its_bodies_too(names_of: Find) -> None:
    document, names = names_of(
        "# 云栖改革示范区管理委员会\n\n示范区发改局牵头，示范区要扩大开放。学习其他示范区经验。"
    )
    zone = Named("Park", "云栖改革示范区")
    assert at(document, names, "示范区发改局") == [(Named("Organization", "云栖改革示范区发改局"),)]
    assert [mention.entities for mention in names.mentions if mention.rule == "reference-own"] == [(zone,)]


def test_a_title_that_only_says_its_kind_stands_for_the_longer_one(names_of: Find) -> None:
    document, names = names_of(
        "现印发《云山县茶产业实施方案》。《实施方案》由县农业农村局解释。《意见》另发。"
    )
    assert at(document, names, "《实施方案》") == [(Named("Policy", "《云山县茶产业实施方案》"),)]
    assert at(document, names, "《意见》") == []


def test_two_cities_named_together_are_the_two(names_of: Find) -> None:
    document, names = names_of("杭州、宁波共建走廊。两市加强协作。杭州与宁波联动。")
    assert at(document, names, "两市") == [(Named("Region", "杭州市"), Named("Region", "宁波市"))]


def test_a_pack_of_areas_that_the_text_treats_as_a_name_stays_one(names_of: Find) -> None:
    document, names = names_of("杭州、宁波和舟山一体推进，“两市一区”共同发展。")
    assert at(document, names, "两市一区") == [(Named("Region", "两市一区"),)]


def test_members_of_a_list_share_its_tail(names_of: Find) -> None:
    document, names = names_of("推进青溪、白鹤等110kV输变电工程建设。")
    assert at(document, names, "青溪") == [(Named("Project", "青溪110kV输变电工程"),)]
    assert at(document, names, "白鹤") == [(Named("Project", "白鹤110kV输变电工程"),)]


def test_bare_zones_in_a_list_have_its_place(names_of: Find) -> None:
    document, names = names_of("以高新区、经开区、徐州综保区为载体。")
    assert at(document, names, "高新区") == [(Named("Park", "徐州高新区"),)]
    assert at(document, names, "经开区") == [(Named("Park", "徐州经开区"),)]


def test_a_number_beside_a_title_is_the_titles(names_of: Find) -> None:
    document, names = names_of("落实《关于支持青溪开放发展的意见》（国发〔2030〕12号）。")
    title = Named("Policy", "《关于支持青溪开放发展的意见》")
    assert at(document, names, "国发〔2030〕12号") == [(title,)]


def test_slips_are_mended_and_kept_as_aliases(names_of: Find) -> None:
    document, names = names_of("加快沔西新城建设。")
    assert at(document, names, "沔西新城") == [(Named("NewTown", "沣西新城"),)]
    assert "沔西新城" in names.aliases[Named("NewTown", "沣西新城")]


def test_what_is_only_alike_stays_apart(names_of: Find) -> None:
    _, names = names_of(
        "陕西和山西合作。沣东新城与沣西新城联动。青石路一期、青石路二期开工。兰州新区、兰州新区管委会和兰州市发文。"
    )
    apart = [
        ("Region", "陕西省"), ("Region", "山西省"), ("NewTown", "沣东新城"), ("NewTown", "沣西新城"),
        ("Project", "青石路一期"), ("Project", "青石路二期"), ("NewArea", "兰州新区"),
        ("Organization", "兰州新区管委会"), ("Region", "兰州市"),
    ]  # fmt: skip
    assert {Named(*name) for name in apart} <= set(names.aliases)


def test_short_forms_join_the_full_name(names_of: Find) -> None:
    _, names = names_of(
        "柳城天河国际机场三期扩建工程开工，机场三期完成投资。杭州高新技术产业开发区（以下简称杭高新）扩区，杭州高新区招商。"
    )
    airport = Named("Project", "柳城天河国际机场三期扩建工程")
    assert "机场三期" in names.aliases[airport]
    assert "杭州高新区" in names.aliases[Named("Park", "杭州高新技术产业开发区")]


def test_a_park_named_by_its_area_and_kind_is_the_one_named_before(names_of: Find) -> None:
    _, names = names_of("杭州云计算科创城获批。钱塘区科创城引入企业12家。")
    assert "钱塘区科创城" in names.aliases[Named("Park", "杭州云计算科创城")]


@pytest.mark.parametrize(
    "text",
    [
        "杭州云计算科创城获批。西湖区科创城、杭州云计算科创城开园。",  # counted as two
        "杭州云计算科创城、杭州生命科创城获批。西湖区科创城开园。",  # which of two?
        "宁波云计算科创城获批。西湖区科创城开园。",  # the area lies elsewhere
        "杭州滨江区云计算科创城获批。西湖区科创城开园。",  # another area of the place
        "西湖区科创城开园。杭州云计算科创城获批。",  # not named before
        "杭州云计算产业园获批。西湖区产业园开园。",  # each area has its own
    ],
)
def test_parks_that_may_be_two_stay_two(names_of: Find, text: str) -> None:
    _, names = names_of(text)
    kind = "产业园" if "产业园" in text else "科创城"
    assert not any(f"西湖区{kind}" in aliases for aliases in names.aliases.values())


def test_a_companys_work_is_one_by_the_province_and_by_the_city(names_of: Find) -> None:
    _, names = names_of("比亚迪浙江储能电池生产制造基地投产。比亚迪杭州储能电池制造基地招工。")
    assert names.aliases[Named("Project", "比亚迪浙江储能电池生产制造基地")] == (
        "比亚迪杭州储能电池制造基地",
    )
    _, names = names_of("比亚迪宁波储能电池生产制造基地投产。比亚迪杭州储能电池制造基地招工。")
    assert Named("Project", "比亚迪杭州储能电池制造基地") in names.aliases


def test_names_inside_longer_ones_are_kept_beside(names_of: Find) -> None:
    document, names = names_of("考察徐州大数据科创城。")
    inner = [(document.text[found.start : found.end], found.entities) for found in names.inner]
    assert ("徐州", (Named("Region", "徐州市"),)) in inner


def test_persons_in_signatures_and_beside_titles(names_of: Find) -> None:
    document, names = names_of("管委会副主任赵立群带领调研组前往。\n\n执笔：赵立群 孙浩\n钱敏之 周一舟")
    assert {name.name for name in names.aliases if name.type == "Person"} == {
        "赵立群",
        "孙浩",
        "钱敏之",
        "周一舟",
    }
    assert len(at(document, names, "赵立群")) == 2


def test_an_empty_text_names_nothing(names_of: Find) -> None:
    _, names = names_of("\n")
    assert names == DocumentNames((), {}, None, ())


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("作者：祁望川（省社科院工业所）　裴小禾（青溪师范大学）", "祁望川 裴小禾"),
        ("参会人员：市发展改革委冯一舟，青溪县蒲青，平山区何知夏。", "冯一舟 蒲青 何知夏"),
        ("甲方代表：郑若溪　乙方代表：司徒明远", "郑若溪 司徒明远"),
        ("课题组组长：欧阳远山；成员：赵一帆、买买提·艾力", "欧阳远山 赵一帆 买买提·艾力"),
        ("本报记者 张志高 通讯员 王小溪", "张志高 王小溪"),
        ("全文完。（柳如川，省发展研究中心研究员）", "柳如川"),
        ("联系人：办公室，电话：123", ""),
        ("负责人：各县区主要负责同志", ""),
        ("（周期，以批准文件为准）", ""),
    ],
)
def test_persons_in_bylines_and_colophons(names_of: Find, text: str, persons: str) -> None:
    _, names = names_of(text)
    found = {name.name for name in names.aliases if name.type == "Person"}
    assert found == set(persons.split())


def test_persons_are_found_by_who_signs_greets_or_acts(names_of: Find) -> None:
    _, names = names_of(
        "# 调研报告\n\n（作者 郜远山 单位：云山县民政局）\n\n县长涂映川率队考察，副市长佟立明任组长。"
        "会议由主任毛杰陪同参观。\n\n执笔：梁晓江作者单位：市委政研室\n"
    )
    persons = {name.name for name in names.aliases if name.type == "Person"}
    assert persons == {"郜远山", "涂映川", "佟立明", "毛杰", "梁晓江"}


def test_names_without_a_surname_stand_in_bylines_and_addresses(names_of: Find) -> None:
    document, names = names_of("阿里木·赛买提委员：\n\n您好。\n\n执笔：王晓明、卓玛次仁、巴特尔")
    for person in ("阿里木·赛买提", "王晓明", "卓玛次仁", "巴特尔"):
        assert at(document, names, person) == [(Named("Person", person),)]


def test_what_quotation_marks_hold_is_known_by_its_last_words(names_of: Find) -> None:
    document, names = names_of(
        "建设“稀土之都”，组建“云溪联合研究院”，推进“两市一区”重大改革，达成“云溪共识”。"
    )
    assert at(document, names, "“云溪共识”") == [(Named("Policy", "云溪共识"),)]
    assert at(document, names, "“稀土之都”") == [(Named("Policy", "稀土之都"),)]
    assert at(document, names, "“云溪联合研究院”") == [(Named("Organization", "云溪联合研究院"),)]
    assert not any(name.type == "Policy" and "一区" in name.name for name in names.aliases)


def test_bodies_of_a_row_share_a_head_unless_they_have_their_own(names_of: Find) -> None:
    _, names = names_of("合肥市财政局、合肥市科技局联合发文，芜湖市财政局、审计局配合。")
    named = {one.name for mention in names.mentions for one in mention.entities if one.type == "Organization"}
    assert named == {"合肥市财政局", "合肥市科技局", "芜湖市财政局", "芜湖市审计局"}


def test_how_a_plan_lays_out_its_work_is_a_policy_and_its_roads_a_project(names_of: Find) -> None:
    _, names = names_of(
        "构建“一核两翼”格局，坚持“研发在云州、制造在平江”，完善“三纵七横”骨架路网。“两市一区”联动。\n"
    )
    told = {(name.type, name.name) for name in names.aliases}
    assert {("Policy", "一核两翼"), ("Policy", "研发在云州、制造在平江"), ("Project", "三纵七横")} <= told
    assert ("Policy", "两市一区") not in told


def test_a_university_that_a_bracket_places_is_another_one(names_of: Find) -> None:
    document, names = names_of("与香港科技大学（广州）、福建农林大学安溪茶学院合作。")
    assert at(document, names, "香港科技大学（广州）") == [(Named("Organization", "香港科技大学（广州）"),)]
    inner = {name.name for mention in names.inner for name in mention.entities}
    assert "福建农林大学" in inner
