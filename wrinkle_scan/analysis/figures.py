"""The figures of a photo as its JSON and its row of a table have them: by the contract's names, rounded."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from wrinkle_scan.face.expression_signals import movements

if TYPE_CHECKING:
    from wrinkle_scan.analysis.results import Analysis, RegionAnalysis


@dataclass(frozen=True)
class RegionFigures:
    """A region's figures, by the names of the JSON and of the tables.

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


def face_figures(analysis: Analysis) -> dict[str, float]:
    """Scale, pose, blur and movements of a photo's face."""
    face = analysis.face
    return {
        "mm_per_px": round(analysis.mm_per_file_px, 5),
        "yaw_deg": round(face.yaw_deg, 2),
        "pitch_deg": round(face.pitch_deg, 2),
        "roll_deg": round(face.roll_deg, 2),
        "blur_mm": round(analysis.blur_mm, 4),
        **{name: round(value, 4) for name, value in movements(face.blendshapes)._asdict().items()},
    }


def region_figures(region: RegionAnalysis) -> dict[str, Any]:
    """Whether a region is measurable, why not, how much of it is in sight, and its `RegionFigures`, else None each."""
    figures = region.figures
    numbers = dict.fromkeys(field.name for field in fields(RegionFigures)) if figures is None else asdict(figures)
    return {
        "measurable": region.measurable,
        "reason": region.reason,
        "visible_fraction": round(region.skin.visible_fraction, 4),
        **{name: rounded(number, 4) for name, number in numbers.items()},
    }


def rounded(number: float | None, digits: int) -> float | None:
    """The number with so many digits after the point; None stays None."""
    return None if number is None else round(number, digits)
