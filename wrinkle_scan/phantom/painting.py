"""Paints what was worked out on a region's millimetre grid back into the photo."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator

from wrinkle_scan.photo import encode_srgb, linear_light
from wrinkle_scan.regions import Patch

KNOTS = 8
"""Every so many grid points the map from photo to grid is worked out; it is smooth, and straight in between."""


def paint(pixels: NDArray[np.uint8], patch: Patch, gain: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Multiplies the light of a photo by a factor given on a region's grid.

    Args:
        pixels: uint8 (H, W, 3), sRGB.
        patch: the region.
        gain: float32 (h, w), the factor at each grid point; 1 at its borders.

    Returns:
        A new uint8 (H, W, 3); what lies outside the patch is the same to the bit.
    """
    left, top = np.floor(patch.photo_xy.reshape(-1, 2).min(axis=0)).astype(int).clip(0)
    right, bottom = np.ceil(patch.photo_xy.reshape(-1, 2).max(axis=0)).astype(int) + 1
    right, bottom = min(right, pixels.shape[1]), min(bottom, pixels.shape[0])
    factor = cv2.remap(gain, _grid_points(patch, left, top, right, bottom), None, cv2.INTER_LINEAR, borderValue=1.0)
    part = linear_light(np.ascontiguousarray(pixels[top:bottom, left:right])) * np.asarray(factor)[..., None]
    painted = pixels.copy()
    changed = np.abs(np.asarray(factor) - 1) > 1e-4
    painted[top:bottom, left:right][changed] = encode_srgb(part)[changed]
    return painted


def _grid_points(patch: Patch, left: int, top: int, right: int, bottom: int) -> NDArray[np.float32]:
    """For each photo pixel of a rectangle its (column, row) on the grid, (h, w, 2); far outside where it has none."""
    rows, columns = (np.unique(np.append(np.arange(0, n, KNOTS), n - 1)) for n in patch.shape)
    knots = patch.photo_xy[np.ix_(rows, columns)].reshape(-1, 2)
    grid = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    pixel_x, pixel_y = np.meshgrid(np.arange(left, right) + 0.5, np.arange(top, bottom) + 0.5)
    return np.asarray(LinearNDInterpolator(knots, grid, fill_value=-1e6)(pixel_x, pixel_y), np.float32)
