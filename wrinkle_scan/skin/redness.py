"""How much redder skin is than the skin around it: creases are shading, scars and veins are colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions.log_luminance import red_burnt_out
from wrinkle_scan.regions.rectified import GRID_MM, dilate_mm, gaussian_mean
from wrinkle_scan.regions.settings import LUMINANCE
from wrinkle_scan.skin.settings import REDNESS


def redness(linear_rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    """Natural logarithm of red over green, less that of the skin around, float32 (H, W).

    Blood and pigment take green away and leave red; in the shade of a crease both go, and green hardly more. Zero where
    red was burnt out, which says nothing.

    Args:
        linear_rgb: float32 (H, W, 3), linear light of a region's patch, sRGB primaries.
    """
    near, around = (red_over_green(linear_rgb, mm) for mm in (REDNESS.averaged_mm, REDNESS.around_mm))
    unknown = dilate_mm(red_burnt_out(linear_rgb), REDNESS.burnt_out_sigmas * REDNESS.averaged_mm)
    return np.where(unknown, np.float32(0), near - around)


def red_over_green(linear_rgb: NDArray[np.float32], sigma_mm: float) -> NDArray[np.float32]:
    """Natural logarithm of red over green, each averaged over a Gaussian of `sigma_mm`, float32 (H, W)."""
    red, green = (
        np.maximum(gaussian_mean(np.ascontiguousarray(linear_rgb[..., channel]), sigma_mm / GRID_MM), LUMINANCE.darkest)
        for channel in (0, 1)
    )
    return np.asarray(np.log(red / green), np.float32)
