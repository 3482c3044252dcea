"""The whole extraction: whatever the document, every fact is quoted truly and fits the schema."""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from config import ROOT
from errors import DocumentEmpty, DocumentError, DocumentFault
from graph.facts import THIS_DOCUMENT, DocumentFacts, Evidence
from graph.schema import load_schema
from loaders.documents.files import find_documents
from loaders.documents.model import Document
from loaders.documents.reading import parse_document, read_document
from loaders.pipeline import Knowledge, extract, extract_all, load_knowledge

MAX_BYTES = 10_000_000
BUNDLED = ROOT / "data" / "documents"
ORIGINALS = ROOT / ".." / "shared" / "documents"
DOCUMENTS = sorted(find_documents([folder for folder in (BUNDLED, ORIGINALS) if folder.is_dir()]))

INVENTED = """# 云州市2031年工作要点

云州市人民政府
2031年3月5日

## 一、推进青川新区建设
1.完善路网。加快推进云川大道提升改造、青石水库等项目建设，北川新城与南川经开区融合发展，新建道路8条、36公里。
2.壮大产业。青川新区大力发展氢能、智能网联汽车产业，氢能产业产值突破50亿元。
3.深化合作。落实《云州—青川一体化发展规划》，学习借鉴两江新区经验，签约项目不少于12个。

执笔：王小川
"""


@cache
def all_rules() -> Knowledge:
    """Read once; not a fixture where hypothesis would print it."""
    return load_knowledge()


@pytest.fixture
def knowledge() -> Knowledge:
    return all_rules()


def check(document: Document, facts: DocumentFacts) -> None:
    """What holds for the facts of any document."""
    schema = load_schema()
    names = {(fact.type, fact.name) for fact in facts.entities} | {("Document", THIS_DOCUMENT)}
    for evidence in evidences(facts):
        assert evidence.doc == document.doc
        assert document.text[evidence.start : evidence.end] == evidence.quote
        assert evidence.quote.strip()
        assert evidence.rule
        assert all(0 <= start < end <= len(document.text) for start, end in evidence.marks)
    for fact in facts.entities:
        assert fact.type in schema.entities
        assert fact.name.strip()
        assert fact.name not in fact.aliases
        assert all(
            fact.evidence.start <= start < end <= fact.evidence.end for start, end in fact.evidence.marks
        )
    for fact in facts.relations:
        relation = schema.relations[fact.type]
        assert fact.head_type in relation.heads
        assert fact.tail_type in relation.tails
        assert {(fact.head_type, fact.head), (fact.tail_type, fact.tail)} <= names
    for fact in facts.indicators:
        assert fact.subject_type in schema.relations["HAS_INDICATOR"].heads
        assert (fact.subject_type, fact.subject) in names
        assert fact.name.strip()
        assert fact.value
        assert fact.bound in (">=", "<=", "=")
        assert fact.deadline == "" or (fact.deadline.isdigit() and len(fact.deadline) == 4)


def evidences(facts: DocumentFacts) -> Iterator[Evidence]:
    for group in (facts.entities, facts.relations, facts.indicators):
        yield from (fact.evidence for fact in group)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.parent.name}-{path.name}")
def test_every_fact_of_a_real_document_is_quoted_truly(path: Path, knowledge: Knowledge) -> None:
    document = read_document(path, MAX_BYTES)
    facts = extract(document, knowledge)
    check(document, facts)
    assert facts.entities
    assert facts.relations
    assert facts.indicators


def test_an_invented_document_gives_facts_of_each_kind(knowledge: Knowledge) -> None:
    document = parse_document("plan", INVENTED)
    facts = extract(document, knowledge)
    check(document, facts)
    assert facts.document.title == "云州市2031年工作要点"
    assert facts.entities and facts.relations and facts.indicators


def test_an_entity_has_one_fact_a_sentence_with_all_its_places(knowledge: Knowledge) -> None:
    facts = extract(
        parse_document("plan", "# 报告\n\n两江新区借鉴天府新区做法，天府新区与两江新区合作。\n"), knowledge
    )
    marks = {fact.name: len(fact.evidence.marks) for fact in facts.entities}
    assert marks == {"两江新区": 2, "天府新区": 2}


def test_the_same_document_gives_the_same_facts(knowledge: Knowledge) -> None:
    document = parse_document("plan", INVENTED)
    assert extract(document, knowledge) == extract(document, load_knowledge())


SAMPLES = [path.read_text(encoding="utf-8-sig", errors="replace") for path in DOCUMENTS[:5]] + [INVENTED]


