"""The command line: documents and facts files in, facts.jsonl or the store out. `--help` says how."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config import Config, read_config
from errors import DocumentTwice, OutputError, PolicyGraphError
from graph.facts import DocumentFacts, read_facts, write_facts
from graph.load import LoadReport, load, prepare_paths
from graph.store.opening import open_store
from graph.terminal import draw_table
from loaders.documents.files import MEGABYTE
from loaders.pipeline import extract_all, load_knowledge
from loaders.progress import Progress
from loaders.score_command import run_score
from loaders.sources import Sources, find_sources
from text import LANGUAGES, default_language, say

DONE, NOTHING, CANNOT = 0, 1, 2
STREAM = "-"
SCORE = "score"
"""As first argument: how right extraction is, in place of a run; a file of that name is ./score."""


@dataclass(slots=True)
class Run:
    """One run: what was asked, how far it is, what was refused and why."""

    options: argparse.Namespace
    config: Config
    progress: Progress
    refused: list[tuple[Path, str]] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.options.lang

    def refuse(self, path: Path, error: PolicyGraphError) -> None:
        """Note a file that can't be used, and say so at once."""
        sentence = error.message(self.language)
        self.refused.append((path, sentence))
        self.progress.say(sentence)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    language = _language_of(arguments)
    os.environ["POLICY_GRAPH_LANG"] = language  # words that an error quotes are made where it is raised
    progress = Progress(sys.stderr, language)
    try:
        if arguments[:1] == [SCORE]:
            return run_score(arguments[1:], language, draw_table, progress.say)
        options = _parser(language).parse_args(arguments)
        return _run(Run(options, read_config(), progress))
    except PolicyGraphError as error:
        progress.say(error.message(language))
    except KeyboardInterrupt:
        progress.say(say("loaders.stopped", language))
    except BrokenPipeError:
        # Whoever read our output has gone; what is still buffered has no reader either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CANNOT


def _language_of(arguments: Sequence[str]) -> str:
    """The language that --lang asks for: help is written before the arguments are parsed."""
    for name, value in zip(arguments, [*arguments[1:], ""], strict=True):
        wanted = name.partition("=")[2] if name.startswith("--lang=") else value if name == "--lang" else ""
        if wanted in LANGUAGES:
            return wanted
    return default_language()


