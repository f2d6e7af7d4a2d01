"""Photos into series: the visits of one patient with one expression, in the order of their dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from wrinkle_scan.catalog.entries import PhotoEntry
from wrinkle_scan.catalog.visits import LeftOut, Visit, dated, visits_of
from wrinkle_scan.errors import WrinkleScanError
from wrinkle_scan.expression import Expression


@dataclass(frozen=True)
class Series:
    """The visits of one patient with one expression, two or more, earliest first."""

    patient: str
    expression: Expression | None
    visits: tuple[Visit, ...]


def series_of(entries: Iterable[PhotoEntry]) -> tuple[list[Series], list[LeftOut]]:
    """Groups photos into series.

    The visit's date is the manifest's or the name's, else the day on which the camera says that it took the photo.

    Returns:
        The series by patient and expression, and the photos that belong to none because patient or date is not known or
        the file cannot be read. A patient's single visit is no series and is passed over in silence.
    """
    captures: dict[tuple[str, Expression | None], list[PhotoEntry]] = defaultdict(list)
    left_out = []
    for entry in entries:
        if entry.patient is None:
            left_out.append(LeftOut(entry.name, "Its patient is not known."))
            continue
        try:
            captures[entry.patient, entry.expression].append(dated(entry))
        except WrinkleScanError as error:
            left_out.append(LeftOut(entry.name, error.reason))
    found = [
        Series(patient, expression, visits_of(photos))
        for (patient, expression), photos in sorted(captures.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    ]
    return [series for series in found if len(series.visits) > 1], left_out
