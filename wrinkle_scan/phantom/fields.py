"""Smooth fields over a photo from values at a face's landmarks."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator, NearestNDInterpolator

from wrinkle_scan.face import Face
from wrinkle_scan.photo import Photo

KNOTS_MM = 2.0


def spread_over(photo: Photo, face: Face, values: NDArray[np.float64], smooth_mm: float) -> NDArray[np.float32]:
    """Values at the 468 landmarks of the mesh made a smooth field over the whole photo, float32 (H, W).

    Linear between the landmarks, beyond them the nearest one's, then evened by a Gaussian of sigma `smooth_mm`.
    """
    step = max(round(KNOTS_MM / face.mm_per_px), 1)
    x, y = np.meshgrid(np.arange(0, photo.width + step, step), np.arange(0, photo.height + step, step))
    points = face.landmarks[:468, :2]
    coarse = LinearNDInterpolator(points, values)(x, y)
    coarse = np.where(np.isnan(coarse), NearestNDInterpolator(points, values)(x, y), coarse).astype(np.float32)
    coarse = cv2.GaussianBlur(coarse, (0, 0), smooth_mm / KNOTS_MM, borderType=cv2.BORDER_REPLICATE)
    columns, rows = np.meshgrid(
        np.arange(photo.width, dtype=np.float32) / step, np.arange(photo.height, dtype=np.float32) / step
    )
    return np.asarray(cv2.remap(coarse, columns, rows, cv2.INTER_LINEAR), np.float32)
