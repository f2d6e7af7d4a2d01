"""Log-luminance of a region's skin: what lines are looked for in and measured on.

Exposure adds a constant to it and so does the skin's tone: a difference in it is a ratio of light.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.photo.color import luminance
from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.regions.rectified import GRID_MM, bounds, gaussian_mean
from wrinkle_scan.regions.settings import LUMINANCE


def log_luminance(
    linear_rgb: NDArray[np.float32], skin: NDArray[np.bool_], no_red: NDArray[np.bool_] | None = None
) -> NDArray[np.float32]:
    """Natural logarithm of linear luminance, float32 (H, W), smoothly continued from the skin over what is not skin.

    Skin is red: a bright photo's red burns out long before its green, and a third of every line's contrast goes with
    it. There the green alone shows how luminance varies from point to point, and the skin around what its level is.

    Args:
        linear_rgb: float32 (H, W, 3), linear light of the region's patch, sRGB primaries.
        skin: bool (H, W), its measurable skin.
        no_red: bool (H, W), where red is left out; where it is burnt out, if nothing else is said. Lines have more
            contrast in green: two photos are alike only with the same channels.
    """
    log, green = _log(luminance(linear_rgb)), _log(linear_rgb[..., 1])
    no_red = red_burnt_out(linear_rgb) if no_red is None else no_red
    if (no_red & skin).any():
        here, whole = bounds(no_red & skin, 0), skin & ~no_red  # what is no skin is filled in any case
        more = log - green
        more_here = fill_by_normalized_convolution(more, whole, here) if whole.any() else np.float32(np.median(more))
        log[here] = np.where(no_red[here], green[here] + more_here, log[here])
    return fill_by_normalized_convolution(log, skin)


def red_burnt_out(linear_rgb: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Where the red of a picture (H, W, 3) was cut off, bool (H, W)."""
    return np.asarray(linear_rgb[..., 0] > PHOTO.burnt_out)


def fill_by_normalized_convolution(
    values: NDArray[np.float32], known: NDArray[np.bool_], here: tuple[slice, slice] = (slice(None), slice(None))
) -> NDArray[np.float32]:
    """Replaces the unknown by ever wider Gaussian means of the known (normalised convolution, Knutsson 1993).

    Args:
        values: float32 (H, W).
        known: bool (H, W).
        here: the rows and columns that are asked for.
    """
    if not known.any():
        return values[here]
    shares = np.dstack([known.astype(np.float32), np.where(known, values, np.float32(0))])
    filled = np.full(values[here].shape, values[known].mean(), np.float32)
    for sigma_mm in LUMINANCE.fill_mm:  # each nearer mean overrides where it has anything to go by
        weight, total = cv2.split(gaussian_mean(shares, sigma_mm / GRID_MM, here))
        total /= np.maximum(weight, 1e-6)
        total -= filled
        weight /= LUMINANCE.fill_trusted
        total *= np.minimum(weight, 1, out=weight)
        filled += total
    np.copyto(filled, values[here], where=known[here])
    return filled


def smoothed_log(linear_rgb: NDArray[np.float32], sigma_mm: float) -> NDArray[np.float32]:
    """Natural logarithm of a region's luminance (H, W, 3) smoothed with a Gaussian, float32 (H, W)."""
    return _log(cv2.GaussianBlur(luminance(linear_rgb), (0, 0), sigma_mm / GRID_MM))


def _log(light: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.log(np.maximum(light, LUMINANCE.darkest)).astype(np.float32)
