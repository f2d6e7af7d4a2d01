"""Photos filed in the folder, moved and deleted, so that `batch` and `progress` read them as they are meant.

A photo lies in `PATIENT/2026-01-05_frown.jpg`, further captures in `2026-01-05_frown_2.jpg`; in a folder that is kept
otherwise, beside the patient's other photos or in `2026-01-05/PATIENT`. Before anything is changed, the names are read
as every command would read them, together with all others.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from wrinkle_scan.app.folder.changes import Change, Step, changing
from wrinkle_scan.app.folder.clinic import Clinic, read_names
from wrinkle_scan.app.folder.names import patient_name
from wrinkle_scan.app.folder.places import inside, relative_to
from wrinkle_scan.face.expression import EXPRESSIONS, Expression
from wrinkle_scan.photo.formats import photo_format
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.folders import belongs_to_system, category_of
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.finding import named_paths
from wrinkle_scan.visits.catalog.name_words import is_day
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


@dataclass(frozen=True)
class Label:
    """What a photo is to be filed as.

    Attributes:
        patient: whose face it is.
        date: of the visit, ISO 8601.
        expression: what the face was asked to do; None: it is not known.
        captured_at: the camera's capture time, where it is known.
    """

    patient: str
    date: str
    expression: Expression | None
    captured_at: str | None = None


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


def add_patient(root: Path, name: str) -> Change:
    """Makes the folder of a new patient; `Change.folders` has its name.

    Raises:
        PathError: the name cannot be a patient's, or there is such a patient; the folder cannot be written to.
    """
    with changing(root) as changes:
        names = _Names(root)
        new = patient_name(name, names.patients)
        if new in names.patients:
            raise PathError(new, "there is such a patient already", "Choose that one, or another name.")
        return changes.make("adding", f"Patient {new} added", (), [new])


def file_photos(root: Path, photos: Sequence[tuple[bytes, Label]]) -> Change:
    """Files photos, all of them or none; `Change.targets` are their paths, in the same order.

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
        names = _Names(root)
        labels = [_checked(label, names.patients) for _, label in photos]
        targets = names.places_for(list(zip(labels, endings, strict=True)))
        steps = [Step(target, content=content) for target, (content, _) in zip(targets, photos, strict=True)]
        return changes.make("filing", f"{_photos(steps)} of {_whose(labels)} filed", steps)


def move_photos(root: Path, labels: Mapping[str, Label]) -> Change:
    """Files photos of the folder anew, as another patient's, day's or expression's, all of them or none.

    Args:
        root: the folder of patients.
        labels: by the path of each photo in the folder, what it is filed as.

    Raises:
        PathError: as `file_photos`, or there is no such photo.
    """
    with changing(root) as changes:
        names = _Names(root)
        sources = {path: _existing(root, path) for path in labels}
        checked = {path: _checked(label, names.patients) for path, label in labels.items()}
        unlike = {path: label for path, label in checked.items() if not names.reads_as(path, label)}
        asked = [(label, sources[path].suffix[1:].lower()) for path, label in unlike.items()]
        targets = names.places_for(asked, gone=set(unlike))
        steps = [Step(target, source=path) for path, target in zip(unlike, targets, strict=True)]
        if not steps:
            raise PathError("the photos", "they are filed so already", "Choose another patient, date or expression.")
        return changes.make("moving", f"{_photos(steps)} filed as of {_whose(unlike.values())}", steps)


def delete_photos(root: Path, paths: Collection[str]) -> Change:
    """Moves photos into the bin within the folder, from where `undo` brings them back, all of them or none.

    Raises:
        PathError: there is no such photo, or the folder cannot be written to; nothing was changed.
    """
    with changing(root) as changes:
        steps = [Step(None, source=relative_to(root, _existing(root, path))) for path in dict.fromkeys(paths)]
        return changes.make("deleting", f"{_photos(steps)} deleted", steps)


