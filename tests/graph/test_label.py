"""Labels as vis-network takes them: every mark of a name is text, every line has its height."""

import re

from hypothesis import given
from hypothesis import strategies as st

from graph.label import label_lines, label_markup

TAGS = ("<b>", "</b>", "<i>", "</i>", "<code>", "</code>", "&lt;", "&amp;")
STRUT = "<code>\u200b</code>"


@given(st.lists(st.sampled_from([*TAGS, "&", "<", "新城", "a b"]), min_size=1, max_size=6).map("".join))
def test_a_name_holds_no_markup(name: str) -> None:
    lines = label_markup(name).split("\n")
    assert all(line.endswith(STRUT) for line in lines)
    texts = [line.removesuffix(STRUT) for line in lines]
    assert not any(tag in text for tag in TAGS for text in texts)
    # The library misreads an entity at the beginning of a line even where it is none.
    assert not any(re.match("[<&]", text) for text in texts)
    assert tuple(text.replace("\u200b", "") for text in texts) == label_lines(name)
