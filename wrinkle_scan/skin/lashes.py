"""Lashes that reach over the temple's skin: distinguished from the shadow of a crease by their colour."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions.log_luminance import fill_by_normalized_convolution
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion, bounds, components_touching, dilate_mm
from wrinkle_scan.regions.settings import LUMINANCE
from wrinkle_scan.skin.settings import LASHES


def lashes(patch: RectifiedRegion, skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Lashes beside the eye's outer corner, bool (H, W).

    Args:
        patch: the region.
        skin: bool (H, W), what the segmenter calls skin, lashes included.
    """
    from_canthus = np.hypot(patch.u - patch.canthus[0], (patch.v - patch.canthus[1])[:, None])
    near, beyond = from_canthus < LASHES.reach_mm, skin & patch.inside & (from_canthus > LASHES.root_mm)
    if not near.any() or not beyond.any():
        return np.zeros(patch.shape, bool)
    evened = cv2.GaussianBlur(np.ascontiguousarray(patch.linear_rgb[..., :2]), (0, 0), LASHES.evened_mm / GRID_MM)
    red, green = np.moveaxis(np.log(np.maximum(evened, LUMINANCE.darkest)), -1, 0)
    redness = red - green
    dark = green < np.median(green[beyond]) - LASHES.darker
    bare = skin & patch.inside & ~dilate_mm(dark, LASHES.evened_mm)
    here = bounds(near, round(LASHES.reach_mm / GRID_MM))  # lashes, and as much skin around them
    around = fill_by_normalized_convolution(redness[here], bare[here])
    found = near & dark
    found[here] &= redness[here] < np.maximum(around, np.median(redness[beyond])) - LASHES.less_red
    return dilate_mm(components_touching(near & (from_canthus < LASHES.root_mm), found), LASHES.edge_mm)
