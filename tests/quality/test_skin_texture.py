"""Fine texture is missed where a filter took it, and not where the lens did."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.comparison.settings import CHECKS
from wrinkle_scan.comparison.skin_checks import check_texture
from wrinkle_scan.quality.skin_texture import AlignedTexture, fine_texture_left, texture_difference
from wrinkle_scan.regions.rectified import GRID_MM

SHAPE = (250, 400)
EVERYWHERE = np.ones(SHAPE, bool)


def skin(seed: int = 0, strength: float = 0.015) -> np.ndarray:
    """Log-luminance with texture of all sizes from 0.15 to 2 mm, about as strong at each."""
    rng, log = np.random.default_rng(seed), np.zeros(SHAPE)
    for mm in (0.15, 0.3, 0.6, 1.2):
        grain = cv2.GaussianBlur(rng.normal(size=SHAPE), (0, 0), mm / GRID_MM)
        log += strength * grain / grain.std()
    return log.astype(np.float32)


def blurred(log: np.ndarray, mm: float) -> np.ndarray:
    return np.asarray(cv2.GaussianBlur(log, (0, 0), mm / GRID_MM), np.float32)


def moved(log: np.ndarray, mm: float, angle_deg: float) -> np.ndarray:
    """Blurred along a line of so many mm."""
    steps = np.linspace(-mm / 2, mm / 2, 15) / GRID_MM
    across, down = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    shifts = [np.float32([[1, 0, step * across], [0, 1, step * down]]) for step in steps]
    return np.mean([cv2.warpAffine(log, shift, SHAPE[::-1], borderMode=cv2.BORDER_REFLECT) for shift in shifts], axis=0)


def left(log: np.ndarray, blur_mm: float = 0.0, mm_per_px: float = 0.3) -> float:
    found = fine_texture_left({"forehead": (log, EVERYWHERE)}, blur_mm**2, mm_per_px)
    assert found is not None
    return found


def difference(before: np.ndarray, after: np.ndarray, blur_difference_mm2: float = 0.0) -> tuple[float, float]:
    found = texture_difference([AlignedTexture(before, after, EVERYWHERE)], blur_difference_mm2)
    assert found is not None
    return found.strength, found.uneven


@pytest.mark.parametrize("mm", [0.15, 0.3])
def test_a_blur_that_the_eyes_show_too_is_no_loss(mm: float) -> None:
    """Within a third of what calls a photo smoothed; unexplained, the larger blur would come near it."""
    assert left(blurred(skin(), mm), blur_mm=mm) == pytest.approx(left(skin()), abs=0.13)
    assert difference(skin(), blurred(skin(), mm), mm**2)[0] == pytest.approx(0, abs=CHECKS.texture_limit / 2)


def test_smoothed_skin_has_lost_texture() -> None:
    smooth = skin() - 0.9 * (skin() - blurred(skin(), 0.8))  # the high-pass that retouchers take away
    assert left(smooth) < left(skin()) + ANALYSIS.smoothed_below
    assert difference(skin(), smooth)[0] < -CHECKS.texture_limit
    assert difference(smooth, skin())[0] > CHECKS.texture_limit


def test_exposure_and_relief_change_nothing_within_a_photo() -> None:
    assert left(skin() + np.float32(0.7)) == pytest.approx(left(skin()), abs=1e-4)
    assert left(2 * skin()) == pytest.approx(left(skin()), abs=1e-4)


@pytest.mark.parametrize("angle", [0.0, 45.0, 90.0, 120.0])
def test_a_moving_hand_is_distinguished_from_a_lens_out_of_focus(angle: float) -> None:
    assert difference(skin(), moved(skin(), 1.5, angle))[1] > CHECKS.uneven_limit
    assert difference(skin(), blurred(skin(), 0.3))[1] < CHECKS.uneven_limit / 3


def test_the_checks_name_the_photo_and_the_cause() -> None:
    lost, uneven = check_texture(texture_difference([AlignedTexture(skin(), 0.5 * skin(), EVERYWHERE)], 0.0))
    assert not lost.passed and "after photo" in lost.message and "50 %" in lost.message
    assert uneven.passed
    _, uneven = check_texture(texture_difference([AlignedTexture(skin(), moved(skin(), 1.5, 0), EVERYWHERE)], 0.0))
    assert not uneven.passed and "moved" in uneven.message


def test_too_little_skin_or_too_coarse_a_photo_says_nothing() -> None:
    nothing = np.zeros(SHAPE, bool)
    assert fine_texture_left({"forehead": (skin(), nothing)}, 0.0, 0.3) is None
    assert fine_texture_left({"forehead": (skin(), EVERYWHERE)}, 0.0, 0.9) is None
    assert texture_difference([AlignedTexture(skin(), skin(1), nothing)], 0.0) is None
    assert check_texture(None) == []


def test_a_spot_of_skin_says_nothing() -> None:
    """Without its edges a square of 4 mm has a dozen grains of fine texture: they differ by a third by chance alone."""
    for side_mm, known in ((4.0, False), (10.0, True)):
        spot = np.zeros(SHAPE, bool)
        spot[20 : 20 + round(side_mm / GRID_MM), 20 : 20 + round(side_mm / GRID_MM)] = True
        assert (fine_texture_left({"forehead": (skin(), spot)}, 0.0, 0.3) is not None) is known
        assert (texture_difference([AlignedTexture(skin(), skin(1), spot)], 0.0) is not None) is known


def test_a_camera_photo_has_its_texture() -> None:
    assert analyzed(BEFORE).texture_left == pytest.approx(0, abs=abs(ANALYSIS.smoothed_below) / 2)
