"""Every row of data/rules/relations.toml finds what its `yes` examples mark, and nothing in its `no` ones."""

import re

import pytest

from graph.facts import DocumentFact
from graph.schema import load_schema
from loaders.documents.model import PARAGRAPH, Block, Document
from loaders.documents.structure import split_sentences
from loaders.names import DocumentNames, Mention, Named
from loaders.relations import find_relations, load_relation_knowledge

KNOWLEDGE = load_relation_knowledge()
CUES = [cue.row for cue in KNOWLEDGE.cues.cues]
TOUCHING = [row for row, *_ in KNOWLEDGE.inside.touching]
INSIDE = [row for row, *_ in KNOWLEDGE.inside.inside]
MARK = re.compile(r"\{(?:(?P<end>[HT]) )?(?P<type>[A-Z][A-Za-z]+) (?P<name>[^{}]+)\}")


def read_marked(marked: str) -> tuple[str, DocumentNames, set[tuple[str, str]]]:
    """The text, its names, and the pairs that its marks want."""
    text, at = "", 0
    mentions: list[Mention] = []
    ends: dict[str, list[str]] = {"H": [], "T": []}
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        entity = Named(found["type"], found["name"])
        mentions.append(Mention(len(text), len(text) + len(found["name"]), (entity,), "example"))
        text += found["name"]
        at = found.end()
        if found["end"]:
            ends[found["end"]].append(found["name"])
    wanted = {(head, tail) for head in ends["H"] for tail in ends["T"]}
    return text + marked[at:], DocumentNames(tuple(mentions), {}), wanted


def found_by(row: object, text: str, names: DocumentNames, any_rule: bool = False) -> set[tuple[str, str]]:
    """The pairs that a row (any row of its relation) finds, of undirected relations in the order of names."""
    block = Block(PARAGRAPH, 0, len(text), 0, (), tuple(split_sentences(text)))
    document = Document(DocumentFact("example", ""), text, (block,))
    facts = [fact for fact in find_relations(document, names, KNOWLEDGE) if fact.type == row.relation]
    return {
        ordered(fact.type, fact.head, fact.tail) for fact in facts if any_rule or fact.evidence.rule == row.id
    }


def ordered(relation: str, head: str, tail: str) -> tuple[str, str]:
    if load_schema().relations[relation].directed:
        return head, tail
    return min(head, tail), max(head, tail)


MARKED = [(row, example) for row in [*CUES, *TOUCHING] for example in row.yes]
UNMARKED = [(row, example) for row in [*CUES, *TOUCHING] for example in row.no]


@pytest.mark.parametrize(("row", "example"), MARKED, ids=[f"{row.id}:{text}" for row, text in MARKED])
def test_a_row_finds_the_marked_pairs_and_no_others(row: object, example: str) -> None:
    text, names, wanted = read_marked(example)
    assert wanted, "the example marks no pair"
    assert found_by(row, text, names, any_rule=True) == {ordered(row.relation, *pair) for pair in wanted}


@pytest.mark.parametrize(("row", "example"), UNMARKED, ids=[f"{row.id}:{text}" for row, text in UNMARKED])
def test_a_row_leaves_what_it_should_not_find(row: object, example: str) -> None:
    text, names, wanted = read_marked(example)
    assert not wanted
    assert found_by(row, text, names) == set()


def read_name(example: str) -> tuple[str, DocumentNames, list[Named]]:
    """'Project 云东水厂 < NewTown 云东新城 云东': a name, and the other names with their forms.

    A type with ! marks a name that must take no part.
    """
    whole, *parts = [words.split() for words in example.split(" < ")]
    entity = Named(whole[0], whole[1])
    mention = Mention(0, len(whole[1]), (entity,), "example")
    aliases = {entity: tuple(whole[2:])}
    others = []
    for kind, name, *forms in parts:
        other = Named(kind.rstrip("!"), name)
        aliases[other] = tuple(forms)
        if not kind.endswith("!"):
            others.append(other)
    return whole[1], DocumentNames((mention,), aliases), others


NAMED = [(row, example, True) for row in INSIDE for example in row.yes]
NAMED += [(row, example, False) for row in INSIDE for example in row.no]


@pytest.mark.parametrize(
    ("row", "example", "wanted"), NAMED, ids=[f"{row.id}:{text}" for row, text, _ in NAMED]
)
def test_a_row_reads_a_name(row: object, example: str, wanted: bool) -> None:
    name, names, others = read_name(example)
    found = found_by(row, name, names)
    if not wanted:
        assert found == set()
    elif row.link in ("pairs", "second_first"):
        one, other = others if row.link == "pairs" else others[::-1]
        assert found == {ordered(row.relation, one.name, other.name)}
    else:
        pairs = [(name, other.name) if row.link == "whole_part" else (other.name, name) for other in others]
        assert found == {ordered(row.relation, *pair) for pair in pairs}
