"""One sentence's figures with the things they count, read clause by clause from front to back."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loaders.comparing import compare
from loaders.counted import AFTER, BEFORE, COMPARED, Context, Counted, Figure, Owner, Segment
from loaders.figures import (
    NameWords,
    deed_at_end,
    deed_first,
    deed_of,
    skip_front,
    split_tail,
    thing_after,
    trim_back,
    without_years,
)
from loaders.names import Mention
from loaders.pairing import pair_list
from loaders.phrases import (
    is_described,
    of_fund,
    owner_of,
    thing_spoken_of,
    time_to_reach,
    without_examples,
)
from loaders.quantities import COUNT, MEASURE, MULTIPLE, RANK, SHARE, SPAN, Quantity

_AMONG = re.compile(r"(?:在)?(?P<things>[^，。；、]{2,20})(?:当)?中$")
_AMOUNT_END = re.compile(
    r"\d[\d.]*[十百千万亿]*(?:美?元|亩|吨|平方米|平米|公里)?(?:及?以上|及?以下|以内)?的?$"
)
_LIMITED = re.compile(
    r"(?=[^的]{1,10}(?:以上|以下|元|万|亿))[\d百千][\d.]*+[十百千万亿]*+"
    r"(?:美?元|亩|吨|平方米|平米|公里|公顷)?+(?:及?以上|及?以下|以内)?+的?+(?P<thing>[^\d].+)$"
)
_AMOUNT_FIRST = re.compile(r"(?:超过?)?\d[\d.]*[十百千万亿]*(?:元|亩|吨|以上|的)")
_TOTAL = re.compile(r"总计|合计|共计|累计|共")
_CONDITION = ("的，", "的；", "的。", "的、")
_JOINED = ("、", "和", "与", "及", "以及")
_PORTION = re.compile(r"(?:每[^，每]{1,4}){1,2}$")
_TIMES_OF = re.compile(r"(?:是|为|相当于|达到|达)(?P<year>(?:19|20)\d{2}年)的$")
_PART_OF = re.compile(r"(?:为|是|相当于)[^，]+的$")
_THAN = re.compile(r"(?P<word>较|比)(?:到)?(?:19|20)\d{2}年(?:底|末)?$")
_COMPARES = re.compile(r"(?:较|比)(?:上年|上一年|去年|(?:19|20)\d{2}年)")
_SHARE_OF = re.compile(r"占(?!地|用|道|线|位|比)[^，占]*[^占比率重]$")
_REACHED = re.compile(r"(?:达到?|至|为)$")
_SHORT = 5
_PARTICIPLE = 4
_DEEDS = ("项", "次", "场")
_NEAR = 9


class CountedReader:
    """Reads the figures of one sentence."""

    def __init__(
        self,
        text: str,
        mentions: Iterable[Mention],
        words: NameWords,
        rows: Sequence[Sequence[Owner]] = (),
        start: int = 0,
    ) -> None:
        self._context = Context(text, mentions, words, rows, start)
        self._words = words

    def read(self, segment: Segment, groups: list[list[Quantity]]) -> Iterator[Counted]:
        """The counted things of a stretch, in order; nothing for a figure that has no name."""
        text, at = self._context.text, segment.start
        kept = [group for number, group in enumerate(groups) if not self._is_limit(groups, number, at)]
        if not kept:
            self._note_topic(segment)
            return
        ends = [group[0].outer[0] for group in kept[1:]] + [segment.end]
        for number, (group, stop) in enumerate(zip(kept, ends, strict=True)):
            after = text[group[-1].outer[1] : stop]
            following = ""
            if after.endswith("、"):
                following = (
                    text[kept[number + 1][-1].outer[1] : ends[number + 1]] if number + 1 < len(kept) else ""
                )
            before = text[at : group[0].outer[0]]
            figure = Figure(group, at, before, after, following, segment.bracket)
            used = yield from self._count(figure, segment)
            if used >= 0:
                at = group[-1].outer[1] + used

    def _note_topic(self, segment: Segment) -> None:
        """Keep what a stretch without figures speaks of."""
        context, memory = self._context, self._context.memory
        words = context.text[segment.start : segment.end].rstrip("（(")
        among = _AMONG.search(words)
        if among:
            memory.among = among["things"][skip_front(among["things"], self._words) :]
        start, _ = context.split_owner(segment.start, segment.start + len(words))
        topic = words[start - segment.start :]
        mention = context.ends.get(segment.start + len(words))
        other = self._words.other.opening(topic)
        if mention and (other or mention.start == start):
            memory.other, memory.rivals = (other, []) if other else (memory.other, memory.rivals)
            memory.rivals.append(context.text[slice(*mention.span)])
            return
        topic = trim_back(_without_trend(topic, self._words), self._words)
        if 1 < len(topic) <= 2 * _NEAR and not other and not topic.startswith(self._words.deeds):
            memory.topic = topic

    def _is_limit(self, groups: list[list[Quantity]], number: int, start: int) -> bool:
        """Whether a figure is a condition (占比3%以上的，…) or part of a name (投资1亿元以上的项目9个)."""
        group, text = groups[number], self._context.text
        if text[group[-1].outer[1] :].startswith(_CONDITION):
            return True
        if group[-1].kind not in (MEASURE, SHARE):
            return False
        end = group[-1].outer[1]
        bounded = end > group[-1].end or group[0].outer[0] < group[0].start
        if bounded and group[-1].bare == "元" and text.startswith(self._words.limited, end):
            rest = text[end : groups[number + 1][0].start] if number + 1 < len(groups) else "，"
            if "，" in rest:
                return True
        conditional = bounded and text.startswith("的", end)
        if conditional and self._words.condition.opening(text, self._context.skip_marks(start)):
            return True
        if number + 1 == len(groups):
            counted = number > 0 and groups[number - 1][-1].kind == COUNT
            near = text[groups[number - 1][-1].outer[1] : group[0].start] if counted else "、"
            return "、" not in near and text.startswith("的", end) and bounded
        between = text[end : groups[number + 1][0].outer[0]]
        if not between or between[0] in "、，" or between[-1] in "、和与及（":
            return False
        return between[0] == "的" or (bounded and not between.startswith(self._words.stop))

    def _count(self, figure: Figure, segment: Segment) -> Iterator[Counted]:
        """The counted things of figures that stand together.

        Returns how many characters behind they use, -1 where they only describe what the next counts.
        """
        if is_described(self._context, figure):
            return 0
        paired = list(pair_list(self._context, figure))
        if paired:
            yield from paired
            return 0
        return (yield from self._single(figure, segment))

    def _single(self, figure: Figure, segment: Segment) -> Iterator[Counted]:
        """One name for the figure, or for all that stand together."""
        core, owners, plain = self._core(figure)
        bare = not core or core in self._words.deeds or core in self._words.creations
        given = figure.before.endswith((*self._words.givers, *self._words.running))
        allowed = figure.kind in (COUNT, SPAN) or bare or given or figure.after.startswith("的")
        thing = thing_after(figure.after, self._words, alone=bare) if allowed else ""
        if figure.quantities[-1].modifier and thing_after(figure.after, self._words, alone=True):
            return -1
        if thing and figure.kind == MEASURE and (attribute := self._attribute(core, figure, thing)):
            owners = owner_of(self._context, thing, figure)
            name, rule = attribute if owners else thing + attribute, AFTER
        elif reached := time_to_reach(self._context, core, thing, figure):
            name, rule = reached, AFTER
        elif thing:
            core, owners = self._before_thing(core, figure, owners) if not bare else (core, owners)
            name, rule = core + self._whole(thing, figure), AFTER
        elif figure.kind in (RANK, MULTIPLE):
            name, rule = self._named_by_words(core, figure), BEFORE
        else:
            name, rule, owners = self._named_before(core, figure, segment, owners)
        name = without_years(self._complete(name, figure, rule, plain=plain, owned=bool(owners)))
        name = self._words.short.get(name, name)
        if not name:
            return 0
        name = of_fund(self._context, name)
        if rule != COMPARED:
            self._context.remember(figure, [name], rule)
        was = not thing and self._is_former(figure)
        name = self._words.former + name if was else name
        target = not was and self._is_target(figure, core, thing)
        self._context.memory.target = target or was
        for quantity in figure.quantities:
            if was:
                quantity = replace(quantity, bound="=")
            bounded = quantity.bound != "="
            yield Counted(quantity, name, rule, tuple(owners), target or bounded, was=was)
        used = figure.after.index(thing) + len(thing) if thing else 0
        return 0 if self._words.predicate.search(figure.after[: used + _PARTICIPLE]) else used

    def _attribute(self, core: str, figure: Figure, thing: str) -> str:
        """What a measure before its thing is a measure of: 总规模 of 组建总规模9亿元的基金; "" for others."""
        words = self._words
        if core in words.creations and thing.endswith(words.funds):
            return words.size
        return (
            (words.attributes.closing(core) or words.metrics.closing(core))
            if figure.after[:1] == "的"
            else ""
        )

    def _is_former(self, figure: Figure) -> bool:
        """Whether a change leads on from this figure to the next, with no year said of it: 由12家增至20家."""
        # The verb may be the next figure's bound: 由12天缩短至8天.
        after = self._context.text[figure.quantities[-1].outer[1] :]
        goes_on = after.lstrip("，").startswith(self._words.changed)
        return goes_on and self._without_rate(figure.before).endswith(self._words.starting)

    def _without_rate(self, text: str) -> str:
        """The words before a change's figure without how often it is counted (由每日…)."""
        rate = self._words.rates.closing(text)
        rest = text[: len(text) - len(rate)]
        return rest if rest.endswith(self._words.starting) else text

    def _core(self, figure: Figure) -> tuple[str, list[Owner], bool]:
        """The words before a figure that name something, its owners, and whether none was dropped there."""
        context = self._context
        if figure.before.endswith("、") and figure.after[:1] not in "，、；。":
            return "", [], False
        start, owners = context.split_owner(figure.start, figure.start + len(figure.before))
        skipped = context.text[figure.start : start].lstrip("，、；：和与及")
        core = self._without_rate(context.text[start : figure.start + len(figure.before)])
        core = without_examples(context, core, start)
        if core.endswith("等") and figure.after[:1] not in "，、；。）":
            core = ""
        for hedge in self._words.hedges:
            core = core.replace(hedge, "")
        return self._trim(core), owners, not skipped

    def _trim(self, core: str) -> str:
        """The words before a figure without the verb that leads to it, also before 每人每月."""
        if self._context.memory.base and (word := self._words.changed.opening(core)):
            core = core[len(word) :]
            core = core[skip_front(core, self._words) :]
        portion = _PORTION.search(core)
        head = trim_back(core[: portion.start()], self._words) if portion else ""
        if head and head != core[: portion.start()]:
            return head + portion[0]
        return core if core in self._words.portions else trim_back(core, self._words)

    def _whole(self, thing: str, figure: Figure) -> str:
        """The thing with the end that it shares with the next: 1个国家级、2个省级试点."""
        if len(thing) <= _SHORT and figure.following:
            following = thing_after(figure.following, self._words, alone=True)
            return thing + split_tail(thing, following, self._words, metric=True)[1]
        return thing

    def _before_thing(self, core: str, figure: Figure, owners: list[Owner]) -> tuple[str, list[Owner]]:
        """What the words before a figure add to the thing named behind it: a deed, or whose it is.

        新区确定的3条产业链 are 新区's; of 共同策划打造4条路线 the deed 打造 stays.
        """
        words, end = self._words, figure.quantities[0].outer[0]
        relative = figure.before.rstrip().endswith("的")
        if relative and not owners:
            near = [m for m in self._context.mentions.values() if figure.start <= m.start and m.end <= end]
            last = max(near, key=lambda mention: mention.end, default=None)
            if last and end - last.end <= _NEAR and (found := self._context.owner_at(last)):
                return "", found
        if relative:
            # 新区确定的, 新城规划的: the owner says it all.
            return ("" if owners and len(core) <= _PARTICIPLE else f"{core}的"), owners
        if core.endswith(words.fulfilled):
            return "", owners
        if core.startswith(words.portions):
            return core, owners
        return deed_at_end(core, words) or core, owners

    def _named_by_words(self, core: str, figure: Figure) -> str:
        """The name of a rank (营商环境全省排名) or of a multiple (收入翻番)."""
        if figure.kind == MULTIPLE:
            than = _THAN.search(figure.before)
            core = core.removesuffix(than["word"]) + than[0] if than else core
            return (core or self._context.memory.base) + self._words.doubled
        verbs, areas = "|".join(self._words.rank_verbs), "|".join(self._words.rank_areas)
        row = re.match(rf"(?P<thing>.+?)(?:{verbs})?(?P<area>{areas})?$", core)
        return f"{row['thing']}{row['area'] or ''}{self._words.rank}" if row else ""

    def _named_before(
        self, core: str, figure: Figure, segment: Segment, owners: list[Owner]
    ) -> tuple[str, str, list[Owner]]:
        memory = self._context.memory
        if segment.bracket and not core:
            mention = self._context.ends.get(segment.start - 1)
            if (found := self._context.owner_at(mention)) and memory.base:
                return memory.base, BEFORE, found
            if _TOTAL.search(figure.before) or not memory.topic:
                return memory.base + ("合计" if memory.base else ""), BEFORE, owners
            memory.base = memory.topic
            return memory.base, BEFORE, owners
        compared = compare(self._context, core, figure, owners)
        if compared:
            return compared[0], COMPARED, compared[1]
        name = self._share(core, figure)
        if self._words.running.closing(core) and core.startswith((*self._words.rates, *self._words.running)):
            name += thing_spoken_of(self._context, segment.start)
        fixed = _COMPARES.search(name) or (figure.unit in _DEEDS and not name.endswith(self._words.gains))
        return name if fixed else deed_first(name, self._words), BEFORE, owners

    def _share(self, core: str, figure: Figure) -> str:
        """The name of a share: 增加值占全市 is 增加值占全市比重, 其中公办占 is a part of what was counted."""
        if figure.kind != SHARE:
            return core
        if figure.unit == "倍" and core and (of_year := _TIMES_OF.search(figure.before)):
            return f"{core}为{of_year['year']}的{self._words.times}"
        if core and self._context.memory.base and _PART_OF.match(figure.before.lstrip("，；、")):
            return f"{self._context.memory.base}为{core}的{self._words.share}"
        if core.endswith("占"):
            return self._context.memory.base + core[:-1].rstrip("仅只约") + self._words.parts
        return core + self._words.share if _SHARE_OF.search(core) else core

    def _complete(self, name: str, figure: Figure, rule: str, *, plain: bool, owned: bool) -> str:
        """The name with what the text leaves out: a list's deed, the thing that a limit is set for."""
        words, memory = self._words, self._context.memory
        if rule == COMPARED:
            return name
        if _AMOUNT_END.search(name) and (thing := memory.among or memory.limited):
            name = f"{name.removesuffix('的')}的{thing}"
        elif limited := _LIMITED.search(name):
            lead = name[: limited.start()].removeprefix(deed_of(name, words))
            if limited.start() and trim_back(lead, words).strip("超过"):
                memory.lead = lead.rstrip("超过")
            memory.limited = limited["thing"]
        if memory.lead and _AMOUNT_FIRST.match(name):
            name = memory.lead + name
        bare = name.removeprefix(deed_of(name, words))
        if not trim_back(bare[skip_front(bare, words) :], words):
            return self._deed_alone(name, figure, owned=owned)
        goes_on = figure.before.startswith(_JOINED) and (plain or rule == AFTER)
        alike = memory.reading == rule and memory.kind == figure.kind
        if goes_on and alike and memory.deed and not deed_of(name, words) and len(name) > 2:
            name = memory.deed + name
        return name

    def _deed_alone(self, name: str, figure: Figure, *, owned: bool) -> str:
        """The name of a figure that has only a deed: the thing spoken of before, done so.

        Where whose it is was said right there (甲电站扩建到32兆瓦), it is how large that one is.
        """
        if name and owned and figure.kind == MEASURE:
            return name + self._words.size
        base = self._context.memory.base or self._context.memory.topic
        if base and not name and not figure.unit.endswith("百分点"):
            went = self._words.went.closing(base)
            lead = self._context.text[figure.start : figure.quantities[0].start]
            rate = figure.kind == SHARE and not _REACHED.search(lead)
            return base if rate else base.removesuffix(went) or base
        if not base or not name:
            return base
        if name in self._words.portions:
            return base + name
        thing = base.removeprefix(deed_of(base, self._words))
        return thing + name if figure.kind in (MEASURE, SHARE) else name + thing

    def _is_target(self, figure: Figure, core: str, thing: str) -> bool:
        """Whether the figure is to be reached; one that a plan only refers to (已建的5个园区) is not."""
        if figure.quantities[-1].bound != "=" or figure.kind == RANK:
            return True
        if any(word in figure.before for word in self._words.state):
            return False
        if not thing:
            return True
        if figure.before in _JOINED:
            return self._context.memory.target
        done = (*self._words.deeds, *self._words.fulfilled)
        led = figure.before.rstrip().endswith(done) or deed_of(core, self._words)
        return bool(led) or any(word in thing for word in self._words.fulfilled)


def _without_trend(text: str, words: NameWords) -> str:
    for word in words.trends:
        text = text.removesuffix(word)
    return text
