"""A picture that was shifted is found again, and one that has nothing in common is said not to be."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from wrinkle_scan.comparison.enhanced_correlation import IDENTITY, enhanced_correlation


def picture(seed: int) -> NDArray[np.float32]:
    return np.asarray(gaussian_filter(np.random.default_rng(seed).normal(size=(90, 110)), 3), np.float32)


def test_a_shift_is_found_whatever_the_light() -> None:
    whole = picture(1)
    fixed, moving = whole[5:80, 5:100], 1.8 * whole[3:78, 8:103] + 0.4
    warp, converged = enhanced_correlation(fixed, moving)
    assert converged and warp[:, 2] == pytest.approx((-3, 2), abs=0.05)
    assert warp[:, :2] == pytest.approx(np.eye(2), abs=0.01)
    assert (np.eye(2, 3) == IDENTITY).all(), "the start is nobody's to write into"


def test_pictures_of_nothing_in_common_do_not_converge() -> None:
    fixed = picture(1)
    assert enhanced_correlation(fixed, -fixed)[1] is False
