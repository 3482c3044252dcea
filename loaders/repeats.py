"""Names that the words around them told once in a document, wherever they stand again."""

import re
from collections.abc import Mapping
from dataclasses import replace

from loaders.lines import Found, Line, settle

TOLD = frozenset(
    (
        "person-title",
        "person-list",
        "acting-company",
        "headed-company",
        "listed-companies",
        "developed-industry",
        "named-industry",
    )
)
"""Rules by the words around a name: it is one where it stands without them too."""


def find_again(lines: list[Line], seen: dict[Line, list[Found]], rank: Mapping[str, int]) -> None:
    """Adds to what each line was `seen` to name the names that syntax told elsewhere in the document."""
    told: dict[str, Found] = {}
    for line in lines:
        for one in seen[line]:
            words = line.text[one.start : one.end]
            if one.rule in TOLD and len(words) > 2:
                told.setdefault(words, one)
    if not told:
        return
    pattern = re.compile("|".join(sorted(map(re.escape, told), key=len, reverse=True)))
    for line in lines:
        again = []
        for found in pattern.finditer(line.text):
            one = told[found[0]]
            if one.type != "Industry" or (line.is_boundary(found.start()) and line.is_boundary(found.end())):
                again.append(replace(one, start=found.start(), end=found.end(), name=one.name or found[0]))
        seen[line] = settle([*seen[line], *again], len(line.text), rank) if again else seen[line]
