"""What a course's files are called, when it is another one, and the key that its pseudonyms keep."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from made_progress import progress
from patients_folders import made_patients

from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.reports import courses
from wrinkle_scan.app.reports.courses import KINDS, TYPES, MeasuredCourse, Version, fingerprint, kept_key, render
from wrinkle_scan.output.report.visit_pictures import VisitPictures


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


def mark(root: Path, patient: str = "P1") -> str:
    clinic = read_clinic(root)
    return fingerprint(clinic, clinic.patients[patient])


def test_the_fingerprint_is_the_patients_photos_and_treatments(root: Path) -> None:
    before, others = mark(root), mark(root, "Zoë Ä")
    assert mark(root) == before != others
    photo = root / "P1" / "2026-01-05_rest.jpg"
    os.utime(photo, ns=(1, 1))
    touched = mark(root)
    treatments = root / "treatments.csv"
    treatments.write_bytes(treatments.read_bytes().replace(b"20,5", b"21,5"))
    treated = mark(root)
    photo.unlink()
    assert len({before, touched, treated, mark(root)}) == 4


def test_the_key_is_made_once_and_read_by_its_owner_alone(root: Path) -> None:
    key = kept_key(root)
    assert kept_key(root) == key and len(key) >= 16
    assert kept_key(made_patients(root.parent / "other")) != key
    assert (root / ".wrinkle-scan" / courses.KEY_FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("version", "ending"),
    [
        (Version("html"), "_course.html"),
        (Version("html", language="pt"), "_course_pt.html"),
        (Version("html", "patient"), "_course_patient_en.html"),
        (Version("json", language="pt"), "_course.json"),
    ],
)
def test_a_file_is_named_after_its_reader_and_language(root: Path, version: Version, ending: str) -> None:
    course = MeasuredCourse(progress(), VisitPictures("2026-01-12"), "2026-01-12", None)  # type: ignore[arg-type]
    into = root.parent / "out"
    named = render(course, root, version, into)
    assert named == f"{course.progress.patient}{ending}"
    assert version.kind == "json" or f'lang="{version.language}"' in into.read_text(encoding="utf-8")
    hidden = render(course, root, Version(version.kind, version.reader, version.language, True), into)
    assert hidden.endswith(ending) and str(course.progress.patient) not in hidden + into.read_text(encoding="utf-8")


def test_each_kind_of_file_has_its_ending_and_type() -> None:
    assert set(TYPES) == set(KINDS) and len({ending for ending, _ in TYPES.values()}) == len(KINDS)
