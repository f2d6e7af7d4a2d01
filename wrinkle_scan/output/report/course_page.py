"""The course of a treatment as one HTML file for the clinician: all numbers, intervals, pictures and conditions."""

from __future__ import annotations

from dataclasses import dataclass

from wrinkle_scan.comparison.grades import grade_of, grades_of
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.output.methods import methods_paragraphs
from wrinkle_scan.output.report import course_words, glossary, wording
from wrinkle_scan.output.report.course_chart import CourseChart, course_chart
from wrinkle_scan.output.report.depth_scale import TICKS_PERCENT, scale_hexes
from wrinkle_scan.output.report.page import rendered, settings_listed
from wrinkle_scan.output.report.strip_viewers import Captions, StripViewer, strip_viewers
from wrinkle_scan.output.report.visit_notes import conditions, movement_lines, notes_on
from wrinkle_scan.output.report.visit_pictures import FACE, VisitPictures
from wrinkle_scan.system.languages import ENGLISH
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Series
from wrinkle_scan.visits.provenance import course_provenance

_SCALE_STEPS = 40
_WORDS = Captions(
    face_caption=message("Each photo is turned, scaled and shifted onto the baseline’s, its skin equally light."),
    region_caption=message(
        "Flattened onto one grid, each photo aligned to the baseline by the skin, or by the landmarks where the skin "
        "could not be aligned; all blurred to the least sharp photo."
    ),
    not_comparable=message("not comparable"),
)


@dataclass(frozen=True)
class _CourseSection:
    """One series on the page."""

    key: str
    title: str
    series: Series
    latest: dict[str, RegionComparison]
    sentences: dict[str, list[str]]
    charts: dict[str, CourseChart]
    viewers: list[StripViewer]
    notes: list[str]


def render_progress(
    progress: Progress, visit_pictures: VisitPictures, begin: str | None, language: str = ENGLISH
) -> str:
    """The page of a course.

    Args:
        progress: the course.
        visit_pictures: its pictures.
        begin: the date from which days are counted, ISO 8601; None in a report without dates.
        language: one of `system.languages.codes()`.

    Returns:
        HTML with its pictures, style and script inside. Photos are named by their files' names, without folders.
    """
    sections = [_section(progress, series, visit_pictures, begin) for series in progress.series]
    return rendered(
        "progress.html.j2",
        ("report.css", "course.css"),
        ("report.js",),
        language,
        words=wording,
        glossary=glossary,
        course_words=course_words,
        progress=progress,
        known=[issue for issue in progress.issues if issue.code != "simulated"],
        sections=sections,
        pictures=any(section.viewers for section in sections),
        treatments=[
            course_words.treatment_words(treatment, day, not progress.deidentified)
            for treatment, day in zip(progress.treatments, progress.treatment_days, strict=True)
        ],
        next_treatment=course_words.next_treatment_words(progress),
        conditions=conditions,
        grade_of=grade_of,
        grades_of=grades_of,
        movement_lines=movement_lines,
        scale=list(enumerate(scale_hexes(_SCALE_STEPS))),
        scale_steps=_SCALE_STEPS,
        ticks=TICKS_PERCENT,
        provenance=settings_listed(course_provenance()),
        methods=methods_paragraphs(course_provenance()),
    )


def _section(progress: Progress, series: Series, visit_pictures: VisitPictures, begin: str | None) -> _CourseSection:
    key = str(series.key)
    names = {visit.day: course_words.visit_words(visit) for visit in series.visits}
    charts, latest = {}, {}
    for name, title in wording.REGION_TITLES.items():
        answers = [compared for _, compared in series.compared_visits(name)]
        if not answers:
            continue
        latest[name] = answers[-1]
        if any(answer.change_percent is not None for answer in answers):
            charts[name] = course_chart(series, name, progress.treated_days(name), names, title)
    strips = visit_pictures.strips(series.key, progress.treatments, face=not progress.deidentified)
    return _CourseSection(
        key,
        course_words.series_title(series),
        series,
        latest,
        {n: course_words.course_sentences(c, begin) for n, c in series.courses.items()},
        charts,
        strip_viewers(
            strips,
            key,
            lambda view: message("Upper face") if view == FACE else wording.REGION_TITLES[view],
            lambda day: names[day],
            _WORDS,
        ),
        notes_on(series),
    )
