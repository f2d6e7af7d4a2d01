"""Transfers a gain computed on a region's millimetre grid back into the photo."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator

from wrinkle_scan.photo.color import encode_srgb, linear_light
from wrinkle_scan.regions.rectified import RectifiedRegion

KNOTS = 8
"""The map from photo to grid is computed at every eighth grid point; it is smooth, and interpolated linearly."""


def paint(pixels: NDArray[np.uint8], patch: RectifiedRegion, gain: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Multiplies the light of a photo by a factor given on a region's grid.

    Args:
        pixels: uint8 (H, W, 3), sRGB.
        patch: the region.
        gain: float32 (h, w) or, for each channel its own, (h, w, 3), the factor at each grid point; 1 at its borders.

    Returns:
        A new uint8 (H, W, 3); outside the patch it is bit-identical.
    """
    box, points = onto_grid(patch.photo_xy, pixels.shape)
    factor = np.asarray(cv2.remap(gain, points, None, cv2.INTER_LINEAR, borderValue=(1.0, 1.0, 1.0)))
    factor = factor if factor.ndim == 3 else factor[..., None]
    part = linear_light(np.ascontiguousarray(pixels[box])) * factor
    painted = pixels.copy()
    changed = (np.abs(factor - 1) > 1e-4).any(axis=-1)
    painted[box][changed] = encode_srgb(part)[changed]
    return painted


def onto_grid(
    photo_xy: NDArray[np.float32], photo_shape: tuple[int, ...]
) -> tuple[tuple[slice, slice], NDArray[np.float32]]:
    """The inverse map, from a photo's pixels to a grid on it.

    Args:
        photo_xy: float32 (H, W, 2), where each grid point lies in the photo, px.
        photo_shape: of the photo's pixels.

    Returns:
        The rectangle of the photo that the grid covers, and for each of its pixels (column, row) on the grid, float32
        (h, w, 2); far outside where it has none.
    """
    left, top = np.floor(photo_xy.reshape(-1, 2).min(axis=0)).astype(int).clip(0)
    right, bottom = np.ceil(photo_xy.reshape(-1, 2).max(axis=0)).astype(int) + 1
    right, bottom = min(right, photo_shape[1]), min(bottom, photo_shape[0])
    rows, columns = (np.unique(np.append(np.arange(0, n, KNOTS), n - 1)) for n in photo_xy.shape[:2])
    knots = photo_xy[np.ix_(rows, columns)].reshape(-1, 2)
    grid = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    pixel_x, pixel_y = np.meshgrid(np.arange(left, right) + 0.5, np.arange(top, bottom) + 0.5)
    points = LinearNDInterpolator(knots, grid, fill_value=-1e6)(pixel_x, pixel_y)
    return (slice(top, bottom), slice(left, right)), np.asarray(points, np.float32)
