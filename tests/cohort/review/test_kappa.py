"""Weighted kappa against published and hand-computed values, and what must hold for any table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from wrinkle_scan.cohort.review.kappa import quadratic_weights, weighted_kappa

COHEN_1968 = np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])
"""Table 1 of Cohen 1968, Psychol Bull 70:213-220: two judges, personality disorder, neurosis, psychosis."""
COHEN_WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]

tables = arrays.arrays(np.float64, (5, 5), elements=st.integers(0, 20).map(float))


def agreed(table: NDArray[np.float64]) -> float:
    return float(weighted_kappa(table))


def test_the_example_of_the_paper() -> None:
    assert float(weighted_kappa(COHEN_1968, COHEN_WEIGHTS)) == pytest.approx(0.348, abs=5e-4)


def test_unweighted_is_cohens_of_1960() -> None:
    """0.492, as the same paper gives for the same table."""
    assert float(weighted_kappa(COHEN_1968, 1 - np.eye(3))) == pytest.approx(0.492, abs=5e-4)


def test_quadratic_weights_by_hand() -> None:
    """One of four answers is off by one grade: seen 1 / 4; by chance (2 * 1 + 1 * 3 + 1 * 4 + 1 * 1) / 16 = 10 / 16."""
    answers = [(0, 0), (0, 0), (1, 2), (2, 2)]
    table = np.zeros((3, 3))
    for one, other in answers:
        table[one, other] += 1
    by_chance = sum((one - other) ** 2 for one, _ in answers for _, other in answers) / 16
    assert agreed(table) == pytest.approx(1 - (1 / 4) / by_chance)


def test_quadratic_weights_grow_with_the_square() -> None:
    assert quadratic_weights(3).tolist() == [[0, 1, 4], [1, 0, 1], [4, 1, 0]]


def test_near_misses_count_less_than_far_ones() -> None:
    near, far = np.diag([4.0] * 5), np.diag([4.0] * 5)
    near[1, 2] = far[0, 4] = 3
    assert agreed(near) > agreed(far)


def test_the_two_extremes() -> None:
    assert agreed(np.fliplr(np.diag([5.0, 0, 0, 0, 5.0]))) == pytest.approx(-1)
    assert agreed(np.ones((5, 5))) == pytest.approx(0)


@pytest.mark.parametrize("table", [np.zeros((3, 3)), np.diag([0.0, 7.0, 0.0])], ids=["nothing", "one grade only"])
def test_nothing_to_agree_about_is_no_number(table: NDArray[np.float64]) -> None:
    assert np.isnan(agreed(table))


@given(tables)
def test_symmetric_in_the_raters(table: NDArray[np.float64]) -> None:
    assert agreed(table) == pytest.approx(agreed(table.T), nan_ok=True)


@given(tables)
def test_never_above_one_and_only_one_without_any_disagreement(table: NDArray[np.float64]) -> None:
    kappa = agreed(table)
    if not np.isnan(kappa):
        assert -1 - 1e-9 <= kappa <= 1
        assert (kappa == 1) is bool(np.all(table == np.diag(np.diag(table))))


@given(st.lists(st.integers(0, 20), min_size=5, max_size=5).filter(lambda counts: sum(map(bool, counts)) > 1))
def test_identical_raters_agree_fully(counts: list[int]) -> None:
    assert agreed(np.diag(np.array(counts, float))) == 1


@given(tables)
def test_reading_the_scale_from_its_other_end_changes_nothing(table: NDArray[np.float64]) -> None:
    assert agreed(table) == pytest.approx(agreed(table[::-1, ::-1]), nan_ok=True)


@given(tables, st.integers(2, 9))
def test_more_of_the_same_changes_nothing(table: NDArray[np.float64], times: int) -> None:
    assert agreed(table) == pytest.approx(agreed(times * table), nan_ok=True)


@given(st.lists(tables, min_size=1, max_size=4))
def test_many_tables_at_once_are_each_by_itself(many: list[NDArray[np.float64]]) -> None:
    assert weighted_kappa(np.stack(many)) == pytest.approx([agreed(table) for table in many], nan_ok=True)
