"""Which divisions hold which: a province a city, a city a county, a county a town."""

import re

from loaders.names import Named

_RANKS = ("省|自治区", "市|州|盟|地区", "县|区|旗", "镇|乡|街道|苏木")
"""Endings of divisions, those that hold others first."""
_RANK = tuple(re.compile(rf"(?:{endings})$") for endings in _RANKS)


def can_hold(wide: Named, narrow: Named) -> bool:
    """Whether the first of two places can hold the second: a province a city, no city a city."""
    if wide.type != "Region" or narrow.type != "Region":
        return True
    ranks = [
        next((at for at, rank in enumerate(_RANK) if rank.search(one.name)), -1) for one in (wide, narrow)
    ]
    return -1 in ranks or ranks[0] < ranks[1]
