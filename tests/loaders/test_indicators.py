"""Whose a figure is, what it is called, by when: read from invented documents."""

import re

import pytest

from graph.facts import IndicatorFact
from loaders.documents.reading import parse_document
from loaders.indicators import find_indicators, load_indicator_knowledge
from loaders.names import DocumentNames, Mention, Named

KNOWLEDGE = load_indicator_knowledge()

AREA = Named("NewArea", "云州新区")
TOWN = Named("NewTown", "北川新城")
OTHER_TOWN = Named("NewTown", "南川新城")
CITY = Named("Region", "甲州市")
OTHER_CITY = Named("Region", "乙州市")
BOTH = Named("Region", "甲州—乙州一体化区域")
BODY = Named("Organization", "云州研究院")
WORKS = Named("Project", "青石水库")
INDUSTRY = Named("Industry", "氢能")
FORMS = {
    entity.name: (entity,) for entity in (AREA, TOWN, OTHER_TOWN, CITY, OTHER_CITY, BODY, WORKS, INDUSTRY)
}
FORMS |= {"新区": (AREA,), "两市": (CITY, OTHER_CITY), "甲州": (CITY,), "乙州": (OTHER_CITY,)}
PATTERN = re.compile("|".join(sorted(FORMS, key=len, reverse=True)))
ALIASES = {BOTH: ("甲州—乙州",)}


def find(
    body: str, title: str = "云州新区2031年工作要点", issuer: Named | None = AREA, joint: bool = True
) -> tuple[IndicatorFact, ...]:
    document = parse_document("paper", f"# {title}\n\n{body}\n")
    mentions = tuple(
        Mention(match.start(), match.end(), FORMS[match[0]], "test")
        for match in PATTERN.finditer(document.text)
    )
    facts = find_indicators(document, DocumentNames(mentions, ALIASES if joint else {}, issuer), KNOWLEDGE)
    for fact in facts:
        evidence = fact.evidence
        assert document.text[evidence.start : evidence.end] == evidence.quote
        start, end = evidence.marks[-1]
        assert evidence.start <= start < end <= evidence.end
    return facts


def rows(body: str, **options: object) -> list[tuple[str, str, str]]:
    return [(fact.subject, fact.name, fact.value + fact.unit) for fact in find(body, **options)]


def test_the_name_before_the_figure_is_its_owner_and_leaves_its_name() -> None:
    assert rows("北川新城技术合同交易额突破9亿元。") == [("北川新城", "技术合同交易额", "9亿元")]


def test_an_owner_said_once_holds_for_the_sentence() -> None:
    facts = find("北川新城签约项目12个，落户总部企业3家；完成投资7亿元。")
    assert [fact.subject for fact in facts] == ["北川新城"] * 3
    assert [fact.evidence.carried for fact in facts] == [""] * 3


def test_the_issuer_owns_what_nobody_else_does_and_the_evidence_says_so() -> None:
    (fact,) = find("新增规上企业40家以上。")
    assert (fact.subject, fact.evidence.carried) == ("云州新区", "issuer")
    assert len(fact.evidence.marks) == 1


def test_a_report_carries_its_subject_from_sentence_to_sentence() -> None:
    facts = find(
        "云州研究院走产学研结合的路子。目前，已建成实验室8个，申请专利600余件。",
        title="云州新区赴外地考察报告",
    )
    assert [(fact.subject, fact.evidence.carried) for fact in facts] == [("云州研究院", "paragraph")] * 2


def test_a_partner_is_not_the_owner() -> None:
    assert rows("与甲州市共同打造示范项目10个以上。") == [("云州新区", "与甲州市共同打造示范项目", "10个")]


def test_a_project_that_is_being_built_does_not_own_the_next_figure() -> None:
    assert rows("青石水库开工建设，新增供水能力20万方/天。") == [("云州新区", "新增供水能力", "20万方/天")]


def test_a_project_owns_its_own_figure() -> None:
    assert rows("确保青石水库完成投资75亿元以上。") == [("青石水库", "完成投资", "75亿元")]


def test_an_industry_stays_in_the_name() -> None:
    assert rows("氢能产业规模突破30亿元。") == [("云州新区", "氢能产业规模", "30亿元")]


