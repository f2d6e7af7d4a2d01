"""The ridge response against scikit-image's, and what it must not respond to."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage.filters import sato

from wrinkle_scan.creases.ridges import coherence, directional_response, line_directions, ridge_response, strongest
from wrinkle_scan.creases.settings import RIDGES


def texture(seed: int, shape: tuple[int, int] = (160, 220)) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), 1.5))


@pytest.mark.parametrize("sigma_px", [2.0, 3.5, 5.5])
def test_largest_over_directions_is_scikit_images_sato(sigma_px: float) -> None:
    image = texture(1)
    ours = np.maximum(directional_response(image, sigma_px).max(axis=0), 0)
    theirs = sato(image, [sigma_px], black_ridges=True, mode="reflect")
    inner = slice(25, -25)
    # In steps of 15 degrees the nearest direction is at most 7.5 degrees off: cos squared of that is 0.983.
    assert np.abs(ours - theirs)[inner, inner].max() < 0.02 * theirs.max()


def test_each_direction_answers_to_its_own_lines() -> None:
    rows, columns = np.mgrid[:121, :121] - 60.0
    for k, angle in enumerate(line_directions()):
        across = -columns * np.sin(angle) + rows * np.cos(angle)
        line = -np.exp(-(across**2) / (2 * 3.0**2)).astype(np.float32)
        response = directional_response(line, 3.0)[:, 60, 60]
        assert np.argmax(response) == k
        assert response[k] == pytest.approx(9 * 3.0 / (9 + 9) ** 1.5, rel=0.02)  # analytic: s^2 w / (w^2 + s^2)^1.5


def test_constant_and_slope_give_nothing() -> None:
    rows, columns = np.mgrid[:80, :90].astype(np.float32)
    for image in (np.full((80, 90), 3.0, np.float32), 0.01 * columns - 0.02 * rows):
        assert np.abs(directional_response(image, 3.0))[:, 20:-20, 20:-20].max() < 1e-4


def test_bright_lines_are_not_creases() -> None:
    image = np.zeros((100, 100), np.float32)
    image[50] = 1.0
    assert directional_response(cv2.GaussianBlur(image, (0, 0), 2), 3.0)[0, 50].max() < 0


def test_strength_does_not_depend_on_contrast_or_tone() -> None:
    log = texture(4) * 0.02
    skin = np.ones(log.shape, bool)
    plain, darker_and_harder = ridge_response(log, skin), ridge_response(log * 3 - 1.5, skin)
    assert np.allclose(plain.strength, darker_and_harder.strength, atol=0.02)


def test_no_response_off_the_skin_and_at_its_edge() -> None:
    log = texture(5) * 0.02
    skin = np.zeros(log.shape, bool)
    skin[40:120, 50:170] = True
    strength = ridge_response(log, skin).strength
    inner = np.zeros(log.shape, bool)
    inner[46:114, 56:164] = True  # 1 mm is 6.7 grid points
    assert not strength[:, ~inner[:: RIDGES.step, :: RIDGES.step]].any()
    assert strength[:, inner[:: RIDGES.step, :: RIDGES.step]].any()


def test_coherence_is_high_where_lines_run_side_by_side_and_low_in_noise() -> None:
    rows = np.mgrid[:200, :200][0].astype(float)
    lines = -0.2 * np.exp(-(((rows % 20) - 10) ** 2) / (2 * 3.0**2)).astype(np.float32)
    skin = np.ones(lines.shape, bool)
    of_lines, of_noise = (
        coherence(ridge_response(log, skin))[20:-20, 20:-20] for log in (lines, texture(6, (200, 200)))
    )
    assert of_lines.min() > 0.9
    assert np.median(of_noise) < 0.5
    assert coherence(ridge_response(lines.T.copy(), skin))[20:-20, 20:-20].min() > 0.9  # whatever the direction


def test_the_strongest_direction_is_numpys() -> None:
    strength = np.random.default_rng(3).integers(0, 4, (12, 40, 50)).astype(np.float32)  # with ties
    largest, number = strongest(strength)
    assert np.array_equal(largest, strength.max(axis=0))
    assert np.array_equal(number, strength.argmax(axis=0))
