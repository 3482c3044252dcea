"""Sentences as relations are read in them: clauses, and rows of mentions that one word governs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.facts import Span
from loaders.documents.model import Block, Document
from loaders.names import DocumentNames, Mention, Named

MASK = "□"
"""Stands for each character of a mention in `Sentence.masked`, so that words inside names are no cues."""

LIST, WITH, DASH = "list", "with", "dash"
AREAS = frozenset(("NewArea", "NewTown", "Region"))
AGENTS = frozenset(("NewArea", "NewTown", "Park", "Region", "Organization", "Enterprise"))

# A mark before words that spell out a row (下设三个平台，即A、B) ends no clause, nor a colon between a kind
# of industries and its row (主导产业：A、B).
_BREAKS = re.compile(
    r"(?:[，；。！？,;!?\n]|(?<!产业)(?<!产业链)(?<!集群)(?<!赛道)(?<!领域)(?<!方向)(?<!定位)[:：])+"
    r"(?!(?:即|分别是|分别为|包括|其中包括|具体为)[“‘「（《]*□)"
)
_CLOSE, _OPEN = r"[”’」）)》〉]*", r"[“‘「（(《〈]*"
_KIND = r"(?:等[^，；。□、]{0,10}?)?"
_NEAR = r"(?:周边|毗邻|邻近|相邻)?(?:的)?"
_LINKS = (
    (
        re.compile(
            rf"{_CLOSE}{_KIND}{_CLOSE}(?:、|和|(?<![涉普])及|以及|或|暨|/){_NEAR}(?:[^，；。□]{{1,14}}、)?{_OPEN}"
        ),
        LIST,
    ),
    (re.compile(rf"{_CLOSE}{_KIND}(?:(?<![参赋给])与|(?<![共协会合])同|跟){_NEAR}{_OPEN}"), WITH),
    (re.compile(rf"{_CLOSE}等{_OPEN}"), LIST),
    (re.compile(rf"{_CLOSE}(?:[—–－\-~～]+|至|到){_OPEN}"), DASH),
)
_TOUCHING = re.compile(rf"{_CLOSE}{_OPEN}")
# Verbs whose object a place before 的 is (涉及甲市的乙线): the site is not the place's.
_VERB = re.compile(r"(?:涉及|通往|通向|服务|途经|连接|面向|穿过|覆盖|毗邻|支持|建设|落户|通达|至|到)$")
_VERB_LENGTH = 2
_REMARK = re.compile(r"[（(][^（）()]*[）)]")


@dataclass(slots=True)
class Item:
    """One mention in a row, with the mentions right before it that say whose it is (甲市 of 甲市乙县)."""

    mention: Mention
    owners: tuple[Mention, ...] = ()


@dataclass(slots=True)
class Group:
    """Mentions that stand in one row (A、B和C), `links` telling how each is joined to the one before.

    It starts with what the first item belongs to, where that stands before it.
    """

    items: tuple[Item, ...]
    links: tuple[str, ...]
    start: int
    end: int

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def having(self, types: frozenset[str]) -> list[tuple[Named, Mention]]:
        """The entities of these types with their mentions, in order, each entity once."""
        found = [
            (entity, item.mention)
            for item in self.items
            for entity in item.mention.entities
            if entity.type in types
        ]
        if len(found) < 2:
            return found
        first: dict[Named, Mention] = {}
        for entity, mention in found:
            first.setdefault(entity, mention)
        return list(first.items())

    def part(self, first: int, last: int) -> "Group":
        """The items first … last-1 as a group."""
        return _group(list(self.items[first:last]), list(self.links[first : last - 1]))


@dataclass(slots=True)
class Clause:
    """What stands between two marks (，；：。), offsets into the document's text."""

    start: int
    end: int
    groups: tuple[Group, ...]


@dataclass(slots=True)
class Sentence:
    """A sentence of a block; `masked` is its text with all mentions masked, at the same offsets."""

    block: Block
    number: int
    start: int
    end: int
    text: str
    masked: str
    clauses: tuple[Clause, ...]

    def between(self, start: int, end: int) -> str:
        """The masked text of document offsets start … end."""
        first, last = start - self.start, end - self.start
        return self.masked[first if first > 0 else 0 : last if last > 0 else 0]


def read_sentences(document: Document, names: DocumentNames, reading: str = "") -> Iterator[Sentence]:
    """All sentences of all blocks in order, numbered within their block.

    `reading` is the text as words are looked for in it (simplified characters), as long as the
    document's own, which stands for it where it is empty.
    """
    reading = reading or document.text
    mentions = sorted(names.mentions, key=lambda found: found.start)
    at = 0
    for block in document.blocks:
        for number, (start, end) in enumerate(block.sentences):
            while at < len(mentions) and mentions[at].start < start:
                at += 1
            inside = []
            while at < len(mentions) and mentions[at].end <= end:
                inside.append(mentions[at])
                at += 1
            text = document.text[start:end]
            yield _sentence((text, reading[start:end]), block, number, (start, end), inside)


