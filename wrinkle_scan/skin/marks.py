"""Ink, blood and white pencil on the skin: what injectors draw, and what a needle leaves.

A treatment washes them off: a mark that were measured as a line would come out as an improvement.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.log_luminance import DARKEST
from wrinkle_scan.regions import GRID_MM, gaussian_mean, grow

AVERAGED_MM, AROUND_MM = 0.3, 5.0
"""Sigma over which light is averaged, and of the skin around with which its colour is compared."""
MARKED, PART_OF_IT = 0.5, 0.22
"""Natural logarithms of red over green and of blue over green, less those of the skin around: from the first a spot is
marked, and with it what is joined to it and beyond the second. Of 30 photos of clinics' patients and the London set
99.95 % of a region's bare skin lie within 0.46 and 0.32; drawn violet ink has 1.6 to 2.2 of the latter, blood points
1.6 to 2.1 of the former. Of 268 photos without marks two have any, on an ear that stands out beside the temple."""
RED_IN_FOLDS = 0.5
"""Light that skin throws back into a deep fold is red: up to so much of the fold's darkening in green."""
GREY = 0.6
"""Black, grey and white are bluer and less red than skin at once: both count, by so much."""
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
    light = [
        cv2.GaussianBlur(np.ascontiguousarray(linear_rgb[..., k]), (0, 0), AVERAGED_MM / GRID_MM) for k in range(3)
    ]
    red, green, blue = (np.log(np.maximum(channel, DARKEST)) for channel in light)
    darker = np.maximum(-_off_skin(green, skin), 0)
    redder, bluer = _off_skin(red - green, skin), _off_skin(blue - green, skin)
    off = np.stack([redder - RED_IN_FOLDS * darker, -redder, bluer, GREY * (bluer - redder)]).max(axis=0)
    spots, number = ndimage.label(skin & (off > PART_OF_IT))
    if number == 0:
        return np.zeros_like(skin)
    cores = ndimage.sum_labels(off > MARKED, spots, np.arange(1, number + 1)) * GRID_MM**2
    kept = np.concatenate([[False], cores >= max(LEAST_MM2, LEAST_PX * mm_per_px**2)])
    return grow(kept[spots], MARGIN_MM)


def _off_skin(colour: NDArray[np.float32], skin: NDArray[np.bool_]) -> NDArray[np.float32]:
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