def test_whose_things_a_plan_refers_to_is_said_before_them() -> None:
    (fact,) = find("抓好北川新城确定的3条产业链。")
    assert (fact.subject, fact.name, fact.deadline) == ("北川新城", "产业链", "")


def test_several_places_own_a_figure_together_where_the_document_names_what_they_make_up() -> None:
    assert rows("2030年，甲州、乙州进出口总额400亿元。") == [("甲州—乙州一体化区域", "进出口总额", "400亿元")]


def test_else_the_name_says_whose_it_is() -> None:
    assert rows("2030年，甲州、乙州进出口总额400亿元。", joint=False) == [
        ("云州新区", "甲州市、乙州市进出口总额", "400亿元")
    ]


def test_names_paired_with_figures_each_own_theirs() -> None:
    assert rows("北川新城、南川新城新开工建筑分别不少于80万、25万平方米。") == [
        ("北川新城", "新开工建筑", "80万平方米"),
        ("南川新城", "新开工建筑", "25万平方米"),
    ]


def test_names_paired_once_stay_paired() -> None:
    assert rows("甲州、乙州分别拥有中学63所、13所，小学517所、263所。") == [
        ("甲州市", "拥有中学", "63所"),
        ("乙州市", "拥有中学", "13所"),
        ("甲州市", "小学", "517所"),
        ("乙州市", "小学", "263所"),
    ]


def test_a_bracket_gives_the_figure_of_the_name_before_it() -> None:
    assert rows("2030年，甲州市增速为52%，低于乙州市（56%）。") == [
        ("甲州市", "增速", "52%"),
        ("乙州市", "增速", "56%"),
    ]


def test_a_bracket_that_sums_up_is_told_from_what_it_sums_up() -> None:
    assert [name for _, name, _ in rows("引进补链项目各不少于10个（总计不少于100个）。")] == [
        "引进补链项目",
        "引进补链项目合计",
    ]


def test_a_bracket_goes_into_detail_and_the_list_goes_on() -> None:
    assert [name for _, name, _ in rows("引进产业项目15个（其中制造业项目5个）、外资项目9个。")] == [
        "引进产业项目",
        "制造业项目",
        "引进外资项目",
    ]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("培育孵化器8家、众创空间5家。", ["培育孵化器", "培育众创空间"]),
        ("建成2家养老中心、3家托育园。", ["建成养老中心", "建成托育园"]),
        ("孵化器新增30家。", ["新增孵化器"]),
        ("做好1个国家级、2个省级试点建设。", ["国家级试点建设", "省级试点建设"]),
        ("新建公租房2个项目2000套。", ["新建公租房项目", "新建公租房项目"]),
        ("城乡4G网、5G网覆盖率分别达98%、80%。", ["城乡4G网覆盖率", "城乡5G网覆盖率"]),
        ("氢能、光伏产业产值分别突破50亿、70亿元。", ["氢能产业产值", "光伏产业产值"]),
        ("打造数字农业、订单农业示范点各2个。", ["打造数字农业示范点", "打造订单农业示范点"]),
        ("前三季度开工率分别不低于50%、80%和100%。", ["一季度开工率", "二季度开工率", "三季度开工率"]),
        (
            "培育年收入超90万元的品牌3个、超40万元的4个。",
            ["培育年收入超90万元的品牌", "培育年收入超40万元的品牌"],
        ),
        (
            "落户项目中，投资9亿元以上的达到4个，投资5亿元以上的达到8个。",
            ["投资9亿元以上的落户项目", "投资5亿元以上的落户项目"],
        ),
        ("包括甲公司、乙公司等58家重点企业。", ["重点企业"]),
        ("对总部企业给予最高500万元补助。", ["总部企业补助"]),
    ],
)
def test_a_name_is_whole_wherever_its_parts_stand(sentence: str, names: list[str]) -> None:
    assert [fact.name for fact in find(sentence)] == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "进出口总额400亿元，占全国的2%，较2028年增长5%。",
            ["进出口总额", "进出口总额占全国比重", "进出口总额较2028年增长"],
        ),
        ("专利授权量3万件，是2028年的2.5倍。", ["专利授权量", "专利授权量倍数"]),
        ("总量仅为甲州市的28%、乙州市的14%。", ["总量相当于甲州市比重", "总量相当于乙州市比重"]),
    ],
)
def test_a_comparison_names_what_it_compares(sentence: str, names: list[str]) -> None:
    assert [fact.name for fact in find(sentence)] == names