def name_more(sentence: Sentence, more: list[Mention], reading: str) -> Sentence:
    """The sentence with mentions more than it had; `reading` as for `read_sentences`."""
    items = (item for clause in sentence.clauses for group in clause.groups for item in group.items)
    mentions = [*(found for item in items for found in (*item.owners, item.mention)), *more]
    mentions.sort(key=lambda found: found.start)
    texts = sentence.text, reading[sentence.start : sentence.end]
    return _sentence(texts, sentence.block, sentence.number, (sentence.start, sentence.end), mentions)


def _sentence(
    texts: tuple[str, str], block: Block, number: int, span: Span, mentions: list[Mention]
) -> Sentence:
    """The sentence of these texts: its own, and the one that words are looked for in."""
    start, end = span
    text, own = texts
    hidden = _hide(own, start, mentions) if mentions else own
    clauses = []
    at = read = 0
    for stop in (*_BREAKS.finditer(hidden), None):
        close = stop.start() if stop else len(hidden)
        if hidden[at:close].strip():
            first = read
            while read < len(mentions) and mentions[read].start < start + close:
                read += 1
            groups = tuple(_groups(own, start, mentions[first:read])) if first < read else ()
            clauses.append(Clause(start + at, start + close, groups))
        at = stop.end() if stop else close
    return Sentence(block, number, start, end, text, hidden, tuple(clauses))


def _hide(text: str, offset: int, mentions: list[Mention]) -> str:
    """The text with its mentions masked; they stand in order."""
    pieces = []
    at = 0
    for found in mentions:
        pieces += (text[at : found.start - offset], MASK * (found.end - found.start))
        at = found.end - offset
    return "".join((*pieces, text[at:]))


def _groups(text: str, offset: int, mentions: list[Mention]) -> Iterator[Group]:
    items: list[Item] = []
    links: list[str] = []
    for found in mentions:
        gap = text[items[-1].mention.end - offset : found.start - offset] if items else ""
        if not items:
            items.append(Item(found))
        elif (
            not gap
            or ("（" not in gap and _TOUCHING.fullmatch(gap))
            or (
                gap == "的"
                and _is_site_of(items[-1], found)
                and not _is_object(text, items[-1].mention.start - offset)
            )
        ):
            _own(items, links, found)
        elif link := link_of(gap):
            items.append(Item(found))
            links.append(link)
        else:
            yield _group(items, links)
            items, links = [Item(found)], []
    if items:
        yield _group(items, links)


def _group(items: list[Item], links: list[str]) -> Group:
    first = (*items[0].owners, items[0].mention)[0]
    return Group(tuple(items), tuple(links), first.start, items[-1].mention.end)


@lru_cache(maxsize=4096)
def link_of(gap: str) -> str:
    """How the words between two mentions join them to a row; "" where they don't."""
    gap = _REMARK.sub("", gap)
    for pattern, link in _LINKS:
        if pattern.fullmatch(gap):
            return link
    return ""


def _own(items: list[Item], links: list[str], found: Mention) -> None:
    """Take `found`, which touches the last item, into the row; the items it belongs to become its owners."""
    types = {entity.type for entity in found.entities}
    alike = types == {entity.type for entity in items[-1].mention.entities}
    if alike and (not types & AGENTS or types == {"Organization"}):
        # 《甲办法》《乙办法》, 市委市政府: a list without marks.
        items.append(Item(found))
        links.append(LIST)
        return
    last = items.pop()
    if set(last.mention.entities) & set(found.entities):
        items.append(Item(found, last.owners))
        return
    owners = [last.mention]
    if not types & AGENTS:
        # 省委、省政府“三个年”活动: the whole row of bodies owns what follows it.
        while items and links and links[-1] == LIST and _is_agent(items[-1]) and _is_agent(last):
            owners.insert(0, items.pop().mention)
            links.pop()
    items.append(Item(found, tuple(owners)))


def _is_site_of(last: Item, found: Mention) -> bool:
    """Whether 的 can say that a site is a place's (甲新区的乙产业园)."""
    sites = all(entity.type in ("Park", "Project") for entity in found.entities)
    return sites and all(entity.type in AREAS for entity in last.mention.entities)


def _is_object(text: str, at: int) -> bool:
    """Whether a verb stands right before the name at this place."""
    return bool(_VERB.search(text[max(at - _VERB_LENGTH, 0) : at]))


def _is_agent(item: Item) -> bool:
    return not item.owners and all(entity.type in AGENTS for entity in item.mention.entities)
