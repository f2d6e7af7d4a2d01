"""Lashes that reach over the temple's skin: distinguished from the shadow of a crease by their colour."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions.log_luminance import fill_by_normalized_convolution
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion, bounds, components_touching, dilate_mm, thinned
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
    red, green = (
        cv2.GaussianBlur(np.ascontiguousarray(patch.linear_rgb[..., k]), (0, 0), LASHES.evened_mm / GRID_MM)
        for k in (0, 1)
    )
    sample = thinned(beyond)
    log = np.log(np.maximum(green, LUMINANCE.darkest))
    side = round(LASHES.around_mm / GRID_MM) | 1
    darker_by = cv2.morphologyEx(log, cv2.MORPH_BLACKHAT, np.ones((side, side), np.uint8))
    dark = (darker_by > LASHES.darker) & (log < np.median(log[sample]) - LASHES.darker)
    here = bounds(near, round(LASHES.reach_mm / GRID_MM))  # lashes, and as much skin around them
    bare = skin[here] & patch.inside[here] & ~dilate_mm(dark[here], LASHES.evened_mm)
    redness = _redness(red[here], green[here])
    around = np.maximum(fill_by_normalized_convolution(redness, bare), np.median(_redness(red[sample], green[sample])))
    found = near & dark
    found[here] &= redness < around - LASHES.less_red
    return dilate_mm(components_touching(near & (from_canthus < LASHES.root_mm), found), LASHES.edge_mm)


def _redness(red: NDArray[np.float32], green: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.log(np.maximum(red, LUMINANCE.darkest) / np.maximum(green, LUMINANCE.darkest)), np.float32)
