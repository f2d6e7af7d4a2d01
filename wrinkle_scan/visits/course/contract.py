"""The parts of the JSON of a patient's course (schema wrinkle-scan/progress/1); `Progress.to_dict` is the whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wrinkle_scan.analysis.figures import rounded
from wrinkle_scan.comparison.contract import (
    COMPARED_COLUMNS,
    DIGITS,
    answer_json,
    check_json,
    compared_figures,
    grade_json,
    movement_json,
    region_issue_json,
)
from wrinkle_scan.comparison.grades import grade_of
from wrinkle_scan.visits.course.curve import Course, Estimate
from wrinkle_scan.visits.course.series import RegionVisit, Series, VisitResult
from wrinkle_scan.visits.course.treatments import Treatment


def series_json(series: Series) -> dict[str, Any]:
    """The visits of one expression and view, and the estimates over them. Photos are named by their files' names."""
    return {
        "expression": series.expression,
        "expression_certainty": series.certainty,
        "view": series.view,
        "visits": [_visit(visit) for visit in series.visits],
        "courses": {name: _course(course) for name, course in series.courses.items()},
        "line_kinds": {
            name: {key: round(value, 2) if isinstance(value, float) else value for key, value in asdict(kinds).items()}
            for name, kinds in series.kinds.items()
        },
    }


def _visit(visit: VisitResult) -> dict[str, Any]:
    return {
        "date": visit.date,
        "day": visit.day,
        "baseline": visit.baseline,
        "comparable": visit.comparable,
        "forced": visit.forced,
        "photos": [
            {key: round(value, 5) if isinstance(value, float) else value for key, value in asdict(capture).items()}
            for capture in visit.captures
        ],
        "failed": [asdict(photo) for photo in visit.failed],
        "issues": [region_issue_json(issue) for issue in visit.issues],
        "checks": [check_json(check) for check in visit.checks],
        "regions": {name: _region(name, region) for name, region in visit.regions.items()},
        "movement": None if visit.movement is None else movement_json(visit.movement, with_photo=False),
    }


def _region(name: str, region: RegionVisit) -> dict[str, Any]:
    return {
        "severity": rounded(region.severity, DIGITS),
        "visual_grade": grade_json(grade_of(name, region.severity)),
        "reason": region.reason,
        "days_since_treatment": region.days_since,
        "expected_phase": region.phase,
        "change": None if region.compared is None else answer_json(region.compared),
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "treated_day": course.treated_day,
        "visits": course.visits,
        "effect_percent": _estimate(course.effect_percent),
        "effect_day": _estimate(course.effect_day),
        "onset_days": _estimate(course.onset_days),
        "half_days": _estimate(course.half_days),
        "missing": [asdict(item) for item in course.missing],
        "reason": course.reason,
    }


def _estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {"value": round(estimate.value, 1), "ci95": [round(estimate.low, 1), round(estimate.high, 1)]}


def treatment_json(treatment: Treatment, day: int) -> dict[str, Any]:
    """What was done on a day, without the patient's name."""
    said = asdict(treatment)
    del said["patient"]
    return said | {
        "date": treatment.date or None,
        "day": day,
        "regions": list(treatment.regions),
        "points": [asdict(p) for p in treatment.points],
    }


def series_rows(series: Series) -> list[dict[str, Any]]:
    """A row for each visit and region: the region's own figures, and its change from the baseline.

    At the baseline, where nothing is compared, `reason` says why a region is not measurable.
    """
    return [
        {
            "expression": series.expression,
            "view": series.view,
            "date": visit.date,
            "day": visit.day,
            "baseline": visit.baseline,
            "region": name,
            "severity": rounded(region.severity, DIGITS),
            "days_since_treatment": region.days_since,
            "expected_phase": region.phase,
            **(compared_figures(region.compared) if region.compared else dict.fromkeys(COMPARED_COLUMNS)),
            "reason": region.compared.reason if region.compared else region.reason,
        }
        for visit in series.visits
        for name, region in visit.regions.items()
    ]