def _parser(language: str) -> argparse.ArgumentParser:
    def words(key: str) -> str:
        return say(f"loaders.help.{key}", language)

    parser = argparse.ArgumentParser(
        prog="python -m loaders",
        description=words("what"),
        epilog=words("examples"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=words("paths"))
    parser.add_argument("--out", metavar="FILE", help=words("out"))
    parser.add_argument("--if-empty", action="store_true", help=words("if_empty"))
    parser.add_argument("--json", action="store_true", help=words("json"))
    parser.add_argument("--lang", choices=LANGUAGES, default=language, help=words("lang"))
    parser.add_argument("-h", "--help", action="help", help=words("help"))
    return parser


def _run(run: Run) -> int:
    if run.options.if_empty and not run.options.out and (held := _held(run)):
        _tell(run, {"held": held}, say("loaders.summary.held", run.language, documents=held))
        return DONE
    sources = find_sources(run.options.paths)
    for path, error in sources.refused:
        run.refuse(path, error)
    if not sources.documents and not sources.facts:
        _tell(run, _counts(run), say("loaders.summary.nothing", run.language))
        return CANNOT if run.refused else NOTHING
    if run.options.out:
        _write(run, sources)
        _tell(run, _counts(run), _summary(run, None))
    else:
        _fill(run, sources)
    return DONE if run.progress.documents else CANNOT


def _held(run: Run) -> int:
    """How many documents the store holds."""
    store = open_store(run.config)
    try:
        return store.summary().entities.get("Document", 0)
    finally:
        store.close()


def _gather(run: Run, sources: Sources) -> Iterator[DocumentFacts]:
    """All facts of the run, document by document, documents first; what can't be used is refused."""
    seen: dict[str, Path] = {}
    if sources.documents:
        knowledge = load_knowledge()
        by_id = {path.stem: path for path in sources.documents}
        for facts in extract_all(
            sources.documents,
            knowledge,
            run.config.max_file_mb * MEGABYTE,
            run.refuse,
            run.progress.read,
        ):
            seen[facts.doc] = by_id[facts.doc]
            run.progress.count(facts)
            yield facts
    for path in sources.facts:
        yield from _gather_facts(run, path, seen)


def _gather_facts(run: Run, path: Path, seen: dict[str, Path]) -> Iterator[DocumentFacts]:
    try:
        documents = list(read_facts(path))
    except PolicyGraphError as error:
        run.refuse(path, error)
        return
    for number, facts in enumerate(documents, 1):
        if facts.doc in seen:
            run.refuse(path, DocumentTwice(path=path, doc=facts.doc, other=seen[facts.doc]))
            continue
        seen[facts.doc] = path
        run.progress.count(facts)
        run.progress.read(number, len(documents))
        yield facts


def _write(run: Run, sources: Sources) -> None:
    """Write facts.jsonl; a file is there whole or not at all, and none where no document could be used."""
    if run.options.out == STREAM:
        write_facts(_gather(run, sources), sys.stdout)
        sys.stdout.flush()
        return
    path = Path(run.options.out)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8") as stream:
            write_facts(_gather(run, sources), stream)
        if run.progress.documents:
            part.replace(path)
    except OSError as error:
        raise OutputError(path=path, reason=error.strerror or error) from error
    finally:
        part.unlink(missing_ok=True)


def _fill(run: Run, sources: Sources) -> None:
    """Load the store and tell so; all of the run's documents or, where something breaks, none."""
    documents = list(_gather(run, sources))
    if not documents:
        _tell(run, _counts(run), _summary(run, None))
        return
    store = open_store(run.config)
    try:
        report = load(store, documents, run.progress.store)
        _tell(run, _counts(run, report), _summary(run, report))
        prepare_paths(store, report, run.progress.store)
    finally:
        store.close()


def _counts(run: Run, report: LoadReport | None = None) -> dict[str, object]:
    """The summary as plain values, for programs."""
    progress = run.progress
    counts: dict[str, object] = {
        "documents": progress.documents,
        "entities": progress.entities,
        "relations": progress.relations,
        "indicators": progress.indicators,
        "refused": [{"path": str(path), "reason": reason} for path, reason in run.refused],
    }
    if run.options.out:
        counts["out"] = run.options.out
    if report is not None:
        counts["store"] = {
            "added": list(report.added),
            "replaced": list(report.replaced),
            "unchanged": list(report.unchanged),
            "documents": report.documents,
            "entities": report.entities,
            "relations": report.relations,
        }
    return counts


def _summary(run: Run, report: LoadReport | None) -> str:
    progress, language = run.progress, run.language
    lines = [
        say(
            "loaders.summary.found",
            language,
            documents=progress.documents,
            entities=progress.entities,
            relations=progress.relations,
            indicators=progress.indicators,
        )
    ]
    if run.options.out and run.options.out != STREAM and progress.documents:
        lines.append(say("loaders.summary.written", language, path=run.options.out))
    if report is not None:
        lines.append(
            say(
                "loaders.summary.loaded",
                language,
                added=len(report.added),
                replaced=len(report.replaced),
                unchanged=len(report.unchanged),
                documents=report.documents,
                entities=report.entities,
                relations=report.relations,
            )
        )
    if run.refused:
        lines.append(say("loaders.summary.refused", language, count=len(run.refused)))
        lines += [say("loaders.summary.refused_row", language, reason=reason) for _, reason in run.refused]
    return "\n".join(lines)


def _tell(run: Run, counts: dict[str, object], words: str) -> None:
    """The run's outcome on stdout; on stderr where stdout holds the facts."""
    run.progress.close()
    stream = sys.stderr if run.options.out == STREAM else sys.stdout
    stream.write((json.dumps(counts, ensure_ascii=False) if run.options.json else words) + "\n")
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
