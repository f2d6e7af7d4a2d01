"""Follows one patient from visit to visit: each against the baseline of its expression, then all of them together."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from wrinkle_scan.analysis.results import Analysis, Issue
from wrinkle_scan.comparison.captures import compare_chosen
from wrinkle_scan.comparison.choosing import Chosen, choose_captures
from wrinkle_scan.comparison.movement import measure_movement
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.visits.catalog.date_doubts import date_doubts, order_doubts
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.face_expressions import words_on_faces
from wrinkle_scan.visits.catalog.opening import analyze_entry
from wrinkle_scan.visits.catalog.visits import SkippedPhoto, VisitPhotos
from wrinkle_scan.visits.course.curve import Course, fit_course
from wrinkle_scan.visits.course.line_kinds import LineKinds, tell_lines_apart
from wrinkle_scan.visits.course.phases import days_between, expected_phase, treatment_before
from wrinkle_scan.visits.course.record import Record
from wrinkle_scan.visits.course.results import DATES, Capture, Progress, RegionVisit, Series, VisitResult
from wrinkle_scan.visits.course.treatments import Treatment

Look = Callable[[SeriesKey, str, Sequence[Analysis], Comparison | None], None]
"""Is given each measured visit with its pixels while they are there: series, date, captures, comparison. A series'
baseline, for which there is no comparison, comes before its other visits."""
Measured = tuple[Chosen, tuple[SkippedPhoto, ...]]


def follow(record: Record, treatments: Sequence[Treatment], look: Look | None = None, force: bool = False) -> Progress:
    """The course of a patient.

    Photos are held in memory for one visit at a time, besides the baseline's.

    Args:
        record: the patient's photos.
        treatments: the patient's, in the order of their dates.
        look: see `Look`; may keep pictures.
        force: compare what is not comparable; the results say so.
    """
    first = treatments[0].date if treatments else None
    baselines = {key: _baseline(visits, first) for key, visits in record.series.items()}
    results: dict[SeriesKey, list[VisitResult]] = {key: [] for key in record.series}
    kinds: dict[SeriesKey, dict[str, LineKinds]] = {key: {} for key in record.series}
    begin = first_day(record, treatments)
    captured_at: dict[Path, str | None] = {}
    if look:
        for key, (visit, (chosen, _)) in baselines.items():
            if visit:
                look(key, visit.date, chosen.captures, None)
    for day in record.days:
        here: dict[SeriesKey, Measured] = {}
        for key, visits in record.series.items():
            visit = next((visit for visit in visits if visit.date == day), None)
            if visit is None:
                continue
            first_visit, (baseline, _) = baselines[key]
            is_baseline = visit is first_visit
            here[key] = baselines[key][1] if is_baseline else _measured(visit)
            chosen = here[key][0]
            analyses = chosen.captures
            captured_at |= {analysis.photo.path: analysis.photo.captured_at for analysis in analyses}
            comparable = bool(key.expression and baseline.captures and analyses)
            pair = compare_chosen(baseline, chosen, force) if comparable and not is_baseline else None
            if look and pair:
                look(key, day, analyses, pair)
            result = _visit_result(
                visit, here[key], pair, is_baseline and key.expression is not None, list(treatments), begin
            )
            at_rest = SeriesKey("rest", key.view)
            rest = here[at_rest][0].captures if at_rest in here else ()
            if rest and analyses and key.expression not in ("rest", None):
                result = dataclasses.replace(result, movement=measure_movement(rest[0], analyses[0]))
                if is_baseline:
                    kinds[key] = tell_lines_apart(rest[0], analyses[0])
            results[key].append(result)
    series = tuple(
        Series(
            key.expression,
            tuple(visits),
            _courses(visits, treatments, begin),
            kinds[key],
            key.view,
            _certainty(record.series[key]),
        )  # fmt: skip
        for key, visits in results.items()
    )
    days = tuple(days_between(begin, treatment.date) for treatment in treatments)
    issues = (*_about_dates(record, captured_at), *_issues(record, baselines, first, series))
    return Progress(record.patient, tuple(treatments), days, series, record.left_out, issues)


def first_day(record: Record, treatments: Sequence[Treatment]) -> str:
    """The date from which the days of a course are counted: the first treatment's, or else the first visit's."""
    return treatments[0].date if treatments else record.days[0]


def _certainty(visits: tuple[VisitPhotos, ...]) -> float | None:
    told = [photo.expression_certainty for visit in visits for photo in visit.photos]
    return min((certainty for certainty in told if certainty is not None), default=None)


def _measured(visit: VisitPhotos) -> Measured:
    analyses, failed = [], []
    for photo in visit.photos:
        try:
            analyses.append(analyze_entry(photo))
        except WrinkleScanError as error:
            failed.append(SkippedPhoto(photo.path.name, error.reason))
    chosen = choose_captures(analyses)
    failed += [SkippedPhoto(analysis.photo.path.name, why) for analysis, why in chosen.left_out]
    return Chosen(chosen.captures), tuple(failed)


def _baseline(visits: tuple[VisitPhotos, ...], treated_on: str | None) -> tuple[VisitPhotos | None, Measured]:
    """The last visit until the day of the first treatment that can be measured, or else the first that can."""
    before = [visit for visit in visits if treated_on is not None and visit.date <= treated_on]
    for visit in [*reversed(before), *(visit for visit in visits if visit not in before)]:
        measured = _measured(visit)
        if any(analysis.usable for analysis in measured[0].captures):
            return visit, measured
    return None, (Chosen(()), ())


def _visit_result(
    visit: VisitPhotos,
    measured: Measured,
    pair: Comparison | None,
    is_baseline: bool,
    treatments: list[Treatment],
    begin: str,
) -> VisitResult:
    analyses, failed = measured[0].captures, measured[1]
    regions = {name: _region_visit(name, visit.date, analyses, pair, treatments) for name in REGION_NAMES}
    about_photos = [Issue(i.code, i.message, i.region) for analysis in analyses for i in analysis.issues]
    return VisitResult(
        date=visit.date,
        day=days_between(begin, visit.date),
        baseline=is_baseline,
        captures=tuple(_capture(analysis) for analysis in analyses),
        failed=failed,
        comparable=pair.comparable if pair else None,
        forced=pair.forced if pair else False,
        checks=tuple(pair.checks) if pair else (),
        issues=tuple(dict.fromkeys(pair.issues if pair else about_photos)),
        regions=regions if analyses else {},
    )


def _region_visit(
    name: str, date: str, analyses: Sequence[Analysis], pair: Comparison | None, treatments: list[Treatment]
) -> RegionVisit:
    found = [analysis.regions[name] for analysis in analyses]
    severities = [region.severity for region in found if region.measurable]
    treated = treatment_before(treatments, name, date)
    following = treated or next((t for t in treatments if name in t.regions), None)
    days = None if following is None else days_between(following.date, date)
    return RegionVisit(
        severity=float(np.mean(severities)) if severities else None,
        reason=None if severities else next((region.reason for region in found), None),
        days_since=days,
        phase=None if days is None else expected_phase(days),
        compared=dataclasses.replace(pair.regions[name], aligned=None) if pair else None,
    )


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
                if inside and compared and compared.told:
                    day = days_between(treatment.date, str(visit.date))
                    low, high = compared.told.ci95_percent
                    points.append((day, compared.told.percent, (high - low) / 2))
            if points:
                courses[name] = fit_course(days_between(begin, treatment.date), *map(list, zip(*points, strict=True)))
                break
    return courses


def _capture(analysis: Analysis) -> Capture:
    photo, face = analysis.photo, analysis.face
    return Capture(
        photo.path.name, photo.sha256, photo.width, photo.height, face.mm_per_px, face.yaw_deg, face.pitch_deg,
        analysis.blur_mm,
    )  # fmt: skip


def _photos(record: Record) -> list[PhotoEntry]:
    return [photo for day in record.days for photo in record.photos_of(day)]


def _about_dates(record: Record, captured_at: dict[Path, str | None]) -> list[Issue]:
    """What is doubtful about the photos' dates, by the photos' names."""
    photos = _photos(record)
    doubts = [(p.path.name, doubt) for p in photos for doubt in date_doubts(p, captured_at.get(p.path))]
    issues = [Issue(DATES, f"{name}: {doubt}.") for name, doubt in doubts]
    in_order = order_doubts((p.path.name, str(p.visit_date), captured_at.get(p.path)) for p in photos)
    return issues + [Issue(DATES, f"{doubt}.") for doubt in in_order]


def _issues(
    record: Record,
    baselines: dict[SeriesKey, tuple[VisitPhotos | None, Measured]],
    treated_on: str | None,
    series: tuple[Series, ...],
) -> tuple[Issue, ...]:
    issues = []
    for key, (visit, _) in baselines.items():
        words = str(key).replace("_", " ")
        if visit is None:
            issues.append(Issue("no_baseline", f"No photo of the series “{words}” can be measured."))
        elif treated_on is not None and visit.date > treated_on:
            issues.append(
                Issue(
                    "treated_before",
                    f"The series “{words}” has no photo from before the first treatment: changes are told against the "
                    f"first visit after it, and the treatment’s own effect cannot be seen.",
                )
            )
    issues += [Issue("undeclared", message) for message in words_on_faces(_photos(record))]
    if treated_on is None:
        issues.append(Issue("no_treatments", "No treatment is recorded: visits are told against the first one."))
    forced = sorted({visit.day for one in series for visit in one.visits if visit.forced})
    if forced:
        days = ", ".join(str(day) for day in forced)
        issues.append(
            Issue("forced", f"Forced: the photos of day {days} are not comparable. Their numbers prove nothing.")
        )
    if len(record.days) == 1:
        issues.append(Issue("one_visit", "There is one visit only: nothing to compare it with yet."))
    return tuple(issues)
