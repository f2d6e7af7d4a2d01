"""Creases are shading; what is red beside its surroundings is a scar or a vein."""

from __future__ import annotations

import numpy as np
import pytest
from support import flat_patch

from wrinkle_scan.creases import find_creases
from wrinkle_scan.log_luminance import log_luminance
from wrinkle_scan.redness import redness

WIDTH_MM, HEIGHT_MM, LINE_MM = 50.0, 30.0, 15.0
SKIN = np.array([0.45, 0.28, 0.20], np.float32)
SHADE, BLOOD = np.array([0.8, 1.0, 1.1]), np.array([0.05, 1.0, 0.8])
"""How much darker the floor of a crease and a line of blood are in red, green and blue, natural logarithm."""


def lined(how: np.ndarray, depth: float, tone: float = 1.0, noise: float = 0.0) -> np.ndarray:
    """Linear light of skin with one line across its middle."""
    patch = flat_patch("forehead", WIDTH_MM, HEIGHT_MM)
    line = np.exp(-((patch.v - LINE_MM) ** 2) / (2 * 0.45**2))[:, None, None] * np.ones((1, patch.shape[1], 1))
    grain = np.random.default_rng(0).normal(0, noise, (*patch.shape, 3)) if noise else 0.0
    return np.clip(tone * SKIN * np.exp(-depth * line * how) + grain, 0, 1).astype(np.float32)


def lines_in(light: np.ndarray) -> list:
    patch, everywhere = flat_patch("forehead", WIDTH_MM, HEIGHT_MM), np.ones(light.shape[:2], bool)
    return find_creases(patch, log_luminance(light, everywhere), everywhere, ~everywhere, redness(light))


@pytest.mark.parametrize("depth", [0.1, 0.25, 0.5])
@pytest.mark.parametrize("tone", [1.0, 0.2])
def test_a_crease_is_found_and_a_red_line_is_not(depth: float, tone: float) -> None:
    """The faint red line is one: it has hardly any colour."""
    assert len(lines_in(lined(SHADE, depth, tone))) == 1
    assert len(lines_in(lined(BLOOD, depth + 0.3, tone))) == 0


def test_noise_in_dark_skin_is_no_redness() -> None:
    assert len(lines_in(lined(SHADE, 0.25, tone=0.15, noise=0.004))) >= 1


def test_the_lamps_colour_and_strength_change_nothing() -> None:
    light = lined(BLOOD, 0.4, tone=0.5)
    assert redness(light * np.array([1.3, 1.0, 0.7], np.float32)) == pytest.approx(redness(light), abs=1e-3)
    assert redness(light * np.float32(0.5)) == pytest.approx(redness(light), abs=1e-3)


def test_a_crease_in_burnt_out_red_is_no_red_line() -> None:
    """There a crease darkens green alone, and would look as red as blood."""
    light = lined(SHADE, 0.4, tone=2.0)
    light[..., 0] = 1.0
    assert len(lines_in(light)) == 1
