"""`python -m loaders score`: how right extraction is on documents that have gold."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from config import read_config
from errors import PolicyGraphError
from graph.schema import load_schema
from loaders.answers import GOLD, Answers, answers_of, read_gold, read_passages
from loaders.documents.files import MEGABYTE
from loaders.documents.reading import parse_document
from loaders.pipeline import DATA, Knowledge, extract, extract_all, load_knowledge
from loaders.reached import PATH as REACHED
from loaders.reached import raise_floors, read_reached, write_reached
from loaders.score_words import Group, list_differences, score_data, tally_cells
from loaders.scoring import KINDS, DocumentScore, Score, Tally, score_document, sum_scores
from loaders.sources import find_sources
from text import LANGUAGES, say

DONE, NOTHING, CANNOT = 0, 1, 2
DOCUMENTS = DATA / "documents"
PASSAGES = GOLD / "passages.jsonl"
DOCUMENT_SET, PASSAGE_SET = "documents", "passages"

DrawTable = Callable[[Sequence[str], Iterable[Sequence[object]], int | None], str]
Complain = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The scores of a run, and the documents that have no gold."""

    documents: tuple[DocumentScore, ...]
    without_gold: tuple[str, ...]

    @property
    def total(self) -> Score:
        """All documents summed."""
        return sum_scores(row.score for row in self.documents)


def run_score(arguments: Sequence[str], language: str, draw: DrawTable, complain: Complain) -> int:
    """Score what the arguments name and print it; the exit status.

    0: scored; 1: no document has gold; 2: nothing could be read. `draw` makes the tables, `complain`
    takes sentences about files that can't be used. Raises PolicyGraphError.
    """
    options = _parser(language).parse_args(arguments)
    knowledge = load_knowledge()
    if options.raise_floors:
        return _raise(options, knowledge, complain)
    refused: list[str] = []

    def refuse(sentence: str) -> None:
        refused.append(sentence)
        complain(sentence)

    paths = options.paths or [DOCUMENTS]
    outcome = _score_all(paths, options.gold, knowledge, options.lang, refuse)
    for doc in outcome.without_gold:
        complain(say("scoring.without_gold", options.lang, doc=doc))
    if refused and not outcome.documents:
        return CANNOT
    if not outcome.documents:
        complain(say("scoring.nothing", options.lang))
        return NOTHING
    _show(outcome, options, draw)
    return DONE


def score_passages(path: Path, knowledge: Knowledge) -> tuple[DocumentScore, ...]:
    """The scores of a file of passages, in its order. Raises DataFileError."""
    return tuple(
        score_document(row.gold, answers_of(extract(parse_document(row.gold.doc, row.text), knowledge)))
        for row in read_passages(path)
    )


def score_documents(
    paths: Sequence[Path], gold: Sequence[Answers], knowledge: Knowledge, refuse: Callable[..., None]
) -> Outcome:
    """The scores of documents, each against the gold whose id begins its own (the longest such)."""
    max_bytes = read_config().max_file_mb * MEGABYTE
    scored, without = [], []
    for facts in extract_all(paths, knowledge, max_bytes, refuse):
        fitting = [row for row in gold if facts.doc.startswith(row.doc)]
        if fitting:
            scored.append(score_document(max(fitting, key=lambda row: len(row.doc)), answers_of(facts)))
        else:
            without.append(facts.doc)
    return Outcome(tuple(scored), tuple(without))


def _score_all(
    paths: Sequence[Path], gold: Path, knowledge: Knowledge, language: str, refuse: Complain
) -> Outcome:
    def refuse_error(_path: Path, error: PolicyGraphError) -> None:
        refuse(error.message(language))

    sources = find_sources(paths)
    for path, error in sources.refused:
        refuse_error(path, error)
    outcome = Outcome((), ())
    if sources.documents:
        outcome = score_documents(sources.documents, read_gold(gold), knowledge, refuse_error)
    passages = (row for path in sources.facts for row in score_passages(path, knowledge))
    return Outcome((*outcome.documents, *passages), outcome.without_gold)


