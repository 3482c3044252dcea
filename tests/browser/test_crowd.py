"""A large picture as the canvas draws it in a real browser: named regions, names by nearness, its keys."""

import json
from typing import Any

import pytest

from graph.communities import find_communities
from graph.model import Entity, Relation, Subgraph
from text import say
from ui.canvas.clusters import cluster_data, find_clusters
from ui.canvas.data import legend, network_data
from ui.parts.graph_view import WORDS

Visit = Any
STARS, SIZE = 8, 50
MOUNT = """async (data) => {
  const asset = performance.getEntriesByType("resource").find((row) => row.name.includes("/canvas.js"));
  const { Canvas } = await import(asset.name);
  const root = document.createElement("div");
  root.className = "canvas";
  root.style = "position: fixed; inset: 0; z-index: 2000000; background: white; --canvas-height: 100vh";
  const styled = [...document.querySelectorAll("*")].find((row) => row.shadowRoot?.querySelector(".canvas"));
  styled.shadowRoot.append(root);
  window.crowd = new Canvas(root);
  crowd.draw(data);
}"""
"""A canvas over the page's own: the invented graph is small."""

MIDDLE = """(() => {
  crowd.network.moveTo({ position: crowd.network.getPosition("0.000"), scale: 1 });
  const spot = (id) => crowd.network.canvasToDOM(crowd.network.getPosition(id));
  const [one, other] = ["0.000", "0.001"].map(spot);
  return [(one.x + other.x) / 2, (one.y + other.y) / 2];
})()"""
"""Close up, the middle of the line between the first two nodes."""


def crowd_data() -> dict[str, object]:
    """Stars side by side, each a cluster."""
    entities, relations, places = [], [], {}
    for star in range(STARS):
        for row in range(SIZE):
            key = f"{star}.{row:03}"
            degree = 0 if row else SIZE
            entities.append(Entity(key, "Park" if row else "NewTown", f"园{star}号{row}", degree=degree))
            places[key] = (star % 4 * 900.0 + row % 7 * 80, star // 4 * 900.0 + row // 7 * 80)
            if row:
                relations.append(Relation(f"r{key}", "BUILDS", f"{star}.000", key))
    crowd = Subgraph(tuple(entities), tuple(relations))
    clusters = find_clusters(crowd, {}, find_communities)
    return {
        **network_data(crowd, places, "", "zh"),
        "name": "crowd",
        "title": "crowd",
        "height": "100vh",
        "fresh": "crowd",
        "anchor": "",
        "legend": legend(crowd, (), (), "zh"),
        "menu": [],
        "help": [],
        "revision": "1",
        "clusters": cluster_data(crowd, clusters, lambda name, count: f"{name} 等 {count} 个"),
        "words": {word: say(f"ui.canvas.{word}", "zh") for word in WORDS},
    }


@pytest.fixture
def crowd(visit: Visit) -> Visit:
    """The crowd, drawn over the app's page."""
    visit.open()
    visit.page.get_by_role("button", name="临港新城").first.click()
    visit.settle()
    visit.page.evaluate(MOUNT, json.loads(json.dumps(crowd_data())))
    visit.page.wait_for_timeout(400)
    return visit


def scale(visit: Visit) -> float:
    return visit.page.evaluate("crowd.network.getScale()")


def test_every_cluster_has_its_name_and_none_lies_on_another(crowd: Visit) -> None:
    crowd.picture("crowd")
    boxes = crowd.page.evaluate("crowd.overview.regions.shown")
    assert len(boxes) == STARS
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = one["left"] >= other["right"] or one["right"] <= other["left"]
            assert apart or one["top"] >= other["bottom"] or one["bottom"] <= other["top"]


def test_a_click_on_a_clusters_name_leads_into_it_and_escape_back(crowd: Visit) -> None:
    whole = scale(crowd)
    box = crowd.page.evaluate("crowd.overview.regions.shown[2]")
    crowd.page.mouse.click((box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2)
    crowd.until(f"crowd.network.getScale() > {1.8 * whole} && !crowd.overview.flying")
    assert crowd.page.evaluate("crowd.voice.textContent") == box["row"]["name"]
    crowd.picture("crowd-inside")
    crowd.page.keyboard.press("Escape")
    crowd.until(f"Math.abs(crowd.network.getScale() - {whole}) < 0.01 && !crowd.overview.flying")
    crowd.page.keyboard.press("3")
    crowd.until(f"crowd.network.getScale() > {1.8 * whole}")


def test_a_line_of_a_crowd_can_be_clicked_and_is_lit(crowd: Visit) -> None:
    spot = crowd.page.evaluate(MIDDLE)
    crowd.page.mouse.click(*spot)
    crowd.until("crowd.view.selected === 'r0.001'")
    assert crowd.page.evaluate("crowd.edges.getIds()") == ["r0.001"]


def test_what_another_picture_shows_too_glides_from_where_it_stood_in_the_window(crowd: Visit) -> None:
    data = json.loads(json.dumps(crowd_data())) | {"fresh": "other", "revision": "2"}
    data["nodes"]["x"] = [-3 * x for x in data["nodes"]["x"]]
    data["nodes"]["id"][0] = "newcomer"
    crowd.page.evaluate("window.seen = () => crowd.network.canvasToDOM(crowd.network.getPosition('7.049'))")
    before, after = crowd.page.evaluate("(data) => [seen(), (crowd.draw(data), seen())]", data)
    assert abs(before["x"] - after["x"]) < 1 and abs(before["y"] - after["y"]) < 1
    crowd.until("crowd.root.dataset.settled === '2'")
    assert crowd.page.evaluate("crowd.network.getPosition('7.049').x") == data["nodes"]["x"][-1]


def test_one_who_joins_a_crowd_comes_in_with_its_name(crowd: Visit) -> None:
    data = json.loads(json.dumps(crowd_data())) | {"revision": "2", "centre": "newcomer"}
    data["nodes"]["id"][0] = "newcomer"
    crowd.page.evaluate("(data) => crowd.draw(data)", data)
    crowd.until("crowd.root.dataset.settled === '2'")
    assert crowd.page.evaluate("crowd.overview.names.rows.some(({ id }) => id === 'newcomer')")


def test_the_view_moves_as_a_picture_and_its_nodes_come_back(crowd: Visit) -> None:
    page = crowd.page
    page.mouse.move(900, 700)
    page.mouse.down()
    page.mouse.move(860, 640, steps=4)
    crowd.until("crowd.overview.snapshot.image !== null")
    crowd.picture("crowd-moving")
    page.mouse.up()
    crowd.until("crowd.network.renderer.options.hideNodesOnDrag === false && !crowd.overview.moving")
