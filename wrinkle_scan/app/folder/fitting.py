"""Where photos fit into the folder, so that every command reads them as what they are, and all others as before."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from wrinkle_scan.app.folder.clinic import read_names
from wrinkle_scan.app.folder.places import inside
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.folders import belongs_to_system
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.name_words import is_day
from wrinkle_scan.visits.catalog.photo_finding import named_paths


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


class Names:
    """The names of all photos in a folder, and where new ones fit in.

    Attributes:
        patients: whose photos there are, and whose folders.
    """

    def __init__(self, root: Path) -> None:
        """Reads the names of a folder of patients."""
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
        remedy = unclear[1] if unclear else message("Keep photos as PATIENT/2026-01-05_frown.jpg, and check the date.")
        for target, label in zip(targets, labels, strict=True):
            if not _reads_as(read[target], label):
                found = read[target].dated_by(label.captured_at)
                instead = (
                    unclear[0]
                    if unclear
                    else message(
                        "it would be taken for {patient}'s of {visit_date}",
                        patient=found.patient,
                        visit_date=found.visit_date or message("no day"),
                    )
                )
                problem = message(
                    "it would not be read as {patient}'s photo of {date}, because {instead}",
                    patient=label.patient,
                    date=label.date,
                    instead=instead,
                )
                return PathError(target, problem, remedy)
        for path in left:
            before, after = self._read[path], read[path]
            known = (before.patient, before.visit_date) if before.patient else (None, None)
            if known != (None, None) and known != (after.patient, after.visit_date):
                problem = message(
                    "{path} would no longer be read as {patient}'s photo of {visit_date}",
                    path=path,
                    patient=before.patient,
                    visit_date=before.visit_date,
                )
                return PathError(targets[0], problem, remedy)
        return None


def _read(root: Path, paths: Sequence[str]) -> tuple[dict[str, PhotoEntry], tuple[str, str] | None]:
    """What every command reads from the names of photos, by their paths, and what is unclear about them all."""
    names = read_names(root, tuple(sorted(paths)))
    return dict(zip(sorted(paths), names.entries, strict=True)), names.layout.unclear


def _reads_as(entry: PhotoEntry, label: Label) -> bool:
    dated = entry.dated_by(label.captured_at)
    return (dated.patient, dated.visit_date, dated.expression) == (label.patient, label.date, label.expression)
