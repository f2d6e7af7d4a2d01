"""Photos filed in the folder, moved and deleted, so that `batch` and `progress` read them as they are meant.

A photo lies in `PATIENT/2026-01-05_frown.jpg`, further captures in `2026-01-05_frown_2.jpg`; in a folder that is kept
otherwise, beside the patient's other photos or in `2026-01-05/PATIENT`. Before anything is changed, the names are read
as every command would read them, together with all others.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from wrinkle_scan.app.folder.change_records import FileStep, FolderChange
from wrinkle_scan.app.folder.changes import changing
from wrinkle_scan.app.folder.clinic import Clinic
from wrinkle_scan.app.folder.fitting import Label, Names
from wrinkle_scan.app.folder.patient_names import patient_name
from wrinkle_scan.app.folder.places import inside, relative_to
from wrinkle_scan.face.expression import EXPRESSIONS
from wrinkle_scan.photo.formats import photo_format
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.folders import category_of
from wrinkle_scan.system.messages import message, plural
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.naming import WITHOUT_PATIENT, complete_from_name

ENDINGS = {
    "JPEG": "jpg",
    "PNG": "png",
    "WEBP": "webp",
    "TIFF": "tif",
    "BMP": "bmp",
    "GIF": "gif",
    "HEIF": "heic",
    "AVIF": "avif",
}
"""Of the name of a photo, by its format."""


def proposed(name: str, captured_at: str | None = None) -> PhotoEntry:
    """What the name of a file and its camera say of a photo that is to be filed: its day and its expression, if any.

    Args:
        name: the file's, as it was dropped.
        captured_at: the camera's capture time, ISO 8601.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    return complete_from_name(PhotoEntry(last), last, WITHOUT_PATIENT).dated_by(captured_at)


def same_photos(clinic: Clinic, contents: Sequence[bytes]) -> list[str | None]:
    """For each file the path of a photo in the folder that is the same, byte by byte; None where there is none."""
    sizes: dict[int, list[Path]] = {}
    for patient in clinic.patients.values():
        for photo in patient.photos:
            with contextlib.suppress(OSError):
                sizes.setdefault(photo.path.stat().st_size, []).append(photo.path)
    found = []
    for content in contents:
        same = (path for path in sizes.get(len(content), ()) if _holds(path, content))
        found.append(next((relative_to(clinic.root, path) for path in same), None))
    return found


def add_patient(root: Path, name: str) -> FolderChange:
    """Makes the folder of a new patient; `FolderChange.folders` has its name.

    Raises:
        PathError: the name cannot be a patient's, or there is such a patient; the folder cannot be written to.
    """
    with changing(root) as changes:
        names = Names(root)
        new = patient_name(name, names.patients)
        if new in names.patients:
            raise PathError(
                new, message("there is such a patient already"), message("Choose that one, or another name.")
            )
        return changes.make("adding", message("Patient {name} added", name=new), (), [new])


def file_photos(root: Path, photos: Sequence[tuple[bytes, Label]]) -> FolderChange:
    """Files photos, all of them or none; `FolderChange.targets` are their paths, in the same order.

    Args:
        root: the folder of patients.
        photos: the content of each file, and what it is filed as.

    Raises:
        PhotoError: a file is no photo.
        PathError: a patient's name or a date cannot be, a photo would not be read as what it is filed as, the disk is
            full, or the folder cannot be written to; nothing was changed.
    """
    endings = [ENDINGS[photo_format(Path("the photo"), content)] for content, _ in photos]
    with changing(root) as changes:
        names = Names(root)
        labels = [_checked(label, names.patients) for _, label in photos]
        targets = names.places_for(list(zip(labels, endings, strict=True)))
        steps = [FileStep(target, content=content) for target, (content, _) in zip(targets, photos, strict=True)]
        return changes.make(
            "filing",
            plural(
                "{number} photo of {whose} filed", "{number} photos of {whose} filed", len(steps), whose=_whose(labels)
            ),
            steps,
        )


def move_photos(root: Path, labels: Mapping[str, Label]) -> FolderChange:
    """Files photos of the folder anew, as another patient's, day's or expression's, all of them or none.

    Args:
        root: the folder of patients.
        labels: by the path of each photo in the folder, what it is filed as.

    Raises:
        PathError: as `file_photos`, or there is no such photo.
    """
    with changing(root) as changes:
        names = Names(root)
        sources = {path: _existing(root, path) for path in labels}
        checked = {path: _checked(label, names.patients) for path, label in labels.items()}
        unlike = {path: label for path, label in checked.items() if not names.reads_as(path, label)}
        asked = [(label, sources[path].suffix[1:].lower()) for path, label in unlike.items()]
        targets = names.places_for(asked, gone=set(unlike))
        steps = [FileStep(target, source=path) for path, target in zip(unlike, targets, strict=True)]
        if not steps:
            raise PathError(
                message("the photos"),
                message("they are filed so already"),
                message("Choose another patient, date or expression."),
            )
        words = plural(
            "{number} photo filed as of {whose}",
            "{number} photos filed as of {whose}",
            len(steps),
            whose=_whose(unlike.values()),
        )
        return changes.make("moving", words, steps)


def delete_photos(root: Path, paths: Collection[str]) -> FolderChange:
    """Moves photos into the bin within the folder, from where `undo` brings them back, all of them or none.

    Raises:
        PathError: there is no such photo, or the folder cannot be written to; nothing was changed.
    """
    with changing(root) as changes:
        steps = [FileStep(None, source=relative_to(root, _existing(root, path))) for path in dict.fromkeys(paths)]
        return changes.make("deleting", plural("{number} photo deleted", "{number} photos deleted", len(steps)), steps)


def _checked(label: Label, patients: Collection[str]) -> Label:
    """A label as it is kept.

    Raises:
        PathError: its patient, date or expression cannot be.
    """
    name = patient_name(label.patient, patients)
    try:
        day = date.fromisoformat(label.date)
    except ValueError as error:
        raise PathError(
            name,
            message("{date} is not a date", date=label.date or message("nothing")),
            message("Write it as 2026-01-31."),
        ) from error
    if day > date.today() + timedelta(days=1):
        raise PathError(
            name, message("the visit's date, {day}, lies in the future", day=day), message("Correct the date.")
        )
    if label.expression is not None and label.expression not in EXPRESSIONS:
        raise PathError(
            name,
            message("{expression} is none of {listed}", expression=label.expression, listed=", ".join(EXPRESSIONS)),
            message("Choose one of them."),
        )
    return replace(label, patient=name, date=day.isoformat())


def _existing(root: Path, path: str) -> Path:
    """The place of a photo in the folder.

    Raises:
        PathError: there is none, or it is a link.
    """
    place = inside(root, path)
    if place.is_symlink():
        raise PathError(path, message("this is a link to a photo"), message("Put the photo itself in its place."))
    if not place.is_file() or category_of(place) is None:
        raise PathError(path, message("there is no such photo any more"), message("Load the page again."))
    return place


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _whose(labels: Iterable[Label]) -> str:
    names = sorted({label.patient for label in labels})
    return names[0] if len(names) == 1 else plural("{number} patient", "{number} patients", len(names))
