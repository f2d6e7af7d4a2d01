"""Groups photos by patient and into series: the visits with one expression and view, in the order of their dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.messages import joined, message
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


def group_by_patient(entries: Iterable[PhotoEntry]) -> tuple[dict[str, list[PhotoEntry]], list[SkippedPhoto]]:
    """The dated photos of each patient, and the photos of which patient or date is not known, or that cannot be read.

    The visit's date is the manifest's or the name's, else the camera's.
    """
    of_patient: dict[str, list[PhotoEntry]] = defaultdict(list)
    left_out = []
    for entry in entries:
        if entry.patient is None:
            left_out.append(SkippedPhoto(entry.name, message("Its patient is not known.")))
            continue
        try:
            of_patient[entry.patient].append(dated(entry))
        except WrinkleScanError as error:
            left_out.append(SkippedPhoto(entry.name, error.reason))
    return dict(sorted(of_patient.items())), left_out


def series_of(patient: str, photos: list[PhotoEntry]) -> tuple[list[ReviewSeries], list[SkippedPhoto]]:
    """A patient's series by expression and view, and the photos of which the expression is not known.

    Undeclared expressions are classified from the faces. A single visit is not a series and is skipped without a note.
    """
    captures: dict[SeriesKey, list[PhotoEntry]] = defaultdict(list)
    unknown = joined(
        [message("The expression is not declared and cannot be classified from the face."), DECLARE_REMEDY]
    )
    left_out = []
    for entry in classify_undeclared(photos):
        if entry.expression is None:
            left_out.append(SkippedPhoto(entry.name, unknown))
        else:
            captures[entry.series].append(entry)
    found = [ReviewSeries(patient, key, group_by_day(some)) for key, some in sorted(captures.items())]
    return [series for series in found if len(series.visits) > 1], left_out