def test_another_place_s_figure_in_a_comparison_is_that_place_s() -> None:
    assert rows("2030年，甲州市人均收入7万元，低于乙州市的9万元。") == [
        ("甲州市", "人均收入", "7万元"),
        ("乙州市", "人均收入", "9万元"),
    ]


PLAN = "云州新区2031年工作要点"
SPAN = "云州新区三年行动计划（2031—2033年）"
REPORT = "云州新区发展情况调研报告"


@pytest.mark.parametrize(
    ("title", "body", "years"),
    [
        (PLAN, "新增企业40家。", ["2031"]),
        (SPAN, "新增企业40家。", [""]),
        (SPAN, "到2033年底，新增企业40家。", ["2033"]),
        (SPAN, "每年培训4次，到2033年新增企业40家。", ["", "2033"]),
        (SPAN, "2031—2033年，新增企业40家。", ["2033"]),
        (REPORT, "截至2030年底，建成载体93个，入驻企业400家。", ["2030", "2030"]),
        (REPORT, "投入从2027年的3亿元增长到2030年的5亿元。", ["2027", "2030"]),
        (REPORT, "2030年总额400亿元，比2027年增长5%。", ["2030", "2030"]),
        (REPORT, "2027年以来建成载体93个。", [""]),
        (REPORT, "“十五五”期间新增企业40家。", ["2030"]),
        (PLAN, "去年建成载体93个，今年新增40家企业。", ["2030", "2031"]),
        (PLAN, "抓好已规划的93个科创载体建设。", [""]),
        (
            SPAN,
            "一、行动目标\n到2033年，一体化取得成效。\n新增企业40家。\n二、重点任务\n新建道路8条。",
            ["2033", ""],
        ),
        (
            "云州新区2031年工作报告",
            "一、工作回顾\n新增企业40家。\n二、主要目标\n新增企业50家。",
            ["2030", "2031"],
        ),
        (REPORT, "一、2029年工作情况\n新增企业40家。", ["2029"]),
        ("云州新区2030年统计公报", "共有企业4000家。", ["2030"]),
    ],
)
def test_a_figure_has_the_year_that_is_said_of_it(title: str, body: str, years: list[str]) -> None:
    assert [fact.deadline for fact in find(body, title=title)] == years


def test_a_document_that_shows_nobody_whose_figure_it_is_gives_none() -> None:
    assert find("新增企业40家。", title="某年工作要点", issuer=None) == ()


def test_without_an_issuer_the_place_in_the_title_speaks() -> None:
    assert [
        subject for subject, *_ in rows("新增企业40家。", title="北川新城2031年工作要点", issuer=None)
    ] == ["北川新城"]


