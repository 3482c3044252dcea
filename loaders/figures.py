"""What a figure counts: the name cut out of the words around it, and lists paired by 分别 and 各.

Works on plain text: `before` are the words from the clause's start (or the last figure) to the figure
and its bound, `after` those behind it up to the next figure.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from loaders.rules import load_toml
from loaders.wordlists import WordList
from text import say

_LIST_MARKS = "、和及与"
_TIME = re.compile(
    r"(?:到|至|截至|自|从)?(?:19|20)\d{2}(?:[-—–~](?:19|20)\d{2})?年(?:\d{1,2}月)?(?:底|末|初|度(?=全))?(?:以前|之前|前|以来|，)?|\d+年(?:间|内)?(?=累计)|(?:未来|今后|近)?[一二两三四五六七八九十\d]{1,2}年(?:内|间|以?来)"
)
_THING = re.compile(r"[\w“《（]")
_COUNTED = re.compile(r"等?[两二三四五六七八九十\d]+[个类大]?(?:领域|方面|指标|行业|产业|地区|市|区)的?")
_QUARTERS = re.compile(r"前(?P<count>[二三四])季度")
_YEAR_AT_END = re.compile(r"(?:到|至)?(?:19|20)\d{2}年(?:底|末)?$")
_YEAR_INSIDE = re.compile(
    r"(?<![较比为是于自从与同])(?<!相当)(?:到|至)?(?:19|20)\d{2}年(?:底|末)?(?!的|度|[前后以之至到])"
)
_OPEN, _CLOSE = "“（《‘", "”）》’"
_ENDS = "，、；：。！？,;:"
_ORDER = "一二三四"


@dataclass(frozen=True, slots=True)
class NameWords:
    """The table [names] of the rule file."""

    deeds: WordList
    front: WordList
    back: WordList
    stop: WordList
    soft_stop: WordList
    trends: WordList
    fulfilled: WordList
    metrics: WordList
    portions: WordList
    kept_ends: WordList
    rates: WordList
    hedges: WordList
    cut: WordList
    kept: WordList
    partner: WordList
    stages: WordList
    compared: WordList
    not_compared: WordList
    went: WordList
    givers: WordList
    other: WordList
    state: WordList
    condition: WordList
    limited: WordList
    origins: WordList
    attributes: WordList
    lengths: WordList
    stations: WordList
    waypoints: WordList
    networks: WordList
    waters: WordList
    seats: WordList
    offices: WordList
    performances: WordList
    creations: WordList
    changed: WordList
    starting: WordList
    both: WordList
    former: str
    parts: str
    size: str
    share: str
    times: str
    doubled: str
    rank: str
    rank_verbs: WordList
    rank_areas: WordList
    running: WordList
    gains: WordList
    reaching: WordList
    funds: WordList
    short: dict[str, str]
    time: str
    predicate: re.Pattern[str]


def load_name_words(path: Path) -> NameWords:
    """The words around names; raises DataFileError where one of the lists is missing."""
    try:
        table = dict(load_toml(path)["names"])
        heads, predicates = (table.pop(key) for key in ("heads", "predicates"))
        lists = {key: WordList(value) if isinstance(value, list) else value for key, value in table.items()}
        predicate = re.compile(rf"(?<=[^，。；、])(?:{'|'.join(heads)})(?={'|'.join(predicates)})")
        return NameWords(**lists, predicate=predicate)
    except (KeyError, TypeError) as error:
        raise DataFileError(path=path, line=0, problem=say("names.data.missing_key", key=error)) from error


def skip_front(text: str, words: NameWords, names: Container[int] = ()) -> int:
    """How many characters at the front of a name say nothing of the thing counted.

    `names` are the places in the text where a name starts: a preposition right before one stays,
    for it makes that name a partner (与乙市共建).
    """
    at = 0
    while at < len(text):
        if text[at] in "，、；：,;: 。）)":
            at += 1
            continue
        if time := _TIME.match(text, at):
            at = time.end()
            continue
        word = words.front.opening(text, at)
        if not word or _opens_longer(text, at, word, words):
            return at
        if word in words.partner and at + len(word) in names:
            return at
        at += len(word)
    return at


def _opens_longer(text: str, at: int, word: str, words: NameWords) -> bool:
    """Whether the word is only the start of a deed (新 of 新增) or of a pair of quotes that stays."""
    if word == "“":
        return "”" in text[at:]
    if text.startswith(words.kept, at):
        return True
    deed = words.deeds.opening(text, at)
    return len(deed) > len(word) and deed.startswith(word)


def trim_back(text: str, words: NameWords) -> str:
    """The name without the verbs, adverbs and years that lead over to the figure."""
    while text and not text.endswith((*words.portions, *words.kept_ends)):
        year = _YEAR_AT_END.search(text)
        if year:
            text = text[: year.start()]
            continue
        word = words.back.closing(text)
        if not word or len(word) <= _deed_size_at_end(text, words):
            return text
        text = text[: -len(word)].rstrip()
    return text


def without_years(name: str) -> str:
    """The name without the years that say by when, those of comparisons apart."""
    return _YEAR_INSIDE.sub("", name) if len(name) > len("2031年") else name


def _deed_size_at_end(text: str, words: NameWords) -> int:
    return len(words.deeds.closing(text))


def deed_at_end(name: str, words: NameWords) -> str:
    """The deed that a name closes with, "" where it closes with none."""
    return name[len(name) - _deed_size_at_end(name, words) :]


def deed_of(name: str, words: NameWords) -> str:
    """The deed that a name opens with, "" where it opens with none."""
    return words.deeds.opening(name)


def deed_first(name: str, words: NameWords) -> str:
    """The name with a deed at its end moved to its front: 孵化器新增 is 新增孵化器."""
    size = _deed_size_at_end(name, words)
    if not size or size == len(name):
        return name
    deed, thing = name[-size:], trim_back(name[:-size], words)
    return deed + thing if thing and not deed_of(thing, words) else name


def thing_after(text: str, words: NameWords, *, alone: bool) -> str:
    """The thing that the words after a figure name, "" where they go on to something else.

    `alone` says that no words before the figure name it, so that it can only be named here.
    """
    text = text.lstrip()
    if not text or words.stop.opening(text) or (not alone and words.soft_stop.opening(text)):
        return ""
    if not _THING.match(text):
        return ""
    text = text.removeprefix("的")
    predicate = words.predicate.search(text)
    if predicate:
        text = text[: predicate.end()]
    # 8条与甲区、乙区相连的道路: the list inside belongs to the thing.
    ends = _ENDS.replace("、", "") if text.startswith(words.partner) else _ENDS
    depth = 0
    for at, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth < 0 or (depth == 0 and (char in ends or (at and text.startswith(words.cut, at)))):
            return trim_back(text[:at], words)
    return trim_back(text, words)


def split_items(text: str, count: int) -> list[str]:
    """The `count` items of a list, split at 、 or else also at 和, 及 and 与; [] where neither fits."""
    for marks in ("、", _LIST_MARKS):
        items = _split(text, marks)
        if len(items) == count:
            return items
    return []


def split_list(text: str) -> list[str]:
    """The items of a list of unknown length, split at 、, 和, 及 and 与."""
    return _split(text, _LIST_MARKS)


def _split(text: str, marks: str) -> list[str]:
    items, start, depth = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth <= 0 and char in marks:
            items.append(text[start:at])
            start = at + 1
    items.append(text[start:])
    return [item for item in items if item.strip()]


def spell_quarters(text: str, count: int) -> list[str]:
    """前三季度 of three figures as one item a quarter; [] where it is not said or does not fit."""
    found = _QUARTERS.search(text)
    if not found or _ORDER.index(found["count"]) + 1 != count:
        return []
    return [f"{text[: found.start()]}{_ORDER[number]}季度{text[found.end() :]}" for number in range(count)]


def share_parts(items: list[str], words: NameWords, *, metric: bool) -> list[str]:
    """The items of a list, each whole: what only the first (新增) or the last (产值) says is given to all.

    `metric` lists (per cent, money) always end in what is measured, so their last item's end is
    shared more freely than that of lists of things.
    """
    if len(items) < 2:
        return items
    items = _things_for_deeds(items, words)
    deed = deed_of(items[0], words)
    if len(items[0]) > len(deed):
        items = [items[0].removeprefix(deed), *items[1:]]
    else:
        deed = ""
    own, tail = split_tail(items[-2], items[-1], words, metric=metric)
    if tail:
        head = _shared_head(items[0], own)
        items = [items[0], *(head + item for item in items[1:-1]), head + own]
        items = [item + tail for item in items]
    return [item if deed_of(item, words) else deed + item for item in items]


def _things_for_deeds(items: list[str], words: NameWords) -> list[str]:
    """The items with those that are only a deed given the thing of the next: 新建、改扩建小学."""
    whole = list(items)
    for at in range(len(items) - 2, -1, -1):
        if items[at] in words.deeds and (deed := deed_of(whole[at + 1], words)):
            whole[at] = items[at] + whole[at + 1].removeprefix(deed)
    return whole


def split_tail(previous: str, last: str, words: NameWords, *, metric: bool) -> tuple[str, str]:
    """The last item of a list as its own part and the end that it shares with the items before it.

    No end is shared where the items end alike. Else the own part ends where the item before it ends
    in the last (农业 in 数字农业、订单农业示范点), or, for metrics, is as long (城镇、农村居民收入), or
    leaves just what is measured (光伏、氢能产业产值).
    """
    counted = _COUNTED.search(last)
    if counted and counted.start():
        return last[: counted.start()], last[counted.end() :]
    if not previous or previous[-2:] == last[-2:]:
        return last, ""
    at = last.find(previous[-1])
    size = at + 1
    if 0 < at and 2 <= len(last) - size and (metric or size == len(previous)):
        return last[:size], last[size:]
    if len(previous) <= 2 and len(last) - len(previous) >= 3 and (metric or len(previous) == 1):
        return last[: len(previous)], last[len(previous) :]
    ending = words.metrics.closing(last) if metric else ""
    return (last.removesuffix(ending), ending) if not previous.endswith(words.metrics) else (last, "")


def _shared_head(first: str, own: str) -> str:
    """What stands before the first item's own part, where that is as long as the last's and ends alike."""
    rest = len(first) - len(own)
    return first[:rest] if rest >= 2 and (first[-1] == own[-1] or len(own) == 1) else ""
