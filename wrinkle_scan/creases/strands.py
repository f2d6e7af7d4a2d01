"""Tells loose strands of hair from creases: they come out of the hair, and they do not run as creases do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions import GRID_MM

ASLANT_DEG, ASLANT_DEG_PER_MM = 12.0, 2.5
"""A line beside the hair may be this much off its region's usual direction, and so much more for each mm away from it:
22 degrees at 4 mm, 62 at 20 mm. Where creases reach the hair line, at the temples, they bend by less."""


def is_strand(path: NDArray[np.float64], usual: float, from_hair_px: NDArray[np.float32]) -> bool:
    """Whether a line is a strand of hair rather than a crease.

    Args:
        path: (N, 2) of (column, row) on the patch's grid.
        usual: direction in which creases run there, radians from the grid's rows towards its later rows.
        from_hair_px: (H, W), each grid point's distance from hair, grid points.
    """
    along = path[-1] - path[0]
    off = np.abs((np.arctan2(along[1], along[0]) - usual + np.pi / 2) % np.pi - np.pi / 2)
    columns, rows = np.round(path).astype(int).T
    height, width = from_hair_px.shape
    near_mm = GRID_MM * np.quantile(from_hair_px[rows.clip(0, height - 1), columns.clip(0, width - 1)], 0.2)
    return bool(np.degrees(off) > ASLANT_DEG + ASLANT_DEG_PER_MM * near_mm)
