"""A patient's course, measured as `wrinkle-scan progress` does, in a process of its own; then its files, as asked.

What was measured, with the pictures' pixels, goes from call to call in a file of the server's own temporary folder.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import time
import warnings
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from wrinkle_scan.app.folder.clinic import Clinic
from wrinkle_scan.app.folder.locking import locked
from wrinkle_scan.app.folder.patient_record import Patient
from wrinkle_scan.app.folder.places import work_folder
from wrinkle_scan.app.server.own_process import WorkChannel, WorkProgress
from wrinkle_scan.output.course_files import Reader
from wrinkle_scan.system.languages import ENGLISH
from wrinkle_scan.system.messages import Day, message

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.output.report.visit_pictures import VisitPictures
    from wrinkle_scan.visits.course.record import Record
    from wrinkle_scan.visits.course.results import Progress
    from wrinkle_scan.visits.course.visit_measuring import MeasuredVisit

Kind = Literal["html", "pdf", "json", "fhir", "dicom"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TYPES = {
    "html": ("html", "text/html"),
    "pdf": ("pdf", "application/pdf"),
    "json": ("json", "application/json"),
    "fhir": ("fhir.json", "application/fhir+json"),
    "dicom": ("dicom.zip", "application/zip"),
}
"""The ending of the name of each file, and its media type."""
ONLY_ENGLISH: tuple[Kind, ...] = ("json", "fhir")
"""What programs read, whose sentences are in English in every language."""
KEY_FILE = "pseudonyms.key"
"""In the page's own folder: with it a patient has the same pseudonym in every de-identified copy."""


@dataclass(frozen=True)
class Version:
    """What is in a file of a course.

    Attributes:
        kind: of the file.
        reader: who reads the report.
        language: of the report.
        deidentified: whether names, dates and the face are taken out.
    """

    kind: Kind
    reader: Reader = "clinician"
    language: str = "en"
    deidentified: bool = False


@dataclass
class MeasuredCourse:
    """A course with its pictures.

    Attributes:
        progress: what was found.
        pictures: of its visits.
        begin: the date from which days are counted, ISO 8601.
        record: the photos.
    """

    progress: Progress
    pictures: VisitPictures
    begin: str
    record: Record


