"""Cuts a frown line that is traced on into the shade on a side of the nose: each of the two parts is a line."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from wrinkle_scan.creases.exclusions import across_root_probability
from wrinkle_scan.creases.paths import Polyline, stretches
from wrinkle_scan.creases.settings import NOSE_SIDES, PROFILES
from wrinkle_scan.regions.rectified import RectifiedRegion


def cut_at_nose_side(path: Polyline, patch: RectifiedRegion, shortest_mm: float) -> list[Polyline]:
    """The parts of a line that lie along a side of the nose, and those that do not.

    In a blurred photo the two are traced as one line, whose depth, width and probability are those of neither: where a
    frown line had lost 60 % of its depth, only a tenth of that loss was measured.

    Args:
        path: (column, row) on the patch's grid, (N, 2), spaced by `PROFILES.along_mm`.
        patch: the region.
        shortest_mm: length that a part must have; what is shorter stays with what it is part of.

    Returns:
        The whole line where it is one of the two all along.
    """
    if patch.name != "glabella":
        return [path]
    sigma = NOSE_SIDES.averaged_mm / PROFILES.along_mm
    along = ndimage.gaussian_filter1d(np.gradient(path, axis=0), sigma, axis=0, mode="nearest")
    across = across_root_probability(np.arctan2(along[:, 1], along[:, 0]), *patch.on_chart(path).T)
    least = round(shortest_mm / PROFILES.along_mm)
    beside = across < NOSE_SIDES.least_across
    for value in (False, True):
        for start, stop in stretches(beside == value):
            if stop - start < least:
                beside[start:stop] = not value
    parts = [*stretches(beside), *stretches(~beside)]
    return [path[start:stop] for start, stop in sorted(parts)]
