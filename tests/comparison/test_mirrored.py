"""A mirrored photo is reported, and its left is not compared with the other's right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sample_photos import BEFORE, a_third, analyzed, another_take, compared, london, needs_shared_photos

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.mirrored import mirrored

SIDES = {"crows_feet_right", "crows_feet_left"}


def mirror_image(analysis: Analysis, take: int = 0) -> Analysis:
    """Another take of a photo, mirrored."""
    photo = another_take(analysis.photo, analysis.face, take)
    return analyze_photo(photo.with_pixels(np.ascontiguousarray(photo.pixels[:, ::-1])), analysis.expression)


@pytest.mark.slow
def test_left_is_not_compared_with_right() -> None:
    first = analyzed(a_third())
    later = mirror_image(first, 1)
    pair = compare(first, later)
    assert {name for name, region in pair.regions.items() if "mirror image" in (region.reason or "")} == SIDES
    assert [issue.message for issue in pair.issues if issue.code == "mirrored"]
    forced = compare(first, later, force=True)
    assert forced.forced and [issue for issue in forced.issues if issue.code == "mirrored"]


@pytest.mark.parametrize(("turned_deg", "found"), [(0.0, True), (8.0, True), (20.0, False), (-20.0, False)])
def test_faces_turned_to_either_side_are_not_asked(
    turned_deg: float, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A face turned to the left looks like the mirror image of itself turned to the right."""
    monkeypatch.setattr("wrinkle_scan.comparison.mirrored.fits", lambda *_: (0.2, 0.9))
    first = analyzed(BEFORE)
    later = replace(first, face=replace(first.face, yaw_deg=first.face.yaw_deg + turned_deg))
    assert (mirrored(first, later) is not None) is found


@pytest.mark.slow
def test_another_take_is_no_mirror_image() -> None:
    assert "mirrored" not in {issue.code for issue in compared(a_third(), a_third(1.0, 1)).issues}


@pytest.mark.slow
@needs_shared_photos
@pytest.mark.parametrize("number", ["003", "021"])
def test_a_smile_is_no_mirror_image_and_a_mirrored_one_is(number: str) -> None:
    neutral, smiling = analyzed(london(number)), analyzed(london(number, smiling=True))
    assert mirrored(neutral, smiling) is None
    assert mirrored(neutral, mirror_image(smiling)) is not None
