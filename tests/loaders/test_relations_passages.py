"""Whole passages: what they state is found, and nothing else."""

import re
import tomllib
from pathlib import Path

import pytest

from graph.facts import THIS_DOCUMENT, RelationFact
from graph.schema import load_schema
from loaders.documents.reading import parse_document
from loaders.names import DocumentNames, Mention, Named
from loaders.relations import find_relations, load_relation_knowledge

KNOWLEDGE = load_relation_knowledge()
PASSAGES = tomllib.loads((Path(__file__).parent / "relations_passages.toml").read_text(encoding="utf-8"))[
    "passage"
]
MARK = re.compile(r"\{(?P<type>[A-Z][A-Za-z]+) (?:(?P<form>[^{}=]+)=)?(?P<names>[^{}=]+)\}")


def read(passage: dict) -> tuple[RelationFact, ...]:
    """The relations found in a passage whose names are given."""
    marked = passage["text"].strip()
    document = parse_document("passage", MARK.sub(lambda found: found["form"] or found["names"], marked))
    mentions, at, aliases = [], 0, {}
    for found in MARK.finditer(marked):
        form = found["form"] or found["names"]
        entities = tuple(Named(found["type"], name) for name in found["names"].split("+"))
        start = document.text.index(form, at)
        at = start + len(form)
        mentions.append(Mention(start, at, entities, "given"))
        for entity in entities:
            aliases.setdefault(entity, set()).update({form} - {entity.name})
    issuer = Named(*passage["issuer"].split(" ")) if "issuer" in passage else None
    forms = {entity: tuple(sorted(found)) for entity, found in aliases.items()}
    return find_relations(document, DocumentNames(tuple(mentions), forms, issuer), KNOWLEDGE)


def told(relation: str, head: str, tail: str) -> tuple[str, str, str]:
    if load_schema().relations[relation].directed:
        return relation, head, tail
    return relation, min(head, tail), max(head, tail)


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage["id"] for passage in PASSAGES])
def test_a_passage_states_its_relations_and_no_others(passage: dict) -> None:
    found = read(passage)
    rows = [line.split(" ") for line in passage["facts"].strip().splitlines()]
    wanted = {told(row[1], row[0], row[2]) for row in rows}
    assert {told(fact.type, fact.head, fact.tail) for fact in found} == wanted
    for head, relation, tail, status in (row for row in rows if len(row) == 4):
        states = {
            fact.status for fact in found if (fact.head, fact.type, fact.tail) == (head, relation, tail)
        }
        assert states == {status}


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage["id"] for passage in PASSAGES])
def test_evidence_shows_what_it_says(passage: dict) -> None:
    marked = passage["text"].strip()
    text = parse_document("passage", MARK.sub(lambda found: found["form"] or found["names"], marked)).text
    for fact in read(passage):
        evidence = fact.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        shown = [mark for mark in evidence.marks if evidence.start <= mark[0] and mark[1] <= evidence.end]
        ends = 1 if fact.tail == THIS_DOCUMENT else 2
        assert (len(shown) == ends) == (evidence.carried == "")


def test_a_study_speaks_of_its_place_and_says_so() -> None:
    facts = read(
        {
            "issuer": "NewArea 海津新区",
            "text": "{Region 浔阳市}底子好。"
            + "{Region 浔阳市}产业强。\n" * 5
            + "加快建设{Project 东江港}。\n{NewArea 海津新区}执笔。",
        }
    )
    assert {(fact.head, fact.tail, fact.evidence.carried) for fact in facts} == {
        ("浔阳市", "东江港", "document")
    }


def test_traditional_characters_are_read_and_quoted_as_they_stand() -> None:
    facts = read(
        {
            "issuer": "NewArea 海津新区",
            "text": "協助推進{Project 海津地鐵2號線=海津地铁2号线}，學習{Region 潯陽市=浔阳市}做法。",
        }
    )
    assert {(fact.type, fact.tail) for fact in facts} == {
        ("PARTICIPATES_IN", "海津地铁2号线"),
        ("LEARNS_FROM", "浔阳市"),
    }
    assert all(fact.evidence.quote.startswith("協助") for fact in facts)
