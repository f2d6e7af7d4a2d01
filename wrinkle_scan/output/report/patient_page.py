"""The course of a treatment as one page for the patient, made for a phone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wrinkle_scan.output.report.course_chart import CourseChart, course_chart
from wrinkle_scan.output.report.page import rendered
from wrinkle_scan.output.report.patient_messages import Messages
from wrinkle_scan.output.report.patient_words import (
    best_earlier,
    expectation_sentences,
    kinds_sentences,
    pair_obstacle,
    series_title,
    unmeasured_sentences,
    verdict_sentence,
    visit_label,
)
from wrinkle_scan.output.report.strip_viewers import Captions, StripViewer, strip_viewers
from wrinkle_scan.output.report.visit_pictures import FACE, VisitPictures
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Series, VisitResult

LIMITS = ("limit_look", "limit_feel", "limit_others", "limit_health")
AXIS_KEYS = ("as_before", "half_as_deep", "no_lines")
POINTS = {
    "improved": "point_softer",
    "unchanged": "point_same",
    "worsened": "point_deeper",
    "cannot_tell": "point_unknown",
    None: "point_baseline",
}


@dataclass(frozen=True)
class _PatientSection:
    """One series: the change of each region's lines, and one chart."""

    key: str
    title: str
    baseline: str
    latest: str
    sentences: list[tuple[str, str]]
    viewers: list[StripViewer]
    chart: CourseChart | None
    chart_title: str


def render_patient(progress: Progress, visit_pictures: VisitPictures, begin: str | None, language: str) -> str:
    """The patient's page.

    Args:
        progress: the course.
        visit_pictures: its pictures.
        begin: the date from which days are counted, ISO 8601; None in a report without dates.
        language: one of `system.languages.codes()`.

    Returns:
        HTML with its pictures, style and script inside, without names of photos or of the patient.
    """
    messages = Messages(language)
    sections = [
        section for series in progress.series if (section := _section(progress, series, visit_pictures, messages))
    ]
    visits = sorted((visit for series in progress.series for visit in series.visits), key=lambda visit: visit.day)
    return rendered(
        "patient.html.j2",
        ("report.css", "course.css", "patient.css"),
        ("report.js",),
        language,
        m=messages,
        visits=len({visit.day for visit in visits}),
        sections=sections,
        unmeasured=unmeasured_sentences(progress, messages),
        simulated=bool(progress.simulated),
        kinds=kinds_sentences(progress, messages),
        expect=expectation_sentences(progress, visits[-1], begin, messages),
        limits=LIMITS,
    )


def _section(
    progress: Progress, series: Series, visit_pictures: VisitPictures, messages: Messages
) -> _PatientSection | None:
    baseline = series.baseline
    if baseline is None:
        return None
    later = [visit for visit in series.visits if visit.day > baseline.day and visit.regions]
    if not later:
        return None
    last = later[-1]
    treated = {name for treatment in progress.treatments for name in treatment.regions}
    names = [name for name in last.regions if name in treated or not treated]
    labels = {visit.day: visit_label(visit, messages) for visit in series.visits}
    tags = {v.day: labels[v.day] if v.date is None else messages.short_day(v.date) for v in series.visits}
    chart_of = _most_evident_region(series, names)
    strips = [
        replace(strip, frames=tuple(frame for frame in strip.frames if frame.comparable))  # it may be another's face
        for strip in visit_pictures.strips(series.key)
        if (strip.view == FACE) != progress.deidentified
    ]
    caption = f"{messages.say('pictures_how')} {messages.say('caption')}"
    words = Captions(caption, caption, messages.say("not_comparable"))
    return _PatientSection(
        key=str(series.key),
        title=series_title(series, messages),
        baseline=labels[baseline.day],
        latest=labels[last.day],
        sentences=_sentences(series, last, names, messages),
        viewers=strip_viewers(strips, str(series.key), messages.say, lambda day: tags[day], words),
        chart=_chart(progress, series, chart_of, messages) if chart_of else None,
        chart_title=messages.say(chart_of) if chart_of else "",
    )


def _sentences(series: Series, last: VisitResult, names: list[str], messages: Messages) -> list[tuple[str, str]]:
    """(verdict, sentence) of each region; one for all where the last visit's photos cannot be compared at all."""
    if (obstacle := pair_obstacle(last)) is not None:
        return [("cannot_tell", messages.say("cannot_compare", why=messages.say(obstacle)))]
    return [(_verdict(last, name), _sentence(series, last, name, messages)) for name in names]


def _verdict(visit: VisitResult, name: str) -> str:
    compared = visit.regions[name].compared
    return compared.verdict if compared else "cannot_tell"


def _sentence(series: Series, last: VisitResult, name: str, messages: Messages) -> str:
    compared = last.regions[name].compared
    if compared is None:
        return messages.say("cannot_tell", lines=messages.say(name), why=messages.say("why_other"))
    sentence = verdict_sentence(name, compared, last, messages)
    best = best_earlier(name, series, last) if compared.reason is None else None
    return f"{sentence} {messages.say('earlier', date=visit_label(best, messages))}" if best else sentence


def _most_evident_region(series: Series, names: list[str]) -> str | None:
    """The region with the largest change beyond its interval; None with fewer than three visits."""

    def largest(name: str) -> float:
        ends = [compared.ci95_percent[1] for _, compared in series.compared_visits(name) if compared.ci95_percent]
        return min(ends, default=0.0)

    changes = {name: largest(name) for name in names}
    enough = sum(bool(visit.regions) for visit in series.visits) > 2
    return min(changes, key=lambda name: changes[name]) if changes and enough else None


def _chart(progress: Progress, series: Series, name: str, messages: Messages) -> CourseChart:
    """The clinician's chart with words in place of numbers."""
    labels = {visit.day: visit_label(visit, messages) for visit in series.visits}
    chart = course_chart(series, name, progress.treated_days(name), labels, messages.say(name))
    points = tuple(
        replace(point, words=messages.say(POINTS[point.verdict], date=labels[visit.day]))
        for point, visit in zip(chart.points, series.visits, strict=True)
    )
    ticks = tuple(zip((chart.zero, (chart.zero + 100) / 2, 100.0), map(messages.say, AXIS_KEYS), strict=True))
    description = f"{messages.say(name)}. {'; '.join(point.words for point in points)}."
    return replace(chart, points=points, curve=(), y_ticks=ticks, description=description)
