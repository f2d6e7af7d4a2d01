"""The parts of the JSON of an analysis (schema wrinkle-scan/analysis/1); `Analysis.to_dict` is the whole."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from wrinkle_scan.analysis.figures import RegionFigures, rounded
from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.region_analysis import RegionAnalysis


def issue_json(issue: Issue) -> dict[str, Any]:
    """What must be known, by a stable code and as a sentence."""
    return {"code": issue.code, "message": issue.message}


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
