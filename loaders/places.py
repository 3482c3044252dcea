"""Where the ends of a relation stand, seen from the words that state it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from graph.facts import Span
from loaders.clauses import AGENTS, DASH, LIST, MASK, WITH, Clause, Group, Sentence
from loaders.cues import Cue, Hit
from loaders.names import Named

CHAIN = frozenset(("", "并", "和", "与", "及", "好", "了", "地", "并且"))
"""What may stand between two verbs that share their objects (编制并实施)."""
CLOSING = 4
"""Characters that may follow words that close their clause (建设提速)."""
MAKING = frozenset(("BUILDS", "DEVELOPS"))
"""Relations that one can help others to."""
AT = ("由", "自", "从", "经", "在", "向", "与", "至", "到", "接入", "引入", "沿", "沿着")
"""Words before a name that make it no topic of what follows (自甲站引出，经…)."""
BESIDE = (*AT, "赴", "前往", "以")
"""Words before a name that make it no thing that is built, nor a place that is helped."""
PARTNERS = ("与", "同", "向", "对")
"""Words before a name that is no object of a verb before them (深化与甲园合作)."""
TOGETHER = frozenset(("COORDINATES_WITH", "CONNECTS"))
"""Relations that names joined by a dash (A—B) may be an end of."""

# What may stand between two rows of objects of one verb: 推进A等工程和B.
_MORE = re.compile(r"(?:、|和|及|与|并)[^□]{0,8}$")

# What A与B do with each other, where 推动 or 推进 stands before them.
_DEED = re.compile(
    r"(?:[^，。□]{0,8})?(?:联动|互动|对接|衔接|换乘|合作|协同|协作|融合|贯通|互联|整合|共建|共享|交流|同城|一体|连接|连通)"
)

_IS = re.compile(r"(?:[^，。□]{0,4})?(?:是|作为|成为)")
"""What makes the name before it the subject, no object."""


@dataclass(slots=True)
class Place:
    """A cue where it stands in a clause with all its hits; finds the groups that the cue's row asks for."""

    sentence: Sentence
    clause: Clause
    hits: Sequence[Hit]
    hit: Hit
    cue: Cue
    pending: tuple[Group, ...] = ()
    """Partners that the clause before named without saying more (与甲市，可谋划合作)."""

    def allowed(self) -> bool:
        """Whether the clause has what the row wants beside its words, and lacks what the row forbids."""
        clause, hit, cue = self.clause, self.hit, self.cue
        if cue.lead and not cue.lead.search(self.sentence.between(clause.start, hit.start)):
            return False
        if cue.unless and cue.unless.search(self.sentence.between(clause.start, clause.end)):
            return False
        if cue.rest and not cue.rest.search(self.sentence.between(clause.end, self.sentence.end)):
            return False
        rest = self.sentence.between(hit.end, clause.end)
        return not cue.row.closing or (len(rest) <= CLOSING and MASK not in rest)

    def groups(self, where: str, types: frozenset[str], apart: set[Group] = frozenset()) -> list[Group]:
        """The groups with names of these types that stand where the row says ("after", "before", "prep").

        Those in `apart` are passed over.
        """
        if where == "after":
            return self._after(types)
        if where == "before":
            return self._before(types, apart)
        if where == "next":
            return self._after(types) or self._named_behind(types)
        if where == "named":
            return self._before(types, apart) or self._named_before(types)
        if where == "given":
            return self._given(types)
        return [group for group in self._partners() if group.having(types)]

    def _holds(self, group: Group, types: frozenset[str]) -> bool:
        """Whether the group names any of the types, or things of theirs where the row asks whose they are."""
        if group.having(types):
            return True
        owners = group.items[0].owners if self.cue.row.owners else ()
        return any(entity.type in types for owner in owners for entity in owner.entities)

    def pairs(self) -> list[tuple[tuple[Named, Span], tuple[Named, Span]]]:
        """The pairs of names in the row before the words, joined by 与 or a dash (joint words: by 、 too).

        One name before 与 pairs with each behind it, several pair all with all; in A—B、C—D only what
        dashes join. A row that follows one of `preps` is the other side of someone else: it has no pairs.
        """
        for group in reversed(self.clause.groups):
            named = group.having(self.cue.heads)
            if group.end > self.hit.start or len(named) < 2:
                continue
            before = self.sentence.between(self.clause.start, group.start)
            if self.hit.start - group.end > self.cue.row.near or before.endswith(self.cue.row.preps):
                return []
            if LIST in group.links and DASH in group.links:
                return _dashed(group, self.cue.heads)
            sides = split_at_with(group)
            if DASH not in group.links and (
                self.cue.row.dashed or (len(sides) == 1 and not self.cue.row.joint)
            ):
                return []
            return _crossed(sides, self.cue.heads)
        return []

    def _after(self, types: frozenset[str]) -> list[Group]:
        found: list[Group] = []
        at = self.hit.end
        for group in self.clause.groups:
            if group.start < self.hit.end or not self._holds(group, types):
                continue
            if DASH in group.links and self.cue.row.relation not in TOGETHER and not self.cue.row.follow:
                continue
            far = group.start - at > self.cue.row.near
            if far or self._is_listed(group) or self._is_apart(group) or not self._governs(group):
                break
            if found and not self._goes_on(self.sentence.between(at, group.start)):
                break
            at = group.end
            if self._followed(self.cue, group):
                found.append(group)
            elif self.cue.row.follow:
                break
        return found

    def _before(self, types: frozenset[str], apart: set[Group]) -> list[Group]:
        free = self.cue.row.tail == "before" and self.cue.row.head == "subject"
        for group in reversed(self.clause.groups):
            if group.end > self.hit.start or group in apart or not group.having(types):
                continue
            if free and DASH in group.links and self.cue.row.relation not in TOGETHER:
                continue
            if self.hit.start - group.end > self.cue.row.near:
                return []
            before = self.sentence.between(self.clause.start, group.start)
            if free and self.cue.row.relation in ("BUILDS", "SUPPORTS") and before.endswith(BESIDE):
                return []
            if self.cue.row.relation == "SUPPORTS" and _IS.match(
                self.sentence.between(group.end, self.hit.start)
            ):
                return []
            joined = self.sentence.between(group.end, self.hit.start).startswith("并")
            taken = (
                not joined
                and free
                and any(self._takes(chain, group) for chain in self._chains(group) if not chain[-1].light)
            )
            return [] if taken else [group]
        return []

    def _given(self, types: frozenset[str]) -> list[Group]:
        """The objects of what others are helped to make: C in 支持A、B建设C."""
        behind = (group for group in self.clause.groups if group.start >= self.hit.end)
        helped = next(behind, None)
        if helped is None or helped.start - self.hit.end > self.cue.row.near or not helped.having(AGENTS):
            return []
        deeds = MAKING | {self.cue.row.relation}
        places = (
            Place(self.sentence, self.clause, self.hits, hit, cue)
            for hit in self.hits
            for cue in hit.cues
            if hit.start >= helped.end and cue.row.relation in deeds and cue.row.tail == "after"
        )
        return next((found for one in places if one.allowed() and (found := one.groups("after", types))), [])

    def _named_before(self, types: frozenset[str]) -> list[Group]:
        """The last row with names of these types in the clauses before, in this part (；) of the sentence."""
        for clause in reversed(self.sentence.clauses):
            if clause.end > self.clause.start:
                continue
            if "；" in self.sentence.between(clause.end, self.hit.start):
                break
            for group in reversed(clause.groups):
                led = self.sentence.between(clause.start, group.start).endswith(AT)
                if group.having(types) and not led:
                    return [group]
        return []

    def _named_behind(self, types: frozenset[str]) -> list[Group]:
        """The first row with names of these types in the clauses of the sentence after this one."""
        behind = (clause for clause in self.sentence.clauses if clause.start >= self.clause.end)
        return next(([group] for clause in behind for group in clause.groups if group.having(types)), [])

    def _partners(self) -> list[Group]:
        """The rows, or parts of rows behind 与, that follow one of the prepositions, up to the words."""
        found = []
        for group in self.clause.groups:
            if group.end > self.hit.start or self.hit.start - group.end > self.cue.row.near:
                continue
            before = self.sentence.between(self.clause.start, group.start)
            sides = split_at_with(group)
            if before.rstrip("“《（").endswith(self.cue.row.preps):
                found.append(group)
            elif len(sides) == 2 and "与" in self.cue.row.preps:
                found.append(sides[1])
        return found or (list(self.pending) if "与" in self.cue.row.preps else [])

    def other_side(self, partners: list[Group]) -> Group | None:
        """The other side of the 与 that one of the partners stands behind; None where there is none."""
        for group in self.clause.groups:
            sides = split_at_with(group)
            if len(sides) == 2 and sides[1] in partners:
                return sides[0]
        return None

    def _goes_on(self, gap: str) -> bool:
        """Whether the words between two rows make them objects of one verb."""
        return bool(_MORE.search(gap) or (self.cue.more and self.cue.more.fullmatch(gap)))

    def _is_apart(self, group: Group) -> bool:
        """Whether 作为 stands before the group (A建设作为连接B的平台), or A与B are moved to do something."""
        moved = self.cue.row.relation == "BUILDS" and WITH in group.links
        rest = self.sentence.between(group.end, self.clause.end)
        gap = self.sentence.between(self.hit.end, group.start)
        with_whom = gap.endswith(PARTNERS) and self.cue.row.relation in MAKING
        return with_whom or "作为" in gap or (moved and bool(_DEED.match(rest)))

    def _is_listed(self, group: Group) -> bool:
        """Whether the words are but an item of a list before the group (互联互通、园区建设)."""
        return self.sentence.between(self.hit.end, group.start).startswith("、")

    def _governs(self, group: Group) -> bool:
        """Whether no later words before the group take it instead; words in one chain take it together."""
        for chain in self._chains(group):
            if self.hit in chain:
                return not self.hit.light or (self.hit == chain[-1] and not self._settled_behind(group))
            if self._takes(chain, group):
                return False
        return False

    def _settled_behind(self, group: Group) -> bool:
        """Whether a verb right behind the group says what is done with it (启动…规划编制: it is drawn up)."""
        relation = self.cue.row.relation
        return any(
            (cue.row.tail == "before" or (cue.row.tail == "members" and WITH in group.links))
            and cue.row.relation != relation
            and group.having(cue.tails)
            for hit in self.hits
            if hit.start == group.end
            for cue in hit.cues
            if Place(self.sentence, self.clause, self.hits, hit, cue).allowed()
        )

    def _chains(self, group: Group) -> list[list[Hit]]:
        """The hits before the group, those that nearly touch together, the nearest chain first."""
        chains: list[list[Hit]] = []
        for hit in self.hits:
            if hit.end > group.start:
                break
            gap = self.sentence.between(chains[-1][-1].end, hit.start) if chains else ""
            if chains and gap in CHAIN and not (hit.barrier or chains[-1][-1].barrier):
                chains[-1].append(hit)
            else:
                chains.append([hit])
        return chains[::-1]

    def _takes(self, chain: list[Hit], group: Group) -> bool:
        if chain[-1].barrier:
            return not any(chain[-1].end <= other.start < group.start for other in self.clause.groups)
        return any(
            cue.row.tail == "after"
            and (
                cue.row.head in ("subject", "line") or (cue.row.head == "before" and self._has_head(hit, cue))
            )
            and group.having(cue.tails)
            and group.start - hit.end <= cue.row.near
            and Place(self.sentence, self.clause, self.hits, hit, cue).allowed()
            and self._followed(cue, group)
            for hit in chain
            for cue in hit.cues
            if not hit.light or hit == chain[-1]
        )

    def _has_head(self, hit: Hit, cue: Cue) -> bool:
        """Whether names stand before the words that can be the head of the cue's row."""
        return bool(Place(self.sentence, self.clause, self.hits, hit, cue).groups("before", cue.heads))

    def _followed(self, cue: Cue, group: Group) -> bool:
        return not cue.follow or bool(cue.follow.match(self.sentence.between(group.end, self.clause.end)))


