"""Where a name starts that is known by its ending: the walk to the left over the words of the run."""

import re
from dataclasses import replace

from loaders.gazetteer import Hit
from loaders.lines import DASHES, Line
from loaders.reach import Reach
from loaders.segment import Segmenter, Token
from loaders.words import Words

PLACES = frozenset(("Region", "NewArea", "NewTown", "Park"))
KNOWN = PLACES | frozenset(("Organization", "Enterprise", "Project"))
OPENERS = frozenset(("新一轮", "关于"))
_ORDINAL = re.compile("第[一二三四五六七八九十]+|[一二三四五六七八九十百千]+里$")
LONG = 4
"""Characters of an ending that says enough by itself: 行动计划, 规划纲要."""

_CHINA = re.compile(r"中国[—－-]+$")
_BRACKET = re.compile(r"（([\u4e00-\u9fff]{2,6})）$")
"""Where something of a wider name lies: 西部（重庆）科学城."""
_LABEL = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]+[条章节款项]|[0-9]{1,2}[.．、](?![0-9])|[（(]?[一二三四五六七八九十]{1,3}[）)、.．])\s*"
)
"""What numbers a clause or paragraph; no name starts in it."""
_LETTERED = re.compile(r"[0-9A-Za-z]*[0-9]号?线$")
"""A line by its number: what comes after it is another name."""
_SIZES = frozenset("大小")
_INITIAL = frozenset("后前上下中里内外名")
"""Characters that say where or how many behind a word, and start a name where nothing stands before them."""
_TORN = frozenset("家都内上下里外可能要会及自为其")
"""Characters that a name holds between two that are no words: 满都拉口岸."""
_SCHOOLS = frozenset(("学院", "大学", "研究院", "研究所", "学校", "集团", "公司"))
"""What makes a name of the verb before it: 民航飞行学院."""
_NUMERAL = frozenset("一二三四五六七八九十百千")
APART = frozenset(("word", "number", "long", "opening", "none"))
"""Needs of rows whose names no dash joins."""
_TO = frozenset(("至", "到"))
_AND = frozenset(("与", "和"))


