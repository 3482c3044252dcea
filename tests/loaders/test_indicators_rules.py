"""Every row of data/rules/indicators.toml does what its own examples say."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT
from errors import DataFileError
from loaders.documents.reading import parse_document
from loaders.indicators import find_indicators, load_indicator_knowledge
from loaders.names import DocumentNames, Named
from loaders.rules import load_toml

PATH = ROOT / "data" / "rules" / "indicators.toml"
KNOWLEDGE = load_indicator_knowledge()
ISSUER = Named("NewArea", "云州新区")


def examples(key: str) -> list[object]:
    return list(_examples(key))


def _examples(key: str) -> Iterator[object]:
    for table, rows in load_toml(PATH).items():
        for row in rows if isinstance(rows, list) else ():
            for number, example in enumerate(row.get(key, ())):
                yield pytest.param(example, id=f"{table}-{row['id']}-{number}")


def found_in(sentence: str) -> list[tuple[str, ...]]:
    document = parse_document("plan", f"云州新区2031年工作要点\n\n一、重点工作\n{sentence}\n")
    facts = find_indicators(document, DocumentNames((), {}, ISSUER), KNOWLEDGE)
    return [(fact.name, fact.value, fact.unit, fact.bound, fact.deadline) for fact in facts]


@pytest.mark.parametrize("example", examples("yes"))
def test_a_row_finds_what_it_promises(example: str) -> None:
    sentence, *wanted = example.split(" → ")
    assert found_in(sentence) == [tuple(part.strip() for part in row.split("|")) for row in wanted]


@pytest.mark.parametrize("example", examples("no"))
def test_a_row_leaves_what_is_no_figure(example: str) -> None:
    assert found_in(example) == []


@pytest.mark.parametrize(
    ("right", "wrong", "row"),
    [
        ('kind = "span"', 'kind = "time"', "unit.span"),
        ('"成:果', '"成果', "unit.tenth"),
        ('side = "after_unit"', 'side = "beside"', "none.span"),
        ('bound = "<="\nwords = ["内"]', 'bound = "<"\nwords = ["内"]', "bound.within"),
        ("deeds = [", "deads = [", "deads"),
        ("own = [", "owns = [", "own"),
        ('id = "unit.size"', 'id = "unit.money"', "unit.money"),
    ],
)
def test_a_row_that_can_t_be_used_is_refused_by_name(
    right: str, wrong: str, row: str, tmp_path: Path
) -> None:
    shutil.copytree(PATH.parent, tmp_path / "rules")
    text = PATH.read_text(encoding="utf-8")
    (tmp_path / "rules" / PATH.name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert right in text
    with pytest.raises(DataFileError) as caught:
        load_indicator_knowledge(tmp_path)
    assert row in caught.value.message("en")
    assert "indicators.toml" in caught.value.message("en")