def _crossed(
    sides: list[Group], types: frozenset[str]
) -> list[tuple[tuple[Named, Span], tuple[Named, Span]]]:
    rows = [[(entity, mention.span) for entity, mention in side.having(types)] for side in sides]
    if len(rows) == 2 and len(rows[0]) == 1:
        return list(product(*rows))
    flat = [one for row in rows for one in row]
    return list(combinations(flat, 2))


def _dashed(group: Group, types: frozenset[str]) -> list[tuple[tuple[Named, Span], tuple[Named, Span]]]:
    """The pairs that dashes join (A—B、C—D); one dash, the first, joins its place to all (A至B、C两市)."""
    if group.links.index(DASH) == 0 and group.links.count(DASH) == 1:
        return _crossed([group.part(0, 1), group.part(1, len(group.items))], types)
    return [pair for run in split_at_lists(group) for pair in _crossed([run], types)]


def split_at_lists(group: Group) -> list[Group]:
    """The runs of the group that no list mark cuts (A—B、C—D is A—B and C—D)."""
    runs, first = [], 0
    for at, link in enumerate((*group.links, LIST), 1):
        if link == LIST:
            runs.append(group.part(first, at))
            first = at
    return runs


def split_at_with(group: Group) -> list[Group]:
    """The two sides of the group's first 与; the group alone where it has none."""
    if WITH not in group.links:
        return [group]
    cut = group.links.index(WITH) + 1
    return [group.part(0, cut), group.part(cut, len(group.items))]
