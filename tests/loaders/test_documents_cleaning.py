"""Clean lines: what PDF copies and markdown bring is undone, and nothing else."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import ROOT
from loaders.documents.cleaning import clean_lines
from loaders.documents.files import find_documents
from loaders.documents.reading import parse_document, read_document

FOLDERS = [ROOT / "data" / "documents", ROOT / ".." / "shared" / "documents"]
DOCUMENTS = sorted(find_documents([folder for folder in FOLDERS if folder.is_dir()]))


def cleaned(text: str) -> list[str]:
    return [line.text for line in clean_lines(text)]


SENTENCE = (
    "云州新区围绕路网、水网和电网三个方面，加快推进青石水库、云川大桥等一批重点工程建设，"
    "着力破解出行难、用水难等突出问题，不断提升城市承载能力和群众生活品质。"
)


def wrap(text: str, width: int, between: str = "\n") -> str:
    return between.join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", " \n "])
def test_lines_that_a_copy_broke_are_joined(between: str) -> None:
    paragraphs = [
        SENTENCE,
        SENTENCE[::-1].replace("。", "") + "。",
        SENTENCE.replace("云州", "北川"),
        SENTENCE.replace("云州", "南川"),
    ]
    text = between.join(wrap(paragraph, 28, between) for paragraph in paragraphs)
    joined = cleaned(text)
    assert "".join(joined) == "".join(paragraphs)
    assert SENTENCE in joined[0]
    assert all(line.endswith("。") for line in joined)


def test_a_heading_is_not_joined_to_the_line_before_it() -> None:
    wrapped = wrap(SENTENCE, 30)
    text = f"{wrapped}\n一、重点任务\n{wrapped}\n（二）保障措施\n{wrapped}\n{wrapped}"
    lines = cleaned(text)
    assert "一、重点任务" in lines
    assert "（二）保障措施" in lines


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("到 2031 年 GDP 达 1.5 万亿元 。", "到2031年GDP达1.5万亿元。"),
        ("新 区 推 进 建 设，效果好。", "新区推进建设，效果好。"),
        ("云州　新区，加快\u00a0发展。", "云州新区，加快发展。"),
        ("零宽\u200b字符\ufeff和软\u00ad连字符。", "零宽字符和软连字符。"),
        ("use of AI in city", "use of AI in city"),
    ],
)  # fmt: skip
def test_stray_spaces_go_and_words_of_letters_stay_apart(text: str, clean: str) -> None:
    assert cleaned(text) == [clean]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("**重点**推进*三项*工作。", "重点推进三项工作。"),
        ("***特别***重要。", "特别重要。"),
        ("引进~~旧~~企业`40`家。", "引进旧企业40家。"),
        ("> 引用的一句话。", "引用的一句话。"),
        ("- 第一项工作。", "第一项工作。"),
        ("见[云州规划](http://example.org/a)。", "见云州规划。"),
        ("**甲*乙*丙**推进。", "甲乙丙推进。"),
        ("> > 引用里的引用。", "引用里的引用。"),
    ],
)
def test_markdown_marks_go_and_their_words_stay(text: str, clean: str) -> None:
    assert cleaned(text) == [clean]


def test_markdown_headings_keep_their_level() -> None:
    lines = clean_lines("# 总标题\n## 一、任务 ##\n正文在这里。\n### 细目\n另一段正文。")
    assert [(line.text, line.hashes) for line in lines if line.hashes] == [
        ("总标题", 1),
        ("一、任务", 2),
        ("细目", 3),
    ]


@pytest.mark.parametrize("page", ["12", "- 12 -", "第 3 页", "3/15", "第3页 共15页", "— 7 —"])
def test_page_numbers_go(page: str) -> None:
    assert cleaned(f"上一页结束。\n{page}\n下一页开始。") == ["上一页结束。", "下一页开始。"]


OUTLINE = ["一、总体要求", "二、重点任务", "三、保障措施", "四、组织实施", "五、附则说明"]
BODY = "\n".join(f"{heading}\n{heading[2:]}的内容写在这一段里面。" for heading in OUTLINE)


@pytest.mark.parametrize("leader", ["", "……{}", "......{}"])
def test_an_outline_that_repeats_the_headings_goes(leader: str) -> None:
    contents = "\n".join(heading + leader.format(number) for number, heading in enumerate(OUTLINE, 1))
    for text in (f"{contents}\n{BODY}", f"{BODY}\n{contents}"):
        lines = cleaned(text)
        assert len(lines) == 2 * len(OUTLINE)
        assert all(sum(line.startswith(heading) for line in lines) == 1 for heading in OUTLINE)


def test_a_few_lines_that_happen_to_repeat_stay() -> None:
    text = "甲州市\n乙州市\n两市发展情况如下。\n甲州市\n发展较快。\n乙州市\n发展平稳。"
    assert cleaned(text).count("甲州市") == 2


WHOLE = [
    SENTENCE,
    "一、重点任务",
    "（一）完善路网。加快建设。",
    "**要点**在此。",
    "*” *",
    "- 12 -",
    "",
    "到 2031 年，路网 基本建成。",
    "1.打造平台。做好工作。",
    "> > 引用的话。",
    "- * 列出的话。",
    "见[规划](http://example.org)全文。",
    "__甲__和`乙`共建。",
]


@given(st.lists(st.sampled_from(WHOLE), max_size=20))
def test_cleaning_what_is_clean_changes_nothing(lines: list[str]) -> None:
    """Where lines are whole; which lines are broken is guessed from all of them together."""
    once = parse_document("paper", "\n".join(lines)).text
    assert parse_document("paper", once).text == once


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.parent.name}-{path.name}")
def test_cleaning_a_real_document_twice_changes_nothing(path: Path) -> None:
    once = read_document(path, 10_000_000).text
    assert parse_document("paper", once).text == once


BROKEN = st.lists(
    st.one_of(
        st.sampled_from([*WHOLE, wrap(SENTENCE, 26), "# 标题", "云州市人民政府", "“引文没有结束", "甲 乙"]),
        st.text(alphabet="云州一二、（）。，#*->12 “”《》年\t ", max_size=30),
    ),
    max_size=30,
)


@given(BROKEN)
def test_cleaning_loses_no_word(lines: list[str]) -> None:
    """What goes are marks, spaces and page numbers, and of a repeated run of lines all but one."""
    text = "\n".join(dict.fromkeys(lines))
    kept = re.sub(r"\s", "", parse_document("paper", text).text)
    for word in ("青石水库", "人民政府", "完善路网", "打造平台"):
        assert (word in kept) == (word in re.sub(r"\s", "", text))
