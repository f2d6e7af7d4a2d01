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
    from_canthus = (patch.u - patch.canthus[0]) ** 2 + ((patch.v - patch.canthus[1]) ** 2)[:, None]  # squared
    root, near = from_canthus < LASHES.root_mm**2, from_canthus < LASHES.reach_mm**2
    beyond = skin & patch.inside & ~root
    if not near.any() or not beyond.any():
        return np.zeros(patch.shape, bool)
    red, green = (
        cv2.GaussianBlur(np.ascontiguousarray(patch.linear_rgb[..., k]), (0, 0), LASHES.smooth_mm / GRID_MM)
        for k in (0, 1)
    )
    sample = thinned(beyond)
    side = round(LASHES.around_mm / GRID_MM) | 1
    here = bounds(near, round(LASHES.reach_mm / GRID_MM))  # lashes, and as much skin around them
    wide = bounds(near, round(LASHES.reach_mm / GRID_MM) + side)  # and what the filter reaches
    log, dark = _log(green[wide]), np.zeros(patch.shape, bool)
    darker_by = cv2.morphologyEx(log, cv2.MORPH_BLACKHAT, np.ones((side, side), np.uint8))
    dark[wide] = (darker_by > LASHES.darker) & (log < np.median(_log(green[sample])) - LASHES.darker)
    bare = skin[here] & patch.inside[here] & ~dilate_mm(dark[here], LASHES.smooth_mm)
    redness = _redness(red[here], green[here])
    around = np.maximum(fill_by_normalized_convolution(redness, bare), np.median(_redness(red[sample], green[sample])))
    found = near & dark
    found[here] &= redness < around - LASHES.less_red
    return dilate_mm(components_touching(root, found), LASHES.edge_mm)


def _log(light: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.log(np.maximum(light, LUMINANCE.darkest))


def _redness(red: NDArray[np.float32], green: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.log(np.maximum(red, LUMINANCE.darkest) / np.maximum(green, LUMINANCE.darkest)), np.float32)
