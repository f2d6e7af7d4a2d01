"""Intervals over patients against the normal approximation, and where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from wrinkle_scan.cohort.review.bootstrap import DRAWS, LEAST_ITEMS, LEAST_PATIENTS, Float, estimate


def mean(sums: Float) -> Float:
    """Of sums over patients of (values, their number)."""
    return np.asarray(sums[:, 0] / sums[:, 1])


def patients(*values: float, each: int = 1) -> Float:
    """Patients with so many equal items each."""
    return np.array([[each * value, each] for value in values])


def test_the_interval_of_a_mean_is_that_of_its_standard_error() -> None:
    """Half of 100 patients at 0 and half at 1: 0.5 with a standard error of 0.5 / sqrt(100) = 0.05."""
    found = estimate(patients(*[0.0, 1.0] * 50), mean, 100)
    assert (found.value, found.items, found.patients, found.why_not) == (0.5, 100, 100, None)
    assert found.interval == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=0.011)


def test_patients_are_drawn_and_not_items() -> None:
    """Ten equal items of each patient say no more than one."""
    one, ten = estimate(patients(*[0.0, 1.0] * 10), mean, 20), estimate(patients(*[0.0, 1.0] * 10, each=10), mean, 200)
    assert one.interval == ten.interval is not None


def test_the_same_ratings_have_the_same_interval() -> None:
    assert estimate(patients(*range(12)), mean, 12) == estimate(patients(*range(12)), mean, 12)


@pytest.mark.parametrize(
    ("items", "number", "given"),
    [
        (LEAST_ITEMS, LEAST_PATIENTS, True),
        (LEAST_ITEMS - 1, LEAST_PATIENTS, False),
        (LEAST_ITEMS, LEAST_PATIENTS - 1, False),
    ],
)
def test_of_a_handful_there_is_a_value_and_no_interval(items: int, number: int, given: bool) -> None:
    found = estimate(patients(*range(number)), mean, items)
    assert found.value == (number - 1) / 2
    assert (found.interval is not None) is given
    assert found.why_not == (None if given else "no interval: it needs 10 items of 5 patients")


def test_what_is_undefined_says_why() -> None:
    nothing = estimate(np.zeros((0, 2)), mean, 0)
    assert (nothing.value, nothing.interval, nothing.why_not) == (None, None, "no items")

    def undefined(sums: Float) -> Float:
        return np.full(len(sums), np.nan)

    same = estimate(patients(*[1.0] * 12), undefined, 12)
    assert (same.value, same.why_not) == (None, "every answer is the same")


@pytest.mark.parametrize(("share", "given"), [(0.94, False), (0.96, True)])
def test_an_interval_needs_nearly_all_draws(share: float, given: bool) -> None:
    def defined_in_a_share(sums: Float) -> Float:
        values = mean(sums)
        if len(values) == DRAWS:
            values[int(share * DRAWS) :] = np.nan
        return values

    found = estimate(patients(*range(12)), defined_in_a_share, 12)
    assert found.value == 5.5 and (found.interval is not None) is given
    assert found.why_not == (None if given else "no interval: too few answers differ")
