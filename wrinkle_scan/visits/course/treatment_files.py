"""Finds treatment files next to photos: in the folder given, a patient's, or a visit's."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from wrinkle_scan.visits.course.treatments import FILE_NAME


def find_treatment_files(root: Path, folders: Iterable[str]) -> list[Path]:
    """The treatment files in the folders of photos and in those above them, up to `root`; `root`'s first."""
    searched = {os.path.normpath(root)}
    for folder in folders:
        place = os.path.normpath(folder)
        while place not in searched:
            searched.add(place)
            above = os.path.dirname(place)
            if not _is_within(above, root):
                break
            place = above
    beside = (Path(place) / FILE_NAME for place in sorted(searched, key=lambda place: (place.count(os.sep), place)))
    return [file for file in beside if os.path.isfile(file)]


def patient_treatment_file(root: Path, folders: Iterable[str]) -> tuple[Path | None, list[Path]]:
    """The file to read for one patient's photos, the nearest above all of them, and the others, which are not read.

    Args:
        root: the folder given, or a manifest's.
        folders: folders of the patient's photos.
    """
    of_photos = [os.path.normpath(folder) for folder in folders]
    files = find_treatment_files(root, of_photos)
    above_all = [file for file in files if all(_is_within(folder, file.parent) for folder in of_photos)]
    beside_root = [file for file in files if file.parent == Path(os.path.normpath(root))]
    chosen = (above_all or beside_root)[-1:]
    return next(iter(chosen), None), [file for file in files if file not in chosen]


def _is_within(folder: str, above: Path) -> bool:
    inner, outer = os.path.abspath(folder), os.path.abspath(above)
    return inner == outer or inner.startswith(outer.rstrip(os.sep) + os.sep)
