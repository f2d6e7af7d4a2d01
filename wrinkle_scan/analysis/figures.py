"""The figures of a region, by the names of the JSON and of the tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RegionFigures:
    """What is measured of a region's lines.

    Every line counts by its probability of being a crease.

    Attributes:
        severity: 0 to 100; see `wrinkle_scan.creases.severity`.
        depth_index: mean darkening of the lines, %, weighted by expected length.
        max_depth_index: darkening of the deepest 3 mm of any, %.
        n_creases: the number of creases to be expected.
        total_length_mm: of all lines.
        mean_width_mm: full width at half depth, weighted by expected length.
        density_mm_per_cm2: length over the skin in sight.
        visual_grade: what blinded viewers (AI models, not clinicians) would grade the region, 0 to 3.
        visual_grade_low: lower end of its 80 % interval.
        visual_grade_high: upper end.
    """

    severity: float
    depth_index: float
    max_depth_index: float
    n_creases: float
    total_length_mm: float
    mean_width_mm: float
    density_mm_per_cm2: float
    visual_grade: float
    visual_grade_low: float
    visual_grade_high: float


def rounded(number: float | None, digits: int) -> float | None:
    """The number with so many digits after the point; None stays None."""
    return None if number is None else round(number, digits)
