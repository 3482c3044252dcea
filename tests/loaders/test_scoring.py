"""Right facts are counted as an analyst would, and on the bundled documents as the shared script does."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import ROOT
from errors import DataFileError
from graph.facts import (
    DocumentFact,
    DocumentFacts,
    EntityFact,
    Evidence,
    IndicatorFact,
    RelationFact,
    write_facts,
)
from graph.schema import load_schema
from graph.terminal import draw_table
from loaders.answers import Answers, Figure, Link, Thing, answers_of, read_gold, read_passages
from loaders.folding import fold, fold_value, is_alike
from loaders.pipeline import extract_all, load_knowledge
from loaders.reached import find_falls, measure_floors, raise_floors
from loaders.score_command import DOCUMENTS, run_score
from loaders.scoring import KINDS, Score, Tally, score_document, sum_scores

SCRIPT = ROOT / ".." / "shared" / "score" / "score.py"
EVIDENCE = Evidence("d", "", 0, 1, "云", "r")

TOWN = Thing("NewTown", "云川新城", ("云川",))
PARK = Thing("Park", "青石经开区")
ROAD = Thing("Project", "云川大道提升改造", ("云川大道",))
ROADS = Figure("云川新城", "新建道路", "8", "条", "=", "2031")


def right(gold: Answers, found: Answers) -> dict[str, int]:
    return {kind: tally.right for kind, tally in score_document(gold, found).score.kinds.items()}


def document(*things: Thing, links: tuple[Link, ...] = (), figures: tuple[Figure, ...] = ()) -> Answers:
    return Answers("d", things, links, figures)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("《云川 规划》", "云川规划"),
        ("云川—青石", "云川--青石"),
        ("“三个年”活动", "三个年活动"),
        ("A区（北）", "a区北"),
        ("１号线", "1号线"),
    ],
)
def test_names_fold_over_marks_dashes_width_and_case(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_names_that_differ_in_a_character_stay_apart() -> None:
    assert fold("云川一期") != fold("云川二期")


@pytest.mark.parametrize(
    ("one", "other"), [("1,500", "1500.0"), ("20%", "20"), ("2—3", "2-3"), ("1/6", "1/6")]
)
def test_values_are_equal_however_they_are_written(one: str, other: str) -> None:
    assert fold_value(one) == fold_value(other)


def test_a_range_is_not_its_first_number() -> None:
    assert fold_value("2-3") != fold_value("2")


def test_names_are_alike_from_half_of_the_shorter_one() -> None:
    assert is_alike("新建道路", "道路里程")
    assert not is_alike("新建道路", "道产值额")
    assert not is_alike("", "新建道路")


def test_a_thing_is_found_by_any_form_of_its_name() -> None:
    found = document(Thing("NewTown", "川上新城", ("云川",)))
    assert right(document(TOWN), found)["typed_entities"] == 1


def test_another_type_counts_as_found_but_not_as_typed() -> None:
    outcome = score_document(document(TOWN), document(replace(TOWN, type="Park")))
    assert outcome.score.kinds["entities"].right == 1
    assert outcome.score.kinds["typed_entities"].right == 0
    assert outcome.differences.retyped == ((TOWN, replace(TOWN, type="Park")),)
    assert outcome.score.entity_types == {"NewTown": Tally(0, 1, 0), "Park": Tally(0, 0, 1)}


def test_one_thing_answers_for_one_only_the_same_name_first() -> None:
    gold = document(Thing("Park", "青石"), Thing("Park", "青石园", ("青石区",)))
    found = document(Thing("Park", "青石园", ("青石", "青石区")))
    outcome = score_document(gold, found)
    assert outcome.score.kinds["entities"] == Tally(1, 2, 1)
    assert outcome.differences.missed == (Thing("Park", "青石"),)


def test_facts_of_one_name_are_one_thing_with_all_aliases() -> None:
    facts = DocumentFacts(
        DocumentFact("d", "t"),
        entities=tuple(
            EntityFact("Policy", name, aliases, EVIDENCE)
            for name, aliases in (("《云川规划》", ("规划",)), ("云川规划", ("本规划",)))
        ),
        relations=(RelationFact("ISSUES", "a", "Region", "b", "Policy", EVIDENCE),) * 2,
        indicators=(IndicatorFact("a", "Region", "n", "1", "家", "=", "", EVIDENCE),) * 2,
    )
    found = answers_of(facts)
    assert found.things == (Thing("Policy", "《云川规划》", ("规划", "本规划")),)
    assert len(found.links) == 1
    assert len(found.figures) == 2


def test_a_relation_needs_both_ends_and_its_type() -> None:
    gold = document(TOWN, ROAD, PARK, links=(Link("BUILDS", "云川新城", "云川大道提升改造"),))
    things = gold.things
    assert right(gold, document(*things, links=(Link("BUILDS", "云川", "云川大道"),)))["relations"] == 1
    assert right(gold, document(*things, links=(Link("BUILDS", "青石经开区", "云川大道"),)))["relations"] == 0
    other = right(gold, document(*things, links=(Link("SUPPORTS", "云川新城", "云川大道"),)))
    assert (other["relations"], other["relations_any_type"]) == (0, 1)


def test_direction_counts_where_a_type_has_one() -> None:
    for kind, wanted in (("PART_OF", 0), ("COORDINATES_WITH", 1)):
        gold = document(TOWN, PARK, links=(Link(kind, "云川新城", "青石经开区"),))
        found = document(TOWN, PARK, links=(Link(kind, "青石经开区", "云川新城"),))
        assert right(gold, found)["relations"] == wanted


def test_an_end_that_the_gold_has_not_makes_a_relation_wrong() -> None:
    strange = Thing("Park", "石门园")
    gold = document(TOWN, PARK, links=(Link("PART_OF", "青石经开区", "云川新城"),))
    found = document(TOWN, strange, links=(Link("PART_OF", "石门园", "云川新城"),))
    assert score_document(gold, found).score.kinds["relations"] == Tally(0, 1, 1)


def test_the_document_itself_is_an_end() -> None:
    author = Thing("Person", "王小川")
    both = document(author, links=(Link("AUTHORED", "王小川", "DOC"),))
    assert right(both, both)["relations"] == 1


def test_a_figure_needs_value_unit_and_a_name_or_subject_that_is_alike() -> None:
    gold = document(TOWN, figures=(ROADS,))
    for change, wanted in (
        ({"name": "道路新建", "subject": "青石"}, 1),
        ({"name": "产值", "subject": "云川"}, 1),
        ({"name": "产值", "subject": "青石"}, 0),
        ({"value": "9"}, 0),
        ({"unit": "公里"}, 0),
    ):
        assert right(gold, document(TOWN, figures=(replace(ROADS, **change),)))["indicators"] == wanted


@pytest.mark.parametrize("change", [{"bound": ">="}, {"deadline": "2030"}, {"deadline": ""}])
def test_a_figure_is_full_with_bound_and_year(change: dict[str, str]) -> None:
    other = replace(ROADS, **change)
    outcome = score_document(document(figures=(ROADS,)), document(figures=(other,)))
    assert outcome.score.kinds["full_indicators"].right == 0
    assert outcome.differences.loose == ((ROADS, other),)


def test_of_several_figures_the_nearest_is_taken() -> None:
    near = replace(ROADS, bound=">=")
    far = replace(ROADS, name="产值")
    outcome = score_document(document(figures=(ROADS,)), document(figures=(far, near)))
    assert outcome.differences.loose == ((ROADS, near),)
    assert outcome.differences.extra == (far,)


def test_shares_of_nothing_are_zero() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)
    assert Tally(3, 4, 6).f1 == pytest.approx(2 * 0.5 * 0.75 / (0.5 + 0.75))


TYPES = st.sampled_from(["Park", "Region", "Project"])
LINK_TYPES = st.sampled_from(["BUILDS", "CONNECTS", "PART_OF"])


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """A document's answers in which each form belongs to one thing."""
    count = draw(st.integers(1, 6))
    things = tuple(
        Thing(draw(TYPES), f"第{number}园", (f"{number}园",) * draw(st.integers(0, 1)))
        for number in range(count)
    )
    names = st.sampled_from([*(form for thing in things for form in (thing.name, *thing.aliases)), "DOC"])
    links = draw(st.lists(st.builds(Link, LINK_TYPES, names, names), max_size=8, unique=True))
    figures = draw(
        st.lists(
            st.builds(
                Figure,
                subject=st.sampled_from([thing.name for thing in things]),
                name=st.sampled_from(["新建道路", "产值"]),
                value=st.sampled_from(["1", "2-3", "50%"]),
                unit=st.sampled_from(["家", ""]),
                bound=st.sampled_from([">=", "="]),
                deadline=st.sampled_from(["2031", ""]),
            ),
            max_size=6,
        )
    )
    return Answers("d", things, tuple(links), tuple(figures))


