"""Traces ridge response into the centrelines of creases."""

from __future__ import annotations

from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.creases.linking import link
from wrinkle_scan.creases.paths import Polyline
from wrinkle_scan.creases.pieces import STEP_MM, cut_at_corners, join
from wrinkle_scan.creases.ridges import RidgeResponse, line_directions, strongest
from wrinkle_scan.creases.settings import RIDGES, TRACING
from wrinkle_scan.regions.rectified import GRID_MM


def usual_direction(
    region: str, columns: NDArray[np.float64], rows: NDArray[np.float64], apex: tuple[float, float]
) -> NDArray[np.float64]:
    """The direction in which creases of a region mostly run at some points, radians from the rows to later rows.

    Forehead lines run across, frown lines upright, crow's feet away from the eye's corner, `apex` (column, row).
    """
    if region == "forehead":
        return np.zeros(np.shape(rows))
    if region == "glabella":
        return np.full(np.shape(rows), np.pi / 2)
    return np.asarray(np.arctan2(rows - apex[1], columns - apex[0]))


def off_usual_squared(
    region: str,
    course: NDArray[np.float64] | float,
    columns: NDArray[np.float64],
    rows: NDArray[np.float64],
    apex: tuple[float, float],
) -> NDArray[np.float64]:
    """How far a line is off the directions in which creases of a region mostly run: squared sine of the angle, 0 to 1.

    Between the brows two muscles make lines: the corrugators upright ones, and lower down, at the nasal root, the
    procerus others that run across.

    Args:
        region: the region's name.
        course: the line's direction, radians from the rows to later rows.
        columns: where it is, with `rows`, on the patch's grid.
        rows: likewise.
        apex: the eye's corner, (column, row).
    """
    off = np.sin(course - usual_direction(region, columns, rows, apex)) ** 2
    if region == "glabella":
        off = off * np.interp(GRID_MM * (apex[1] - rows), TRACING.procerus_mm, (0.0, 1.0))
    return np.asarray(off)


def trace(region: str, response: RidgeResponse, apex: tuple[float, float]) -> list[Polyline]:
    """Centrelines of the creases of a region.

    Args:
        region: the region's name.
        response: its ridge response.
        apex: where crow's feet fan out from, (column, row) on the patch's grid.

    Returns:
        Paths, each float64 (N, 2) of (column, row) on the patch's grid, longest first.
    """
    _, height, width = response.strength.shape
    rows, columns = RIDGES.step * np.arange(height, dtype=float)[:, None], RIDGES.step * np.arange(width, dtype=float)
    off = off_usual_squared(region, line_directions()[:, None, None], columns, rows, apex)
    prior = 1 - (1 - TRACING.unusual) * off
    evidence = response.strength * prior.astype(np.float32)
    strength, best = strongest(evidence)
    lines = link(strength, line_directions()[best], _is_crest(strength, best), TRACING.high_strength)
    pieces = join(list(chain.from_iterable(map(cut_at_corners, lines))))
    kept = [p for p in pieces if _length_mm(p) >= TRACING.shortest_mm[region] and _stands_out(strength, p)]
    return sorted((piece[:, ::-1] * RIDGES.step for piece in map(_smooth, kept)), key=lambda p: -len(p))


def _is_crest(strength: NDArray[np.float32], direction: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where the strength is at least `low_strength` and no less than one step to either side across the line."""
    crest = strength >= TRACING.low_strength
    rows, columns = np.nonzero(crest)
    angles, at = line_directions()[direction[rows, columns]], strength[rows, columns]
    least = np.ones(len(rows), bool)
    for sign in (-1, 1):
        dx, dy = -np.sin(angles) * sign, np.cos(angles) * sign
        least &= at >= ndimage.map_coordinates(strength, [rows + dy, columns + dx], order=1, mode="nearest")
    crest[rows, columns] = least
    return crest


def _smooth(piece: Polyline) -> Polyline:
    """Smooths away the steps of the pixel grid (sigma `smooth_mm`) and spaces the points by one response pixel."""
    smooth = ndimage.gaussian_filter1d(piece, TRACING.smooth_mm / STEP_MM, axis=0, mode="nearest")
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(smooth, axis=0).T))])
    where = np.linspace(0, along[-1], max(int(round(along[-1])), 2) + 1)
    return np.column_stack([np.interp(where, along, smooth[:, 0]), np.interp(where, along, smooth[:, 1])])


def _length_mm(piece: Polyline) -> float:
    return float(np.hypot(*np.diff(piece, axis=0).T).sum()) * STEP_MM


def _stands_out(strength: NDArray[np.float32], piece: Polyline) -> bool:
    """Whether a piece is strong enough at one point, or, if it is long, on average."""
    rows, columns = np.round(piece).astype(int).T
    along = strength[rows, columns]
    long_and_strong = _length_mm(piece) >= TRACING.long_mm and along.mean() >= TRACING.high_strength
    return bool(along.max() >= TRACING.seed_strength or long_and_strong)
