"""Sets as people write them."""

from dataclasses import replace

import pytest

from errors import NotFound, RequestError
from graph.paths import read_set
from graph.paths.weights import load_weights
from graph.store.base import Store


def names(store: Store, words: str) -> list[str]:
    found = read_set(store, words)
    assert found is not None and found.total == len(found.members) and not found.at_least
    return [row.name for row in found.members]


def test_a_type_means_all_of_it_the_most_connected_first(filled: Store) -> None:
    assert names(filled, "项目") == names(filled, "Project") == ["白鹭江大桥", "云栖医院", "翠屏水厂"]
    assert read_set(filled, "东湖新城") is None


def test_a_type_in_a_place_is_followed_down_over_places(filled: Store) -> None:
    assert sorted(names(filled, "新城@临川新区")) == ["东湖新城", "西湖新城"]
    assert names(filled, "机构@临川新区") == ["临川新区管委会"]
    assert names(filled, "企业 @ 青禾软件园") == ["远山集团"]
    assert names(filled, "项目@东湖新城") == []


def test_what_has_an_at_must_name_a_type_and_a_place(filled: Store) -> None:
    with pytest.raises(RequestError):
        read_set(filled, "城镇@临川新区")
    with pytest.raises(NotFound):
        read_set(filled, "新城@无此地")


def test_a_set_that_is_too_large_is_cut_and_says_of_how_many(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = replace(load_weights(), ends=1)
    monkeypatch.setattr("graph.paths.sets.load_weights", lambda: small)
    for words in ("新城", "新城@临川新区"):
        found = read_set(filled, words)
        assert found is not None and (len(found.members), found.total) == (1, 2)
    monkeypatch.setattr("graph.paths.sets.load_weights", lambda: replace(small, links=2))
    found = read_set(filled, "新城@临川新区")
    assert found is not None and found.at_least
