"""Paths of lines: how long they are, evenly spaced, and drawn onto a grid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions.rectified import GRID_MM

Polyline = NDArray[np.float64]


def path_length_mm(path: Polyline) -> float:
    """Length of a path (N, 2) of (column, row) on a patch's grid, mm."""
    return float(np.hypot(*np.diff(path, axis=0).T).sum()) * GRID_MM


def evenly_spaced(path: Polyline, step: float) -> Polyline:
    """Points of a path (N, 2) spaced by about `step` along it, both ends included; in the path's own unit."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    at = np.linspace(0, along[-1], max(round(along[-1] / step), 1) + 1)
    return np.column_stack([np.interp(at, along, path[:, axis]) for axis in (0, 1)])


def lies_on(path: Polyline, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which points of a path (N, 2) of (column, row) lie on a mask (H, W), bool (N,); none beyond its grid."""
    columns, rows = np.round(path).astype(int).T
    inside = (columns >= 0) & (rows >= 0) & (columns < mask.shape[1]) & (rows < mask.shape[0])
    inside[inside] = mask[rows[inside], columns[inside]]
    return np.asarray(inside)


def drawn(paths: Sequence[Polyline], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """The points of a grid on which paths (N, 2) of (column, row) lie, bool (H, W)."""
    lines = np.zeros(shape, bool)
    for path in paths:
        columns, rows = np.round(path).astype(int).T
        lines[rows, columns] = True
    return lines


def stretches(where: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and stop of each run of True in (N,), in their order."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], where, [False]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
