"""Traditional characters made simplified for the finders, one for one, so offsets stay true.

The pairs are those of the package OpenCC (t2s). A text is left as it is where it holds no character
that only traditional writing has; so a text in simplified characters costs one search.
"""

import re
from collections.abc import Iterable

from opencc import OpenCC

_CHARACTERS = range(0x3400, 0xA000)


class Traditional:
    """The pairs of characters; `kept` are names whose characters stand as they are (瀍河, 乾县)."""

    def __init__(self, kept: Iterable[str] = ()) -> None:
        own = set().union(*kept)
        every = [chr(code) for code in _CHARACTERS if chr(code) not in own]
        simple = OpenCC("t2s").convert("\n".join(every)).split("\n")
        pairs = {
            one: other
            for one, other in zip(every, simple, strict=True)
            if one != other and len(other) == 1 and ord(other) in _CHARACTERS
        }
        self._table = str.maketrans(pairs)
        only = [one for one in pairs if not _is_in_simplified_use(one)]
        self._only = re.compile(f"[{''.join(only)}]")

    def simplify(self, text: str) -> str:
        """The text in simplified characters, as long as the text itself."""
        return text.translate(self._table) if self._only.search(text) else text


def _is_in_simplified_use(character: str) -> bool:
    """Whether the standard set of simplified characters has it too: 於, 乾 and 著 are in both."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
