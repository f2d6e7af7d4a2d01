"""Measures one patient's visits, day by day, each against the baseline of its expression and view."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.captures import compare_chosen
from wrinkle_scan.comparison.choosing import Chosen, choose_captures
from wrinkle_scan.comparison.movement import measure_movement
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.visits.catalog.opening import analyze_entries
from wrinkle_scan.visits.catalog.visits import SkippedPhoto, VisitPhotos
from wrinkle_scan.visits.course.line_kinds import LineKinds, classify_lines
from wrinkle_scan.visits.course.phases import days_between, expected_phase, treatment_before
from wrinkle_scan.visits.course.record import Record
from wrinkle_scan.visits.course.series import Capture, RegionVisit, VisitResult
from wrinkle_scan.visits.course.treatments import Treatment


@dataclass(frozen=True)
class _Photos:
    """A visit's measured photos, and those that could not be measured or are not used."""

    visit: VisitPhotos
    chosen: Chosen
    failed: tuple[SkippedPhoto, ...]

    @property
    def captures(self) -> tuple[Analysis, ...]:
        return self.chosen.captures


@dataclass(frozen=True)
class Baseline:
    """The visit that a series' others are compared with: its date, ISO 8601, and its captures with their pixels."""

    date: str
    captures: tuple[Analysis, ...]


@dataclass(frozen=True)
class MeasuredVisit:
    """One visit of a series, with its pixels.

    Attributes:
        key: of the series.
        date: ISO 8601.
        captures: the photos that could be measured.
        comparison: with the baseline; None where there is none, as at the baseline itself.
        baseline: of the series; None where no visit of it can be measured.
        result: what is kept of the visit, without pixels.
        kinds: at the baseline, which of its lines are seen at rest, by region, where there is a photo at rest too.
    """

    key: SeriesKey
    date: str
    captures: tuple[Analysis, ...]
    comparison: Comparison | None
    baseline: Baseline | None
    result: VisitResult
    kinds: dict[str, LineKinds]


def measured_visits(record: Record, treatments: Sequence[Treatment], force: bool = False) -> Iterator[MeasuredVisit]:
    """Every visit of every series, by day; photos are held in memory for one day at a time, besides the baselines'.

    Args:
        record: the patient's photos.
        treatments: the patient's, in the order of their dates.
        force: compare what is not comparable; the results say so.
    """
    first = treatments[0].date if treatments else None
    orders = {key: _as_baselines(visits, first) for key, visits in record.series.items()}
    early = _measured([order[0] for order in orders.values()])
    baselines = {key: _baseline(order, early) for key, order in orders.items()}
    for day in record.days:
        today = {key: visit for key, visits in record.series.items() for visit in visits if visit.date == day}
        here = {visit: early.pop(visit) for visit in today.values() if visit in early}
        here |= _measured([visit for visit in today.values() if visit not in here])
        for key, visit in today.items():
            rest = today.get(SeriesKey("rest", key.view))
            at_rest = here[rest] if rest else None
            yield _compared(key, here[visit], baselines[key], at_rest, treatments, first_day(record, treatments), force)
        del here, at_rest  # with their pixels, before the next are measured


def first_day(record: Record, treatments: Sequence[Treatment]) -> str:
    """The date from which the days of a course are counted: the first treatment's, or else the first visit's."""
    return treatments[0].date if treatments else record.days[0]


def _as_baselines(visits: tuple[VisitPhotos, ...], treated_on: str | None) -> list[VisitPhotos]:
    """A series' visits in the order in which they are tried as its baseline.

    The last one up to the day of the first treatment, those before it, and those after it.
    """
    before = [visit for visit in visits if treated_on is not None and visit.date <= treated_on]
    return [*reversed(before), *(visit for visit in visits if visit not in before)]


def _baseline(order: list[VisitPhotos], early: dict[VisitPhotos, _Photos]) -> _Photos | None:
    """The first measurable visit; those that had to be measured to find it are entered into `early`."""
    for visit in order:
        if visit not in early:
            early |= _measured([visit])
        if any(analysis.usable for analysis in early[visit].captures):
            return early[visit]
    return None


