"""Groups photos into series: the visits of one patient with one expression and view, in the order of their dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.face_expressions import DECLARE_REMEDY
from wrinkle_scan.visits.catalog.opening import classify_undeclared
from wrinkle_scan.visits.catalog.visits import SkippedPhoto, VisitPhotos, dated, group_by_day


@dataclass(frozen=True)
class ReviewSeries:
    """The visits of one patient with one expression and view, two or more, earliest first."""

    patient: str
    key: SeriesKey
    visits: tuple[VisitPhotos, ...]


def group_into_series(entries: Iterable[PhotoEntry]) -> tuple[list[ReviewSeries], list[SkippedPhoto]]:
    """Groups photos into series.

    The visit's date is the manifest's or the name's, else the camera's.

    Returns:
        The series by patient, expression and view, and the photos that belong to none because patient or date is not
        known, the file cannot be read, or the expression is neither declared nor classified. A patient's single visit
        is not a series and is skipped without a note.
    """
    of_patient: dict[str, list[PhotoEntry]] = defaultdict(list)
    left_out = []
    for entry in entries:
        if entry.patient is None:
            left_out.append(SkippedPhoto(entry.name, "Its patient is not known."))
            continue
        try:
            of_patient[entry.patient].append(dated(entry))
        except WrinkleScanError as error:
            left_out.append(SkippedPhoto(entry.name, error.reason))
    found = []
    for patient, photos in sorted(of_patient.items()):
        captures: dict[SeriesKey, list[PhotoEntry]] = defaultdict(list)
        for entry in classify_undeclared(photos):
            if entry.expression is None:
                left_out.append(
                    SkippedPhoto(
                        entry.name,
                        f"The expression is not declared and cannot be classified from the face. {DECLARE_REMEDY}",
                    )
                )
            else:
                captures[entry.series].append(entry)
        found += [ReviewSeries(patient, key, group_by_day(some)) for key, some in sorted(captures.items())]
    return [series for series in found if len(series.visits) > 1], left_out
