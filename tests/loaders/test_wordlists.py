"""Words at the start and the end of a text."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.wordlists import WordList

WORDS = st.lists(st.text(alphabet="新增建设成", min_size=1, max_size=4), max_size=8)
TEXT = st.text(alphabet="新增建设成", max_size=8)


@given(WORDS, TEXT)
def test_the_longest_word_is_found_at_either_end(words: list[str], text: str) -> None:
    found = WordList(words)
    assert found.opening(text) == max((word for word in words if text.startswith(word)), key=len, default="")
    assert found.closing(text) == max((word for word in words if text.endswith(word)), key=len, default="")


@given(WORDS, TEXT)
def test_it_is_a_tuple_for_the_text_s_own_methods(words: list[str], text: str) -> None:
    found = WordList(words)
    assert text.startswith(found) == bool(found.opening(text))
    assert len(found) == len(set(words))
