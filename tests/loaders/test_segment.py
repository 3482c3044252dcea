"""Words and their offsets."""

import jieba
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.mentions import load_name_knowledge
from loaders.segment import Segmenter

SEGMENTER = load_name_knowledge().segmenter
PLAIN, JIEBA = Segmenter(), jieba.Tokenizer()
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("西安新区水厂建设，。《》“”—12 Ab\n")
    ),
    max_size=60,
)


@given(TEXTS)
@settings(max_examples=200)
def test_words_join_to_the_text(text: str) -> None:
    tokens = SEGMENTER.tokens(text, 7)
    assert "".join(token.word for token in tokens) == text
    assert all(text[token.start - 7 : token.end - 7] == token.word for token in tokens)


def test_our_words_stay_whole_and_unknown_names_fall_apart() -> None:
    segmenter = Segmenter(["云栖新城"])
    assert [token.word for token in segmenter.tokens("云栖新城旁")] == ["云栖新城", "旁"]
    assert [token.word for token in segmenter.tokens("沣渭")] == ["沣", "渭"]


def test_two_segmenters_share_nothing() -> None:
    one, two = Segmenter(["青溪科创"]), Segmenter()
    assert len(one.tokens("青溪科创")) == 1
    assert len(two.tokens("青溪科创")) > 1


def test_the_dictionary_knows_names_from_words() -> None:
    assert SEGMENTER.is_common("建设") and not SEGMENTER.is_common("西安")
    assert SEGMENTER.is_name("西安") and not SEGMENTER.is_name("建设")
    assert SEGMENTER.is_action("推进") and not SEGMENTER.is_action("道路")


@given(TEXTS.filter(lambda text: "\r\n" not in text))
@settings(max_examples=300)
def test_text_is_split_as_jieba_splits_it(text: str) -> None:
    assert [token.word for token in PLAIN.tokens(text)] == list(JIEBA.cut(text, HMM=False))
