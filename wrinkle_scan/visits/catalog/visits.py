"""Groups photos into visits: the captures of one day together, in order of days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.entries import PhotoEntry


@dataclass(frozen=True)
class VisitPhotos:
    """The captures of one patient, day and expression; `date` is ISO 8601."""

    date: str
    photos: tuple[PhotoEntry, ...]


@dataclass(frozen=True)
class SkippedPhoto:
    """A photo that is not used, by name, and the reason, as a sentence."""

    name: str
    reason: str


def dated(entry: PhotoEntry) -> PhotoEntry:
    """The photo with its visit day: from the manifest or the name, else from the camera.

    Raises:
        PathError: it cannot be read, or its date cannot be determined.
        PhotoError: it is not a photo.
    """
    if entry.visit_date is not None:
        return entry
    if entry.remote:
        raise PathError(entry.source, message("this photo is not on this machine"), message("Fetch it first."))
    from wrinkle_scan.visits.catalog.opening import captured_at  # loads what measures, which takes seconds

    seen = entry.dated_by(captured_at(entry.path))
    if seen.visit_date is None:
        problem = message("neither its name nor the camera says when it was taken")
        if len(entry.possible_dates) > 1:
            dates = " or ".join(entry.possible_dates)
            problem = message(
                "its name has several possible dates ({dates}), and the camera's date does not decide", dates=dates
            )
        raise PathError(entry.source, problem, message("Begin its name with the date, as 2026-01-31_frown.jpg."))
    return seen


def group_by_day(entries: Iterable[PhotoEntry]) -> tuple[VisitPhotos, ...]:
    """The visits of dated photos, earliest first; photos of a day keep their order."""
    days: dict[str, list[PhotoEntry]] = {}
    for entry in entries:
        days.setdefault(str(entry.visit_date), []).append(entry)
    return tuple(VisitPhotos(day, tuple(photos)) for day, photos in sorted(days.items()))