def damage(text: str, seed: int) -> str:
    """A stretch of the text with characters dropped, doubled, swapped and put in."""
    chance = random.Random(seed)  # noqa: S311 - the same damage for the same seed
    start = chance.randrange(max(1, len(text) - 1500))
    letters = list(text[start : start + 1500])
    for _ in range(chance.randrange(1, 60)):
        at = chance.randrange(len(letters))
        move = chance.randrange(4)
        if move == 0:
            del letters[at]
        elif move == 1:
            letters.insert(at, chance.choice("。，、；（）《》“”分别各的0123456789%亿万\n#*　 以上"))
        elif move == 2:
            other = chance.randrange(len(letters))
            letters[at], letters[other] = letters[other], letters[at]
        else:
            letters[at:at] = letters[at : at + chance.randrange(1, 30)]
    return "".join(letters)


@settings(max_examples=60)
@given(sample=st.sampled_from(SAMPLES), seed=st.integers(min_value=0, max_value=10**9))
@example(sample=SAMPLES[1], seed=2393)  # the subject of an indicator stands only inside a longer name
def test_a_damaged_document_still_gives_true_quotes(sample: str, seed: int) -> None:
    document = parse_document("damaged", damage(sample, seed))
    check(document, extract(document, all_rules()))


SCRAPS = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list("第一二三章、（）《》“”。，；：#*-1234567890年月日号新区市建设分别各家个亿元%\n 的与")
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=300,
)


@settings(max_examples=80)
@given(text=SCRAPS)
def test_any_text_at_all_gives_true_quotes(text: str) -> None:
    document = parse_document("scraps", text)
    check(document, extract(document, all_rules()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five readable documents, one empty one among them."""
    for number in range(5):
        text = INVENTED.replace("12个", f"{20 + number}个")
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    (tmp_path / "2x.txt").write_bytes(b"")
    return tmp_path


def gather(folder: Path, knowledge: Knowledge, workers: int) -> tuple[list[DocumentFacts], list, list]:
    refused: list[tuple[str, type]] = []
    steps: list[tuple[int, int]] = []
    found = list(
        extract_all(
            sorted(folder.iterdir()),
            knowledge,
            MAX_BYTES,
            lambda path, error: refused.append((path.name, type(error))),
            lambda done, total: steps.append((done, total)),
            workers,
        )
    )
    return found, refused, steps


@pytest.mark.parametrize("workers", [1, 2])
def test_many_files_keep_their_order_and_a_bad_one_stops_nobody(
    workers: int, folder: Path, knowledge: Knowledge
) -> None:
    found, refused, steps = gather(folder, knowledge, workers)
    assert [facts.doc for facts in found] == ["0", "1", "2", "3", "4"]
    assert refused == [("2x.txt", DocumentEmpty)]
    assert steps == [(done, 6) for done in range(1, 7)]


def test_processes_find_what_one_finds(folder: Path, knowledge: Knowledge) -> None:
    assert gather(folder, knowledge, 2) == gather(folder, knowledge, 1)


def test_a_few_documents_only_are_read_ahead(folder: Path, knowledge: Knowledge) -> None:
    """A document that vanishes while earlier ones are worked on was not read before its turn."""
    paths = sorted(folder.glob("?.md"))
    refused: list[DocumentError] = []
    run = extract_all(paths, knowledge, MAX_BYTES, lambda path, error: refused.append(error), workers=1)
    next(run)
    paths[-1].unlink()
    assert [facts.doc for facts in run] == ["1", "2", "3"]
    assert len(refused) == 1


class Broken:
    """Knowledge that can't be used: whatever a step asks of it fails."""

    def __getattr__(self, name: str) -> object:
        raise ZeroDivisionError(name)


def test_a_fault_of_ours_in_a_document_stops_only_that_document(tmp_path: Path, knowledge: Knowledge) -> None:
    """The broken knowledge about years is only asked by a document that has a figure."""
    (tmp_path / "1.md").write_text("# 报告\n\n两江新区借鉴天府新区做法。\n", encoding="utf-8")
    (tmp_path / "2.md").write_text("# 报告\n\n两江新区新增企业12家。\n", encoding="utf-8")
    (tmp_path / "3.md").write_text("# 报告\n\n天府新区与两江新区合作。\n", encoding="utf-8")
    broken = replace(knowledge, indicators=replace(knowledge.indicators, names=Broken()))
    told: list[DocumentError] = []
    found = extract_all(
        sorted(tmp_path.iterdir()), broken, MAX_BYTES, lambda _, error: told.append(error), workers=1
    )
    assert [facts.doc for facts in found] == ["1", "3"]
    (error,) = told
    assert isinstance(error, DocumentFault)
    assert isinstance(error.__cause__, ZeroDivisionError)
    for language in ("zh", "en"):
        sentence = error.message(language)
        assert "2.md" in sentence
        assert "ZeroDivisionError" in sentence
        assert "\n" not in sentence
