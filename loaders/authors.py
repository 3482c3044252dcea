"""Who wrote or issued the document: signature lines, the names below the title, the closing lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from errors import DataFileError
from graph.facts import THIS_DOCUMENT, Span
from graph.schema import DOCUMENT
from loaders.clauses import MASK, Sentence
from loaders.cues import FILE, words_pattern
from loaders.documents.model import HEADING, META, TITLE
from loaders.names import Mention, Named
from loaders.rules import load_toml
from loaders.statement import FROM_HEADING, Statement
from text import say

AUTHORED = "AUTHORED"
ISSUES = "ISSUES"
RULE, BYLINE = "authors-signed", "authors-byline"
COLOPHON, LETTERHEAD = "issued-colophon", "issued-letterhead"
OFFICE = 24
"""Characters that an author's office may take (执笔：综合处处长赵甲)."""
BODIES = frozenset(("Organization",))
THIS = Named(DOCUMENT, THIS_DOCUMENT)


@dataclass(frozen=True, slots=True)
class AuthorWords:
    """Words that a list of authors follows, titles that don't end it; words of issue, letterheads."""

    signed: re.Pattern[str]
    between: re.Pattern[str]
    issued: re.Pattern[str]
    letterhead: re.Pattern[str]


def load_author_words(folder: Path) -> AuthorWords:
    """The table [authors] of data/rules/relations.toml."""
    path = folder / "rules" / FILE
    try:
        table = load_toml(path)["authors"]
        return AuthorWords(
            words_pattern(table["signed"]),
            re.compile(rf"(?:{'|'.join(table['between'])})*"),
            words_pattern(table["issued"]),
            words_pattern(table["letterhead"]),
        )
    except KeyError as error:
        raise DataFileError(path=path, line=0, problem=say("names.data.missing_key", key=error)) from error


def find_authors(sentences: Sequence[Sentence], words: AuthorWords) -> Iterator[Statement]:
    """A statement for each author that a line names after words like 执笔, or below the title."""
    open_list = False
    under_title = False
    for sentence in sentences:
        persons = _persons(sentence)
        signed = words.signed.search(sentence.text)
        only_names = bool(persons) and not sentence.masked.replace(MASK, "").strip(" 　、,，\n")
        if signed:
            start = sentence.start + signed.end()
            yield from (_author(sentence, one, RULE) for one in _listed(sentence, start, persons, words))
        elif only_names and (open_list or under_title):
            yield from (_author(sentence, one, RULE if open_list else BYLINE) for one in persons)
        open_list = bool(persons) and (bool(signed) or (open_list and only_names))
        titled = sentence.block.kind == TITLE or (
            sentence.block.kind == HEADING and sentence.block.level <= 1
        )
        under_title = titled or (under_title and len(sentence.text) < 40 and "。" not in sentence.text)


def find_issuers(sentences: Sequence[Sentence], words: AuthorWords) -> Iterator[Statement]:
    """Who issues what the title names: the body of the letterhead (…办公室文件), and the body by the date
    of issue in the closing lines (…办公室 1月2日印发).
    """
    policies = [
        (policy, mention.span)
        for sentence in sentences
        if sentence.block.kind == TITLE
        for clause in sentence.clauses
        for group in clause.groups
        for policy, mention in group.having(frozenset(("Policy",)))
        if policy.name.startswith("《")
    ]
    policies = list({policy: (policy, mark) for policy, mark in reversed(policies)}.values())
    before: Sentence | None = None
    for sentence in sentences:
        if sentence.block.kind != META:
            before = None
            continue
        where, rule = None, COLOPHON
        if words.issued.search(sentence.masked):
            where = next((one for one in (sentence, before) if one and _bodies(one)), sentence)
        elif words.letterhead.fullmatch(sentence.masked.strip()):
            where, rule = sentence, LETTERHEAD
        for (body, mark), (policy, title) in product(_bodies(where) if where else (), policies):
            yield Statement(ISSUES, body, policy, mark, title, sentence, where, rule, FROM_HEADING)
        before = sentence


def _bodies(sentence: Sentence) -> list[tuple[Named, Span]]:
    groups = (group for clause in sentence.clauses for group in clause.groups)
    return [(body, mention.span) for group in groups for body, mention in group.having(BODIES)]


def _persons(sentence: Sentence) -> list[Mention]:
    items = (item for clause in sentence.clauses for group in clause.groups for item in group.items)
    found = (mention for item in items for mention in (*item.owners, item.mention))
    return [mention for mention in found if all(entity.type == "Person" for entity in mention.entities)]


def _listed(sentence: Sentence, start: int, persons: list[Mention], words: AuthorWords) -> Iterator[Mention]:
    """The persons listed from `start` on: an office may stand before the first, marks and offices between."""
    at = start
    for person in persons:
        if person.start < start:
            continue
        between = sentence.between(at, person.start).replace(MASK, "")
        if not words.between.fullmatch(between) and (at > start or len(between) > OFFICE):
            return
        at = person.end
        yield person


def _author(sentence: Sentence, person: Mention, rule: str) -> Statement:
    mark: Span = person.span
    return Statement(AUTHORED, person.entities[0], THIS, mark, None, sentence, sentence, rule)
