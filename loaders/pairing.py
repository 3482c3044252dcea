"""Lists of things with lists of figures: 甲、乙分别5家、8家, 各不少于10家."""

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.comparing import differences
from loaders.counted import EACH, PAIRED, TOGETHER, Context, Counted, Figure, Owner
from loaders.figures import (
    deed_first,
    deed_of,
    share_parts,
    skip_front,
    spell_quarters,
    split_items,
    split_list,
    thing_after,
    trim_back,
)
from loaders.numerals import ARABIC, CHINESE, read_number
from loaders.quantities import MEASURE, SHARE

_YEARS = re.compile(r"(?:19|20)\d{2}年?(?:[、和及](?:到)?(?:19|20)\d{2}年?)+")
_THAN = ("较", "比", "同比", "环比")
_EACH = re.compile(r"各(?:自)?(?P<rest>[^各]{0,6})$")
_SIZE = r"(?:美?元|亩|吨|平方米|平米|公里)?(?:及?以上|及?以下|以内)?"
_AMOUNT = r"\d[\d.]*[十百千万亿]*"
_TAIL = 7
_OF_YEAR = re.compile(r"(?:是|为|相当于)?(?P<year>(?:19|20)\d{2}年)的?$")


def pair_list(context: Context, figure: Figure) -> Iterator[Counted]:
    """The counted things of a list that the words pair with figures; nothing where they pair none."""
    at, rule = _find_pair(context, figure)
    if at < 0 and (apart := figure.before.rfind("各")) >= 0:
        paired = list(_pair_row(context, figure, apart, EACH)) or list(_pair_places(context, figure, apart))
        if paired:
            yield from paired
            return
    if at < 0:
        yield from _pair_with_last(context, figure)
        return
    if paired := list(_pair_row(context, figure, at, rule)) or list(_pair_years(context, figure, at)):
        yield from paired
        return
    verb = trim_back(figure.before[at + (2 if rule == PAIRED else 1) :], context.words)
    count = len(figure.quantities)
    start, owners = figure.start, []
    begin, found = context.split_owner(start, start + at)
    if len(found) == 1 and not _names_more(context, begin, start + at):
        start, owners = begin, found
    listed = context.text[start : figure.start + at]
    items = _items(context, listed, count)
    if len(items) < 2 and not owners and (row := _row_before(context, figure)):
        said = listed[skip_front(listed, context.words) :]
        name = deed_first(trim_back(said, context.words) + verb, context.words)
        yield from _emit(context, figure, [name] * count, rule, [[owner] for owner in row])
        return
    if len(items) < 2:
        yield from _pair_names(context, figure, listed, verb, owners, rule)
        return
    if owned := [] if owners else _owned(context, items, start):
        context.memory.owners = owned
        last = context.text[owned[-1][1][1] : figure.start + at].removeprefix("的").removeprefix("形成")
        name = deed_first(trim_back(last, context.words) + verb, context.words)
        yield from _emit(context, figure, [name] * len(owned), rule, [[owner] for owner in owned])
        return
    whole = share_parts(items, context.words, metric=figure.kind in (MEASURE, SHARE))
    names = [deed_first(trim_back(name, context.words) + verb, context.words) for name in whole]
    yield from _emit(context, figure, names, rule, [owners] * len(names))


def _row_before(context: Context, figure: Figure) -> list[Owner]:
    """As many things built as figures that the clause before ends with: 新建甲厂和乙厂，产能分别为2、3吨."""
    row = context.row_of(len(figure.quantities), figure.start) if len(figure.quantities) > 1 else []
    if not row or any(entity.type not in ("Project", "Park") for entity, _ in row):
        return []
    between = context.text[row[-1][1][1] : figure.start]
    return row if len(between) <= _TAIL and between.endswith("，") and between.count("，") == 1 else []


