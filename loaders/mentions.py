"""A document to its names: every finder over every block, overlap settled once, forms unified."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from config import ROOT
from loaders.bare import Bare, load_bare
from loaders.bodies import Bodies, load_bodies
from loaders.companies import Companies
from loaders.coreference import is_general, unify
from loaders.divisions import load_divisions
from loaders.documents.model import Document
from loaders.expansion import expand, is_anyones
from loaders.gazetteer import FILES, Entry, Gazetteer, read_entries, read_slips
from loaders.industries import Industries
from loaders.lines import Found, Line, settle
from loaders.lists import Lists, load_lists
from loaders.names import DocumentNames, Mention, Named
from loaders.nested import find_nested, places_around
from loaders.patterns import Patterns
from loaders.people import People
from loaders.references import Areas, find_areas, find_references, named_together
from loaders.repeats import find_again
from loaders.segment import Segmenter
from loaders.shapes import Shapes, load_shapes
from loaders.sites import settle_site
from loaders.slips import Slips
from loaders.titles import Titles
from loaders.towns import Towns
from loaders.traditional import Traditional
from loaders.words import Words, load_words

DATA = ROOT / "data"

BESIDE, AND = frozenset("、—–-"), frozenset("和与及")
"""Marks between things of one type in a row."""

RANK = {"chained-body": 0, "bare-bureau": 0, "gazetteer": 1, "": 2, "gazetteer-weak": 3}
"""Which rule keeps words that several find; "" is all others."""

OWN_PART = 4
"""Characters that a name without its place must have to be another form of it."""

_NUMBERED = re.compile(r"[\u4e00-\u9fff]{1,3}[〔\[]\s*(?:19|20)\d\d")
"""What follows a place that opens the number of a document: 云州府发〔2024〕4号."""

_STRETCH = re.compile(r"（[^（）]*段）$")
"""Which stretch of a road or line is meant; no part of its name."""

_PLACED = re.compile(r"[（(]([\u4e00-\u9fff]{2,5})[）)]")
_SCHOOLS = ("大学", "工大", "理工", "学院", "科大", "师大", "交大", "农大")

Row = tuple[int, int, tuple[Named, ...], str]


@dataclass(frozen=True, slots=True)
class NameKnowledge:
    """All that names are found with: loaded once, used for every document."""

    gazetteer: Gazetteer
    segmenter: Segmenter
    words: Words
    slips: Slips
    traditional: Traditional
    shapes: Shapes
    bodies: Bodies
    titles: Titles
    patterns: Patterns
    people: People
    towns: Towns
    lists: Lists
    bare: Bare
    industries: Industries
    companies: Companies


def load_name_knowledge(folder: Path = DATA) -> NameKnowledge:
    """What the files of `folder` hold. Raises DataFileError with the file and line of what is wrong."""
    rows = folder / "rules" / "mentions.toml"
    entries = [entry for name in FILES for entry in read_entries(folder / "gazetteer" / f"{name}.csv")]
    gazetteer = Gazetteer((*entries, *load_divisions()))
    words = load_words(folder / "rules" / "words.toml")
    words = replace(words, names=words.names | stems(entries))
    shape_rows = load_shapes(rows)
    endings = {suffix for row in shape_rows for suffix in row.suffixes.split()}
    endings = {long for long in endings if not any(long[at:] in endings for at in range(1, len(long)))}
    own = (
        gazetteer.forms,
        words.plain,
        words.names,
        words.references,
        words.created,
        words.stops,
        words.few,
        endings,
    )
    segmenter = Segmenter(sorted({word for group in own for word in group if len(word) > 1}))
    shapes = Shapes(shape_rows, words, segmenter)
    return NameKnowledge(
        gazetteer=gazetteer,
        segmenter=segmenter,
        words=words,
        slips=Slips(read_slips(folder / "gazetteer" / "slips.csv")),
        traditional=Traditional(gazetteer.forms),
        shapes=shapes,
        bodies=Bodies(load_bodies(rows), words),
        titles=Titles(words),
        patterns=Patterns(rows),
        people=People(words, folder / "rules" / "people.toml"),
        towns=Towns(words),
        lists=Lists(load_lists(rows), words, shapes),
        bare=Bare(load_bare(rows), words, segmenter),
        industries=Industries(words, segmenter),
        companies=Companies(words, shapes),
    )


def stems(entries: list[Entry]) -> frozenset[str]:
    """What the names of areas have in front of their kind: 天府 of 天府新区; parks there carry it too."""
    areas = (entry.name for entry in entries if entry.type in ("NewArea", "NewTown"))
    return frozenset(name[:-2] for name in areas if len(name) > 3)


def find_names(document: Document, knowledge: NameKnowledge) -> DocumentNames:
    """The names that the document holds, each under its fullest form, and every place that mentions them."""
    text = knowledge.slips.mend(knowledge.traditional.simplify(document.text))
    lines = [
        Line(text[block.start : block.end], block.start, block.kind, knowledge.gazetteer, knowledge.segmenter)
        for block in document.blocks
    ]
    every = {line: _find(line, knowledge) for line in lines}
    for line, found in knowledge.bare.find(every).items():
        every[line] += found
    seen = {line: settle(found, len(line.text), RANK) for line, found in every.items()}
    find_again(lines, seen, RANK)
    company = _strong_names(lines)
    named: dict[Line, list[tuple[Found, Named]]] = {}
    for line in lines:
        weak = _weak(line, company, seen[line], knowledge.industries)
        seen[line] = settle([*seen[line], *weak], len(line.text), RANK)
        named[line] = [(found, _name(found, line, knowledge)) for found in seen[line]]
    areas = find_areas(document, lines, named, knowledge.gazetteer, knowledge.words)
    named = {
        line: [
            (found, expand(found, name, areas, knowledge.words))
            for found, name in named[line]
            if not is_anyones(found, name, knowledge.words, areas)
        ]
        for line in lines
    }
    every_name = (one for names in named.values() for one in names)
    known = areas.issuer, areas.city, areas.province
    around = places_around(every_name, known, knowledge.gazetteer)
    inner = {}
    for line in lines:
        nested = find_nested(line, named[line], every[line], knowledge.gazetteer, around)
        inner[line] = [
            (one, expand(one, _name(one, line, knowledge), areas, knowledge.words)) for one in nested
        ]
    return _gather(document, text, named, inner, areas, knowledge)


def _find(line: Line, knowledge: NameKnowledge) -> list[Found]:
    """What every finder sees in a line; it overlaps."""
    found = [
        Found(hit.start, hit.end, hit.entry.type, hit.entry.rule, hit.entry.name)
        for hit in line.hits
        if not hit.weak and line.is_boundary(hit.start) and line.is_boundary(hit.end)
        if hit.entry.type != "Region" or not _NUMBERED.match(line.text, hit.end)
        if knowledge.industries.is_meant(line, hit)
    ]
    shaped = [settle_site(line, one, knowledge.words) for one in knowledge.shapes.find(line)]
    found += shaped
    found += [wider for one in found if (wider := _at_place(one, line)) is not None]
    found += knowledge.titles.find(line)
    found += knowledge.patterns.find(line)
    found += _brands(line, knowledge.words)
    towns = [*knowledge.towns.find(line)]
    found += towns
    found += knowledge.bodies.find(line, [*shaped, *towns])
    found += knowledge.people.find(line)
    found += knowledge.lists.find(line, shaped)
    found += knowledge.industries.find(line)
    found += knowledge.companies.find(line)
    return found


def _at_place(found: Found, line: Line) -> Found | None:
    """The branch of a university or centre that brackets place: 江州大学（云州）."""
    placed = found.rule in ("centre", "platform") or (
        found.type == "Organization" and line.text.endswith(_SCHOOLS, 0, found.end)
    )
    bracket = _PLACED.match(line.text, found.end) if placed else None
    if bracket is None:
        return None
    hit = line.hit_at(bracket.start(1))
    placed = hit is not None and hit.entry.type == "Region" and (hit.start, hit.end) == bracket.span(1)
    return replace(found, end=bracket.end(), name="") if placed else None


def _brands(line: Line, words: Words) -> Iterator[Found]:
    """平安西咸: an initiative that carries an area's name."""
    for hit in line.hits:
        before = line.text[max(0, hit.start - 2) : hit.start]
        if before in words.brands and hit.entry.type in ("Region", "NewArea", "NewTown"):
            if line.is_boundary(hit.start - 2) and line.is_boundary(hit.end):
                yield Found(hit.start - 2, hit.end, "Policy", "area-brand")


