"""The curve through the visits: known courses are found again, too few visits say what they lack."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wrinkle_scan.visits.course.curve import Course, fit_course, missing_visits, softening

DAYS = [4, 10, 30, 60, 100, 140, 180]


def course(height: float, onset: float, half: float, error: float, days: list[int] = DAYS, seed: int = 0) -> Course:
    rng = np.random.default_rng(seed)
    changes = -height * softening(np.array(days, float), np.array(onset), np.array(half))
    noisy = changes + rng.normal(0, error / 1.96, len(days))
    return fit_course(0, days, list(noisy), [error] * len(days))


def test_the_curve_is_what_its_names_say() -> None:
    at = softening(np.array([0.0, 4.0, 20.0, 120.0]), np.array(4.0), np.array(120.0))
    assert at[0] == 0
    assert at[1] == pytest.approx(0.5, abs=0.001), "half has come on the onset's day"
    assert at[3] == pytest.approx(0.5, abs=0.001), "half is gone on the other"
    assert at[2] > 0.98


@settings(max_examples=25, deadline=None)
@given(st.floats(40, 90), st.floats(2, 8), st.floats(70, 150))
def test_a_known_course_is_found_again(height: float, onset: float, half: float) -> None:
    found = course(height, onset, half, error=4, seed=1)
    assert found.effect_percent and found.onset_days and found.half_days
    assert found.effect_percent.value == pytest.approx(height, abs=6)
    assert found.half_days.value == pytest.approx(half, rel=0.12)
    assert found.onset_days.low * 0.93 <= onset <= found.onset_days.high * 1.07  # a step of the grid is 10 %


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """25 courses with noise of the size their errors state: 95 % intervals, and chance for a few to miss."""
    held = [0, 0]
    for seed in range(25):
        found = course(70, 4, 110, error=12, seed=seed)
        assert found.effect_percent and found.half_days
        held[0] += found.effect_percent.low - 1 <= 70 <= found.effect_percent.high + 1
        held[1] += found.half_days.low * 0.98 <= 110 <= found.half_days.high * 1.02
    assert min(held) >= 21


def test_one_bad_visit_does_not_bend_the_curve() -> None:
    days = [5, 14, 30, 60, 75, 90, 120, 150]
    good = -70 * softening(np.array(days, float), np.array(4.0), np.array(120.0))
    bad = good.copy()
    bad[3] = 20.0
    half = [fit_course(0, days, list(changes), [8.0] * 8).half_days for changes in (good, bad)]
    assert half[0] and half[1]
    assert half[1].value == pytest.approx(half[0].value, rel=0.1)


def test_surer_visits_narrow_the_intervals() -> None:
    wide, narrow = (course(70, 4, 110, error) for error in (20, 5))
    assert wide.half_days and narrow.half_days
    assert narrow.half_days.high - narrow.half_days.low < 0.6 * (wide.half_days.high - wide.half_days.low)


def test_no_effect_is_no_course() -> None:
    found = fit_course(0, DAYS, [3, -2, 1, 0, -3, 2, 1], [10] * 7)
    assert found.reason and found.onset_days is None and found.half_days is None


def test_lines_that_got_deeper_are_no_effect() -> None:
    found = fit_course(0, DAYS, [30] * 7, [10] * 7)
    assert found.reason and found.half_days is None


@pytest.mark.parametrize(
    ("days", "missing"),
    [
        ([], [(1, 1), (1, 14), (2, 75)]),
        ([30], [(1, 1), (2, 75)]),
        ([7, 30], [(2, 75)]),
        ([7, 30, 100], [(1, 75)]),
        ([7, 30, 100, 130], []),
        ([100, 130], [(1, 1), (1, 14)]),
    ],
)
def test_what_is_missing_is_said(days: list[int], missing: list[tuple[int, int]]) -> None:
    assert [(item.visits, item.from_day) for item in missing_visits(days)] == missing


def test_nothing_is_estimated_from_what_is_missing() -> None:
    one = fit_course(0, [30], [-60], [10])
    assert (one.effect_percent, one.onset_days, one.half_days) == (None, None, None)
    early = fit_course(0, [7, 30], [-50, -60], [10, 10])
    assert early.effect_percent and early.onset_days and early.half_days is None
    late = fit_course(0, [30, 90, 150], [-60, -45, -10], [10, 10, 10])
    assert late.half_days and late.onset_days is None
