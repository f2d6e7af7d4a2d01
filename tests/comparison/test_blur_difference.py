"""The blur that one of two photos has more than the other, against blurs of known size on real skin."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, analyzed, london, needs_shared_photos

from wrinkle_scan.comparison.blur_difference import blur_difference_mm2
from wrinkle_scan.quality.skin_texture import AlignedTexture
from wrinkle_scan.regions.log_luminance import log_luminance
from wrinkle_scan.regions.rectified import GRID_MM, dilate_mm


def textures(blur_mm: float, noise: float = 0.0, path=BEFORE, lines_softer: float = 0.0) -> list[AlignedTexture]:
    """The regions of a photo beside themselves blurred by a known amount, with noise (natural log)."""
    rng, out = np.random.default_rng(3), []
    for region in analyzed(path).regions.values():
        if not region.measurable:
            continue
        light, skin = region.patch.linear_rgb, region.skin.mask
        blurred = cv2.GaussianBlur(light, (0, 0), blur_mm / GRID_MM) if blur_mm else light
        after = log_luminance(np.asarray(blurred, np.float32), skin)
        lines = np.zeros(skin.shape, bool)
        for crease in region.creases:
            columns, rows = np.round(crease.path).astype(int).T
            lines[rows, columns] = True
        wide = dilate_mm(lines, 1.5)
        after[wide] += lines_softer * (cv2.GaussianBlur(after, (0, 0), 3 / GRID_MM) - after)[wide]
        after += cv2.GaussianBlur(rng.normal(0, noise, skin.shape), (0, 0), 1.0).astype(np.float32)
        out.append(AlignedTexture(log_luminance(light, skin), after, skin & ~wide))
    return out


@pytest.mark.parametrize("blur_mm", [0.15, 0.25, 0.35])
def test_a_known_blur_is_measured_within_a_quarter(blur_mm: float) -> None:
    # The bands' damping differs by a fifth from face to face and from small to large blurs.
    found = blur_difference_mm2(blur_mm**2, textures(blur_mm), 0.12)
    assert found == pytest.approx(blur_mm**2, rel=0.25)


def test_the_sharper_photo_is_distinguished_from_the_blurrier() -> None:
    there = textures(0.3)
    back = [AlignedTexture(t.after, t.before, t.smooth) for t in there]
    assert blur_difference_mm2(0.0, there, 0.12) > 0.02
    assert blur_difference_mm2(0.0, back, 0.12) == pytest.approx(-blur_difference_mm2(0.0, there, 0.12))


def test_skin_corrects_what_the_eyes_get_wrong() -> None:
    wrong = 0.09
    found = blur_difference_mm2(wrong, textures(0.0), 0.12)
    assert abs(found) == pytest.approx(wrong / 3, rel=0.1)  # one of three voices


def test_softer_lines_are_not_taken_for_blur() -> None:
    assert abs(blur_difference_mm2(0.0, textures(0.0, lines_softer=0.8), 0.12)) < 0.002


def test_texture_that_is_not_the_same_is_not_used() -> None:
    mixed = textures(0.0, noise=0.5)
    assert blur_difference_mm2(0.05, mixed, 0.12) == pytest.approx(0.05)


def test_a_coarse_photo_is_asked_by_its_coarser_band_only() -> None:
    eyes = 0.05  # 0.5 mm pixels show no texture of 0.2 mm: two voices are left, and the skin's says no difference
    assert blur_difference_mm2(eyes, textures(0.0), 0.5) == pytest.approx(eyes / 2, rel=0.1)


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("number", ["009", "042", "140"])
def test_on_light_dark_and_old_skin(number: str) -> None:
    assert blur_difference_mm2(0.09, textures(0.3, path=london(number)), 0.3) == pytest.approx(0.09, rel=0.25)