@pytest.mark.parametrize(
    "sentence",
    [
        "企业研发投入占比不低于3%的，优先支持。",
        "乘坐地铁3号线前往会展中心。",
        "推进330kV输变电工程和T5航站楼建设。",
        "12345热线全年运行。",
        "落实〔2031〕4号文件。",
        "第三水厂和1+5平台建成。",
    ],
)
def test_what_only_holds_a_number_is_no_indicator(sentence: str) -> None:
    assert find(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "加快建设青石水库，总投资9亿元，占地320亩。",
            [("青石水库", "总投资", "9亿元"), ("青石水库", "占地", "320亩")],
        ),
        (
            "续建青石水库工程，年发电量3亿千瓦时；新增岗位400个。",
            [("青石水库", "年发电量", "3亿千瓦时"), ("云州新区", "新增岗位", "400个")],
        ),
        ("共建云州研究院，每年培养工程师300名。", [("云州研究院", "每年培养工程师", "300名")]),
        ("组建云州研究院，已服务企业80家。", [("云州研究院", "服务企业", "80家")]),
        ("总投资9亿元的青石水库下闸蓄水。", [("青石水库", "总投资", "9亿元")]),
        ("筹建总规模9亿元的种子基金。", [("云州新区", "种子基金总规模", "9亿元")]),
        ("甲州市青石水库扩建到800万立方米。", [("青石水库", "扩建规模", "800万立方米")]),
        ("加快建设青石水库，新增绿地5公顷。", [("云州新区", "新增绿地", "5公顷")]),
    ],
)
def test_what_was_just_built_or_set_up_owns_what_such_things_have(
    sentence: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert rows(sentence) == wanted


def test_where_things_come_from_does_not_own_them() -> None:
    assert rows("其中甲州市转移项目占比不低于三成。") == [("云州新区", "甲州市转移项目占比", "30%")]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "北川新城、南川新城各建成邻里食堂3座。",
            [("北川新城", "建成邻里食堂", "3座"), ("南川新城", "建成邻里食堂", "3座")],
        ),
        (
            "北川新城、南川新城推进旧改，分别改造小区12个、9个。",
            [("北川新城", "改造小区", "12个"), ("南川新城", "改造小区", "9个")],
        ),
        (
            "北川新城与南川新城深化合作，其分别设立基金2亿元、3亿元。",
            [("北川新城", "设立基金", "2亿元"), ("南川新城", "设立基金", "3亿元")],
        ),
        (
            "两市各新开通航线2条。",
            [("甲州市", "新开通航线", "2条"), ("乙州市", "新开通航线", "2条")],
        ),
        (
            "青山、白水两镇各建成泵站3座。",
            [("云州新区", "青山建成泵站", "3座"), ("云州新区", "白水建成泵站", "3座")],
        ),
        (
            "新建、改扩建小学分别为3所、5所。",
            [("云州新区", "新建小学", "3所"), ("云州新区", "改扩建小学", "5所")],
        ),
        (
            "旅游人次68万人次，旅游收入5亿元，较2028年分别增长1.2倍和1.5倍。",
            [
                ("云州新区", "旅游人次", "68万人次"),
                ("云州新区", "旅游收入", "5亿元"),
                ("云州新区", "旅游人次较2028年增长", "1.2倍"),
                ("云州新区", "旅游收入较2028年增长", "1.5倍"),
            ],
        ),
    ],
)
def test_lists_are_paired_in_order(sentence: str, wanted: list[tuple[str, str, str]]) -> None:
    assert rows(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "优质品率由72%提高到80%。",
            [("原优质品率", "72%", "=", ""), ("优质品率", "80%", "=", "2031")],
        ),
        (
            "引水能力从每日2万吨提升至6万吨。",
            [("原引水能力", "2万吨", "=", ""), ("引水能力", "6万吨", "=", "2031")],
        ),
        (
            "审批时间由120天压缩至80天以内。",
            [("原审批时间", "120天", "=", ""), ("审批时间", "80天", "<=", "2031")],
        ),
        (
            "高新技术企业由2026年的85家增加到2029年的240家。",
            [("高新技术企业", "85家", "=", "2026"), ("高新技术企业", "240家", "=", "2029")],
        ),
        (
            "地区生产总值增长8%，达到1200亿元。",
            [("地区生产总值增长", "8%", "=", "2031"), ("地区生产总值", "1200亿元", ">=", "2031")],
        ),
        (
            "达标率同比提高5个百分点，达到92%。",
            [("达标率同比提高", "5个百分点", "=", "2031"), ("达标率", "92%", ">=", "2031")],
        ),
        (
            "2031年和2032年分别改造管网12公里、15公里。",
            [("改造管网", "12公里", "=", "2031"), ("改造管网", "15公里", "=", "2032")],
        ),
        (
            "到2032年、2035年，林草覆盖率分别达到40%、42%。",
            [("林草覆盖率", "40%", ">=", "2032"), ("林草覆盖率", "42%", ">=", "2035")],
        ),
        ("三年内培育农场24个。", [("培育农场", "24个", "=", "2034")]),
        ("2033年开工，总投资2亿元。", [("总投资", "2亿元", "=", "2031")]),
        ("2033年12月底前建成，机架规模6000架。", [("机架规模", "6000架", "=", "2033")]),
        (
            "2028年，开通线路23条，全年开行班列600列。",
            [("开通线路", "23条", "=", "2028"), ("开行班列", "600列", "=", "2028")],
        ),
        ("到“十六五”末，机场吞吐量突破300万人次。", [("机场吞吐量", "300万人次", ">=", "2035")]),
    ],
)
def test_a_change_says_from_what_to_what_and_by_when(
    sentence: str, wanted: list[tuple[str, str, str, str]]
) -> None:
    assert [(f.name, f.value + f.unit, f.bound, f.deadline) for f in find(sentence)] == wanted


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("市场主体比上年增加5600户。", ["市场主体比上年增加"]),
        ("平台年均承担课题30项。", ["平台年均承担课题"]),
        ("最低生活保障标准提高到每人每月820元。", ["最低生活保障标准每人每月"]),
        ("企业数量是2028年的3倍。", ["企业数量为2028年的倍数"]),
        ("学位7200个，其中公办占九成以上。", ["学位", "学位公办占比"]),
        ("民宿2033年接待量翻一番。", ["民宿接待量翻番"]),
        ("对年营收超过1亿元、5亿元的企业，分别奖励20万元、50万元。", ["奖励", "奖励"]),
        ("超百亿元项目取得零的突破。", []),
        ("每新增1家首店奖励50万元。", ["每新增1家首店奖励"]),
        ("完成投资31亿元，为年度计划的三成多。", ["完成投资", "完成投资为年度计划的比重"]),
        (
            "数字经济规模9亿元，占地区生产总值比重超过65%。",
            ["数字经济规模", "数字经济规模占地区生产总值比重"],
        ),
    ],
)
def test_a_name_says_what_is_counted_and_no_more(sentence: str, names: list[str]) -> None:
    assert [fact.name for fact in find(sentence)] == names


