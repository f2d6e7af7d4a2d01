"""Change, interval and verdict from paired creases."""

from __future__ import annotations

import dataclasses
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wrinkle_scan.comparison.pairing import Measured
from wrinkle_scan.comparison.results import PairedCrease
from wrinkle_scan.comparison.verdicts import SMOOTH, Change, judge, measure_change
from wrinkle_scan.severity import severity

AREA_CM2 = 50.0


def crease(
    depth: float,
    softer: float,
    noise: float = 0.0,
    length_mm: float = 60.0,
    seed: int = 0,
    traced_in: Literal["both", "before"] = "both",
) -> Measured:
    points = round(length_mm / 0.3)
    rng = np.random.default_rng(seed)
    before = depth + rng.normal(0, noise, points)
    after = depth * (1 - softer) + rng.normal(0, noise, points)
    paired = PairedCrease(np.zeros((points, 2)), length_mm, 1.0, before.mean(), after.mean(), traced_in)
    return Measured(paired, before, after)


@given(depth=st.floats(5, 40), softer=st.floats(0, 0.9))
@settings(max_examples=40, deadline=None)
def test_change_is_that_of_the_load(depth: float, softer: float) -> None:
    change = measure_change([crease(depth, softer)], AREA_CM2, 5.0)
    load = 60.0 * 1.0 * depth / (100 * AREA_CM2)
    assert change.before == pytest.approx(severity(load))
    assert change.after == pytest.approx(severity(load * (1 - softer)))
    assert change.ci95_percent[0] < change.percent < change.ci95_percent[1]


def test_the_interval_is_never_narrower_than_two_sittings_differ() -> None:
    change = measure_change([crease(20, 0.5)], AREA_CM2, 6.0)
    assert change.ci95_percent[1] - change.ci95_percent[0] >= 2 * 1.96 * 6.0 * 0.99


def test_uneven_creases_widen_the_interval_and_more_skin_narrows_it() -> None:
    even = measure_change([crease(20, 0.3)], AREA_CM2, 3.0).detectable_percent
    uneven = measure_change([crease(20, 0.3, noise=40)], AREA_CM2, 3.0).detectable_percent
    many = measure_change([crease(20, 0.3, noise=40, seed=s) for s in range(9)], AREA_CM2, 3.0).detectable_percent
    assert uneven > 1.5 * even
    assert many < 0.6 * uneven


def test_a_faint_line_that_only_one_photo_has_proves_nothing() -> None:
    vanished = [crease(8, 1.0, length_mm=20, traced_in="before")]
    assert judge(measure_change(vanished, AREA_CM2 / 10, 3.0))[0] == "cannot_tell"


def test_a_deep_line_or_many_faint_ones_that_vanish_prove_an_improvement() -> None:
    deep = [crease(25, 1.0, length_mm=20, traced_in="before")]
    assert judge(measure_change(deep, AREA_CM2 / 10, 3.0))[0] == "improved"
    many = [crease(8, 1.0, length_mm=20, traced_in="before") for _ in range(6)]
    assert judge(measure_change(many, AREA_CM2 / 10, 3.0))[0] == "improved"


def test_a_line_too_faint_to_trace_afterwards_but_still_there_is_no_doubt() -> None:
    softer = [crease(12, 0.3, length_mm=20, traced_in="before")]
    traced = [crease(12, 0.3, length_mm=20)]
    found, sure = (measure_change(lines, AREA_CM2 / 10, 3.0) for lines in (softer, traced))
    assert found.detectable_percent == pytest.approx(sure.detectable_percent)


@given(depth=st.floats(5, 30), softer=st.floats(0.1, 0.9), seed=st.integers(0, 30))
@settings(max_examples=30, deadline=None)
def test_a_line_that_came_is_as_sure_as_one_that_went(depth: float, softer: float, seed: int) -> None:
    """The same two photos the other way round: the error in points of severity is the same, near enough."""
    went = crease(depth, softer, noise=5, seed=seed, traced_in="before")
    before, after = went.crease.before_percent, went.crease.after_percent
    turned = dataclasses.replace(went.crease, before_percent=after, after_percent=before, traced_in="after")
    changes = [
        measure_change([line], 50.0, 0.0) for line in (went, Measured(turned, went.after_rows, went.before_rows))
    ]
    points = [change.detectable_percent * max(change.before, SMOOTH) for change in changes]
    assert points[1] == pytest.approx(points[0], rel=0.15)  # severity is not quite in proportion to load


def test_percentages_of_almost_nothing_are_not_given() -> None:
    change = measure_change([crease(1.5, -2.0, length_mm=8.0)], AREA_CM2, 5.0)
    assert change.before < 0.2 and change.after < 0.5
    assert abs(change.percent) < 25  # three times as much of nothing is not +200 %
    assert judge(change)[0] == "unchanged"


@pytest.mark.parametrize(
    ("percent", "half", "verdict"),
    [
        (-30, 12, "improved"),
        (30, 12, "worsened"),
        (-8, 12, "unchanged"),
        (5, 12, "unchanged"),
        (-30, 90, "cannot_tell"),
    ],
)
def test_verdict_follows_the_interval(percent: float, half: float, verdict: str) -> None:
    change = Change(40, 40 * (1 + percent / 100), percent, (percent - half, percent + half), half)
    found, reason = judge(change)
    assert found == verdict
    assert (reason is not None) == (verdict == "cannot_tell")


@given(load=st.floats(0, 8), more=st.floats(0.01, 1))
def test_severity_rises_without_end_or_knee(load: float, more: float) -> None:
    low, high = severity(load), severity(load + more)
    assert 0 <= low < high < 100
    slopes = [severity(load + 0.01 * k + 0.01) - severity(load + 0.01 * k) for k in range(2)]
    assert slopes[1] == pytest.approx(slopes[0], rel=0.01)


def test_creases_that_change_differently_are_no_error() -> None:
    apart = measure_change([crease(20, 0.0), crease(20, 0.6, seed=1)], AREA_CM2, 2.0)
    alike = measure_change([crease(20, 0.3), crease(20, 0.3, seed=1)], AREA_CM2, 2.0)
    assert apart.percent == pytest.approx(alike.percent, abs=0.1)
    assert apart.detectable_percent == pytest.approx(alike.detectable_percent, rel=0.05)


def test_a_crease_too_short_to_tell_its_own_error_is_not_trusted() -> None:
    short = measure_change([crease(20, 0.5, length_mm=4.0)], AREA_CM2 / 20, 2.0)
    long = measure_change([crease(20, 0.5, length_mm=80.0)], AREA_CM2, 2.0)
    assert short.percent == pytest.approx(long.percent, abs=0.5)
    assert judge(short)[0] != "improved" and judge(long)[0] == "improved"


def test_a_region_with_larger_errors_has_a_wider_interval() -> None:
    plain, wider = (measure_change([crease(20, 0.3)], AREA_CM2, 3.0, widened) for widened in (1.0, 1.4))
    assert wider.percent == plain.percent
    assert wider.detectable_percent == pytest.approx(1.4 * plain.detectable_percent)
