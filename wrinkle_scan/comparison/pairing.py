"""Measures every crease of either photo at the same place, with the same ruler, in both.

A line that noise made in one photo would, measured in that photo alone, look like a change. Here each line that
stands out in either photo is measured in both, along one path, from one floor to one pair of shoulders. The path is
that in the mean of both photos where it stands out there: a path traced in one follows that photo's noise into its
valleys, and would find the other photo's lines shallower by a tenth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from wrinkle_scan.comparison.results import PairedCrease
from wrinkle_scan.creases import (
    SHORTEST_MM,
    WIDEST_MM,
    darkening,
    find_creases,
    find_valley,
    is_hair,
    is_red,
    path_length_mm,
    plain_skin,
    red_along,
    straighten,
    texture_percent,
    without_red,
)
from wrinkle_scan.regions import GRID_MM, Patch

SAME_MM = 1.2
"""Two paths this close are one crease: alignment is right to about half a millimetre, creases are 3 mm apart."""

Path = NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """A paired crease and its darkening point by point, %, float64 (N,) each."""

    crease: PairedCrease
    before_rows: NDArray[np.float64]
    after_rows: NDArray[np.float64]


def pair_creases(
    patch: Patch,
    log_before: NDArray[np.float32],
    log_after: NDArray[np.float32],
    skin: NDArray[np.bool_],
    hair: NDArray[np.bool_],
    red_before: NDArray[np.float32],
    red_after: NDArray[np.float32],
) -> list[Measured]:
    """The creases of both photos, longest first.

    Args:
        patch: the region on the before photo's grid.
        log_before: its log-luminance, float32 (H, W).
        log_after: the after photo's on the same grid, at the same sharpness.
        skin: bool (H, W), measurable in both.
        hair: bool (H, W), hair in either.
        red_before: float32 (H, W), the before photo's redness (`wrinkle_scan.redness`).
        red_after: the after photo's.
    """
    log_mean = np.asarray((log_before + log_after) / 2, np.float32)
    red_mean = np.asarray((red_before + red_after) / 2, np.float32)
    before, after, mean = (
        [crease.path for crease in find_creases(patch, log, skin, hair, red)]
        for log, red in ((log_before, red_before), (log_after, red_after), (log_mean, red_mean))
    )

    def red_where_darker(path: Path) -> NDArray[np.bool_]:
        return red_along(path, (log_before, red_before), (log_after, red_after))

    paths = list(mean)
    for path in before + after:
        paths += _away_from(path, paths, SHORTEST_MM[patch.name])
    paths = [part for path in paths for part in without_red(path, red_where_darker(path), SHORTEST_MM[patch.name])]
    lines = []
    for path in paths:
        strips = straighten(log_before, path), straighten(log_after, path)
        valley = find_valley((strips[0] + strips[1]) / 2)
        if valley is not None and valley.width_mm <= WIDEST_MM:
            lines.append((path, strips, valley))
    texture = texture_percent(log_mean, plain_skin(skin, paths), [(path, valley) for path, _, valley in lines])
    measured = []
    for (path, strips, valley), from_texture in zip(lines, texture, strict=True):
        rows = [darkening(strip, valley) - from_texture for strip in strips]
        depth, red = max((float(rows[0].mean()), red_before), (float(rows[1].mean()), red_after), key=lambda x: x[0])
        if is_hair(depth, valley.width_mm) or is_red(path, depth, red):
            continue  # in one of the photos; in their mean it is half as much so
        crease = PairedCrease(
            path=path,
            length_mm=path_length_mm(path),
            width_mm=valley.width_mm,
            before_percent=float(rows[0].mean()),
            after_percent=float(rows[1].mean()),
            traced_in=_traced_in(path, before, after),
        )
        measured.append(Measured(crease, rows[0], rows[1]))
    return sorted(measured, key=lambda m: -m.crease.length_mm)


def _traced_in(path: Path, before: list[Path], after: list[Path]) -> Literal["both", "before", "after"]:
    in_before, in_after = (_near(path, paths).mean() > 0.5 for paths in (before, after))
    return "both" if in_before and in_after else "before" if in_before else "after"


def _near(path: Path, others: list[Path]) -> NDArray[np.bool_]:
    """Which points of a path have another path within SAME_MM, bool (N,)."""
    if not others:
        return np.zeros(len(path), bool)
    distance, _ = cKDTree(np.vstack(others)).query(path)
    return np.asarray(distance * GRID_MM <= SAME_MM)


def _away_from(path: Path, others: list[Path], shortest_mm: float) -> list[Path]:
    """The stretches of a path, at least so long, that are not near any other path."""
    free = np.concatenate([[False], ~_near(path, others), [False]])
    starts, ends = np.flatnonzero(free[1:] & ~free[:-1]), np.flatnonzero(~free[1:] & free[:-1])
    stretches = [path[a:b] for a, b in zip(starts, ends, strict=True) if b - a >= 3]
    return [stretch for stretch in stretches if path_length_mm(stretch) >= shortest_mm]
