"""Creases of known place, width and depth, placed at random where a region has room."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from wrinkle_scan.analysis.region_analysis import RegionAnalysis
from wrinkle_scan.creases.tracing import usual_direction
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion, dilate_mm

LENGTHS_MM = {"forehead": (15.0, 40.0)}
SHORT_MM = (10.0, 25.0)
"""Lengths of forehead lines, and of frown lines and crow's feet."""
INSIDE_MM = 1.5
CLEARANCE_MM = 4.0
"""Least distance of a groove to the border of the skin, and to other grooves and the likely creases; unlikely lines are
ignored, since they are everywhere."""
OFF_DEG, BEND_PER_MM = 5.0, 0.004
"""Standard deviations of the deviation from the usual direction, and of curvature."""
STEP_MM = 0.3
MAX_TRIES = 4000
"""Random lines tried before a region counts as full; with 400, a quarter of the possible crow's feet were missed."""


@dataclass(frozen=True, eq=False)
class Groove:
    """A crease to be rendered.

    Attributes:
        path: float64 (N, 2) of (u, v), mm on the region's chart, spaced by STEP_MM.
        width_mm: full width at half depth.
        depth_mm: depth of its floor below the skin beside it; it decreases to 0 at the ends.
    """

    path: NDArray[np.float64]
    width_mm: float
    depth_mm: float

    @property
    def length_mm(self) -> float:
        """Length of its path."""
        return float(np.hypot(*np.diff(self.path, axis=0).T).sum())

    def at_depth(self, depth_mm: float) -> Groove:
        """The same groove with another depth."""
        return dataclasses.replace(self, depth_mm=depth_mm)


def draw_grooves(
    region: RegionAnalysis, count: int, width_mm: float, depth_mm: float, rng: np.random.Generator
) -> list[Groove]:
    """Places grooves in a region's usual directions of lines, on measurable skin, clear of each other and of creases.

    Returns:
        `count` grooves, or fewer if there is no room.
    """
    patch, skin = region.patch, ~dilate_mm(~region.skin.mask, INSIDE_MM)
    taken = [crease.path for crease in region.likely_creases]
    rows, columns = np.nonzero(skin)
    grooves: list[Groove] = []
    for _ in range(MAX_TRIES if len(rows) else 0):
        if len(grooves) == count:
            break
        start = int(rng.integers(len(rows)))
        path = _line(patch, float(columns[start]), float(rows[start]), rng)
        if _within(path, skin) and all(_distance_mm(path, other) >= CLEARANCE_MM for other in taken):
            taken.append(path)
            grooves.append(Groove(patch.on_chart(path), width_mm, depth_mm))
    return grooves


def _line(patch: RectifiedRegion, column: float, row: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """A gently bent line through a grid point, (N, 2) of (column, row)."""
    usual = float(usual_direction(patch.name, np.array(column), np.array(row), patch.apex))
    angle = usual + np.radians(OFF_DEG) * rng.standard_normal()
    length = rng.uniform(*LENGTHS_MM.get(patch.name, SHORT_MM))
    along = np.arange(-length / 2, length / 2, STEP_MM)
    across = BEND_PER_MM * rng.standard_normal() * along**2 / 2
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray((column, row) + np.column_stack([along, across]) @ turn / GRID_MM)


def _within(path: NDArray[np.float64], mask: NDArray[np.bool_]) -> bool:
    columns, rows = np.round(path).astype(int).T
    height, width = mask.shape
    on_grid = (columns >= 0) & (rows >= 0) & (columns < width) & (rows < height)
    return bool(on_grid.all() and mask[rows, columns].all())


def _distance_mm(path: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(cKDTree(other).query(path)[0].min()) * GRID_MM
