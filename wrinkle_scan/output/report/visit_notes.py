"""Notes for the clinician besides the numbers: how the photos were taken, and how the face moved."""

from __future__ import annotations

from typing import Any

from wrinkle_scan.output.report import wording
from wrinkle_scan.output.report.course_words import visit_words
from wrinkle_scan.output.report.movement_words import movement_line
from wrinkle_scan.visits.course.results import Series, VisitResult


def notes_on(series: Series) -> list[str]:
    """Notes on the visits that are in neither the verdicts nor the checks."""
    notes = []
    for visit in series.visits:
        shown = {check.message for check in visit.checks if check.region is None}
        shown |= {r.compared.reason for r in visit.regions.values() if r.compared and r.compared.reason}
        for issue in visit.issues:
            if issue.message not in shown and issue.code != "cannot_tell":
                where = f", {wording.REGION_TITLES[issue.region]}" if issue.region else ""
                notes.append(f"{visit_words(visit)}{where}: {issue.message}")
        notes += [f"{visit_words(visit)}, {photo.name}: {photo.reason}" for photo in visit.failed]
    return notes


def conditions(visit: VisitResult) -> dict[str, Any]:
    """A visit's photos in figures, whether they may be compared, and what in them differs from the baseline's."""
    unlike = [check for check in visit.checks if check.pair_differs]
    if not visit.captures:
        return {"figures": "no photo could be measured", "good": False, "words": "Not measured", "why": []}
    best = min(visit.captures, key=lambda capture: capture.mm_per_px)
    return {
        "figures": (
            f"{wording.count(len(visit.captures), 'photo')}, {best.mm_per_px:.2f} mm per pixel, "
            f"yaw {best.yaw_deg:.0f}, pitch {best.pitch_deg:.0f} degrees, blur {best.blur_mm:.2f} mm"
        ),
        "good": not any(check.obstacle for check in visit.checks),
        "words": _comparable_words(visit),
        "why": [check.message for check in unlike],
    }


def _comparable_words(visit: VisitResult) -> str:
    if visit.baseline:
        return "Baseline"
    return "Comparable" if visit.comparable else "Not comparable, forced" if visit.forced else "Not comparable"


def movement_lines(series: Series) -> list[tuple[str, str]]:
    """(visit, how far brows and eyes moved from rest) for the visits with a photo at rest."""
    return [(visit_words(visit), movement_line(visit.movement)) for visit in series.visits if visit.movement]
