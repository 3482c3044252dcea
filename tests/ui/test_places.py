"""Where entities stand in a picture is remembered while others are looked at."""

from ui.session import KEPT_PICTURES, Places, turn_to


def test_a_picture_that_one_comes_back_to_is_as_it_was_left() -> None:
    kept: dict[str, Places] = {}
    turn_to(kept, "a").positions["x"] = (1.0, 2.0)
    assert turn_to(kept, "b").positions == {}
    assert turn_to(kept, "a").positions == {"x": (1.0, 2.0)}
    assert turn_to(kept, "a") is turn_to(kept, "a")


def test_pictures_that_were_not_seen_for_long_are_forgotten() -> None:
    kept: dict[str, Places] = {}
    first = turn_to(kept, "first")
    second = turn_to(kept, "second")
    for number in range(KEPT_PICTURES - 2):
        turn_to(kept, str(number))
    assert turn_to(kept, "first") is first
    turn_to(kept, "one more")
    assert turn_to(kept, "second") is not second
    assert len(kept) == KEPT_PICTURES