@given(answers())
def test_gold_against_itself_is_all_right(gold: Answers) -> None:
    outcome = score_document(gold, gold)
    for tally in (*outcome.score.kinds.values(), *outcome.score.entity_types.values()):
        assert tally.right == tally.gold == tally.found
    assert outcome.differences.missed == outcome.differences.extra == ()


@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_found_does_not_matter(gold: Answers, random: object) -> None:
    """But for relations of any type and bounds, where the first that fits is taken."""

    def shuffled(rows: tuple) -> tuple:
        return tuple(random.sample(rows, len(rows)))

    found = Answers("d", *map(shuffled, (gold.things, gold.links, gold.figures)))
    outcome, whole = right(gold, found), right(gold, gold)
    for kind in ("entities", "typed_entities", "relations", "indicators"):
        assert outcome[kind] == whole[kind]


@given(answers(), answers())
def test_no_score_is_more_than_all_and_typed_is_never_more_than_any(gold: Answers, found: Answers) -> None:
    kinds = score_document(gold, found).score.kinds
    assert all(tally.right <= min(tally.gold, tally.found) for tally in kinds.values())
    for strict, loose in zip(KINDS[1::2], KINDS[::2], strict=True):
        if loose != "relations":
            assert kinds[strict].right <= kinds[loose].right
    assert kinds["relations"].right <= kinds["relations_any_type"].right


