"""Large pictures are laid out beside the server, once; one that takes too long stands in rows and says so."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.layout import CROWD, layout
from graph.model import Entity, Relation, Subgraph
from text import say
from ui import placing
from ui.parts.graph_view import Picture, arrange
from ui.session import Places

OpenApp = Callable[..., AppTest]
Ask = Callable[..., Any]


@pytest.fixture
def crowd() -> Subgraph:
    """More entities than are laid out in this process."""
    entities = tuple(Entity(f"k{i}", "Park", f"{i}号园", (), {}, 2) for i in range(placing.FAR + 2))
    links = tuple(Relation(f"r{i}", "", f"k{i}", f"k{i // 2}") for i in range(1, len(entities)))
    return Subgraph(entities, links)


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing was laid out before."""
    monkeypatch.setattr(placing, "_known", type(placing._known)())
    yield
    placing.workers().close()
    placing.workers.cache_clear()


@pytest.mark.usefixtures("forgetful")
def test_a_large_picture_is_laid_out_by_a_worker_as_it_would_be_here(crowd: Subgraph) -> None:
    found, proper = placing.place(crowd, {}, None)
    assert proper and found == layout(crowd)
    assert placing.workers().pids()


@pytest.mark.usefixtures("forgetful")
def test_the_same_picture_is_laid_out_once(crowd: Subgraph) -> None:
    first = placing.place(crowd, {}, None)
    placing.workers().close()
    assert placing.place(crowd, {}, None) == first, "no worker is left that could have done it again"
    _, proper = placing.place(crowd, {"k0": (1.0, 2.0)}, None)
    assert not proper, "another question is not answered from memory"


@pytest.mark.usefixtures("forgetful")
def test_a_crowd_that_another_joins_is_laid_out_anew(crowd: Subgraph) -> None:
    others = tuple(Entity(f"m{i}", "Park", f"{i}号区", (), {}, 2) for i in range(CROWD))
    whole = Subgraph(crowd.entities + others, crowd.relations)
    places = Places("picture", {row.id: (0.0, 0.0) for row in whole.entities[1:]}, {"k1"})
    arrange(places, whole, Picture("picture", "title"))
    assert (places.positions, places.pinned) == (layout(whole), set())
    places.positions["k1"] = (9.0, 9.0)
    arrange(places, Subgraph(whole.entities[:-5], ()), Picture("picture", "title"))
    assert places.positions["k1"] == (9.0, 9.0), "who leaves moves nobody"


@pytest.mark.usefixtures("forgetful")
def test_a_small_picture_needs_no_worker(crowd: Subgraph) -> None:
    small = Subgraph(crowd.entities[:9], crowd.relations[:8])
    assert placing.place(small, {}, None) == (layout(small), True)
    fixed = {row.id: (float(at), 0.0) for at, row in enumerate(crowd.entities[:-1])}
    placing.place(crowd, fixed, None)
    assert placing.workers().pids() == (), "one new entity is little work, however many there are"


@pytest.mark.usefixtures("forgetful")
def test_a_layout_that_takes_too_long_is_said_and_can_be_asked_for_again(
    open_app: OpenApp,
    id_of: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    texts: Ask,
    nodes: Ask,
    click: Ask,
) -> None:
    monkeypatch.setattr(placing, "FAR", 3)
    monkeypatch.setattr(placing, "SECONDS", 0)
    app = open_app(node=id_of("临港新城"))
    assert len(app.warning) == 1 and not app.exception and not app.error
    rows = {node["id"]: (node["x"], node["y"]) for node in nodes(app)}
    assert len(rows) == len(set(rows.values())) == 12
    monkeypatch.setattr(placing, "SECONDS", 60)
    click(app, say("ui.canvas.place_again", "zh"))
    assert not app.warning
    found = {node["id"]: (node["x"], node["y"]) for node in nodes(app)}
    assert set(found) == set(rows) and found != rows
