"""Lashes that reach over the temple's skin: told from the shadow of a crease by their colour."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions.log_luminance import DARKEST, fill_by_normalized_convolution
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion, components_touching, dilate_mm

DARKER = 0.25
"""Natural logarithm: lashes are at least 22 % darker than the region's skin."""
LESS_RED = 0.03
"""Natural logarithm of red over green. Lashes and mascara are black or brown, less red than skin; light that has been
in the skin is redder the longer it was, and a shaded valley is redder than its shoulders. From the deep crow's feet of
the smiling 021, 097, 119, 136 and 172 of the London photos this takes at most 1.7 % of the region."""
EVENED_MM = 0.4
"""JPEG keeps colour at half the resolution: 0.6 mm in a photo of 0.3 mm per pixel."""
ROOT_MM, REACH_MM = 9.0, 16.0
"""From the eye's outer corner: lashes begin within the first and end within the second."""
EDGE_MM = 1.5
"""Their tips, single and finer than their colour can be told, go on beyond what is found."""


def lashes(patch: RectifiedRegion, skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Lashes beside the eye's outer corner, bool (H, W).

    Args:
        patch: the region.
        skin: bool (H, W), what the segmenter calls skin, lashes included.
    """
    from_canthus = np.hypot(patch.u - patch.canthus[0], (patch.v - patch.canthus[1])[:, None])
    near, beyond = from_canthus < REACH_MM, skin & patch.inside & (from_canthus > ROOT_MM)
    if not near.any() or not beyond.any():
        return np.zeros(patch.shape, bool)
    evened = cv2.GaussianBlur(np.ascontiguousarray(patch.linear_rgb[..., :2]), (0, 0), EVENED_MM / GRID_MM)
    red, green = np.moveaxis(np.log(np.maximum(evened, DARKEST)), -1, 0)
    redness = red - green
    dark = green < np.median(green[beyond]) - DARKER
    around = fill_by_normalized_convolution(redness, skin & patch.inside & ~dilate_mm(dark, EVENED_MM))
    found = near & dark & (redness < np.maximum(around, np.median(redness[beyond])) - LESS_RED)
    return dilate_mm(components_touching(near & (from_canthus < ROOT_MM), found), EDGE_MM)
