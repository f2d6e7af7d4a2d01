"""The photos to score, one by one and in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from wrinkle_scan.face.expression import Expression
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.file_kinds import awaited_name
from wrinkle_scan.system.folders import PICTURES, check_folder, walk
from wrinkle_scan.visits.catalog.entries import PhotoEntry, is_uri
from wrinkle_scan.visits.catalog.layout import Layout, layout_of
from wrinkle_scan.visits.catalog.manifest import manifest_entries
from wrinkle_scan.visits.catalog.name_dates import NameDates
from wrinkle_scan.visits.catalog.naming import WITHOUT_PATIENT, date_text, told_by_name


def photo_entries(source: Path, names: str | Layout, expression: Expression | None = None) -> Iterator[PhotoEntry]:
    """The photos of a folder, at any depth, or of a manifest; little is kept of those that were handed out.

    They are gone through twice, as which date in a name is the visit's depends on the other names.

    A folder's pictures that cannot be measured, as camera raw files, are handed out too: reading them says why.

    Args:
        source: a folder, or a CSV file as in `manifest`.
        names: what folder and file names say: a pattern (`naming`), or the layout that was worked out.
        expression: the one of photos that do not say theirs.

    Raises:
        PathError: there is no such folder or manifest, it cannot be read, or a manifest's line is wrong.
    """
    told = (
        (told_by_name(entry, path, pattern).patient, date_text(path, pattern))
        for entry, path, pattern in _split(source, names)
        if entry.visit_date is None
    )
    dates = NameDates(told)
    for entry, path, pattern in _split(source, names):
        yield told_by_name(entry, path, pattern, dates).told("option", expression=expression)


def worked_out_layout(source: Path) -> Layout:
    """The layout of a folder's paths, or of those in a manifest for which it names no patient.

    Raises:
        PathError: as `photo_entries`.
    """
    given = os.path.basename(os.path.abspath(source)) if os.path.isdir(source) else None
    paths = (Path(r).as_posix() for entry, r in _found(source) if not entry.patient and _within(r) and _is_file(entry))
    return layout_of(paths, given or None)


def _split(source: Path, names: str | Layout) -> Iterator[tuple[PhotoEntry, str, str]]:
    """The photos, with the patient that a layout tells; the rest of the path of each, and the pattern to match it."""
    for entry, relative in _found(source):
        if isinstance(names, str):
            yield entry, relative, names
        elif entry.patient or not _within(relative):
            yield entry, relative, WITHOUT_PATIENT
        else:
            patient, rest = names.split(Path(relative).as_posix())
            yield entry.told("name", patient=patient), rest, WITHOUT_PATIENT


def _found(source: Path) -> Iterator[tuple[PhotoEntry, str]]:
    """The photos of a folder or a manifest, each with its path there."""
    if os.path.isdir(source):
        check_folder(source)
        return ((PhotoEntry(str(path)), os.path.relpath(_awaited(path), source)) for path in walk(source, PICTURES))
    if source.suffix.lower() == ".csv" and os.path.isfile(source):
        return manifest_entries(source)
    there = os.path.exists(source)
    problem = "this is neither a folder nor a CSV file" if there else "there is no such folder or manifest"
    raise PathError(source, problem, "Name a folder with photos, or a manifest whose name ends in .csv.")


def _within(relative: str) -> bool:
    """Whether a manifest's path begins in a folder that can be a patient's or a day's."""
    return not (is_uri(relative) or os.path.isabs(relative) or relative.startswith(".."))


def _is_file(entry: PhotoEntry) -> bool:
    """Whether it is no folder that could not be read, which `walk` hands out too."""
    return not os.path.isdir(entry.path)


def _awaited(path: Path) -> Path:
    """The photo that a placeholder stands for: what its name says, the photo's says."""
    name = awaited_name(path.name)
    return path.with_name(name) if name else path