@given(st.lists(st.tuples(answers(), answers()), max_size=4))
def test_sums_do_not_depend_on_the_order_of_documents(pairs: list[tuple[Answers, Answers]]) -> None:
    scores = [score_document(gold, found).score for gold, found in pairs]
    assert sum_scores(scores) == sum_scores(scores[::-1])
    assert sum_scores(scores).kinds["entities"].gold == sum(len(gold.things) for gold, _ in pairs)


def only(right_: int, gold: int, found: int) -> Score:
    return Score({"entities": Tally(right_, gold, found)}, {"Park": Tally(right_, gold, found)}, {})


def test_floors_are_raised_never_lowered_and_small_types_have_none() -> None:
    assert measure_floors(only(4, 4, 4)) == {}
    low, high = only(6, 10, 10), only(9, 10, 10)
    floors = raise_floors({}, low)
    assert floors == {"entities": 0.6, "entity_type.Park": 0.6}
    assert raise_floors(floors, high) == {"entities": 0.9, "entity_type.Park": 0.9}
    assert raise_floors(measure_floors(high), low) == measure_floors(high)


def test_a_fall_names_the_score_and_its_floor() -> None:
    floors = measure_floors(only(9, 10, 10))
    assert find_falls(floors, only(9, 10, 10)) == ()
    falls = find_falls(floors, only(8, 10, 10))
    assert [(row.name, row.floor, row.score) for row in falls] == [
        ("entities", 0.9, 0.8),
        ("entity_type.Park", 0.9, 0.8),
    ]


def test_a_score_that_is_not_measured_any_more_has_fallen() -> None:
    assert [row.name for row in find_falls({"entity_type.Gone": 0.5}, only(9, 10, 10))] == [
        "entity_type.Gone"
    ]


def gold_file(folder: Path, **changes: object) -> Path:
    row = {
        "doc": "n",
        "entities": [{"type": "Park", "name": "青石园", "aliases": []}],
        "relations": [],
        "indicators": [],
        **changes,
    }
    path = folder / "0.json"
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "changes",
    [
        {"entities": [{"type": "Park", "name": "青石园"}]},
        {"entities": [{"type": "Garden", "name": "青石园", "aliases": []}]},
        {"entities": [{"type": kind, "name": "青石园", "aliases": []} for kind in ("Park", "Project")]},
        {"relations": [{"head": "青石园", "rel": "PART_OF", "tail": "石门市"}]},
        {"relations": [{"head": "青石园", "rel": "OWNS", "tail": "DOC"}]},
        {"indicators": [dict(zip(Figure.__slots__, ("石门市", "产值", 1, "家", "=", ""), strict=True))]},
        {"indicators": [dict(zip(Figure.__slots__, ("青石园", "产值", 1, "家", ">", ""), strict=True))]},
    ],
)
def test_gold_that_can_not_be_scored_is_refused_with_its_file(tmp_path: Path, changes: dict) -> None:
    path = gold_file(tmp_path, **changes)
    with pytest.raises(DataFileError) as refused:
        read_gold(tmp_path)
    assert refused.value.fields["path"] == path


