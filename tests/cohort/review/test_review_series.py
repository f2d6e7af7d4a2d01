"""Photos become series by patient, expression and date, and what belongs to none is named."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from wrinkle_scan.cohort.review.review_series import ReviewSeries, group_by_patient, series_of
from wrinkle_scan.system.messages import Text
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos
from wrinkle_scan.visits.catalog.visits import SkippedPhoto


def photo(path: Path, taken: str | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    if taken:
        exif[ExifTags.Base.DateTime] = taken
    Image.new("RGB", (128, 128), "grey").save(path, exif=exif)
    return path


def into_series(entries: Iterable[PhotoEntry]) -> tuple[list[ReviewSeries], list[SkippedPhoto]]:
    """The series of all patients, and what belongs to none."""
    patients, left_out = group_by_patient(entries)
    found = [series_of(patient, photos) for patient, photos in patients.items()]
    return [one for series, _ in found for one in series], left_out + [one for _, out in found for one in out]


def test_visits_are_in_the_order_of_their_dates_and_series_separate(tmp_path: Path) -> None:
    names = [
        "P2/2026-04-02_frown.jpg",
        "P2/2026-01-05_frown.jpg",
        "P2/2026-01-05_frown_again.jpg",
        "P2/2026-01-05_rest.jpg",
        "P1/2026-03-01_rest.jpg",
        "P1/2026-02-01_rest.jpg",
    ]
    for name in names:
        photo(tmp_path / name)
    series, left_out = into_series(find_photos(tmp_path, PATTERN))
    assert left_out == []
    found = [
        (s.patient, s.key.expression, [(v.date, [p.path.name for p in v.photos]) for v in s.visits]) for s in series
    ]
    assert found == [
        ("P1", "rest", [("2026-02-01", ["2026-02-01_rest.jpg"]), ("2026-03-01", ["2026-03-01_rest.jpg"])]),
        (
            "P2",
            "frown",
            [
                ("2026-01-05", ["2026-01-05_frown.jpg", "2026-01-05_frown_again.jpg"]),
                ("2026-04-02", ["2026-04-02_frown.jpg"]),
            ],
        ),
    ]


def test_the_camera_dates_a_visit_that_nothing_else_does(tmp_path: Path) -> None:
    photo(tmp_path / "P1" / "a rest.jpg", "2026:03:01 10:00:00")
    photo(tmp_path / "P1" / "b rest.jpg", "2026:02:01 23:59:00")
    photo(tmp_path / "P1" / "2026-01-01 rest.jpg", "2030:01:01 00:00:00")
    (series,), left_out = into_series(find_photos(tmp_path, PATTERN))
    assert [visit.date for visit in series.visits] == ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert left_out == []


@pytest.mark.parametrize(
    ("name", "taken", "reason"),
    [
        ("2026-01-05.jpg", "2026:01:05 10:00:00", "Its patient is not known."),
        ("P1/a.jpg", None, "Neither its name nor the camera says when it was taken."),
        ("P1/2026-01-05.jpg", None, "The expression is not declared and cannot be classified from the face."),
    ],
)
def test_what_is_not_known_is_said(tmp_path: Path, name: str, taken: str | None, reason: str) -> None:
    photo(tmp_path / name, taken)
    series, (left_out,) = into_series(find_photos(tmp_path, PATTERN))
    assert series == []
    assert left_out.name == str(tmp_path / name) and left_out.reason.startswith(reason)
    assert isinstance(left_out.reason, Text), "it can be translated"


def test_a_file_that_cannot_be_dated_because_it_is_no_photo(tmp_path: Path) -> None:
    (tmp_path / "letter.jpg").write_text("Dear colleague", encoding="utf-8")
    _, (left_out,) = into_series([PhotoEntry(str(tmp_path / "letter.jpg"), patient="P1")])
    assert left_out.reason.startswith("The file is not a photo")