def _measured(visits: list[VisitPhotos]) -> dict[VisitPhotos, _Photos]:
    found = iter(analyze_entries([photo for visit in visits for photo in visit.photos]))
    return {visit: _photos(visit, [next(found) for _ in visit.photos]) for visit in visits}


def _photos(visit: VisitPhotos, found: list[Analysis | WrinkleScanError]) -> _Photos:
    analyses = [one for one in found if isinstance(one, Analysis)]
    failed = [
        SkippedPhoto(photo.path.name, one.reason)
        for photo, one in zip(visit.photos, found, strict=True)
        if isinstance(one, WrinkleScanError)
    ]
    chosen = choose_captures(analyses)
    failed += [SkippedPhoto(analysis.photo.path.name, why) for analysis, why in chosen.left_out]
    return _Photos(visit, Chosen(chosen.captures), tuple(failed))


def _compared(
    key: SeriesKey,
    photos: _Photos,
    baseline: _Photos | None,
    rest: _Photos | None,
    treatments: Sequence[Treatment],
    begin: str,
    force: bool,
) -> MeasuredVisit:
    """One visit compared with its baseline, and with the same day's photo at rest."""
    is_baseline = photos is baseline
    pair = None
    if key.expression and baseline and photos.captures and not is_baseline:
        pair = compare_chosen(baseline.chosen, photos.chosen, force)
    result = _visit_result(photos, pair, is_baseline and key.expression is not None, treatments, begin)
    kinds: dict[str, LineKinds] = {}
    if rest and rest.captures and photos.captures and key.expression not in ("rest", None):
        at_rest, moved = rest.captures[0], photos.captures[0]
        result = dataclasses.replace(result, movement=measure_movement(at_rest, moved))
        kinds = classify_lines(at_rest, moved) if is_baseline else {}
    shown = Baseline(baseline.visit.date, baseline.captures) if baseline else None
    return MeasuredVisit(key, photos.visit.date, photos.captures, pair, shown, result, kinds)


def _visit_result(
    photos: _Photos,
    pair: Comparison | None,
    is_baseline: bool,
    treatments: Sequence[Treatment],
    begin: str,
) -> VisitResult:
    visit, analyses = photos.visit, photos.captures
    regions = {name: _region_visit(name, visit.date, analyses, pair, treatments) for name in REGION_NAMES}
    about_photos = [Issue(i.code, i.message, i.region) for analysis in analyses for i in analysis.issues]
    return VisitResult(
        date=visit.date,
        day=days_between(begin, visit.date),
        baseline=is_baseline,
        captures=tuple(_capture(analysis) for analysis in analyses),
        failed=photos.failed,
        comparable=pair.comparable if pair else None,
        forced=pair.forced if pair else False,
        checks=tuple(pair.checks) if pair else (),
        issues=tuple(dict.fromkeys(pair.issues if pair else about_photos)),
        regions=regions if analyses else {},
    )


def _region_visit(
    name: str, date: str, analyses: Sequence[Analysis], pair: Comparison | None, treatments: Sequence[Treatment]
) -> RegionVisit:
    found = [analysis.regions[name] for analysis in analyses]
    severities = [region.severity for region in found if region.measurable]
    treated = treatment_before(list(treatments), name, date)
    following = treated or next((t for t in treatments if name in t.regions), None)
    days = None if following is None else days_between(following.date, date)
    return RegionVisit(
        severity=float(np.mean(severities)) if severities else None,
        reason=None if severities else next((region.reason for region in found), None),
        days_since=days,
        phase=None if days is None else expected_phase(days),
        compared=dataclasses.replace(pair.regions[name], aligned=None) if pair else None,
    )


def _capture(analysis: Analysis) -> Capture:
    photo, face = analysis.photo, analysis.face
    return Capture(
        photo.path.name, photo.sha256, *photo.file_size, analysis.mm_per_file_px, face.yaw_deg, face.pitch_deg,
        analysis.blur_mm,
    )  # fmt: skip