def test_three_years_of_a_plan_end_with_its_range() -> None:
    (fact,) = find("三年内培育农场24个。", title="云州新区兴农三年行动计划（2030—2032年）")
    assert fact.deadline == "2032"


def test_a_speaker_inside_the_name_of_the_plan_speaks() -> None:
    text = "# 云州新区兴农三年行动计划\n\n培育农场24个。\n"
    document = parse_document("paper", text)
    names = DocumentNames((), {}, None, (Mention(2, 6, (AREA,), "test"),))
    (fact,) = find_indicators(document, names, KNOWLEDGE)
    assert fact.subject == "云州新区"


ROAD, STATION = Named("Project", "甲乙高速"), Named("Project", "南湖站")
FIRM, RIVAL = Named("Enterprise", "晨光电子"), Named("Enterprise", "北辰药业")
RIVER, BOARD, PARK = (
    Named("Project", "云江"),
    Named("Organization", "云州新区管委会"),
    Named("Park", "云谷产业园"),
)
FORMS |= {one.name: (one,) for one in (ROAD, STATION, FIRM, RIVAL, RIVER, BOARD, PARK)}
PATTERN = re.compile("|".join(sorted(FORMS, key=len, reverse=True)))


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("甲乙高速自甲州引出，经北川新城接入南湖站，设计时速120公里。", [("甲乙高速", "设计时速")]),
        ("北川新城开工青石水库，该项目总投资9亿元。", [("青石水库", "总投资")]),
        ("云谷产业园位于北川新城，规划面积12平方公里。", [("云谷产业园", "规划面积")]),
        ("由甲州市牵头，年底前完成甲乙高速改造，路线长18公里。", [("甲乙高速", "路线长")]),
        ("甲乙高速同步掘进，运营总里程突破90公里。", [("云州新区", "运营总里程")]),
        ("到2032年，云江水质稳定达标，断面优良比例达到98%。", [("云州新区", "断面优良比例")]),
        ("云州新区管委会组织专题培训9场。", [("云州新区", "专题培训")]),
        ("甲州市与云州研究院、乙州市共建中试线，累计转化成果45项。", [("甲州市", "累计转化成果")]),
    ],
)
def test_a_measure_is_of_what_has_it(sentence: str, wanted: list[tuple[str, str]]) -> None:
    assert [(fact.subject, fact.name) for fact in find(sentence, joint=False)] == wanted


