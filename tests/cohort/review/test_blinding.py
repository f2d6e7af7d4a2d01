"""Chance decides sides and order, every subject is shown, and what is repeated is swapped."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.cohort.review.blinding import arrange_items, number_of_repeats, random_id, random_source


@given(st.integers(1, 60), st.integers(0, 10), st.integers())
def test_everything_is_shown_once_and_what_is_repeated_is_swapped(subjects: int, repeats: int, seed: int) -> None:
    items = arrange_items(subjects, repeats, random.Random(seed))
    first = [item for item in items if item.repeats is None]
    assert sorted(item.subject for item in first) == list(range(subjects))
    assert len({item.id for item in items}) == len(items)
    again = [item for item in items if item.repeats is not None]
    assert len(again) == min(repeats, max(subjects // 3, 1))
    for item in again:
        original = next(one for one in first if one.id == item.repeats)
        assert items.index(original) < items.index(item), "a rater has to see the original first"
        assert original.subject == item.subject
        assert {original.left, item.left} == {"before", "after"}


def test_repeats_come_much_later() -> None:
    for seed in range(50):
        items = arrange_items(30, 3, random.Random(seed))
        places = {item.id: place for place, item in enumerate(items)}
        assert all(place - places[i.repeats] > 10 for place, i in enumerate(items) if i.repeats)


def test_sides_are_balanced_and_do_not_depend_on_each_other_or_the_place() -> None:
    """Over 2000 seeds, each count within 4.5 standard deviations of half: 1 in 100 000 of right code would fail."""
    runs = [arrange_items(6, 0, random.Random(seed)) for seed in range(2000)]
    margin = 4.5 * math.sqrt(2000 / 4)
    for place in range(6):
        assert abs(sum(items[place].left == "before" for items in runs) - 1000) < margin
    for place in range(5):
        assert abs(sum(items[place].left == items[place + 1].left for items in runs) - 1000) < margin
    for subject in range(6):
        mine = [next(i for i in items if i.subject == subject).left for items in runs]
        assert abs(mine.count("before") - 1000) < margin


def test_every_subject_comes_first_equally_often() -> None:
    firsts = Counter(arrange_items(5, 0, random.Random(seed))[0].subject for seed in range(2000))
    assert set(firsts) == set(range(5))
    assert max(abs(count - 400) for count in firsts.values()) < 4.5 * math.sqrt(2000 * 0.2 * 0.8)


@pytest.mark.parametrize(
    ("subjects", "pairs", "repeats"), [(5, 1, 0), (20, 4, 0), (5, 5, 1), (14, 5, 1), (25, 5, 2), (100, 20, 10)]
)
def test_one_in_ten_is_repeated_where_there_are_enough_pairs(subjects: int, pairs: int, repeats: int) -> None:
    assert number_of_repeats(subjects, pairs) == repeats


def test_a_seed_makes_the_same_order_and_none_makes_another() -> None:
    def ids(seed: int | None) -> list[str]:
        return [item.id for item in arrange_items(8, 1, random_source(seed))]

    assert ids(3) == ids(3)
    assert ids(3) != ids(4)
    assert ids(None) != ids(None)


def test_without_a_seed_chance_is_the_systems() -> None:
    assert isinstance(random_source(), random.SystemRandom)


def test_ids_say_nothing_and_are_all_of_one_length() -> None:
    ids = [random_id(random.Random(seed)) for seed in range(200)]
    assert {len(name) for name in ids} == {16}
    assert all(set(name) <= set("0123456789abcdef") for name in ids)
