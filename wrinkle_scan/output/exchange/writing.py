"""Checks the places of exported files, and makes the DICOM objects of a course."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from wrinkle_scan.output.exchange.dicom import DescribedPicture, encapsulated_pdf, photographic_image
from wrinkle_scan.output.exchange.extra import check_extra
from wrinkle_scan.output.exchange.redaction import redacted, visits_of_day
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.files import check_outputs
from wrinkle_scan.visits.course.results import Progress

REPORT = "report.dcm"


def check_fhir() -> None:
    """Checks, before any work is done, that ``--fhir`` can be written.

    Raises:
        PathError: the library is not installed. `files.check_outputs` checks the file's place.
    """
    check_extra("--fhir", "fhir")


def check_dicom_folder(folder: Path, overwrite: bool) -> None:
    """Checks, before any work is done, that ``--dicom`` can be written.

    Args:
        folder: the folder for the objects; made if it does not exist.
        overwrite: whether it may hold files already; only those of the same names are replaced.

    Raises:
        PathError: the library is not installed, the folder cannot be made or written to, or it is not empty.
    """
    check_extra("--dicom", "dicom")
    if not os.path.lexists(folder):
        check_outputs([folder], [], overwrite=False)
    elif not os.path.isdir(folder):
        raise PathError(folder, "this is not a folder", "Name a folder, or one that is to be made.")
    elif not os.access(folder, os.W_OK | os.X_OK | os.R_OK):
        raise PathError(folder, "this folder cannot be written to", "Choose a folder of your own.")
    elif not overwrite and any(folder.iterdir()):
        raise PathError(folder, "this folder is not empty", "Choose another name, or add --overwrite.")


def dicom_files(
    progress: Progress, pdf: bytes | None = None, pictures: Sequence[DescribedPicture] = ()
) -> dict[str, bytes]:
    """A course's report and pictures as DICOM objects.

    Args:
        progress: the course.
        pdf: the report; that of a de-identified course must name nobody, which is not checked here.
        pictures: of any of its visits.

    Returns:
        By the names of their files: ``report.dcm``, ``2026-01-31_frown_glabella_1.dcm``; ``day_30_frown_...`` without
        dates.
    """
    files = {} if pdf is None else {REPORT: encapsulated_pdf(progress, pdf)}
    before: Counter[tuple[object, ...]] = Counter()
    for shown in pictures:
        of_same = (shown.series, shown.day, shown.region)
        before[of_same] += 1
        files[_name(progress, shown, before[of_same])] = photographic_image(progress, shown, before[of_same])
    return files


def _name(progress: Progress, shown: DescribedPicture, number: int) -> str:
    dates = [visit.date for _, visit in visits_of_day(redacted(progress), shown.day) if visit.date]
    when = dates[0] if dates else f"day_{shown.day}"
    return f"{when}_{shown.series}_{shown.region or 'face'}_{number}.dcm"
