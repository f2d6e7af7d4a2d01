"""One patient's photos in order."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sample_photos import SAMPLES

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos
from wrinkle_scan.visits.course.record import Record, patient_record


def entry(name: str, patient: str | None, day: str | None, expression: str | None) -> PhotoEntry:
    return PhotoEntry(f"folder/{name}").with_known("manifest", patient=patient, visit_date=day, expression=expression)


def record(*entries: PhotoEntry, patient: str | None = None) -> Record:
    return patient_record(entries, "folder", patient)


def test_visits_by_expression_and_day() -> None:
    found = record(
        entry("c", "A", "2026-03-01", "frown"),
        entry("a", "A", "2026-01-01", "frown"),
        entry("b", "A", "2026-01-01", "rest"),
        entry("d", "A", "2026-01-01", "frown"),
    )
    assert list(found.series) == [("rest", "front"), ("frown", "front")]
    days = [(visit.date, [photo.source for photo in visit.photos]) for visit in found.series["frown", "front"]]
    assert days == [("2026-01-01", ["folder/a", "folder/d"]), ("2026-03-01", ["folder/c"])]
    assert found.days == ["2026-01-01", "2026-03-01"]


def test_views_are_series_of_their_own() -> None:
    views = [
        entry(f"{view}", "A", "2026-01-01", "rest").with_known("manifest", view=view)
        for view in ("left", "front", "right")
    ]
    found = record(*views)
    assert {key: visits[0].photos[0].source for key, visits in found.series.items()} == {
        ("rest", view): f"folder/{view}" for view in ("front", "right", "left")
    }


def test_of_several_patients_one_must_be_named() -> None:
    two = entry("a", "Ana", "2026-01-01", None), entry("b", "Bo", "2026-01-01", None)
    with pytest.raises(PathError, match=r"photos of 2 patients \(Ana, Bo\). Say with the option patient"):
        record(*two)
    assert record(*two, patient="Bo").series[None, "front"][0].photos[0].source == "folder/b"
    with pytest.raises(PathError, match="no photo of patient Cy. There are: Ana, Bo"):
        record(*two, patient="Cy")


def test_the_cameras_date_counts_where_no_name_has_one(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "before.frown.heic", tmp_path / "first.heic")
    shutil.copy(SAMPLES / "grace_hopper.jpg", tmp_path / "scan.jpg")
    (tmp_path / "broken.jpg").write_bytes(b"no photo")
    found = patient_record(find_photos(tmp_path, PATTERN), str(tmp_path))
    assert found.days == ["2022-11-30"]
    assert [photo.name for photo in found.left_out] == ["broken.jpg", "scan.jpg"]
    assert "when it was taken" in found.left_out[1].reason


def test_without_any_date_there_is_no_course(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "grace_hopper.jpg", tmp_path / "scan.jpg")
    with pytest.raises(PathError, match=r"no photo with a date \(scan.jpg: Neither its name nor the camera"):
        patient_record(find_photos(tmp_path, PATTERN), str(tmp_path))
