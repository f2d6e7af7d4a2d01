"""A folder of patients as the page shows it, read by the same rules as `batch` and `progress` read it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from wrinkle_scan.app.folder.patient_names import patient_name
from wrinkle_scan.app.folder.patient_record import KnownPhoto, Patient, Visit
from wrinkle_scan.app.folder.places import is_inside, relative_to
from wrinkle_scan.app.folder.treatments_file import (
    TreatmentsFile,
    WrittenTreatment,
    read_treatments_file,
    treatments_path,
)
from wrinkle_scan.face.expression import SERIES_ORDER, SeriesKey
from wrinkle_scan.photo.formats import why_not_measured
from wrinkle_scan.system.errors import PathError, WrinkleScanError
from wrinkle_scan.system.folders import belongs_to_system, category_of
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.census import normalized_name
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.layout import FolderLayout
from wrinkle_scan.visits.catalog.layout_survey import layout_of_paths
from wrinkle_scan.visits.catalog.photo_finding import named_paths, photos_of_paths
from wrinkle_scan.visits.catalog.visits import SkippedPhoto, group_by_day
from wrinkle_scan.visits.course.matching import resolve_names

NOT_READABLE = message("This folder may not be read. Ask for permission.")
NOBODYS = (
    message("neither folder nor name says whose it is"),
    message("Keep it as PATIENT/2026-01-05_frown.jpg."),
)
NOT_INSIDE = message("This is a link that leads out of the folder. Put the photo itself in its place.")


@dataclass(frozen=True)
class Clinic:
    """A folder of patients.

    Attributes:
        root: the folder.
        patients: by name, in the order of their names.
        layout: which parts of the names say patient and date.
        left_out: photos that belong to no patient or cannot be used, by their paths in the folder, with the reason.
    """

    root: Path
    patients: dict[str, Patient]
    layout: FolderLayout
    left_out: tuple[SkippedPhoto, ...]

    @property
    def unclear(self) -> str | None:
        """Why the patients of the photos are not known, and what to do, as sentences; else None."""
        if self.layout.unclear is None:
            return None
        return PathError(self.root, *self.layout.unclear).reason

    def patient(self, name: str) -> Patient:
        """The patient of that name.

        Raises:
            PathError: there is none.
        """
        if name not in self.patients:
            raise PathError(name, message("there is no such patient"), message("Choose one of the list."))
        return self.patients[name]

    def search(self, text: str) -> list[Patient]:
        """Patients in whose name, products or lots every word of a text occurs; all where it is empty."""
        words = normalized_name(text).split()
        return [patient for patient in self.patients.values() if all(word in _searched(patient) for word in words)]

    def of_lot(self, lot: str) -> list[tuple[Patient, tuple[WrittenTreatment, ...]]]:
        """The patients who had a lot, each with those treatments."""
        wanted, found = normalized_name(lot), []
        for patient in self.patients.values():
            had = tuple(w for w in patient.treatments if normalized_name(w.treatment.batch or "") == wanted)
            found += [(patient, had)] if had and wanted else []
        return found

    @property
    def lots(self) -> list[str]:
        """All lots that were given."""
        return sorted({lot for patient in self.patients.values() for lot in patient.lots})

    def path_of(self, photo: PhotoEntry) -> str:
        """The path of a photo in the folder, with ``/`` between folders."""
        return relative_to(self.root, photo.path)


def read_clinic(root: Path, seen: Callable[[Path], KnownPhoto] = lambda _: KnownPhoto()) -> Clinic:
    """Reads a folder of patients; no photo is opened.

    Args:
        root: the folder.
        seen: what is known already of a photo that was opened before.

    Raises:
        PathError: there is no such folder, or it cannot be read.
    """
    named = sorted((Path(relative).as_posix(), path) for relative, path in named_paths(root))
    files = [(relative, path) for relative, path in named if not path.is_dir()]
    names = read_names(root, tuple(relative for relative, _ in files))
    found: dict[str, list[PhotoEntry]] = {}
    left_out = [SkippedPhoto(relative, NOT_READABLE) for relative, path in named if path.is_dir()]
    for (relative, path), entry in zip(files, names.entries, strict=True):
        if reason := _reason_against(root, relative, path):
            left_out.append(SkippedPhoto(relative, reason))
        elif entry.patient is None:
            left_out.append(SkippedPhoto(relative, PathError(relative, *(names.layout.unclear or NOBODYS)).reason))
        else:
            known = seen(path)
            dated = entry.dated_by(known.captured_at).with_known("face", view=known.view)
            found.setdefault(entry.patient, []).append(dated)
    for name in _empty_folders(root, names.layout, {relative.split("/")[0] for relative, _ in files}):
        found.setdefault(name, [])
    return Clinic(root, dict(_patients(root, found)), names.layout, tuple(left_out))


class ReadNames(NamedTuple):
    """What every command reads from the names of a folder's photos: the layout, and each photo in their order."""

    layout: FolderLayout
    entries: tuple[PhotoEntry, ...]