def _names_more(context: Context, start: int, end: int) -> bool:
    """Whether a later item of a list opens with an owner of its own, so that none owns them all."""
    marks = (at + 1 for at in range(start, end) if context.text[at] == "、")
    return any(context.owner_at(context.mentions.get(at)) for at in marks)


def _pair_row(context: Context, figure: Figure, at: int, rule: str) -> Iterator[Counted]:
    """甲、乙两市各建成图书馆1座, 两市各5家, or 其分别 after a row of so many: one figure each."""
    count = len(figure.quantities)
    before = figure.before[:at]
    start = context.skip(figure.start, figure.start + at)
    owners, end = context.row(start, figure.start + at)
    if owners and (together := TOGETHER.match(context.text, end, figure.start + at)):
        end = together.end()
    rest = context.text[end : figure.start + at].strip("，的")
    if not owners and before.strip("，、；") in ("", *context.words.both) and not context.memory.names:
        owners, rest = context.row_of(count, figure.start) if count > 1 else [], ""
    if rest or len(owners) < 2 or (count > 1 and len(owners) != count):
        return
    verb = figure.before[at + (2 if rule == PAIRED else 1) :].removeprefix("自")
    name = deed_first(trim_back(verb, context.words), context.words)
    if name in ("", *context.words.deeds):
        name += thing_after(figure.after, context.words, alone=True)
    if not name:
        return
    context.memory.owners = owners
    yield from _emit(context, figure, [name] * len(owners), rule, [[owner] for owner in owners])


def _pair_places(context: Context, figure: Figure, at: int) -> Iterator[Counted]:
    """甲、乙两镇各建成泵站3座: one figure each, though the text is all that tells their names."""
    listed = figure.before[:at]
    together = TOGETHER.search(listed)
    if not together or together.end() != len(listed) or len(figure.quantities) > 1:
        return
    listed = listed[: together.start()]
    places = split_list(listed[skip_front(listed, context.words) :])
    said = re.search(f"{CHINESE}|{ARABIC}", together[0])
    thing = trim_back(figure.before[at + 1 :], context.words)
    if len(places) < 2 or not said or read_number(said[0]) != str(len(places)) or not thing:
        return
    names = [place + deed_first(thing, context.words) for place in places]
    yield from _emit(context, figure, names, EACH, [[]] * len(names))


def _pair_years(context: Context, figure: Figure, at: int) -> Iterator[Counted]:
    """到2030年、2035年，林草覆盖率分别达到40%、42%: a figure a year."""
    years = _YEARS.search(context.text, context.start, figure.start + at)
    found = re.findall(r"(?:19|20)\d{2}", years[0]) if years else []
    if len(found) != len(figure.quantities) or len(found) < 2:
        return
    begin = max(figure.start, years.end())
    begin, owners = context.split_owner(begin, figure.start + at)
    verb = trim_back(figure.before[at + 2 :], context.words)
    name = trim_back(context.text[begin : figure.start + at], context.words) + verb
    name = deed_first(name, context.words)
    for counted, year in zip(
        _emit(context, figure, [name] * len(found), PAIRED, [owners] * len(found)), found, strict=True
    ):
        yield replace(counted, year=year)


def _find_pair(context: Context, figure: Figure) -> tuple[int, str]:
    """Where 分别 or 各 stands in the words before a figure that they pair, -1 where none does."""
    at = figure.before.rfind("分别")
    if at >= 0:
        return (at, PAIRED) if len(figure.quantities) > 1 else (-1, "")
    each = _EACH.search(figure.before)
    if each:
        rest = trim_back(each["rest"], context.words)
        if not rest.removeprefix(deed_of(rest, context.words)):
            return each.start(), EACH
    return -1, ""


def _items(context: Context, listed: str, count: int) -> list[str]:
    if count == 1:
        return split_list(listed[skip_front(listed, context.words) :])
    listed = listed[skip_front(listed, context.words) :]
    return _limits(context, listed, count) or split_items(listed, count) or spell_quarters(listed, count)


