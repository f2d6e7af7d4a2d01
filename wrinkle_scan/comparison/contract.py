"""The parts of the JSON of a comparison (schema wrinkle-scan/comparison/1); `Comparison.to_dict` is the whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wrinkle_scan.analysis.contract import issue_json
from wrinkle_scan.analysis.figures import rounded
from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.crease_changes import CreaseChange, crease_changes
from wrinkle_scan.comparison.grades import grades_of
from wrinkle_scan.comparison.movement import Movement, MovementPair
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.creases.severity import VisualGrade
from wrinkle_scan.regions.excursions import Excursion
from wrinkle_scan.regions.settings import EXCURSIONS

DIGITS = 3
"""After the point, of what a comparison found."""
COMPARED_COLUMNS = (
    "before",
    "after",
    "change_percent",
    "ci95_low_percent",
    "ci95_high_percent",
    "detectable_change_percent",
    "verdict",
    "level",
    "reason",
)
"""What a row of a table says of a compared region."""


def file_json(analysis: Analysis) -> dict[str, str]:
    """A photo that is not described any further."""
    return {"path": str(analysis.photo.path), "sha256": analysis.photo.sha256}


def movement_json(movement: Movement, with_photo: bool = True) -> dict[str, Any]:
    """A movement's figures, mm, and the photo at rest that they are from, unless that is named beside them."""

    def side(excursion: Excursion | None) -> dict[str, float] | None:
        return None if excursion is None else {name: round(mm, 3) for name, mm in asdict(excursion).items()}

    photo = {"rest_photo": file_json(movement.rest)} if with_photo else {}
    return photo | {
        "issues": [issue_json(issue) for issue in movement.issues],
        "right": side(movement.right),
        "left": side(movement.left),
        "mean": side(movement.mean),
    }


def movements_json(pair: MovementPair) -> dict[str, Any]:
    """Both movements, and the change of each measure, %."""
    return {
        "before": None if pair.before is None else movement_json(pair.before),
        "after": None if pair.after is None else movement_json(pair.after),
        "change_percent": {name: rounded(pair.change_percent(name), 2) for name in EXCURSIONS.repeatability_mm},
    }


def compared_json(name: str, region: RegionComparison) -> dict[str, Any]:
    """A region's answer, with both photos' grades and what became of each crease."""
    creases = crease_changes(name, region)
    before, after = grades_of(name, region)
    return answer_json(region) | {
        "visual_grade": {"before": grade_json(before), "after": grade_json(after)},
        "creases": None if creases is None else [_crease(item) for item in creases],
    }


def answer_json(region: RegionComparison) -> dict[str, Any]:
    """A region's severities, change, interval, limit and verdict."""
    interval = region.ci95_percent
    return {
        "before": rounded(region.before, DIGITS),
        "after": rounded(region.after, DIGITS),
        "change_percent": rounded(region.change_percent, DIGITS),
        "ci95_percent": None if interval is None else [round(bound, DIGITS) for bound in interval],
        "detectable_change_percent": rounded(region.detectable_change_percent, DIGITS),
        "verdict": region.verdict,
        "reason": region.reason,
        "level": region.level,
    }


def region_issue_json(issue: Issue) -> dict[str, Any]:
    """What must be known of a pair or a course, with the region if it is about one."""
    return issue_json(issue) | {"region": issue.region}


def check_json(check: Check) -> dict[str, Any]:
    """What was checked, without its sentence: where it did not pass, that is among the issues."""
    names = ("code", "region", "found", "limit", "passed", "forbids")
    return {name: getattr(check, name) for name in names}


def grade_json(grade: VisualGrade | None) -> dict[str, float] | None:
    """What blinded viewers (AI models, not clinicians) would grade, 0 to 3, with the ends of its 80 % interval."""
    return None if grade is None else {key: round(value, 3) for key, value in asdict(grade).items()}


def _crease(item: CreaseChange) -> dict[str, Any]:
    """Depths may be below zero, where noise made them."""
    crease = item.crease
    return {
        "id": item.id,
        "length_mm": round(crease.length_mm, 2),
        "width_mm": round(crease.width_mm, 3),
        "before_depth_percent": round(crease.before_percent, 3),
        "after_depth_percent": round(crease.after_percent, 3),
        "change": item.change,
        "path_mm": [[round(float(u), 2), round(float(v), 2)] for u, v in item.path_mm],
    }


def compared_figures(region: RegionComparison) -> dict[str, Any]:
    """A region's answer as a row of a table has it: by the contract's names, rounded as in the JSON."""
    low, high = region.ci95_percent or (None, None)
    numbers = (region.before, region.after, region.change_percent, low, high, region.detectable_change_percent)
    answer = (*(rounded(number, DIGITS) for number in numbers), region.verdict, region.level, region.reason)
    return dict(zip(COMPARED_COLUMNS, answer, strict=True))
