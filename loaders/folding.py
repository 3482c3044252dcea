"""Names, numbers and units without what writers vary, for comparing two people's notes of one thing."""

import re
import unicodedata
from collections import Counter

_DASHES = re.compile("[-—–―~～]+")
_UNSAID = re.compile(r"[\s《》〈〉“”\"'‘’「」·•、,，。；;:：()（）\[\]【】*]")


def fold(name: str) -> str:
    """The name without spaces, quotation marks, brackets and stops; dashes one kind, letters small.

    A name of nothing else folds to "".
    """
    return _UNSAID.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", name))).lower()


def fold_value(value: str) -> str:
    """A number as its six leading digits say it (1,500.0 → 1500, 20% → 20); any other value folded."""
    text = fold(value).replace("%", "")
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def is_alike(one: str, other: str) -> bool:
    """Whether the shorter name has half of its characters or more in the other, in whatever order."""
    left, right = Counter(fold(one)), Counter(fold(other))
    shorter = min(left.total(), right.total())
    return shorter > 0 and 2 * (left & right).total() >= shorter
