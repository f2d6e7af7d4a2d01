"""A band-pass filter lets through waves of its band, by the factor that two Gaussians have there."""

from __future__ import annotations

import numpy as np
import pytest

from wrinkle_scan.quality.band_pass import band_pass, log_band_pass

GRID = 0.15
BAND = (0.3, 1.2)


def gain(wavelength_mm: float) -> float:
    """Of a Gaussian's transfer function: exp(-2 pi^2 sigma^2 f^2)."""
    fine, coarse = (np.exp(-2 * (np.pi * sigma / wavelength_mm) ** 2) for sigma in BAND)
    return float(fine - coarse)


@pytest.mark.parametrize("wavelength_mm", [1.5, 3.0, 6.0, 12.0])
def test_a_wave_passes_by_what_the_gaussians_transfer(wavelength_mm: float) -> None:
    wave = np.sin(2 * np.pi * GRID * np.arange(800) / wavelength_mm)
    image = np.tile(wave, (200, 1)).astype(np.float32)
    middle = band_pass(image, BAND, GRID)[100, 200:-200]
    assert np.sqrt(2 * np.mean(middle**2)) == pytest.approx(gain(wavelength_mm), abs=0.02)


def test_a_level_image_has_nothing_in_any_band() -> None:
    assert band_pass(np.full((80, 80), 7.0, np.float32), BAND, GRID) == pytest.approx(0, abs=1e-4)


def test_structure_does_not_depend_on_how_bright_the_light_is() -> None:
    light = np.random.default_rng(0).uniform(0.2, 0.4, (100, 100, 3)).astype(np.float32)
    assert log_band_pass(light, BAND, GRID) == pytest.approx(log_band_pass(2 * light, BAND, GRID), abs=1e-4)
