"""Whom sentences mean that name no one."""

import pytest

from loaders.clauses import read_sentences
from loaders.documents.reading import parse_document
from loaders.names import DocumentNames, Mention, Named
from loaders.pipeline import DATA
from loaders.speaker import find_speakers
from loaders.subject_words import load_subject_words


@pytest.mark.parametrize("types", [("NewArea", "Park"), ("Park", "NewArea")])
def test_of_two_things_of_one_name_the_one_named_first_is_meant(types: tuple[str, str]) -> None:
    document = parse_document("a", "# 青岚新区2030年工作要点\n\n青岚新区推进建设。")
    first, second = (Named(type_, "青岚新区") for type_ in types)
    title, text = document.text.index("青岚新区"), document.text.rindex("青岚新区")
    mentions = (Mention(title, title + 4, (first,), "own"), Mention(text, text + 4, (second,), "own"))
    names = DocumentNames(mentions, {})
    sentences = list(read_sentences(document, names))
    assert find_speakers(sentences, names, load_subject_words(DATA)) == (first,)
