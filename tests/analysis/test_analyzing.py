"""One photo measured: when a region or a photo is refused, and that severity depends on the skin alone.

A tenth of a pixel in where the landmarks lie is no matter.
"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES, analyzed

from wrinkle_scan.analysis import analyzing
from wrinkle_scan.analysis.analyzing import BEHIND_GLASSES, analyze, why_not_measurable
from wrinkle_scan.creases.severity import load_of, visual_grade
from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.photo.reading import open_photo
from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.skin.visibility import CAUSES, SkinMask
from wrinkle_scan.system.errors import PhotoError

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


def skin(visible: float, area_cm2: float, **hidden: float) -> SkinMask:
    """A mask of so much skin in sight."""
    mask = np.zeros((200, 200), bool)
    mask.flat[: round(area_cm2 / (GRID_MM / 10) ** 2)] = True
    return SkinMask(mask, np.ones_like(mask), np.zeros_like(mask), visible, dict.fromkeys(CAUSES, 0.0) | hidden)


@pytest.mark.parametrize(
    ("region", "seen", "reason"),
    [
        ("forehead", skin(0.11, 5.0, hair=0.8), None),
        ("forehead", skin(0.09, 5.0, hair=0.8), "covered by hair: 9 % of its skin can be measured, 10 % are needed"),
        ("glabella", skin(0.5, 1.5, hair=0.4), "covered by hair: 1.5 cm2 of its skin can be measured, 2.0 are needed"),
        ("glabella", skin(0.9, 1.5, hair=0.1), "too little skin in sight: 1.5 cm2 of its skin can be measured, 2.0"),
        ("crows_feet_left", skin(0.8, 3.0, accessory=0.11), BEHIND_GLASSES),
        ("crows_feet_left", skin(0.8, 3.0, accessory=0.09), None),
        ("glabella", skin(0.8, 3.0, accessory=0.2), None),
    ],
)
def test_why_a_region_is_not_measurable(region: str, seen: SkinMask, reason: str | None) -> None:
    found = why_not_measurable(region, seen)
    assert found is None if reason is None else found is not None and found.startswith(reason)


def test_what_cannot_be_meant_is_refused_before_the_photo_is_opened() -> None:
    with pytest.raises(ValueError, match="the crop must be one of"):
        analyzing.analyze("missing.jpg", crop="middle")
    for scale in (0.0, -1.0, math.inf, math.nan):
        with pytest.raises(ValueError, match="mm_per_px must be a number above 0"):
            analyzing.analyze("missing.jpg", mm_per_px=scale)


def test_a_face_of_which_a_pixel_is_wider_than_a_deep_line_is_refused() -> None:
    with pytest.raises(PhotoError, match="at most 1.00 can be measured") as refused:
        analyzing.analyze(BEFORE, mm_per_px=1.01)
    assert refused.value.code == "too_coarse"


@pytest.mark.slow
def test_a_declared_expression_wins_over_the_name(tmp_path: Path) -> None:
    assert analyzed(BEFORE).expression == "frown"
    copy = tmp_path / "visit_frown.jpg"
    copy.write_bytes((SAMPLES / "charles_barkla.jpg").read_bytes())
    assert analyze(copy, "rest").expression == "rest"


def test_a_coarse_photo_says_so_and_a_too_coarse_one_is_refused() -> None:
    from wrinkle_scan.system.errors import PhotoError

    assert "coarse" in [issue.code for issue in analyzed(SAMPLES / "grace_hopper.jpg").issues]
    with pytest.raises(PhotoError) as refused:
        analyze(SAMPLES / "astronaut.png")
    assert refused.value.code == "too_coarse"


@pytest.mark.slow
def test_a_smooth_studio_portrait_has_fewer_lines_than_a_frown() -> None:
    frown = analyzed(BEFORE).regions["glabella"].severity
    assert frown > 3 * max(analyzed(SAMPLES / "charles_barkla.jpg").regions["glabella"].severity, 1.0)
