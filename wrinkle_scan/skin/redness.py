"""How much redder and bluer skin is than the skin around it: creases are shading, scars, veins and ink are colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions.log_luminance import red_burnt_out
from wrinkle_scan.regions.rectified import GRID_MM, dilate_mm, gaussian_mean
from wrinkle_scan.regions.settings import LUMINANCE
from wrinkle_scan.skin.settings import REDNESS


def redness_and_blueness(linear_rgb: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Natural logarithms of red and of blue over green, less those of the skin around, float32 (H, W) each.

    Blood and pigment take green away and leave red; in the shade of a crease both go, and green hardly more. Blue goes
    with green, or before it; blue, violet and green ink leave blue, or take red. Redness is zero where red was burnt
    out, which says nothing.

    Args:
        linear_rgb: float32 (H, W, 3), linear light of a region's patch, sRGB primaries.
    """
    near, around = (over_green(linear_rgb, mm, (0, 2)) for mm in (REDNESS.averaged_mm, REDNESS.around_mm))
    unknown = dilate_mm(red_burnt_out(linear_rgb), REDNESS.burnt_out_sigmas * REDNESS.averaged_mm)
    return np.where(unknown, np.float32(0), near[0] - around[0]), near[1] - around[1]


def tint(linear_rgb: NDArray[np.float32], mask: NDArray[np.bool_]) -> float:
    """Natural logarithm of red over blue, median over skin; 0 in a grey photo, and where most of red is burnt out.

    Args:
        linear_rgb: float32 (H, W, 3), linear light of a region's patch, sRGB primaries.
        mask: bool (H, W), the skin.
    """
    known = mask & ~red_burnt_out(linear_rgb)
    if 2 * known.sum() <= mask.sum():
        return 0.0
    red, blue = (np.maximum(linear_rgb[..., k][known], LUMINANCE.darkest) for k in (0, 2))
    return float(np.log(np.median(red / blue)))


def over_green(
    linear_rgb: NDArray[np.float32], sigma_mm: float, channels: tuple[int, ...]
) -> list[NDArray[np.float32]]:
    """Natural logarithm of red (0) or blue (2) over green, each averaged over a Gaussian, float32 (H, W) each."""
    means = (gaussian_mean(np.ascontiguousarray(linear_rgb[..., k]), sigma_mm / GRID_MM) for k in (1, *channels))
    green, *others = (np.log(np.maximum(mean, LUMINANCE.darkest)) for mean in means)
    return [np.asarray(other - green, np.float32) for other in others]
