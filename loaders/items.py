"""Items of a list that name but industries (1.半导体。): whom the text speaks of develops them."""

import re
from collections.abc import Iterator
from itertools import product

from loaders.clauses import Sentence
from loaders.statement import Statement
from loaders.subjects import PLACES, Doing, Subjects

RULE = "develops-item"
DEVELOPS = "DEVELOPS"
INDUSTRY = frozenset(("Industry",))
ITEM = re.compile(r"(?:产业|产业链|链|集群|行业|领域)?[。：:]?\s*")
"""What may follow industries that make up an item by themselves."""


def find_item(sentence: Sentence, subjects: Subjects) -> Iterator[Statement]:
    """A statement for each industry of a sentence that is a number and a row of industries, no more."""
    rows = [(group, clause) for clause in sentence.clauses for group in clause.groups]
    if len(rows) != 1 or not (industries := rows[0][0].having(INDUSTRY)):
        return
    group, clause = rows[0]
    numbered = group.start > sentence.start and subjects.opens(sentence, clause, [group])
    if not numbered or not ITEM.fullmatch(sentence.between(group.end, sentence.end)):
        return
    subject = subjects.find(Doing(sentence, clause, group.end, {group}), PLACES)
    for head, (tail, mention) in product(subject.entities if subject else (), industries):
        yield Statement(DEVELOPS, head, tail, None, mention.span, sentence, sentence, RULE, subject.carried)
