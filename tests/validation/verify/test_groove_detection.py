"""Rendered creases against what was traced, on a patch whose chart is known."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import flat_patch

from wrinkle_scan.comparison.aligned_region import PairedCrease
from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.validation.verify.groove_detection import darkening_percent, evenly, found_mm, length_mm, spurious_mm

PATCH = flat_patch("forehead", 60, 40)


def line(v: float, first_u: float = 10.0, last_u: float = 30.0) -> np.ndarray:
    """A level line on the chart."""
    return np.array([[first_u, v], [last_u, v]])


def paired(v: float, before: float, after: float, first_u: float = 10.0, last_u: float = 30.0) -> PairedCrease:
    columns = np.arange(first_u, last_u + 0.01, 0.3) / GRID_MM
    path = np.column_stack([columns, np.full(len(columns), (PATCH.v[0] - v) / GRID_MM)])
    return PairedCrease(path, last_u - first_u, 1.0, before, after, "both")


def test_the_chart_and_the_grid() -> None:
    chart = PATCH.on_chart(np.array([[0.0, 0.0], [20.0, 40.0]]))
    assert chart == pytest.approx(np.array([[0.0, PATCH.v[0]], [3.0, PATCH.v[0] - 6.0]]))


def test_evenly_keeps_ends_and_length() -> None:
    bent = np.array([[0.0, 0.0], [3.0, 4.0], [3.0, 10.0]])
    points = evenly(bent)
    assert (points[0].tolist(), points[-1].tolist()) == ([0, 0], [3, 10])
    assert length_mm(bent) == 11
    assert np.hypot(*np.diff(points, axis=0).T).max() < 0.31


def test_darkening_is_after_less_before() -> None:
    assert darkening_percent([line(20)], PATCH, [paired(20.5, 1.0, 9.0)]) == pytest.approx(8)


def test_what_is_not_paired_counts_as_nothing() -> None:
    assert darkening_percent([line(20)], PATCH, []) == 0
    assert darkening_percent([line(20)], PATCH, [paired(18.0, 1.0, 9.0)]) == 0  # 2 mm away: another line
    half = darkening_percent([line(20)], PATCH, [paired(20.0, 0.0, 8.0, last_u=20.0)])
    assert half == pytest.approx(8 * 11.2 / 20, abs=0.2)  # half its length, and 1.2 mm beyond the end


def test_each_groove_takes_the_nearest_crease_and_counts_by_length() -> None:
    creases = [paired(20, 0, 8), paired(30, 0, 2, last_u=20)]
    mean = darkening_percent([line(20), line(30, last_u=20.0)], PATCH, creases)
    assert mean == pytest.approx((8 * 20 + 2 * 10) / 30, abs=0.1)


def test_found_length_and_the_grooves_that_are_too_short() -> None:
    grooves = [line(20), line(30, last_u=19.0)]
    total, found = found_mm(grooves, [line(20.9, last_u=20.0), line(30)])
    assert total == 20
    assert found == pytest.approx(10, abs=0.6)
    assert found_mm(grooves, [line(21.1)]) == (20, 0)
    assert found_mm(grooves, []) == (20, 0)


def test_spurious_length() -> None:
    traced = [line(20), line(25, last_u=20.0)]
    assert spurious_mm(traced, [line(21)]) == (30, pytest.approx(10))
    assert spurious_mm(traced, []) == (30, 30)
    assert spurious_mm([], [line(20)]) == (0, 0)
