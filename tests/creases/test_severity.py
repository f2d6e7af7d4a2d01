"""From lines to one figure and to a grade, and back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.creases.measuring import Crease
from wrinkle_scan.creases.settings import SEVERITY
from wrinkle_scan.creases.severity import (
    Z80,
    counted_width_mm,
    crease_load,
    grade_estimate,
    load_at_grade,
    load_of,
    severity,
    visual_grade,
)
from wrinkle_scan.regions.names import REGION_NAMES

AREA = SEVERITY.usual_cm2["forehead"]
LINE = Crease(np.zeros((2, 2)), 20.0, 1.0, 10.0, 14.0, 1.0, 1.0)
LOADS = st.floats(0.0, 20.0)
regions = pytest.mark.parametrize("region", REGION_NAMES)


def load(lines: list[Crease], area: float = AREA, visible: float = 1.0) -> float:
    return crease_load("forehead", lines, area, visible)


def test_load_is_the_mean_darkening_of_a_region_of_usual_size() -> None:
    """20 mm by 1 mm, a tenth darker, on 44 cm2: 2 mm2 of 4400."""
    assert load([LINE]) == pytest.approx(100 * 2 / 4400)


def test_smooth_skin_around_takes_less_away_than_its_share() -> None:
    assert load([LINE], 4 * AREA) == pytest.approx(load([LINE]) / 2)


@pytest.mark.parametrize("name", ["length_mm", "depth_percent", "probability"])
def test_each_measure_counts_in_proportion(name: str) -> None:
    half = replace(LINE, **{name: getattr(LINE, name) / 2})
    assert load([half]) == pytest.approx(load([LINE]) / 2)


def test_the_wider_the_less_of_its_width_counts() -> None:
    widths = np.linspace(0.1, 4.0, 79)
    counted = np.array([counted_width_mm(float(width)) for width in widths])
    shares = counted / widths
    assert counted_width_mm(1.0) == pytest.approx(1.0)
    assert (np.diff(counted) > 0).all() and (np.diff(shares) < 0).all(), "wider never counts less, and ever less so"
    assert counted_width_mm(SEVERITY.wide_mm) == pytest.approx(SEVERITY.wide_mm * shares[0] / 2, rel=0.1)
    assert load([replace(LINE, width_mm=3.0)]) == pytest.approx(load([LINE]) * counted_width_mm(3.0))


def test_lines_add_up_and_noise_takes_nothing_away() -> None:
    faint = replace(LINE, depth_percent=2.0, probability=0.3)
    assert load([LINE, faint]) == pytest.approx(load([LINE]) + load([faint]))
    assert load([LINE, replace(LINE, depth_percent=-4.0)]) == load([LINE])
    assert load([]) == load([LINE], 0.0) == 0.0


def test_half_a_region_does_not_count_double() -> None:
    """Two lines on the half in sight: fewer than four in the whole, and more than two."""
    half, two, four = load([LINE] * 2, AREA / 2, 0.5), load([LINE] * 2), load([LINE] * 4)
    assert two < half < four


def test_what_is_hidden_counts_gradually() -> None:
    """The skin in sight shrinks with its lines: the whole severity is never gained nor lost at once."""
    shares = np.linspace(0.05, 1.0, 96)
    loads = np.array([load([replace(LINE, length_mm=20.0 * share)], AREA * share, share) for share in shares])
    assert loads[-1] == pytest.approx(load([LINE]))
    assert (np.diff(loads) > 0).all() and np.diff(loads).max() < 0.01 * loads[-1]


@given(LOADS, LOADS)
def test_severity_rises_with_load_and_ends_at_100(one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert 0 <= severity(less) <= severity(more) < 100
    assert severity(more) - severity(less) <= 34 * (more - less)  # 100 over load_scale, at its steepest


@given(LOADS)
def test_severity_and_its_inverse(of: float) -> None:
    assert load_of(severity(of)) == pytest.approx(of, abs=1e-6)


def test_the_ends_of_severity() -> None:
    assert severity(0.0) == severity(-1.0) == 0.0 == load_of(0.0)
    assert np.isfinite(load_of(100.0)) and load_of(100.0) > load_of(99.0)


@regions
@given(one=LOADS, other=LOADS)
def test_the_grade_rises_with_load_and_ends_at_3(region: str, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert 0 <= visual_grade(region, less) <= visual_grade(region, more) < SEVERITY.worst_grade
    assert visual_grade(region, less) == visual_grade(region, more) or less < more


@regions
@given(load=LOADS)
def test_the_grade_and_its_inverse(region: str, load: float) -> None:
    assert load_at_grade(region, visual_grade(region, load)) == pytest.approx(load, rel=1e-6, abs=1e-9)


@regions
def test_the_ends_of_the_grade(region: str) -> None:
    assert visual_grade(region, 0.0) == visual_grade(region, -1.0) == 0.0
    assert load_at_grade(region, 0.0) == load_at_grade(region, -0.5) == 0.0
    assert np.isfinite(load_at_grade(region, 3.0)) and load_at_grade(region, 3.0) == load_at_grade(region, 4.0)
    assert load_at_grade(region, 3.0) > load_at_grade(region, 2.9)


def test_both_sides_are_graded_alike() -> None:
    assert visual_grade("crows_feet_right", 0.7) == visual_grade("crows_feet_left", 0.7)


@regions
def test_the_grades_interval_holds_four_in_five_and_stays_on_the_scale(region: str) -> None:
    kind = "crows_feet" if region.startswith("crows") else region
    middle = grade_estimate(region, load_at_grade(region, 1.5))
    assert middle.value == pytest.approx(1.5)
    assert (middle.high - middle.low) / 2 == pytest.approx(Z80 * SEVERITY.grade_error[kind])
    for load in (0.0, 50.0):
        found = grade_estimate(region, load)
        assert 0 <= found.low <= found.value <= found.high <= SEVERITY.worst_grade
