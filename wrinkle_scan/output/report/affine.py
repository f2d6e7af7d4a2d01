"""Affine maps between pictures, each float64 (2, 3), in px with pixel edges at whole numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.similarity import fit_similarity

Affine = NDArray[np.float64]
Points = NDArray[np.floating]
Size = tuple[int, int]
"""(width, height), px."""


def transformed(affine: Affine, points: Points) -> NDArray[np.float64]:
    """Points (..., 2) after the map."""
    return np.asarray(points @ affine[:, :2].T + affine[:, 2], np.float64)


def compose(second: Affine, first: Affine) -> Affine:
    """The composition of two maps: `first`, then `second`."""
    return np.column_stack([second[:, :2] @ first[:, :2], second[:, :2] @ first[:, 2] + second[:, 2]])


def inverse(affine: Affine) -> Affine:
    """The inverse map."""
    back = np.linalg.inv(affine[:, :2])
    return np.column_stack([back, -back @ affine[:, 2]])


def scale_of(affine: Affine) -> float:
    """The scale factor of lengths, mean of both directions."""
    return float(np.sqrt(abs(np.linalg.det(affine[:, :2]))))


def similarity(source: Points, target: Points) -> Affine:
    """Least-squares similarity (rotation, scale, translation) of points (N, 2) onto others."""
    factor, offset = fit_similarity(source, target)
    return np.array([[factor.real, -factor.imag, offset.real], [factor.imag, factor.real, offset.imag]])


def pixel_centers(size: Size) -> NDArray[np.float64]:
    """The centre of each pixel of a picture, (height, width, 2)."""
    return np.stack(np.meshgrid(np.arange(size[0]) + 0.5, np.arange(size[1]) + 0.5), axis=-1)
