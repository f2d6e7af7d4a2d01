"""Notes for the clinician besides the numbers: capture conditions and movement."""

from __future__ import annotations

from typing import Any

from wrinkle_scan.output.report import wording
from wrinkle_scan.output.report.course_words import visit_words
from wrinkle_scan.output.report.movement_words import movement_line
from wrinkle_scan.system.messages import joined, message
from wrinkle_scan.visits.course.series import Series, VisitResult


def notes_on(series: Series) -> list[str]:
    """Notes on the visits that are in neither the verdicts nor the checks."""
    notes: list[str] = []
    for visit in series.visits:
        shown = {check.message for check in visit.checks if check.region is None}
        shown |= {r.compared.reason for r in visit.regions.values() if r.compared and r.compared.reason}
        for issue in visit.issues:
            if issue.message not in shown and issue.code != "cannot_tell":
                where = [visit_words(visit), *([wording.REGION_TITLES[issue.region]] if issue.region else [])]
                notes.append(joined([joined(where, ", "), issue.message], ": "))
        notes += [joined([visit_words(visit), ", ", photo.name, ": ", photo.reason], "") for photo in visit.failed]
    return notes


def conditions(visit: VisitResult) -> dict[str, Any]:
    """A visit's photos in figures, whether they may be compared, and what in them differs from the baseline's."""
    unlike = [check for check in visit.checks if check.pair_differs]
    if not visit.captures:
        return {
            "figures": message("no photo could be measured"),
            "good": False,
            "words": message("Not measured"),
            "why": [],
        }
    best = min(visit.captures, key=lambda capture: capture.mm_per_px)
    return {
        "figures": (
            message(
                "{photos}, {mm_per_px:.2f} mm per pixel, yaw {yaw:.0f}, pitch {pitch:.0f} degrees, blur {blur:.2f} mm",
                photos=wording.count(len(visit.captures), "photo"),
                mm_per_px=best.mm_per_px,
                yaw=best.yaw_deg,
                pitch=best.pitch_deg,
                blur=best.blur_mm,
            )
        ),
        "good": not visit.obstacles,
        "words": _comparable_words(visit),
        "why": [check.message for check in unlike],
    }


def _comparable_words(visit: VisitResult) -> str:
    if visit.baseline:
        return message("Baseline")
    if visit.comparable:
        return message("Comparable")
    return message("Not comparable, forced") if visit.forced else message("Not comparable")


def movement_lines(series: Series) -> list[tuple[str, str]]:
    """(visit, how far brows and eyes moved from rest) for the visits with a photo at rest."""
    return [(visit_words(visit), movement_line(visit.movement)) for visit in series.visits if visit.movement]
