"""Companies that no list holds, by what is done with them, what they do, and the names beside them."""

from collections.abc import Callable

import pytest

from loaders.documents.model import Document
from loaders.names import DocumentNames

Find = Callable[[str], tuple[Document, DocumentNames]]


def companies(names: DocumentNames) -> set[str]:
    return {name.name for name in names.aliases if name.type == "Enterprise"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("支持沅湘茶业、三和茶业建设数字工厂。", {"沅湘茶业", "三和茶业"}),
        ("引进钧瀚生物、隽霖光电，补齐链条。", {"钧瀚生物", "隽霖光电"}),
        ("会上，青川隽霖智能科技董事长李明远，省商务厅负责人参加。", {"青川隽霖智能科技"}),
        ("引导博世长沙就近配套。", {"博世长沙"}),
        ("由瓯岭水务建设集团负责运维。", {"瓯岭水务建设集团"}),
    ],
)
def test_what_acts_or_is_brought_in_like_a_company_is_one(
    text: str, wanted: set[str], names_of: Find
) -> None:
    _, names = names_of(text + "\n")
    assert wanted <= companies(names)


@pytest.mark.parametrize(
    "text",
    [
        "支持高等院校、科研院所参与建设。",
        "引导社会资本参与建设，鼓励青年人才、技术工人落户。",
        "推动白石镇、青桥镇建设卫生院。",
        "引进先进技术，优化营商环境。",
    ],
)
def test_common_nouns_and_towns_are_no_companies(text: str, names_of: Find) -> None:
    _, names = names_of(text + "\n")
    assert companies(names) == set()


def test_a_company_that_syntax_told_once_is_found_again(names_of: Find) -> None:
    document, names = names_of("引进钧瀚生物、隽霖光电，补齐链条。\n\n去年钧瀚生物的产值翻番。\n")
    places = [mention.start for mention in names.mentions if mention.entities[0].name == "钧瀚生物"]
    assert places == [2, document.text.index("钧瀚生物", 10)]