def fingerprint(clinic: Clinic, patient: Patient) -> str:
    """Differs as soon as the patient's photos or treatments do."""
    known = [patient.name, patient.treatments_file, patient.treatments_revision]
    for photo in patient.photos:
        try:
            status = photo.path.stat()
        except OSError:
            continue
        known.append(f"{clinic.path_of(photo)} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(known).encode(errors="surrogateescape")).hexdigest()[:24]


def measure_course(root: Path, patient: str, kept: Path, channel: WorkChannel) -> None:
    """Measures all visits of a patient, in a process of its own.

    Args:
        root: the folder of patients.
        patient: whose course.
        kept: is given the course.
        channel: receives the progress.

    Raises:
        PathError: no photo of the patient has a date, or the treatments cannot be read.
    """
    kept.write_bytes(pickle.dumps(course_of(root, patient, channel), protocol=pickle.HIGHEST_PROTOCOL))


def course_of(root: Path, patient: str, channel: WorkChannel, wanted: Collection[str] | None = None) -> MeasuredCourse:
    """The same, as it is.

    Args:
        root: the folder of patients.
        patient: whose course.
        channel: receives the progress.
        wanted: the photos that may take part, by their paths in the folder; None: all.
    """
    from wrinkle_scan.output.report.visit_pictures import VisitPictures
    from wrinkle_scan.visits.course.folder import find_treatments, read_record
    from wrinkle_scan.visits.course.following import progress_of
    from wrinkle_scan.visits.course.visit_measuring import first_day, measured_visits

    channel.report(WorkProgress(0, 0, message("Looking through the photos")))
    places = None if wanted is None else {os.path.abspath(root / path) for path in wanted}
    record, patients = read_record(
        root, patient, wanted=lambda photo: places is None or os.path.abspath(photo.path) in places
    )
    treatments = find_treatments(root, None, record, patients).treatments
    begin = first_day(record, treatments)
    pictures = VisitPictures(begin)
    visits = _with_progress(channel, record, measured_visits(record, treatments))
    return MeasuredCourse(progress_of(record, treatments, pictures.keeping(visits)), pictures, begin, record)


def write_version(kept: Path, root: Path, version: Version, into: Path) -> str:
    """Writes one file of a course.

    Args:
        kept: the course, as `measure_course` kept it.
        root: the folder of patients.
        version: what is in the file.
        into: the file.

    Returns:
        What the file is called when it is saved.

    Raises:
        PathError: a library for it is not installed, or the folder cannot be written to.
    """
    return render(pickle.loads(kept.read_bytes()), root, version, into)


def render(course: MeasuredCourse, root: Path, version: Version, into: Path) -> str:
    """The same, of a course as it is."""
    from wrinkle_scan.output.report.typefaces import MissingGlyphWarning
    from wrinkle_scan.visits.course.deidentifying import deidentified

    found = deidentified(course.progress, kept_key(root)) if version.deidentified else course.progress
    begin = None if version.deidentified else course.begin
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MissingGlyphWarning)
        into.write_bytes(_content(found, course.pictures, begin, version))
    about = "_patient" if version.reader == "patient" else ""
    language = ENGLISH if version.kind in ONLY_ENGLISH else version.language
    about += f"_{language}" if version.reader == "patient" or language != ENGLISH else ""
    return f"{found.patient or 'course'}_course{about}.{TYPES[version.kind][0]}"


def kept_key(root: Path) -> bytes:
    """The key of the folder's pseudonyms, made if there is none.

    Raises:
        PathError: it cannot be read, or the folder cannot be written to.
    """
    from wrinkle_scan.system.files import write_whole
    from wrinkle_scan.visits.course.deidentifying import key_file_content, new_key, read_key

    folder = work_folder(root)
    file = folder / KEY_FILE
    with locked(folder / f"{KEY_FILE}.lock"):
        if not file.exists():
            write_whole(file, key_file_content(new_key()))
    return read_key(file)


def _content(found: Progress, pictures: VisitPictures, begin: str | None, version: Version) -> bytes:
    from wrinkle_scan.output import course_files
    from wrinkle_scan.output.exchange.extra import check_extra
    from wrinkle_scan.system.files import json_bytes

    if version.kind == "json":
        return json_bytes(found.to_dict())
    if version.kind == "fhir":
        from wrinkle_scan.output.exchange.fhir import fhir_bundle

        check_extra("FHIR", "fhir")
        return fhir_bundle(found)
    if version.kind == "dicom":
        check_extra("DICOM", "dicom")
        return _zipped(course_files.dicom_objects(found, pictures, begin, Path(), "a4", version.language))
    named = Path(f"report.{version.kind}")
    return course_files.rendered(found, pictures, begin, named, version.reader, version.language, "a4")


def _zipped(files: dict[Path, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path.as_posix(), data)
    return content.getvalue()


def _with_progress(channel: WorkChannel, record: Record, visits: Iterator[MeasuredVisit]) -> Iterator[MeasuredVisit]:
    """The visits as they come; the progress of each is reported before it is yielded."""
    from wrinkle_scan.output.report.wording import series_words

    of, since = sum(map(len, record.series.values())), time.monotonic()
    channel.report(WorkProgress(0, of, message("Measuring the visits")))
    for done, visit in enumerate(visits, 1):
        left = (time.monotonic() - since) / done * (of - done)
        words = message("Measured {day}, {series}", day=Day(visit.date), series=series_words(visit.key.expression))
        channel.report(WorkProgress(done, of, words, left))
        yield visit
        del visit  # with its pixels, before the next is measured