def _raise(options: argparse.Namespace, knowledge: Knowledge, complain: Complain) -> int:
    """Raise the floors of the bundled documents and passages to today's scores; says which rose."""
    sets = read_reached() if REACHED.exists() else {}
    outcome = _score_all([DOCUMENTS], GOLD, knowledge, options.lang, complain)
    scores = {DOCUMENT_SET: outcome.total}
    if PASSAGES.exists():
        scores[PASSAGE_SET] = sum_scores(row.score for row in score_passages(PASSAGES, knowledge))
    raised = {name: raise_floors(sets.get(name, {}), score) for name, score in scores.items()}
    write_reached({**sets, **raised})
    rose = 0
    for name, floors in raised.items():
        for key, floor in floors.items():
            before = sets.get(name, {}).get(key, 0.0)
            if floor > before:
                rose += 1
                sys.stdout.write(f"{name} {key}: {before:.4f} → {floor:.4f}\n")
    sys.stdout.write(say("scoring.raised", options.lang, count=rose, path=REACHED) + "\n")
    return DONE


def _show(outcome: Outcome, options: argparse.Namespace, draw: DrawTable) -> None:
    groups = list_differences(outcome.documents, options.misses, options.extras, options.lang)
    if options.json:
        data = score_data(outcome.documents, outcome.total, groups)
        data["without_gold"] = list(outcome.without_gold)
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
        return
    tables = [_draw_kinds(outcome, options.lang, draw)]
    if options.by_type:
        tables += [_draw_types(outcome.total, options.lang, draw)]
    sys.stdout.write("\n\n".join([*tables, *map(_draw_group, groups)]) + "\n")


def _draw_kinds(outcome: Outcome, language: str, draw: DrawTable) -> str:
    """A row per kind for all documents, then for each document."""
    heads = [say(f"scoring.heads.{key}", language) for key in ("documents", "kind")]
    rows = [[say("scoring.all", language, count=len(outcome.documents)), outcome.total]]
    if len(outcome.documents) > 1:
        rows += [[row.doc, row.score] for row in outcome.documents]
    cells = [
        [doc if kind == KINDS[0] else "", say(f"scoring.kinds.{kind}", language), *tally_cells(tally)]
        for doc, score in rows
        for kind, tally in ((kind, score.kinds[kind]) for kind in KINDS)
    ]
    return draw([*heads, *_tally_heads(language)], cells, None)


def _draw_types(score: Score, language: str, draw: DrawTable) -> str:
    schema = load_schema()

    def rows(tallies: Iterable[tuple[str, Tally]], names: dict) -> Iterator[list[object]]:
        for key, tally in tallies:
            name = names[key].name if language == "zh" else names[key].en
            yield [name, key, *tally_cells(tally)]

    return "\n\n".join(
        draw(
            [say(f"scoring.heads.{head}", language), "id", *_tally_heads(language)],
            rows(tallies.items(), names),
            None,
        )
        for head, tallies, names in (
            ("entity_type", score.entity_types, schema.entities),
            ("relation_type", score.relation_types, schema.relations),
        )
    )


def _tally_heads(language: str) -> list[str]:
    return [
        say(f"scoring.heads.{key}", language)
        for key in ("right", "gold", "found", "precision", "recall", "f1")
    ]


def _draw_group(group: Group) -> str:
    return "\n".join([group.title, *(f"  {row}" for row in group.rows)])


def _parser(language: str) -> argparse.ArgumentParser:
    def words(key: str) -> str:
        return say(f"scoring.help.{key}", language)

    parser = argparse.ArgumentParser(
        prog="python -m loaders score",
        description=words("what"),
        epilog=words("notes"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=words("paths"))
    parser.add_argument("--gold", type=Path, default=GOLD, metavar="FOLDER", help=words("gold"))
    parser.add_argument("--by-type", action="store_true", help=words("by_type"))
    parser.add_argument("--misses", type=_count, default=0, metavar="N", help=words("misses"))
    parser.add_argument("--extras", type=_count, default=0, metavar="N", help=words("extras"))
    parser.add_argument("--json", action="store_true", help=words("json"))
    parser.add_argument("--raise", action="store_true", dest="raise_floors", help=words("raise"))
    parser.add_argument("--lang", choices=LANGUAGES, default=language, help=words("lang"))
    parser.add_argument("-h", "--help", action="help", help=words("help"))
    return parser


def _count(text: str) -> int:
    """A number of rows; argparse tells the words of the error."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(say("scoring.no_count", value=text))
    return int(text)
