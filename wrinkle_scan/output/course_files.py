"""The files that ``progress`` writes of a course: the report for either reader, and DICOM objects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.output.exchange.dicom import DescribedPicture
    from wrinkle_scan.output.report.pdf.sheet import Paper
    from wrinkle_scan.output.report.visit_pictures import VisitPictures
    from wrinkle_scan.visits.course.results import Progress

Reader = Literal["clinician", "patient"]
ON_THE_FACE = "Aligned to the baseline, exposure matched"
FLATTENED = "Flattened, aligned to the baseline, exposure and blur matched"
"""Derivation of a picture of the face and of a region; at most 64 bytes, more is cut off in DICOM."""


def rendered(
    course: Progress,
    visit_pictures: VisitPictures,
    begin: str | None,
    report: Path,
    reader: Reader,
    language: str,
    paper: Paper,
) -> bytes:
    """The report, in the format of its name's ending.

    Args:
        course: the course.
        visit_pictures: its pictures.
        begin: the date from which days are counted; None in a report without dates.
        report: the file's name.
        reader: whom it is for.
        language: of the report, one of `system.languages.codes()`.
        paper: of a PDF.
    """
    if report.suffix.lower() == ".pdf":
        from wrinkle_scan.output.report.pdf.progress_pdf import progress_pdf

        return progress_pdf(course, visit_pictures, begin, paper, language)
    if reader == "patient":
        from wrinkle_scan.output.report.patient_page import render_patient

        html = render_patient(course, visit_pictures, begin, language)
    else:
        from wrinkle_scan.output.report.course_page import render_progress

        html = render_progress(course, visit_pictures, begin, language)
    # A file's name may hold bytes that are no text; they are shown escaped.
    return html.encode(errors="backslashreplace")


def dicom_objects(
    course: Progress, visit_pictures: VisitPictures, begin: str | None, folder: Path, paper: Paper, language: str
) -> dict[Path, bytes]:
    """The report and all pictures as DICOM objects, files of a folder."""
    from wrinkle_scan.output.exchange.writing import dicom_files
    from wrinkle_scan.output.report.pdf.progress_pdf import progress_pdf

    files = dicom_files(
        course, progress_pdf(course, visit_pictures, begin, paper, language), list(_pictures(course, visit_pictures))
    )
    return {folder / name: content for name, content in files.items()}


def _pictures(course: Progress, visit_pictures: VisitPictures) -> Iterator[DescribedPicture]:
    from wrinkle_scan.output.exchange.dicom import DescribedPicture
    from wrinkle_scan.output.report.visit_pictures import FACE

    for series in course.series:
        for strip in visit_pictures.strips(series.key, face=not course.deidentified):
            for frame in strip.frames:
                region = None if strip.view == FACE else strip.view
                done = FLATTENED if region else ON_THE_FACE
                yield DescribedPicture(frame.picture, series.expression, frame.day, region, done, series.view)
