"""An invented corpus: no such places, no such papers. Facts are written as sentences with what they state."""

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

import pytest

from graph.facts import (
    THIS_DOCUMENT,
    DocumentFact,
    DocumentFacts,
    DocumentText,
    EntityFact,
    Evidence,
    IndicatorFact,
    RelationFact,
    TextBlock,
)

Write = Callable[..., DocumentFacts]

TYPES = {
    "临川新区": "NewArea",
    "东湖新城": "NewTown",
    "西湖新城": "NewTown",
    "梧桐经开区": "Park",
    "青禾软件园": "Park",
    "青禾市": "Region",
    "白鹭市": "Region",
    "白鹭江大桥": "Project",
    "翠屏水厂": "Project",
    "云栖医院": "Project",
    "《东湖与梧桐联动方案》": "Policy",
    "低空经济": "Industry",
    "氢燃料": "Industry",
    "临川新区管委会": "Organization",
    "远山集团": "Enterprise",
    "林一川": "Person",
}
"""What each name of the corpus is; a sentence mentions what stands in it."""


def _spans(sentence: str, name: str, base: int) -> tuple[tuple[int, int], ...]:
    place = sentence.find(name)
    return ((base + place, base + place + len(name)),) if place >= 0 else ()


def write_document(
    doc: str,
    *lines: Sequence,
    title: str = "",
    types: dict[str, str] | None = None,
    aliases: dict[str, tuple[str, ...]] | None = None,
) -> DocumentFacts:
    """The facts of lines: a sentence, then (type, head, tail[, status]) or (indicator fields) tuples."""
    kinds = {**TYPES, **(types or {})}
    entities, relations, indicators = [], [], []
    base = 0
    for sentence, *stated in lines:
        end = base + len(sentence)

        def place(
            *names: str, rule: str, base: int = base, end: int = end, quote: str = sentence
        ) -> Evidence:
            marks = tuple(span for name in names for span in _spans(quote, name, base))
            return Evidence(doc, "一、总体 / （一）目标", base, end, quote, rule, marks)

        for name, kind in kinds.items():
            forms = (aliases or {}).get(name, ())
            if any(form in sentence for form in (name, *forms)):
                entities.append(EntityFact(kind, name, forms, place(name, rule="m1")))
        for row in stated:
            if len(row) > 4:
                subject, *rest = row
                indicators.append(IndicatorFact(subject, kinds[subject], *rest, place(subject, rule="i1")))
                continue
            kind, head, tail, status = (*row, "")[:4]
            tail_kind = "Document" if tail == THIS_DOCUMENT else kinds[tail]
            evidence = place(head, tail, rule="r1")
            relations.append(RelationFact(kind, head, kinds[head], tail, tail_kind, evidence, status))
        base = end
    about = DocumentFact(doc, title or f"{doc}号文", "临川新区管委会", "", "2031-05-06", "方案")
    text = "".join(sentence for sentence, *_ in lines)
    ends = list(accumulate(len(sentence) for sentence, *_ in lines))
    blocks = (TextBlock(start, end, "paragraph", 0) for start, end in pairwise([0, *ends]))
    return DocumentFacts(
        about, tuple(entities), tuple(relations), tuple(indicators), DocumentText(text, tuple(blocks))
    )


@pytest.fixture(scope="session")
def write() -> Write:
    return write_document


@pytest.fixture(scope="session")
def corpus() -> tuple[DocumentFacts, ...]:
    """Two documents about a new area that everything touches, two towns, a park, and what joins them."""
    plan = write_document(
        "甲",
        ("东湖新城与梧桐经开区协同发展。", ("COORDINATES_WITH", "东湖新城", "梧桐经开区")),
        (
            "东湖新城落实《东湖与梧桐联动方案》，梧桐经开区参与《东湖与梧桐联动方案》。",
            ("IMPLEMENTS", "东湖新城", "《东湖与梧桐联动方案》"),
            ("PARTICIPATES_IN", "梧桐经开区", "《东湖与梧桐联动方案》"),
        ),
        (
            "东湖新城和西湖新城都属于临川新区。",
            ("PART_OF", "东湖新城", "临川新区"),
            ("PART_OF", "西湖新城", "临川新区"),
        ),
        ("临川新区与梧桐经开区协同。", ("COORDINATES_WITH", "临川新区", "梧桐经开区")),
        ("临川新区管委会隶属临川新区。", ("PART_OF", "临川新区管委会", "临川新区")),
        ("临川新区与青禾市、白鹭市协同。", ("COORDINATES_WITH", "临川新区", "青禾市"),
         ("COORDINATES_WITH", "白鹭市", "临川新区")),
        ("临川新区建设白鹭江大桥、翠屏水厂。", ("BUILDS", "临川新区", "白鹭江大桥"),
         ("BUILDS", "临川新区", "翠屏水厂", "planned")),
        ("到2032年临川新区新增企业40家以上。", ("临川新区", "新增企业", "40", "家", ">=", "2032")),
        ("本文由林一川执笔。", ("AUTHORED", "林一川", THIS_DOCUMENT)),
        title="临川新区三年安排",
    )  # fmt: skip
    report = write_document(
        "乙",
        ("东湖新城发展低空经济。", ("DEVELOPS", "东湖新城", "低空经济")),
        ("梧桐经开区也发展低空经济。", ("DEVELOPS", "梧桐经开区", "低空经济")),
        ("白鹭江大桥连接西湖新城与青禾软件园。", ("CONNECTS", "白鹭江大桥", "西湖新城"),
         ("CONNECTS", "青禾软件园", "白鹭江大桥")),
        ("西湖新城已建成云栖医院。", ("BUILDS", "西湖新城", "云栖医院", "done")),
        ("远山集团落户青禾软件园，主攻氢燃料。", ("LOCATED_IN", "远山集团", "青禾软件园"),
         ("DEVELOPS", "远山集团", "氢燃料")),
        ("翠屏水厂建设提速，临川新区建设翠屏水厂。", ("BUILDS", "临川新区", "翠屏水厂")),
        ("临川新区新增企业不少于40家，2032年完成。", ("临川新区", "新增企业", "40", "家", ">=", "2032")),
        ("临川新区新增企业50家。", ("临川新区", "新增企业", "50", "家", "=", "2032")),
        title="临川新区考察报告",
    )  # fmt: skip
    return plan, report
