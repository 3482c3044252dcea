"""Slips of recognition mended for the finders: 沔西 read as 沣西. Lengths stay, so offsets stay true."""

import re


class Slips:
    """Wrong forms with the right ones of the same length."""

    def __init__(self, pairs: dict[str, str]) -> None:
        self._pairs = pairs
        wrong = sorted(map(re.escape, pairs), key=len, reverse=True)
        self._pattern = re.compile("|".join(wrong)) if wrong else None

    def mend(self, text: str) -> str:
        """The text with the right forms; as long as the text itself."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._pairs[found[0]], text)
