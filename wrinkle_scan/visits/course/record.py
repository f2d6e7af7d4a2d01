"""One patient's photos in series by expression and view, each in the order of the visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wrinkle_scan.face.expression import SERIES_ORDER, SeriesKey
from wrinkle_scan.system.errors import PathError, WrinkleScanError
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.opening import classify_undeclared
from wrinkle_scan.visits.catalog.visits import SkippedPhoto, VisitPhotos, dated, group_by_day


@dataclass(frozen=True)
class Record:
    """A patient's photos.

    Attributes:
        patient: as named by the manifest or the folder; None where neither names one.
        series: the visits by expression (None: neither declared nor classified) and view, each in the order of their
            days.
        left_out: photos that belong to no visit.
    """

    patient: str | None
    series: dict[SeriesKey, tuple[VisitPhotos, ...]]
    left_out: tuple[SkippedPhoto, ...]

    @property
    def days(self) -> list[str]:
        """The days of all visits, in order."""
        return sorted({visit.date for visits in self.series.values() for visit in visits})

    def photos_on(self, day: str) -> list[PhotoEntry]:
        """The photos of a day, of all series."""
        return [photo for visits in self.series.values() for v in visits if v.date == day for photo in v.photos]


def patient_record(entries: Iterable[PhotoEntry], source: str, patient: str | None = None) -> Record:
    """The record of one patient.

    Args:
        entries: photos; those without a date are opened for the camera's, and undeclared faces are classified.
        source: the folder or manifest they come from, for messages.
        patient: the patient's name; may be omitted where the photos are of one patient.

    Raises:
        PathError: photos of several patients or of none by that name, or none with a date.
    """
    found = list(entries)
    names = sorted({entry.patient for entry in found if entry.patient})
    if patient is not None and patient not in names:
        raise PathError(
            source,
            message("there is no photo of patient {patient}", patient=patient),
            message("There are: {listed}.", listed=", ".join(names) or message("none")),
        )
    if patient is None and len(names) > 1:
        listed = ", ".join(names[:5]) + (" and more" if len(names) > 5 else "")
        raise PathError(
            source,
            message("it has photos of {number} patients ({listed})", number=len(names), listed=listed),
            message("Say with the option patient which one to follow."),
        )
    whose = patient or next(iter(names), None)
    known, left_out = [], []
    for entry in found:
        if entry.patient not in (whose, None) or (patient is not None and entry.patient is None):
            continue
        try:
            known.append(dated(entry))
        except WrinkleScanError as error:
            left_out.append(SkippedPhoto(entry.path.name, error.reason))
    if not known:
        why = f" ({left_out[0].name}: {left_out[0].reason})" if left_out else ""
        raise PathError(
            source,
            message("it has no photo with a date{why}", why=why),
            message("Name photos as 2026-01-31_frown.jpg."),
        )
    known = classify_undeclared(known)
    of_each = {key: group_by_day(entry for entry in known if entry.series == key) for key in SERIES_ORDER}
    series = {key: visits for key, visits in of_each.items() if visits}
    return Record(whose, series, tuple(left_out))