def test_a_passage_without_text_is_refused_with_its_line(tmp_path: Path) -> None:
    row = gold_file(tmp_path).read_text(encoding="utf-8")
    path = tmp_path / "p.jsonl"
    path.write_text(f"\n{row}\n", encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        read_passages(path)
    assert refused.value.fields["line"] == 2


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError):
        read_gold(tmp_path)


def test_the_projects_own_gold_can_be_scored() -> None:
    assert [row.doc for row in read_gold()] == [path.stem[:3] for path in sorted(DOCUMENTS.glob("*.md"))]


@pytest.fixture
def scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> object:
    """Runs the command on a document of its own; gives status, output and complaints."""
    (tmp_path / "notice.md").write_text("云州市建设青石园。青石园、石门园加快建设。\n", encoding="utf-8")
    gold_file(tmp_path)

    def run(*arguments: str, gold: Path = tmp_path) -> tuple[int, str, list[str]]:
        said: list[str] = []
        words = [*arguments, "--gold", str(gold)] if gold else [*arguments]
        status = run_score(words, "en", draw_table, said.append)
        return status, capsys.readouterr().out, said

    return run


def test_the_command_scores_a_document_and_lists_what_differs(tmp_path: Path, scored: object) -> None:
    status, out, said = scored(str(tmp_path / "notice.md"), "--json", "--misses", "5", "--extras", "1")
    data = json.loads(out)
    assert (status, said) == (0, [])
    assert data["kinds"]["entities"]["gold"] == 1
    assert list(data["documents"]) == ["notice"]
    for group in data["differences"]:
        assert len(group["rows"]) == min(group["total"], 1 if group["key"].startswith("extra") else 5)


def test_the_table_has_a_row_for_every_kind_and_type(tmp_path: Path, scored: object) -> None:
    status, out, _ = scored(str(tmp_path / "notice.md"), "--by-type")
    assert status == 0
    assert "entities, typed" in out and "indicators, full" in out and "Park" in out


def test_a_document_without_gold_is_said_and_nothing_scored_is_status_1(
    tmp_path: Path, scored: object
) -> None:
    (tmp_path / "other.md").write_text("云州市建设青石园。\n", encoding="utf-8")
    status, _, said = scored(str(tmp_path / "other.md"))
    assert status == 1
    assert "other" in said[0]


def test_a_path_that_is_not_there_is_status_2(tmp_path: Path, scored: object) -> None:
    status, out, said = scored(str(tmp_path / "missing.md"))
    assert (status, out) == (2, "")
    assert "missing.md" in said[0]


def test_passages_are_scored_by_the_gold_beside_them(tmp_path: Path, scored: object) -> None:
    area = {"type": "NewArea", "name": "两江新区", "aliases": []}
    gold = gold_file(tmp_path, entities=[area]).read_text(encoding="utf-8")
    row = {**json.loads(gold), "text": "两江新区召开会议。"}
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    status, out, _ = scored(str(path), "--json")
    assert status == 0
    assert json.loads(out)["kinds"]["entities"]["right"] == 1


def test_the_counts_are_those_of_the_shared_script(tmp_path: Path) -> None:
    if not SCRIPT.is_file():
        pytest.skip("the shared scoring script is not beside the project")
    found = list(extract_all(sorted(DOCUMENTS.glob("*.md")), load_knowledge(), 10**7, pytest.fail))
    facts = tmp_path / "facts.jsonl"
    with facts.open("w", encoding="utf-8") as stream:
        write_facts(found, stream)
    golds = sorted((ROOT / "data" / "gold").glob("[0-9]*.json"))
    done = subprocess.run(  # noqa: S603 a script of the project's surroundings
        [sys.executable, SCRIPT, *golds, "--facts", facts, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = [tuple(row[key] for key in "prf") for row in json.loads(done.stdout).values()]
    ours = sum_scores(
        score_document(gold, answers_of(facts_)).score
        for gold, facts_ in zip(read_gold(), found, strict=True)
    )
    mine = [(tally.precision, tally.recall, tally.f1) for tally in ours.kinds.values()]
    assert mine == [pytest.approx(row) for row in theirs]


def test_types_of_every_score_are_the_schemas(scored: object, tmp_path: Path) -> None:
    _, out, _ = scored(str(tmp_path / "notice.md"), "--json")
    data = json.loads(out)
    assert set(data["entity_types"]) <= set(load_schema().entities)
    assert set(data["relation_types"]) <= set(load_schema().relations)
