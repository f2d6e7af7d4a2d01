"""The valley of a line: where its shoulders are taken to be, and how its depth follows."""

from __future__ import annotations

import numpy as np
import pytest

from wrinkle_scan.creases.profiles import OFFSETS_MM, darkening, find_valley


def strip(far_minus_near: float) -> np.ndarray:
    """A groove 10 % dark with bright places 1.2 and 2.8 mm to one side, which differ by so much."""
    profile = -0.10 * np.exp(-(OFFSETS_MM**2) / (2 * 0.45**2)) - 0.03 * np.exp(
        -((OFFSETS_MM - 2.0) ** 2) / (2 * 0.3**2)
    )
    profile = profile + far_minus_near * np.clip((OFFSETS_MM - 1.2) / 1.6, 0, 1)
    return np.tile(profile, (40, 1))


def test_of_two_bright_places_not_now_one_now_the_other_is_the_shoulder() -> None:
    """The farther one brightens by 8 % in 160 steps; taken at once, the shoulder would move by 1.6 mm."""
    valleys = [find_valley(strip(step)) for step in np.linspace(-0.04, 0.04, 161)]
    rights = [valley.right for valley in valleys if valley]
    depths = [float(darkening(strip(0.0), valley).mean()) for valley in valleys if valley]
    assert len(rights) == 161 and rights[-1] - rights[0] >= 10
    assert np.abs(np.diff(rights)).max() <= 2
    assert np.abs(np.diff(depths)).max() < 0.3


@pytest.mark.parametrize("width_mm", [0.6, 1.0, 1.8])
def test_a_groove_is_as_deep_and_as_wide_as_it_was_drawn(width_mm: float) -> None:
    sigma = width_mm / 2.355
    drawn = np.tile(np.log1p(-0.12 * np.exp(-(OFFSETS_MM**2) / (2 * sigma**2))), (40, 1))
    valley = find_valley(drawn)
    assert valley is not None
    assert valley.width_mm == pytest.approx(width_mm, rel=0.1)
    assert float(darkening(drawn, valley).mean()) == pytest.approx(12.0, rel=0.05)
