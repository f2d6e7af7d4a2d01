"""Follows one patient over all visits: estimates and issues of the course as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.face.expression import SeriesKey, expression_words
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.messages import joined, message
from wrinkle_scan.visits.catalog.date_doubts import date_doubts, order_doubts
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.face_expressions import classification_notes
from wrinkle_scan.visits.catalog.visits import VisitPhotos
from wrinkle_scan.visits.course.curve import Course, fit_course
from wrinkle_scan.visits.course.line_kinds import LineKinds
from wrinkle_scan.visits.course.phases import days_between
from wrinkle_scan.visits.course.record import Record
from wrinkle_scan.visits.course.results import DATES, Progress
from wrinkle_scan.visits.course.series import Series, VisitResult
from wrinkle_scan.visits.course.treatments import Treatment
from wrinkle_scan.visits.course.visit_measuring import MeasuredVisit, first_day, measured_visits


def follow(record: Record, treatments: Sequence[Treatment], force: bool = False) -> Progress:
    """The course of a patient.

    Args:
        record: the patient's photos.
        treatments: the patient's, in the order of their dates.
        force: compare what is not comparable; the results say so.
    """
    return progress_of(record, treatments, measured_visits(record, treatments, force))


def progress_of(record: Record, treatments: Sequence[Treatment], visits: Iterable[MeasuredVisit]) -> Progress:
    """The same from the visits of `measured_visits`; only one is held in memory at a time."""
    results: dict[SeriesKey, list[VisitResult]] = {key: [] for key in record.series}
    kinds: dict[SeriesKey, dict[str, LineKinds]] = {key: {} for key in record.series}
    baselines: dict[SeriesKey, str | None] = {}
    times: dict[Path, tuple[str | None, bool]] = {}
    for visit in visits:
        results[visit.key].append(visit.result)
        kinds[visit.key] |= visit.kinds
        baselines[visit.key] = visit.baseline.date if visit.baseline else None
        times |= {one.photo.path: (one.photo.captured_at, one.photo.last_change) for one in visit.captures}
        del visit  # with its pixels, before the next is measured
    begin = first_day(record, treatments)
    series = tuple(
        Series(
            key.expression,
            tuple(results[key]),
            _courses(results[key], treatments, begin),
            kinds[key],
            key.view,
            _certainty(photos),
        )  # fmt: skip
        for key, photos in record.series.items()
    )
    days = tuple(days_between(begin, treatment.date) for treatment in treatments)
    treated_on = treatments[0].date if treatments else None
    in_order = {key: baselines[key] for key in record.series}
    about_dates = *_about_dates(record, times), *_about_treatments(treatments)
    issues = (*about_dates, *_issues(record, in_order, treated_on, series))
    return Progress(record.patient, tuple(treatments), days, series, record.left_out, issues)


def _certainty(visits: tuple[VisitPhotos, ...]) -> float | None:
    known = [photo.expression_certainty for visit in visits for photo in visit.photos]
    return min((certainty for certainty in known if certainty is not None), default=None)


def _courses(visits: list[VisitResult], treatments: Sequence[Treatment], begin: str) -> dict[str, Course]:
    """For each treated region the course since the last treatment after which a visit was measured."""
    courses = {}
    for name in REGION_NAMES:
        for treatment in reversed([t for t in treatments if name in t.regions]):
            later = [t.date for t in treatments if name in t.regions and t.date > treatment.date]
            points = []
            for visit in visits:
                compared = visit.regions[name].compared if visit.regions and visit.date else None
                inside = str(visit.date) > treatment.date and (not later or str(visit.date) <= later[0])
                if inside and compared and compared.reported:
                    day = days_between(treatment.date, str(visit.date))
                    low, high = compared.reported.ci95_percent
                    points.append((day, compared.reported.percent, (high - low) / 2))
            if points:
                courses[name] = fit_course(days_between(begin, treatment.date), *map(list, zip(*points, strict=True)))
                break
    return courses


def _photos(record: Record) -> list[PhotoEntry]:
    return [photo for day in record.days for photo in record.photos_on(day)]


def _about_dates(record: Record, times: dict[Path, tuple[str | None, bool]]) -> list[Issue]:
    """Issues about doubtful dates, which name the photos; of each photo its `captured_at` and `last_change`."""
    photos = [(photo, *times.get(photo.path, (None, False))) for photo in _photos(record)]
    doubts = [(p.path.name, doubt) for p, time, changed in photos for doubt in date_doubts(p, time, changed)]
    issues = [Issue(DATES, joined([name, ": ", doubt, "."], "")) for name, doubt in doubts]
    in_order = order_doubts((p.path.name, str(p.visit_date), None if changed else time) for p, time, changed in photos)
    return issues + [Issue(DATES, joined([doubt, "."], "")) for doubt in in_order]


def _about_treatments(treatments: Sequence[Treatment]) -> list[Issue]:
    """Issues about treatments of days to come, and those that are recorded twice."""
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    said = [
        message(
            "The treatment of {day} lies in the future, and all visits count as before it. Correct its day, or record "
            "it when it was given.",
            day=treatment.date,
        )
        for treatment in treatments
        if treatment.date > tomorrow
    ]
    said += [
        message(
            "A treatment of {day} is recorded {number} times in the same words. Delete the others if it was one.",
            day=treatment.date,
            number=number,
        )
        for treatment, number in Counter(treatments).items()
        if number > 1
    ]
    return [Issue(DATES, sentence) for sentence in said]


def _treated_before(record: Record, key: SeriesKey, words: str, treated_on: str) -> str:
    said = message(
        "The series “{words}” has no photo from before the first treatment: changes are "
        "measured against the first visit after it, and the treatment’s own effect cannot be "
        "seen.",
        words=words,
    )
    unknown = record.series.get(SeriesKey(None, key.view), ())
    if not any(visit.date <= treated_on for visit in unknown):
        return said
    return joined(
        [said, message("A photo from before it, of which the expression is not known, may be of this series.")]
    )


def _issues(
    record: Record,
    baselines: dict[SeriesKey, str | None],
    treated_on: str | None,
    series: tuple[Series, ...],
) -> tuple[Issue, ...]:
    issues = []
    for key, baseline in baselines.items():
        words = joined([expression_words(key.expression), *([] if key.view == "front" else [key.view])])
        if baseline is None:
            issues.append(
                Issue("no_baseline", message("No photo of the series “{words}” can be measured.", words=words))
            )
        elif key.expression and treated_on is not None and baseline > treated_on:
            issues.append(Issue("treated_before", _treated_before(record, key, words, treated_on)))
    issues += [Issue("undeclared", sentence) for sentence in classification_notes(_photos(record))]
    if treated_on is None:
        issues.append(
            Issue("no_treatments", message("No treatment is recorded: visits are compared with the first one."))
        )
    forced = sorted({visit.day for one in series for visit in one.visits if visit.forced})
    if forced:
        days = ", ".join(str(day) for day in forced)
        issues.append(
            Issue(
                "forced",
                message("Forced: the photos of day {days} are not comparable. Their numbers prove nothing.", days=days),
            )
        )
    if len(record.days) == 1:
        issues.append(Issue("one_visit", message("There is one visit only: nothing to compare it with yet.")))
    return tuple(issues)
