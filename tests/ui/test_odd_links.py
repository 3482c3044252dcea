"""Addresses that nobody meant: every key of every page with odd values opens a page that people can read."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from text import say
from ui import links
from ui.parts.saved import READERS

OpenApp = Callable[..., AppTest]
Ask = Callable[..., Any]

KEYS = {
    "explore": links.EXPLORE_KEYS,
    "paths": links.PATHS_KEYS,
    "documents": links.DOCUMENTS_KEYS,
    "indicators": links.INDICATORS_KEYS,
    "statistics": links.STATISTICS_KEYS,
    "ask": links.ASK_KEYS,
    "cypher": links.CYPHER_KEYS,
}
ODD = {
    "markup": "<script>window.broken=1</script><img src=x onerror=alert(1)>",
    "markdown": "**b** $x$ :red[r] :material/home: ![i](http://outside.example/p.png) `c`",
    "long": "字" * 10_000,
    "null": "\x00",
    "escaped": "%00%0a../../etc/passwd",
    "negative": "-1",
    "huge": "99999999999999999999",
    "float": "1e309",
    "other digits": "５²",
    "commas": ",,<b>,,Park,",
    "backwards": "9-3",
    "far": "0-999999999",
    "injected": "'}) DETACH DELETE n //",
    "turned": "\u202e\ufffe",
}


@pytest.fixture
def good(id_of: Callable[[str], str]) -> dict[str, dict[str, str]]:
    """What each page shows something for."""
    return {
        "explore": {"node": id_of("临港新城")},
        "paths": {"from": id_of("临港新城"), "to": id_of("禾丰区")},
    }


@pytest.mark.parametrize("page, key", [(page, key) for page, keys in KEYS.items() for key in (*keys, "lang")])
def test_any_value_opens_a_page_that_can_be_read(
    page: str,
    key: str,
    open_app: OpenApp,
    good: Mapping[str, Mapping[str, str]],
    texts: Ask,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = open_app(page, **good.get(page, {}))
    for name, value in ODD.items():
        app.query_params.clear()
        for other, kept in {**good.get(page, {}), key: value}.items():
            app.query_params[other] = kept
        app.run()
        assert not app.exception and not app.error, name
        assert texts(app).strip(), name
        assert "<script>" not in "".join(row.proto.body for row in app.get("html")), name
        assert max(len(row.value) for row in (*app.caption, *app.warning, *app.info)) < 600, name
    assert [
        row for row in caplog.records if row.name.startswith("policy_graph") or row.levelname == "ERROR"
    ] == []


@pytest.mark.parametrize(
    "page, query",
    [
        ("explore", {"node": "nowhere"}),
        ("paths", {"from": "nowhere"}),
        ("paths", {"from": "nowhere", "to": "nowhere"}),
        ("documents", {"doc": "nowhere"}),
        ("documents", {"doc": "nowhere", "at": "5-9"}),
        ("indicators", {"subject": "nowhere"}),
        ("indicators", {"text": "nowhere", "face": "chart"}),
        ("indicators", {"face": "nowhere"}),
        ("statistics", {"face": "nowhere"}),
        ("statistics", {"face": "connected", "type": "nowhere"}),
        ("statistics", {"face": "communities", "community": "9999"}),
        ("nowhere", {"node": "nowhere"}),
    ],
)
def test_what_is_not_there_is_one_sentence_or_what_there_is(
    page: str, query: dict[str, str], open_app: OpenApp, texts: Ask
) -> None:
    app = open_app(page, **query)
    assert not app.exception and not app.error
    assert len(app.warning) + len(app.info) <= 2
    assert texts(app).strip()


def test_filters_that_leave_nothing_say_so_and_can_be_taken_back(
    open_app: OpenApp, texts: Ask, click: Ask
) -> None:
    app = open_app("indicators", year="1066", bound=">=")
    assert say("ui.indicators.none", "zh") in texts(app)
    click(app, say("ui.filter.reset", "zh"))
    assert app.dataframe and say("ui.indicators.none", "zh") not in texts(app)


VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(list(ODD.values())),
    st.integers(-9, 10**20).map(str),
    st.tuples(st.integers(-9, 99), st.integers(-9, 10**10)).map(lambda pair: "{}-{}".format(*pair)),
)
QUERIES = st.dictionaries(st.sampled_from([key for keys in KEYS.values() for key in keys]), VALUES)


@pytest.mark.parametrize("page", list(READERS))
def test_whatever_an_address_says_its_view_is_one_that_has_an_address(page: str) -> None:
    read = READERS[page]

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(QUERIES)
    def check(query: dict[str, str]) -> None:
        view = read(query)
        link = links.link_of(view)
        assert set(link) <= set(KEYS[page])
        if page != "cypher":  # a query of a link stands in the editor and was not run
            assert links.link_of(read(link)) == link

    check()
