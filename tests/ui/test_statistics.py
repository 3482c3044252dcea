"""The statistics page: counts, rankings, bridges and communities of the invented graph."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from graph.model import Graph
from text import say

OpenApp = Callable[..., AppTest]


def test_entities_and_relations_are_counted(open_app: OpenApp, invented: Graph, texts: Callable) -> None:
    app = open_app("statistics")
    assert say("ui.statistics.entities", "zh", count=len(invented.entities)) in texts(app)
    assert say("ui.statistics.relations", "zh", count=len(invented.relations)) in texts(app)


def test_the_most_connected_come_first_of_the_type_asked_for(open_app: OpenApp, address: Callable) -> None:
    app = open_app("statistics", face="connected")
    frame = app.dataframe[0].value
    assert frame["名称"].iloc[0] == "临港新城" or frame["名称"].iloc[0] == "青禾新区"
    assert list(frame["关系数"]) == sorted(frame["关系数"], reverse=True)
    app.selectbox("statistics.kind").set_value("Park").run()
    assert set(app.dataframe[0].value["类型"]) == {"园区"}
    assert address(app) == {"face": "connected", "type": "Park"}


def test_bridges_are_ranked_by_their_share(open_app: OpenApp, texts: Callable) -> None:
    app = open_app("statistics", face="bridges")
    shares = list(app.dataframe[0].value["所占最短路径"])
    assert shares == sorted(shares, reverse=True) and 0 < shares[0] <= 1
    line = say("ui.statistics.bridges", "zh", shown=len(shares), total=len(shares))
    assert line in texts(app)


def test_a_community_is_drawn(open_app: OpenApp, names: Callable, address: Callable) -> None:
    app = open_app("statistics", face="communities")
    first = names(app, "statistics")
    assert len(first) > 1
    app.selectbox("statistics.community").set_value(1).run()
    assert names(app, "statistics").isdisjoint(first)
    assert address(app) == {"face": "communities", "community": "2"}


def test_an_odd_link_opens_what_there_is(open_app: OpenApp, names: Callable) -> None:
    assert not open_app("statistics", face="odd", type="Nothing").exception
    app = open_app("statistics", face="communities", community="999")
    assert not app.exception and names(app, "statistics")


def test_bridges_between_two_are_drawn_listed_and_in_the_link(
    open_app: OpenApp, id_of: Callable[[str], str], names: Callable, texts: Callable, click: Callable
) -> None:
    ends = {"from": id_of("临港新城"), "to": id_of("云麓新区")}
    app = open_app("statistics", face="bridges", **ends)
    assert {"临港新城", "云麓新区", "青禾新区"} <= names(app, "statistics")
    assert say("ui.bridges.apart", "zh", hops=2, ways=2) in texts(app)
    assert say("ui.bridges.none_separates", "zh") in texts(app)
    click(app, "青禾新区")
    click(app, say("ui.bridges.back", "zh"))
    click(app, say("ui.bridges.all", "zh"))
    assert len(app.dataframe) == 1


def test_an_unknown_end_of_bridges_is_said(open_app: OpenApp, texts: Callable) -> None:
    app = open_app("statistics", face="bridges", **{"from": "nowhere"})
    assert say("ui.paths.unknown", "zh", id="nowhere") in texts(app)
    assert len(app.dataframe) == 1
