"""The treatments of a folder's `treatments.csv`, read as `progress` and `batch` read it, each with its line."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.app.folder.places import inside, relative_to
from wrinkle_scan.app.folder.saved_tables import NO_FILE, TableKind, revision_of
from wrinkle_scan.visits.course.matching import resolve_names
from wrinkle_scan.visits.course.treatment_files import patient_treatment_file
from wrinkle_scan.visits.course.treatments import COLUMNS, FILE_NAME, REQUIRED_COLUMNS, Treatment, read_lines

_HEADER = ("patient", "date", "region", "product", "units", "points", "batch", "injector")
TABLE = TableKind("treatments", COLUMNS, REQUIRED_COLUMNS, _HEADER)


@dataclass(frozen=True)
class WrittenTreatment:
    """A treatment, and the number of its (last) line in the file."""

    line: int
    treatment: Treatment


@dataclass(frozen=True)
class TreatmentsFile:
    """A file of treatments as it was read.

    Attributes:
        path: within the folder of patients, with ``/`` between folders.
        revision: SHA-256 of the file; empty where there is none yet.
        written: its treatments, in the order of the file.
    """

    path: str
    revision: str
    written: tuple[WrittenTreatment, ...]

    def by_patient(self, patients: Collection[str]) -> dict[str, tuple[WrittenTreatment, ...]]:
        """The treatments of each patient, in the order of their dates, matched as `progress` does.

        Args:
            patients: all of the folder, as they are spelt there.
        """
        found, _, _ = resolve_names({w.treatment.patient for w in self.written if w.treatment.patient}, patients)
        own: dict[str, list[WrittenTreatment]] = {patient: [] for patient in patients}
        for written in sorted(self.written, key=lambda written: written.treatment.date):
            named = written.treatment.patient
            for patient in patients if named is None else [found[named]] if named in found else []:
                own[patient].append(written)
        return {patient: tuple(treatments) for patient, treatments in own.items()}


def treatments_path(root: Path, photo_folders: Iterable[Path]) -> str:
    """The file of a patient's treatments, within the folder: the one `progress` reads, else the one for all patients.

    Args:
        root: the folder of patients.
        photo_folders: folders of the patient's photos.
    """
    found, _ = patient_treatment_file(root, map(str, photo_folders))
    return relative_to(root, found) if found else FILE_NAME


def read_treatments_file(root: Path, path: str) -> TreatmentsFile:
    """The treatments of a file; none where there is no such file.

    Raises:
        PathError: it cannot be read, or its header or a line is wrong; line and column are in the message.
    """
    place = inside(root, path)
    revision = revision_of(place)
    lines = () if revision == NO_FILE else read_lines(place)
    return TreatmentsFile(path, revision, tuple(WrittenTreatment(*line) for line in lines))