class _Names:
    """The names of all photos in a folder, and where new ones fit in."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._paths = [Path(relative).as_posix() for relative, path in named_paths(root) if not path.is_dir()]
        self._read, _ = _read(root, self._paths)
        folders = {entry.name for entry in os.scandir(root) if entry.is_dir() and not belongs_to_system(entry.name)}
        self.patients = {entry.patient for entry in self._read.values() if entry.patient} | folders

    def reads_as(self, path: str, label: Label) -> bool:
        """Whether a photo of the folder is read as it is to be filed."""
        return path in self._read and _reads_as(self._read[path], label)

    def places_for(self, asked: Sequence[tuple[Label, str]], gone: Collection[str] = ()) -> list[str]:
        """Free paths for photos, of which each is given by its label and the ending of its name.

        Args:
            asked: the photos.
            gone: paths of photos that are taken away by the same change.

        Raises:
            PathError: wherever they were put, a command would not read them as what they are filed as.
        """
        problems = []
        for folder_of in (self._beside, lambda label: label.patient, lambda label: f"{label.date}/{label.patient}"):
            targets = self._free(asked, folder_of)
            problem = self._problem(targets, [label for label, _ in asked], gone)
            if problem is None:
                return targets
            problems.append(problem)
        raise problems[0]

    def _beside(self, label: Label) -> str:
        """The folder of the patient's other photos, if that is not a day's; else the patient's own."""
        folders = Counter(
            PurePosixPath(path).parent.as_posix()
            for path, entry in self._read.items()
            if entry.patient == label.patient
        )
        usual = [folder for folder, _ in folders.most_common() if not is_day(PurePosixPath(folder).name)]
        return usual[0] if usual else label.patient

    def _free(self, asked: Sequence[tuple[Label, str]], folder_of: Callable[[Label], str]) -> list[str]:
        taken: dict[str, set[str]] = {}
        found = []
        for label, ending in asked:
            folder = folder_of(label)
            if folder not in taken:
                place = inside(self._root, folder) if folder != "." else self._root
                taken[folder] = {Path(name).stem.casefold() for name in (os.listdir(place) if place.is_dir() else ())}
            stem = f"{label.date}_{label.expression}" if label.expression else label.date
            stems = (stem if number == 1 else f"{stem}_{number}" for number in itertools.count(1))
            free = next(stem for stem in stems if stem.casefold() not in taken[folder])
            taken[folder].add(free.casefold())
            found.append((PurePosixPath(folder) / f"{free}.{ending}").as_posix())
        return found

    def _problem(self, targets: Sequence[str], labels: Sequence[Label], gone: Collection[str]) -> PathError | None:
        """Why photos in these places would not be read as what they are, or others not as before."""
        left = [path for path in self._paths if path not in gone]
        read, unclear = _read(self._root, [*left, *targets])
        remedy = unclear[1] if unclear else "Keep photos as PATIENT/2026-01-05_frown.jpg, and check the date."
        for target, label in zip(targets, labels, strict=True):
            if not _reads_as(read[target], label):
                found = read[target].dated_by(label.captured_at)
                instead = (
                    unclear[0]
                    if unclear
                    else f"it would be taken for {found.patient}'s of {found.visit_date or 'no day'}"
                )
                problem = f"it would not be read as {label.patient}'s photo of {label.date}, because {instead}"
                return PathError(target, problem, remedy)
        for path in left:
            before, after = self._read[path], read[path]
            known = (before.patient, before.visit_date) if before.patient else (None, None)
            if known != (None, None) and known != (after.patient, after.visit_date):
                problem = f"{path} would no longer be read as {before.patient}'s photo of {before.visit_date}"
                return PathError(targets[0], problem, remedy)
        return None


def _read(root: Path, paths: Sequence[str]) -> tuple[dict[str, PhotoEntry], tuple[str, str] | None]:
    """What every command reads from the names of photos, by their paths, and what is unclear about them all."""
    names = read_names(root, tuple(sorted(paths)))
    return dict(zip(sorted(paths), names.entries, strict=True)), names.layout.unclear


def _reads_as(entry: PhotoEntry, label: Label) -> bool:
    dated = entry.dated_by(label.captured_at)
    return (dated.patient, dated.visit_date, dated.expression) == (label.patient, label.date, label.expression)


def _checked(label: Label, patients: Collection[str]) -> Label:
    """A label as it is kept.

    Raises:
        PathError: its patient, date or expression cannot be.
    """
    name = patient_name(label.patient, patients)
    try:
        day = date.fromisoformat(label.date)
    except ValueError as error:
        raise PathError(name, f"{label.date or 'nothing'} is not a date", "Write it as 2026-01-31.") from error
    if day > date.today() + timedelta(days=1):
        raise PathError(name, f"the visit's date, {day}, lies in the future", "Correct the date.")
    if label.expression is not None and label.expression not in EXPRESSIONS:
        raise PathError(name, f"{label.expression} is none of {', '.join(EXPRESSIONS)}", "Choose one of them.")
    return replace(label, patient=name, date=day.isoformat())


def _existing(root: Path, path: str) -> Path:
    """The place of a photo in the folder.

    Raises:
        PathError: there is none, or it is a link.
    """
    place = inside(root, path)
    if place.is_symlink():
        raise PathError(path, "this is a link to a photo", "Put the photo itself in its place.")
    if not place.is_file() or category_of(place) is None:
        raise PathError(path, "there is no such photo any more", "Load the page again.")
    return place


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _photos(steps: Sequence[Step]) -> str:
    return f"{len(steps)} photo{'s' * (len(steps) != 1)}"


def _whose(labels: Iterable[Label]) -> str:
    names = sorted({label.patient for label in labels})
    return names[0] if len(names) == 1 else f"{len(names)} patients"
