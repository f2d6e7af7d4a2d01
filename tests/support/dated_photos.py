"""Empty files of given names, found as photos with the dates of their names."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos

TOMORROW, LATER = ((date.today() + timedelta(days=days)).isoformat() for days in (1, 3))
"""The day after today, which a clock of another time zone may show, and one that no photo can have been taken on."""


def dated(folder: Path, *names: str, pattern: str = PATTERN) -> dict[str, PhotoEntry]:
    """The photos by name, in the order of the names given."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    found = {entry.path.relative_to(folder).as_posix(): entry for entry in find_photos(folder, pattern)}
    return {name: found[name] for name in names}
