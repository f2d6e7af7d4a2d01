"""Wet skin glitters; sharp, lined or dark skin does not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, analyzed, flat_patch

from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.settings import CHECKS
from wrinkle_scan.comparison.skin_checks import check_specular
from wrinkle_scan.quality.settings import SPECULAR
from wrinkle_scan.quality.specular import glitter_percent
from wrinkle_scan.regions.log_luminance import smoothed_log
from wrinkle_scan.regions.rectified import GRID_MM, sample_light
from wrinkle_scan.validation.phantom.conditions import apply_condition

PATCH = flat_patch("forehead", 40.0, 30.0)
EVERYWHERE = np.ones(PATCH.shape, bool)


def skin(specks: int = 0, tone: float = 0.3) -> np.ndarray:
    """Linear light of textured skin with so many specks of light, 0.5 mm wide."""
    rng = np.random.default_rng(0)
    grain = cv2.GaussianBlur(rng.normal(size=PATCH.shape), (0, 0), 0.3 / GRID_MM)
    light = tone * np.exp(0.02 * grain / grain.std())
    drops = np.zeros(PATCH.shape)
    drops[rng.integers(0, PATCH.shape[0], specks), rng.integers(0, PATCH.shape[1], specks)] = 1
    drops = cv2.GaussianBlur(drops, (0, 0), 0.25 / GRID_MM)
    light = light + 0.7 * drops / max(drops.max(), 1e-9)
    return np.repeat(light[..., None], 3, axis=2).clip(0, 1).astype(np.float32)


def shine(before: np.ndarray, after: np.ndarray) -> tuple[bool, str]:
    check = check_specular("forehead", AlignedRegion(PATCH, before, after, EVERYWHERE, 0.9, 0.1, [], 0.0))
    return check.passed, check.message


@pytest.mark.parametrize("tone", [0.05, 0.3])
def test_specks_are_counted_and_texture_and_tone_are_not(tone: float) -> None:
    assert glitter_percent(skin(0, tone), EVERYWHERE) < 0.05
    few, many = (glitter_percent(skin(n, tone), EVERYWHERE) for n in (100, 300))
    assert CHECKS.specular_limit < few < many


def test_a_crease_is_no_speck() -> None:
    light = skin()
    light[100:104] *= 0.6
    assert glitter_percent(light, EVERYWHERE) < 0.05


def test_skin_that_is_wet_in_one_photo_is_not_compared_and_is_named() -> None:
    assert shine(skin(), skin())[0]
    passed, message = shine(skin(), skin(300))
    assert not passed and message.startswith("In the after photo the skin is wet")
    assert shine(skin(300), skin())[1].startswith("In the before photo")
    assert shine(skin(300), skin(300))[0], "as wet in both"


def test_water_on_a_real_face_is_seen() -> None:
    base = analyzed(BEFORE)
    wet = apply_condition(base, "wet skin")
    region = base.regions["glabella"]
    light = sample_light(wet, region.patch.photo_xy, base.face.mm_per_px / GRID_MM)
    dry = glitter_percent(region.patch.linear_rgb, region.skin.mask)
    assert glitter_percent(light, region.skin.mask) > dry + CHECKS.specular_limit


def test_no_skin_has_no_glitter() -> None:
    assert glitter_percent(skin(100), ~EVERYWHERE) == 0.0


def test_skin_glitters_by_what_lies_around_it_too() -> None:
    """A lamp's reflex beside it: as where the whole picture is filtered."""
    light, some = skin(300, 0.3), np.zeros(EVERYWHERE.shape, bool)
    some[60:90, 60:100] = True
    light[60:90, 101:105] = 0.9
    speck, around = (smoothed_log(light, mm)[some] for mm in (SPECULAR.speck_mm, SPECULAR.around_mm))
    whole = 100 * np.mean(speck - around > SPECULAR.brighter)
    assert glitter_percent(light, some) == pytest.approx(whole, abs=1e-9) and whole > 0
