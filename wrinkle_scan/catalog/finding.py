"""The photos to score, one by one and in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from wrinkle_scan.catalog.entries import PhotoEntry
from wrinkle_scan.catalog.manifest import manifest_entries
from wrinkle_scan.catalog.name_dates import NameDates
from wrinkle_scan.catalog.naming import date_text, told_by_name
from wrinkle_scan.errors import PathError
from wrinkle_scan.expression import Expression
from wrinkle_scan.folders import check_folder, walk_photos


def photo_entries(source: Path, pattern: str, expression: Expression | None = None) -> Iterator[PhotoEntry]:
    """The photos of a folder, at any depth, or of a manifest; little is kept of those that were handed out.

    They are gone through twice, as which date in a name is the visit's depends on the other names.

    Args:
        source: a folder, or a CSV file as in `manifest`.
        pattern: what folder and file names say; see `naming`.
        expression: the one of photos that do not say theirs.

    Raises:
        PathError: there is no such folder or manifest, it cannot be read, or a manifest's line is wrong.
    """
    names = (
        (told_by_name(entry, relative, pattern).patient, date_text(relative, pattern))
        for entry, relative in _found(source)
        if entry.visit_date is None
    )
    dates = NameDates(names)
    for entry, relative in _found(source):
        yield told_by_name(entry, relative, pattern, dates).told("option", expression=expression)


def _found(source: Path) -> Iterator[tuple[PhotoEntry, str]]:
    """The photos of a folder or a manifest, each with its path there."""
    if os.path.isdir(source):
        check_folder(source)
        return ((PhotoEntry(str(path)), os.path.relpath(path, source)) for path in walk_photos(source))
    if source.suffix.lower() == ".csv" and os.path.isfile(source):
        return manifest_entries(source)
    there = os.path.exists(source)
    problem = "this is neither a folder nor a CSV file" if there else "there is no such folder or manifest"
    raise PathError(source, problem, "Name a folder with photos, or a manifest whose name ends in .csv.")
