"""How a run says how far it is."""

import io

from graph.facts import DocumentFact, DocumentFacts, EntityFact, Evidence, RelationFact
from loaders.progress import LINES, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def facts() -> DocumentFacts:
    evidence = Evidence("a", "", 0, 2, "甲乙", "test")
    entity = EntityFact("Region", "甲州市", (), evidence)
    relation = RelationFact("PART_OF", "甲州市", "Region", "乙州省", "Region", evidence)
    return DocumentFacts(DocumentFact("a", "甲"), (entity, entity), (relation, relation), ())


def test_what_is_said_twice_counts_once() -> None:
    progress = Progress(io.StringIO(), "en")
    progress.count(facts())
    assert (progress.documents, progress.entities, progress.relations, progress.indicators) == (1, 1, 1, 0)


def test_a_file_gets_plain_lines_and_not_one_for_each_of_many_documents() -> None:
    stream = io.StringIO()
    progress = Progress(stream, "en")
    for done in range(1, 1001):
        progress.read(done, 1000)
    lines = stream.getvalue().splitlines()
    assert len(lines) <= LINES + 1
    assert lines[-1].startswith("Read 1000 of 1000")
    assert "\r" not in stream.getvalue()


def test_a_terminal_gets_one_line_that_is_written_over() -> None:
    stream = Terminal()
    progress = Progress(stream, "en")
    for done in range(1, 4):
        progress.read(done, 3)
    assert stream.getvalue().count("\r") == 3
    assert "\n" not in stream.getvalue()
    progress.say("甲.txt is empty.")
    assert stream.getvalue().endswith("\n甲.txt is empty.\n")


def test_the_store_s_steps_are_said_in_words() -> None:
    stream = io.StringIO()
    Progress(stream, "zh").store("store.progress.entities", 5, 5)
    assert "5/5" in stream.getvalue()
    assert "store.progress" not in stream.getvalue()
