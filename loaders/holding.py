"""Who holds what by where it is said: the quarters of the area that a paper is about (滨湖片区, 东部组团),
members named before the whole (甲、乙等丙城市群城市), the parties of a contract.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from errors import DataFileError
from graph.facts import Span
from loaders.clauses import AGENTS, LIST, Clause, Group, Item, Sentence
from loaders.cues import FILE
from loaders.documents.model import HEADING, TITLE
from loaders.names import Named
from loaders.rules import load_toml
from loaders.statement import Statement
from text import say

QUARTER, MEMBER, PARTY = "part-quarter", "part-member", "coordinates-party"
PART_OF, COORDINATES_WITH = "PART_OF", "COORDINATES_WITH"
PLACES = frozenset(("NewArea", "NewTown", "Park", "Region"))
SITES = frozenset(("Park",))
_ANY = re.compile("")


@dataclass(frozen=True, slots=True)
class HoldingWords:
    """`holders`: areas that have parts; `counted`: what follows a row of these; `quarters`: names of such
    parts; `leaders`: names of parks that are parts of the `wide` area in whose paper they act; `member`: what
    stands between members and the whole; `members`: what follows the whole there;
    `reports`: what titles of papers on others say; `party`: what stands before a party's name, `called`:
    what stands behind it.
    """

    holders: re.Pattern[str]
    counted: re.Pattern[str]
    quarters: re.Pattern[str]
    wide: re.Pattern[str]
    reports: re.Pattern[str]
    leaders: re.Pattern[str]
    member: re.Pattern[str]
    members: re.Pattern[str]
    party: re.Pattern[str]
    called: re.Pattern[str]


def load_holding_words(folder: Path) -> HoldingWords:
    """The table [holding] of data/rules/relations.toml; raises DataFileError where a key is missing."""
    path = folder / "rules" / FILE
    try:
        table = load_toml(path)["holding"]
        return HoldingWords(*(re.compile(table[key]) for key in HoldingWords.__slots__))
    except KeyError as error:
        raise DataFileError(path=path, line=0, problem=say("names.data.missing_key", key=error)) from error


def is_report(sentences: Sequence[Sentence], words: HoldingWords) -> bool:
    """Whether the title says that the paper tells of others: a report on a visit or a study."""
    titles = (one for one in sentences if one.block.kind == TITLE)
    return any(words.reports.search(one.masked) for one in titles)


def find_quarters(
    sentence: Sentence, clause: Clause, own: list[Group], area: Named | None, words: HoldingWords
) -> Iterator[Statement]:
    """The quarters that a clause names without saying whose they are: of `area`, which the paper is about.

    `own` are the groups that stand as the clause's subject: parks that act in a wide area's paper are its
    own too. A quarter that stands beside others than its like (甲集团与滨湖片区) says nothing.
    """
    if area is None or not words.holders.search(area.name):
        return
    for group in clause.groups:
        counted = words.counted.match(sentence.between(group.end, clause.end)) and len(group.items) > 1
        acts = group in own and bool(words.wide.search(area.name)) and sentence.block.kind != HEADING
        names = (_ANY,) if counted else (words.quarters, words.leaders) if acts else (words.quarters,)
        beside = any(area in item.mention.entities for item in group.items)
        if not beside and all(_is_quarter(item, names) for item in group.items):
            for item in group.items:
                quarter = item.mention.entities[0]
                if quarter.name.startswith(area.name[:2]):
                    continue  # its name says where it is
                yield _say(PART_OF, quarter, area, (item.mention.span, None), sentence, QUARTER)


def _is_quarter(item: Item, names: tuple[re.Pattern[str], ...]) -> bool:
    entities = item.mention.entities
    single = len(entities) == 1 and not item.owners
    return single and entities[0].type in SITES and any(one.search(entities[0].name) for one in names)


def find_members(sentence: Sentence, clause: Clause, words: HoldingWords) -> Iterator[Statement]:
    """甲、乙等丙城市群城市: each place before 等 is part of the one behind it."""
    for group in clause.groups:
        for at in range(1, len(group.items)):
            whole, last = group.items[at].mention, group.items[at - 1].mention
            between = sentence.between(last.end, whole.start)
            if not words.member.fullmatch(between) or not words.members.match(
                sentence.between(whole.end, sentence.end)
            ):
                continue
            for item in _listed_before(group, at):
                for entity in item.mention.entities:
                    if entity.type in PLACES and whole.entities[0].type in PLACES:
                        marks = item.mention.span, whole.span
                        yield _say(PART_OF, entity, whole.entities[0], marks, sentence, MEMBER)


def _listed_before(group: Group, at: int) -> list[Item]:
    """The items of one list that ends before item `at`."""
    first = at - 1
    while first > 0 and group.links[first - 1] == LIST:
        first -= 1
    return list(group.items[first:at])


def parties_of(sentences: Sequence[Sentence], words: HoldingWords) -> dict[Named, tuple[Span, Sentence]]:
    """The parties that the head of a contract names (甲方：…, …（甲方）), with the words that name them."""
    parties: dict[Named, tuple[Span, Sentence]] = {}
    for sentence in sentences:
        for group in (group for clause in sentence.clauses for group in clause.groups):
            before = sentence.between(sentence.start, group.start)
            if words.party.fullmatch(before) or words.called.match(sentence.between(group.end, sentence.end)):
                named = group.having(AGENTS)
                parties.update((entity, (mention.span, sentence)) for entity, mention in named[:1])
    return parties


def find_parties(parties: dict[Named, tuple[Span, Sentence]]) -> Iterator[Statement]:
    """The parties of a contract: each works with each."""
    for (one, (mark, where)), (other, (second, sentence)) in combinations(parties.items(), 2):
        yield Statement(COORDINATES_WITH, one, other, mark, second, sentence, where, PARTY)


def _say(
    relation: str, head: Named, tail: Named, marks: tuple[Span, Span | None], sentence: Sentence, rule: str
) -> Statement:
    return Statement(relation, head, tail, *marks, sentence, sentence, rule, "" if marks[1] else "issuer")
