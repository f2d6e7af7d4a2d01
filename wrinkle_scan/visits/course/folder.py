"""Follows a patient by folder: finds the photos, the layout of their names and the treatments, and makes the course."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.face.expression import Expression, check_expression
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.folders import folder_of_photos
from wrinkle_scan.visits.catalog.census import Census
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.photo_finding import find_photos, infer_layout
from wrinkle_scan.visits.course.following import follow
from wrinkle_scan.visits.course.matching import PatientMatches, match_patients
from wrinkle_scan.visits.course.record import Record, patient_record
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.treatment_files import patient_treatment_file
from wrinkle_scan.visits.course.treatments import Treatment, read_treatments


@dataclass(frozen=True)
class FoundTreatments:
    """The treatments of one patient, and where they were found.

    Attributes:
        file: the file that was read; None where there is none.
        ignored: other files of treatments beside the photos.
        number: number of treatments in that file, of all patients.
        matched: the patients of that file, matched with those of the photos; None without a file.
        treatments: the patient's, in the order of their dates.
    """

    file: Path | None
    ignored: tuple[Path, ...]
    number: int
    matched: PatientMatches | None
    treatments: tuple[Treatment, ...]


def follow_folder(
    photos: Path | str,
    patient: str | None = None,
    treatments: Path | str | Sequence[Treatment] | None = None,
    expression: Expression | None = None,
    force: bool = False,
) -> Progress:
    """Follows one patient over all visits, each compared with the one before treatment.

    Args:
        photos: a folder, whose names say patient and date, or a manifest (CSV).
        patient: the patient to follow, where the photos are of several.
        treatments: a CSV file, or treatments; None takes ``treatments.csv`` beside the photos, if there is one.
        expression: of photos that do not say theirs.
        force: compare what is not comparable; the results say so.

    Raises:
        PathError: the folder or a file cannot be read, or the patient is not clear.
        ValueError: no such expression.
        TypeError: a treatment is no `Treatment`.
    """
    check_expression(expression)
    place = Path(photos)
    record, patients = read_record(place, patient, expression)
    if treatments is None or isinstance(treatments, (str, Path)):
        file = None if treatments is None else Path(treatments)
        treatments = find_treatments(place, file, record, patients).treatments
    elif wrong := [item for item in treatments if not isinstance(item, Treatment)]:
        raise TypeError(f"treatments must be a CSV file or {Treatment.__module__}.Treatment objects, not {wrong[0]!r}")
    return follow(record, treatments, force=force)


def read_record(
    place: Path,
    patient: str | None = None,
    expression: Expression | None = None,
    wanted: Callable[[PhotoEntry], bool] = lambda _: True,
) -> tuple[Record, Collection[str]]:
    """One patient's record out of a folder or a manifest, and all patients there.

    Args:
        place: the folder or the manifest.
        patient: the patient, where the photos are of several.
        expression: of photos that do not say theirs.
        wanted: whether a photo is used.

    Raises:
        PathError: as `follow_folder`.
    """
    layout = infer_layout(place)
    if layout.unclear and layout.contradictory:
        raise PathError(place, *layout.unclear)
    census = Census()
    entries = filter(wanted, census.counting(find_photos(place, layout, expression)))
    return patient_record(entries, str(place), patient), census.patients


def find_treatments(photos: Path, file: Path | None, record: Record, patients: Collection[str]) -> FoundTreatments:
    """The treatments of the file that is named, or of the one beside the photos.

    Args:
        photos: a folder or a manifest.
        file: the file that the user named, if any.
        record: the patient's photos.
        patients: all patients of the photos, with whom those of the file are matched.

    Raises:
        PathError: the file cannot be read.
    """
    root = folder_of_photos(photos)
    entries = [photo for visits in record.series.values() for visit in visits for photo in visit.photos]
    beside, others = patient_treatment_file(root, {str(photo.path.parent) for photo in entries if not photo.remote})
    ignored = others
    if file is not None and beside and not (os.path.exists(file) and os.path.samefile(file, beside)):
        ignored = [beside, *others]
    chosen = file or beside
    if chosen is None:
        return FoundTreatments(None, tuple(ignored), 0, None, ())
    read = read_treatments(chosen)
    matched = match_patients(read, patients)
    of_patient = tuple(t for t in matched.treatments if t.patient in (None, record.patient))
    return FoundTreatments(chosen, tuple(ignored), len(read), matched, of_patient)
