"""The names that rows of words hold, as ends of a relation."""

import re
from collections.abc import Iterator

from graph.facts import Span
from loaders.clauses import Group, Item
from loaders.names import Named
from loaders.respective import Marked

SITES = frozenset(("Park", "Project"))


def named(groups: list[Group], types: frozenset[str], pattern: re.Pattern[str] | None) -> list[Marked]:
    """The names of these types that fit the pattern, with the words that stand for them."""
    found = [(entity, mention.span) for group in groups for entity, mention in group.having(types)]
    return [one for one in found if not pattern or pattern.search(one[0].name)]


def several_of(groups: list[Group]) -> Iterator[tuple[Span, tuple[Named, ...]]]:
    """The words that stand for several names (两地), and the names."""
    mentions = (item.mention for group in groups for item in group.items)
    return ((mention.span, mention.entities) for mention in mentions if len(mention.entities) > 1)


def _stands_alone(item: Item) -> bool:
    """Whether the thing itself is meant, not whose it is: a site, a document by its title."""
    return any(entity.type in SITES or entity.name.startswith("《") for entity in item.mention.entities)


def owners_of(groups: list[Group], types: frozenset[str]) -> list[Marked]:
    """Whose the first names of the groups are."""
    items = [group.items[0] for group in groups]
    owners = [owner for item in items if not _stands_alone(item) for owner in item.owners]
    return [(one, owner.span) for owner in owners for one in owner.entities if one.type in types]
