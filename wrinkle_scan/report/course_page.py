"""The course of a treatment as one HTML file for the clinician: all numbers, intervals, pictures and conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from wrinkle_scan.comparison.results import RegionComparison
from wrinkle_scan.methods import methods_paragraphs
from wrinkle_scan.movement_words import movement_line
from wrinkle_scan.provenance import provenance
from wrinkle_scan.report import course_words, wording
from wrinkle_scan.report.course_chart import CourseChart, course_chart
from wrinkle_scan.report.depth_scale import TICKS_PERCENT, scale_hexes
from wrinkle_scan.report.film import FACE, Film
from wrinkle_scan.report.page import TEMPLATES, inlined, policy, settings_listed
from wrinkle_scan.report.strip_viewers import StripViewer, Words, strip_viewers
from wrinkle_scan.series.results import Progress, Series, VisitResult

_SCALE_STEPS = 40
_WORDS = Words(
    face_caption="Each photo is turned, scaled and shifted onto the baseline’s, its skin equally light.",
    region_caption=(
        "Flattened onto one grid, each photo matched to the baseline by the skin itself, all as blunt as the bluntest."
    ),
    not_comparable="not comparable",
)


@dataclass(frozen=True)
class _Section:
    """One series on the page."""

    key: str
    title: str
    series: Series
    latest: dict[str, RegionComparison]
    sentences: dict[str, list[str]]
    charts: dict[str, CourseChart]
    viewers: list[StripViewer]
    notes: list[str]


def render_progress(progress: Progress, film: Film, begin: str | None) -> str:
    """The page of a course.

    Args:
        progress: what was found.
        film: its pictures.
        begin: the date from which days are counted, ISO 8601; None in a report without dates.

    Returns:
        HTML with its pictures, style and script inside. Photos are named by their files' names, without folders.
    """
    style, script = inlined("report.css") + inlined("course.css"), inlined("report.js")
    sections = [_section(progress, series, film, begin) for series in progress.series]
    return TEMPLATES.get_template("progress.html.j2").render(
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        words=wording,
        course_words=course_words,
        progress=progress,
        sections=sections,
        pictures=any(section.viewers for section in sections),
        treatments=[
            course_words.treatment_words(treatment, day, not progress.deidentified)
            for treatment, day in zip(progress.treatments, progress.treatment_days, strict=True)
        ],
        next_treatment=course_words.next_treatment_words(progress),
        conditions=conditions,
        movement_lines=movement_lines,
        scale=list(enumerate(scale_hexes(_SCALE_STEPS))),
        scale_steps=_SCALE_STEPS,
        ticks=TICKS_PERCENT,
        provenance=settings_listed(provenance(compared=True)),
        methods=methods_paragraphs(provenance(compared=True)),
    )


def _section(progress: Progress, series: Series, film: Film, begin: str | None) -> _Section:
    key = series.expression or "not_declared"
    names = {visit.day: course_words.visit_words(visit) for visit in series.visits}
    treated = {name for treatment in progress.treatments for name in treatment.regions}
    charts, latest = {}, {}
    for name, title in wording.REGION_TITLES.items():
        answers = [r.compared for v in series.visits if (r := v.regions.get(name)) and r.compared]
        if not answers:
            continue
        latest[name] = answers[-1]
        if any(answer.change_percent is not None for answer in answers):
            charts[name] = course_chart(series, name, treated_days(progress, name), names, title)
    strips = film.strips(series.expression, progress.treatments)
    if progress.deidentified:
        strips = [strip for strip in strips if strip.view != FACE]
    return _Section(
        key,
        course_words.series_title(series),
        series,
        latest,
        {n: course_words.course_sentences(c, begin) for n, c in series.courses.items() if n in treated},
        charts,
        strip_viewers(
            strips,
            key,
            lambda view: "Upper face" if view == FACE else wording.REGION_TITLES[view],
            lambda day: names[day],
            _WORDS,
        ),
        notes_on(series),
    )


def treated_days(progress: Progress, region: str) -> list[int]:
    """The days on which a region was treated."""
    treatments = zip(progress.treatments, progress.treatment_days, strict=True)
    return [day for treatment, day in treatments if region in treatment.regions]


def notes_on(series: Series) -> list[str]:
    """What a reader must know of the visits that neither the verdicts nor the checks say."""
    notes = []
    for visit in series.visits:
        said = {check.message for check in visit.checks}
        said |= {r.compared.reason for r in visit.regions.values() if r.compared and r.compared.reason}
        for issue in visit.issues:
            if issue.message not in said and issue.code != "cannot_tell":
                notes.append(f"{course_words.visit_words(visit)}: {issue.message}")
        notes += [f"{course_words.visit_words(visit)}, {photo.name}: {photo.reason}" for photo in visit.failed]
    return notes


def conditions(visit: VisitResult) -> dict[str, Any]:
    """A visit's photos in figures, and whether they may be compared."""
    obstacles = [check.message for check in visit.checks if not check.passed and check.region is None]
    if not visit.captures:
        return {"figures": "no photo could be measured", "good": False, "words": "Not measured", "why": []}
    best = min(visit.captures, key=lambda capture: capture.mm_per_px)
    return {
        "figures": (
            f"{wording.count(len(visit.captures), 'photo')}, {best.mm_per_px:.2f} mm per pixel, "
            f"yaw {best.yaw_deg:.0f}, pitch {best.pitch_deg:.0f} degrees, blur {best.blur_mm:.2f} mm"
        ),
        "good": not obstacles,
        "words": "Baseline" if visit.baseline else "Not comparable" if obstacles else "Comparable",
        "why": obstacles,
    }


def movement_lines(series: Series) -> list[tuple[str, str]]:
    """(visit, how far brows and eyes moved from rest) for the visits with a photo at rest."""
    return [
        (course_words.visit_words(visit), movement_line(visit.movement)) for visit in series.visits if visit.movement
    ]