class Starts:
    """Finds where names start, by what the word lists and the segmenter know of words."""

    def __init__(self, words: Words, segmenter: Segmenter) -> None:
        self._words = words
        self._segmenter = segmenter
        self._idle = words.plain | words.lead
        self._leading = words.lead | words.stops
        self._stops = {"usual": words.stops, "few": words.few, "rank": words.few - _AND}

    def find(self, line: Line, reach: Reach, at: int) -> int | None:
        """The start of the name whose ending starts at `at`; None where no name ends so."""
        if reach.need == "level":
            ranked = self._ranked(line, reach, at)
            if ranked is not None:
                return ranked
        body, cut = self._body(line, reach, at)
        if reach.need in ("start", "place", "places", "opening"):
            body = self._from_opening(line, body, reach)
        elif reach.need not in ("word", "number"):
            body = self._from_name(line, body, cut)
        elif cut:
            return None
        body = self._after_verb(line, self._whole_stem(line, body, at, reach), reach)
        if reach.more and len(body) == 1 and self._is_division(line, body[0]):
            return None
        if body and (self._is_named(line, body, reach.need) or self._is_placed(line, body[0], reach)):
            return body[0].start
        return self._created(line, reach, at) if reach.need == "level" else None

    def _whole_stem(self, line: Line, body: list[Token], at: int, reach: Reach) -> list[Token]:
        """The body with the characters that splitting tore from its first: 六 of 六横, 出山 of 出山店水库.

        A numeral before a lone character that is no word; any word before a stem of one character.
        """
        before = line.token_ending(body[0].start) if body else None
        if before is None or len(body[0].word) > 1 or not self.is_unknown(body[0].word):
            return body
        placed = line.hit_at(before.start)
        if placed is not None:
            bay = placed.weak and placed.end == body[0].start and placed.entry.type == "Region"
            return [before, *body] if bay and len(before.word) == 2 else body
        if before.word in self._words.stops:
            opens = before.word in _INITIAL and line.token_ending(before.start) is None
            return [before, *body] if opens else body
        alone = reach.ending > 1 and body[0].end == at and len(before.word) == 2 and at - body[0].start == 1
        torn = len(before.word) == 1 and not (
            before.word in self._words.lead or self._segmenter.is_action(before.word)
        )
        torn |= before.word == "新" and body[0].word not in self._words.cities
        torn |= before.word in _SIZES and len(body) > 1 and len(body[1].word) == 1
        if torn or before.word in _NUMERAL or (alone and line.token_ending(before.start) is None):
            return [before, *body]
        return body

    def _after_verb(self, line: Line, body: list[Token], reach: Reach) -> list[Token]:
        """The body after a verb that has a known name for its object: 太平机场 of 云山县共享太平机场."""
        if reach.stops != "usual":
            return body
        for index in range(len(body) - 2, -1, -1):
            token, following = body[index], line.hit_at(body[index + 1].start)
            if following is None or following.start != body[index + 1].start or following.weak:
                continue
            verb = len(token.word) > 1 and self._segmenter.is_action(token.word)
            if verb and following.entry.type in KNOWN and line.hit_at(token.start) is None:
                return body[index + 1 :]
        return body

    def _is_division(self, line: Line, token: Token) -> bool:
        hit = line.hit_at(token.start)
        return hit is not None and hit.entry.name[-1] in "省市区县州盟"

    def _ranked(self, line: Line, reach: Reach, at: int) -> int | None:
        """The last 国家级 or the like before the ending with nothing but descriptive words between."""
        body, _ = self._body(line, replace(reach, reach=reach.reach + 6, stops="rank"), at)
        for index in range(len(body) - 1, -1, -1):
            token = body[index]
            if token.word in self._words.level:
                place = line.hit_ending(token.start)
                whose = place is not None and not place.weak and place.entry.type == "Region"
                start = place.start if whose else token.start
                told = next((one.start for one in body[:index] if self._says_which(line, one)), None)
                if index + 1 == len(body) and told is not None:
                    return told
                return start if index + 1 < len(body) or reach.ending >= LONG else None
            if line.hit_at(token.start) is not None and self._says_which(line, token):
                return None
        return None

    def _created(self, line: Line, reach: Reach, at: int) -> int | None:
        """What stands between 创建 or the like and the ending: a designation that is asked for has a name."""
        body, cut = self._body(line, reach, at)
        if cut or not body or at - body[0].start < 4:
            return None
        before = line.token_ending(body[0].start)
        return body[0].start if before is not None and before.word in self._words.created else None

    def _body(self, line: Line, reach: Reach, at: int) -> tuple[list[Token], bool]:
        """The words before the ending that may belong to the name; and whether there were too many."""
        label = _LABEL.match(line.text)
        opening = label.end() if label else 0
        before = [token for token in line.tokens_before(at) if token.start >= opening]
        if before and before[-1].end > at:
            last = before[-1]
            piece = line.text[last.start : at]
            odd = self._segmenter.is_common(last.word) or not self._idle.isdisjoint((last.word, piece))
            if odd and reach.need != "word" and (reach.ending == 1 or len(before) == 1):
                return [], False
            before[-1] = Token(last.start, at, last.word)
        body = self._soft(before, reach)
        stops = self._stops[reach.stops]
        while True:
            while before and at - before[-1].start <= reach.reach:
                token = before[-1]
                if self._stops_at(line, token, stops, body) and not (
                    reach.across and self._crosses(line, before, body, reach.need)
                ):
                    return body, False
                body.insert(0, before.pop())
            bracket = [] if before else self._over_bracket(line, body[0].start if body else at)
            if bracket:
                reach = replace(reach, reach=at - bracket[-1].start + reach.reach // 2)
                before = bracket
                continue
            if body and not before and (country := _CHINA.search(line.text, 0, body[0].start)):
                return [Token(*country.span(), country[0]), *body], False
            if before or not body or (reach.need in APART and not reach.across):
                return body, bool(before) and not self._stops_at(line, before[-1], stops, body)
            joined = self._over_dash(line, body[0].start, reach.across)
            if not joined or at - joined[0].start > reach.reach + 8:
                return body, False
            before = joined

    def _soft(self, before: list[Token], reach: Reach) -> list[Token]:
        """Takes the words of action off `before` that such names hold right before the ending."""
        soft, stops, taken = reach.soft or self._words.soft, self._words.stops, []
        while (
            len(before) > 1
            and before[-1].word in soft
            and (before[-2].word in soft or before[-2].word not in stops)
        ):
            taken.insert(0, before.pop())
            if not reach.soft:
                break
        return taken

    def _stops_at(self, line: Line, token: Token, stops: frozenset[str], body: list[Token]) -> bool:
        hit = line.hit_at(token.start)
        if body and _LETTERED.match(line.text, max(0, token.end - 3), token.end):
            return True
        if body and len(body[0].word) == 1 and self.is_unknown(body[0].word):
            before = line.token_ending(token.start) if token.word in _TORN else None
            if token.word == "中" or (
                before is not None and len(before.word) == 1 and self.is_unknown(before.word)
            ):
                return False
        return token.word in stops and (hit is None or hit.weak)

    def _crosses(self, line: Line, before: list[Token], body: list[Token], need: str) -> bool:
        """Whether 至, 及 in a work, or 与 between two places, joins what stands on both sides."""
        if len(before) < 2 or not body:
            return False
        if before[-1].word in _TO:
            return True
        if before[-1].word == "及":
            left = before[-2].word
            return need == "start" and left not in self._words.stops and not self._segmenter.is_action(left)
        left, right = line.hit_ending(before[-2].end), line.hit_at(body[0].start)
        sides = [hit is not None and not hit.weak and hit.entry.type in PLACES for hit in (left, right)]
        return before[-1].word in _AND and all(sides) and not any(token.word in _TO for token in body)

    def _over_bracket(self, line: Line, start: int) -> list[Token]:
        """The words before a place in brackets that ends at `start`, and the bracket; none without them."""
        bracket = (
            _BRACKET.search(line.text, max(0, start - 8), start) if line.text[:start][-1:] == "）" else None
        )
        words = line.tokens_until(bracket.start()) if bracket else []
        if not bracket or not words or words[-1].word in self._words.stops:
            return []
        hit = line.hit_at(bracket.start(1))
        if hit is None or (hit.start, hit.end) != bracket.span(1) or hit.entry.type not in PLACES:
            return []
        return [*words, Token(bracket.start(), bracket.end(), bracket[0])]

    def _over_dash(self, line: Line, start: int, across: bool) -> list[Token]:
        """The words before a dash that stands right before `start`, where they are a name's."""
        at = start
        while at > 0 and line.text[at - 1] in DASHES:
            at -= 1
        if at in (start, 0):
            return []
        dash = Token(at, start, line.text[at:start])
        words = line.tokens_until(at)
        known = line.hit_ending(at)
        if known is not None:
            return [*words, dash] if across or known.entry.type == "Region" else []
        kept: list[Token] = []
        while words and words[-1].word not in self._words.stops and at - words[-1].start <= 6:
            kept.insert(0, words.pop())
        return [*kept, dash] if any(self.is_unknown(token.word) for token in kept) else []

    def _from_name(self, line: Line, body: list[Token], cut: bool) -> list[Token]:
        """The body without what only leads to the name: plain words in front, and all up to a verb."""
        if not body:
            return body
        which = next((index for index, token in enumerate(body) if self._names(line, body, index)), len(body))
        first = which if cut else 0
        for index in range(which):
            word = body[index].word
            inner = index > 0 and len(word) == 1 and not body[index - 1].word[-1].isdigit()
            taught = index + 1 < len(body) and body[index + 1].word in _SCHOOLS
            if self._segmenter.is_action(word) and not _ORDINAL.match(word) and not inner and not taught:
                first = index + 1
        while (
            first < len(body)
            and body[first].word in self._words.lead
            and line.hit_at(body[first].start) is None
        ):
            first += 1
        return body[first:]

    def _names(self, line: Line, body: list[Token], index: int) -> bool:
        """Whether the name can start here: a known or unknown name, 国家级; not a verb of one character."""
        token = body[index]
        if token.word in self._words.level:
            return True
        if len(token.word) == 1 and self._segmenter.is_action(token.word) and index + 1 < len(body):
            following = line.hit_at(body[index + 1].start)
            if following is not None and following.start == body[index + 1].start:
                return False
        return self._says_which(line, token)

    def _from_opening(self, line: Line, body: list[Token], reach: Reach) -> list[Token]:
        need = reach.need
        for first, token in enumerate(body):
            hit = line.hit_at(token.start)
            starts = hit is not None and hit.start == token.start and hit.entry.type in KNOWN
            if need == "places":
                if (starts and hit.entry.type in PLACES) or (hit is None and self.is_unknown(token.word)):
                    return body[first:]
                continue
            owns = need == "start" and starts and self._owns(line, hit, body[first + 1 :])
            told = owns or (starts and self._tells(hit, token.word))
            if told and (need != "place" or hit.entry.type in PLACES):
                return body[first:] if need == "place" else self._if_told(body[first:], reach)
            if need == "place":
                continue
            if token.word in self._words.references:
                return self._if_told(body[first:], reach)
            if (
                need == "opening"
                and first == 0
                and hit is None
                and len(token.word) > 1
                and self.is_unknown(token.word)
            ):
                return body
            if need == "opening" and (token.word in OPENERS or token.word in self._words.level):
                return body[first:]
            after = line.text[token.end : body[min(first + 1, len(body) - 1)].end]
            alone = len(token.word) == 1 and after in self._words.lead
            if need == "start" and self.is_unknown(token.word) and not alone:
                first -= first > 0 and body[first - 1].word == "中"
                rest = self._from_name(line, body[first:], False)
                return rest if any(self._says_which(line, word) for word in rest) else []
        return []

    def _owns(self, line: Line, hit: Hit, rest: list[Token]) -> bool:
        """Whether a company's short form stands right before a place: 东风 of 东风云州基地."""
        place = line.hit_at(rest[0].start) if rest else None
        placed = place is not None and place.start == hit.end and place.entry.type in PLACES
        return placed and any(entry.type == "Enterprise" for entry in hit.entries)

    def _if_told(self, body: list[Token], reach: Reach) -> list[Token]:
        """The body, if more than words of quantity and rank follow its first word, or the ending is long."""
        return body if reach.ending >= LONG or any(not self._leads(token.word) for token in body[1:]) else []

    def _leads(self, word: str) -> bool:
        return word in self._words.lead or (self._segmenter.is_action(word) and len(word) == 1)

    def _tells(self, hit: Hit, word: str) -> bool:
        """Whether the gazetteer's form says which one: no weak form that is a word of its own."""
        return not hit.weak or not (self._segmenter.is_common(word) or word in self._words.plain)

    def _is_named(self, line: Line, body: list[Token], need: str) -> bool:
        if need in ("start", "place", "opening"):
            return True
        if need == "number":
            return any(token.word[-1:].isdigit() for token in body)
        if need == "places":
            return self._are_places(line, body)
        if need == "word":
            return (
                any(token.word not in self._words.lead for token in body)
                and body[-1].end - body[0].start >= 2
            )
        if need == "long":
            return body[-1].end - body[0].start >= 3
        if need == "site" and self._is_site(body):
            return True
        if need == "stem" and self._is_stem(body):
            return True
        if len(body) == 1 and len(body[0].word) == 1 and self._segmenter.is_action(body[0].word):
            return False
        return any(self._says_which(line, token) or _ORDINAL.match(token.word) for token in body)

    def _is_placed(self, line: Line, token: Token, reach: Reach) -> bool:
        """Whether a place stands there that may be a word as well, before an ending that only places have."""
        hit = line.hit_at(token.start) if reach.need == "name" and reach.ending > LONG else None
        return hit is not None and hit.start == token.start and hit.entry.type == "Region"

    def _is_site(self, body: list[Token]) -> bool:
        """Whether one short word stands there that does more than describe: 世纪大道, 复兴路."""
        words = [token.word for token in body]
        idle = self._leading
        return 2 <= sum(map(len, words)) <= 3 and not any(word in idle for word in words)

    def _is_stem(self, body: list[Token]) -> bool:
        """Whether three characters or more stand there that neither describe nor do: 小浪底南岸灌区."""
        words = [token.word for token in body]
        idle, level = self._leading, self._words.level
        told = not any(word in idle or word in level or self._segmenter.is_action(word) for word in words)
        return told and not self._words.plain.issuperset(words) and 2 <= sum(map(len, words)) <= 8

    def _are_places(self, line: Line, body: list[Token]) -> bool:
        """Whether these are two places or more (西安—咸阳), or one word for several (广佛)."""
        hits = {hit for token in body if (hit := line.hit_at(token.start)) is not None}
        if any(hit.entry.type not in PLACES for hit in hits):
            return False
        others = [
            t for t in body if line.hit_at(t.start) is None and t.word[0] not in DASHES and t.word not in _AND
        ]
        if not all(self.is_unknown(token.word) or token.word in self._words.singles for token in others):
            return False
        if not hits:
            chars = 2 <= len(others) <= 3 and all(token.word in self._words.cities for token in others)
            return chars or (len(others) == 1 and others[0].word in self._words.names)
        joint = any(self._words.cities.issuperset(line.text[hit.start : hit.end]) for hit in hits)
        return len(hits) >= 2 or joint or any(hit.weak for hit in hits)

    def _says_which(self, line: Line, token: Token) -> bool:
        hit = line.hit_at(token.start)
        if hit is not None and self._tells(hit, line.text[hit.start : hit.end]):
            return hit.entry.type in KNOWN
        return token.word in self._words.references or self.is_unknown(token.word)

    def is_unknown(self, word: str) -> bool:
        """Whether the word can only be (part of) a name: the dictionary has it as one, or not at all."""
        if word in self._words.plain or word in self._words.stops or word in self._words.lead:
            return False
        if word in self._words.names or (len(word) > 1 and self._words.provinces.issuperset(word)):
            return True
        if len(word) == 1:
            return word not in self._words.singles and "\u3400" <= word <= "\u9fff"
        if word.isascii():
            return word.isalnum() and not word.isdigit() and word.isupper()
        return self._segmenter.is_name(word)
