"""A comparison as one self-contained HTML file, which loads nothing else."""

from __future__ import annotations

from typing import Any

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.crease_changes import crease_changes
from wrinkle_scan.comparison.grades import grades_of
from wrinkle_scan.comparison.movement import MovementPair
from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.comparison.settings import CHANGES
from wrinkle_scan.output.methods import methods_paragraphs
from wrinkle_scan.output.report import glossary, wording
from wrinkle_scan.output.report.depth_scale import TICKS_PERCENT, scale_hexes
from wrinkle_scan.output.report.forest import forest
from wrinkle_scan.output.report.movement_table import movement_rows
from wrinkle_scan.output.report.page import rendered, settings_listed
from wrinkle_scan.output.report.viewers import face_viewer, region_viewer
from wrinkle_scan.system.languages import ENGLISH
from wrinkle_scan.system.messages import joined, message

_SCALE_STEPS = 40


def render_comparison(comparison: Comparison, movements: MovementPair | None = None, language: str = ENGLISH) -> str:
    """The page of a comparison: verdicts, pictures, figures, checks, limits and provenance; movements if there are any.

    Args:
        comparison: the comparison.
        movements: from rest, if there are any.
        language: one of `system.languages.codes()`.

    Returns:
        HTML with its pictures, style and script inside. Photos are named by their file names, without folders.
    """
    return rendered(
        "comparison.html.j2",
        ("report.css",),
        ("report.js",),
        language,
        words=wording,
        glossary=glossary,
        comparison=comparison,
        grades_of=grades_of,
        simulated=list(dict.fromkeys(issue.message for issue in comparison.issues if issue.code == "simulated")),
        notes=_notes(comparison),
        photos=[_photo(which, a) for which, a in (("before", comparison.before), ("after", comparison.after))],
        further=_further_photos(comparison, movements),
        elapsed=wording.days_between_words(comparison.before.photo.captured_at, comparison.after.photo.captured_at),
        face=face_viewer(comparison),
        viewers=_region_viewers(comparison),
        creases={name: crease_changes(name, region) or [] for name, region in comparison.regions.items()},
        same_percent=round(100 * CHANGES.same_share),
        same_points=round(CHANGES.same_points),
        forest=forest(comparison.regions),
        movement=movement_rows(movements) if movements else [],
        movement_issues=_movement_issues(movements),
        scale=[(i, color) for i, color in enumerate(scale_hexes(_SCALE_STEPS))],
        scale_steps=_SCALE_STEPS,
        ticks=TICKS_PERCENT,
        provenance=settings_listed(provenance(compared=True)),
        methods=methods_paragraphs(provenance(compared=True), comparison.forced),
    )


def _photo(which: str, analysis: Analysis) -> dict[str, Any]:
    width, height = analysis.photo.file_size
    return {
        "which": message("Before") if which == "before" else message("After"),
        "name": analysis.photo.path.name,
        "date": wording.date_words(analysis.photo.captured_at),
        "series": wording.series_words(analysis.expression),
        "sha256": analysis.photo.sha256,
        "size": message(
            "{width} × {height} px, {mm:.3f} mm per pixel",
            width=width,
            height=height,
            mm=analysis.mm_per_file_px,
        ),
        "simulated": analysis.simulated,
    }


def _further_photos(comparison: Comparison, movements: MovementPair | None) -> list[dict[str, Any]]:
    """Measured photos that are not shown as pictures: other captures, and those at rest."""
    captures = comparison.captures or ((), ())
    rests = (movements.before, movements.after) if movements else (None, None)
    return [
        _photo(which, analysis)
        for which, shown, visit, movement in zip(
            ("before", "after"), (comparison.before, comparison.after), captures, rests, strict=True
        )
        for analysis in (*(a for a in visit if a is not shown), *([movement.rest] if movement else []))
    ]


def _notes(comparison: Comparison) -> list[tuple[str | None, str]]:
    """(region's name or None, message) of every issue that the banners and the verdicts do not say already."""
    shown = {region.reason for region in comparison.regions.values()}
    shown |= {check.message for check in comparison.checks if check.forbids}

    def is_news(issue: Issue) -> bool:
        return issue.code != "simulated" and issue.message not in shown

    return [(i.region and wording.REGION_TITLES[i.region], i.message) for i in comparison.issues if is_news(i)]


def _movement_issues(movements: MovementPair | None) -> list[str]:
    pairs = ((message("Before"), movements.before), (message("After"), movements.after)) if movements else ()
    return [joined([which, issue.message], ": ") for which, movement in pairs if movement for issue in movement.issues]


def _region_viewers(comparison: Comparison) -> dict[str, Any]:
    """The viewers by region, for every region with pixels in both photos, whatever the verdict."""
    return {
        name: region_viewer(comparison, name, region.aligned)
        for name, region in comparison.regions.items()
        if region.aligned is not None
    }
