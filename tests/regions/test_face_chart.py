"""The chart of a face in millimetres."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.regions.face_chart import FaceChart
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
