"""Traditional characters: found as the simplified name, kept as its alias, offsets unmoved."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.documents.model import Document
from loaders.names import DocumentNames, Named
from loaders.traditional import Traditional

Find = Callable[[str], tuple[Document, DocumentNames]]
TRADITIONAL = Traditional(("乾县", "瀍河回族区"))


@given(st.text("國国學学乾著後里瀍a1，\n", max_size=40))
def test_lengths_stay(text: str) -> None:
    assert len(TRADITIONAL.simplify(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("廣東省發展規劃", "广东省发展规划"),
        ("到乾县考察，著名的瀍河", "到乾县考察，著名的瀍河"),
        ("於是有了皇后大道", "於是有了皇后大道"),
    ],
)
def test_only_traditional_writing_is_changed(text: str, simple: str) -> None:
    assert TRADITIONAL.simplify(text) == simple


def test_the_traditional_form_is_an_alias_at_its_own_place(names_of: Find) -> None:
    document, names = names_of("與廣州市、寧波市共同推進儲能產業。")
    assert "廣州市" in names.aliases[Named("Region", "广州市")]
    assert [document.text[one.start : one.end] for one in names.mentions][:2] == ["廣州市", "寧波市"]
