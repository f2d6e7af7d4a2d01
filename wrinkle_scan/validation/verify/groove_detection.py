"""Compares what the tool finds with the rendered creases, on the region's chart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from wrinkle_scan.comparison.aligned_region import PairedCrease
from wrinkle_scan.comparison.settings import PAIRING
from wrinkle_scan.creases.measuring import Crease
from wrinkle_scan.creases.paths import evenly_spaced
from wrinkle_scan.regions.rectified import RectifiedRegion

STEP_MM = 0.3
"""Spacing of the points at which lines are sampled, the same as that of traced paths."""
FOUND_MM = 1.0
"""A rendered crease counts as found where a traced line runs within this."""
LONG_MM = 10.0
"""Shortest rendered crease that has to be found."""

Points = NDArray[np.float64]
"""(N, 2) of (u, v), mm on the chart."""


def evenly(path: Points) -> Points:
    """Points at intervals of STEP_MM along a path, its ends included."""
    return evenly_spaced(path, STEP_MM)


def length_mm(path: Points) -> float:
    """Length of a path on the chart."""
    return float(np.hypot(*np.diff(path, axis=0).T).sum())


def darkening_percent(grooves: Sequence[Points], patch: RectifiedRegion, creases: Sequence[PairedCrease]) -> float:
    """How much darker, in points of %, a comparison finds the grooves than before, mean over their length.

    Each point of a groove takes the change of the nearest paired crease within `PAIRING.same_mm`, and 0 where
    there is none.
    """
    points = np.vstack([evenly(groove) for groove in grooves])
    if not creases:
        return 0.0
    paths = [patch.on_chart(crease.path) for crease in creases]
    changes = np.repeat([c.after_percent - c.before_percent for c in creases], [len(path) for path in paths])
    distance, nearest = cKDTree(np.vstack(paths)).query(points)
    return float(np.where(distance <= PAIRING.same_mm, changes[nearest], 0.0).mean())


def found_mm(grooves: Sequence[Points], traced: Sequence[Points]) -> tuple[float, float]:
    """Length of the grooves of at least LONG_MM, and length of that within FOUND_MM of a traced line."""
    long = [groove for groove in grooves if length_mm(groove) >= LONG_MM]
    total = sum(length_mm(groove) for groove in long)
    return total, sum(length_mm(groove) * float(_near(evenly(groove), traced, FOUND_MM).mean()) for groove in long)


def spurious_mm(traced: Sequence[Points], known: Sequence[Points]) -> tuple[float, float]:
    """Length of the traced lines, and length of that farther than `PAIRING.same_mm` from any known line."""
    total = sum(length_mm(path) for path in traced)
    return total, sum(length_mm(path) * float((~_near(evenly(path), known, PAIRING.same_mm)).mean()) for path in traced)


def chart_paths(patch: RectifiedRegion, creases: Sequence[Crease]) -> list[Points]:
    """The creases' paths on the chart."""
    return [patch.on_chart(crease.path) for crease in creases]


def _near(points: Points, lines: Sequence[Points], reach_mm: float) -> NDArray[np.bool_]:
    if not lines:
        return np.zeros(len(points), bool)
    distance, _ = cKDTree(np.vstack([evenly(line) for line in lines])).query(points)
    return np.asarray(distance <= reach_mm)