def _strong_names(lines: list[Line]) -> set[str]:
    """Names that a full form of the gazetteer names somewhere."""
    return {entry.name for line in lines for hit in line.hits if not hit.weak for entry in hit.entries}


def _weak(line: Line, company: set[str], found: list[Found], industries: Industries) -> list[Found]:
    """Weak forms that count: their thing is named in full elsewhere, or one of its type stands beside."""
    kept = []
    starts = {one.start: one.type for one in found}
    ends = {one.end: one.type for one in found}
    for hit in line.hits:
        whole = line.is_boundary(hit.start) and line.is_boundary(hit.end)
        if not (hit.weak and whole and industries.is_meant(line, hit)):
            continue
        entry = next((entry for entry in hit.entries if entry.name in company), None)
        if entry is None:
            marks = BESIDE | AND if hit.entry.type == "Industry" else BESIDE
            beside = {
                ends.get(hit.start - 1) if line.text[hit.start - 1 : hit.start] in marks else None,
                starts.get(hit.end + 1) if line.text[hit.end : hit.end + 1] in marks else None,
            }
            alike = {hit.entry.type, "NewTown"} if hit.entry.type == "Region" else {hit.entry.type}
            entry = hit.entry if beside & alike else None
        if entry is not None:
            kept.append(Found(hit.start, hit.end, entry.type, "gazetteer-weak", entry.name))
    return kept


