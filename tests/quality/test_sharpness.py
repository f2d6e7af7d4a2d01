"""Defocus as measured in real photos."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.quality.sharpness import blur_variance_mm2


def with_pixels(photo, pixels):
    return dataclasses.replace(photo, pixels=np.ascontiguousarray(pixels))


@pytest.mark.parametrize("added_mm", [0.15, 0.25, 0.4])
def test_added_blur_is_found_again(added_mm: float) -> None:
    analysis = analyzed(BEFORE)
    sigma = added_mm / analysis.face.mm_per_px
    blurred = with_pixels(analysis.photo, cv2.GaussianBlur(analysis.photo.pixels, (0, 0), sigma))
    found = np.sqrt(blur_variance_mm2(blurred, analysis.face) - analysis.blur_variance_mm2)
    assert found == pytest.approx(added_mm, rel=0.3)  # lashes are not quite edges


@pytest.mark.slow
def test_blur_is_measured_in_millimetres_whatever_the_pixels() -> None:
    analysis = analyzed(BEFORE)
    blurred = cv2.GaussianBlur(analysis.photo.pixels, (0, 0), 0.3 / analysis.face.mm_per_px)
    half = cv2.resize(blurred, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    fine = with_pixels(analysis.photo, blurred)
    coarse = with_pixels(analysis.photo, half)
    here, there = blur_variance_mm2(fine, analysis.face), blur_variance_mm2(coarse, measure_face(coarse))
    assert there == pytest.approx(here, abs=0.15**2)
