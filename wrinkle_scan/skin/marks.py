"""Ink, blood and white pencil on the skin: what injectors draw, and what a needle leaves.

A treatment washes them off: a mark that were measured as a line would come out as an improvement.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.regions.log_luminance import DARKEST
from wrinkle_scan.regions.rectified import GRID_MM, dilate_mm, gaussian_mean

AVERAGED_MM, AROUND_MM = 0.3, 5.0
"""Sigma over which light is averaged, and of the skin around with which its colour is compared."""
MARKED, PART_OF_IT = 0.5, 0.22
"""Natural logarithms of red over green and of blue over green, less those of the skin around: from the first a spot is
a mark, and from the second what touches it belongs to it. Of 268 photos of patients and of London faces without marks
three are told (`benchmarks/marked_skin.py`): an ear in two, a hair line in one.
"""
RED_IN_FOLDS = 0.5
"""Light that skin throws back into a deep fold is red, by up to so much of the fold's darkening: 0.50 at the most in
the creases of `benchmarks/line_labels.csv` that are redder than 0.1."""
GREY = 0.6
"""Of how much bluer and how much less red a spot is, added: black, grey and white beside skin are both at once, and
neither by as much as coloured ink."""
LEAST_MM2, LEAST_PX, MARGIN_MM = 0.2, 4, 1.5
"""Smaller spots, in mm2 or in pixels of the photo, are noise of the compression. A mark's edge fades, and where ink
lies the skin around is stained."""
ROUNDS, OUTLIER = 3, 2.5
NOISY = 6.0
"""Times the skin's spread of colour in the picture, below which nothing is a mark: coarse, heavily compressed."""


def marks(linear_rgb: NDArray[np.float32], skin: NDArray[np.bool_], mm_per_px: float) -> NDArray[np.bool_]:
    """Where a region's bare skin (H, W) is marked, with a margin, bool (H, W).

    Red that blood is, and the blue that violet, blue, black and white are beside skin, have no place there in such
    strength; freckles, moles, pimples and shade have less.

    Args:
        linear_rgb: float32 (H, W, 3), linear light of the region's patch, sRGB primaries.
        skin: bool (H, W), skin that nothing else hides.
        mm_per_px: of the photo.
    """
    if not skin.any():
        return np.zeros_like(skin)
    redder, bluer, darker = off_skin(linear_rgb, skin)
    off = np.stack([redder - RED_IN_FOLDS * darker, -redder, bluer, GREY * (bluer - redder)]).max(axis=0)
    spots, number = ndimage.label(skin & (off > PART_OF_IT))
    if number == 0:
        return np.zeros_like(skin)
    cores = ndimage.sum_labels(off > MARKED, spots, np.arange(1, number + 1)) * GRID_MM**2
    kept = np.concatenate([[False], cores >= max(LEAST_MM2, LEAST_PX * mm_per_px**2)])
    return dilate_mm(kept[spots], MARGIN_MM)


def off_skin(
    linear_rgb: NDArray[np.float32], skin: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """How much redder, bluer and darker than the skin around each grid point is, float32 (H, W) each.

    Natural logarithms of red over green, of blue over green, and of green (0 where brighter); see `marks`.
    """
    light = [
        cv2.GaussianBlur(np.ascontiguousarray(linear_rgb[..., k]), (0, 0), AVERAGED_MM / GRID_MM) for k in range(3)
    ]
    red, green, blue = (np.log(np.maximum(channel, DARKEST)) for channel in light)
    brighter = _against_around(green, skin)
    return _against_around(red - green, skin), _against_around(blue - green, skin), np.maximum(-brighter, 0)


def _against_around(colour: NDArray[np.float32], skin: NDArray[np.bool_]) -> NDArray[np.float32]:
    """A colour (H, W) less that of the skin around, from whose mean what stands out is left out step by step.

    In units of which MARKED stands out of the picture's own colour noise too.
    """
    usual, sigma = skin, AROUND_MM / GRID_MM
    for _ in range(ROUNDS):
        weight = np.maximum(gaussian_mean(usual.astype(np.float32), sigma), 1e-4)
        off = colour - gaussian_mean(np.where(usual, colour, 0).astype(np.float32), sigma) / weight
        spread = 1.4826 * float(np.median(np.abs(off[skin]))) + 1e-3
        usual = skin & (np.abs(off) < OUTLIER * spread)
    noisy = max(NOISY * spread / MARKED, 1.0)
    return np.asarray(off / noisy, np.float32)
