"""What became of each crease: fainter, deeper, the same, new or vanished; with a name by which it can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.comparison.aligned_region import PairedCrease
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.comparison.settings import CHANGES
from wrinkle_scan.creases.paths import evenly_spaced

CreaseWord = Literal["fainter", "deeper", "same", "new", "vanished"]

INITIALS = {"forehead": "F", "glabella": "G", "crows_feet_right": "R", "crows_feet_left": "L"}
"""A crease's name is its region's letter and its place by length: F1 is the longest of the forehead."""


@dataclass(frozen=True, eq=False)
class CreaseChange:
    """One crease of a comparison with its name and what became of it.

    Attributes:
        id: e.g. ``"F1"``, unique within a comparison.
        crease: its length, width and depth in both photos.
        change: one of five words.
        path_mm: float64 (N, 2) of (u, v), mm on the before photo's chart, spaced by about `step_mm`, with both ends.
    """

    id: str
    crease: PairedCrease
    change: CreaseWord
    path_mm: NDArray[np.float64]


def crease_changes(name: str, region: RegionComparison) -> list[CreaseChange] | None:
    """The likely creases of a compared region, longest first; None where it was not compared line by line.

    Args:
        name: the region's name.
        region: its comparison.
    """
    if region.aligned is None or region.verdict == "cannot_tell" or not region.aligned.registered:
        return None
    patch = region.aligned.patch
    likely = [crease for crease in region.aligned.creases if crease.likely]
    longest_first = sorted(likely, key=lambda crease: -crease.length_mm)
    return [
        CreaseChange(
            f"{INITIALS[name]}{number}",
            crease,
            change_of(crease),
            evenly_spaced(patch.on_chart(crease.path), CHANGES.step_mm),
        )
        for number, crease in enumerate(longest_first, 1)
    ]


def change_of(crease: PairedCrease) -> CreaseWord:
    """What became of one crease between the two photos."""
    before, after = crease.before_percent, crease.after_percent
    if abs(after - before) < max(CHANGES.same_points, CHANGES.same_share * max(before, after)):
        return "same"
    if crease.traced_in == "before" and after < CHANGES.gone_share * before:
        return "vanished"
    if crease.traced_in == "after" and before < CHANGES.gone_share * after:
        return "new"
    return "fainter" if after < before else "deeper"
