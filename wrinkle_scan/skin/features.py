"""What is not measurable skin although the segmenter calls it skin: spectacle frames, highlights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.regions.log_luminance import smoothed_log
from wrinkle_scan.regions.rectified import RectifiedRegion, bounds, dilate_mm
from wrinkle_scan.skin.settings import FEATURES


def burnt_out(patch: RectifiedRegion) -> NDArray[np.bool_]:
    """Where light was cut off, bool (H, W)."""
    red, green, blue = np.moveaxis((patch.linear_rgb > PHOTO.burnt_out).view(np.uint8), -1, 0)
    return np.asarray(red + green + blue >= FEATURES.burnt_out_channels)


def lamps_and_objects(patch: RectifiedRegion, skin: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Highlights that show the lamp rather than the skin, and thick things far darker than it, bool (H, W) each."""
    brighter = _against_skin(patch, skin)
    return np.asarray(brighter > FEATURES.gloss), open_mm(brighter < -FEATURES.dark, FEATURES.object_mm)


def open_mm(mask: NDArray[np.bool_], thick_mm: float) -> NDArray[np.bool_]:
    """The parts of a mask that are at least so thick."""
    opened = np.zeros_like(mask)
    near = bounds(mask, 1)  # where the mask ends within the picture, what lies beside it counts
    opened[near] = dilate_mm(~dilate_mm(~mask[near], thick_mm / 2), thick_mm / 2) & mask[near]
    return opened


def _against_skin(patch: RectifiedRegion, skin: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How much brighter each grid point is than the region's skin, natural logarithm, float32 (H, W)."""
    log, known = smoothed_log(patch.linear_rgb, FEATURES.smooth_mm), skin & patch.inside
    return log - np.float32(np.median(log[known]) if known.any() else 0.0)
