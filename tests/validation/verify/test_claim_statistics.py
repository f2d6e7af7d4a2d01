"""Statistics against numbers worked out by hand or by another library."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from wrinkle_scan.validation.verify.claim_statistics import (
    by_region,
    grouped,
    percent,
    r_squared,
    share,
    slope,
    spearman,
)


def test_rank_correlation_is_that_of_scipy_ties_included() -> None:
    x, y = [0, 1, 2, 3, 4], [0.0, 0.0, 1.0, 5.0, 4.0]
    assert spearman(x, y) == pytest.approx(stats.spearmanr(x, y).statistic)
    assert spearman(x, [0, 0, 1, 2, 3]) == pytest.approx(9.5 / math.sqrt(95))  # ranks 1.5, 1.5, 3, 4, 5


def test_a_curve_is_in_order_but_not_in_line() -> None:
    x = [0.0, 1.0, 2.0, 3.0, 4.0]
    y = [math.exp(3 * value) for value in x]
    assert spearman(x, y) == pytest.approx(1)
    assert r_squared(x, y) < 0.7


def test_what_falls_or_stays_explains_nothing() -> None:
    assert r_squared([0, 1, 2], [2, 1, 0]) == 0
    assert r_squared([0, 1, 2], [1, 1, 1]) == spearman([0, 1, 2], [1, 1, 1]) == spearman([1], [1]) == 0


def test_slope() -> None:
    assert slope([0, 1, 2], [1, 3, 5]) == pytest.approx(2)


def test_share_of_nothing_is_no_number() -> None:
    assert share([True, False, False, False]) == 25
    assert math.isnan(share([]))
    assert (percent(4.25), percent(float("nan"))) == ("4.2 %", "no case")


def test_groups_and_words_keep_their_order() -> None:
    assert grouped([3, 1, 4, 6], lambda n: n % 2) == {1: [3, 1], 0: [4, 6]}
    assert by_region({"glabella": "2", "forehead": "1"}) == "forehead 1, glabella 2"
