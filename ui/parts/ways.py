"""Ways from one page to another: what buttons anywhere call to open something elsewhere."""

from dataclasses import replace

from graph.facts import Span
from graph.model import Entity
from graph.questions.answers import WantedPaths
from ui.links import LONGEST_QUESTION, MOST_PATHS
from ui.session import ASK, CYPHER, DOCUMENTS, EXPLORE, PATHS, get_view, leave_for, set_view
from ui.state import AskView, CypherView, DocumentsView, ExploreView, PathsView, open_centre, read
from ui.wanted import End


def explore(entity: str) -> None:
    """Open the neighbourhood of an entity (by id)."""
    set_view(EXPLORE, open_centre(get_view(EXPLORE, ExploreView()), entity))
    leave_for(EXPLORE)


def read_document(doc: str, passage: Span | None = None) -> None:
    """Open a document (by the id that evidence has) in the reader, at a passage."""
    set_view(DOCUMENTS, read(get_view(DOCUMENTS, DocumentsView()), doc, passage))
    leave_for(DOCUMENTS)


def ask(question: str) -> None:
    """Ask a question on the page for questions."""
    set_view(ASK, AskView(question.strip()[:LONGEST_QUESTION]))
    leave_for(ASK)


def open_cypher(query: str) -> None:
    """Open a query in the editor; it is not run."""
    set_view(CYPHER, replace(get_view(CYPHER, CypherView()), text=query))
    leave_for(CYPHER)


def ask_paths(wanted: WantedPaths) -> None:
    """Open the page for paths with what a question asked for, without the conditions set there before."""
    start, end = (_end(entity, types) for entity, types in (wanted.start, wanted.end))
    view = PathsView(
        start,
        end,
        frozenset(wanted.linking),
        max_length=wanted.max_length,
        count=min(wanted.count, MOST_PATHS),
    )
    set_view(PATHS, view)
    leave_for(PATHS)


def _end(entity: Entity | None, types: tuple[str, ...]) -> End:
    named = entity.id if entity else ""
    return End((), types, named) if types else End((named,))


def show_paths() -> None:
    """Open the paths between the ends that were chosen."""
    leave_for(PATHS)
