"""The chart of a face in millimetres."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.face.canonical_face import canonical_face_mm
from wrinkle_scan.regions.face_chart import FaceChart, _depth
from wrinkle_scan.regions.rectified import GRID_MM


@pytest.fixture(scope="module")
def face_chart() -> FaceChart:
    return analyzed(BEFORE).face_chart


def test_grid_steps_are_so_long_on_the_skin(face_chart: FaceChart) -> None:
    patch = analyzed(BEFORE).regions["glabella"].patch
    middle = patch.photo_xy[patch.shape[0] // 2]
    step_mm = np.hypot(*np.diff(middle, axis=0).T) * face_chart.face.mm_per_px
    assert step_mm[len(step_mm) // 2] == pytest.approx(GRID_MM, rel=0.02)  # seen head-on there
    assert step_mm[0] < 0.99 * step_mm[len(step_mm) // 2]


def test_landmarks_on_the_chart_lie_where_they_were_seen(face_chart: FaceChart) -> None:
    for landmark in (9, 107, 336, 33, 263, 70, 300):
        u, v = face_chart.landmarks_uv[landmark]
        back = face_chart.to_photo(np.array([u]), np.array([v]))[0, 0]
        assert np.hypot(*(back - face_chart.face.upper.landmarks[landmark, :2])) * face_chart.face.mm_per_px < 0.05


def test_the_charts_surface_is_the_average_heads_upper_face() -> None:
    """At landmarks of its forehead and temples; 1.3 mm, root mean square, over those that it was fitted to."""
    head = canonical_face_mm()[[9, 151, 10, 107, 336, 67, 297, 69, 299, 109, 338, 104, 333, 54, 284, 68, 298, 70, 300]]
    off = head[:, 2] - _depth(head[:, 0], head[:, 1], 1.0)
    assert np.sqrt(np.mean(off**2)) < 2.5
    assert np.abs(off).max() < 6
