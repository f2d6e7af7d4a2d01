"""The figures of a photo as its JSON and its row of a table have them: by the contract's names, rounded."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from wrinkle_scan.analysis.results import Analysis, RegionAnalysis, RegionFigures
from wrinkle_scan.face.expression_signals import movements


def face_figures(analysis: Analysis) -> dict[str, float]:
    """Scale, pose, blur and movements of a photo's face."""
    face = analysis.face
    return {
        "mm_per_px": round(face.mm_per_px, 5),
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
