"""A small invented graph, and ways to write it."""

from collections.abc import Callable

import pytest

from graph.facts import DocumentFact, DocumentFacts, EntityFact, Evidence
from graph.model import Entity, Relation
from graph.store.base import Change, Store

QUOTE = "云岭新城与松涛园区协同发展。"

Write = Callable[[Store, Change], Change]


def place(doc: str = "甲文", start: int = 3, quote: str = QUOTE, **fields: object) -> Evidence:
    marks = ((start, start + 4), (start + 5, start + 9))
    values = {"marks": marks, "rule": "r1", "carried": "", **fields}
    return Evidence(doc, "一、总则 / （一）目标", start, start + len(quote), quote, **values)


def facts_of(doc: str, title: str = "", names: int = 1) -> DocumentFacts:
    found = tuple(EntityFact("NewTown", f"镇{n}", (), place(doc, n)) for n in range(names))
    return DocumentFacts(DocumentFact(doc, title or f"{doc}的题目", "云岭新城管委会"), found)


@pytest.fixture(scope="session")
def evidence() -> Callable[..., Evidence]:
    return place


@pytest.fixture(scope="session")
def facts() -> Callable[..., DocumentFacts]:
    return facts_of


@pytest.fixture(scope="session")
def town() -> tuple[Entity, ...]:
    """Five entities, ordered by id."""
    about = {"file": "甲文.md", "title": "甲文的题目", "issuer": "", "number": "", "date": "2031-05-06"}
    figure = {"subject": "云岭新城", "value": "40", "unit": "家", "bound": ">=", "deadline": "2032"}
    return (
        Entity("a1", "NewTown", "云岭新城", ("云岭", "YL新城"), {}, 4),
        Entity("a2", "Park", "松涛园区", ("松涛科技园",), {}, 2),
        Entity("a3", "Project", "云岭大桥", (), {}, 1),
        Entity("a4", "Document", "甲文的题目", (), {**about, "genre": "方案"}, 0),
        Entity("a5", "Indicator", "云岭新城新增企业", (), figure, 0),
    )


@pytest.fixture(scope="session")
def roads() -> tuple[Relation, ...]:
    """Relations between the five, ordered by id; the first has two places that state it."""
    return (
        Relation("r1", "COORDINATES_WITH", "a1", "a2", (place(), place("乙文", 40)), "under_way"),
        Relation("r2", "BUILDS", "a1", "a3", (place(carried="heading"),), "planned"),
        Relation("r3", "CONNECTS", "a2", "a3", (place(marks=()),)),
        Relation("r4", "MENTIONED_IN", "a1", "a4", (place(),)),
        Relation("r5", "HAS_INDICATOR", "a1", "a5", (place(),)),
    )


@pytest.fixture(scope="session")
def write() -> Write:
    """Write a change whatever the store holds."""

    def write_change(store: Store, change: Change) -> Change:
        return store.update(lambda archives: change)

    return write_change


@pytest.fixture(scope="session")
def whole(town: tuple[Entity, ...], roads: tuple[Relation, ...]) -> Change:
    """All of the small graph, with its two documents."""
    archives = (facts_of("甲文", names=3), facts_of("乙文"))
    return Change(put_entities=town, put_relations=roads, put_archives=archives)


@pytest.fixture
def filled(store: Store, whole: Change, write: Write) -> Store:
    """A store of the small graph."""
    write(store, whole)
    return store
