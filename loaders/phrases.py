"""Ways of saying what a figure counts: after examples, as a way's length in time, by a clause before."""

import re

from loaders.clauses import AREAS
from loaders.counted import Context, Figure, Owner
from loaders.figures import skip_front
from loaders.quantities import SPAN

_EXAMPLES = re.compile(
    r"(?P<row>[^，；。]*、[^，；。]*?)"
    r"(?:(?<![同平均高初中])等(?![级候同效额值量])(?:一批)?|(?=[两三四五六七八九十]大))(?P<rest>[^、，；。]{2,})$"
)
_ACTOR = re.compile(
    r"[^，；。]{0,6}?(?:企业|公司|单位|部门|机构|高校|院校|领域|行业|产业|地区|地|港|园区|市|县|区|镇|村)"
)
_LAST_THING = re.compile(r"的([^的，。；、]{2,9})$")


def without_examples(context: Context, core: str, start: int) -> str:
    """The words before a figure, from offset `start`, without names that are examples of what is counted.

    集聚甲公司、乙公司等光伏企业 is 集聚光伏企业, 甲园、乙园、丙园三大板块产值 is 三大板块产值; industries
    and areas stay, for they say whose or which.
    """
    words, mentions = context.words, context.mentions
    found = _EXAMPLES.match(core)
    if not found:
        row = [at for at in range(start, start + len(core)) if at in mentions]
        counted = "、" in core and row and mentions[row[-1]].end == start + len(core)
        # 下辖甲园、乙园和丙园三个园区 counts what it has just spelt out.
        lead = core[: row[0] - start] if counted else "、"
        return core if "、" in lead else lead
    first = next((at for at in range(start, start + found.end("row")) if at in mentions), -1)
    if first < 0 or any(entity.type == "Industry" for entity in mentions[first].entities):
        return core
    lead, rest = core[: first - start], found["rest"]
    actor = _ACTOR.match(rest)
    done = rest[actor.end() :] if actor else ""
    if words.deeds.opening(done) or words.front.opening(done):
        lead, rest = "", done[skip_front(done, words) :]
    elif any(entity.type in AREAS for entity in mentions[first].entities):
        return core
    return lead[skip_front(lead, words) :] + rest


def is_described(context: Context, figure: Figure) -> bool:
    """Whether a time says what something is like: 15分钟可达公园, but not 30分钟可达甲市."""
    word = context.words.reaching.opening(figure.after)
    if figure.kind != SPAN or not word.startswith("可"):
        return False
    behind = figure.quantities[-1].outer[1] + len(word)
    return bool(re.match(r"\w", figure.after[len(word) :])) and behind not in context.mentions


def time_to_reach(context: Context, core: str, thing: str, figure: Figure) -> str:
    """The name of how long it takes to get somewhere (30分钟直达甲市); "" for other figures."""
    words = context.words
    word = words.reaching.opening(figure.after) if figure.kind == SPAN else ""
    if not word or core.endswith(words.time):
        return ""
    return (core + word if thing in ("", word) else thing) + words.time


def owner_of(context: Context, thing: str, figure: Figure) -> list[Owner]:
    """The entity that the thing behind a figure is; a fund is none whose name it only begins with."""
    at = figure.quantities[-1].outer[1] + figure.after.index(thing)
    mention = context.mentions.get(at)
    whole = mention is not None and mention.end == at + len(thing)
    return context.owner_at(mention) if whole or not thing.endswith(context.words.funds) else []


def thing_spoken_of(context: Context, start: int) -> str:
    """What the clause before offset `start` ends with: 中欧班列 of 开行至甲城的中欧班列, 年开行150列."""
    end = start
    while end > context.start and context.text[end - 1] == "，":
        end -= 1
    said = _LAST_THING.search(context.text[context.start : end])
    if said:
        return said[1]
    mention = context.ends.get(end)
    return context.text[slice(*mention.span)] if mention else ""


def of_fund(context: Context, name: str) -> str:
    """The name with the fund whose size was said right before: 首期规模 after 甲基金总规模."""
    words, base = context.words, context.memory.base
    fund = base.removesuffix(words.attributes.closing(base))
    return fund + name if name in words.attributes and fund != base and fund.endswith(words.funds) else name
