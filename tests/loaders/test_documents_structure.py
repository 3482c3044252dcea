"""Blocks: headings with their path, run-in headings, sentences, all with true offsets."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.documents.model import HEADING, META, PARAGRAPH, TITLE, Document
from loaders.documents.reading import parse_document
from loaders.documents.structure import split_sentences

PLAN = """云州新区三年行动计划

云州新区管委会
2031年3月5日

一、行动目标
到2033年，路网基本建成。水网同步完善。
二、重点任务
（一）完善路网
1.打通断头路。建设云川大道。推进北川大桥。
2.提升通行能力。优化信号。
（二）完善水网
建设青石水库。
三、保障措施
加强组织领导。
"""


def block_of(document: Document, text: str) -> object:
    return next(block for block in document.blocks if document.text[block.start : block.end].startswith(text))


def test_a_paragraph_knows_the_headings_above_it() -> None:
    document = parse_document("plan", PLAN)
    assert block_of(document, "到2033年").section == ("一、行动目标",)
    assert block_of(document, "建设青石水库").section == ("二、重点任务", "（二）完善水网")
    assert block_of(document, "加强组织领导").path == "三、保障措施"


def test_a_run_in_heading_is_the_last_of_its_paragraph_s_path() -> None:
    document = parse_document("plan", PLAN)
    assert block_of(document, "1.打通").section == ("二、重点任务", "（一）完善路网", "1.打通断头路")
    assert block_of(document, "2.提升").section == ("二、重点任务", "（一）完善路网", "2.提升通行能力")


def test_headings_have_levels_and_paragraphs_none() -> None:
    document = parse_document("plan", PLAN)
    levels = {
        document.text[block.start : block.end]: block.level
        for block in document.blocks
        if block.kind == HEADING
    }
    assert levels["一、行动目标"] == 1
    assert levels["（一）完善路网"] == 2
    assert all(block.level == 0 for block in document.blocks if block.kind == PARAGRAPH)


def test_title_and_letterhead_stand_outside_the_outline() -> None:
    document = parse_document("plan", PLAN)
    kinds = [block.kind for block in document.blocks[:3]]
    assert kinds == [TITLE, META, META]
    assert all(block.section == () for block in document.blocks[:3])


def test_chapters_and_articles_nest() -> None:
    document = parse_document(
        "rules",
        "云州新区管理办法\n第一章 总则\n第一条 制定本办法。\n第二章 职责\n第二条 管委会负责实施。\n",
    )
    assert block_of(document, "第二条").section[0] == "第二章 职责"


def test_markdown_headings_without_numbers_nest_too() -> None:
    document = parse_document(
        "paper", "# 调研报告\n\n## 做法\n\n### 路网\n\n正文一段。\n\n## 建议\n\n正文又一段。\n"
    )
    assert block_of(document, "正文一段").section == ("做法", "路网")
    assert block_of(document, "正文又一段").section == ("建议",)


def test_a_full_stop_inside_quotes_or_brackets_ends_no_sentence() -> None:
    text = "会议指出“要加快建设。要确保质量。”（见附件。）随后作出部署！"
    assert [text[start:end] for start, end in split_sentences(text)] == [
        "会议指出“要加快建设。要确保质量。”",
        "（见附件。）",
        "随后作出部署！",
    ]


def test_each_sentence_ends_with_its_mark() -> None:
    text = "第一句。第二句！第三句？没有句号的结尾"
    assert [text[start:end] for start, end in split_sentences(text)] == [
        "第一句。",
        "第二句！",
        "第三句？",
        "没有句号的结尾",
    ]


SIGNS = "一二三、（）1.2第章条。！？“”《》#*- \n\n云州新区年月，；："
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(list(SIGNS)), st.characters(codec="utf-8")), max_size=250)


@given(TEXTS)
def test_blocks_and_sentences_cover_the_whole_text(text: str) -> None:
    document = parse_document("paper", text)
    at = 0
    for block in document.blocks:
        assert block.start == at
        assert block.end >= block.start
        if block.sentences:
            assert block.sentences[0][0] == block.start
            assert block.sentences[-1][1] == block.end
            for (_, end), (start, _) in zip(block.sentences, block.sentences[1:], strict=False):
                assert end == start
        assert "\n" not in document.text[block.start : block.end]
        at = block.end + 1
    assert at == len(document.text) + 1 or not document.blocks
