"""A field over a photo goes through its landmarks' values, and on beyond them as it is told to."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import a_third, analyzed
from scipy.spatial import cKDTree

from wrinkle_scan.validation.phantom.fields import interpolate_landmarks

pytestmark = pytest.mark.slow


def test_values_that_rise_evenly_stay_even() -> None:
    """A smoothing does not change what is linear; so it is at each landmark inside the face."""
    shown = analyzed(a_third())
    points = shown.face.landmarks[:468, :2]
    values = 3 * points[:, 0] - 2 * points[:, 1]
    field = interpolate_landmarks(shown.photo, shown.face, values, 2.0, lambda nearest, distance: nearest)
    assert field.shape == shown.photo.pixels.shape[:2]
    middle = points.mean(axis=0)
    inside = points[np.hypot(*(points - middle).T) < 30 / shown.face.mm_per_px]
    assert len(inside) > 50
    columns, rows = np.round(inside).astype(int).T
    expected = 3 * columns - 2 * rows
    assert np.abs(field[rows, columns] - expected).max() < 0.5  # of a range of hundreds


def test_beyond_the_landmarks_the_distance_to_them_decides() -> None:
    shown = analyzed(a_third())
    points = shown.face.landmarks[:468, :2]
    field = interpolate_landmarks(shown.photo, shown.face, np.zeros(468), 0.5, lambda nearest, distance: -distance)
    for row, column in ((5, 5), (5, shown.photo.width - 6), (shown.photo.height - 6, shown.photo.width // 2)):
        away_mm = cKDTree(points).query((column, row))[0] * shown.face.mm_per_px
        assert field[row, column] == pytest.approx(-away_mm, abs=1.0)
