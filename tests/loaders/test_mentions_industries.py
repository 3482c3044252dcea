"""Industries that no list knows, by what a place does with them, their last words and their company."""

from collections.abc import Callable

import pytest

from loaders.documents.model import Document
from loaders.names import DocumentNames

Find = Callable[[str], tuple[Document, DocumentNames]]


def industries(names: DocumentNames) -> set[str]:
    return {name.name for name in names.aliases if name.type == "Industry"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("平江县重点发展茶油加工、竹木家居。", {"茶油加工", "竹木家居"}),
        ("该县以海带养殖、渔村旅游为特色。", {"海带养殖", "渔村旅游"}),
        ("主导产业：青釉陶瓷、光伏、草本饮品，入驻企业20家。", {"青釉陶瓷", "草本饮品"}),
        ("园区以“新材料、青釉陶瓷、竹木家居”三大产业方向为主导。", {"青釉陶瓷", "竹木家居"}),
        ("柳江县承接外迁的铝制零部件。", {"铝制零部件"}),
        ("一季度边贸经济运行平稳。", {"边贸经济"}),
        ("培育声学雷达产业，壮大茶产业。", {"声学雷达", "茶产业"}),
        ("围绕冷链果蔬、光学镜片、船用电机三个方向。", {"冷链果蔬", "光学镜片", "船用电机"}),
        ("承接江东区溢出的总部研发、汽车软件项目。", {"汽车软件"}),
        ("出台《平江县茶叶产业振兴行动方案》。", {"茶叶"}),
    ],
)
def test_what_a_place_develops_is_an_industry(text: str, wanted: set[str], names_of: Find) -> None:
    _, names = names_of(text + "\n")
    assert wanted <= industries(names)


@pytest.mark.parametrize(
    "text",
    [
        "聚焦规划、建设、管理，形成合力。",
        "发展实体经济。",
        "培育新兴产业，壮大主导产业，做强特色优势产业。",
        "出台锂电人才办法。",
        "公交经滨海旅游公路到站。",
        "柳江市高新技术产业园开园。",
        "围绕重点任务、关键环节，抓好落实。",
        "培育壮大市场主体，优化营商环境。",
    ],
)
def test_what_trades_nothing_is_none(text: str, names_of: Find) -> None:
    _, names = names_of(text + "\n")
    assert industries(names) == set()
