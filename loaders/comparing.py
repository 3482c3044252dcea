"""Figures that compare: 占全国的2%, 较2020年增长5%, 低于乙市的9万元, 相当于丙省的三成."""

import re

from loaders.counted import Context, Figure, Owner
from loaders.figures import skip_front, trim_back
from loaders.quantities import SHARE

# 年均承担课题30项 counts something else; 年均增长 and 年均 alone compare.
_AVERAGE = re.compile(r"年均(?!增|下降|提高|降)[^，]{2,}")
_LEAD = re.compile(r"(?:仅|约|只)?(?:为|是|相当于|达到|达)?$")


def compare(
    context: Context, core: str, figure: Figure, owners: list[Owner]
) -> tuple[str, list[Owner]] | None:
    """The name of a comparison and whose figure it is; None where the words before it compare nothing.

    `core` are those words without what says nothing. What is compared is the figure before, or what
    the clause before speaks of.
    """
    words = context.words
    base = context.memory.base or context.memory.topic
    if base and (found := _other_owner(context, core, figure, base)):
        return found
    if share := _share_of_place(context, figure, base):
        return share, owners
    if not base or owners:
        return None
    if _AVERAGE.match(core) or core == "占地":
        return None
    if core.startswith(words.compared) and not core.startswith(words.not_compared):
        return _compared_name(context, base, core, figure), owners
    said = figure.before.strip("，、；")
    if not core and said.startswith(words.compared):
        return (base + words.times if figure.unit == "倍" else base), owners
    return None


def _other_owner(context: Context, core: str, figure: Figure, base: str) -> tuple[str, list[Owner]] | None:
    """低于甲市的5万元、乙市的6万元 after a figure: theirs, of the same name."""
    other = context.words.other.opening(core)
    if other and figure.unit.endswith("百分点"):
        return base + core, []
    at = figure.start + figure.before.find(other) + len(other)
    end = figure.start + len(figure.before)
    at = at if other else context.skip(at, end)
    mention = context.mentions.get(at)
    found = context.owner_at(mention)
    if found and not context.text[mention.end : end].strip("的为"):
        if figure.kind != SHARE or other:
            return base, found
    elif other and not found:
        return base + core.removeprefix(other), []
    return None


def _share_of_place(context: Context, figure: Figure, base: str) -> str:
    """总量仅为甲省的28%、乙省的14%: a share of another's; "" where the words say none."""
    end = figure.start + len(figure.before)
    mention = context.ends.get(end - 1)
    if (
        figure.kind != SHARE
        or not figure.before.endswith("的")
        or mention is None
        or mention.start < figure.start
    ):
        return ""
    head = figure.before[: mention.start - figure.start]
    if "占" in head or any(word in head for word in context.words.other):
        return ""
    start, _ = context.split_owner(figure.start, mention.start)
    head = context.text[max(start, figure.start) : mention.start] if start < mention.start else ""
    thing = trim_back(_LEAD.sub("", head[skip_front(head, context.words) :]), context.words) or base
    if not thing:
        return ""
    context.memory.base = thing
    place = context.text[mention.start : mention.end]
    return f"{thing}相当于{place}{context.words.share if figure.unit == '%' else '的' + context.words.times}"


def differences(context: Context, figure: Figure) -> list[str]:
    """Names for 低于甲省（43%）、乙省（40%）3、6个百分点, one a place; [] where no such list is."""
    memory = context.memory
    if not figure.unit.endswith("百分点") or figure.before.strip() or not memory.base:
        return []
    if len(memory.rivals) != len(figure.quantities):
        return []
    return [f"{memory.base}{memory.other}{place}" for place in memory.rivals]


def _compared_name(context: Context, base: str, core: str, figure: Figure) -> str:
    words = context.words
    core = re.sub(r"^(?:其中|是|仅为)", "", core)
    if core.startswith("占"):
        base = base.removesuffix(words.went.closing(base))
    if figure.unit == "倍" and not core.endswith(("增长", "提高", "增加")):
        return f"{base}为{core}的{words.times}" if core else base + words.times
    share = "占" in core and not core.endswith((words.share, "比例", "比"))
    return base + core + (words.share if share else "")
