"""Paths on a grid, against lengths and places that are plain to see."""

from __future__ import annotations

import numpy as np
import pytest

from wrinkle_scan.creases.paths import drawn, evenly_spaced, lies_on, path_length_mm, stretches
from wrinkle_scan.regions.rectified import GRID_MM

CORNER = np.array([[0.0, 0.0], [30.0, 0.0], [30.0, 40.0]])


def test_a_length_is_that_of_all_its_parts() -> None:
    assert path_length_mm(CORNER) == pytest.approx(70 * GRID_MM)
    assert path_length_mm(np.array([[0.0, 0.0], [3.0, 4.0]])) == pytest.approx(5 * GRID_MM)


def test_even_points_keep_both_ends_and_the_corner_within_a_step() -> None:
    even = evenly_spaced(CORNER, 4.0)
    assert even[0] == pytest.approx(CORNER[0]) and even[-1] == pytest.approx(CORNER[-1])
    steps = np.hypot(*np.diff(even, axis=0).T)
    assert np.median(steps) == pytest.approx(4.0, rel=0.03)
    assert np.hypot(*(even - CORNER[1]).T).min() < 4.0
    assert len(evenly_spaced(CORNER[:2], 1000.0)) == 2


def test_points_beyond_the_grid_lie_on_nothing() -> None:
    mask = np.zeros((3, 5), bool)
    mask[1, 4] = mask[2, 0] = True
    path = np.array([[4.0, 1.0], [4.4, 1.4], [5.0, 1.0], [-1.0, 2.0], [0.0, 2.0], [0.0, 3.0]])
    assert lies_on(path, mask).tolist() == [True, True, False, False, True, False]


def test_a_drawn_path_is_its_points() -> None:
    found = drawn([np.array([[1.0, 0.0], [1.6, 2.0]]), np.array([[4.0, 1.0]])], (3, 5))
    assert np.argwhere(found).tolist() == [[0, 1], [1, 4], [2, 2]]


def test_stretches_are_half_open_and_in_order() -> None:
    assert stretches(np.array([True, False, False, True, True])) == [(0, 1), (3, 5)]
    assert stretches(np.zeros(3, bool)) == []
