"""What was measured once is found again, by whatever process, and never a wrong number for another photo or setting."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from patients_folders import made_analysis, made_patients
from sample_photos import BEFORE, analyzed

from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.measured import MeasuredNumbers, PhotoKey
from wrinkle_scan.app.folder.number_file import FILE_NAME
from wrinkle_scan.app.folder.packed_results import settings_sha256
from wrinkle_scan.app.folder.patient_record import KnownPhoto
from wrinkle_scan.comparison.contract import movement_json
from wrinkle_scan.comparison.movement import measure_movement
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.photo_finding import find_photos, infer_layout

KEY = PhotoKey("a" * 64, "frown")
PHOTO = "P1/2026-01-05_frown.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


SETTINGS = settings_sha256({"version": "1"})


def stored(root: Path) -> Path:
    return root / ".wrinkle-scan" / FILE_NAME


@pytest.mark.slow
def test_analyses_are_found_as_they_were_measured_but_for_the_folders(root: Path) -> None:
    analysis, other = analyzed(BEFORE), PhotoKey("b" * 64, "frown", (0, 0, 10, 10))
    data = json.loads(json.dumps(analysis.to_dict(movement_json(measure_movement(analysis, analysis)))))
    for key in (KEY, other):
        MeasuredNumbers(root).put_analysis(key, data)
    found = MeasuredNumbers(root).find_analysis(other, settings_sha256(data["provenance"]), PHOTO)
    assert found is not None and list(found) == list(data)
    data["photo"]["path"], data["movement"]["rest_photo"]["path"] = PHOTO, BEFORE.name
    assert found == data
    assert str(BEFORE.parent).encode() not in stored(root).read_bytes()
    with sqlite3.connect(stored(root)) as database:
        assert database.execute("SELECT count(*) FROM provenances").fetchone() == (1,), "it is kept once for both"
    database.close()


def test_another_photo_expression_crop_or_setting_is_not_found(root: Path) -> None:
    measured = MeasuredNumbers(root)
    measured.put_analysis(KEY, made_analysis())
    found = measured.find_analysis(KEY, SETTINGS, "P1/x.jpg")
    assert found == made_analysis() | {"photo": made_analysis()["photo"] | {"path": "P1/x.jpg"}}
    for key, settings in (
        (PhotoKey("b" * 64, "frown"), SETTINGS),
        (PhotoKey("a" * 64, "rest"), SETTINGS),
        (PhotoKey("a" * 64), SETTINGS),
        (PhotoKey("a" * 64, "frown", "left"), SETTINGS),
        (KEY, settings_sha256({"version": "2"})),
    ):
        assert measured.find_analysis(key, settings, PHOTO) is None


def test_what_was_measured_again_replaces_the_former(root: Path) -> None:
    measured = MeasuredNumbers(root)
    for severity in (20.0, 21.0):
        measured.put_analysis(KEY, made_analysis(severity))
    found = measured.find_analysis(KEY, SETTINGS, PHOTO)
    assert found is not None and found["regions"]["forehead"]["severity"] == 21.0


def test_nothing_is_made_until_something_is_kept(root: Path) -> None:
    measured = MeasuredNumbers(root)
    assert measured.find_analysis(KEY, SETTINGS, PHOTO) is None and measured.seen()(root / PHOTO) == KnownPhoto()
    assert not (root / ".wrinkle-scan").exists()


def test_a_photo_is_read_again_only_where_it_was_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measured, read = MeasuredNumbers(root), []
    real = measured.sha256_of.__globals__["sha256_of"]
    monkeypatch.setitem(measured.sha256_of.__globals__, "sha256_of", lambda file: read.append(file) or real(file))
    first = measured.sha256_of(root / PHOTO)
    assert MeasuredNumbers(root).sha256_of(root / PHOTO) == first and len(read) == 1
    (root / PHOTO).write_bytes((root / PHOTO).read_bytes()[:-1] + b"x")
    assert measured.sha256_of(root / PHOTO) != first and len(read) == 2
    with pytest.raises(PathError, match="no such photo"):
        measured.sha256_of(root / "P1/gone.jpg")


def test_a_clinic_knows_days_and_views_of_photos_that_were_measured(root: Path) -> None:
    (root / "P1/IMG_1.jpg").write_bytes(b"\xff\xd8\xff")
    measured = MeasuredNumbers(root)
    key = PhotoKey(measured.sha256_of(root / "P1/IMG_1.jpg"))
    measured.put_analysis(key, made_analysis(yaw=40.0))
    assert measured.seen()(root / "P1/IMG_1.jpg") == KnownPhoto("2026-01-05T10:00:00", "right")
    patient = read_clinic(root, measured.seen()).patient("P1")
    assert patient.undated == () and [key.view for key in patient.visits[0].photos] == ["front", "front", "right"]
    (root / "P1/IMG_1.jpg").write_bytes(b"\xff\xd8\xff\xff")
    assert measured.seen()(root / "P1/IMG_1.jpg") == KnownPhoto(), "it is another photo now"


def test_the_numbers_are_no_photos_to_any_command(root: Path) -> None:
    before = [entry.source for entry in find_photos(root, infer_layout(root))]
    MeasuredNumbers(root).put_analysis(KEY, made_analysis())
    assert [entry.source for entry in find_photos(root, infer_layout(root))] == before
