"""Persons: a surname and one or two characters beside a title, in a signature, in a list of names."""

import re
from collections.abc import Iterator
from pathlib import Path

from errors import DataFileError
from loaders.documents.model import META
from loaders.lines import Found, Line
from loaders.rules import RULES, load_toml
from loaders.words import Words
from text import say

_BETWEEN = re.compile(r"[\s、，,]+")
_LISTING = re.compile(r"[：:/／\s]")
"""One of these stands before a list of names."""
_PIECE = re.compile(
    r"[\s、，,；;]*([^\s、，,；;。：:（()）0-9]+?)"
    r"(?:([（(][^（()）]*[）)])|(?=[\s、，,；;。：:）)0-9]|$|(?:作者)?单位|联系|电话|邮箱))[。）)]?"
)
"""A member of a list of names, and what stands in brackets behind it."""
_NO_NAMES = frozenset("在到就与和的了将对是为等率带向说作同及也还则先以")
"""Characters that no given name ends with."""
_FOREIGN = r"[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff]{2,8}"


class People:
    """Finds persons in lines."""

    def __init__(self, words: Words, path: Path = RULES / "people.toml") -> None:
        tables = load_toml(path)
        for key in (
            "surnames",
            "double_surnames",
            "syllables",
            "before",
            "after",
            "lists",
            "offices",
            "reporters",
            "signed",
            "acts",
        ):
            if not isinstance(tables.get(key), str):
                raise DataFileError(path=path, line=0, problem=say("names.data.missing_key", key=key))
        single = "".join(tables["surnames"].split())
        double = "|".join(tables["double_surnames"].split())
        name = rf"(?:{double}|[{single}])[\u4e00-\u9fff]{{1,2}}"
        other = rf"{_FOREIGN}|[{''.join(tables['syllables'].split())}]{{3,8}}"
        offices = _any(f"{tables['offices']} {tables['before']}")
        self._name = re.compile(name)
        self._whole = re.compile(rf"{name}(?:[（(][^（）()]*[）)])?$")
        before = _any(tables["before"])
        after = _any(tables["after"])
        self._before = re.compile(rf"(?:{before})(?=({name}))")
        self._after = re.compile(rf"(?=({name})(?:{after}))")
        self._list = re.compile(
            rf"(?:{_any(tables['lists'])})(?:（[^（）]*）)?[：:]\s*|(?:{_any(tables['reporters'])})[：:/／\s]\s*"
        )
        self._signed = re.compile(rf"(?:{_any(tables['signed'])})[\s　]+(?={name}(?:[\s　、，,；;）)]|$))")
        called = rf"(?:{name}|{_FOREIGN})"
        self._addressed = re.compile(rf"{called}(?=(?:、{called})*(?:等)?(?:委员|代表|同志)[：:])")
        self._acts = tuple(tables["acts"].split())
        self._member = re.compile(rf"(?:.*(?:{offices}))?({name}|{other})$")
        self._bracketed = re.compile(rf"[（(]({name}|{_FOREIGN})[，,：:]\s*[^（()）]{{2,40}}[）)]")
        self._office = re.compile(rf"(?:{offices})[）)]$")
        self._stops = words.stops

    def find(self, line: Line) -> Iterator[Found]:
        """The persons of a line; `name` is without blanks."""
        if line.kind == META or len(line.text) < 60:
            yield from self._names_only(line)
        for found in self._list.finditer(line.text) if _LISTING.search(line.text) else ():
            yield from self._listed(line, found.end())
        for found in self._signed.finditer(line.text):
            yield from self._listed(line, found.end())
        yield from self._in_brackets(line)
        if line.text.endswith(("：", ":")) and len(line.text) < 40:
            yield from (
                _person(line, *one.span(), "person-address") for one in self._addressed.finditer(line.text)
            )
        for found in self._before.finditer(line.text):
            end = self._name_end(line, found.start(1))
            if (
                end
                and not self._is_known(line, found.start(1), end)
                and not line.is_common(found.start(1), end)
            ):
                yield _person(line, found.start(1), end, "person-title")
                yield from self._continued(line, end)
        for found in self._after.finditer(line.text):
            start, end = found.span(1)
            if line.is_boundary(start) and (start == 0 or not self._follows_name(line, start)):
                yield _person(line, start, end, "person-address")

    def _follows_name(self, line: Line, start: int) -> bool:
        """Whether a character that belongs to a longer word stands right before."""
        before = line.token_ending(start)
        return before is not None and before.word not in self._stops

    def _name_end(self, line: Line, start: int) -> int:
        """Where the name ends: before a mark, a blank or a word that no name holds; 0 for none."""
        for size in (3, 4, 2):
            end = start + size
            last = line.text[end - 1 : end + 1]
            given = last[:1] not in _NO_NAMES and last not in self._stops and last not in self._acts
            if (
                end <= len(line.text)
                and given
                and self._whole.match(line.text[start:end])
                and self._ends(line, end)
            ):
                return end
        return 0

    def _is_known(self, line: Line, start: int, end: int) -> bool:
        """Whether the gazetteer knows these words, or longer ones, as something else."""
        hit = line.hit_at(start)
        return hit is not None and not hit.weak and hit.end >= end

    def _ends(self, line: Line, end: int) -> bool:
        rest = line.text[end : end + 4]
        if not rest or not re.match(r"[\u4e00-\u9fff0-9A-Za-z]", rest):
            return True
        return rest.startswith(self._acts) or any(rest[:size] in self._stops for size in (1, 2, 3, 4))

    def _continued(self, line: Line, at: int) -> Iterator[Found]:
        while at < len(line.text) and line.text[at] == "、":
            end = self._name_end(line, at + 1)
            if not end or self._is_known(line, at + 1, end):
                return
            yield _person(line, at + 1, end, "person-title")
            at = end

    def _listed(self, line: Line, at: int) -> Iterator[Found]:
        """Names from `at` on, for as long as only names stand there, each with its body or office or none."""
        following = self._list.search(line.text, at)
        end = following.start() if following else len(line.text)
        while (piece := _PIECE.match(line.text, at, end)) is not None:
            member = self._member.match(piece[1])
            if member is None:
                return
            name = [piece.start(1) + place for place in member.span(1)]
            if not line.is_boundary(name[0]) or line.is_common(*name):
                return
            yield _person(line, *name, "person-list")
            at = piece.end()

    def _in_brackets(self, line: Line) -> Iterator[Found]:
        """（张三，省发展研究中心研究员）: who wrote it, at the end of a paper."""
        for found in self._bracketed.finditer(line.text):
            if self._office.search(found[0]) and not line.is_common(*found.span(1)):
                yield _person(line, *found.span(1), "person-brackets")

    def _names_only(self, line: Line) -> Iterator[Found]:
        """A line of nothing but names."""
        pieces = [piece for piece in _BETWEEN.split(line.text.strip()) if piece]
        if not pieces or not all(self._whole.match(piece) for piece in pieces):
            return
        if any(self._is_known(line, at, at + 2) for at in map(line.text.index, pieces)):
            return
        if len(pieces) == 1 and line.kind != META:
            return
        at = 0
        for piece in pieces:
            at = line.text.index(piece, at)
            yield _person(line, at, at + self._name.match(piece).end(), "person-signature")
            at += len(piece)


def _any(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


def _person(line: Line, start: int, end: int, rule: str) -> Found:
    return Found(start, end, "Person", rule, line.text[start:end])
