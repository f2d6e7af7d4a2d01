"""The pictures of a course: every measured visit has its own, on the baseline's grid."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image
from sample_photos import SAMPLES, without_forehead

from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.output.report.course_page import render_progress
from wrinkle_scan.output.report.visit_pictures import FACE, ImageSeries, VisitPictures
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos
from wrinkle_scan.visits.course.following import progress_of
from wrinkle_scan.visits.course.record import patient_record
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.treatments import read_treatments
from wrinkle_scan.visits.course.visit_measuring import first_day, measured_visits

pytestmark = pytest.mark.slow


def followed(folder: Path, treated: str | None = None, force: bool = False) -> tuple[Progress, VisitPictures, str]:
    record = patient_record(find_photos(folder, PATTERN), str(folder))
    treatments = []
    if treated:
        (folder / "treatments.csv").write_text(f"date,region\n{treated},glabella\n")
        treatments = read_treatments(folder / "treatments.csv")
    begin = first_day(record, treatments)
    visit_pictures = VisitPictures(begin)
    return (
        progress_of(record, treatments, visit_pictures.keeping(measured_visits(record, treatments, force))),
        visit_pictures,
        begin,
    )


def strip_of(visit_pictures: VisitPictures, view: str) -> ImageSeries:
    return next(strip for strip in visit_pictures.strips(SeriesKey("frown")) if strip.view == view)


def test_a_visit_before_the_baseline_has_its_picture_too(tmp_path: Path) -> None:
    for date, number in (("2026-01-01", 1), ("2026-01-10", 0), ("2026-02-10", 2)):
        shutil.copy(without_forehead(number), tmp_path / f"{date}_frown.jpg")
    progress, visit_pictures, _ = followed(tmp_path, treated="2026-01-12")
    assert progress.series[0].baseline and progress.series[0].baseline.date == "2026-01-10"
    for view in (FACE, "glabella"):
        days = [frame.day for frame in strip_of(visit_pictures, view).frames]
        assert days == [-2, -11, 29], "the baseline comes first, then the others by day"


def test_pictures_are_of_the_first_capture_that_can_be_measured(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "README.md", tmp_path / "2026-01-01_frown_1.jpg")
    shutil.copy(without_forehead(0), tmp_path / "2026-01-01_frown_2.jpg")
    shutil.copy(without_forehead(2), tmp_path / "2026-02-01_frown.jpg")
    progress, visit_pictures, _ = followed(tmp_path)
    assert progress.series[0].baseline and progress.series[0].baseline.failed
    assert [frame.day for frame in strip_of(visit_pictures, "glabella").frames] == [0, 31]


def test_what_was_compared_by_force_is_shown_as_such_everywhere(tmp_path: Path) -> None:
    """One photograph in two files."""
    shutil.copy(without_forehead(), tmp_path / "2026-01-05_frown.jpg")
    Image.open(without_forehead()).save(tmp_path / "2026-02-05_frown.jpg", quality=80)
    refused, closed, _ = followed(tmp_path)
    assert all(not strip.frames[1].comparable for strip in closed.strips(SeriesKey("frown")))
    assert "forced" not in {issue.code for issue in refused.issues}
    progress, visit_pictures, begin = followed(tmp_path, force=True)
    (visit,) = progress.series[0].visits[1:]
    assert visit.forced and visit.comparable is False
    assert [issue.message for issue in progress.issues if issue.code == "forced"] == [
        "Forced: the photos of day 31 are not comparable. Their numbers prove nothing."
    ]
    strips = visit_pictures.strips(SeriesKey("frown"))
    assert len(strips) > 1
    for strip in strips:
        assert [frame.comparable for frame in strip.frames] == [True, False]
    page = render_progress(progress, visit_pictures, begin)
    assert "Not comparable, forced" in page and "Forced: the photos of day 31" in page
