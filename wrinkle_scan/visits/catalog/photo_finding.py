"""Finds the photos to score and completes what their names state, one by one in a stable order."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from wrinkle_scan.face.expression import Expression
from wrinkle_scan.system.csv_tables import SAVE_AGAIN, WORKBOOK_ENDINGS
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.file_kinds import placeholder_target
from wrinkle_scan.system.folders import PICTURES, check_folder, walk
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.entries import PhotoEntry, is_uri
from wrinkle_scan.visits.catalog.layout import FolderLayout
from wrinkle_scan.visits.catalog.layout_survey import layout_of_paths
from wrinkle_scan.visits.catalog.manifest import manifest_entries
from wrinkle_scan.visits.catalog.name_dates import NameDates
from wrinkle_scan.visits.catalog.naming import WITHOUT_PATIENT, complete_but_for_date, complete_from_name, date_text


def find_photos(source: Path, names: str | FolderLayout, expression: Expression | None = None) -> Iterator[PhotoEntry]:
    """The photos of a folder, at any depth, or of a manifest, yielded one by one.

    The source is read twice, because which date in a name is the visit's depends on the other names.

    A folder's pictures that cannot be measured, such as camera raw files, are yielded too: reading them gives the
    reason.

    Args:
        source: a folder, or a CSV file as in `manifest`.
        names: how to read folder and file names: a pattern (`naming`), or the inferred layout.
        expression: the expression of photos for which none is stated.

    Raises:
        PathError: there is no such folder or manifest, it cannot be read, or a manifest's line is wrong.
    """
    short_years = isinstance(names, str) or names.short_years
    return _completed(lambda: _split_paths(source, names), short_years, expression)


def photos_of_paths(paths: Collection[str], folder: Path, names: FolderLayout) -> Iterator[PhotoEntry]:
    """As `find_photos`, of paths within a folder, whether or not there are such files yet.

    Args:
        paths: with ``/`` between folders.
        folder: the folder.
        names: how to read them.
    """
    photos = [_split(PhotoEntry(str(folder / path)), path, names) for path in paths]
    return _completed(lambda: iter(photos), names.short_years)


def _completed(
    photos: Callable[[], Iterator[tuple[PhotoEntry, str, str]]],
    short_years: bool,
    expression: Expression | None = None,
) -> Iterator[PhotoEntry]:
    texts = (
        (complete_but_for_date(entry, path, pattern).patient, date_text(path, pattern))
        for entry, path, pattern in photos()
        if entry.visit_date is None
    )
    dates = NameDates(texts, short_years)
    for entry, path, pattern in photos():
        yield complete_from_name(entry, path, pattern, dates).with_known("option", expression=expression)


def named_paths(folder: Path) -> Iterator[tuple[str, Path]]:
    """The pictures of a folder, at any depth: the path within it whose names are read, and where the file is.

    The two differ where a placeholder stands for a file in iCloud. A folder that cannot be read is among them.

    Raises:
        PathError: there is no such folder, or it cannot be read.
    """
    check_folder(folder)
    for path in walk(folder, PICTURES):
        name = placeholder_target(path.name)
        yield os.path.relpath(path.with_name(name) if name else path, folder), path


def infer_layout(source: Path) -> FolderLayout:
    """The layout of a folder's paths, or of those paths of a manifest for which it names no patient.

    Raises:
        PathError: as `find_photos`.
    """
    given = os.path.basename(os.path.abspath(source)) if os.path.isdir(source) else None
    paths = (
        Path(r).as_posix()
        for entry, r in _source_entries(source)
        if not entry.patient and _is_below_root(r) and _is_file(entry)
    )
    return layout_of_paths(paths, given or None)


def _split_paths(source: Path, names: str | FolderLayout) -> Iterator[tuple[PhotoEntry, str, str]]:
    """The photos with the patient by the layout; the rest of each path, and the pattern to match it against."""
    for entry, relative in _source_entries(source):
        if isinstance(names, str):
            yield entry, relative, names
        elif entry.patient or not _is_below_root(relative):
            yield entry, relative, WITHOUT_PATIENT
        else:
            yield _split(entry, Path(relative).as_posix(), names)


def _split(entry: PhotoEntry, relative: str, names: FolderLayout) -> tuple[PhotoEntry, str, str]:
    patient, rest = names.split(relative)
    return entry.with_known("name", patient=patient), rest, WITHOUT_PATIENT


def _source_entries(source: Path) -> Iterator[tuple[PhotoEntry, str]]:
    """The photos of a folder or a manifest, each with its path there."""
    if os.path.isdir(source):
        return ((PhotoEntry(str(path)), relative) for relative, path in named_paths(source))
    if source.suffix.lower() == ".csv" and os.path.isfile(source):
        return manifest_entries(source)
    if source.suffix.lower() in WORKBOOK_ENDINGS and os.path.isfile(source):
        raise PathError(source, message("this is a spreadsheet's own file, not a CSV file"), SAVE_AGAIN)
    there = os.path.exists(source)
    problem = "this is neither a folder nor a CSV file" if there else "there is no such folder or manifest"
    raise PathError(source, problem, "Name a folder with photos, or a manifest whose name ends in .csv.")


def _is_below_root(relative: str) -> bool:
    """Whether a manifest's path lies below the manifest, so that its folders can be a patient's or a day's."""
    return not (is_uri(relative) or os.path.isabs(relative) or relative.startswith(".."))


def _is_file(entry: PhotoEntry) -> bool:
    """Whether it is a file; `walk` also yields folders that could not be read."""
    return not os.path.isdir(entry.path)
