"""Interpolates values at a face's landmarks to a smooth field over the photo."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator
from scipy.spatial import cKDTree

from wrinkle_scan.face.geometry import Face
from wrinkle_scan.photo.reading import Photo

KNOTS_MM = 2.0
"""The field is smooth: it is computed at knots this many mm from each other, and linear between them."""

Beyond = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
"""Extrapolation: from the nearest landmark's value and the distance to it, mm, to the value there."""


def interpolate_landmarks(
    photo: Photo, face: Face, values: NDArray[np.float64], smooth_mm: float, beyond: Beyond
) -> NDArray[np.float32]:
    """Interpolates values at the 468 landmarks of the mesh to a smooth field over the whole photo.

    Args:
        photo: the photo.
        face: its face.
        values: float64 (468,).
        smooth_mm: sigma of the Gaussian that smooths the field, which is linear between the landmarks before that.
        beyond: how the field is extrapolated outside the landmarks.

    Returns:
        float32 (H, W).
    """
    step = max(round(KNOTS_MM / face.mm_per_px), 1)
    x, y = np.meshgrid(np.arange(0, photo.width + step, step), np.arange(0, photo.height + step, step))
    points = face.landmarks[:468, :2]
    distance, nearest = cKDTree(points).query(np.stack([x, y], axis=-1))
    coarse = LinearNDInterpolator(points, values)(x, y)
    outside = beyond(values[nearest], distance * face.mm_per_px)
    coarse = np.where(np.isnan(coarse), outside, coarse).astype(np.float32)
    sigma = smooth_mm / (step * face.mm_per_px)
    coarse = cv2.GaussianBlur(coarse, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    columns, rows = np.meshgrid(
        np.arange(photo.width, dtype=np.float32) / step, np.arange(photo.height, dtype=np.float32) / step
    )
    return np.asarray(cv2.remap(coarse, columns, rows, cv2.INTER_LINEAR), np.float32)
