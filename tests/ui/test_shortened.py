"""Many ids as a short text, and back by what the store has."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.resolve import make_id
from ui.shortened import DIGITS, MANY, MARK, complete, read_shortened, shorten

IDS = st.integers(0, (1 << 64) - 1).map(lambda number: f"{number:016x}")


def look_among(known: Sequence[str]) -> Callable[[Sequence[str]], list[str]]:
    def look(beginnings: Sequence[str]) -> list[str]:
        assert all(len(row) == DIGITS for row in beginnings)
        return [row for row in known if row[:DIGITS] in beginnings]

    return look


@given(st.lists(IDS, max_size=60, unique=True), st.lists(IDS, max_size=60))
def test_what_was_shortened_is_completed_to_the_same_ids(ids: list[str], others: list[str]) -> None:
    beginnings = {row[:9] for row in ids}
    known = [*ids, *(row for row in others if row[:9] not in beginnings)]
    read = read_shortened(shorten(ids))
    assert sorted(complete(read, look_among(known))) == sorted(ids)


@given(st.lists(IDS, max_size=MANY, unique=True))
def test_few_ids_stand_as_they_are_in_their_order(ids: list[str]) -> None:
    assert shorten(ids) == ",".join(ids)
    assert read_shortened(shorten(ids)) == tuple(ids)


def test_three_hundred_ids_are_a_fourth_as_long() -> None:
    ids = [make_id(str(number)) for number in range(300)]
    assert len(shorten(ids)) < 1400 and shorten(ids).startswith(MARK)
    assert shorten(ids) == shorten(ids[::-1])


def test_ids_of_another_form_are_not_shortened() -> None:
    ids = [f"town {number}" for number in range(99)]
    assert read_shortened(shorten(ids)) == tuple(ids)


def test_a_beginning_of_none_or_of_two_is_not_guessed() -> None:
    ids = [make_id(str(number)) for number in range(40)]
    twin = ids[0][:12] + ("0000" if ids[0][12:] != "0000" else "1111")
    found = complete(read_shortened(shorten(ids)), look_among([twin, *ids[:-1]]))
    assert set(found) & set(ids) == set(ids[1:-1])
    assert sum(row.startswith(MARK) for row in found) == 2


@given(st.text() | st.text("AZaz09-_=~,").map(lambda text: MARK + text))
def test_a_text_that_was_cut_or_typed_is_read_without_error(text: str) -> None:
    complete(read_shortened(text), look_among([]))


@pytest.mark.parametrize("cut", [1, 2, 7, 100])
def test_a_cut_text_names_nothing(cut: int) -> None:
    text = shorten([make_id(str(number)) for number in range(60)])
    assert read_shortened(text[:-cut]) == ()
