"""Many ids as a short text for an address: pure functions.

The browser repeats its address with everything that it sends: 300 ids of sixteen digits are six kilobytes.
Their first BITS bits, in order, as differences in Rice's code (R. F. Rice 1979), are a fourth of that: 27.7
bits an id, where the least that any code takes is 27.2. Whoever opens the link looks in the store for the ids
that begin so. With 100,000 entities, one link of 300 ids in 600 has one that another begins like: it is not
guessed, but said to be unknown.
"""

import base64
import binascii
import re
from collections.abc import Callable, Sequence

MARK = "~"
"""What a shortened text begins with, and each beginning of an id that was read from one."""

MANY = 24
"""So many ids stand in a link as they are; more are shortened."""

BITS = 34
DIGITS = BITS // 4
"""How many whole digits of an id are known of it."""

MOST = 5000
"""No text is read as more ids than this."""

_ID = re.compile(r"[0-9a-f]{16}")
_WIDTH = 64
_COUNT_BITS, _RICE_BITS = 16, 6
_HEAD = _COUNT_BITS + _RICE_BITS


def shorten(ids: Sequence[str]) -> str:
    """The ids as text: few as they are; many lose their order, and all but their beginnings."""
    if len(ids) <= MANY or not all(map(_ID.fullmatch, ids)):
        return ",".join(ids)
    numbers = sorted({int(row, 16) >> (_WIDTH - BITS) for row in ids})
    if not len(numbers) == len(ids) <= MOST:
        return ",".join(ids)
    rice = max(0, ((1 << BITS) // len(numbers)).bit_length() - 1)
    parts = [f"{len(numbers):0{_COUNT_BITS}b}", f"{rice:0{_RICE_BITS}b}"]
    before = -1
    for number in numbers:
        many, rest = divmod(number - before - 1, 1 << rice)
        parts.append("1" * many + "0" + (f"{rest:0{rice}b}" if rice else ""))
        before = number
    bits = "".join(parts)
    bits += "0" * (-len(bits) % 8)
    packed = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return MARK + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_shortened(text: str) -> tuple[str, ...]:
    """The ids of a text as they are, or MARK and their beginnings in hex; none where it can't be read."""
    if not text.startswith(MARK):
        words = (word for word in text.split(",") if word and not word.startswith(MARK))
        return tuple(dict.fromkeys(words))
    try:
        packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        return tuple(_unpack("".join(f"{byte:08b}" for byte in packed)))
    except (ValueError, binascii.Error):
        return ()


def _unpack(bits: str) -> list[str]:
    count, rice = int(bits[:_COUNT_BITS], 2), int(bits[_COUNT_BITS:_HEAD], 2)
    at, number, found = _HEAD, -1, []
    for _ in range(min(count, MOST)):
        end = bits.index("0", at)
        rest = bits[end + 1 : end + 1 + rice]
        number += 1 + ((end - at) << rice) + int(rest or "0", 2)
        at = end + 1 + rice
        if at > len(bits) or number >> BITS:
            raise ValueError("cut, or made up")
        found.append(f"{MARK}{number:x}")
    return found


def complete(rows: Sequence[str], look: Callable[[Sequence[str]], Sequence[str]]) -> tuple[str, ...]:
    """The rows with whole ids for the beginnings of which there is one; those of none or several stay.

    `look` finds all ids that begin with any of some words of DIGITS digits.
    """
    wanted = {row: int(row[1:], 16) for row in rows if row.startswith(MARK)}
    if not wanted:
        return tuple(rows)
    found: dict[int, list[str]] = {}
    for row in look(sorted({f"{number >> (BITS - 4 * DIGITS):0{DIGITS}x}" for number in wanted.values()})):
        if _ID.fullmatch(row):
            found.setdefault(int(row, 16) >> (_WIDTH - BITS), []).append(row)
    alone = {number: ids[0] for number, ids in found.items() if len(ids) == 1}
    return tuple(dict.fromkeys(alone.get(wanted.get(row, -1), row) for row in rows))
