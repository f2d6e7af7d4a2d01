"""Severity of a real photo depends on the skin, not on a tenth of a pixel in where the landmarks lie."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sample_photos import BEFORE

from wrinkle_scan.analysis import analyzing
from wrinkle_scan.creases.severity import load_of, visual_grade
from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.photo.reading import open_photo

MOVED_PX, MOST_GRADES = 0.1, 0.15
"""Grades come in half steps; on this photo they differ by 0.07 at the most."""


@pytest.mark.slow
def test_a_tenth_of_a_pixel_moves_no_grade(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = open_photo(BEFORE)
    face, grades = measure_face(photo, None), []
    for seed in range(3):
        off = MOVED_PX * np.random.default_rng(seed).standard_normal(face.landmarks.shape)
        moved = replace(face, upper=replace(face.upper, landmarks=face.upper.landmarks + off))
        monkeypatch.setattr(analyzing, "measure_face", lambda _photo, _scale, moved=moved: moved)
        regions = analyzing.analyze_photo(photo).regions
        grades.append([visual_grade(name, load_of(region.severity)) for name, region in regions.items()])
    assert np.ptp(grades, axis=0).max() < MOST_GRADES
    assert np.max(grades) > 1.5, "there are lines to be lost"
