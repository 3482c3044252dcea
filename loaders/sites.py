"""Hospitals and schools: the body, or the site that is being built."""

import re
from dataclasses import replace

from loaders.lines import Found, Line
from loaders.words import Words

CLAUSE = 40
"""Characters of the rest of a clause that are looked at."""


def settle_site(line: Line, found: Found, words: Words) -> Found:
    """What is found, as the body where it is a hospital or school that nobody builds there."""
    if found.rule != "health-and-school-site" or not line.text.endswith(words.site_bodies, 0, found.end):
        return found
    start = max(line.text.rfind(mark, 0, found.start) for mark in "，。；：") + 1
    if any(word in line.text[start : found.start] for word in words.built if len(word) > 1):
        return found
    rest = re.split("[，。；]", line.text[found.end : found.end + CLAUSE])[0]
    built = rest.startswith(words.site_built)
    built |= rest[:1] in ("、", "和", "及") and rest.endswith(words.site_built)
    return (
        found
        if built and not line.text.endswith("依托", 0, found.start)
        else replace(found, type="Organization")
    )