def _limits(context: Context, listed: str, count: int) -> list[str]:
    """投资9亿元以上、4亿元以上的项目 as two names; [] where the list is none of limits."""
    limit = _AMOUNT + _SIZE
    found = re.search(rf"{limit}(?:[、和]{limit}){{{count - 1}}}", listed)
    if not found:
        return []
    parts = re.split("[、和]", found[0])
    ending = re.search(rf"{_SIZE}$", parts[-1])[0]
    whole = [re.match(_AMOUNT, part)[0] + ending for part in parts]
    head = listed[skip_front(listed, context.words) : found.start()]
    return [head + part + listed[found.end() :] for part in whole]


def _owned(context: Context, items: list[str], start: int) -> list[Owner]:
    """The entities that the items are, where each is one (the last with what is counted behind it)."""
    owned: list[Owner] = []
    at = start
    for number, item in enumerate(items):
        at = context.text.find(item, at)
        if at < 0:
            return []
        mention = context.mentions.get(at + skip_front(item, context.words))
        owners = context.owner_at(mention)
        if len(owners) != 1 or (number < len(items) - 1 and mention.end != at + len(item)):
            return []
        owned += owners
        at += len(item)
    return owned


def _pair_with_last(context: Context, figure: Figure) -> Iterator[Counted]:
    """普通中学517所、263所 after 甲市、乙市分别…: the owners of the last list go on."""
    if names := differences(context, figure):
        yield from _emit(context, figure, names, PAIRED, [[]] * len(names))
        return
    owners = context.memory.owners
    alike = len({quantity.unit for quantity in figure.quantities}) == 1
    if len(figure.quantities) < 2 or not alike or len(owners) != len(figure.quantities):
        return
    name = trim_back(figure.before[skip_front(figure.before, context.words) :], context.words)
    if name:
        yield from _emit(context, figure, [name] * len(owners), PAIRED, [[owner] for owner in owners])


def _pair_names(
    context: Context, figure: Figure, listed: str, verb: str, owners: list[Owner], rule: str
) -> Iterator[Counted]:
    """分别是2017年的3倍、5倍, 丙市则分别为5家、8家: the last names again, compared or of another owner."""
    count = len(figure.quantities)
    names = context.memory.names[-count:]
    left = trim_back(listed[skip_front(listed, context.words) :], context.words)
    if count < 2 or len(names) < count:
        return
    memory_owners = context.memory.owners
    if not left and not owners and len(memory_owners) == count:
        yield from _emit(context, figure, [names[-1]] * count, rule, [[owner] for owner in memory_owners])
        return
    if left.startswith(_THAN):
        than = context.text[context.skip_marks(figure.start) : figure.start + len(listed)]
        yield from _emit(context, figure, [name + than + verb for name in names], rule, [owners] * count)
        return
    owner = context.owner_at(context.mentions.get(context.skip(figure.start, figure.start + len(listed))))
    if left and not (len(owner) == 1 and left == context.text[slice(*owner[0][1])]):
        return
    said = figure.before[figure.before.rfind("分别") + 2 :]
    if of_year := _OF_YEAR.search(said):
        names = [f"{name}为{of_year['year']}的{context.words.times}" for name in names]
    elif verb:
        names = [name + verb for name in names]
    yield from _emit(context, figure, names, rule, [owners or owner] * count)


def _emit(
    context: Context, figure: Figure, names: list[str], rule: str, owners: list[list[Owner]]
) -> Iterator[Counted]:
    quantities = figure.quantities if len(figure.quantities) > 1 else figure.quantities * len(names)
    if names[0] in ("", *context.words.deeds):
        names = [name + thing_after(figure.after, context.words, alone=True) for name in names]
    if not all(names):
        return
    context.remember(figure, names, rule)
    for quantity, name, whose in zip(quantities, names, owners, strict=True):
        yield Counted(quantity, name, rule, tuple(whose))