def _name(found: Found, line: Line, knowledge: NameKnowledge) -> Named:
    name = found.name or line.text[found.start : found.end]
    if found.rule == "integration":
        name = name.removesuffix("发展")
    if found.rule in ("bridge", "road", "avenue", "railway", "numbered-road") and name.endswith("项目"):
        name = name[:-2]
    name = _STRETCH.sub("", name)
    known = knowledge.gazetteer.named(name)
    if known is None:
        rows = [
            entry
            for entry in knowledge.gazetteer.known(name)
            if entry.type == found.type and (name not in entry.weak or found.rule.startswith("listed"))
        ]
        known = rows[0] if rows else None
    return Named(known.type, known.name) if known is not None else Named(found.type, name)


def _gather(
    document: Document,
    text: str,
    named: dict[Line, list[tuple[Found, Named]]],
    inside: dict[Line, list[tuple[Found, Named]]],
    areas: Areas,
    knowledge: NameKnowledge,
) -> DocumentNames:
    """Mentions with references among them, every name under its fullest form."""
    cities = named_together(named)
    said = areas.named({name for names in named.values() for _, name in names})
    rows: list[Row] = []
    parts = _own_parts(named, knowledge)
    inner: list[Row] = []
    for line, names in named.items():
        places = [_row(line, *one) for one in names]
        taken = bytearray(len(line.text))
        for one, _ in names:
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
        for start, end, stands, rule in find_references(line, said, cities, knowledge.words):
            if not any(taken[start:end]):
                places.append((start + line.offset, end + line.offset, stands, rule))
        rows += places
        inner += [_row(line, *one) for one in inside[line]]
    forms: dict[Named, Counter[str]] = defaultdict(Counter)
    for start, end, stands, _ in (*rows, *inner):
        for name in stands:
            forms[name][document.text[start:end]] += 1
    if areas.issuer is not None:
        forms[areas.issuer] += Counter()
    full = unify(forms, text, knowledge.gazetteer, knowledge.words.level)
    rows = [row for row in rows if not is_general(full[row[2][0]])]
    forms = {name: seen for name, seen in forms.items() if not is_general(full[name])}
    aliases: dict[Named, set[str]] = defaultdict(set)
    for name, seen in forms.items():
        aliases[full[name]] |= {*seen, name.name, *parts.get(name, ())} - {full[name].name}
    return DocumentNames(
        mentions=_mentions(rows, full),
        aliases={name: tuple(sorted(found)) for name, found in sorted(aliases.items())},
        issuer=full[areas.issuer] if areas.issuer else None,
        inner=_mentions(inner, full),
    )


def _own_parts(
    named: dict[Line, list[tuple[Found, Named]]], knowledge: NameKnowledge
) -> dict[Named, set[str]]:
    """For each name the forms of it that do without the place in front."""
    parts: dict[Named, set[str]] = defaultdict(set)
    for line, names in named.items():
        for one, name in names:
            parts[name] |= {_own_part(line, one, knowledge)} - {""}
    return parts


def _own_part(line: Line, found: Found, knowledge: NameKnowledge) -> str:
    """What is left of a site's or park's name without the place in front, where it is a name by itself:
    利民片区 of 哈尔滨新区利民片区; "" for 云山县人民医院.
    """
    if found.rule == "quoted-kind":
        return line.text[found.start + 1 : found.end].split("”")[0]
    if found.type not in ("Park", "Project") or found.name:
        return ""
    hit = line.hit_at(found.start)
    if hit is None or hit.weak or hit.start != found.start or hit.entry.type not in ("Region", "NewArea"):
        return ""
    rest = line.text[hit.end : found.end]
    if len(rest) < OWN_PART or line.text[hit.start : hit.end] != hit.entry.name:
        return ""
    alone = Line(rest, 0, line.kind, knowledge.gazetteer, knowledge.segmenter)
    own = {(one.start, one.end) for one in knowledge.shapes.find(alone) if one.rule == found.rule}
    return rest if (0, len(rest)) in own else ""


def _row(line: Line, found: Found, name: Named) -> Row:
    return found.start + line.offset, found.end + line.offset, (name,), found.rule


def _mentions(
    rows: list[tuple[int, int, tuple[Named, ...], str]], full: dict[Named, Named]
) -> tuple[Mention, ...]:
    return tuple(
        Mention(start, end, tuple(dict.fromkeys(full[name] for name in names)), rule)
        for start, end, names, rule in sorted(rows)
    )
