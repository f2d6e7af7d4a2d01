"""The visual grade of either photo of a compared region, whatever the verdict."""

from __future__ import annotations

from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.creases.severity import VisualGrade, grade_estimate, load_of


def grade_of(region: str, severity: float | None) -> VisualGrade | None:
    """What blinded viewers (AI models, not clinicians) would grade a severity; None where there is none."""
    return None if severity is None else grade_estimate(region, load_of(severity))


def grades_of(name: str, region: RegionComparison) -> tuple[VisualGrade | None, VisualGrade | None]:
    """Of the before and of the after photo, each from its own severity, so that the two always go together."""
    return grade_of(name, region.before), grade_of(name, region.after)
