"""Towns and streets by their shape: a short name of rare words before 镇, 乡 or 街道."""

import re
from collections.abc import Iterator

from loaders.lines import Found, Line
from loaders.segment import Token
from loaders.words import Words

_KIND = re.compile(r"(?:镇|乡|街道|苏木)(?![\u4e00-\u9fff]?[村域级办企长街]|[居贤]|[振建]设|兴)")
_TOWN_AFTER = re.compile("、[\u4e00-\u9fff]{2,3}[镇乡]")
_LONGEST = 4
_NEVER = frozenset("城乡集小古重强大各全本该建制特色名新心市县区省村街道家归返入下外异老两多个")


class Towns:
    """Finds towns in lines."""

    def __init__(self, words: Words) -> None:
        self._stops = words.stops | words.plain

    def find(self, line: Line) -> Iterator[Found]:
        """The towns of a line, each without the county before it."""
        for kind in _KIND.finditer(line.text):
            start = self._start(line, kind.start())
            if start is not None and line.is_boundary(kind.end()):
                yield Found(start, kind.end(), "Region", "town")

    def _start(self, line: Line, end: int) -> int | None:
        """Where the name before `end` starts: after a mark, a place, or a word that no name holds."""
        start = end
        for word in reversed(line.tokens_until(end)):
            cut = min(word.end, end)
            token = Token(word.start, cut, line.text[word.start : cut])
            hit = line.hit_at(token.start)
            placed = hit is not None and hit.end < end and not hit.weak
            over = end - token.start > _LONGEST or (token.word in "县区市省" and token.end < end)
            if over or token.end > end or token.word in self._stops or placed:
                break
            if len(token.word) > 1 and line.is_common(token.start, token.end) and not _is_listed(line, token):
                return None
            start = token.start
        name = line.text[start:end]
        opened = start == 0 or end - start <= 3
        return start if len(name) > 1 and name[-1] not in _NEVER and opened else None


def _is_listed(line: Line, token: Token) -> bool:
    """Whether a town stands beside the word and its kind in a list, or the county right before it."""
    before, after = line.text[max(0, token.start - 2) : token.start], line.text[token.end + 1 : token.end + 8]
    place = line.hit_ending(token.start)
    county = place is not None and not place.weak and place.entry.type == "Region"
    return county or before in ("镇、", "乡、") or bool(_TOWN_AFTER.match(after))
