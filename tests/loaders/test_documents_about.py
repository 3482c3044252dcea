"""What a document says of itself: title, issuer, number, date, kind."""

import pytest

from graph.facts import DocumentFact
from loaders.documents.reading import parse_document

BODY = "\n一、总体要求\n坚持统筹推进，完善路网和水网。\n二、重点任务\n建设青石水库。推进云川大桥建设。\n"


def about(text: str) -> DocumentFact:
    return parse_document("paper", text).about


def test_a_notice_that_passes_on_a_plan_has_the_plan_s_title() -> None:
    fact = about(
        "云州新区管理委员会文件\n\n云新发〔2031〕7号\n\n云州新区管理委员会\n"
        "关于印发《云州新区水网建设三年行动计划》的通知\n\n各新城，各部门：\n"
        "《云州新区水网建设三年行动计划》已经同意，现印发给你们，请认真贯彻落实。\n"
        f"云州新区管理委员会\n2031年6月8日\n\n云州新区水网建设三年行动计划\n{BODY}"
        "云州新区党政办公室\n2031年6月9日印发\n"
    )
    assert fact.title == "云州新区水网建设三年行动计划"
    assert fact.number == "云新发〔2031〕7号"
    assert fact.issuer == "云州新区管理委员会"
    assert fact.genre == "行动计划"
    assert fact.date == "2031-06-08"


def test_a_notice_alone_has_the_title_that_it_passes_on() -> None:
    fact = about(
        "云州市人民政府关于印发《云州市养老服务实施方案》的通知\n云政发〔2031〕12号\n各县区人民政府：\n"
        f"现将方案印发给你们，请认真组织实施。\n{BODY}云州市人民政府\n2031年4月2日\n"
    )
    assert fact.title == "云州市养老服务实施方案"
    assert (fact.number, fact.date, fact.genre) == ("云政发〔2031〕12号", "2031-04-02", "实施方案")


def test_work_points_have_a_title_and_nothing_that_they_don_t_say() -> None:
    fact = about(f"云州新区2031年工作要点\n{BODY}")
    assert fact == DocumentFact("paper", "云州新区2031年工作要点", "", "", "", "工作要点")


def test_a_report_names_who_wrote_it_and_when() -> None:
    fact = about(
        f"云州研究院 2031年4月2日\n\n聚焦高质量发展\n——推进路网建设的思考建议\n\n云州研究院课题组\n{BODY}"
    )
    assert fact.title == "聚焦高质量发展——推进路网建设的思考建议"
    assert (fact.issuer, fact.date, fact.genre) == ("云州研究院", "2031-04-02", "建议")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2031年3月5日", "2031-03-05"),
        ("2031年12月", "2031-12"),
        ("二〇三一年三月五日", "2031-03-05"),
        ("二○三一年十二月三十一日", "2031-12-31"),
        ("二〇三一年十月二十日", "2031-10-20"),
        ("（2031年3月5日）", "2031-03-05"),
    ],
)
def test_a_date_is_read_however_it_is_written(written: str, date: str) -> None:
    assert about(f"云州新区水网建设方案\n{written}\n{BODY}").date == date


@pytest.mark.parametrize(
    "number", ["云政发〔2031〕4号", "云州函[2031]15号", "云办字（2031）103号", "陕西咸发〔2031〕4号"]
)
def test_a_document_number_is_read(number: str) -> None:
    assert about(f"云州市人民政府文件\n{number}\n云州市水网建设方案\n{BODY}").number == number


def test_a_date_in_the_body_is_not_the_document_s() -> None:
    text = (
        f"云州新区水网建设方案\n{BODY}2028年3月，云州新区获批成立，此后各项工作有序展开。\n"
        + "继续做好各项工作。\n" * 12
    )
    assert about(text).date == ""


def test_a_short_document_keeps_its_body() -> None:
    """The closing lines are looked for at the end, but the letterhead is none of them."""
    document = parse_document(
        "paper",
        "云州市水网建设方案\n云州市人民政府\n2031年3月5日\n一、任务\n新建水厂3座。\n铺设管网60公里。\n",
    )
    kinds = {document.text[block.start : block.end]: block.kind for block in document.blocks}
    assert kinds["新建水厂3座。"] == "paragraph"
    assert kinds["铺设管网60公里。"] == "paragraph"
    assert document.about.issuer == "云州市人民政府"


def test_without_a_title_the_file_s_name_stands_in() -> None:
    assert about("这里只有一句话，没有标题，写到句号就结束了。\n").title == "paper"
