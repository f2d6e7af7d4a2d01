"""Courses as pages: of six visits, of one, of visits that cannot be compared, without names; for both readers."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from phantom_visits import followed
from sample_photos import SAMPLES, again_without_forehead, without_forehead
from sharing import once

from wrinkle_scan.output.report.course_page import render_progress
from wrinkle_scan.output.report.patient_page import render_patient
from wrinkle_scan.output.report.visit_pictures import VisitPictures
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos
from wrinkle_scan.visits.course.deidentifying import deidentified
from wrinkle_scan.visits.course.following import progress_of
from wrinkle_scan.visits.course.record import patient_record
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.visit_measuring import first_day, measured_visits

READERS = ("clinician", "patient")
COURSES = ("course", "one", "incomparable", "nameless")


@once
def course_pages() -> dict[str, str]:
    """HTML by course and reader, e.g. ``course-patient``."""
    full = followed()
    courses: dict[str, tuple[Progress, VisitPictures, str | None]] = {
        "course": (full.progress, full.visit_pictures, full.begin),
        "nameless": (deidentified(full.progress, b"k" * 32), full.visit_pictures, None),
        "one": _followed({"2026-01-05_frown.jpg": without_forehead()}),
        "incomparable": _followed({
            "2026-01-05_frown.jpg": without_forehead(),
            "2026-02-05_frown.jpg": again_without_forehead(),
            "2026-03-05_frown.jpg": SAMPLES / "README.md",
            "2026-04-05_rest.jpg": without_forehead(1),
        }),
    }  # fmt: skip
    pages = {}
    for name, course in courses.items():
        pages[f"{name}-clinician"] = render_progress(*course)
        pages[f"{name}-patient"] = render_patient(*course, "en")
    return pages


def _followed(photos: dict[str, Path]) -> tuple[Progress, VisitPictures, str]:
    with TemporaryDirectory() as folder:
        for name, source in photos.items():
            shutil.copy(source, Path(folder) / name)
        record = patient_record(find_photos(Path(folder), PATTERN), folder)
        begin = first_day(record, [])
        visit_pictures = VisitPictures(begin)
        return progress_of(record, [], visit_pictures.keeping(measured_visits(record, []))), visit_pictures, begin
