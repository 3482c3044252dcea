"""Towns and streets found by their shape."""

from collections.abc import Callable

import pytest

from loaders.documents.model import Document
from loaders.names import DocumentNames

Find = Callable[[str], tuple[Document, DocumentNames]]


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("一是优品种。茂岩镇、雷塘镇分别育苗。", "茂岩镇 雷塘镇"),
        ("在溪源县云岭镇、白石乡试点。", "云岭镇 白石乡"),
        ("调研组赴青山镇考察。", "青山镇"),
        ("支持乡镇和城镇发展，建设特色小镇、中心镇。", ""),
        ("推进美丽乡村建设，回乡创业，各乡、各镇、每个镇落实。", ""),
        ("推进新型城镇化，加强街道管理。", ""),
    ],
)
def test_a_rare_word_before_its_kind_is_a_town(names_of: Find, text: str, towns: str) -> None:
    _, names = names_of(text)
    assert {name.name for name in names.aliases if name.name[-1] in "镇乡道"} == set(towns.split())
