"""The last check before a course is exported: removes what a de-identified course must not contain."""

from __future__ import annotations

import dataclasses

from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Series, VisitResult


def redacted(progress: Progress) -> Progress:
    """A course as it is; where it is deidentified, without dates, photos' names and hashes, batches and injectors.

    `visits.course.deidentifying` has removed them already; this also covers a course made elsewhere. The patient, by
    then a pseudonym, and the sentences, by then only those without names and dates, stay.
    """
    if not progress.deidentified:
        return progress
    treatments = tuple(
        dataclasses.replace(treatment, date="", batch=None, injector=None, patient=None)
        for treatment in progress.treatments
    )
    series = tuple(
        dataclasses.replace(one, visits=tuple(_undated(visit) for visit in one.visits)) for one in progress.series
    )
    return dataclasses.replace(progress, treatments=treatments, series=series, left_out=())


def last_visit(progress: Progress) -> VisitResult | None:
    """The visit with the highest day, of any series."""
    visits = [visit for series in progress.series for visit in series.visits]
    return max(visits, key=lambda visit: visit.day, default=None)


def visits_of_day(progress: Progress, day: int) -> list[tuple[Series, VisitResult]]:
    """What was photographed on one day, with the series."""
    return [(series, visit) for series in progress.series for visit in series.visits if visit.day == day]


def _undated(visit: VisitResult) -> VisitResult:
    failed = tuple(dataclasses.replace(photo, name="") for photo in visit.failed)
    return dataclasses.replace(visit, date=None, captures=(), failed=failed)
