"""Finds the creases of a region and measures each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.creases.ends import between_ends
from wrinkle_scan.creases.paths import path_length_mm
from wrinkle_scan.creases.profiles import darkening, deepest, find_valley, straighten
from wrinkle_scan.creases.red_lines import is_red, red_along, without_red
from wrinkle_scan.creases.strands import is_strand
from wrinkle_scan.creases.texture import plain_skin, texture_percent
from wrinkle_scan.creases.tracing import SHORTEST_MM, trace, usual_direction
from wrinkle_scan.regions import Patch, distance_px
from wrinkle_scan.ridges import ridge_response

SHALLOWEST_PERCENT = 1.0
"""Darkening below which a line is not called a crease: less than one step in 8 bits on dark skin."""
WIDEST_MM = 2.2
"""What is wider is a fold or a shadow: the widest crease of interest, 2 mm, and the blur of a coarse photo."""

DARKEST_PER_MM = 60.0
"""Darkening, %, over width, mm, beyond which a line is a hair: the steepest of 70 lines in 22 photos of the London set
and two finer ones has 41, a dark strand across a forehead 90. A fair strand, or one thinner than a third of a pixel, is
no darker than a crease, and only its course can tell it (`strands`)."""

LEAST_LEFT = 0.7
"""Of SHORTEST_MM, the length that a line was traced over; what is left of a spot between its ends is shorter."""


@dataclass(frozen=True)
class Crease:
    """One traced line.

    Attributes:
        path: float64 (N, 2), (column, row) on the patch's grid, 0.3 mm apart.
        length_mm: along the skin.
        width_mm: full width at half depth.
        depth_percent: mean darkening of the valley against its shoulders, less texture's part.
        max_depth_percent: the same at its deepest 3 mm.
        texture_percent: the part of the darkening that is the skin's own texture, as likely as not.
    """

    path: NDArray[np.float64]
    length_mm: float
    width_mm: float
    depth_percent: float
    max_depth_percent: float
    texture_percent: float


def find_creases(
    patch: Patch,
    log: NDArray[np.float32],
    skin: NDArray[np.bool_],
    hair: NDArray[np.bool_],
    redness: NDArray[np.float32],
) -> list[Crease]:
    """The creases in a region's measurable skin, longest first.

    Args:
        patch: the region.
        log: its log-luminance, as from `ridges.log_luminance`.
        skin: bool (H, W), its measurable skin.
        hair: bool (H, W), hair in and beside it, whose strands are no creases.
        redness: float32 (H, W), as from `wrinkle_scan.redness`; red lines are no creases.
    """
    from_hair = distance_px(hair)

    def runs_like_hair(path: NDArray[np.float64]) -> bool:
        column, row = path.mean(axis=0)
        return is_strand(path, float(usual_direction(patch.name, column, row, patch.apex)), from_hair)

    shortest_mm = SHORTEST_MM[patch.name]
    traced = [path for path in trace(patch.name, ridge_response(log, skin), patch.apex) if not runs_like_hair(path)]
    lines = [part for path in traced for part in without_red(path, red_along(path, (log, redness)), shortest_mm)]
    return [
        crease
        for crease in _measure(log, skin, lines)
        if crease.depth_percent >= SHALLOWEST_PERCENT
        and crease.width_mm <= WIDEST_MM
        and not is_hair(crease.depth_percent, crease.width_mm)
        and not is_red(crease.path, crease.depth_percent, redness)
        and crease.length_mm >= LEAST_LEFT * shortest_mm
    ]


def is_hair(depth_percent: float, width_mm: float) -> bool:
    """Whether a line is too dark for its width to be a fold of skin."""
    return depth_percent > DARKEST_PER_MM * width_mm


def _measure(log: NDArray[np.float32], skin: NDArray[np.bool_], paths: list[NDArray[np.float64]]) -> list[Crease]:
    """Measures the lines along some paths, each (N, 2) of (column, row); without those that are no valleys."""
    strips = [straighten(log, path) for path in paths]
    valleys = [find_valley(strip) for strip in strips]
    found = [(path, strip, valley) for path, strip, valley in zip(paths, strips, valleys, strict=True) if valley]
    texture = texture_percent(log, plain_skin(skin, paths), [(path, valley) for path, _, valley in found])
    creases = []
    for (path, strip, valley), from_texture in zip(found, texture, strict=True):
        rows = darkening(strip, valley) - from_texture
        kept = between_ends(rows)
        path, rows = path[kept], rows[kept]
        depth = float(rows.mean())
        creases.append(Crease(path, path_length_mm(path), valley.width_mm, depth, deepest(rows), from_texture))
    return creases