@lru_cache(maxsize=2)
def read_names(root: Path, paths: tuple[str, ...]) -> ReadNames:
    """Reads the names of photos, whether or not there are such files yet; kept, since the next page needs the same.

    Args:
        root: the folder.
        paths: of the photos in it, with ``/`` between folders.
    """
    layout = layout_of_paths(paths, os.path.basename(os.path.abspath(root)) or None)
    return ReadNames(layout, tuple(photos_of_paths(paths, root, layout)))


def _reason_against(root: Path, relative: str, path: Path) -> str | None:
    """Why a photo is not shown, as sentences; else None."""
    if path.is_symlink() and not is_inside(root, path):
        return NOT_INSIDE
    if path != root / relative or category_of(path) != "photo":
        return why_not_measured(path).reason
    return None


def _empty_folders(root: Path, layout: FolderLayout, with_photos: set[str]) -> Iterator[str]:
    """Patients who have a folder but no photos yet."""
    if layout.paths and not (layout.where == "folder" and layout.level == 0):
        return
    for name in sorted(os.listdir(root)):
        if name in with_photos or belongs_to_system(name) or not (root / name).is_dir() or (root / name).is_symlink():
            continue
        try:
            yield patient_name(name)
        except PathError:
            continue


def _patients(root: Path, found: dict[str, list[PhotoEntry]]) -> Iterator[tuple[str, Patient]]:
    """The patients of the photos, and those of the treatments who have none."""
    files = _TreatmentFiles(root)
    for_all, _ = files.read(treatments_path(root, ()))
    named = {written.treatment.patient for written in for_all.written if written.treatment.patient}
    _, _, without_photos = resolve_names(named, found)
    names = {*found, *(name for name, _ in without_photos)}
    for name in sorted(names, key=lambda name: (normalized_name(name), name)):
        photos = sorted(found.get(name, ()), key=lambda photo: photo.source)
        path = treatments_path(root, {photo.path.parent for photo in photos})
        file, problem = files.read(path)
        dated = group_by_day(photo for photo in photos if photo.visit_date)
        visits = tuple(Visit(day.date, _by_series(day.photos)) for day in dated)
        undated = tuple(photo for photo in photos if not photo.visit_date)
        yield name, Patient(name, visits, undated, files.of(path, names)[name], path, file.revision, problem)


class _TreatmentFiles:
    """The files of treatments in a folder, each read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[str, tuple[TreatmentsFile, str | None]] = {}
        self._of: dict[str, dict[str, tuple[WrittenTreatment, ...]]] = {}

    def read(self, path: str) -> tuple[TreatmentsFile, str | None]:
        """A file, and why it cannot be read, as sentences; else None."""
        if path not in self._read:
            try:
                self._read[path] = read_treatments_file(self._root, path), None
            except WrinkleScanError as error:
                self._read[path] = TreatmentsFile(path, "", ()), error.reason
        return self._read[path]

    def of(self, path: str, patients: Collection[str]) -> dict[str, tuple[WrittenTreatment, ...]]:
        """The treatments of each patient in a file."""
        if path not in self._of:
            self._of[path] = self.read(path)[0].by_patient(patients)
        return self._of[path]


def _by_series(photos: Sequence[PhotoEntry]) -> dict[SeriesKey, tuple[PhotoEntry, ...]]:
    of_each = {key: tuple(photo for photo in photos if photo.series == key) for key in SERIES_ORDER}
    return {key: captures for key, captures in of_each.items() if captures}


def _searched(patient: Patient) -> str:
    given = (text for written in patient.treatments for text in (written.treatment.product, written.treatment.batch))
    return " ".join(normalized_name(text) for text in (patient.name, *given) if text)
