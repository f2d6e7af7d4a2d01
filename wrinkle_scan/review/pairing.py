"""Photos into series: the visits of one patient with one expression, in the order of their dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from wrinkle_scan.catalog.entries import PhotoEntry
from wrinkle_scan.errors import WrinkleScanError
from wrinkle_scan.expression import Expression
from wrinkle_scan.photo import read_photo


@dataclass(frozen=True)
class Visit:
    """The captures of one patient, day and expression; `date` is ISO 8601."""

    date: str
    photos: tuple[PhotoEntry, ...]


@dataclass(frozen=True)
class Series:
    """The visits of one patient with one expression, two or more, earliest first."""

    patient: str
    expression: Expression | None
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class LeftOut:
    """What is not in the review, and why, as a sentence."""

    name: str
    reason: str


def series_of(entries: Iterable[PhotoEntry]) -> tuple[list[Series], list[LeftOut]]:
    """Groups photos into series.

    The visit's date is the manifest's or the name's, else the day on which the camera says that it took the photo.

    Returns:
        The series by patient and expression, and the photos that belong to none because patient or date is not known or
        the file cannot be read. A patient's single visit is no series and is passed over in silence.
    """
    captures: dict[tuple[str, Expression | None], dict[str, list[PhotoEntry]]] = defaultdict(lambda: defaultdict(list))
    left_out = []
    for entry in entries:
        try:
            date = entry.visit_date or (_day_of_capture(entry) if entry.patient else None)
        except WrinkleScanError as error:
            left_out.append(LeftOut(entry.name, error.reason))
            continue
        if entry.patient is None or date is None:
            left_out.append(LeftOut(entry.name, f"Its {'date' if entry.patient else 'patient'} is not known."))
            continue
        captures[entry.patient, entry.expression][date].append(entry)
    series = [
        Series(patient, expression, tuple(Visit(date, tuple(photos)) for date, photos in sorted(visits.items())))
        for (patient, expression), visits in sorted(captures.items(), key=lambda item: (item[0][0], item[0][1] or ""))
        if len(visits) > 1
    ]
    return series, left_out


def _day_of_capture(entry: PhotoEntry) -> str | None:
    captured_at = read_photo(entry.path).captured_at
    return captured_at[:10] if captured_at else None