def test_a_line_that_only_the_heading_names_has_the_length_below_it() -> None:
    found = rows(
        "## 一、关于甲乙高速\n\n原则同意云州研究院提出的走向，经乙州接入南湖站，线路长14公里，设站12座。"
    )
    assert [row[:2] for row in found] == [("甲乙高速", "线路长"), ("甲乙高速", "设站")]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("集聚晨光电子、北辰药业等光伏企业58家。", ["集聚光伏企业"]),
        ("晨光电子、北辰药业等企业实施清洁改造37项。", ["清洁改造"]),
        ("推进青石水库、甲乙高速等158个重大项目。", ["重大项目"]),
        ("云谷产业园、青石产业园、白石产业园三大板块贡献率达到86%。", ["三大板块贡献率"]),
        ("25个专项规划要进一步衔接甲州市。", ["专项规划"]),
        ("27家工业企业获评小巨人企业。", ["工业企业"]),
        ("383个市级重点项目完成投资2151亿元。", ["市级重点项目", "市级重点项目完成投资"]),
        ("推动9个项目签约落地。", ["项目签约落地"]),
        ("设立15亿元人才发展基金。", ["人才发展基金规模"]),
        (
            "设立总规模50亿元的云州新区产业基金，首期规模9亿元。",
            ["云州新区产业基金总规模", "云州新区产业基金首期规模"],
        ),
        ("30分钟直达甲州市。", ["直达甲州市时间"]),
        ("30分钟可达甲州市。", ["可达甲州市时间"]),
        ("甲州至乙州最快2小时可达。", ["甲州至乙州最快可达时间"]),
        ("开行至乙州的货运班列，年开行150列。", ["年开行货运班列"]),
        ("每天运送1.6亿吨货物。", ["每天运送货物"]),
        ("云州新区下辖北川新城、南川新城和云谷产业园三个片区。", ["下辖片区"]),
        ("距成都96公里。", ["距成都"]),
        ("建成15万锭紧密纺生产线。", ["建成紧密纺生产线"]),
        ("工业销售成功突破5000亿元大关。", ["工业销售"]),
        ("高标准建设滨江绿道，长12.8公里。", ["长度"]),
    ],
)
def test_a_name_ends_where_the_thing_counted_ends(sentence: str, wanted: list[str]) -> None:
    assert [fact.name for fact in find(sentence)] == wanted


@pytest.mark.parametrize(
    ("title", "body", "years"),
    [
        ("云谷招商推介词", "云谷产业园是2012年批准设立的开发区，规划面积12平方公里。", [""]),
        ("云谷招商推介词", "甲乙高速2026年建成，目前已开通班线48条。", [""]),
        ("云谷调研报告", "根据《云州路网规划（2023—2035年）》，甲乙高速长46公里。", [""]),
        ("云谷调研报告", "甲乙高速2027年完工，青石水库建成后30分钟可达甲州市。", [""]),
        ("云谷签约活动", "2031年三季度签约活动举行。今年以来，落地项目96个。", ["2031"]),
        ("云谷签约活动", "2031年三季度签约活动举行，2030年四季度复盘。今年以来，落地项目96个。", [""]),
        ("云州新区承接示范三年方案（2030—2032年）", "三年盘活用地9亩，五年内不再新增。", ["2032"]),
        ("云州新区2031年工作总结", "承接成果38项。一年来，引进企业9家。", ["2031", "2031"]),
        ("云州新区2031年政府工作报告", "过去一年，新增企业7家。三大集群产值均超900亿元。", ["2030", "2030"]),
        ("云州新区2031年政府工作报告", "## 一、2030年工作回顾\n\n全年完成投资9亿元。", ["2030"]),
        ("云州新区2031年政府工作报告", "## 一、五年工作回顾\n\n五年内，新增企业193家。", ["2030"]),
        (
            "云州调研报告",
            "产业结构比由2026年的42:3:55调整为2030年的32:8:60；完成投资11亿元。",
            ["2026", "2030", ""],
        ),
        ("云州新区简报（2031年5月20日）", "1至4月，新开航线4条。", ["2031"]),
    ],
)
def test_a_year_is_the_figure_s_only_where_it_is_said_of_it(title: str, body: str, years: list[str]) -> None:
    assert [fact.deadline for fact in find(body, title=title)] == years


def test_things_built_each_have_one_of_the_figures_behind_them() -> None:
    found = find("新建青石水库和甲乙高速工程，总投资分别为8亿元、5亿元。")
    assert [(fact.subject, fact.value) for fact in found] == [("青石水库", "8"), ("甲乙高速", "5")]
