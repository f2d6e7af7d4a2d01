"""Lines on a region's grid, and their positions in its photo."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions.rectified import RectifiedRegion

SMALLEST_POINTS = 40
"""Spots of fewer grid points, about 1 mm2, are not outlined."""


def on_photo(patch: RectifiedRegion, path: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where the points of a path (N, 2), (column, row) on the patch's grid, lie in its photo: (N, 2), px."""
    points = path.astype(np.float32)[None]
    return np.asarray(cv2.remap(patch.photo_xy, points, None, cv2.INTER_LINEAR)[0], np.float64)


def contours(mask: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Closed outlines, holes included, of what is set in a mask (H, W): each (N, 2) of (column, row)."""
    found, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    return [line[:, 0].astype(np.float64) for line in found if cv2.contourArea(line) >= SMALLEST_POINTS]


def simplify(path: NDArray[np.float64], tolerance: float, closed: bool = False) -> NDArray[np.float64]:
    """The path (N, 2) with the points left out that lie within `tolerance` of the line through the others."""
    points = np.ascontiguousarray(path, np.float32)[:, None]
    return np.asarray(cv2.approxPolyDP(points, tolerance, closed)[:, 0], np.float64)
