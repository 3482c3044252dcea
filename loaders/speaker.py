"""Whom a document means in sentences that name no one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.clauses import Sentence
from loaders.documents.model import META, TITLE
from loaders.names import DocumentNames, Named
from loaders.subjects import PLACES, Subjects, SubjectWords

OFTEN, FAR_MORE = 5, 2
_PLACE = re.compile(r"[省市区县镇乡州旗园城港谷带圈]$")
"""How full names of places end."""


def find_speaker(sentences: Sequence[Sentence], names: DocumentNames, words: SubjectWords) -> Named | None:
    """Whom sentences mean that name no one: the area that the title opens with or the letterhead's body is
    of, the issuer, or a place that the document speaks of far more.

    A study of a region speaks of the region, whoever wrote it; a report on a visit to one does not speak
    for the place that its title says was visited. Counted are sentences that have the place alone as
    subject; of places with the same count the one that is named first is taken.
    """
    visited = next(_visited(sentences, words), None)
    issuer = _titled(sentences, names) or names.issuer
    issuer = issuer if issuer != visited else None
    counts: Counter[Named] = Counter()
    reader = Subjects(words, names)
    for sentence in sentences:
        group = reader.opening(sentence)
        named = group.having(PLACES) if group else ()
        if len(named) != 1 or named[0][0] == visited:
            continue
        given = words.givers.search(sentence.between(sentence.start, group.start))
        if named[0][0] == issuer or (issuer is not None or not given):
            counts[named[0][0]] += 1
    if issuer is None:
        # The place that a report opens with counts more than once: it needs no second sentence.
        counts.update(FAR_MORE * _named_first(sentences, words))
    if not counts:
        return issuer
    most, times = max(counts.items(), key=lambda pair: pair[1])
    if issuer is None:
        return most if times >= FAR_MORE else None
    return most if times >= OFTEN and times > FAR_MORE * counts[issuer] else issuer


def _titled(sentences: Sequence[Sentence], names: DocumentNames) -> Named | None:
    """The place that the title or the title behind 印发 opens with, else the one of the letterhead's body.

    The longest that the document names; of places that follow each other (甲区乙园) the last, but not
    one that the first is to build (甲县乙口岸建设方案).
    """
    forms = {
        form: entity
        for entity in {entity for mention in names.mentions for entity in mention.entities}
        if entity.type in PLACES
        for form in (entity.name, *names.aliases.get(entity, ()))
    }
    longest = max(map(len, forms), default=0)
    for kind in (TITLE, META):
        texts = [sentence.text for sentence in sentences if sentence.block.kind == kind]
        for text in (*(text.partition("印发")[2] for text in texts), *texts):
            if found := _opening_place(text.lstrip("《"), forms, longest):
                return found
    return None


def _opening_place(text: str, forms: dict[str, Named], longest: int) -> Named | None:
    place, at = None, 0
    while True:
        sizes = range(min(longest, len(text) - at), 1, -1)
        size = next((size for size in sizes if text[at : at + size] in forms), 0)
        short = not _PLACE.search(text[at : at + size])
        if not size or (place and (short or text.startswith("建设", at + size))):
            return place
        place, at = forms[text[at : at + size]], at + size


def _named_first(sentences: Sequence[Sentence], words: SubjectWords) -> list[Named]:
    """The place that the first sentence opens with, where it is one."""
    first = next(iter(sentences), None)
    groups = (group for clause in first.clauses for group in clause.groups) if first else iter(())
    group = next(groups, None)
    if group is None or not words.openers.fullmatch(first.between(first.start, group.start)):
        return []
    places = [entity for entity, _ in group.having(PLACES)]
    return places if len(places) == 1 else []


def _visited(sentences: Sequence[Sentence], words: SubjectWords) -> Iterator[Named]:
    """Places that the title says someone went to, to learn (赴甲新区学习考察报告)."""
    for sentence in sentences:
        if sentence.block.kind != TITLE:
            continue
        for group in (group for clause in sentence.clauses for group in clause.groups):
            if words.visits.search(sentence.between(sentence.start, group.start)) and words.learning.match(
                sentence.between(group.end, sentence.end)
            ):
                yield from (entity for entity, _ in group.having(PLACES))
