"""Whom a document means in sentences that name no one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.authors import BODIES
from loaders.clauses import Sentence
from loaders.documents.model import META, TITLE
from loaders.names import DocumentNames, Named
from loaders.subject_words import SubjectWords
from loaders.subjects import PLACES, Subjects

OFTEN, MORE, FAR_MORE = 5, 2, 3
MEANT = frozenset(("NewArea", "NewTown", "Park"))
_PLACE = re.compile(r"[省市区县镇乡州旗园城港谷带圈]$")
"""How full names of places end."""
_KINDS = {"委": ("委员会",), "办": ("办公室",), "院": ("政府",)}
_MEANT = re.compile(
    r"关于(?:进一步)?(?:加快|支持|促进|推动|推进)(.+?)(?:高质量|高水平|创新|跨越式|改革|加快|开放)"
)
"""Whom a plan of someone above is for."""
_INNER = re.compile(r"(?:印发|《)《?(.+)")
_OUR_AREA = re.compile(r"我[省市区县州]")
_OUR_BODY = re.compile(r"我[厅局委部院办署]")


def find_speakers(
    sentences: Sequence[Sentence], names: DocumentNames, words: SubjectWords
) -> tuple[Named, ...]:
    """Whom sentences mean that name no one, as a row of one or none: the body that calls itself 我厅, the
    area that the title opens with or the letterhead's body is of, the issuer, whose body went to see
    others, or a place that the document speaks of far more.
    """
    speaker = _writer(sentences) or _area_meant(sentences, names, words)
    return (speaker,) if speaker else ()


def _writer(sentences: Sequence[Sentence]) -> Named | None:
    """The body that the text calls 我厅: the first of that kind in letterhead or title, else the last that
    the text names, its signature.
    """
    said = next((found for one in sentences if (found := _OUR_BODY.search(one.masked))), None)
    if said is None or _said(sentences, _OUR_AREA) > _said(sentences, _OUR_BODY):
        return None
    heads = [sentence for sentence in sentences if sentence.block.kind in (TITLE, META)]
    bodies = (body for sentence in (*heads, *reversed(sentences)) for body in _bodies(sentence))
    return next((body for body in bodies if _is_kind(body.name, said[0][-1])), None)


def _said(sentences: Sequence[Sentence], words: re.Pattern[str]) -> int:
    return sum(len(words.findall(sentence.masked)) for sentence in sentences)


def _is_kind(name: str, kind: str) -> bool:
    """Whether the body calls itself by this sign: 厅, 局; 部 and 办 stand for longer words too."""
    return name.endswith((kind, *_KINDS.get(kind, ())))


def _bodies(sentence: Sentence) -> list[Named]:
    groups = (group for clause in sentence.clauses for group in clause.groups)
    return [entity for group in groups for entity, _ in group.having(BODIES)]


def _area_meant(sentences: Sequence[Sentence], names: DocumentNames, words: SubjectWords) -> Named | None:
    """The area, as `find_speakers` tells.

    A study of a region speaks of the region, whoever wrote it; a report on a visit to one does not speak
    for the place that its title says was visited. Counted are sentences that have the place alone as
    subject; of places with the same count the one that is named first is taken.
    """
    visited = next(_visited(sentences, words), None)
    titled = _Opening(names)
    issuer = titled.of_title(sentences) or names.issuer
    if visited and issuer in (visited, None):
        issuer = titled.of_visitor(sentences)
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
        counts.update(MORE * _named_first(sentences, words))
    if not counts:
        return issuer
    most, times = max(counts.items(), key=lambda pair: pair[1])
    if issuer is None:
        return most if times >= MORE else None
    return most if times >= OFTEN and times > FAR_MORE * counts[issuer] else issuer


class _Opening:
    """Places that the document names, as they stand at the beginning of a text."""

    def __init__(self, names: DocumentNames) -> None:
        self._forms: dict[str, Named] = {}
        # Of two that share a form the one that is named first has it.
        mentioned = (entity for mention in names.mentions for entity in mention.entities)
        for entity in dict.fromkeys((*mentioned, *names.aliases)):
            if entity.type in PLACES:
                for form in (entity.name, *names.aliases.get(entity, ())):
                    self._forms.setdefault(form, entity)
        self._longest = max(map(len, self._forms), default=0)

    def of_title(self, sentences: Sequence[Sentence]) -> Named | None:
        """The place that a title inside the title opens with (关于印发《…》), that the title itself opens
        with, or the letterhead's body.
        """
        for kind in (TITLE, META):
            texts = [sentence.text for sentence in sentences if sentence.block.kind == kind]
            for text in texts if kind == TITLE else ():
                meant = _MEANT.search(text)
                if meant and (place := self._forms.get(meant[1])) and place.type in MEANT:
                    return place
            inner = (found[1] for text in texts if (found := _INNER.search(text)))
            for text in (*inner, *texts):
                if place := self._place(text.lstrip("《")):
                    return place
        return None

    def of_visitor(self, sentences: Sequence[Sentence]) -> Named | None:
        """The place whose body the text below the title names first, else the body itself."""
        text = (sentence for sentence in sentences if sentence.block.kind not in (TITLE, META))
        body = next((body for sentence in text for body in _bodies(sentence)), None)
        return body and (self._place(body.name) or body)

    def _place(self, text: str) -> Named | None:
        """The longest; of places that follow each other (甲区乙园) the last, but not one that the first is to
        build (甲县乙口岸建设方案).
        """
        place, at = None, 0
        while True:
            sizes = range(min(self._longest, len(text) - at), 1, -1)
            size = next((size for size in sizes if text[at : at + size] in self._forms), 0)
            short = not _PLACE.search(text[at : at + size])
            if not size or (place and (short or text.startswith("建设", at + size))):
                return place
            place, at = self._forms[text[at : at + size]], at + size


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
