"""Share of the skin with small specular highlights, as on wet or oily skin; lines seem to run between them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.quality.settings import SPECULAR
from wrinkle_scan.regions.log_luminance import smoothed_log
from wrinkle_scan.regions.rectified import GRID_MM, bounds, gaussian_reach


def glitter_percent(linear_rgb: NDArray[np.float32], skin: NDArray[np.bool_]) -> float:
    """Share of the skin covered by small specular highlights, %; 0 without skin.

    Args:
        linear_rgb: float32 (H, W, 3), linear light of a region.
        skin: bool (H, W), its measurable skin.
    """
    if not skin.any():
        return 0.0
    here = bounds(skin, gaussian_reach(SPECULAR.around_mm / GRID_MM))
    speck, around = (smoothed_log(linear_rgb[here], mm) for mm in (SPECULAR.speck_mm, SPECULAR.around_mm))
    return float(100 * np.mean((speck - around)[skin[here]] > SPECULAR.brighter))
